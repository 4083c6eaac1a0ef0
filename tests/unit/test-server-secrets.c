/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/sol-mail-address.h"
#include "server/sol-mail.h"
#include "server/sol-passwords.h"
#include "server/sol-secret.h"

static void
test_addresses_are_safe_and_one (void)
{
  static const char *const wrong[] = {
    "",           "a",           "@b.c",          "a@",         "a@b",       "a@b.",
    "a@.b.c",     "a@b..c",      ".a@b.c",        "a.@b.c",     "a..b@c.d",  "a@-b.c",
    "a@b-.c",     "a b@c.d",     "a@b.c\r\nX: y", "a@b.c\n",    "<a@b.c>",   "a@b.c,d@e.f",
    "\"a\"@b.c",  "a@b@c.d",     "\xc3\xa9@b.c",  "a@\xc3\xa9", "a@[::1].c", "a@b.c ",
    "a\x7f@b.cd", "a@b.c;d@e.f",
  };
  g_autofree char *good = sol_mail_address_normalise ("A.b+c@Ex-ample.ORG");
  g_autofree char *label = g_strnfill (64, 'a');
  g_autofree char *long_label = g_strconcat ("a@", label, ".org", NULL);
  g_autofree char *long_local = g_strconcat (label, "a@b.org", NULL);

  g_assert_cmpstr (good, ==, "a.b+c@ex-ample.org");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (sol_mail_address_normalise (wrong[i]));
  g_assert_null (sol_mail_address_normalise (long_label));
  g_assert_null (sol_mail_address_normalise (long_local));
}

static void
test_codes_are_read_as_people_type_them (void)
{
  g_autofree char *typed = sol_secret_normalise_code (" ol0-1i aZ ");

  g_assert_cmpstr (typed, ==, "01011AZ");
  for (guint i = 0; i < 100; i++)
    {
      char *code = sol_secret_new_code ();
      g_autofree char *normal = sol_secret_normalise_code (code);

      g_assert_cmpuint (strlen (code), ==, 11);
      g_assert_cmpuint (strlen (normal), ==, 10);
      g_assert_null (strpbrk (code, "ILOU"));
      sol_secret_free (code);
    }
}

static void
test_hashes_are_of_one_purpose (void)
{
  char *token = sol_secret_new_token ();
  char *other = sol_secret_new_token ();
  g_autofree char *hash = sol_secret_hash ("access", token);
  g_autofree char *same = sol_secret_hash ("access", token);
  g_autofree char *refresh = sol_secret_hash ("refresh", token);
  g_autofree char *shifted = sol_secret_hash ("access ", token);

  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpstr (token, !=, other);
  g_assert_cmpstr (hash, ==, same);
  g_assert_cmpstr (hash, !=, refresh);
  g_assert_cmpstr (hash, !=, shifted);
  sol_secret_free (token);
  sol_secret_free (other);
}

static void
test_passwords_are_long_and_not_common (void)
{
  g_autofree char *longest = g_strnfill (128, 'x');
  g_autofree char *too_long = g_strnfill (129, 'x');

  g_assert_nonnull (sol_password_check ("neuf sign", "a@b.org"));
  g_assert_null (sol_password_check ("dix signes", "a@b.org"));
  g_assert_null (sol_password_check ("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
                                     "\xc3\xa9\xc3\xa9\xc3\xa9",
                                     "a@b.org"));
  g_assert_null (sol_password_check (longest, "a@b.org"));
  g_assert_nonnull (sol_password_check (too_long, "a@b.org"));
  g_assert_nonnull (sol_password_check ("AzertyUiop", "a@b.org"));
  g_assert_nonnull (sol_password_check ("Somebody@b.org", "somebody@b.org"));
}

static void
test_passwords_verify (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolPasswords) passwords = sol_passwords_new (1, 8, &error);
  g_autofree char *hash = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  hash = sol_passwords_hash (passwords, "une phrase");
  again = sol_passwords_hash (passwords, "une phrase");
  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (sol_passwords_verify (passwords, hash, "une phrase"));
  g_assert_false (sol_passwords_verify (passwords, hash, "une autre"));
  g_assert_false (sol_passwords_verify (passwords, NULL, "")); /* the decoy's own */
}

static void
test_a_mail_has_no_long_line (void)
{
  static const char *const kinds[] = { "confirm", "known", "reset" };
  static const char *const locales[] = { "fr", "en", "xx" };

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *mail = sol_mail_compose (kinds[i / 3], locales[i % 3], "a@b.org", "c@d.org",
                                                "ABCDE-12345", 1795705200);
      g_auto (GStrv) lines = g_strsplit (mail, "\r\n", -1);

      g_assert_nonnull (strstr (mail, "\r\nDate: Thu, 26 Nov 2026 15:00:00 +0000\r\n"));
      for (char **line = lines; *line != NULL; line++)
        {
          g_assert_cmpuint (strlen (*line), <=, 78);
          g_assert_null (strchr (*line, '\n'));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/addresses-are-safe-and-one", test_addresses_are_safe_and_one);
  g_test_add_func ("/secrets/codes-are-read-as-people-type-them",
                   test_codes_are_read_as_people_type_them);
  g_test_add_func ("/secrets/hashes-are-of-one-purpose", test_hashes_are_of_one_purpose);
  g_test_add_func ("/secrets/passwords-are-long-and-not-common",
                   test_passwords_are_long_and_not_common);
  g_test_add_func ("/secrets/passwords-verify", test_passwords_verify);
  g_test_add_func ("/secrets/a-mail-has-no-long-line", test_a_mail_has_no_long_line);
  return g_test_run ();
}
