/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-practice-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "model/sol-referential.h"

/* How far a structure is with the nine criteria, in words. */

/* @item: an answer, or a criterion that was told of before there were questions */
static guint
count_proofs (SolItem *item)
{
  GPtrArray *evidence = sol_item_get_items (item, "evidence");

  return evidence != NULL ? evidence->len : 0;
}

/* "Practised · 2 proofs" */
static char *
say_level (guint level, guint n_proofs)
{
  const char *word = sol_supplier_text_get_level ((guint8) level);
  g_autofree char *proofs = g_strdup_printf (ngettext ("%u proof", "%u proofs", n_proofs),
                                             n_proofs);

  return n_proofs > 0 ? g_strdup_printf ("%s · %s", word, proofs) : g_strdup (word);
}

/**
 * sol_practice_words_say_criterion:
 * @criterion: (nullable): what the structure says of it
 *
 * Returns: (transfer full): how far it is: "Under way · 2 answers out of 3"
 */
char *
sol_practice_words_say_criterion (const SolPractice *practice, SolItem *criterion)
{
  GPtrArray *answers = criterion != NULL ? sol_item_get_items (criterion, "answers") : NULL;
  const SolPractice *asked = sol_practice_find_asked (practice->criterion, answers);
  const guint level = sol_practice_get_criterion_level (criterion);
  guint n_answers = 0, n_proofs = 0;

  if (asked == NULL && level > 0)
    return say_level (level, count_proofs (criterion));
  if (asked == NULL)
    return g_strdup (_ ("To discover"));
  for (guint i = 0; i < asked->n_questions; i++)
    {
      SolItem *answer = sol_practice_find_answer (answers, asked->questions[i].id);

      n_answers += answer != NULL;
      n_proofs += answer != NULL ? count_proofs (answer) : 0;
    }
  if (n_answers < asked->n_questions)
    return g_strdup_printf (
        ngettext ("Under way · %u answer out of %u", "Under way · %u answers out of %u", n_answers),
        n_answers, asked->n_questions);
  return say_level (level, n_proofs);
}

/**
 * sol_practice_words_say_answer:
 * @answer: (nullable)
 *
 * Returns: (transfer full): "Practised · 1 proof, 12 March 2026"
 */
char *
sol_practice_words_say_answer (SolItem *answer)
{
  GPtrArray *evidence = answer != NULL ? sol_item_get_items (answer, "evidence") : NULL;
  const guint n_proofs = evidence != NULL ? evidence->len : 0;
  g_autofree char *level = NULL;
  g_autofree char *day = NULL;

  if (answer == NULL)
    return g_strdup (_ ("No answer yet · about 2 minutes"));
  level = say_level (sol_practice_answer_get_claim (answer), n_proofs);
  if (sol_practice_answer_get_claim (answer) > sol_practice_answer_get_level (answer))
    return g_strdup_printf ("%s · %s", level, _ ("leaves after its proof"));
  day = n_proofs == 1 ? sol_format_date (sol_item_get_text (evidence->pdata[0], "on"))
                      : g_strdup ("");
  return *day != '\0' ? g_strdup_printf ("%s, %s", level, day) : g_steal_pointer (&level);
}

/**
 * sol_practice_words_say_nine:
 * @criteria: (nullable) (element-type SolItem): as they are written
 * @n_proven: (out): how many are practised at least, with proofs
 *
 * Returns: (transfer full): what a screen reader says of all nine: the level of each
 */
char *
sol_practice_words_say_nine (GPtrArray *criteria, guint *n_proven)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const SolPractice *practices = sol_practices_get (sol_practices_get_newest (), &n);

  *n_proven = 0;
  for (guint i = 0; i < n; i++)
    {
      const guint level = sol_practice_get_criterion_level (
          sol_practice_find_criterion (criteria, practices[i].criterion));

      *n_proven += level >= SOL_LEVEL_PROVEN;
      /* TRANSLATORS: a practice and its level, in a list that a screen reader says. */
      g_string_append_printf (text, _ ("%s: %s. "), practices[i].title,
                              sol_supplier_text_get_level ((guint8) level));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_practice_words_find_kind:
 *
 * Returns: of the kinds that examples are of, the one that is nearest to what the listing says
 */
SolExampleKind
sol_practice_words_find_kind (SolRecord *listing)
{
  const char *kind = sol_record_get_text (listing, "kind");
  const SolCode *code = kind != NULL ? sol_referential_find ("kinds", kind) : NULL;

  if (code != NULL && g_str_equal (code->parent, "handicap"))
    return SOL_EXAMPLE_ESAT;
  return code != NULL && g_str_equal (code->parent, "ess") ? SOL_EXAMPLE_COOP : SOL_EXAMPLE_ACI;
}
