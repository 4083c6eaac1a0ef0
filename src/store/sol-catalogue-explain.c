/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-item.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "store/sol-catalogue-load-private.h"

#define MAX_SENTENCE 200 /* characters of a reason; the row cuts it anyway */

/* Why a structure is among the answers: the one text of it, besides its name, that has most of the
 * words typed. Its own words and those of the referential, never composed ones. */

typedef struct
{
  GPtrArray *words; /* (element-type utf8): folded, searched */
  GPtrArray *found; /* (nullable): those of the text that match, as written */
  guint matches;    /* bit a searched word */
  const char *written;
} Match;

static void
match_word (const char *word, gpointer data)
{
  Match *match = data;
  gboolean any = FALSE;

  for (guint i = 0; i < match->words->len && i < 32; i++)
    if (g_str_has_prefix (word, g_ptr_array_index (match->words, i)))
      {
        match->matches |= 1u << i;
        any = TRUE;
      }

  if (any && match->found != NULL && match->written != NULL)
    {
      g_ptr_array_add (match->found, g_strdup (match->written));
      match->written = NULL;
    }
}

static guint
count_matches (const char *text, GPtrArray *words)
{
  Match match = { .words = words };

  sol_text_fold_words (text, match_word, &match);
  return (guint) __builtin_popcount (match.matches);
}

/* The words of @text as they are written in it: folding would lose their accents. */
static GStrv
list_found (const char *text, GPtrArray *words)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *p = text;

  while (*p != '\0')
    {
      const char *start = p;
      g_autofree char *written = NULL;
      Match match = { .words = words, .found = found };

      while (*p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p == start)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      written = g_strndup (start, (gsize) (p - start));
      match.written = written;
      sol_text_fold_words (written, match_word, &match);
    }

  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

typedef struct
{
  GPtrArray *words;
  char *best;
  guint n_best;
} Choice;

/* The first of the best: what comes first says more. */
static void
offer_text (Choice *choice, const char *text)
{
  guint n = text != NULL ? count_matches (text, choice->words) : 0;

  if (n <= choice->n_best)
    return;

  g_free (choice->best);
  choice->best = g_strdup (text);
  choice->n_best = n;
}

static void
offer_sentences (Choice *choice, const char *prose)
{
  g_auto (GStrv) sentences = NULL;

  if (prose == NULL || count_matches (prose, choice->words) <= choice->n_best)
    return;

  sentences = g_regex_split_simple ("(?<=[.!?…])\\s+|\\n+", prose, 0, 0);
  for (guint i = 0; sentences[i] != NULL; i++)
    {
      g_autofree char *cut = NULL;

      if (g_utf8_strlen (sentences[i], -1) > MAX_SENTENCE)
        cut = g_utf8_substring (sentences[i], 0, MAX_SENTENCE);
      offer_text (choice, cut != NULL ? cut : sentences[i]);
    }
}

static const char *
get_sector (GPtrArray *activities, guint i)
{
  const char *code = sol_item_get_text (g_ptr_array_index (activities, i), "sector");
  const char *label = code != NULL ? sol_referential_label ("sectors", code) : NULL;

  return label != NULL ? label : code;
}

static void
add_sector (GString *text, GHashTable *known, const char *sector)
{
  g_autofree char *within = NULL;

  if (sector == NULL || !g_hash_table_add (known, (gpointer) sector))
    return;
  within = text->len > 0 ? sol_text_lower_first (sector) : g_strdup (sector);
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", within);
}

/* @first: (nullable): a sector that is to stand before the others */
static char *
list_sectors (GPtrArray *activities, const char *first)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  add_sector (text, known, first);
  for (guint i = 0; activities != NULL && i < activities->len; i++)
    add_sector (text, known, get_sector (activities, i));
  return g_string_free (text, FALSE);
}

/* A sector is told before the others, which say more of the structure than it alone. */
static char *
choose_text (SolRecord *record, GPtrArray *words)
{
  GPtrArray *activities = sol_record_get_items (record, "activities");
  GPtrArray *offers = sol_record_get_items (record, "offers");
  Choice choice = { .words = words };

  for (guint i = 0; activities != NULL && i < activities->len; i++)
    offer_text (&choice, get_sector (activities, i));
  if (choice.best != NULL)
    {
      g_autofree char *sector = choice.best;

      choice.best = list_sectors (activities, sector);
    }
  for (guint i = 0; offers != NULL && i < offers->len; i++)
    offer_text (&choice, sol_item_get_text (g_ptr_array_index (offers, i), "title"));
  offer_sentences (&choice, sol_record_get_text (record, "description"));
  return choice.best;
}

/**
 * sol_catalogue_explain:
 * @words: (nullable) (element-type utf8): folded, those searched
 * @found: (out) (transfer full) (nullable): the words of the answer that match, as written
 *
 * Returns: (transfer full): the sector, offer or sentence that has most of the words, or else all
 *   sectors; maybe empty
 */
char *
sol_catalogue_explain (SolSupplier *supplier, GPtrArray *words, GStrv *found)
{
  SolRecord *record = SOL_RECORD (supplier);
  char *text = NULL;

  *found = NULL;
  if (words != NULL && words->len > 0)
    text = choose_text (record, words);
  if (text == NULL)
    return list_sectors (sol_record_get_items (record, "activities"), NULL);

  *found = list_found (text, words);
  return text;
}
