/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-table-private.h"
#include "model/sol-json.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "model/sol-uuid.h"

/* Codes of open lists: those that the structures of a file bring with them, and a table of them. */

#define SOURCE "term"

static const char *const required[] = { "label_fr", "list", NULL };
static const char *const columns[] = {
  "list", "code", "label_fr", "label_en", "parent", "note", NULL,
};

static const char *
get_text (JsonObject *term, const char *name)
{
  return json_object_get_string_member_with_default (term, name, "");
}

static void
set_text (JsonObject *term, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (term, name, text);
}

/**
 * sol_import_row_add_term:
 * @code: what the file calls it
 * @label: (nullable): its name in French
 *
 * Has the row bring a code of an open list with it, unless the list has it by whatever name.
 *
 * Returns: (transfer full): the code that the row is to use
 */
char *
sol_import_row_add_term (SolImportRow *self, const char *list, const char *code, const char *label)
{
  g_autofree char *known = sol_referential_match (list, code);
  JsonObject *term;

  if (known == NULL)
    known = sol_referential_match (list, label);
  if (known != NULL)
    return g_steal_pointer (&known);
  if (sol_import_row_has_term (self, list, code))
    return g_strdup (code);
  term = json_object_new ();
  set_text (term, "list", list);
  set_text (term, "code", code);
  set_text (term, "label_fr", label == NULL ? code : label);
  g_ptr_array_add (self->terms, term);
  return g_strdup (code);
}

gboolean
sol_import_row_has_term (SolImportRow *self, const char *list, const char *code)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (g_str_equal (get_text (self->terms->pdata[i], "list"), list) &&
        g_str_equal (get_text (self->terms->pdata[i], "code"), code))
      return TRUE;
  return FALSE;
}

/* Two files that name one code write one record. */
static char *
make_id (JsonObject *term)
{
  g_autofree char *key = g_strconcat (get_text (term, "list"), ":", get_text (term, "code"), NULL);

  return sol_uuid_from_name (SOURCE, key);
}

/* What there is of the code is left as it is: somebody may have given it a better name. It is not
 * logged: undone, it would leave structures of other files without the name of their network. */
static gboolean
write_new (SolImport *self, SolImportRow *row, JsonObject *term, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = make_id (term);
  g_autofree char *held = self->target->get (self->target->user_data, "term", id, &failed);
  g_autofree char *text = NULL;
  SolImportUndo write = { (char *) "term", id, (char *) "public", NULL, NULL, row->line };

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (held != NULL)
    return TRUE;
  if (sol_seen_add (self->seen, id, row->line) == 0)
    sol_import_row_note_field (row, "code-added", get_text (term, "list"),
                               get_text (term, "label_fr"));
  text = sol_json_object_to_text (term);
  return sol_import_put (self, &write, text, error);
}

/*
 * sol_import_write_terms:
 *
 * Writes the codes that a structure brings, before it: who reads them in order knows each name.
 */
gboolean
sol_import_write_terms (SolImport *self, SolImportRow *row, GError **error)
{
  for (guint i = 0; i < row->terms->len; i++)
    if (!write_new (self, row, row->terms->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_term (SolImport *self, SolImportRow *row, JsonObject *term, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = make_id (term);
  g_autofree char *before = self->target->get (self->target->user_data, "term", id, &failed);
  SolImportUndo write = { (char *) "term", id, (char *) "public", before, NULL, row->line };
  gboolean changed = FALSE;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return sol_import_write_if_changed (self, &write, term, TRUE, &changed, error) &&
         sol_import_conclude (self, row,
                              before == NULL ? SOL_IMPORT_CREATED
                              : changed      ? SOL_IMPORT_UPDATED
                                             : SOL_IMPORT_UNCHANGED,
                              NULL, NULL);
}

static gboolean
is_shipped (const char *list, const char *code)
{
  const SolCode *found = sol_referential_find (list, code);
  guint n_codes;

  sol_referential_get_codes (list, &n_codes);
  return found != NULL && found->index < n_codes;
}

/*
 * sol_import_take_term:
 *
 * A row of a table of codes.
 */
gboolean
sol_import_take_term (SolImport *self, SolImportRow *row, GError **error)
{
  JsonObject *term = row->terms->pdata[0];
  const char *list = get_text (term, "list");
  const char *code = get_text (term, "code");
  g_autofree char *named = g_strconcat (list, "\037", code, NULL);
  g_autofree char *told = NULL;
  guint first;

  if (!sol_referential_is_open (list))
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "list-closed", list);
  if (*get_text (term, "label_fr") == '\0')
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "no-name", NULL);
  if (*code == '\0')
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "code-missing", NULL);
  if (is_shipped (list, code))
    return sol_import_conclude (self, row, SOL_IMPORT_REFUSED, "code-shipped", named);
  first = sol_seen_add (self->seen, named, row->line);
  if (first == 0)
    return write_term (self, row, term, error);
  told = g_strdup_printf ("%u", first);
  return sol_import_conclude (self, row, SOL_IMPORT_DOUBTFUL, "same-key", told);
}

/* "Réseau d’ici" is "reseau-d-ici". */
static char *
make_code (const char *label)
{
  g_autofree char *folded = sol_text_fold (label);
  g_auto (GStrv) words = g_strsplit_set (
      g_strcanon (folded, "abcdefghijklmnopqrstuvwxyz0123456789", '-'), "-", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (kept, *word);
  parts = g_strv_builder_end (kept);
  return g_strjoinv ("-", parts);
}

static SolImportRow *
make_row (SolTable *table, guint line)
{
  SolImportRow *row = sol_import_row_new (SOURCE, NULL, line);
  JsonObject *term = json_object_new ();

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *cell = g_strstrip (g_strdup (sol_table_get (table, columns[i])));

      set_text (term, columns[i], cell);
    }
  if (*get_text (term, "code") == '\0')
    {
      g_autofree char *code = make_code (get_text (term, "label_fr"));

      set_text (term, "code", code);
    }
  sol_import_row_set_text (row, "name", get_text (term, "label_fr"));
  g_ptr_array_add (row->terms, term);
  row->is_term = TRUE;
  return row;
}

static char *
name_column (const char *header)
{
  return g_strv_contains (columns, header) ? g_strdup (header) : NULL;
}

/* A table of codes: list, code, label_fr, label_en, parent, note. */
gboolean
sol_import_read_terms (SolImport *self, const char *path, GError **error)
{
  const SolTableFormat format = { name_column, required, TRUE, make_row };

  return sol_table_import (self, &format, path, error);
}
