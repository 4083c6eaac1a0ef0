/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-followers.h"

#include "app/outbox/sol-outbox-fields.h"
#include "model/sol-record-registry.h"

/* Fields that follow from another one, as the postcode from the town: whoever chooses the town
 * chooses them with it, also those that only one of the two changed. */

static gboolean
names (const SolFormField *form, const char *path)
{
  return form != NULL && form->followers != NULL && g_strv_contains (form->followers, path);
}

/**
 * sol_conflict_followers_has:
 *
 * Returns: whether the part at @path is chosen with another one that is in conflict
 */
gboolean
sol_conflict_followers_has (SolOutboxEntry *entry, const char *path)
{
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (entry);
  const char *type = sol_outbox_entry_get_mutation (entry)->type;
  const guint n = conflicts != NULL ? json_array_get_length (conflicts) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *conflict = json_array_get_object_element (conflicts, i);
      const char *other = json_object_get_string_member_with_default (conflict, "path", "");

      if (names (sol_outbox_fields_find (type, other, NULL), path))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): where what follows from @value is filled in */
static SolRecord *
follow (const char *type, const SolFormField *leader, JsonNode *value)
{
  g_autoptr (SolForm) form = sol_form_new ();
  g_autoptr (SolRecord) blank = sol_record_new (sol_record_registry_find (type), 0);
  guint index;
  const SolField *field = sol_record_find_field (blank, leader->name, &index);
  g_auto (GValue) read = G_VALUE_INIT;

  sol_form_open (form, blank, NULL);
  if (sol_field_read_json (field, value, &read))
    leader->follow (form, &read);
  return g_object_ref (sol_form_get_record (form));
}

static gboolean
is_set (SolOutboxEntry *entry, const char *name)
{
  JsonObject *set = sol_outbox_entry_get_mutation (entry)->patch->set;

  return set != NULL && json_object_has_member (set, name);
}

static SolConflictChoice *
make_choice (SolRecord *filled, const char *name)
{
  guint index;
  const GValue *value = sol_record_find_field (filled, name, &index) != NULL
                            ? sol_record_get_value (filled, index)
                            : NULL;
  g_autoptr (JsonNode) node = value == NULL || sol_value_is_empty (value)
                                  ? json_node_new (JSON_NODE_NULL)
                                  : sol_value_to_json (value);

  return sol_conflict_choice_new (name, SOL_CHOICE_OTHER, node);
}

/**
 * sol_conflict_followers_add:
 * @leader: what a form says of the field that was chosen
 * @kind: whose
 * @value: what it holds from now on
 * @choices: takes one for each field that follows from it
 */
void
sol_conflict_followers_add (SolOutboxEntry *entry,
                            const SolFormField *leader,
                            SolConflictChoiceKind kind,
                            JsonNode *value,
                            GPtrArray *choices)
{
  g_autoptr (SolRecord) filled = NULL;

  if (leader == NULL || leader->followers == NULL)
    return;
  filled = follow (sol_outbox_entry_get_mutation (entry)->type, leader, value);
  for (guint i = 0; leader->followers[i] != NULL; i++)
    {
      const char *name = leader->followers[i];

      if (kind == SOL_CHOICE_THEIRS || (kind == SOL_CHOICE_MINE && is_set (entry, name)))
        g_ptr_array_add (choices, sol_conflict_choice_new (name, kind, NULL));
      else
        g_ptr_array_add (choices, make_choice (filled, name));
    }
}
