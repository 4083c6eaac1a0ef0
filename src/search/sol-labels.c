/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-labels-private.h"

#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

/* @space: where the words are terms */
void
sol_labels_init (SolLabels *self, SolSpaceBuilder *space)
{
  self->space = space;
  for (guint i = 0; i < SOL_N_LABELS; i++)
    {
      sol_term_table_init (&self->codes[i]);
      self->labels[i] = g_array_new (FALSE, FALSE, sizeof (SolLabel));
    }
  self->words = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
sol_labels_clear (SolLabels *self)
{
  for (guint i = 0; i < SOL_N_LABELS; i++)
    {
      sol_term_table_clear (&self->codes[i]);
      g_array_unref (self->labels[i]);
    }
  g_array_unref (self->words);
}

static void
take_word (const char *word, gpointer data)
{
  SolLabels *self = data;
  guint32 term = sol_space_builder_intern (self->space, word, strlen (word));

  g_array_append_val (self->words, term);
}

static const SolCode *
read_code (SolLabels *self, const char *list, const char *code)
{
  const SolCode *found = sol_referential_find (list, code);

  if (found != NULL)
    sol_text_fold_words (found->label_fr, take_word, self);
  return found;
}

static gconstpointer
read_sector (SolLabels *self, const char *code)
{
  const SolCode *found = read_code (self, "sectors", code);

  if (found != NULL)
    read_code (self, "sector-groups", found->parent);
  return found;
}

static gconstpointer
read_commune (SolLabels *self, const char *code)
{
  const SolCommune *found = sol_commune_find (code);

  if (found != NULL)
    sol_text_fold_words (found->name, take_word, self);
  return found;
}

/* Takes the words of the label. Returns: (nullable): what the code is in its list */
static gconstpointer
read_label (SolLabels *self, SolLabelList list, const char *code)
{
  switch (list)
    {
    case SOL_LABELS_KIND:
      sol_text_fold_words (code, take_word, self);
      return read_code (self, "kinds", code);
    case SOL_LABELS_DEPARTMENT:
      return read_code (self, "departments", code);
    case SOL_LABELS_SECTOR:
      return read_sector (self, code);
    case SOL_LABELS_LABEL:
      return read_code (self, "labels", code);
    case SOL_LABELS_NETWORK:
      return read_code (self, "networks", code);
    case SOL_LABELS_COMMUNE:
      return read_commune (self, code);
    case SOL_LABELS_TEXT:
    default:
      sol_text_fold_words (code, take_word, self);
      return NULL;
    }
}

/**
 * sol_labels_look_up:
 *
 * Returns: what is known of @code; one that says nothing is asked for again, as it may be added to
 *   an open list meanwhile
 */
SolLabel
sol_labels_look_up (SolLabels *self, SolLabelList list, const char *code)
{
  GArray *labels = self->labels[list];
  SolLabel *label, nothing = { NULL, 0, 0 };
  guint32 number;

  if (*code == '\0')
    return nothing;
  number = sol_term_table_intern (&self->codes[list], code, strlen (code));
  if (number == labels->len)
    g_array_append_val (labels, nothing);
  label = &g_array_index (labels, SolLabel, number);
  if (label->n_words == 0)
    {
      label->first_word = self->words->len;
      label->found = read_label (self, list, code);
      label->n_words = self->words->len - label->first_word;
    }
  return *label;
}

/* Gives the unit begun last the words. */
void
sol_labels_add (SolLabels *self, SolLabel label)
{
  const guint32 *words = &g_array_index (self->words, guint32, label.first_word);

  for (guint32 i = 0; i < label.n_words; i++)
    sol_space_builder_add (self->space, words[i], SOL_LIST_ELSEWHERE);
}
