/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "app/sol-error-words.h"
#include "app/sol-sync-words.h"
#include "exchange/sol-import.h"
#include "model/sol-model-error.h"
#include "net/sol-net-error.h"
#include "store/sol-store-error.h"
#include "sync/sol-sync-state.h"
#include "sync/sol-sync-steps-private.h"

typedef void (*CheckCode) (GQuark domain, int code, const char *name);

static void check_code (GQuark domain, int code, const char *name);
static void check_net_code (GQuark domain, int code, const char *name);

/* An error has a domain and a code; the names of the codes are read from the header, so that one
 * added there without words fails here. */
static const struct
{
  const char *header;
  const char *prefix;
  GQuark (*get_domain) (void);
  CheckCode check;
} domains[] = {
  { "src/store/sol-store-error.h", "SOL_STORE_ERROR_", sol_store_error_quark, check_code },
  { "src/exchange/sol-import.h", "SOL_IMPORT_ERROR_", sol_import_error_quark, check_code },
  { "src/model/sol-model-error.h", "SOL_MODEL_ERROR_", sol_model_error_quark, check_code },
  { "src/sync/sol-sync-state.h", "SOL_SYNC_", sol_sync_error_quark, check_code },
  { "src/net/sol-net-error.h", "SOL_NET_ERROR_", sol_net_error_quark, check_net_code },
};

/* Of #SolSyncState, those that are no trouble. */
static const char *const no_trouble[] = { "SOL_SYNC_UP_TO_DATE", "SOL_SYNC_RUNNING", NULL };

static char *
read_header (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_nonnull (text);
  return text;
}

static void
check_sentence (const char *code, const char *english)
{
  const char *french = gettext (english);

  g_test_message ("%s: %s", code, french);
  g_assert_cmpuint (strlen (english), >, 8);
  g_assert_true (g_str_has_suffix (french, "."));
  g_assert_cmpstr (french, !=, english);
  g_assert_false (g_regex_match_simple (
      "[45][0-9][0-9]|ERROR|SQL|HTTP|GIO|\\bretry|\\brécessayer\\.$", french, 0, 0));
}

static void
check_code (GQuark domain, int code, const char *name)
{
  const SolErrorWords words = sol_error_words_get (domain, code);
  const SolErrorWords unknown = sol_error_words_get (0, 0);
  g_autoptr (GError) error = g_error_new (domain, code, "/secret/path: SQLITE_IOERR");
  g_autofree char *said = sol_error_words_say (error);

  if (words.happened == unknown.happened)
    g_error ("%s has no words", name);
  check_sentence (name, words.happened);
  check_sentence (name, words.advice);
  g_assert_null (strstr (said, "secret"));
}

/* The user meets it as a state of the exchanges: in the banner, and where an address is tried. */
static void
check_net_code (GQuark domain, int code, const char *name)
{
  g_autoptr (GError)
      error = sol_sync_error_from (g_error_new (domain, code, "Connection refused: HTTP 502"));
  const SolErrorWords words = sol_error_words_get (error->domain, error->code);
  g_autofree char *refusal = sol_sync_words_make_refusal (error->code, NULL);

  check_sentence (name, words.happened);
  check_sentence (name, words.advice);
  g_test_message ("%s, of an address: %s", name, refusal);
  g_assert_true (g_str_has_suffix (refusal, "."));
  g_assert_null (strstr (refusal, "Connection"));
  g_assert_false (
      g_regex_match_simple ("\\b(the|platform|address|[45][0-9][0-9])\\b", refusal, 0, 0));
}

/* Codes as the enumeration gives them, from 0 on. */
static void
walk (guint at)
{
  g_autofree char *text = read_header (domains[at].header);
  g_auto (GStrv) parts = g_strsplit (text, "typedef enum\n{", 2);
  g_auto (GStrv) lines = g_strsplit_set (parts[1], " ,\n", -1);
  int code = 0;

  for (guint i = 0; lines[i] != NULL && *lines[i] != '}'; i++)
    if (g_str_has_prefix (lines[i], domains[at].prefix))
      {
        if (!g_strv_contains (no_trouble, lines[i]))
          domains[at].check (domains[at].get_domain (), code, lines[i]);
        code++;
      }
  g_assert_cmpint (code, >, 3);
}

static void
test_every_code_has_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    walk (i);
}

static void
test_system_and_unknown_errors_have_words (void)
{
  static const int codes[] = { G_IO_ERROR_NOT_FOUND, G_IO_ERROR_PERMISSION_DENIED,
                               G_IO_ERROR_NO_SPACE, G_IO_ERROR_READ_ONLY };
  const SolErrorWords unknown = sol_error_words_get (0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    check_code (G_IO_ERROR, codes[i], "G_IO_ERROR");
  check_sentence ("unknown", unknown.happened);
  check_sentence ("unknown", unknown.advice);
}

int
main (int argc, char **argv)
{
  g_autofree char *locale_dir = NULL;

  setlocale (LC_ALL, "");
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_test_init (&argc, &argv, NULL);
  locale_dir = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_add_func ("/error-words/every-code", test_every_code_has_words);
  g_test_add_func ("/error-words/system-and-unknown", test_system_and_unknown_errors_have_words);
  return g_test_run ();
}
