/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-sync-words.h"

#include <glib/gi18n.h>

static const SolSyncWords words[] = {
  [SOL_SYNC_UP_TO_DATE] = {
    .icon = "emblem-ok-symbolic",
    .label = N_ ("Up to date"),
    .sentence = N_ ("The catalogue here is the platform’s."),
    .button = N_ ("Try Now"),
    .action = "win.sync",
  },
  [SOL_SYNC_RUNNING] = {
    .icon = "emblem-synchronizing-symbolic",
    .label = N_ ("Receiving"),
    .sentence = N_ ("The catalogue is being received. What is here already can be read."),
  },
  [SOL_SYNC_OFFLINE] = {
    .icon = "network-offline-symbolic",
    .label = N_ ("Offline"),
    .sentence = N_ ("This computer has no network."),
    .advice = N_ ("Everything received stays readable."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
  [SOL_SYNC_SERVER_AWAY] = {
    .icon = "network-error-symbolic",
    .label = N_ ("Platform away"),
    .sentence = N_ ("The platform does not answer."),
    .advice = N_ ("Everything received stays readable."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
  [SOL_SYNC_METERED] = {
    .icon = "network-cellular-signal-good-symbolic",
    .label = N_ ("Your choice"),
    .sentence = N_ ("This connection is metered, and the whole catalogue is to be received."),
    .advice = N_ ("It may cost you, or wait for another network."),
    .button = N_ ("Receive It Now"),
    .action = "win.allow-metered",
    .in_banner = TRUE,
  },
  [SOL_SYNC_TOO_OLD] = {
    .icon = "software-update-urgent-symbolic",
    .label = N_ ("Update needed"),
    .sentence = N_ ("The platform asks for a newer version of this application."),
    .advice = N_ ("Update it; until then the catalogue is read as it was received."),
    .in_banner = TRUE,
  },
  [SOL_SYNC_DISK_FULL] = {
    .icon = "drive-harddisk-symbolic",
    .label = N_ ("Disk full"),
    .sentence = N_ ("The disk is full: the catalogue is no longer brought up to date."),
    .advice = N_ ("Make room, then try again."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
  [SOL_SYNC_FAILED] = {
    .icon = "dialog-warning-symbolic",
    .label = N_ ("Not received"),
    .sentence = N_ ("The last exchange with the platform failed."),
    .advice = N_ ("Everything received stays readable."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
};

/**
 * sol_sync_words_get:
 *
 * Returns: (transfer none): the words of @state
 */
const SolSyncWords *
sol_sync_words_get (SolSyncState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (words), &words[SOL_SYNC_FAILED]);

  return &words[state];
}

/**
 * sol_sync_words_format_time:
 * @instant: unix seconds
 *
 * Returns: (transfer full): day and time as the language writes them, in local time
 */
char *
sol_sync_words_format_time (gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (instant);

  if (time == NULL)
    return g_strdup ("");

  /* Translators: a day and a time, as g_date_time_format() takes it: "Nov 23, 2026, 8:12" */
  return g_date_time_format (time, _ ("%b %-e, %Y, %-H:%M"));
}

/**
 * sol_sync_words_make_label:
 * @progress: 0 to 1, or -1 when it is not known
 *
 * Returns: (transfer full): the text of the mark in the header
 */
char *
sol_sync_words_make_label (SolSyncState state, double progress)
{
  /* Translators: %d is a part of a hundred, of the catalogue that is being received */
  if (state == SOL_SYNC_RUNNING && progress >= 0)
    return g_strdup_printf (_ ("Receiving, %d %%"), (int) (CLAMP (progress, 0, 1) * 100));

  return g_strdup (_ (sol_sync_words_get (state)->label));
}

static void
append_sentence (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

/**
 * sol_sync_words_make_banner:
 * @last_success: unix seconds, 0 when nothing was ever received
 * @retry_at: unix seconds, 0 when no attempt is planned
 *
 * Returns: (transfer full): what happened, what it touches and what to do
 */
char *
sol_sync_words_make_banner (SolSyncState state, gint64 last_success, gint64 retry_at)
{
  const SolSyncWords *said = sol_sync_words_get (state);
  GString *text = g_string_new (_ (said->sentence));

  if (last_success > 0 && state != SOL_SYNC_METERED)
    {
      g_autofree char *time = sol_sync_words_format_time (last_success);
      /* Translators: %s is a day and a time */
      g_autofree char *read = g_strdup_printf (_ ("You read the catalogue of %s."), time);

      append_sentence (text, read);
    }
  else if (said->advice != NULL)
    append_sentence (text, _ (said->advice));

  if (retry_at > 0 && state == SOL_SYNC_SERVER_AWAY)
    {
      g_autofree char *time = sol_sync_words_format_time (retry_at);
      /* Translators: %s is a day and a time */
      g_autofree char *again = g_strdup_printf (_ ("Next attempt: %s."), time);

      append_sentence (text, again);
    }
  return g_string_free (text, FALSE);
}
