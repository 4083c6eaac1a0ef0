/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-duplicate-said.h"

#include "model/sol-client-word.h"

/* What clients say of a structure that was merged with another is said of the one that is kept. */

static void
lead (SolRecord *word, SolRecord *supplier, SolOperationContext *context)
{
  sol_client_word_note_structure (word, supplier);
  sol_operation_add_effect (context, word, FALSE, TRUE);
}

/* @ids: field of @pair that takes which they were */
static void
take (SolRecord *pair,
      const char *type,
      const char *ids,
      SolRecord *kept,
      SolOperationContext *context)
{
  g_autoptr (GPtrArray)
      words = context->find (context->data, type, "supplier", sol_record_get_text (pair, "gone"));
  g_autoptr (GStrvBuilder) moved = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      lead (words->pdata[i], kept, context);
      g_strv_builder_add (moved, sol_record_get_id (words->pdata[i]));
    }
  names = g_strv_builder_end (moved);
  sol_record_set_codes (pair, ids, (const char *const *) names);
}

/**
 * sol_duplicate_take_words:
 * @pair: which notes those that it takes
 *
 * What was left in the application comes first: what is made of it anew is not shown, and then is
 * as its people had it.
 */
void
sol_duplicate_take_words (SolRecord *pair, SolRecord *kept, SolOperationContext *context)
{
  take (pair, "given_word", "given_words", kept, context);
  take (pair, "client_word", "client_words", kept, context);
}

static void
give_back (SolRecord *pair,
           const char *type,
           const char *ids,
           SolRecord *former,
           SolOperationContext *context)
{
  const char *const *names = sol_record_get_codes (pair, ids);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (SolRecord) word = context->read (context->data, type, names[i]);

      if (word != NULL && g_strcmp0 (sol_record_get_text (word, "supplier"),
                                     sol_record_get_text (pair, "kept")) == 0)
        lead (word, former, context);
    }
}

/**
 * sol_duplicate_give_words_back:
 * @former: which was gone
 *
 * What was said since of the one that was kept stays there.
 */
void
sol_duplicate_give_words_back (SolRecord *pair, SolRecord *former, SolOperationContext *context)
{
  give_back (pair, "given_word", "given_words", former, context);
  give_back (pair, "client_word", "client_words", former, context);
}
