/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-argument.h"

#include <string.h>

#include "model/sol-client-word.h"
#include "model/sol-model-error.h"

#define MAX_ANSWER 600 /* characters: some sentences */

/* The argument sheet of a listing: what its structure answered, put together. Not a word is added
 * to what was written, and none is left out. */

static const SolField answer_fields[] = {
  { "question", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 32 },
  { "edition", SOL_FIELD_NUMBER, SOL_FIELD_REQUIRED, 1000 },
  { "text", SOL_FIELD_PROSE, SOL_FIELD_REQUIRED, MAX_ANSWER },
};
const SolFieldTable sol_argument_answer_table = { answer_fields, G_N_ELEMENTS (answer_fields),
                                                  sol_argument_check_answer };

/* Which word, and no copy of it: what its client takes back, or a moderator hides, is in no sheet.
 */
static const SolField quote_fields[] = {
  { "word", SOL_FIELD_REFERENCE, SOL_FIELD_REQUIRED, 36, .list = "client_word" },
};
const SolFieldTable sol_argument_quote_table = { quote_fields, G_N_ELEMENTS (quote_fields), NULL };

static gboolean
refuse (GError **error, const char *field, const char *message)
{
  sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_VALUE, (const char *const[]){ field, NULL },
                       message);
  return FALSE;
}

static const SolArgumentGuide *
get_guide (SolItem *answer)
{
  gint64 edition;

  return sol_item_get_number (answer, "edition", &edition) && edition > 0 && edition <= G_MAXINT
             ? sol_argument_guide_get ((guint) edition)
             : NULL;
}

/**
 * sol_argument_check_answer:
 *
 * What an edit may write. An answer to an edition to come is taken, and not composed yet.
 *
 * Returns: %FALSE with a #SolModelError that tells the field
 */
gboolean
sol_argument_check_answer (SolItem *answer, GError **error)
{
  const SolArgumentGuide *guide = get_guide (answer);
  gint64 edition;

  if (!sol_item_get_number (answer, "edition", &edition) || edition <= 0)
    return refuse (error, "edition", "Editions are counted from 1");
  return guide == NULL ||
         sol_argument_guide_find (guide, sol_item_get_text (answer, "question")) != NULL ||
         refuse (error, "question", "That edition asks no such");
}

/**
 * sol_argument_find_answer:
 * @question: its id
 *
 * Returns: (transfer none) (nullable): what is written there, if only blanks
 */
SolItem *
sol_argument_find_answer (SolRecord *listing, const char *question)
{
  GPtrArray *answers = sol_record_get_items (listing, "argument");

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    if (g_strcmp0 (sol_item_get_text (answers->pdata[i], "question"), question) == 0)
      return answers->pdata[i];
  return NULL;
}

/**
 * sol_argument_check_unique:
 *
 * Returns: %FALSE with a #SolModelError when a question is answered twice
 */
gboolean
sol_argument_check_unique (SolRecord *listing, GError **error)
{
  GPtrArray *answers = sol_record_get_items (listing, "argument");

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    if (sol_argument_find_answer (listing, sol_item_get_text (answers->pdata[i], "question")) !=
        answers->pdata[i])
      return refuse (error, "argument", "A question is answered twice");
  return TRUE;
}

/**
 * sol_argument_get_answer:
 * @question: its id
 *
 * Returns: (transfer none) (nullable): %NULL while nothing but blanks is answered
 */
const char *
sol_argument_get_answer (SolRecord *listing, const char *question)
{
  SolItem *answer = sol_argument_find_answer (listing, question);
  const char *text = answer != NULL ? sol_item_get_text (answer, "text") : NULL;

  return text != NULL && text[strspn (text, " \t\r\n")] != '\0' ? text : NULL;
}

/**
 * sol_argument_has_quote:
 * @word: id of what a client said
 *
 * Returns: whether it was put in the sheet
 */
gboolean
sol_argument_has_quote (SolRecord *listing, const char *word)
{
  GPtrArray *quotes = sol_record_get_items (listing, "quotes");

  for (guint i = 0; quotes != NULL && i < quotes->len; i++)
    if (g_strcmp0 (sol_item_get_text (quotes->pdata[i], "word"), word) == 0)
      return TRUE;
  return FALSE;
}

/* (nullable): that he answered and did not take back, and that nobody hid */
static SolRecord *
find_word (GPtrArray *words, const char *id)
{
  for (guint i = 0; words != NULL && i < words->len; i++)
    if (g_strcmp0 (sol_record_get_id (words->pdata[i]), id) == 0)
      return g_str_equal (sol_client_word_get_state (words->pdata[i]), SOL_CLIENT_WORD_ANSWERED)
                 ? words->pdata[i]
                 : NULL;
  return NULL;
}

/* Returns: (transfer full) (element-type SolClientWord) */
static GPtrArray *
list_quotes (SolRecord *listing, GPtrArray *words)
{
  GPtrArray *quotes = sol_record_get_items (listing, "quotes");
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; quotes != NULL && i < quotes->len; i++)
    {
      SolRecord *word = find_word (words, sol_item_get_text (quotes->pdata[i], "word"));

      if (word != NULL)
        g_ptr_array_add (found, g_object_ref (word));
    }
  return found;
}

