/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import-private.h"
#include "model/sol-json.h"
#include "model/sol-uuid.h"

#define BATCH 500         /* rows a transaction */
#define SIREN_LENGTH 9    /* digits of a SIRET that name the enterprise */
#define SEVERAL G_MAXUINT /* lines of this file that share a SIRET */

/* How a row goes into a record. */
typedef enum
{
  CREATE,   /* there is none yet */
  OVERLAY,  /* it came from the same source: what the row says replaces what was there */
  COMPLETE, /* it came from elsewhere: only what is empty is filled */
} Manner;

static gboolean
is_empty (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  return json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0';
}

static void
copy_member (JsonObject *from, JsonObject *to, const char *name)
{
  json_object_set_member (to, name, json_node_copy (json_object_get_member (from, name)));
}

/* What tells where a structure is goes together: half of one address and half of another is none.
 */
static gboolean
is_of_the_place (const char *name)
{
  static const char *const names[] = { "address",    "postcode", "city",  "commune",
                                       "department", "region",   "place", NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_elsewhere (JsonObject *current, JsonObject *doc)
{
  const char *here = json_object_get_string_member_with_default (current, "commune", NULL);
  const char *there = json_object_get_string_member_with_default (doc, "commune", NULL);

  return here != NULL && g_strcmp0 (here, there) != 0;
}

static void
complete (JsonObject *current, JsonObject *doc)
{
  static const char *const own[] = { "source", "external_id", "siret_fault", "updated_at", NULL };
  gboolean elsewhere = is_elsewhere (current, doc);
  g_autoptr (GList) names = json_object_get_members (doc);

  for (GList *name = names; name != NULL; name = name->next)
    {
      if (!is_empty (json_object_get_member (current, name->data)) ||
          g_strv_contains (own, name->data) || (elsewhere && is_of_the_place (name->data)))
        continue;
      copy_member (doc, current, name->data);
    }
}

static void
overlay (JsonObject *current, JsonObject *doc)
{
  g_autoptr (GList) names = json_object_get_members (doc);

  for (GList *name = names; name != NULL; name = name->next)
    copy_member (doc, current, name->data);
  if (json_object_has_member (doc, "siret") && !json_object_has_member (doc, "siret_fault"))
    json_object_remove_member (current, "siret_fault");
}

JsonObject *
sol_import_parse_document (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), error);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return sol_import_copy_object (json_node_get_object (node));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a document is no JSON object");
  return NULL;
}

/* Puts one record into the batch that is open, or opens one; nothing in a preview. */
gboolean
sol_import_put (SolImport *self, const SolImportUndo *write, const char *doc, GError **error)
{
  const SolImportTarget *target = self->target;

  if (self->preview)
    return TRUE;
  if (self->n_in_batch == 0 && !target->begin (target->user_data, error))
    return FALSE;
  self->n_in_batch++;
  return target->put (target->user_data, write->type, write->id, write->scope, doc, error);
}

/*
 * sol_import_write:
 * @write: what is written, with the document as it was; @after is worked out here
 *
 * Puts one record and logs it.
 */
gboolean
sol_import_write (SolImport *self, const SolImportUndo *write, const char *doc, GError **error)
{
  const SolImportTarget *target = self->target;
  g_autofree char *after = NULL;
  SolImportUndo entry = *write;

  if (!sol_import_put (self, write, doc, error))
    return FALSE;
  if (self->preview || target->log_append == NULL)
    return TRUE;
  after = sol_import_hash_document (doc);
  entry.after = after;
  return target->log_append (target->user_data, self->report->import_id, &entry, error);
}

gboolean
sol_import_end_batch (SolImport *self, GError **error)
{
  if (self->n_in_batch == 0)
    return TRUE;
  if (!self->target->commit (self->target->user_data, error))
    return FALSE;
  self->n_in_batch = 0;
  self->n_created = self->report->n[SOL_IMPORT_CREATED];
  self->n_updated = self->report->n[SOL_IMPORT_UPDATED];
  return TRUE;
}

/* Writes @doc if it says anything that the record does not; @changed: whether it did. */
gboolean
sol_import_write_if_changed (SolImport *self,
                             SolImportUndo *write,
                             JsonObject *doc,
                             gboolean dated,
                             gboolean *changed,
                             GError **error)
{
  g_autoptr (JsonObject) before = NULL;
  g_autofree char *new_text = sol_import_canonical_text (doc);
  g_autofree char *text = NULL;

  *changed = TRUE;
  if (write->before != NULL)
    {
      g_autofree char *old_text = NULL;

      before = sol_import_parse_document (write->before, error);
      if (before == NULL)
        return FALSE;
      old_text = sol_import_canonical_text (before);
      *changed = !g_str_equal (old_text, new_text);
    }
  if (!*changed)
    return TRUE;
  if (!dated && g_str_equal (write->type, "supplier"))
    json_object_set_string_member (doc, "updated_at", self->now);
  text = sol_json_object_to_text (doc);
  return sol_import_write (self, write, text, error);
}

