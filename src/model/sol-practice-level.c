/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-practice-level.h"

#include "model/sol-item-list.h"
#include "model/sol-model-error.h"

/* The level of a criterion, and what an answer has to bring: asked by who writes it, by the server
 * before it takes it up, and by what buyers are shown. */

static gboolean
has_items (SolItem *item, const char *name)
{
  GPtrArray *items = sol_item_get_items (item, name);

  return items != NULL && items->len > 0;
}

/**
 * sol_practice_answer_get_claim:
 *
 * @answer: or a criterion whose level was told
 *
 * Returns: the level that was chosen, 0 while none was
 */
guint
sol_practice_answer_get_claim (SolItem *answer)
{
  const char *level = sol_item_get_text (answer, "level");

  return level != NULL && *level >= '0' && *level < '0' + SOL_N_LEVELS ? (guint) (*level - '0') : 0;
}

/* One that is still being written proves nothing. */
static gboolean
has_evidence (SolItem *answer)
{
  GPtrArray *evidence = sol_item_get_items (answer, "evidence");

  for (guint i = 0; evidence != NULL && i < evidence->len; i++)
    if (sol_item_check (evidence->pdata[i], NULL))
      return TRUE;
  return FALSE;
}

/**
 * sol_practice_answer_get_level:
 *
 * Returns: the level that it counts for: above started, only with evidence
 */
guint
sol_practice_answer_get_level (SolItem *answer)
{
  const guint claim = sol_practice_answer_get_claim (answer);

  return has_evidence (answer) ? claim : MIN (claim, SOL_LEVEL_STARTED);
}

/**
 * sol_practice_answer_get_edition:
 *
 * Returns: the edition of the questions that it was given for, 0 when it does not say
 */
guint
sol_practice_answer_get_edition (SolItem *answer)
{
  gint64 edition;

  return sol_item_get_number (answer, "edition", &edition) && edition > 0 && edition <= G_MAXINT
             ? (guint) edition
             : 0;
}

/* Returns: (transfer none) (nullable): the item whose field @name says @code */
static SolItem *
find_item (GPtrArray *items, const char *name, const char *code)
{
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (g_strcmp0 (sol_item_get_text (items->pdata[i], name), code) == 0)
      return items->pdata[i];
  return NULL;
}

/**
 * sol_practice_find_answer:
 * @answers: (nullable) (element-type SolItem)
 *
 * Returns: (transfer none) (nullable): the answer to that question
 */
SolItem *
sol_practice_find_answer (GPtrArray *answers, const char *question)
{
  return find_item (answers, "question", question);
}

/**
 * sol_practice_find_criterion:
 * @criteria: (nullable) (element-type SolItem)
 *
 * Returns: (transfer none) (nullable): what is said of that criterion
 */
SolItem *
sol_practice_find_criterion (GPtrArray *criteria, const char *criterion)
{
  return find_item (criteria, "criterion", criterion);
}

/**
 * sol_practice_find_asked:
 * @answers: (nullable) (element-type SolItem): to questions on the criterion
 *
 * A criterion is judged by the newest edition that was answered: questions that are asked since
 * take nothing away from who answered earlier ones.
 *
 * Returns: (transfer none) (nullable): what that edition asks about the criterion; %NULL while
 *   nothing is answered that this program knows
 */
const SolPractice *
sol_practice_find_asked (const char *criterion, GPtrArray *answers)
{
  guint newest = 0;

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      const guint edition = sol_practice_answer_get_edition (answers->pdata[i]);
      const SolPractice *practice = sol_practices_find (edition, criterion);
      const char *question = sol_item_get_text (answers->pdata[i], "question");

      if (practice != NULL && sol_practice_find_question (practice, question) != NULL)
        newest = MAX (newest, edition);
    }
  return sol_practices_find (newest, criterion);
}

/**
 * sol_practice_get_level:
 * @answers: (nullable) (element-type SolItem): to questions on the criterion
 *
 * Returns: the lowest level that the answers to its questions count for; a question without an
 *   answer is not yet
 */
guint
sol_practice_get_level (const char *criterion, GPtrArray *answers)
{
  const SolPractice *practice = sol_practice_find_asked (criterion, answers);
  guint level = practice != NULL ? SOL_N_LEVELS - 1 : 0;

  for (guint i = 0; practice != NULL && i < practice->n_questions; i++)
    {
      SolItem *answer = sol_practice_find_answer (answers, practice->questions[i].id);

      level = MIN (level, answer != NULL ? sol_practice_answer_get_level (answer) : 0);
    }
  return level;
}

