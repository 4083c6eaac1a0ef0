/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-edition.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-table.h"

/* Questions that the program carries, in both languages and by edition: whoever answered an earlier
 * one is not taken for having answered the next. */

/**
 * sol_edition_load:
 * @name: of the questions; the file is "NAME-NUMBER.json" of the referentials
 * @number: from 1
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): an object; %NULL when the program carries no such edition
 */
JsonNode *
sol_edition_load (const char *name, guint number)
{
  g_autofree char *file = g_strdup_printf ("%s-%u.json", name, number);
  g_autofree char *text = sol_table_load (file);

  return text != NULL ? sol_json_parse (text, strlen (text), NULL) : NULL;
}

static const char *
choose (JsonObject *texts)
{
  const gboolean french = g_str_has_prefix (g_get_language_names ()[0], "fr");

  return json_object_get_string_member (texts, french ? "fr" : "en");
}

/**
 * sol_edition_get_text:
 *
 * Returns: (transfer none): in the user's language
 */
const char *
sol_edition_get_text (JsonObject *object, const char *name)
{
  return choose (json_object_get_object_member (object, name));
}

/**
 * sol_edition_get_nth_text:
 * @name: of a list of texts
 *
 * Returns: (transfer none): in the user's language
 */
const char *
sol_edition_get_nth_text (JsonObject *object, const char *name, guint index)
{
  return choose (
      json_array_get_object_element (json_object_get_array_member (object, name), index));
}
