/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import-private.h"
#include "model/sol-json.h"
#include "model/sol-uuid.h"

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

/* What a moderator corrected stays, until the source says so too. */
static gboolean
is_corrected (JsonObject *current, JsonObject *doc, const char *name)
{
  JsonNode *node = json_object_get_member (current, "corrected");
  JsonArray *corrected = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                      : NULL;

  for (guint i = 0; corrected != NULL && i < json_array_get_length (corrected); i++)
    if (g_strcmp0 (json_array_get_string_element (corrected, i), name) == 0)
      {
        if (g_strcmp0 (json_object_get_string_member_with_default (current, name, NULL),
                       json_object_get_string_member_with_default (doc, name, NULL)) != 0)
          return TRUE;
        json_array_remove_element (corrected, i);
        return FALSE;
      }
  return FALSE;
}

static void
overlay (JsonObject *current, JsonObject *doc)
{
  g_autoptr (GList) names = json_object_get_members (doc);

  for (GList *name = names; name != NULL; name = name->next)
    if (!is_corrected (current, doc, name->data))
      copy_member (doc, current, name->data);
  if (json_object_has_member (doc, "siret") &&
      (!json_object_has_member (doc, "siret_fault") || is_corrected (current, doc, "siret")))
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

/*
 * sol_import_write_row:
 * @id: the record, there already unless @manner is SOL_IMPORT_CREATE
 *
 * The one kind of change to a supplier.
 */
gboolean
sol_import_write_row (SolImport *self,
                      SolImportRow *row,
                      const char *id,
                      SolImportManner manner,
                      GError **error)
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
  if (manner != SOL_IMPORT_COMPLETE)
    add_provenance (row, row->doc);
  doc = created ? json_object_ref (row->doc) : sol_import_parse_document (before, error);
  if (doc == NULL)
    return FALSE;
  /* What its people publish themselves is theirs to say. */
  if (json_object_has_member (doc, "organisation") && json_object_has_member (doc, "verified_on"))
    return sol_import_conclude (self, row, SOL_IMPORT_UNCHANGED, NULL, NULL);
  if (!created && manner == SOL_IMPORT_COMPLETE)
    complete (doc, row->doc);
  else if (!created)
    overlay (doc, row->doc);
  if (!sol_import_write_terms (self, row, error) ||
      !sol_import_write_if_changed (self, &write, doc, row->dated && manner != SOL_IMPORT_COMPLETE,
                                    &changed, error) ||
      !write_contacts (self, row, id, &changed, error))
    return FALSE;
  return sol_import_conclude (self, row,
                              created   ? SOL_IMPORT_CREATED
                              : changed ? SOL_IMPORT_UPDATED
                                        : SOL_IMPORT_UNCHANGED,
                              NULL, NULL);
}