static gboolean
is_answered (SolItem *criterion)
{
  GPtrArray *answers = sol_item_get_items (criterion, "answers");
  const SolPractice *practice = sol_practice_find_asked (sol_item_get_text (criterion, "criterion"),
                                                         answers);

  for (guint i = 0; practice != NULL && i < practice->n_questions; i++)
    if (sol_practice_find_answer (answers, practice->questions[i].id) == NULL)
      return FALSE;
  return practice != NULL;
}

/* Whether its answers say its level, rather than what was told before there were questions: that
 * holds until all of them are answered. */
static gboolean
is_judged_by_answers (SolItem *criterion)
{
  return is_answered (criterion) ||
         (sol_item_get_text (criterion, "level") == NULL && has_items (criterion, "answers"));
}

/**
 * sol_practice_get_criterion_level:
 * @criterion: (nullable): what a structure says of it
 *
 * Returns: the level that it has
 */
guint
sol_practice_get_criterion_level (SolItem *criterion)
{
  if (criterion == NULL)
    return 0;
  return is_judged_by_answers (criterion)
             ? sol_practice_get_level (sol_item_get_text (criterion, "criterion"),
                                       sol_item_get_items (criterion, "answers"))
             : sol_practice_answer_get_claim (criterion);
}

/**
 * sol_practice_is_proven:
 * @criterion: as buyers see it
 *
 * Returns: whether it counts among the nine
 */
gboolean
sol_practice_is_proven (SolItem *criterion)
{
  const char *level = sol_item_get_text (criterion, "level");

  return level != NULL && *level >= '0' + SOL_LEVEL_PROVEN &&
         (has_items (criterion, "evidence") || has_items (criterion, "answers"));
}

/* A title alone shows nothing. */
gboolean
sol_practice_check_evidence (SolItem *evidence, GError **error)
{
  return sol_item_get_blob (evidence, "file") != NULL ||
         sol_item_get_text (evidence, "link") != NULL ||
         sol_item_get_text (evidence, "figure") != NULL ||
         sol_item_get_text (evidence, "on") != NULL ||
         sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "file",
                           "A proof is a document, a link, a figure or at least a date");
}

/* The question, if this program knows the edition. */
static gboolean
find_question (SolItem *answer, const SolQuestion **question)
{
  guint n;
  const SolPractice *practices = sol_practices_get (sol_practice_answer_get_edition (answer), &n);

  *question = NULL;
  for (guint i = 0; i < n && *question == NULL; i++)
    *question = sol_practice_find_question (&practices[i], sol_item_get_text (answer, "question"));
  return practices != NULL;
}

static gboolean
are_asked_about (const SolQuestion *question, const char *const *practices)
{
  for (guint i = 0; practices[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) question->environment, practices[i]))
      return FALSE;
  return TRUE;
}

/**
 * sol_practice_check_answer:
 *
 * What an edit may write. An answer to an edition to come is taken, and counts for nothing yet.
 *
 * Returns: %FALSE with a #SolModelError that tells the field
 */
gboolean
sol_practice_check_answer (SolItem *answer, GError **error)
{
  const SolQuestion *question;
  const gboolean known = find_question (answer, &question);

  if (sol_practice_answer_get_edition (answer) == 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "edition",
                             "Editions are counted from 1");
  if (known && question == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "question",
                             "That edition asks no such");
  if (known && !are_asked_about (question, sol_item_get_codes (answer, "practices")))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "practices",
                             "It is not about these");
  return sol_practice_answer_get_claim (answer) == sol_practice_answer_get_level (answer) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "evidence",
                           "A level above started demands evidence");
}

static gboolean
are_unique (GPtrArray *items, const char *name)
{
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (find_item (items, name, sol_item_get_text (items->pdata[i], name)) != items->pdata[i])
      return FALSE;
  return TRUE;
}

/**
 * sol_practice_check_unique:
 * @record: with a field "criteria"
 *
 * Returns: %FALSE with a #SolModelError when a criterion, or a question, is told twice
 */
gboolean
sol_practice_check_unique (SolRecord *record, GError **error)
{
  GPtrArray *criteria = sol_record_get_items (record, "criteria");
  gboolean unique = are_unique (criteria, "criterion");

  for (guint i = 0; unique && criteria != NULL && i < criteria->len; i++)
    unique = are_unique (sol_item_get_items (criteria->pdata[i], "answers"), "question");
  return unique || sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "criteria", "Told twice");
}

