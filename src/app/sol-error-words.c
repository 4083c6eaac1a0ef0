/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-error-words.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/sol-sync-words.h"
#include "exchange/sol-import.h"
#include "model/sol-model-error.h"
#include "store/sol-store-error.h"
#include "sync/sol-account-error.h"

/* The message of an error is for the one who helps: it names files and what a library said. These
 * are for the one who works. A test walks every code of every domain. */

static const SolErrorWords store_words[] = {
  [SOL_STORE_ERROR_FAILED] = { N_ ("What is kept on this computer cannot be read or written."),
                               N_ ("Start the computer again. If this comes back, report it with "
                                   "the details.") },
  [SOL_STORE_ERROR_CORRUPT] = { N_ ("The file of your own work is damaged. It was left as it is."),
                                N_ ("Put back a copy of it from your back-up, or report it with "
                                    "the details.") },
  [SOL_STORE_ERROR_FULL] = { N_ ("The disk is full. What was kept before is still there."),
                             N_ ("Make room on the disk, then try again.") },
  [SOL_STORE_ERROR_TOO_NEW] = { N_ ("Your work was written by a newer version of this "
                                    "application. It was left as it is."),
                                N_ ("Update the application.") },
  [SOL_STORE_ERROR_LOCKED] = { N_ ("Another program has this catalogue open."),
                               N_ ("Close it there, then open it again here.") },
  [SOL_STORE_ERROR_READ_ONLY] = { N_ ("Nothing may be written in the folder of this catalogue."),
                                  N_ ("Give yourself the right to write there, or ask whoever "
                                      "looks after this computer.") },
  [SOL_STORE_ERROR_CLOSED] = { N_ ("This catalogue was closed meanwhile."), N_ ("Open it again.") },
  [SOL_STORE_ERROR_SENT] = { N_ ("This is being sent: it cannot be taken back now."),
                             N_ ("Wait until the server has answered, then change it again.") },
  [SOL_STORE_ERROR_NO_BACKUP] = { N_ ("This file is not a whole back-up of your work. Nothing was "
                                      "changed."),
                                  N_ ("Choose a file that you backed your work up to.") },
};

static const SolErrorWords import_words[] = {
  [SOL_IMPORT_ERROR_UNKNOWN_FORMAT] = { N_ ("What this file holds is not known here."),
                                        N_ ("Choose a CSV or JSON file of structures; Help says "
                                            "which columns it needs.") },
  [SOL_IMPORT_ERROR_NOT_THE_FORMAT] = { N_ ("This file does not hold a catalogue that can be "
                                            "read."),
                                        N_ ("Check its columns against those that Help lists.") },
  [SOL_IMPORT_ERROR_TOO_BIG] = { N_ ("This file is too big to be read as one catalogue."),
                                 N_ ("Cut it into several files.") },
  [SOL_IMPORT_ERROR_NO_UNDO] = { N_ ("This import can no longer be undone. Nothing was changed."),
                                 N_ ("Close the file to leave its catalogue.") },
};

static const SolErrorWords model_words[] = {
  [SOL_MODEL_ERROR_UNKNOWN_FIELD] = { N_ ("This cannot be written here. Nothing was changed."),
                                      N_ ("Update the application.") },
  [SOL_MODEL_ERROR_WRONG_VALUE] = { N_ ("A value is not one that is allowed there. Nothing was "
                                        "changed."),
                                    N_ ("Correct it.") },
  [SOL_MODEL_ERROR_TOO_LONG] = { N_ ("A text is too long. Nothing was changed."),
                                 N_ ("Shorten it.") },
  [SOL_MODEL_ERROR_INCOMPLETE] = { N_ ("Something that is needed is missing. Nothing was sent."),
                                   N_ ("Fill in what is marked.") },
  [SOL_MODEL_ERROR_WRONG_STATE] = { N_ ("It is too late, or too early, for this. Nothing was "
                                        "changed."),
                                    N_ ("Look at the state it is in now.") },
  [SOL_MODEL_ERROR_FORBIDDEN] = { N_ ("Your account may not do this. Nothing was changed."),
                                  N_ ("Ask a manager of your organisation.") },
  [SOL_MODEL_ERROR_UNKNOWN_BLOB] = { N_ ("An attached file did not arrive, or cannot be shown. "
                                         "Nothing was changed."),
                                     N_ ("Attach it again, as PNG, JPEG or PDF.") },
  [SOL_MODEL_ERROR_TOO_MANY] = { N_ ("There are as many of these as there may be. Nothing was "
                                     "changed."),
                                 N_ ("Take one back, or wait until tomorrow.") },
  [SOL_MODEL_ERROR_TOO_MUCH] = { N_ ("There is not as much left as that. Nothing was changed."),
                                 N_ ("Take less.") },
};

