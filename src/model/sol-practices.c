/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-practices.h"

#include <string.h>

#include "model/sol-edition.h"
#include "model/sol-json.h"

/* The questions on the nine criteria, edition by edition, as the program carries them. What was
 * read stays as long as the program. */

typedef struct
{
  JsonNode *node; /* owns the texts */
  SolPractice *practices;
  guint n_practices;
} Edition;

static GPtrArray *editions; /* of #Edition, that of number 1 first */
static GMutex mutex;

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
  static const char *const kinds[SOL_N_EXAMPLES] = { "aci", "coop", "esat" };
  JsonObject *examples = json_object_get_object_member (object, "examples");

  self->id = json_object_get_string_member (object, "id");
  self->text = sol_edition_get_text (object, "question");
  self->proof = sol_edition_get_text (object, "proof");
  self->environment = read_codes (object, "environment");
  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    self->levels[i] = sol_edition_get_nth_text (object, "levels", i);
  for (guint i = 0; i < G_N_ELEMENTS (self->steps); i++)
    self->steps[i] = sol_edition_get_nth_text (object, "steps", i);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonObject *example = json_object_get_object_member (examples, kinds[i]);

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

static void
add_edition (JsonNode *owned_node)
{
  JsonArray *criteria = json_object_get_array_member (json_node_get_object (owned_node),
                                                      "criteria");
  Edition *edition = g_new0 (Edition, 1);

  edition->node = owned_node;
  edition->n_practices = json_array_get_length (criteria);
  edition->practices = g_new0 (SolPractice, edition->n_practices);
  for (guint i = 0; i < edition->n_practices; i++)
    read_practice (&edition->practices[i], json_array_get_object_element (criteria, i));
  g_ptr_array_add (editions, edition);
}

/* With the lock. */
static void
read_carried (void)
{
  JsonNode *node;

  if (editions != NULL)
    return;
  editions = g_ptr_array_new ();
  while ((node = sol_edition_load ("practices", editions->len + 1)) != NULL)
    add_edition (node);
}

/**
 * sol_practices_add:
 * @text: of the edition after the newest, as the files of the referentials are written
 *
 * Adds what a newer program would carry. Any thread.
 *
 * Returns: %FALSE for what is no JSON; what it says is known to be whole
 */
gboolean
sol_practices_add (const char *text, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  JsonNode *node = sol_json_parse (text, strlen (text), error);

  read_carried ();
  if (node != NULL)
    add_edition (node);
  return node != NULL;
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
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  read_carried ();
  return editions->len;
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
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  const Edition *found;

  read_carried ();
  *n_practices = 0;
  if (edition == 0 || edition > editions->len)
    return NULL;
  found = editions->pdata[edition - 1];
  *n_practices = found->n_practices;
  return found->practices;
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
