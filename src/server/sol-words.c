/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-words.h"

G_DEFINE_INTERFACE (SolWords, sol_words, G_TYPE_OBJECT)

static void
sol_words_default_init (SolWordsInterface *iface)
{
}

void
sol_word_asked_free (SolWordAsked *self)
{
  g_free (self->structure);
  g_free (self->about);
  g_free (self->client);
  g_free (self->text);
  g_free (self->name);
  g_free (self->role);
  g_free (self->hidden);
  g_free (self);
}

/**
 * sol_words_put_link:
 * @done: (out): %FALSE: the organisation asked no such thing, or it was answered
 * @address: (out) (transfer full) (nullable): of mail, where the link may go
 *
 * An earlier link to the same is void.
 */
gboolean
sol_words_put_link (SolWords *self,
                    const SolWordLink *link,
                    gboolean *done,
                    char **address,
                    GError **error)
{
  return SOL_WORDS_GET_IFACE (self)->put_link (self, link, done, address, error);
}

/**
 * sol_words_find:
 * @hash: of a code
 *
 * Returns: (transfer full) (nullable): what it leads to; %NULL without an error: to nothing, or no
 *   longer
 */
SolWordAsked *
sol_words_find (SolWords *self, const char *hash, gint64 now, GError **error)
{
  return SOL_WORDS_GET_IFACE (self)->find (self, hash, now, error);
}

/**
 * sol_words_give:
 * @done: (out): %FALSE: the code is not good, or was used
 *
 * The client answers, and consents that it is shown with his name.
 */
gboolean
sol_words_give (SolWords *self,
                const char *hash,
                const SolWordGiven *given,
                gint64 now,
                gboolean *done,
                GError **error)
{
  return SOL_WORDS_GET_IFACE (self)->give (self, hash, given, now, done, error);
}

/**
 * sol_words_take_back:
 * @done: (out): %FALSE: the code is not good, or nothing was said
 *
 * Nothing stays of what he said; his code is void.
 */
gboolean
sol_words_take_back (SolWords *self, const char *hash, gint64 now, gboolean *done, GError **error)
{
  return SOL_WORDS_GET_IFACE (self)->take_back (self, hash, now, done, error);
}

/**
 * sol_words_list_shown:
 *
 * Returns: (transfer full) (element-type SolRecord) (nullable): the words of clients that all see
 * of it, in their order; %NULL on an error
 */
GPtrArray *
sol_words_list_shown (SolWords *self, const char *supplier, GError **error)
{
  return SOL_WORDS_GET_IFACE (self)->list_shown (self, supplier, error);
}