static const SolErrorWords account_words[] = {
  [SOL_ACCOUNT_ERROR_FAILED] = { N_ ("The platform did not do this. Nothing was changed."),
                                 N_ ("Try again; if this comes back, tell those who run it.") },
  [SOL_ACCOUNT_ERROR_WRONG_PASSWORD] = { N_ ("The address or the password is not right."),
                                         N_ ("Check both. If the account is new, enter first the "
                                             "code that you received.") },
  [SOL_ACCOUNT_ERROR_WRONG_CODE] = { N_ ("The code is not right, or no longer good."),
                                     N_ ("Check it, or ask for another one.") },
  [SOL_ACCOUNT_ERROR_THROTTLED] = { N_ ("There were too many attempts."),
                                    N_ ("Wait a quarter of an hour, then try again.") },
  [SOL_ACCOUNT_ERROR_ADDRESS] = { N_ ("The platform does not take this mail address."),
                                  N_ ("Check how it is written.") },
  [SOL_ACCOUNT_ERROR_NAME] = { N_ ("The platform does not take this name."),
                               N_ ("Write it on one line, without special characters.") },
  [SOL_ACCOUNT_ERROR_PASSWORD] = { N_ ("This password is one of those that are guessed first."),
                                   N_ ("Take another one, of ten characters or more.") },
  [SOL_ACCOUNT_ERROR_NO_MAIL] = { N_ ("This platform sends no mails."),
                                  N_ ("Ask those who run it for an account or a new password.") },
  [SOL_ACCOUNT_ERROR_ENDED] = { N_ ("You are signed out. What you wrote is kept here."),
                                N_ ("Sign in again.") },
  [SOL_ACCOUNT_ERROR_FORBIDDEN] = { N_ ("Your account may not do this. Nothing was changed."),
                                    N_ ("Ask a manager of your organisation.") },
  [SOL_ACCOUNT_ERROR_GONE] = { N_ ("It is no longer there."), N_ ("Look again.") },
  [SOL_ACCOUNT_ERROR_OTHER] = { N_ ("Another person is signed in on this computer."),
                                N_ ("Sign out first: all that is written stays.") },
  [SOL_ACCOUNT_ERROR_INSECURE] = { N_ ("The line to this platform is not protected: your password "
                                       "could be read on its way. It was not sent."),
                                   N_ ("Use an address that begins with https.") },
  [SOL_ACCOUNT_ERROR_SESSION_FILE] = { N_ ("The file of the session cannot be used."),
                                       N_ ("Choose another file, or sign in without one.") },
  [SOL_ACCOUNT_ERROR_NEW] = { N_ ("You have no account on this platform yet."),
                              N_ ("Create one.") },
  [SOL_ACCOUNT_ERROR_TAKEN] = { N_ ("Your mail address has an account here already."),
                                N_ ("Sign in with its password.") },
  [SOL_ACCOUNT_ERROR_LINKED] = { N_ ("This account already belongs to another sign-in."),
                                 N_ ("Sign in with your address and password.") },
  [SOL_ACCOUNT_ERROR_ELSEWHERE] = { N_ ("You were not signed in: it was not confirmed."),
                                    N_ ("Begin again, or sign in with your address and "
                                        "password.") },
  [SOL_ACCOUNT_ERROR_UNVERIFIED] = { N_ ("Your mail address is not verified where you signed in."),
                                     N_ ("Have it verified there, or create an account here with "
                                         "a password.") },
  [SOL_ACCOUNT_ERROR_PROVIDER] = { N_ ("The service by which you sign in does not answer."),
                                   N_ ("Try again later, or sign in with your address and "
                                       "password.") },
  [SOL_ACCOUNT_ERROR_NOT_BACK] = { N_ ("You did not come back from the browser within five "
                                       "minutes."),
                                   N_ ("Begin again.") },
  [SOL_ACCOUNT_ERROR_STALE] = { N_ ("You signed in too long ago to do this without a password."),
                                N_ ("Sign out, sign in again, then do it within ten minutes.") },
  [SOL_ACCOUNT_ERROR_NOT_TODAY] = { N_ ("Nobody can come to this workshop: it is closed, or has no "
                                        "day to come."),
                                    N_ ("Set its day, or open it again.") },
  [SOL_ACCOUNT_ERROR_LAST_MANAGER] = { N_ ("Nobody else manages an organisation of yours that "
                                           "others belong to. Nothing was changed."),
                                       N_ ("Name another manager there first, on the page of your "
                                           "organisation.") },
  [SOL_ACCOUNT_ERROR_NOT_ASKED] = { N_ ("This structure was invited lately, has answered, or is "
                                        "not to be written to."),
                                    N_ ("Wait a few days.") },
};

