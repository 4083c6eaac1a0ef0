/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-code-search.h"

#include <string.h>

#include "model/sol-text.h"

/* Codes of a referential by what somebody types of them, and the nearest when he says it in other
 * words: the trade and the one who plies it begin alike in French, and a slip leaves most pairs of
 * letters as they are. */

#define MIN_STEM 4   /* letters */
#define ENDING 4     /* letters of a word that a word of its family may not have */
#define MIN_ALIKE 55 /* of 100, pairs of letters that two words share */
#define MAX_LETTERS 64
#define MAX_WORDS 8 /* of what was typed, a page that is pasted, say: the main loop waits */

/* What a code is called, and what holds it. */
static char *
write_names (const char *list, const SolCode *code, gboolean with_group)
{
  const char *label = sol_referential_label (list, code->code);
  const char *group = with_group && g_str_equal (list, "sectors") && *code->parent != '\0'
                          ? sol_referential_label ("sector-groups", code->parent)
                          : "";
  g_autofree char *both = g_strconcat (label, " ", group, NULL);

  return sol_text_fold (both);
}

/* With or without its point: "8130z" of "81.30z". */
static gboolean
begins_with (const char *code, const char *typed)
{
  for (; *typed != '\0'; code++, typed++)
    {
      code += *code == '.' && *typed != '.';
      if (*code != *typed)
        return FALSE;
    }
  return TRUE;
}

/* What holds others is no answer where the whole code is asked. */
static GPtrArray *
list_codes (const char *list)
{
  GPtrArray *codes = sol_form_codes_list (list);

  for (guint i = codes->len; g_str_equal (list, "naf") && i > 0; i--)
    {
      const SolCode *code = codes->pdata[i - 1];

      if (g_ascii_isdigit (code->code[strlen (code->code) - 1]))
        g_ptr_array_remove_index (codes, i - 1);
    }
  return codes;
}

/* Returns: whether a word of @folded begins so */
static gboolean
has_word (const char *folded, const char *wanted)
{
  for (const char *at = strstr (folded, wanted); at != NULL; at = strstr (at + 1, wanted))
    if (at == folded || !g_ascii_isalnum (at[-1]))
      return TRUE;
  return FALSE;
}

static gboolean
has_all (const char *folded, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!has_word (folded, words->pdata[i]))
      return FALSE;
  return words->len > 0;
}

static void
take_word (const char *word, gpointer words)
{
  g_ptr_array_add (words, g_strdup (word));
}

static GPtrArray *
list_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  sol_text_fold_words (text, take_word, words);
  return words;
}

/* Pairs of letters that both have, out of 100. */
static guint
compare (const char *one, const char *other)
{
  const gsize n_one = strlen (one), n_other = strlen (other);
  gboolean taken[MAX_LETTERS] = { FALSE };
  guint shared = 0;

  if (n_one < 2 || n_other < 2 || n_other > MAX_LETTERS)
    return 0;
  for (gsize i = 0; i + 1 < n_one; i++)
    for (gsize j = 0; j + 1 < n_other; j++)
      if (!taken[j] && one[i] == other[j] && one[i + 1] == other[j + 1])
        {
          taken[j] = TRUE;
          shared++;
          break;
        }
  return (guint) (200 * shared / (n_one + n_other - 2));
}

/* @word: typed; of a word as short as an article nothing is near */
static guint
weigh (GPtrArray *names, const char *word)
{
  const gsize length = strlen (word);
  g_autofree char *stem = g_strndup (word, MAX (MIN_STEM, MAX (length, ENDING) - ENDING));
  guint best = 0;

  for (guint i = 0; length >= MIN_STEM && i < names->len; i++)
    {
      const guint alike = compare (word, names->pdata[i]);

      if (alike >= MIN_ALIKE || g_str_has_prefix (names->pdata[i], stem))
        best = MAX (best, MAX (alike, 1));
    }
  return best;
}

typedef struct
{
  const SolCode *code;
  guint weight;
} Near;

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const Near *one = a, *other = b;

  return one->weight != other->weight ? (one->weight > other->weight ? -1 : 1)
                                      : (int) one->code->index - (int) other->code->index;
}

static void
add_near (const char *list, GPtrArray *codes, GPtrArray *words, guint most, GPtrArray *found)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Near));

  for (guint i = 0; i < codes->len; i++)
    {
      g_autofree char *folded = write_names (list, codes->pdata[i], TRUE);
      g_autoptr (GPtrArray) names = list_words (folded);
      Near near = { codes->pdata[i], 0 };

      for (guint j = 0; j < MIN (words->len, MAX_WORDS); j++)
        near.weight += weigh (names, words->pdata[j]);
      if (near.weight > 0)
        g_array_append_val (all, near);
    }
  g_array_sort (all, compare_weights);
  for (guint i = 0; i < all->len && found->len < most; i++)
    g_ptr_array_add (found, (gpointer) g_array_index (all, Near, i).code);
}

/* Those that are called so come before those that only what holds them is. */
static void
add_named (const char *list,
           GPtrArray *codes,
           const char *typed,
           GPtrArray *words,
           guint most,
           GPtrArray *found)
{
  g_autofree char *code = sol_text_fold (typed);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < codes->len && found->len < most; i++)
      {
        const SolCode *one = codes->pdata[i];
        g_autofree char *name = sol_text_fold (one->code);
        g_autofree char *folded = write_names (list, one, pass > 0);

        if ((begins_with (name, code) || has_all (folded, words)) &&
            !g_ptr_array_find (found, one, NULL))
          g_ptr_array_add (found, (gpointer) one);
      }
}

/**
 * sol_code_search:
 * @list: static: a referential
 * @typed: words, or the beginning of a code
 * @most: how many at most
 * @near: (out): whether none is called so, and these are what is nearest
 *
 * Returns: (transfer container) (element-type SolCode): the likeliest first; may be empty
 */
GPtrArray *
sol_code_search (const char *list, const char *typed, guint most, gboolean *near)
{
  g_autoptr (GPtrArray) codes = list_codes (list);
  g_autoptr (GPtrArray) words = list_words (typed);
  GPtrArray *found = g_ptr_array_new ();

  add_named (list, codes, typed, words, most, found);
  *near = found->len == 0;
  if (*near)
    add_near (list, codes, words, most, found);
  return found;
}
