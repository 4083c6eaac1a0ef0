/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_CURSOR_MAX_LENGTH 200 /* characters */

/**
 * SolCursor:
 * @types: hash of the types that are read, by sol_cursor_hash_types()
 * @seq: all changes up to that place are read
 * @base: where the feed ended when the reading began; what was deleted before it was never read
 * @account: hash of who reads what only he may see, by sol_cursor_hash_account(); 0: the public
 * feed
 * @told: the version of his rights up to which he was told what he lost
 * @rights: the version of them up to which he has read what he gained
 * @filled: of the scope that he gained with the version after that, all up to that place is read
 *
 * How far a client got. On the wire it is a signed text that means nothing to anyone else.
 */
typedef struct
{
  guint64 types;
  gint64 seq;
  gint64 base;
  guint64 account;
  gint64 told;
  gint64 rights;
  gint64 filled;
} SolCursor;

typedef enum
{
  SOL_CURSOR_GOOD,
  SOL_CURSOR_BAD,     /* no cursor of this server */
  SOL_CURSOR_OLD,     /* of an older version of it */
  SOL_CURSOR_FEED,    /* of another feed: another database, or this one before a restore */
  SOL_CURSOR_ACCOUNT, /* of another account, or of the public feed */
  SOL_CURSOR_TYPES,   /* of a reading of other types */
} SolCursorVerdict;

/**
 * SolCursorSigner:
 * @feed: UUID of the feed
 * @key: the secret, in hexadecimal
 */
typedef struct
{
  char *feed;
  char *key;
} SolCursorSigner;

guint64 sol_cursor_hash_types (const char *const *types);
guint64 sol_cursor_hash_account (const char *account);
char *sol_cursor_print (const SolCursorSigner *signer, const SolCursor *cursor);
SolCursorVerdict sol_cursor_parse (const SolCursorSigner *signer,
                                   const char *text,
                                   guint64 account,
                                   guint64 types,
                                   SolCursor *cursor);

G_END_DECLS