/**
 * sol_argument_is_answered:
 * @words: (nullable) (element-type SolClientWord): what clients said; %NULL: it is not known here,
 *   and what was put in counts
 *
 * Returns: whether there is an answer, or what a client said in its place
 */
gboolean
sol_argument_is_answered (SolRecord *listing, const SolArgumentQuestion *question, GPtrArray *words)
{
  GPtrArray *taken = question->quotes ? sol_record_get_items (listing, "quotes") : NULL;
  g_autoptr (GPtrArray) quotes = taken != NULL && words != NULL ? list_quotes (listing, words)
                                                                : NULL;

  if (sol_argument_get_answer (listing, question->id) != NULL)
    return TRUE;
  return quotes != NULL ? quotes->len > 0 : taken != NULL && taken->len > 0;
}

/**
 * sol_argument_count_answers:
 * @words: (nullable): as of sol_argument_is_answered()
 *
 * Returns: how many of the questions that are asked now are answered
 */
guint
sol_argument_count_answers (SolRecord *listing, GPtrArray *words)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  guint n = 0;

  for (guint i = 0; i < guide->n_questions; i++)
    n += sol_argument_is_answered (listing, &guide->questions[i], words) ? 1 : 0;
  return n;
}

/**
 * sol_argument_find_open:
 * @words: (nullable): as of sol_argument_is_answered()
 * @after: (nullable): of the newest edition
 *
 * Returns: (transfer none): the next one without an answer, round all of them; else @after, or the
 *   first
 */
const SolArgumentQuestion *
sol_argument_find_open (SolRecord *listing, GPtrArray *words, const SolArgumentQuestion *after)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  const guint from = after != NULL ? (guint) (after - guide->questions) + 1 : 0;

  for (guint i = 0; i < guide->n_questions; i++)
    {
      const SolArgumentQuestion *question = &guide->questions[(from + i) % guide->n_questions];

      if (!sol_argument_is_answered (listing, question, words))
        return question;
    }
  return after != NULL ? after : guide->questions;
}

static gboolean
ends_a_sentence (const GString *text)
{
  const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);

  return last != NULL && g_utf8_strchr (".!?…»”)", -1, g_utf8_get_char (last)) != NULL;
}

/* Answers follow one another; one that is no sentence ends its line, for nothing is put after it.
 */
static void
append_answer (GString *text, const char *answer)
{
  g_autofree char *words = g_strstrip (g_strdup (answer));

  if (text->len > 0)
    g_string_append_c (text, ends_a_sentence (text) ? ' ' : '\n');
  g_string_append (text, words);
}

/* What earlier editions asked and the newest does not is not lost. */
static void
append_earlier (GString *text, SolRecord *listing, const char *paragraph)
{
  GPtrArray *answers = sol_record_get_items (listing, "argument");

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      const char *id = sol_item_get_text (answers->pdata[i], "question");
      const SolArgumentGuide *guide = get_guide (answers->pdata[i]);
      const SolArgumentQuestion *question = guide != NULL ? sol_argument_guide_find (guide, id)
                                                          : NULL;

      if (question != NULL && g_str_equal (question->paragraph, paragraph) &&
          sol_argument_guide_find (sol_argument_guide_get_newest (), id) == NULL &&
          sol_argument_get_answer (listing, id) != NULL)
        append_answer (text, sol_argument_get_answer (listing, id));
    }
}

static SolParagraph *
compose_paragraph (SolRecord *listing, const SolArgumentParagraph *about, GPtrArray *words)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  SolParagraph *paragraph = g_new0 (SolParagraph, 1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < guide->n_questions; i++)
    {
      const SolArgumentQuestion *question = &guide->questions[i];
      const char *answer = sol_argument_get_answer (listing, question->id);

      if (!g_str_equal (question->paragraph, about->id))
        continue;
      if (answer != NULL)
        append_answer (text, answer);
      if (question->quotes && paragraph->quotes == NULL)
        paragraph->quotes = list_quotes (listing, words);
    }
  append_earlier (text, listing, about->id);
  paragraph->about = about;
  paragraph->text = text->len > 0 ? g_strdup (text->str) : NULL;
  if (paragraph->quotes == NULL)
    paragraph->quotes = g_ptr_array_new ();
  return paragraph;
}

static void
paragraph_free (gpointer data)
{
  SolParagraph *paragraph = data;

  g_free (paragraph->text);
  g_ptr_array_unref (paragraph->quotes);
  g_free (paragraph);
}

/* Returns: whether nothing is there yet */
gboolean
sol_argument_is_hole (const SolParagraph *paragraph)
{
  return paragraph->text == NULL && paragraph->quotes->len == 0;
}

/**
 * sol_argument_compose:
 * @words: (nullable) (element-type SolClientWord): what clients said, as far as it is known
 *
 * The sheet, as paragraphs that can be used again one by one. Any thread that has the record to
 * itself.
 *
 * Returns: (transfer full) (element-type SolParagraph): all of them, holes included, in the order
 *   in which they are read
 */
GPtrArray *
sol_argument_compose (SolRecord *listing, GPtrArray *words)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  GPtrArray *sheet = g_ptr_array_new_with_free_func (paragraph_free);

  for (guint i = 0; i < guide->n_paragraphs; i++)
    g_ptr_array_add (sheet, compose_paragraph (listing, &guide->paragraphs[i], words));
  return sheet;
}
