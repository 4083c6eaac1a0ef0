/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SolIdTokenWanted:
 * @nonce: what the sign-in was begun with
 * @now: seconds since 1970
 *
 * What an ID token must say to be an answer to this sign-in.
 */
typedef struct
{
  const char *issuer;
  const char *client_id;
  const char *nonce;
  gint64 now;
} SolIdTokenWanted;

const char *sol_claims_get_text (JsonObject *claims, const char *name);
JsonObject *sol_claims_parse (const char *text, GError **error);
JsonObject *sol_id_token_read (const char *token, const SolIdTokenWanted *wanted, GError **error);

G_END_DECLS
