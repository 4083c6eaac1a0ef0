/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import-private.h"
#include "model/sol-uuid.h"

/* Whose a row is: which record of the catalogue it makes, replaces or completes. */

#define BATCH 500         /* rows a transaction */
#define SIREN_LENGTH 9    /* digits of a SIRET that name the enterprise */
#define SEVERAL G_MAXUINT /* lines of this file that share a SIRET */

/* A key that may also be somebody else's holds only within one enterprise. */
static gboolean
is_same_enterprise (SolImport *self, SolImportRow *row, const char *id)
{
  const SolImportTarget *target = self->target;
  g_autofree char *text = target->get (target->user_data, "supplier", id, NULL);
  g_autoptr (JsonObject) doc = text == NULL ? NULL : sol_import_parse_document (text, NULL);
  const char *siret = sol_import_row_get_text (row, "siret");
  const char *there;

  if (doc == NULL || *siret == '\0')
    return TRUE;
  there = json_object_get_string_member_with_default (doc, "siret", "");
  return *there == '\0' || strncmp (siret, there, SIREN_LENGTH) == 0;
}

static GPtrArray *
find_siret (SolImport *self, SolImportRow *row, GError **error)
{
  const SolImportTarget *target = self->target;
  const char *siret = sol_import_row_get_text (row, "siret");
  g_autoptr (GError) failed = NULL;
  GPtrArray *found = NULL;

  if (*siret != '\0')
    found = target->find_siret (target->user_data, siret, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else if (found == NULL)
    found = g_ptr_array_new ();
  return found;
}

/* In a preview what the file itself would create is not there to be found: its line is kept. */
static char *
make_preview_key (SolImportRow *row)
{
  return g_strconcat ("siret:", sol_import_row_get_text (row, "siret"), NULL);
}

static void
note_creation (SolImport *self, SolImportRow *row)
{
  g_autofree char *key = NULL;

  if (!self->preview || *sol_import_row_get_text (row, "siret") == '\0')
    return;
  key = make_preview_key (row);
  sol_seen_set (self->seen, key, sol_seen_find (self->seen, key) == 0 ? row->line : SEVERAL);
}

/* A row that does not say its kind completes the one structure with its SIRET. */
static gboolean
take_without_kind (SolImport *self, SolImportRow *row, GPtrArray *found, GError **error)
{
  const char *siret = sol_import_row_get_text (row, "siret");
  g_autofree char *preview_key = make_preview_key (row);
  guint awaited = self->preview ? sol_seen_find (self->seen, preview_key) : 0;
  guint n = found->len + (awaited == SEVERAL ? 2 : awaited > 0 ? 1 : 0);
  g_autofree char *arguments = NULL;

  if (n == 1 && awaited > 0)
    return sol_import_conclude (self, row, SOL_IMPORT_UPDATED, NULL, NULL);
  if (n == 1)
    return sol_import_write_row (self, row, ((SolImportMatch *) found->pdata[0])->id,
                                 SOL_IMPORT_COMPLETE, error);
  if (n == 0)
    return sol_import_conclude (self, row, SOL_IMPORT_DOUBTFUL,
                                *siret == '\0' ? "kind-missing" : "kind-unknown", siret);
  arguments = g_strdup_printf ("%u\037%s", n, siret);
  return sol_import_conclude (self, row, SOL_IMPORT_DOUBTFUL, "kind-several", arguments);
}

/* No record has the key of the row. */
static gboolean
take_by_siret (SolImport *self, SolImportRow *row, GError **error)
{
  g_autoptr (GPtrArray) found = find_siret (self, row, error);
  const char *kind = sol_import_row_get_text (row, "kind");
  g_autofree char *id = NULL;

  if (found == NULL)
    return FALSE;
  if (*kind == '\0')
    return take_without_kind (self, row, found, error);
  for (guint i = 0; i < found->len; i++)
    {
      SolImportMatch *match = found->pdata[i];

      if (g_str_equal (match->kind, kind))
        return sol_import_write_row (self, row, match->id, SOL_IMPORT_COMPLETE, error);
    }
  if (row->ceased)
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "ceased", NULL);
  id = sol_uuid_from_name (row->source, row->external_id);
  note_creation (self, row);
  return sol_import_write_row (self, row, id, SOL_IMPORT_CREATE, error);
}

