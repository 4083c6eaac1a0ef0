/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-outbox-text.h"

#include "model/sol-json.h"

/* Entries of the outbox as text, for the command line. */

static const char *const names[SOL_OUTBOX_N_STATES] = {
  [SOL_OUTBOX_WAITING] = "waiting",           [SOL_OUTBOX_SENDING] = "sending",
  [SOL_OUTBOX_BLOCKED] = "blocked",           [SOL_OUTBOX_CONFLICT] = "conflict",
  [SOL_OUTBOX_REFUSED] = "refused",           [SOL_OUTBOX_GONE] = "gone",
  [SOL_OUTBOX_ACKNOWLEDGED] = "acknowledged", [SOL_OUTBOX_DISCARDED] = "discarded",
};

/* Returns: the word for it, the same in every language */
const char *
sol_outbox_state_get_name (SolOutboxState state)
{
  return names[state];
}

void
sol_conflict_text_free (SolConflictText *self)
{
  g_free (self->path);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self->who);
  g_free (self->when);
  g_free (self);
}

static char *
print_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GString) text = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);

  text = g_string_new (NULL);
  sol_json_print (node, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_outbox_entry_list_conflicts:
 *
 * Returns: (transfer full) (element-type SolConflictText): none of an entry that is in no conflict
 */
GPtrArray *
sol_outbox_entry_list_conflicts (SolOutboxEntry *self)
{
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (self);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_text_free);
  const guint n = conflicts != NULL ? json_array_get_length (conflicts) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (conflicts, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      SolConflictText *conflict;

      if (object == NULL)
        continue;
      conflict = g_new0 (SolConflictText, 1);
      conflict->path = print_member (object, "path");
      conflict->mine = print_member (object, "mine");
      conflict->theirs = print_member (object, "theirs");
      conflict->who = print_member (object, "who_name");
      conflict->when = print_member (object, "when");
      g_ptr_array_add (list, conflict);
    }
  return list;
}

static SolConflictChoice *
make_choice (SolRecord *edited, const char *path)
{
  guint index;
  const SolField *field = sol_record_find_field (edited, path, &index);
  const GValue *value = field != NULL ? sol_record_get_value (edited, index) : NULL;
  g_autoptr (JsonNode) node = NULL;

  if (value != NULL && !sol_value_is_empty (value))
    node = sol_value_to_json (value);
  return sol_conflict_choice_new (path, SOL_CHOICE_OTHER, node);
}

/**
 * sol_outbox_entry_make_choices:
 * @edited: with the values that are to hold
 * @fields: those of its fields that were given
 *
 * Returns: (transfer full) (nullable) (element-type SolConflictChoice): what settles the conflict
 * by
 *   @edited; %NULL when it is about other fields too
 */
GPtrArray *
sol_outbox_entry_make_choices (SolOutboxEntry *self, SolRecord *edited, GStrv fields)
{
  g_autoptr (GPtrArray) conflicts = sol_outbox_entry_list_conflicts (self);
  g_autoptr (GPtrArray)
      choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_choice_free);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const SolConflictText *conflict = g_ptr_array_index (conflicts, i);

      if (conflict->path == NULL || !g_strv_contains ((const char *const *) fields, conflict->path))
        return NULL;
      g_ptr_array_add (choices, make_choice (edited, conflict->path));
    }
  return g_steal_pointer (&choices);
}

static void
set_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
set_arguments (JsonObject *object, SolOutboxEntry *self)
{
  const char *const *arguments = sol_outbox_entry_get_arguments (self);
  JsonArray *array;

  if (sol_outbox_entry_get_code (self) == NULL)
    return;
  array = json_array_new ();
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    json_array_add_string_element (array, arguments[i]);
  json_object_set_array_member (object, "arguments", array);
}

/**
 * sol_outbox_entry_append_json:
 *
 * Appends the entry as an object.
 */
void
sol_outbox_entry_append_json (SolOutboxEntry *self, GString *text)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const SolMutation *mutation = sol_outbox_entry_get_mutation (self);
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (self);
  g_autofree char *printed = NULL;

  set_text (object, "id", mutation->id);
  set_text (object, "state", names[sol_outbox_entry_get_state (self)]);
  set_text (object, "type", mutation->type);
  set_text (object, "target", mutation->target);
  set_text (object, "op", mutation->op);
  set_text (object, "organisation", sol_outbox_entry_get_organisation (self));
  set_text (object, "title", sol_outbox_entry_get_title (self));
  json_object_set_int_member (object, "created_at", sol_outbox_entry_get_created_at (self) / 1000);
  json_object_set_int_member (object, "since", sol_outbox_entry_get_since (self) / 1000);
  set_text (object, "code", sol_outbox_entry_get_code (self));
  set_arguments (object, self);
  if (conflicts != NULL)
    json_object_set_array_member (object, "conflicts", json_array_ref (conflicts));
  sol_patch_write (mutation->patch, object);
  printed = sol_json_object_to_text (object);
  g_string_append (text, printed);
}
