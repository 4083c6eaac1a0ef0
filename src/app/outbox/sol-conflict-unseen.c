/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-unseen.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-outbox-fields.h"

/* What somebody wrote after its user had seen a record, and before he deleted it or decided upon
 * it. The platform tells a conflict for each part of it, without values. */

static gboolean
is_null (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/**
 * sol_conflict_unseen_is:
 * @conflict: of those of an entry
 *
 * Returns: whether nobody wrote another value there: the act as a whole is in question
 */
gboolean
sol_conflict_unseen_is (JsonObject *conflict)
{
  return is_null (conflict, "mine") && is_null (conflict, "theirs");
}

/**
 * sol_conflict_unseen_list:
 *
 * Returns: (transfer full): what the parts that changed are called, each once
 */
char *
sol_conflict_unseen_list (SolOutboxEntry *entry)
{
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (entry);
  const char *type = sol_outbox_entry_get_mutation (entry)->type;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      JsonObject *conflict = json_array_get_object_element (conflicts, i);
      const char *path = json_object_get_string_member_with_default (conflict, "path", "");
      g_auto (GStrv) parts = g_strsplit (path, "/", 2);
      g_autofree char *name = parts[0] != NULL ? sol_outbox_fields_get_label (type, parts[0])
                                               : NULL;

      if (name != NULL && sol_conflict_unseen_is (conflict) &&
          !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (_ (", "), (GStrv) names->pdata);
}
