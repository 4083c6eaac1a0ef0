/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-account-rules.h"
#include "server/sol-passwords.h"
#include "server/sol-routes-private.h"

#define STATE                                      \
  {                                                \
    "state", "Of the answer to the beginning", 100 \
  }
#define VERIFIER                                               \
  {                                                            \
    "verifier", "Whose SHA-256 was told at the beginning", 128 \
  }
#define REDIRECT_URI                                                                  \
  {                                                                                   \
    "redirect_uri", "Where the client listens: http://127.0.0.1:PORT/… or [::1]", 200 \
  }
#define NOT_OFFERED                                                             \
  {                                                                             \
    404, PROBLEM, "Problem", "This server has no OpenID provider; reason: oidc" \
  }
#define NO_STATE                                                        \
  {                                                                     \
    403, PROBLEM, "Problem",                                            \
        "It was not begun by this client, is over or took too long; "   \
        "reason: state; or the provider does not confirm it: refused, " \
        "unverified"                                                    \
  }
#define AWAY                                                                         \
  {                                                                                  \
    503, PROBLEM, "Problem", "The OpenID provider does not answer; reason: provider" \
  }

/* Signing in at an OpenID provider. */
const SolRoute sol_routes_oidc[] = {
  {
      "POST",
      "/v1/oidc/starts",
      .summary = "Begin to sign in elsewhere: what the system's browser is to open",
      .types = "",
      .pace = SOL_HTTP_AWAY,
      .handler = sol_oidc_handle_start,
      .members = { REDIRECT_URI, { "challenge", "SHA-256 of the verifier, in Base64", 43 } },
      .answers = { { 200, JSON, "OidcStart", "For ten minutes" },
                   NOT_OFFERED,
                   WRONG_VALUE,
                   { 429, PROBLEM, "Problem", "Too many from here: Retry-After" },
                   AWAY },
  },
  {
      "POST",
      "/v1/oidc/tokens",
      .summary = "Sign in with the code that the browser brought",
      .types = "",
      .pace = SOL_HTTP_AWAY,
      .handler = sol_oidc_handle_tokens,
      .members = { STATE,
                   { "code", "As the provider sent it", 2000 },
                   { "issuer", "Its iss, when it sent one (RFC 9207)", 500, TRUE },
                   VERIFIER,
                   REDIRECT_URI,
                   CLIENT },
      .answers = { { 200, JSON, "Tokens", "Signed in" },
                   NO_STATE,
                   NOT_OFFERED,
                   { 409, PROBLEM, "OidcUnknown",
                     "It is proved who he is, and no account is linked to him; reason: "
                     "new-account: /v1/oidc/accounts makes one; address-taken: his address has "
                     "one, to which /v1/oidc/links joins him once its password is given" },
                   WRONG_VALUE,
                   AWAY },
  },
  {
      "POST",
      "/v1/oidc/accounts",
      .summary = "Make the account of who was proved to be new, and sign in",
      .types = "",
      .handler = sol_oidc_handle_account,
      .members = { STATE,
                   VERIFIER,
                   { "name", "What others read", SOL_ACCOUNT_NAME_MAX },
                   { "kind", "supplier, buyer, partner or individual", 20 },
                   { "locale", "fr or en: of its mails; fr", 2, TRUE },
                   CLIENT },
      .answers = { { 200, JSON, "Tokens", "Signed in" },
                   NO_STATE,
                   NOT_OFFERED,
                   { 409, PROBLEM, "Problem", "The address has an account; reason: taken" },
                   WRONG_VALUE },
  },
  {
      "POST",
      "/v1/oidc/links",
      .summary = "Let who was proved sign in to the account that is signed in",
      .types = "",
      .pace = SOL_HTTP_SLOW,
      .handler = sol_oidc_handle_link,
      .members = { STATE, VERIFIER, { "password", "The account's", SOL_PASSWORD_MAX, TRUE } },
      .answers = { { 204, NULL, NULL, "He signs in to it from now on" },
                   { 403, PROBLEM, "Problem",
                     "The password is not right, or nobody is proved; reason: credentials or "
                     "state" },
                   NOT_OFFERED,
                   { 409, PROBLEM, "Problem", "One of the two is linked; reason: taken" },
                   { 429, PROBLEM, "Problem", "Too many attempts: Retry-After" } },
  },
  { NULL },
};
