/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-sync.h"

G_BEGIN_DECLS

/**
 * SolSyncWords:
 * @icon: says the state without colour
 * @label: two or three words, for the mark in the header
 * @sentence: what happened and what it touches
 * @advice: (nullable): what to do
 * @of_work: (nullable): what becomes of what waits to be sent, instead of @advice
 * @of_arrival: (nullable): what becomes of what is waited for, instead of @advice
 * @of_address: (nullable): instead of all, when an address was only tried
 * @button: (nullable): a verb, with @action
 * @action: (nullable): detailed name of the action that does it
 * @in_banner: it is told in the banner too
 * @to_do: the advice is told even where there is a catalogue to read
 *
 * What the user reads of a state. Not translated: pass each through gettext().
 */
typedef struct
{
  const char *icon;
  const char *label;
  const char *sentence;
  const char *advice;
  const char *of_work;
  const char *of_arrival;
  const char *of_address;
  const char *button;
  const char *action;
  gboolean in_banner;
  gboolean to_do;
} SolSyncWords;

/**
 * SolSyncWork:
 * @n_waiting: acts that leave by themselves
 * @n_to_decide: acts that do not leave without their user
 * @sends_files: attached files leave now
 *
 * How much of what the user did is not on the platform.
 */
typedef struct
{
  guint n_waiting;
  guint n_to_decide;
  gboolean sends_files;
} SolSyncWork;

const SolSyncWords *sol_sync_words_get (SolSyncState state);
const SolSyncWords *sol_sync_words_get_of_files (void);
char *sol_sync_words_format_time (gint64 instant);
const char *sol_sync_words_get_icon (SolSyncState state, const SolSyncWork *work);
char *sol_sync_words_make_mark (SolSyncState state, double progress, const SolSyncWork *work);
char *sol_sync_words_count (const SolSyncWork *work);
char *sol_sync_words_make_work (SolSyncState state, const SolSyncWork *work, gint64 retry_at);
char *sol_sync_words_make_arrival (SolSyncState state, gint64 retry_at);
char *sol_sync_words_make_note (SolSyncState state, goffset download_size, const char *detail);
char *sol_sync_words_make_refusal (SolSyncState state, const char *note);
char *sol_sync_words_make_banner (SolSyncState state,
                                  const char *note,
                                  gint64 last_success,
                                  gint64 retry_at);

G_END_DECLS
