/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-sync-words.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"

static const SolSyncWords words[] = {
  [SOL_SYNC_UP_TO_DATE] = {
    .icon = "emblem-ok-symbolic",
    .label = N_ ("Up to date"),
    .sentence = N_ ("The catalogue here is the platform’s."),
    .of_work = N_ ("What you write leaves as soon as it is written."),
    .button = N_ ("Try Now"),
    .action = "win.sync",
  },
  [SOL_SYNC_RUNNING] = {
    .icon = "emblem-synchronizing-symbolic",
    .label = N_ ("Receiving"),
    .sentence = N_ ("The catalogue is being received. What is here already can be read."),
    .of_work = N_ ("What you wrote is on its way."),
  },
  [SOL_SYNC_OFFLINE] = {
    .icon = "network-offline-symbolic",
    .label = N_ ("Offline"),
    .sentence = N_ ("This computer has no network."),
    .advice = N_ ("Everything received stays readable."),
    .of_work = N_ ("Go on working: all leaves by itself when the network is back."),
    .of_arrival = N_ ("They come by themselves as soon as they can."),
    .of_address = N_ ("This address is not found. Check how it is written, and that this computer is on a network."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
  [SOL_SYNC_SERVER_AWAY] = {
    .icon = "network-error-symbolic",
    .label = N_ ("Platform away"),
    .sentence = N_ ("The platform does not answer."),
    .advice = N_ ("Everything received stays readable."),
    .of_work = N_ ("Go on working: all leaves by itself when the platform answers again."),
    .of_arrival = N_ ("They come by themselves as soon as they can."),
    .of_address = N_ ("No platform answers at this address for the moment. Check it, or try again later."),
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
    .to_do = TRUE,
  },
  [SOL_SYNC_UNTRUSTED] = {
    .icon = "channel-insecure-symbolic",
    .label = N_ ("Not trusted"),
    .sentence = N_ ("The platform’s certificate is not one that this computer trusts."),
    .advice = N_ ("If your office has a certificate authority of its own, choose its file in the preferences."),
    .button = N_ ("Preferences"),
    .action = "app.preferences",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_EXPIRED] = {
    .icon = "channel-insecure-symbolic",
    .label = N_ ("Not trusted"),
    .sentence = N_ ("The platform’s certificate is not valid at this computer’s date."),
    .advice = N_ ("Check the date; if it is right, tell those who run the platform."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_OTHER_NAME] = {
    .icon = "channel-insecure-symbolic",
    .label = N_ ("Not trusted"),
    .sentence = N_ ("The certificate is that of another server than the platform."),
    .advice = N_ ("Check the platform’s address, and whether this network asks to sign in first."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_CA_FILE] = {
    .icon = "channel-insecure-symbolic",
    .label = N_ ("Not trusted"),
    .sentence = N_ ("The file of the private certificate authority cannot be used."),
    .advice = N_ ("Choose another in the preferences."),
    .button = N_ ("Preferences"),
    .action = "app.preferences",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_PROXY_AWAY] = {
    .icon = "network-error-symbolic",
    .label = N_ ("Proxy away"),
    .sentence = N_ ("The proxy of this computer’s network settings does not answer."),
    .advice = N_ ("Check these settings, or ask those who run your network."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_PROXY_PASSWORD] = {
    .icon = "network-error-symbolic",
    .label = N_ ("Proxy refuses"),
    .sentence = N_ ("The proxy of your network asks for a password, which this application cannot give."),
    .advice = N_ ("Ask those who run your network to let the platform’s address through without one."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_PROXY_REFUSES] = {
    .icon = "network-error-symbolic",
    .label = N_ ("Proxy refuses"),
    .sentence = N_ ("The proxy of your network does not let this computer reach the platform."),
    .advice = N_ ("Ask those who run your network to let the platform’s address through."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_TOO_OLD] = {
    .icon = "software-update-urgent-symbolic",
    .label = N_ ("Update needed"),
    .sentence = N_ ("The platform asks for a newer version of this application."),
    .advice = N_ ("Update it; until then the catalogue is read as it was received."),
    .of_work = N_ ("Update it: what you wrote is kept here and leaves then."),
    .in_banner = TRUE,
  },
  [SOL_SYNC_DISK_FULL] = {
    .icon = "drive-harddisk-symbolic",
    .label = N_ ("Disk full"),
    .sentence = N_ ("The disk is full: the catalogue is no longer brought up to date."),
    .advice = N_ ("Make room, then try again."),
    .of_work = N_ ("Make room on the disk, then try again: what you wrote is kept here."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
  [SOL_SYNC_SIGNED_OUT] = {
    .icon = "avatar-default-symbolic",
    .label = N_ ("Signed out"),
    .sentence = N_ ("Your session has ended. What you write is kept on this computer and waits."),
    .advice = N_ ("Sign in again to send it."),
    .button = N_ ("Sign In"),
    .action = "win.sign-in",
    .to_do = TRUE,
  },
  [SOL_SYNC_NOT_SENT] = {
    .icon = "dialog-warning-symbolic",
    .label = N_ ("Not sent"),
    .sentence = N_ ("The catalogue is up to date, but the exchange for your account failed."),
    .advice = N_ ("What you write is kept on this computer and is offered again. If this lasts, tell those who run the platform."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
    .to_do = TRUE,
  },
  [SOL_SYNC_FAILED] = {
    .icon = "dialog-warning-symbolic",
    .label = N_ ("Not received"),
    .sentence = N_ ("The last exchange with the platform failed."),
    .advice = N_ ("Everything received stays readable."),
    .of_address = N_ ("What answers at this address is not a platform of Achetons Solidaires. Check it with those who gave it to you."),
    .button = N_ ("Try Again"),
    .action = "win.sync",
    .in_banner = TRUE,
  },
};

static const SolSyncWords of_files = {
  .icon = "emblem-synchronizing-symbolic",
  .label = N_ ("Sending"),
  .sentence = N_ ("The files that you attached are being sent."),
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
 * sol_sync_words_get_of_files:
 *
 * Returns: (transfer none): the words of %SOL_SYNC_RUNNING while attached files leave
 */
const SolSyncWords *
sol_sync_words_get_of_files (void)
{
  return &of_files;
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
 * sol_sync_words_count:
 *
 * Returns: (transfer full) (nullable): how much is to be decided, or else how much waits; %NULL
 *   when there is nothing of either
 */
char *
sol_sync_words_count (const SolSyncWork *work)
{
  if (work->n_to_decide > 0)
    /* Translators: of acts that their user has to settle */
    return g_strdup_printf (ngettext ("%u to decide", "%u to decide", work->n_to_decide),
                            work->n_to_decide);
  if (work->n_waiting > 0)
    /* Translators: of acts that wait to be sent */
    return g_strdup_printf (ngettext ("%u to send", "%u to send", work->n_waiting),
                            work->n_waiting);
  return NULL;
}

static gboolean
is_well (SolSyncState state)
{
  return state == SOL_SYNC_UP_TO_DATE || state == SOL_SYNC_RUNNING;
}

/**
 * sol_sync_words_get_icon:
 *
 * Returns: the icon of the mark in the header
 */
const char *
sol_sync_words_get_icon (SolSyncState state, const SolSyncWork *work)
{
  if (is_well (state) && work->n_to_decide > 0)
    return "dialog-warning-symbolic";
  if (state == SOL_SYNC_UP_TO_DATE && work->n_waiting > 0)
    return "emblem-synchronizing-symbolic";
  return sol_sync_words_get (state)->icon;
}

/* @progress: 0 to 1 */
static char *
make_part (double progress, gboolean sends_files)
{
  const int part = (int) (CLAMP (progress, 0, 1) * 100);

  /* Translators: %d is a part of a hundred, of the files that are being sent */
  if (sends_files)
    return g_strdup_printf (_ ("Sending, %d %%"), part);
  /* Translators: %d is a part of a hundred, of the catalogue that is being received */
  return g_strdup_printf (_ ("Receiving, %d %%"), part);
}

/**
 * sol_sync_words_make_mark:
 * @progress: 0 to 1, or -1 when it is not known
 *
 * Returns: (transfer full): the text of the mark in the header: a trouble, what is to be done, or
 *   that all is well
 */
char *
sol_sync_words_make_mark (SolSyncState state, double progress, const SolSyncWork *work)
{
  const char *label = _ (sol_sync_words_get (state)->label);
  g_autofree char *count = sol_sync_words_count (work);

  if (state == SOL_SYNC_RUNNING && progress >= 0)
    return make_part (progress, work->sends_files);
  if (count == NULL)
    return g_strdup (label);
  if (is_well (state))
    return g_steal_pointer (&count);
  /* Translators: a state such as "Offline", and how much waits such as "4 to send" */
  return g_strdup_printf (_ ("%s · %s"), label, count);
}

static void
append_sentence (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

/* To wait for the next attempt is a help where nothing else is to be done. */
static void
append_next (GString *text, SolSyncState state, gint64 retry_at)
{
  g_autofree char *time = sol_format_moment (retry_at * 1000);
  g_autofree char *again = NULL;

  if (retry_at <= 0 || state != SOL_SYNC_SERVER_AWAY)
    return;
  /* Translators: %s is a time, or a day and a time */
  again = g_strdup_printf (_ ("Next attempt: %s."), time);
  append_sentence (text, again);
}

/* @of_this: (nullable): instead of the advice */
static char *
make_told (SolSyncState state, const char *of_this, gint64 retry_at)
{
  const SolSyncWords *said = sol_sync_words_get (state);
  const char *advice = of_this != NULL ? of_this : said->advice;
  GString *text = g_string_new (is_well (state) ? NULL : _ (said->sentence));

  if (advice != NULL)
    append_sentence (text, _ (advice));
  append_next (text, state, retry_at);
  return g_string_free (text, FALSE);
}

/**
 * sol_sync_words_make_work:
 * @retry_at: unix seconds, 0 when no attempt is planned
 *
 * Returns: (transfer full): what happened, and what becomes of @work
 */
char *
sol_sync_words_make_work (SolSyncState state, const SolSyncWork *work, gint64 retry_at)
{
  if (is_well (state) && work->n_waiting == 0 && work->n_to_decide > 0)
    return g_strdup (_ ("All the rest has been sent. These wait for your choice."));
  return make_told (state, sol_sync_words_get (state)->of_work, retry_at);
}

/**
 * sol_sync_words_make_arrival:
 * @retry_at: unix seconds, 0 when no attempt is planned
 *
 * Returns: (transfer full): what happened, and what becomes of what is to be received
 */
char *
sol_sync_words_make_arrival (SolSyncState state, gint64 retry_at)
{
  return make_told (state, sol_sync_words_get (state)->of_arrival, retry_at);
}

/**
 * sol_sync_words_make_note:
 * @download_size: bytes of the whole catalogue, 0 when none waits
 * @detail: (nullable): of #SolSync
 *
 * Returns: (transfer full) (nullable): what is to be known of this one case, for the banner
 */
char *
sol_sync_words_make_note (SolSyncState state, goffset download_size, const char *detail)
{
  g_autofree char *size = g_format_size ((guint64) download_size);

  if (state == SOL_SYNC_METERED && download_size > 0)
    /* Translators: %s is a size such as "12 MB" */
    return g_strdup_printf (_ ("The download is %s."), size);

  return state == SOL_SYNC_CA_FILE ? g_strdup (detail) : NULL;
}

/**
 * sol_sync_words_make_refusal:
 * @state: a trouble
 * @note: (nullable): of sol_sync_words_make_note()
 *
 * Returns: (transfer full): why an address that was tried is not taken, and what to do
 */
char *
sol_sync_words_make_refusal (SolSyncState state, const char *note)
{
  const SolSyncWords *said = sol_sync_words_get (state);

  return said->of_address != NULL ? g_strdup (_ (said->of_address))
                                  : sol_sync_words_make_banner (state, note, 0, 0);
}

/**
 * sol_sync_words_make_banner:
 * @note: (nullable): of sol_sync_words_make_note()
 * @last_success: unix seconds, 0 when nothing was ever received
 * @retry_at: unix seconds, 0 when no attempt is planned
 *
 * Returns: (transfer full): what happened, what it touches and what to do
 */
char *
sol_sync_words_make_banner (SolSyncState state,
                            const char *note,
                            gint64 last_success,
                            gint64 retry_at)
{
  const SolSyncWords *said = sol_sync_words_get (state);
  GString *text = g_string_new (_ (said->sentence));

  if (note != NULL)
    append_sentence (text, note);
  if (last_success > 0 && !said->to_do)
    {
      g_autofree char *time = sol_sync_words_format_time (last_success);
      /* Translators: %s is a day and a time */
      g_autofree char *read = g_strdup_printf (_ ("You read the catalogue of %s."), time);

      append_sentence (text, read);
    }
  else if (said->advice != NULL)
    append_sentence (text, _ (said->advice));

  append_next (text, state, retry_at);
  return g_string_free (text, FALSE);
}