/* Of the system, those that a user can do something about. */
static const struct
{
  int code;
  SolErrorWords words;
} system_words[] = {
  { G_IO_ERROR_NOT_FOUND,
    { N_ ("A file that is needed is no longer there."), N_ ("Put it back, or choose another.") } },
  { G_IO_ERROR_PERMISSION_DENIED,
    { N_ ("You have no right to this file."),
      N_ ("Choose another place, or ask whoever looks after this computer.") } },
  { G_IO_ERROR_NO_SPACE,
    { N_ ("The disk is full. Nothing was lost."), N_ ("Make room on the disk.") } },
  { G_IO_ERROR_READ_ONLY, { N_ ("Nothing may be written there."), N_ ("Choose another place.") } },
};

static const SolErrorWords unknown = {
  N_ ("Something unexpected happened. Your work was left as it is."),
  N_ ("Start the application again. If this comes back, report it with the details."),
};

static SolErrorWords
get_system (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (system_words); i++)
    if (system_words[i].code == code)
      return system_words[i].words;

  return unknown;
}

static SolErrorWords
get_sync (int code)
{
  const SolSyncWords *said = sol_sync_words_get (code);

  return said->advice != NULL ? (SolErrorWords){ said->sentence, said->advice } : unknown;
}

static SolErrorWords
look_up (const SolErrorWords *table, guint length, int code)
{
  return code >= 0 && (guint) code < length && table[code].happened != NULL ? table[code] : unknown;
}

/**
 * sol_error_words_get:
 * @domain: of an error
 * @code: of that domain
 *
 * Returns: what the user is told; of an error that no table names, that it was not expected
 */
SolErrorWords
sol_error_words_get (GQuark domain, int code)
{
  if (domain == SOL_STORE_ERROR)
    return look_up (store_words, G_N_ELEMENTS (store_words), code);
  if (domain == SOL_IMPORT_ERROR)
    return look_up (import_words, G_N_ELEMENTS (import_words), code);
  if (domain == SOL_MODEL_ERROR)
    return look_up (model_words, G_N_ELEMENTS (model_words), code);
  if (domain == SOL_ACCOUNT_ERROR)
    return look_up (account_words, G_N_ELEMENTS (account_words), code);
  if (domain == SOL_SYNC_ERROR)
    return get_sync (code);
  if (domain == G_IO_ERROR)
    return get_system (code);

  return unknown;
}

/**
 * sol_error_words_say:
 *
 * Returns: (transfer full): what happened and what to do, in the user's language
 */
char *
sol_error_words_say (const GError *error)
{
  const SolErrorWords words = sol_error_words_get (error->domain, error->code);

  return g_strdup_printf ("%s %s", _ (words.happened), _ (words.advice));
}
