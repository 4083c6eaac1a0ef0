/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-account-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-error-words.h"

#define GOOD_LENGTH 14 /* characters of a password */
#define BEST_LENGTH 20

static const struct
{
  const char *code;
  const char *name;
} names[] = {
  { "supplier", N_ ("Supplier") },     { "buyer", N_ ("Buyer") },     { "partner", N_ ("Partner") },
  { "individual", N_ ("Individual") }, { "manager", N_ ("Manager") }, { "member", N_ ("Member") },
};

/**
 * sol_account_words_get_name:
 * @code: (nullable): a kind of account or of organisation, or a role in one
 *
 * Returns: (transfer none): its name in the user's language; "" of one that is not known
 */
const char *
sol_account_words_get_name (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].code, code) == 0)
      return _ (names[i].name);

  return "";
}

/**
 * sol_account_words_shorten:
 * @name: of a person or an organisation
 *
 * Returns: (transfer full): it without what stands in parentheses, for its initials
 */
char *
sol_account_words_shorten (const char *name)
{
  return g_strstrip (g_strndup (name, strcspn (name, "(")));
}

/**
 * sol_account_words_check_address:
 * @address: as typed
 *
 * Returns: (nullable) (transfer none): what is wrong with it; the server looks closer
 */
const char *
sol_account_words_check_address (const char *address)
{
  const char *at = strchr (address, '@');

  if (at != NULL && at > address && at[1] != '\0' && strchr (address, ' ') == NULL)
    return NULL;
  return _ ("This is not a mail address. One looks like name@example.org");
}

/**
 * sol_account_words_check_password:
 * @password: the one chosen
 *
 * Returns: (nullable) (transfer none): what is wrong with it; the server looks closer
 */
const char *
sol_account_words_check_password (const char *password)
{
  return g_utf8_strlen (password, -1) >= SOL_PASSWORD_MIN
             ? NULL
             : _ ("This password is too short: ten characters are the least");
}

/**
 * sol_account_words_make_password_hint:
 * @password: what was typed so far
 *
 * Returns: (transfer full): how strong it is, by its length alone
 */
char *
sol_account_words_make_password_hint (const char *password)
{
  const glong length = g_utf8_strlen (password, -1);
  const int missing = SOL_PASSWORD_MIN - (int) length;

  if (length == 0)
    return g_strdup (_ ("Ten characters or more. Four words that you remember make a good one"));
  if (missing > 0)
    return g_strdup_printf (
        ngettext ("%d more character is needed", "%d more characters are needed", missing),
        missing);
  if (length < GOOD_LENGTH)
    return g_strdup (_ ("Long enough. Longer is stronger"));
  return g_strdup (length < BEST_LENGTH ? _ ("Strong") : _ ("Very strong"));
}

/**
 * sol_account_words_refuse:
 * @account: of which something was asked
 * @error: why it was not done
 *
 * Returns: (transfer full): what happened and what to do; of too many attempts, when
 */
char *
sol_account_words_refuse (SolAccountSession *account, const GError *error)
{
  const guint minutes = (sol_account_session_get_retry_after (account) + 59) / 60;

  if (!g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_THROTTLED) || minutes == 0)
    return sol_error_words_say (error);
  return g_strdup_printf (ngettext ("There were too many attempts. Try again in %u minute.",
                                    "There were too many attempts. Try again in %u minutes.",
                                    minutes),
                          minutes);
}
