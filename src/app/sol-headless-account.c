/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-headless-account-private.h"

#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "app/sol-options-account.h"
#include "store/sol-account-files.h"

/* Signing in and out without a display. */

#define MAX_PASSWORD 1024 /* bytes */

/**
 * sol_headless_load_account: (skip)
 *
 * Returns: (transfer full): who is signed in at the platform of @home, or was
 */
SolAccountSession *
sol_headless_load_account (const SolOptions *options, const SolHome *home, GError **error)
{
  const char *file = options->account.session_file;
  g_autoptr (SolKeyring) keyring = file != NULL ? sol_keyring_new_for_file (file)
                                                : sol_keyring_new_for_desktop ();
  g_autoptr (SolAccountSession)
      session = sol_account_session_new (home->folder, home->server, keyring);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_set_ca_file (session, home->ca_file);
  sol_account_session_load_async (session, NULL, sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_account_session_load_finish (session, done, error) ? g_steal_pointer (&session) : NULL;
}

/**
 * sol_headless_open_account: (skip)
 *
 * Returns: (transfer full): what he did, also beside the window; of nobody before any sign-in
 */
SolAccountStore *
sol_headless_open_account (const SolHome *home, SolAccountSession *session, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_open_async (home->folder, sol_account_session_get_id (session), NULL,
                                sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_account_store_open_finish (done, error);
}

/* Who types it sees nothing of it. */
static gboolean
hide_typing (gboolean hidden)
{
  struct termios terminal;

  if (tcgetattr (STDIN_FILENO, &terminal) != 0)
    return FALSE;
  terminal.c_lflag = hidden ? terminal.c_lflag & (tcflag_t) ~ECHO : terminal.c_lflag | ECHO;
  return tcsetattr (STDIN_FILENO, TCSAFLUSH, &terminal) == 0;
}

/* A line, read byte by byte: what follows it is not ours, and stays in no buffer. */
static gboolean
read_password (char password[MAX_PASSWORD], GError **error)
{
  const gboolean hidden = isatty (STDIN_FILENO) && hide_typing (TRUE);
  gsize length = 0;

  if (hidden)
    g_printerr ("%s", _ ("Password: "));
  while (length < MAX_PASSWORD - 1 && read (STDIN_FILENO, password + length, 1) == 1 &&
         password[length] != '\n')
    length++;
  password[length] = '\0';
  if (hidden)
    {
      hide_typing (FALSE);
      g_printerr ("\n");
    }
  if (length > 0)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("--sign-in reads the password from the standard input, which is empty"));
  return FALSE;
}

static gboolean
adopt (const SolHome *home, SolAccountSession *session, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_files_adopt_async (home->folder, sol_account_session_get_id (session), NULL,
                                 sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_account_files_adopt_finish (done, NULL, error);
}

static gboolean
end_session (SolAccountSession *session, gboolean *revoked, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_out_async (session, NULL, sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_account_session_sign_out_finish (session, done, revoked, error);
}

/* One that ends with this command is of no use to the next one. */
static gboolean
check_kept (SolAccountSession *session, GError **error)
{
  if (sol_account_session_get_kept (session))
    return TRUE;

  end_session (session, NULL, NULL);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("There is no keyring here to keep the session in: name a file for it "
                          "with --session FILE"));
  return FALSE;
}

static gboolean
sign_in (const SolOptions *options, const SolHome *home, SolAccountSession *session, GError **error)
{
  char password[MAX_PASSWORD];
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  if (!read_password (password, error))
    return FALSE;
  sol_account_session_sign_in_async (session, options->account.sign_in, password, NULL,
                                     sol_headless_keep_result, &kept);
  explicit_bzero (password, sizeof password);
  done = sol_headless_wait (&kept);
  if (!sol_account_session_sign_in_finish (session, done, error) || !check_kept (session, error) ||
      !adopt (home, session, error))
    return FALSE;

  g_printerr (_ ("Signed in as %s\n"), sol_account_session_get_name (session));
  return TRUE;
}

static gboolean
remove_files (const SolHome *home, const char *account, gboolean *work_kept, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_files_sign_out_async (home->folder, account, FALSE, NULL, sol_headless_keep_result,
                                    &kept);
  done = sol_headless_wait (&kept);
  return sol_account_files_sign_out_finish (done, work_kept, error);
}

static gboolean
sign_out (const SolHome *home, SolAccountSession *session, GError **error)
{
  g_autofree char *account = g_strdup (sol_account_session_get_id (session));
  gboolean revoked = FALSE;
  gboolean work_kept = FALSE;

  if (account == NULL)
    {
      g_printerr ("%s\n", _ ("Nobody is signed in"));
      return TRUE;
    }
  if (!end_session (session, &revoked, error) || !remove_files (home, account, &work_kept, error))
    return FALSE;

  g_printerr ("%s\n",
              revoked ? _ ("Signed out") : _ ("Signed out here; the platform could not be told"));
  if (work_kept)
    g_printerr ("%s\n", _ ("What was not sent is kept here, for when you sign in again"));
  return TRUE;
}

static gboolean
run_in_store (const SolOptions *options,
              const SolHome *home,
              SolAccountSession *session,
              GError **error)
{
  const SolAccountOptions *wanted = &options->account;
  SolAccountStore *store;
  gboolean done;

  if (wanted->edit == NULL && wanted->operate == NULL && !wanted->outbox && !wanted->conflicts)
    return TRUE;
  store = sol_headless_open_account (home, session, error);
  if (store == NULL)
    return FALSE;

  done = sol_headless_edit (options, session, store, error) &&
         sol_headless_print_outbox (options, store, error);
  sol_account_store_close (store);
  g_object_unref (store);
  return done;
}

/**
 * sol_headless_run_account: (skip)
 *
 * Signs in, then does and prints what is asked.
 */
gboolean
sol_headless_run_account (const SolOptions *options, const SolHome *home, GError **error)
{
  g_autoptr (SolAccountSession) session = NULL;

  if (!sol_options_want_account (&options->account))
    return TRUE;
  session = sol_headless_load_account (options, home, error);
  return session != NULL &&
         (options->account.sign_in == NULL || sign_in (options, home, session, error)) &&
         run_in_store (options, home, session, error);
}

/* Last of all: a sync may come before it. */
gboolean
sol_headless_sign_out (const SolOptions *options, const SolHome *home, GError **error)
{
  g_autoptr (SolAccountSession) session = NULL;

  if (!options->account.sign_out)
    return TRUE;
  session = sol_headless_load_account (options, home, error);
  return session != NULL && sign_out (home, session, error);
}
