/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-value.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "app/account/sol-account-words.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/catalogue/sol-words.h"
#include "app/outbox/sol-conflict-item.h"
#include "app/outbox/sol-outbox-fields.h"
#include "app/sol-format.h"
#include "model/sol-json.h"
#include "model/sol-referential.h"
#include "model/sol-text-diff.h"
#include "model/sol-text-merge.h"

#define ID_END 6 /* characters */

/* What two people wrote in one place, as one reads it, and put together. */

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/* Returns: (transfer full): what it stands for; itself when nothing says */
static char *
say_code (const SolField *field, const char *code)
{
  g_autofree char *town = NULL;

  if (g_strcmp0 (field->list, "communes") == 0)
    {
      town = g_strconcat ("commune:", code, NULL);
      return sol_supplier_text_make_zone (town);
    }
  if (field->list != NULL)
    return g_strdup (sol_referential_label (field->list, code));
  if (*sol_account_words_get_name (code) != '\0')
    return g_strdup (sol_account_words_get_name (code));
  return sol_supplier_text_make_zone (code);
}

static char *
say_codes (const SolField *field, const char *const *codes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree char *label = say_code (field, codes[i]);

      g_strv_builder_add (builder, label);
    }
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
say_instant (const char *instant)
{
  char *said = sol_words_instant (instant);

  return said != NULL ? said : g_strdup (instant);
}

static char *
say_place (const SolPlace *place)
{
  g_autofree char *lat = sol_format_decimal (fabs (place->lat), 4);
  g_autofree char *lon = sol_format_decimal (fabs (place->lon), 4);

  return g_strdup_printf ("%s°\u00a0%s, %s°\u00a0%s", lat,
                          place->lat < 0 ? C_ ("latitude", "S") : C_ ("latitude", "N"), lon,
                          place->lon < 0 ? C_ ("longitude", "W") : C_ ("longitude", "E"));
}

/* Its record need not be here; its end tells two of them apart. */
static char *
say_reference (const SolField *field, const char *id)
{
  const char *type = sol_outbox_fields_get_type (field->list);
  const gsize length = strlen (id);

  return g_strdup_printf ("%s (…%s)", type, id + (length > ID_END ? length - ID_END : 0));
}

static char *
say_blob (const SolBlob *blob)
{
  g_autofree char *size = g_format_size ((guint64) blob->size);

  return g_strdup_printf ("%s (%s)", blob->name, size);
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
      return say_code (field, g_value_get_string (&value));
    case SOL_FIELD_CODES:
      return say_codes (field, g_value_get_boxed (&value));
    case SOL_FIELD_FLAG:
      return g_strdup (g_value_get_boolean (&value) ? _ ("Yes") : _ ("No"));
    case SOL_FIELD_MONEY:
      return sol_format_money (g_value_get_int64 (&value));
    case SOL_FIELD_DATE:
      return sol_format_date (g_value_get_string (&value));
    case SOL_FIELD_INSTANT:
      return say_instant (g_value_get_string (&value));
    case SOL_FIELD_PLACE:
      return say_place (g_value_get_boxed (&value));
    case SOL_FIELD_REFERENCE:
      return say_reference (field, g_value_get_string (&value));
    case SOL_FIELD_BLOB:
      return say_blob (g_value_get_boxed (&value));
    default:
      return print (node);
    }
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
                                                                     : _ ("Left empty"));
  if (field != NULL && field->kind == SOL_FIELD_ITEMS && JSON_NODE_HOLDS_OBJECT (node))
    return sol_conflict_item_say (field, form, node);
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
