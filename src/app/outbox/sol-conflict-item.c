/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/outbox/sol-conflict-value.h"
#include "app/outbox/sol-outbox-fields.h"

/* Items of a list that two people wrote: what became of one, and what it is called. */

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const SolFormField *
find_part (const SolFormField *form, const char *name)
{
  const SolFormField *part = form != NULL ? form->parts : NULL;

  while (part != NULL && part->name != NULL && !g_str_equal (part->name, name))
    part++;
  return part != NULL && part->name != NULL ? part : NULL;
}

/* The first says what it is; the others are told by their names. */
static void
append_part (GString *text, const SolField *part, const SolFormField *form, JsonNode *node)
{
  g_autofree char *value = sol_conflict_value_say (part, form, node);
  g_auto (GStrv) label = g_strsplit (form != NULL ? _ (form->label) : "", "_", -1);
  g_autofree char *name = g_strjoinv ("", label);

  if (text->len == 0 || form == NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value);
  else
    {
      g_string_append_c (text, '\n');
      /* Translators: the name of a field, and what it holds */
      g_string_append_printf (text, _ ("%s: %s"), name, value);
    }
}

/**
 * sol_conflict_item_say:
 * @field: that holds it
 * @form: (nullable): what a form says of @field
 * @node: an item, or an edit of one, of which only what it sets is known
 *
 * Returns: (transfer full): a line for each of its fields that says anything
 */
char *
sol_conflict_item_say (const SolField *field, const SolFormField *form, JsonNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *item = get_object (node);
  JsonObject *set = item != NULL ? get_object (json_object_get_member (item, "set")) : NULL;

  if (set != NULL)
    item = set;
  for (guint i = 0; item != NULL && field->items != NULL && i < field->items->n_fields; i++)
    {
      const SolField *part = &field->items->fields[i];
      JsonNode *its = json_object_get_member (item, part->name);

      if (its != NULL && !JSON_NODE_HOLDS_NULL (its))
        append_part (text, part, find_part (form, part->name), its);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* But for its place in the list. */
static gboolean
is_the_same (JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) names = json_object_get_members (a);

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *other = json_object_get_member (b, name->data);

      if (!g_str_equal (name->data, "at") &&
          (other == NULL || !json_node_equal (json_object_get_member (a, name->data), other)))
        return FALSE;
    }
  return TRUE;
}

/**
 * sol_conflict_item_tell_fate:
 * @list: (nullable): that its user began with
 * @before: (nullable): the item in it
 * @node: the item as somebody has it; null: it is not there any more
 *
 * Returns: (nullable): what he did to it; %NULL when that is not known. A move alone is in no
 *   conflict.
 */
const char *
sol_conflict_item_tell_fate (JsonNode *list, JsonNode *before, JsonNode *node)
{
  JsonObject *item = get_object (node);

  if (item == NULL)
    return _ ("Removed");
  if (list == NULL || json_object_has_member (item, "set"))
    return NULL;
  if (get_object (before) == NULL)
    return _ ("Added");
  return is_the_same (get_object (before), item) ? NULL : _ ("Changed");
}

/* Returns: (transfer full) (nullable): the first thing that it says */
static char *
make_name (const SolField *field, const SolFormField *form, JsonNode *node)
{
  g_autofree char *text = sol_conflict_item_say (field, form, node);

  text[strcspn (text, "\n")] = '\0';
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * sol_conflict_item_name_part:
 * @type: of a record
 * @path: of a part of it: names of fields and ids of items by turns
 * @find: tells what an item on the way is
 * @either: (nullable): what the part is, where @find knows nothing
 *
 * Returns: (transfer full): "Your offers · Hedge trimming · Price"
 */
char *
sol_conflict_item_name_part (const char *type,
                             const char *path,
                             SolConflictFind find,
                             gpointer data,
                             JsonNode *either)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) so_far = g_string_new (NULL);
  g_auto (GStrv) names = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const SolField *field;
      const SolFormField *form;
      JsonNode *before;
      g_autofree char *name = NULL;

      g_string_append_printf (so_far, "%s%s", i > 0 ? "/" : "", parts[i]);
      form = sol_outbox_fields_find (type, so_far->str, &field);
      before = find (data, so_far->str);
      if (i % 2 == 0)
        name = sol_outbox_fields_get_label (type, so_far->str);
      else if (field != NULL)
        name = make_name (field, form, before != NULL || parts[i + 1] != NULL ? before : either);
      if (name != NULL)
        g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  return g_strjoinv (" · ", names);
}

static JsonNode *
find_base (gpointer entry, const char *path)
{
  return sol_outbox_entry_find_base (entry, path);
}

/**
 * sol_conflict_item_make_title:
 * @path: of a part that @entry changes
 * @either: (nullable): what one of the two has there
 *
 * Returns: (transfer full): what the part is called
 */
char *
sol_conflict_item_make_title (SolOutboxEntry *entry, const char *path, JsonNode *either)
{
  return sol_conflict_item_name_part (sol_outbox_entry_get_mutation (entry)->type, path, find_base,
                                      entry, either);
}