static GValue *
open_value (SolItem *item, const char *name)
{
  GValue *value = (GValue *) sol_item_get_value (item, name);

  g_value_unset (value);
  return value;
}

/* What was told before there were answers no longer holds. */
static SolItem *
make_judged (SolItem *criterion)
{
  SolItem *judged = sol_item_copy (criterion, sol_item_get_id (criterion),
                                   sol_item_get_at (criterion));
  GPtrArray *answers = sol_item_get_items (judged, "answers");
  const guint level = sol_practice_get_level (sol_item_get_text (judged, "criterion"), answers);
  const char code[2] = { (char) ('0' + level), '\0' };
  GValue *value = open_value (judged, "level");

  g_value_init (value, G_TYPE_STRING);
  g_value_set_string (value, code);
  open_value (judged, "evidence");
  return judged;
}

/**
 * sol_practice_list_answered:
 * @criteria: (nullable) (element-type SolItem): as buyers see them
 *
 * Returns: (transfer full) (element-type SolItem): what its organisation wrote of them
 */
GPtrArray *
sol_practice_list_answered (GPtrArray *criteria)
{
  GPtrArray *answered = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    if (has_items (criteria->pdata[i], "answers"))
      {
        SolItem *written = sol_item_copy (criteria->pdata[i], sol_item_get_id (criteria->pdata[i]),
                                          sol_item_get_at (criteria->pdata[i]));

        open_value (written, "level");
        open_value (written, "evidence");
        g_ptr_array_add (answered, written);
      }
  return answered;
}

/* (nullable): the last of the days of its proofs */
static const char *
get_last_day (GPtrArray *evidence)
{
  const char *last = NULL;

  for (guint i = 0; evidence != NULL && i < evidence->len; i++)
    {
      const char *day = sol_item_get_text (evidence->pdata[i], "on");

      if (g_strcmp0 (day, last) > 0)
        last = day;
    }
  return last;
}

static void
set_text (SolItem *item, const char *name, const char *text)
{
  GValue *value = open_value (item, name);

  if (text == NULL)
    return;
  g_value_init (value, G_TYPE_STRING);
  g_value_set_string (value, text);
}

static void
add_practice (GPtrArray *environment, const SolFieldTable *table, const char *code, SolItem *answer)
{
  SolItem *item;
  g_autofree char *at = NULL;

  if (find_item (environment, "practice", code) != NULL)
    return;
  at = sol_item_list_get_end (environment);
  item = sol_item_new (table, code, at);
  set_text (item, "practice", code);
  set_text (item, "on", get_last_day (sol_item_get_items (answer, "evidence")));
  sol_item_list_put (environment, item);
}

/* What a proven answer is about is a practice for the environment. */
static void
tell_environment (SolRecord *record, GPtrArray *criteria)
{
  guint index;
  const SolField *field = sol_record_find_field (record, "environment", &index);
  g_autoptr (GPtrArray) environment = sol_item_list_copy (sol_record_get_value (record, index));

  for (guint i = 0; i < criteria->len; i++)
    {
      GPtrArray *answers = sol_item_get_items (criteria->pdata[i], "answers");

      for (guint k = 0; answers != NULL && k < answers->len; k++)
        {
          const char *const *codes = sol_item_get_codes (answers->pdata[k], "practices");

          if (sol_practice_answer_get_level (answers->pdata[k]) < SOL_LEVEL_PROVEN)
            continue;
          for (guint n = 0; codes[n] != NULL; n++)
            add_practice (environment, field->items, codes[n], answers->pdata[k]);
        }
    }
  if (environment->len > 0)
    sol_record_set_items (record, "environment", environment);
}

/**
 * sol_practice_tell_levels:
 * @record: what others see of a listing
 *
 * Writes the level of each criterion that its answers judge, and the practices for the environment
 * that they prove.
 */
void
sol_practice_tell_levels (SolRecord *record)
{
  GPtrArray *criteria = sol_record_get_items (record, "criteria");
  g_autoptr (GPtrArray) judged = g_ptr_array_new_with_free_func (g_object_unref);

  if (criteria == NULL)
    return;
  for (guint i = 0; i < criteria->len; i++)
    g_ptr_array_add (judged, is_judged_by_answers (criteria->pdata[i])
                                 ? make_judged (criteria->pdata[i])
                                 : g_object_ref (criteria->pdata[i]));
  sol_record_set_items (record, "criteria", judged);
  tell_environment (record, judged);
}
