/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-edition.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-table.h"

/* Questions that the program carries, in both languages and by edition: whoever answered an earlier
 * one is not taken for having answered the next. What was read stays as long as the program. */

const char *const sol_example_kinds[SOL_N_EXAMPLES] = { "aci", "coop", "esat" };

static JsonNode *
load (const char *name, guint number)
{
  g_autofree char *file = g_strdup_printf ("%s-%u.json", name, number);
  g_autofree char *text = sol_table_load (file);

  return text != NULL ? sol_json_parse (text, strlen (text), NULL) : NULL;
}

static void
add (SolEditions *self, JsonNode *owned_node)
{
  g_ptr_array_add (self->nodes, owned_node);
  g_ptr_array_add (self->editions,
                   self->read (json_node_get_object (owned_node), self->nodes->len));
}

/* With the lock. */
static void
read_carried (SolEditions *self)
{
  JsonNode *node;

  if (self->editions != NULL)
    return;
  self->nodes = g_ptr_array_new ();
  self->editions = g_ptr_array_new ();
  while ((node = load (self->name, self->nodes->len + 1)) != NULL)
    add (self, node);
}

/**
 * sol_editions_add:
 * @text: of the edition after the newest, as the files are written
 *
 * Adds what a newer program would carry. Any thread.
 *
 * Returns: %FALSE for what is no JSON; what it says is known to be whole
 */
gboolean
sol_editions_add (SolEditions *self, const char *text, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  JsonNode *node = sol_json_parse (text, strlen (text), error);

  read_carried (self);
  if (node != NULL)
    add (self, node);
  return node != NULL;
}

/**
 * sol_editions_get_newest:
 *
 * Any thread.
 *
 * Returns: the number of the edition that is answered now
 */
guint
sol_editions_get_newest (SolEditions *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  read_carried (self);
  return self->editions->len;
}

/**
 * sol_editions_get:
 * @number: from 1
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): what was made of it; %NULL for an edition that this program
 *   does not know
 */
gpointer
sol_editions_get (SolEditions *self, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  read_carried (self);
  return number > 0 && number <= self->editions->len ? self->editions->pdata[number - 1] : NULL;
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
