/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-argument-guide.h"

#include <string.h>

#include "model/sol-edition.h"
#include "model/sol-json.h"

/* The questions of the argument sheet, edition by edition, as the program carries them. What was
 * read stays as long as the program. */

static GPtrArray *editions; /* of #SolArgumentGuide, that of number 1 first */
static GPtrArray *nodes;    /* that own the texts of the editions */
static GMutex mutex;

static void
read_examples (JsonObject *object, const char *name, const char **examples)
{
  static const char *const kinds[SOL_N_EXAMPLES] = { "aci", "coop", "esat" };
  JsonObject *texts = json_object_get_object_member (object, name);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    examples[i] = sol_edition_get_text (texts, kinds[i]);
}

static void
read_paragraph (SolArgumentParagraph *self, JsonObject *object)
{
  self->id = json_object_get_string_member (object, "id");
  self->title = sol_edition_get_text (object, "title");
}

static void
read_question (SolArgumentQuestion *self, JsonObject *object)
{
  self->id = json_object_get_string_member (object, "id");
  self->paragraph = json_object_get_string_member (object, "paragraph");
  self->text = sol_edition_get_text (object, "question");
  self->why = sol_edition_get_text (object, "why");
  read_examples (object, "examples", self->examples);
}

/* @owned_node stays: the texts are its own. */
static void
add_edition (JsonNode *owned_node)
{
  JsonObject *object = json_node_get_object (owned_node);
  JsonArray *paragraphs = json_object_get_array_member (object, "paragraphs");
  JsonArray *questions = json_object_get_array_member (object, "questions");
  SolArgumentGuide *self = g_new0 (SolArgumentGuide, 1);

  self->edition = editions->len + 1;
  read_examples (object, "kinds", self->kinds);
  self->n_paragraphs = json_array_get_length (paragraphs);
  self->paragraphs = g_new0 (SolArgumentParagraph, self->n_paragraphs);
  for (guint i = 0; i < self->n_paragraphs; i++)
    read_paragraph (&self->paragraphs[i], json_array_get_object_element (paragraphs, i));
  self->n_questions = json_array_get_length (questions);
  self->questions = g_new0 (SolArgumentQuestion, self->n_questions);
  for (guint i = 0; i < self->n_questions; i++)
    read_question (&self->questions[i], json_array_get_object_element (questions, i));
  g_ptr_array_add (editions, self);
  g_ptr_array_add (nodes, owned_node);
}

/* With the lock. */
static void
read_carried (void)
{
  JsonNode *node;

  if (editions != NULL)
    return;
  editions = g_ptr_array_new ();
  nodes = g_ptr_array_new ();
  while ((node = sol_edition_load ("argument", editions->len + 1)) != NULL)
    add_edition (node);
}

/**
 * sol_argument_guide_add:
 * @text: of the edition after the newest, as the files of the referentials are written
 *
 * Adds what a newer program would carry. Any thread.
 *
 * Returns: %FALSE for what is no JSON; what it says is known to be whole
 */
gboolean
sol_argument_guide_add (const char *text, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  JsonNode *node = sol_json_parse (text, strlen (text), error);

  read_carried ();
  if (node != NULL)
    add_edition (node);
  return node != NULL;
}

/**
 * sol_argument_guide_get_newest:
 *
 * Any thread.
 *
 * Returns: (transfer none): the one that is answered now
 */
const SolArgumentGuide *
sol_argument_guide_get_newest (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  read_carried ();
  return editions->pdata[editions->len - 1];
}

/**
 * sol_argument_guide_get:
 * @edition: its number, from 1
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): %NULL for one that this program does not know
 */
const SolArgumentGuide *
sol_argument_guide_get (guint edition)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  read_carried ();
  return edition > 0 && edition <= editions->len ? editions->pdata[edition - 1] : NULL;
}

/**
 * sol_argument_guide_find:
 * @id: of a question
 *
 * Returns: (transfer none) (nullable)
 */
const SolArgumentQuestion *
sol_argument_guide_find (const SolArgumentGuide *self, const char *id)
{
  for (guint i = 0; i < self->n_questions; i++)
    if (g_strcmp0 (self->questions[i].id, id) == 0)
      return &self->questions[i];
  return NULL;
}
