/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-edit.h"

#include "model/sol-item-list.h"
#include "model/sol-position.h"

/* An answer has the id of its question: two members who begin one at once write the same. */
static SolItem *
make_answer (const SolArgumentQuestion *question, const char *text)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  g_autofree char *at = sol_position_nth ((guint) (question - guide->questions));
  SolItem *answer = sol_item_new (&sol_argument_answer_table, question->id, at);
  GValue *edition = (GValue *) sol_item_get_value (answer, "edition");

  sol_item_set_text (answer, "question", question->id);
  sol_item_set_text (answer, "text", text);
  g_value_init (edition, G_TYPE_INT64);
  g_value_set_int64 (edition, guide->edition);
  return answer;
}

/**
 * sol_argument_edit_put:
 * @form: of a listing
 * @question: of the newest edition
 * @text: empty to take the answer out
 */
void
sol_argument_edit_put (SolForm *form, const SolArgumentQuestion *question, const char *text)
{
  SolRecord *listing = sol_form_get_record (form);
  g_autoptr (GPtrArray) answers = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  guint index, at;

  if (sol_record_find_field (listing, "argument", &index) == NULL)
    return;
  answers = sol_item_list_copy (sol_record_get_value (listing, index));
  if (*text != '\0')
    sol_item_list_put (answers, make_answer (question, text));
  else if (sol_item_list_find (answers, question->id, &at) != NULL)
    g_ptr_array_remove_index (answers, at);
  if (answers->len > 0)
    {
      g_value_init (&value, G_TYPE_PTR_ARRAY);
      g_value_set_boxed (&value, answers);
    }
  sol_form_edit (form, index, &value);
}

/* A word that two members put in at once is put in once. */
static SolItem *
make_quote (const char *word, GPtrArray *quotes)
{
  g_autofree char *at = sol_item_list_get_end (quotes);
  SolItem *quote = sol_item_new (&sol_argument_quote_table, word, at);

  sol_item_set_text (quote, "word", word);
  return quote;
}

/**
 * sol_argument_edit_turn_quote:
 * @form: of a listing
 * @word: id of what a client said
 *
 * Puts it in the sheet, after the others, or takes it out: twice, and all is as it was.
 *
 * Returns: whether it is in the sheet now
 */
gboolean
sol_argument_edit_turn_quote (SolForm *form, const char *word)
{
  SolRecord *listing = sol_form_get_record (form);
  g_autoptr (GPtrArray) quotes = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  guint index, at;

  if (sol_record_find_field (listing, "quotes", &index) == NULL)
    return FALSE;
  quotes = sol_item_list_copy (sol_record_get_value (listing, index));
  if (sol_item_list_find (quotes, word, &at) != NULL)
    g_ptr_array_remove_index (quotes, at);
  else
    sol_item_list_put (quotes, make_quote (word, quotes));
  if (quotes->len > 0)
    {
      g_value_init (&value, G_TYPE_PTR_ARRAY);
      g_value_set_boxed (&value, quotes);
    }
  sol_form_edit (form, index, &value);
  return sol_argument_has_quote (listing, word);
}