static gboolean
write_contact (SolImport *self,
               SolImportRow *row,
               const char *supplier,
               guint number,
               gboolean *changed,
               GError **error)
{
  const SolImportTarget *target = self->target;
  g_autofree char *key = g_strdup_printf ("contact:%u:%s", number, row->external_id);
  g_autofree char *id = sol_uuid_from_name (row->source, key);
  g_autoptr (GError) failed = NULL;
  g_autofree char *before = target->get (target->user_data, "supplier_contact", id, &failed);
  g_autoptr (JsonObject) doc = NULL;
  SolImportUndo write = {
    (char *) "supplier_contact", id, (char *) "members", before, NULL, row->line
  };

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  doc = before == NULL ? json_object_new () : sol_import_parse_document (before, error);
  if (doc == NULL)
    return FALSE;
  json_object_set_string_member (row->contacts->pdata[number], "supplier", supplier);
  overlay (doc, row->contacts->pdata[number]);
  return sol_import_write_if_changed (self, &write, doc, TRUE, changed, error);
}

static gboolean
write_contacts (SolImport *self,
                SolImportRow *row,
                const char *supplier,
                gboolean *any,
                GError **error)
{
  for (guint i = 0; i < row->contacts->len; i++)
    {
      gboolean changed;

      if (!write_contact (self, row, supplier, i, &changed, error))
        return FALSE;
      *any |= changed;
    }
  return TRUE;
}

static void
add_provenance (SolImportRow *row, JsonObject *doc)
{
  json_object_set_string_member (doc, "source", row->source);
  json_object_set_string_member (doc, "external_id", row->external_id);
}

/* Counts the row, and tells what there is to tell of it. */
gboolean
sol_import_conclude (SolImport *self,
                     SolImportRow *row,
                     SolImportVerdict verdict,
                     const char *why,
                     const char *arguments)
{
  SolImportReport *report = self->report;
  const char *name = sol_import_row_get_text (row, "name");

  report->n[verdict]++;
  /* Of a row that was not taken it is enough to tell why. */
  if (why != NULL)
    {
      sol_import_report_add (report, row->line, verdict, name, why, arguments);
      return TRUE;
    }
  report->n_noted += row->notes->len > 0;
  for (guint i = 0; i < row->notes->len; i++)
    {
      SolImportNote *note = row->notes->pdata[i];

      sol_import_report_add (report, row->line, verdict, name, note->code, note->arguments);
      report->n_siret_faults += g_str_equal (note->code, "siret-fault");
    }
  return TRUE;
}

/* The one kind of change to a supplier. @id: the record, there already unless @manner is CREATE. */
static gboolean
write_row (SolImport *self, SolImportRow *row, const char *id, Manner manner, GError **error)
{
  const SolImportTarget *target = self->target;
  g_autoptr (GError) failed = NULL;
  g_autofree char *before = target->get (target->user_data, "supplier", id, &failed);
  g_autoptr (JsonObject) doc = NULL;
  gboolean created = before == NULL;
  gboolean changed = FALSE;
  SolImportUndo write = {
    (char *) "supplier", (char *) id, (char *) "public", before, NULL, row->line
  };

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (manner != COMPLETE)
    add_provenance (row, row->doc);
  doc = created ? json_object_ref (row->doc) : sol_import_parse_document (before, error);
  if (doc == NULL)
    return FALSE;
  /* What its people publish themselves is theirs to say. */
  if (json_object_has_member (doc, "organisation") && json_object_has_member (doc, "verified_on"))
    return sol_import_conclude (self, row, SOL_IMPORT_UNCHANGED, NULL, NULL);
  if (!created && manner == COMPLETE)
    complete (doc, row->doc);
  else if (!created)
    overlay (doc, row->doc);
  if (!sol_import_write_terms (self, row, error) ||
      !sol_import_write_if_changed (self, &write, doc, row->dated && manner != COMPLETE, &changed,
                                    error) ||
      !write_contacts (self, row, id, &changed, error))
    return FALSE;
  return sol_import_conclude (self, row,
                              created   ? SOL_IMPORT_CREATED
                              : changed ? SOL_IMPORT_UPDATED
                                        : SOL_IMPORT_UNCHANGED,
                              NULL, NULL);
}

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
    return write_row (self, row, ((SolImportMatch *) found->pdata[0])->id, COMPLETE, error);
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
        return write_row (self, row, match->id, COMPLETE, error);
    }
  if (row->ceased)
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "ceased", NULL);
  id = sol_uuid_from_name (row->source, row->external_id);
  note_creation (self, row);
  return write_row (self, row, id, CREATE, error);
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
    return take_by_siret (self, row, error);
  if (row->weak_key && !is_same_enterprise (self, row, id))
    return sol_import_conclude (self, row, SOL_IMPORT_DOUBTFUL, "key-elsewhere", row->external_id);
  return write_row (self, row, id, OVERLAY, error);
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
