/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-account-rules.h"
#include "server/sol-mail-address.h"
#include "server/sol-passwords.h"
#include "server/sol-routes-private.h"

#define ADDRESS                                \
  {                                            \
    "address", "Of mail", SOL_MAIL_ADDRESS_MAX \
  }
#define PASSWORD                                          \
  {                                                       \
    "password", "10 characters or more", SOL_PASSWORD_MAX \
  }
#define TOO_MANY                                                                            \
  {                                                                                         \
    429, PROBLEM, "Problem", "Too many attempts, on this account or from here: Retry-After" \
  }
#define CODE                           \
  {                                    \
    "code", "As the mail tells it", 20 \
  }
#define WRONG_CODE                                                      \
  {                                                                     \
    403, PROBLEM, "Problem", "The code is not right, or no longer good" \
  }

/* Accounts, their sessions, and what they belong to. */
const SolRoute sol_routes_accounts[] = {
  {
      "GET",
      "/v1/account",
      .summary = "The account that is signed in",
      .types = "",
      .handler = sol_account_handle_get,
      .answers = { { 200, JSON, "Account", "What is known of it" } },
  },
  {
      "PATCH",
      "/v1/account",
      .summary = "Change the account; a new password ends all other sessions",
      .types = "",
      .pace = SOL_HTTP_SLOW,
      .handler = sol_account_handle_change,
      .members = { { "name", "What others read", SOL_ACCOUNT_NAME_MAX, TRUE },
                   { "locale", "fr or en: of its mails", 2, TRUE },
                   { "password", "The present one, with a new one", SOL_PASSWORD_MAX, TRUE },
                   { "new_password", "10 characters or more", SOL_PASSWORD_MAX, TRUE } },
      .answers = { { 200, JSON, "Account", "As it is now" },
                   { 403, PROBLEM, "Problem", "The present password is not right" },
                   WRONG_VALUE,
                   TOO_MANY },
  },
  {
      "DELETE",
      "/v1/account",
      .summary = "Close the account: all sessions end, and it is erased after 7 days unless its "
                 "owner signs in before",
      .types = "",
      .handler = sol_personal_handle_close,
      .pace = SOL_HTTP_SLOW,
      .members = { { "password", "The present one", SOL_PASSWORD_MAX } },
      .answers = { { 200, JSON, "Closed", "When it is erased" },
                   { 403, PROBLEM, "Problem", "The password is not right" },
                   { 409, PROBLEM, "Alone",
                     "Nobody else manages organisations that others belong to; reason: "
                     "last-manager" },
                   TOO_MANY },
  },
  {
      "GET",
      "/v1/account/data",
      .summary = "All that is held on who is signed in",
      .types = "",
      .handler = sol_personal_handle_data,
      .pace = SOL_HTTP_SLOW,
      .answers = { { 200, JSON, "PersonalData", "One object" } },
  },
  {
      "GET",
      "/v1/organisations/{id}",
      .summary = "What was done for an organisation that the account manages, the newest first",
      .types = "",
      .handler = sol_personal_handle_history,
      .answers = { { 200, JSON, "History", "The last 500 acts" },
                   { 403, PROBLEM, "Problem",
                     "The account does not manage it; reason: organisation or manager" } },
  },
  {
      "GET",
      "/v1/reviews/{id}",
      .summary = "What was done to a listing that the account reviews, the newest first",
      .types = "",
      .handler = sol_reviews_handle_history,
      .answers = { { 200, JSON, "History", "The last 500 acts, without their clients" },
                   { 404, PROBLEM, "Problem", "There is none, or not for who asks" } },
  },
  {
      "POST",
      "/v1/accounts",
      .summary = "Ask for an account: a code is sent to the address, whose owner alone is told "
                 "whether it has one already",
      .types = "",
      .pace = SOL_HTTP_SLOW,
      .handler = sol_sign_up_handle,
      .members = { ADDRESS,
                   PASSWORD,
                   { "name", "What others read", SOL_ACCOUNT_NAME_MAX },
                   { "kind", "supplier, buyer, partner or individual", 20 },
                   { "locale", "fr or en: of its mails; fr", 2, TRUE } },
      .answers = { { 202, NULL, NULL, "A mail is on its way" }, WRONG_VALUE, TOO_MANY },
  },
  {
      "POST",
      "/v1/accounts/confirm",
      .summary = "Confirm the address by the code, and sign in",
      .types = "",
      .pace = SOL_HTTP_SLOW,
      .handler = sol_sign_up_handle_confirm,
      .members = { ADDRESS, PASSWORD, CODE, CLIENT },
      .answers = { { 200, JSON, "Tokens", "Signed in" }, WRONG_CODE, WRONG_VALUE, TOO_MANY },
  },
  {
      "POST",
      "/v1/invitations",
      .summary = "Invite somebody into an organisation that the account manages, by a code",
      .types = "",
      .handler = sol_invitations_handle_make,
      .members = { { "organisation", "Its id", 36 },
                   { "role", "member or manager", 20 },
                   { "address", "Of mail: whom the code is sent to, where mail leaves",
                     SOL_MAIL_ADDRESS_MAX, TRUE } },
      .answers = { { 200, JSON, "Invitation", "What to hand over" },
                   { 403, PROBLEM, "Problem",
                     "The account does not manage it; reason: organisation or manager" },
                   WRONG_VALUE,
                   TOO_MANY },
  },
  {
      "POST",
      "/v1/invitations/confirm",
      .summary = "Join the organisation whose code it is",
      .types = "",
      .handler = sol_invitations_handle_confirm,
      .members = { { "code", "As it was handed over", 40 } },
      .answers = { { 200, JSON, "Joined", "The account belongs to it" }, WRONG_CODE, TOO_MANY },
  },
  {
      "POST",
      "/v1/census/invitations",
      .summary = "Invite whom the network of the account censused, by a code that makes its "
                 "organisation and begins its listing",
      .types = "",
      .handler = sol_census_handle_invite,
      .members = { { "organisation", "Its id: which censused", 36 },
                   { "entry", "Id of what it censused", 36 } },
      .answers = { { 200, JSON, "Invitation",
                     "What to hand over, unless it was mailed; without the code, which proves "
                     "whose "
                     "the structure is, where it went to whom the catalogue lists" },
                   { 403, PROBLEM, "Problem",
                     "The account animates no network there, or it censused no such structure; "
                     "reason: organisation, animator or entry" },
                   { 409, PROBLEM, "Problem",
                     "It was invited lately, answered, is not to be written to, or has its people "
                     "already; reason: soon, answered, unwanted or claimed" } },
  },
  {
      "POST",
      "/v1/workshops/codes",
      .summary =
          "A code to tell in the room, that lets structures in to a workshop on its day; the "
          "one before it is void",
      .types = "",
      .handler = sol_workshops_handle_code,
      .members = { { "organisation", "Its id: which holds the workshop", 36 },
                   { "workshop", "Its id", 36 } },
      .answers = { { 200, JSON, "WorkshopCode", "What to tell in the room" },
                   { 403, PROBLEM, "Problem",
                     "The account animates no network there, or it holds no such workshop; "
                     "reason: organisation, animator or workshop" },
                   { 409, PROBLEM, "Problem",
                     "Nobody comes to it any more; reason: closed or day" } },
  },
  {
      "POST",
      "/v1/workshops/confirm",
      .summary = "Come to the workshop whose code it is, for a structure",
      .types = "",
      .handler = sol_workshops_handle_confirm,
      .members = { { "organisation", "Its id: which comes", 36 },
                   { "code", "As it was told in the room", 40 } },
      .answers = { { 200, JSON, "WorkshopJoined", "It sits there" }, WRONG_CODE, TOO_MANY },
  },
  {
      "POST",
      "/v1/claims/confirm",
      .summary = "Prove the claim of a structure by the code that its listed contact received",
      .types = "",
      .handler = sol_claims_handle_confirm,
      .members = { { "organisation", "Its id: which claims", 36 },
                   { "claim", "Its id", 36 },
                   { "code", "As it was passed on", 40 } },
      .answers = { { 200, JSON, "Proven", "What became of the claim" }, WRONG_CODE, TOO_MANY },
  },
  {
      "POST",
      "/v1/passwords",
      .summary = "A password is forgotten: a code is sent to the address, if it has an account",
      .types = "",
      .handler = sol_reset_handle,
      .members = { ADDRESS },
      .answers = { { 202, NULL, NULL, "A mail is on its way, if it has" }, WRONG_VALUE, TOO_MANY },
  },
  {
      "POST",
      "/v1/passwords/confirm",
      .summary = "Set a new password by the code; all sessions end",
      .types = "",
      .pace = SOL_HTTP_SLOW,
      .handler = sol_reset_handle_confirm,
      .members = { ADDRESS, CODE, PASSWORD },
      .answers = { { 204, NULL, NULL, "Sign in with it" }, WRONG_CODE, WRONG_VALUE, TOO_MANY },
  },
  {
      "GET",
      "/v1/sessions",
      .summary = "The sessions of the account: where it is signed in",
      .types = "",
      .handler = sol_sessions_handle_list,
      .answers = { { 200, JSON, "Sessions", "The newest first" } },
  },
  {
      "POST",
      "/v1/sessions",
      .summary = "Sign in",
      .types = "",
      .pace = SOL_HTTP_SLOW,
      .handler = sol_sign_in_handle,
      .members = { ADDRESS, PASSWORD, CLIENT },
      .answers = { { 200, JSON, "Tokens", "Signed in" },
                   { 403, PROBLEM, "Problem", "The address or the password is not right" },
                   WRONG_VALUE,
                   TOO_MANY },
  },
  {
      "POST",
      "/v1/tokens",
      .summary = "New tokens for the refresh token; it is good again until the new ones are used",
      .types = "",
      .handler = sol_refresh_handle,
      .members = { { "refresh", "The newest refresh token", 100 } },
      .answers = { { 200, JSON, "Tokens", "Those that follow" },
                   { 403, PROBLEM, "Problem", "The session has ended: sign in" } },
  },
  {
      "DELETE",
      "/v1/sessions/{id}",
      .summary =
          "End a session of the account by its id; current: sign out; others: all the others",
      .types = "",
      .handler = sol_sessions_handle_end,
      .answers = { { 204, NULL, NULL, "It has ended, and its tokens with it" },
                   { 404, PROBLEM, "Problem", "The account has no such session" } },
  },
  { NULL },
};
