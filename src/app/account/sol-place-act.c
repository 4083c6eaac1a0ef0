/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-place-act.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"
#include "store/sol-account-act.h"

/* What a page does for the account: where it is kept on this computer, and how it ends there. */

/**
 * sol_place_act_get_store:
 * @why: (out) (transfer full) (nullable): what is in the way, and what to do
 *
 * Returns: (transfer none) (nullable): what the account does, once its files are open
 */
SolAccountStore *
sol_place_act_get_store (SolAccountPlace *place, char **why)
{
  SolSessionAccount *files = sol_session_get_account_files (sol_account_place_get_session (place));
  SolAccountStore *store = sol_session_account_get_store (files);
  const GError *error = sol_session_account_get_error (files);

  if (store == NULL)
    *why = error != NULL ? sol_error_words_say (error)
                         : g_strdup (_ ("Your work is still being opened on this computer: try "
                                        "again in a moment."));
  return store;
}

/* (transfer full) (nullable): why it is not kept */
static char *
finish (GObject *store, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sol_account_store_act_finish (SOL_ACCOUNT_STORE (store), result, &error);

  return id == NULL ? sol_error_words_say (error) : NULL;
}

/**
 * sol_place_act_end:
 * @submit: (nullable): what waits for it; %NULL once the user left the page
 * @store: as the callback of sol_account_store_act_async() gets it, with @result
 *
 * Nothing is waited for any more; what was refused is told in @submit.
 *
 * Returns: whether it is kept, and the page is there to go on
 */
gboolean
sol_place_act_end (SolSubmitBar *submit, GObject *store, GAsyncResult *result)
{
  g_autofree char *refused = finish (store, result);

  if (submit == NULL)
    return FALSE;
  sol_submit_bar_end (submit);
  if (refused != NULL)
    sol_submit_bar_refuse (submit, refused);
  return refused == NULL;
}

/**
 * sol_place_act_say:
 * @place: (nullable): whose page it is; %NULL once the user left that
 * @done: (nullable): what to say when it is kept
 * @store: as the callback of sol_account_store_act_async() gets it, with @result
 *
 * Of what no form waits for: tells in passing what became of it.
 */
void
sol_place_act_say (SolAccountPlace *place, const char *done, GObject *store, GAsyncResult *result)
{
  g_autofree char *refused = finish (store, result);
  const char *said = refused != NULL ? refused : done;

  if (place != NULL && said != NULL)
    sol_account_place_say (place, said);
}
