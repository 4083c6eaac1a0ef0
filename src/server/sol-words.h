/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

/**
 * SolWordLink:
 * @hash: of the code that the client brings
 * @word: id of what he is asked
 * @scope: of the organisation that asks
 * @expires_at: seconds since 1970
 *
 * The strings stay the caller's.
 */
typedef struct
{
  const char *hash;
  const char *word;
  const char *scope;
  gint64 expires_at;
} SolWordLink;

/**
 * SolWordAsked:
 * @structure: its name
 * @about: (nullable): what it did for whom is asked
 * @client: (nullable): whom it asks
 * @text: (nullable): what he said, and as whom
 * @hidden: (nullable): why a moderator hid it
 * @answered: he said it
 *
 * What a link leads to.
 */
typedef struct
{
  char *structure;
  char *about;
  char *client;
  char *text;
  char *name;
  char *role;
  char *hidden;
  gboolean answered;
} SolWordAsked;

void sol_word_asked_free (SolWordAsked *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolWordAsked, sol_word_asked_free)

/**
 * SolWordGiven:
 * @role: (nullable)
 *
 * The strings stay the caller's.
 */
typedef struct
{
  const char *text;
  const char *name;
  const char *role;
} SolWordGiven;

#define SOL_TYPE_WORDS (sol_words_get_type ())
G_DECLARE_INTERFACE (SolWords, sol_words, SOL, WORDS, GObject)

/**
 * SolWordsInterface:
 *
 * Words of clients who have no account. Errors are #SolStorageError. All calls may wait for the
 * disk and may come from any thread.
 */
struct _SolWordsInterface
{
  GTypeInterface parent_interface;

  gboolean (*put_link) (SolWords *self,
                        const SolWordLink *link,
                        gboolean *done,
                        char **address,
                        GError **error);
  SolWordAsked *(*find) (SolWords *self, const char *hash, gint64 now, GError **error);
  gboolean (*give) (SolWords *self,
                    const char *hash,
                    const SolWordGiven *given,
                    gint64 now,
                    gboolean *done,
                    GError **error);
  gboolean (
      *take_back) (SolWords *self, const char *hash, gint64 now, gboolean *done, GError **error);
  GPtrArray *(*list_shown) (SolWords *self, const char *supplier, GError **error);
};

gboolean sol_words_put_link (SolWords *self,
                             const SolWordLink *link,
                             gboolean *done,
                             char **address,
                             GError **error);
SolWordAsked *sol_words_find (SolWords *self, const char *hash, gint64 now, GError **error);
gboolean sol_words_give (SolWords *self,
                         const char *hash,
                         const SolWordGiven *given,
                         gint64 now,
                         gboolean *done,
                         GError **error);
gboolean
sol_words_take_back (SolWords *self, const char *hash, gint64 now, gboolean *done, GError **error);
GPtrArray *sol_words_list_shown (SolWords *self, const char *supplier, GError **error);

G_END_DECLS
