/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-keyring.h"

/* Run by test-keyring.py, on a bus with a keyring or without one. */

#define SERVER "https://platform.example"
#define ACCOUNT "0193f7a0-0000-7000-8000-00000000000a"

static void
assert_secret (SolKeyring *keyring, const char *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = sol_keyring_load (keyring, SERVER, account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
store (SolKeyring *keyring, const char *secret)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_keyring_store (keyring, SERVER, ACCOUNT, secret, &error));
  g_assert_no_error (error);
}

static void
test_keyring_outlasts_the_program (void)
{
  g_autoptr (SolKeyring) before = sol_keyring_new_for_desktop ();
  g_autoptr (SolKeyring) after = sol_keyring_new_for_desktop ();

  store (before, "first");
  store (before, "second");
  g_assert_true (sol_keyring_is_kept (before));
  assert_secret (after, ACCOUNT, "second");
  assert_secret (after, "another", NULL);
  g_assert_true (sol_keyring_clear (after, SERVER, ACCOUNT, NULL));
  assert_secret (before, ACCOUNT, NULL);
}

static void
test_without_a_keyring_memory_serves (void)
{
  g_autoptr (SolKeyring) before = sol_keyring_new_for_desktop ();
  g_autoptr (SolKeyring) after = sol_keyring_new_for_desktop ();

  store (before, "first");
  g_assert_false (sol_keyring_is_kept (before));
  assert_secret (before, ACCOUNT, "first");
  assert_secret (after, ACCOUNT, NULL);
  g_assert_true (sol_keyring_clear (before, SERVER, ACCOUNT, NULL));
  assert_secret (before, ACCOUNT, NULL);
}

int
main (int argc, char **argv)
{
  const gboolean there = g_strcmp0 (g_getenv ("SOL_TEST_KEYRING"), "there") == 0;

  g_test_init (&argc, &argv, NULL);
  if (there)
    g_test_add_func ("/keyring/outlasts-the-program", test_keyring_outlasts_the_program);
  else
    g_test_add_func ("/keyring/without-one-memory-serves", test_without_a_keyring_memory_serves);
  return g_test_run ();
}
