/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-practices.h"

/* The questions on the nine criteria, edition by edition, as the program carries them. */

typedef struct
{
  SolPractice *practices;
  guint n_practices;
} Edition;

static GStrv
read_codes (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *codes = json_object_has_member (object, name)
                         ? json_object_get_array_member (object, name)
                         : NULL;

  for (guint i = 0; codes != NULL && i < json_array_get_length (codes); i++)
    g_strv_builder_add (builder, json_array_get_string_element (codes, i));
  return g_strv_builder_end (builder);
}

static void
read_question (SolQuestion *self, JsonObject *object)
{
  JsonObject *examples = json_object_get_object_member (object, "examples");

  self->id = json_object_get_string_member (object, "id");
  self->text = sol_edition_get_text (object, "question");
  self->proof = sol_edition_get_text (object, "proof");
  self->environment = read_codes (object, "environment");
  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    self->levels[i] = sol_edition_get_nth_text (object, "levels", i);
  for (guint i = 0; i < G_N_ELEMENTS (self->steps); i++)
    self->steps[i] = sol_edition_get_nth_text (object, "steps", i);
  for (guint i = 0; i < SOL_N_EXAMPLES; i++)
    {
      JsonObject *example = json_object_get_object_member (examples, sol_example_kinds[i]);

      self->examples[i] = (SolExample){ sol_edition_get_text (example, "title"),
                                        sol_edition_get_text (example, "text") };
    }
}

static void
read_practice (SolPractice *self, JsonObject *object)
{
  JsonArray *questions = json_object_get_array_member (object, "questions");

  self->criterion = json_object_get_string_member (object, "criterion");
  self->title = sol_edition_get_text (object, "title");
  self->introduction = sol_edition_get_text (object, "introduction");
  self->n_questions = json_array_get_length (questions);
  self->questions = g_new0 (SolQuestion, self->n_questions);
  for (guint i = 0; i < self->n_questions; i++)
    read_question (&self->questions[i], json_array_get_object_element (questions, i));
}

static gpointer
read_edition (JsonObject *object, guint number)
{
  JsonArray *criteria = json_object_get_array_member (object, "criteria");
  Edition *edition = g_new0 (Edition, 1);

  edition->n_practices = json_array_get_length (criteria);
  edition->practices = g_new0 (SolPractice, edition->n_practices);
  for (guint i = 0; i < edition->n_practices; i++)
    read_practice (&edition->practices[i], json_array_get_object_element (criteria, i));
  return edition;
}

static SolEditions editions = { "practices", read_edition };

/* As sol_editions_add(). */
gboolean
sol_practices_add (const char *text, GError **error)
{
  return sol_editions_add (&editions, text, error);
}

/**
 * sol_practices_get_newest:
 *
 * Any thread.
 *
 * Returns: the number of the edition that is answered now
 */
guint
sol_practices_get_newest (void)
{
  return sol_editions_get_newest (&editions);
}

/**
 * sol_practices_get:
 * @edition: its number, from 1
 * @n_practices: (out)
 *
 * Any thread.
 *
 * Returns: (array length=n_practices) (transfer none) (nullable): in the order of the criteria;
 *   %NULL for an edition that this program does not know
 */
const SolPractice *
sol_practices_get (guint edition, guint *n_practices)
{
  const Edition *found = sol_editions_get (&editions, edition);

  *n_practices = found != NULL ? found->n_practices : 0;
  return found != NULL ? found->practices : NULL;
}

/**
 * sol_practices_find:
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): what that edition asks about the criterion
 */
const SolPractice *
sol_practices_find (guint edition, const char *criterion)
{
  guint n;
  const SolPractice *practices = sol_practices_get (edition, &n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (practices[i].criterion, criterion) == 0)
      return &practices[i];
  return NULL;
}

/**
 * sol_practice_find_question:
 *
 * Returns: (transfer none) (nullable)
 */
const SolQuestion *
sol_practice_find_question (const SolPractice *self, const char *id)
{
  for (guint i = 0; i < self->n_questions; i++)
    if (g_strcmp0 (self->questions[i].id, id) == 0)
      return &self->questions[i];
  return NULL;
}
