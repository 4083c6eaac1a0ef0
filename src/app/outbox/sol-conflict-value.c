/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-value.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "model/sol-json.h"
#include "model/sol-referential.h"
#include "model/sol-text-diff.h"
#include "model/sol-text-merge.h"

/* What two people wrote in one place, as one reads it, and put together. */

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static const char *
say_code (const SolField *field, const char *code)
{
  const char *label = field->list != NULL ? sol_referential_label (field->list, code) : NULL;

  return label != NULL ? label : code;
}

static char *
say_codes (const SolField *field, const char *const *codes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; codes[i] != NULL; i++)
    g_strv_builder_add (builder, say_code (field, codes[i]));
  labels = g_strv_builder_end (builder);
  return g_strjoinv (_ (", "), labels);
}

static char *
print (JsonNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  sol_json_print (node, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_leaf (const SolField *field, JsonNode *node)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (field == NULL || !sol_field_read_json (field, node, &value) || sol_value_is_empty (&value))
    return print (node);
  switch (field->kind)
    {
    case SOL_FIELD_CODE:
      return g_strdup (say_code (field, g_value_get_string (&value)));
    case SOL_FIELD_CODES:
      return say_codes (field, g_value_get_boxed (&value));
    case SOL_FIELD_FLAG:
      return g_strdup (g_value_get_boolean (&value) ? _ ("Yes") : _ ("No"));
    case SOL_FIELD_MONEY:
      return sol_format_money (g_value_get_int64 (&value));
    case SOL_FIELD_DATE:
      return sol_format_date (g_value_get_string (&value));
    case SOL_FIELD_BLOB:
      return g_strdup (((const SolBlob *) g_value_get_boxed (&value))->name);
    default:
      return print (node);
    }
}

static const SolFormField *
find_part (const SolFormField *form, const char *name)
{
  const SolFormField *part = form != NULL ? form->parts : NULL;

  while (part != NULL && part->name != NULL && !g_str_equal (part->name, name))
    part++;
  return part != NULL && part->name != NULL ? part : NULL;
}

/* A line for each of its fields that says anything. */
static char *
say_item (const SolField *field, const SolFormField *form, JsonObject *told)
{
  g_autoptr (GString) text = g_string_new (NULL);
  /* Of an edit only what it sets is known. */
  JsonNode *set = json_object_get_member (told, "set");
  JsonObject *item = set != NULL && JSON_NODE_HOLDS_OBJECT (set) ? json_node_get_object (set)
                                                                 : told;

  for (guint i = 0; field->items != NULL && i < field->items->n_fields; i++)
    {
      const SolField *part = &field->items->fields[i];
      const SolFormField *said = find_part (form, part->name);
      JsonNode *node = json_object_get_member (item, part->name);
      g_autofree char *value = NULL;

      if (is_null (node))
        continue;
      value = sol_conflict_value_say (part, said, node);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_items (const SolField *field, const SolFormField *form, JsonArray *items)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autofree char *value = sol_conflict_value_say (field, form,
                                                       json_array_get_element (items, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_conflict_value_say:
 * @field: (nullable): that it is of; of an item, the field that holds it
 * @form: (nullable): what a form says of @field
 * @node: (nullable): null for nothing
 *
 * Returns: (transfer full): it, in the user's language
 */
char *
sol_conflict_value_say (const SolField *field, const SolFormField *form, JsonNode *node)
{
  if (is_null (node))
    return g_strdup (field != NULL && field->kind == SOL_FIELD_ITEMS ? _ ("Removed")
                                                                     : _ ("Nothing there"));
  if (field != NULL && field->kind == SOL_FIELD_ITEMS && JSON_NODE_HOLDS_OBJECT (node))
    return say_item (field, form, json_node_get_object (node));
  if (field != NULL && field->kind == SOL_FIELD_ITEMS && JSON_NODE_HOLDS_ARRAY (node))
    return say_items (field, form, json_node_get_array (node));
  return say_leaf (field, node);
}

static void
combine_codes (const GValue *mine, const GValue *theirs, GValue *value)
{
  const char *const *more = g_value_get_boxed (theirs);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_addv (builder, g_value_get_boxed (mine));
  for (guint i = 0; more[i] != NULL; i++)
    if (!g_strv_contains (g_value_get_boxed (mine), more[i]))
      g_strv_builder_add (builder, more[i]);
  all = g_strv_builder_end (builder);
  g_value_init (value, G_TYPE_STRV);
  g_value_set_boxed (value, all);
}

/* What was there tells which of the two changed a word; without it all of both stands. */
static gboolean
combine_texts (const SolField *field,
               JsonNode *base,
               const char *mine,
               const char *theirs,
               GArray *overlaps,
               GValue *value)
{
  g_auto (GValue) before = G_VALUE_INIT;
  const char *text = "";
  gboolean overlap;

  if (base != NULL && !is_null (base) && sol_field_read_json (field, base, &before) &&
      !sol_value_is_empty (&before))
    text = g_value_get_string (&before);
  g_value_init (value, G_TYPE_STRING);
  if (base == NULL)
    {
      g_value_take_string (value, sol_text_diff_combine (mine, theirs, &overlap));
      return !overlap;
    }
  g_value_take_string (value, sol_text_merge (text, mine, theirs, overlaps));
  return overlaps->len == 0;
}

/**
 * sol_conflict_value_combine:
 * @base: (nullable): what both began with; %NULL when it is not known
 * @overlaps: (element-type SolTextOverlap): takes the places of a text that both changed, as far as
 *   @base tells
 * @value: (out): what both say together; left unset where values cannot be put together
 *
 * Returns: whether nothing of the one contradicts the other
 */
gboolean
sol_conflict_value_combine (const SolField *field,
                            JsonNode *base,
                            JsonNode *mine,
                            JsonNode *theirs,
                            GArray *overlaps,
                            GValue *value)
{
  g_auto (GValue) first = G_VALUE_INIT;
  g_auto (GValue) second = G_VALUE_INIT;

  if (is_null (mine) || is_null (theirs) || !sol_field_read_json (field, mine, &first) ||
      !sol_field_read_json (field, theirs, &second) || sol_value_is_empty (&first) ||
      sol_value_is_empty (&second))
    return FALSE;
  if (field->kind == SOL_FIELD_PROSE || (field->kind == SOL_FIELD_TEXT && base != NULL))
    return combine_texts (field, base, g_value_get_string (&first), g_value_get_string (&second),
                          overlaps, value);
  if (field->kind == SOL_FIELD_CODES)
    combine_codes (&first, &second, value);
  return field->kind == SOL_FIELD_CODES;
}