/* What was merged with another completes that one, whoever says it. */
static gboolean
take_merged (SolImport *self, SolImportRow *row, GError **error)
{
  const SolImportTarget *target = self->target;
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = target->find_merged != NULL
                            ? target->find_merged (target->user_data, row->source, row->external_id,
                                                   &failed)
                            : NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return id != NULL ? sol_import_write_row (self, row, id, SOL_IMPORT_COMPLETE, error)
                    : take_by_siret (self, row, error);
}

static gboolean
take_identified (SolImport *self, SolImportRow *row, GError **error)
{
  const SolImportTarget *target = self->target;
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = target->find_external (target->user_data, row->source, row->external_id,
                                               &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (id == NULL)
    return take_merged (self, row, error);
  if (row->weak_key && !is_same_enterprise (self, row, id))
    return sol_import_conclude (self, row, SOL_IMPORT_DOUBTFUL, "key-elsewhere", row->external_id);
  return sol_import_write_row (self, row, id, SOL_IMPORT_OVERLAY, error);
}

/* Two rows of one file that are the same: the second waits for somebody to look. */
static gboolean
is_repeated (SolImport *self, SolImportRow *row, const char **why, guint *first)
{
  const char *siret = sol_import_row_get_text (row, "siret");
  const char *kind = sol_import_row_get_text (row, "kind");
  g_autofree char *key = g_strconcat (row->source, "\037", row->external_id, NULL);
  g_autofree char *identity = g_strconcat (siret, ":", kind, NULL);

  *why = "same-key";
  *first = sol_seen_add (self->seen, key, row->line);
  if (*first > 0 || *siret == '\0' || *kind == '\0' || g_str_equal (identity, row->external_id))
    return *first > 0;
  *why = "same-structure";
  *first = sol_seen_add (self->seen, identity, row->line);
  return *first > 0;
}

static gboolean
take_checked (SolImport *self, SolImportRow *row, GError **error)
{
  const char *siret = sol_import_row_get_text (row, "siret");
  g_autofree char *told = NULL;
  const char *why;
  guint first;

  if (*sol_import_row_get_text (row, "name") == '\0')
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "no-name", NULL);
  if (*row->external_id == '\0' && *siret == '\0')
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "no-identity", NULL);
  if (*row->external_id == '\0')
    {
      g_free (row->external_id);
      row->external_id = g_strconcat (siret, ":", sol_import_row_get_text (row, "kind"), NULL);
    }
  if (!is_repeated (self, row, &why, &first))
    return take_identified (self, row, error);
  told = g_strdup_printf ("%u", first);
  return sol_import_conclude (self, row, SOL_IMPORT_DOUBTFUL, why, told);
}

/*
 * sol_import_take:
 * @row: (transfer full): as the format read it
 *
 * Finds whose row it is and writes what it changes. Returns: %FALSE when the import must end, not
 * for what is wrong with the row.
 */
gboolean
sol_import_take (SolImport *self, SolImportRow *row, GError **error)
{
  g_autoptr (SolImportRow) owned = row;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  sol_import_row_check (owned);
  if (!(owned->is_term ? sol_import_take_term : take_checked) (self, owned, error))
    return FALSE;
  return self->n_in_batch < BATCH || sol_import_end_batch (self, error);
}

/* A line of which not even a row could be made. */
gboolean
sol_import_refuse (SolImport *self,
                   guint line,
                   const char *name,
                   const char *why_code,
                   const char *arguments,
                   GError **error)
{
  self->report->n[SOL_IMPORT_REFUSED]++;
  sol_import_report_add (self->report, line, SOL_IMPORT_REFUSED, name, why_code, arguments);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
