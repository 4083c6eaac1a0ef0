/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-argument-guide.h"

#include "model/sol-edition.h"

/* The questions of the argument sheet, edition by edition, as the program carries them. */

static void
read_examples (JsonObject *object, const char *name, const char **examples)
{
  JsonObject *texts = json_object_get_object_member (object, name);

  for (guint i = 0; i < SOL_N_EXAMPLES; i++)
    examples[i] = sol_edition_get_text (texts, sol_example_kinds[i]);
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
  self->quotes = json_object_get_boolean_member_with_default (object, "quotes", FALSE);
}

static gpointer
read_guide (JsonObject *object, guint number)
{
  JsonArray *paragraphs = json_object_get_array_member (object, "paragraphs");
  JsonArray *questions = json_object_get_array_member (object, "questions");
  SolArgumentGuide *self = g_new0 (SolArgumentGuide, 1);

  self->edition = number;
  read_examples (object, "kinds", self->kinds);
  self->n_paragraphs = json_array_get_length (paragraphs);
  self->paragraphs = g_new0 (SolArgumentParagraph, self->n_paragraphs);
  for (guint i = 0; i < self->n_paragraphs; i++)
    read_paragraph (&self->paragraphs[i], json_array_get_object_element (paragraphs, i));
  self->n_questions = json_array_get_length (questions);
  self->questions = g_new0 (SolArgumentQuestion, self->n_questions);
  for (guint i = 0; i < self->n_questions; i++)
    read_question (&self->questions[i], json_array_get_object_element (questions, i));
  return self;
}

static SolEditions editions = { "argument", read_guide };

/* As sol_editions_add(). */
gboolean
sol_argument_guide_add (const char *text, GError **error)
{
  return sol_editions_add (&editions, text, error);
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
  return sol_editions_get (&editions, sol_editions_get_newest (&editions));
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
  return sol_editions_get (&editions, edition);
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
