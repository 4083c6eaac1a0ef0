/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "app/sol-sync-words.h"

/* Every state has an icon and words; every trouble says what to do, and no code is shown. */
static void
test_every_state_is_said (void)
{
  for (guint state = SOL_SYNC_UP_TO_DATE; state <= SOL_SYNC_FAILED; state++)
    {
      const SolSyncWords *said = sol_sync_words_get (state);
      g_autofree char *banner = sol_sync_words_make_banner (state, NULL, 0, 0);

      g_assert_true (g_str_has_suffix (said->icon, "-symbolic"));
      g_assert_cmpuint (g_utf8_strlen (said->label, -1), <=, 14);
      g_assert_true (g_str_has_suffix (said->sentence, "."));
      g_assert_false (g_regex_match_simple ("[45][0-9][0-9]|Error|HTTP", banner, 0, 0));
      g_assert_true ((said->button == NULL) == (said->action == NULL));
      if (said->in_banner)
        g_assert_nonnull (said->advice);
    }
}

static void
test_banner_tells_the_date (void)
{
  g_autofree char *offline = sol_sync_words_make_banner (SOL_SYNC_OFFLINE, NULL, 1795400000, 0);
  g_autofree char *away = sol_sync_words_make_banner (SOL_SYNC_SERVER_AWAY, NULL, 1795400000,
                                                      1795403600);

  g_assert_nonnull (strstr (offline, "You read the catalogue of Nov"));
  g_assert_nonnull (strstr (away, "Next attempt: Nov"));
}

static void
test_progress_is_a_part_of_a_hundred (void)
{
  const SolSyncWork nothing = { 0 };
  const SolSyncWork files = { .n_waiting = 1, .sends_files = TRUE };
  g_autofree char *known = sol_sync_words_make_mark (SOL_SYNC_RUNNING, 0.426, &nothing);
  g_autofree char *sent = sol_sync_words_make_mark (SOL_SYNC_RUNNING, 0.426, &files);
  g_autofree char *unknown = sol_sync_words_make_mark (SOL_SYNC_RUNNING, -1, &nothing);

  g_assert_cmpstr (known, ==, "Receiving, 42 %");
  g_assert_cmpstr (sent, ==, "Sending, 42 %");
  g_assert_cmpstr (unknown, ==, "Receiving");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-words/every-state-is-said", test_every_state_is_said);
  g_test_add_func ("/sync-words/banner-tells-the-date", test_banner_tells_the_date);
  g_test_add_func ("/sync-words/progress-is-a-part-of-a-hundred",
                   test_progress_is_a_part_of_a_hundred);
  return g_test_run ();
}
