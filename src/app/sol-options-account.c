/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-options-account.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the command line says of an account and its work. */

static const GOptionEntry entries[] = {
  { "sign-in", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Sign in with a mail address; the password is read from the standard input"),
    N_ ("ADDRESS") },
  { "sign-out", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("End the session, and remove what it could see from this computer"), NULL },
  { "session", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Keep the session in a file, where there is no keyring"), N_ ("FILE") },
  { "as", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Act for an organisation, by its id or name"),
    N_ ("ORGANISATION") },
  { "edit", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Write fields of a record, or of a new one"),
    N_ ("TYPE ID|new FIELD=VALUE…") },
  { "operate", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Do what a record is for, as to submit"),
    N_ ("TYPE ID OPERATION ARGUMENT=VALUE…") },
  { "outbox", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("Print what waits to be sent, and what was refused"), NULL },
  { "conflicts", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print what somebody else wrote as well"),
    NULL },
  { NULL },
};

static const char *
find_spread (const char *word)
{
  static const char *const names[] = { "--edit", "--operate" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (word, names[i]))
      return names[i];
  return NULL;
}

/**
 * sol_options_spread:
 *
 * Has `--edit` and `--operate` take all words up to the next option, which GOption has no way to
 * say: each becomes an option of its own.
 *
 * Returns: (transfer full): as many as before at most, with a %NULL behind
 */
char **
sol_options_spread (int argc, char **argv)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *option = NULL;

  for (int i = 0; i < argc; i++)
    {
      g_autofree char *word = NULL;

      if (g_str_has_prefix (argv[i], "--"))
        option = find_spread (argv[i]);
      else if (option != NULL)
        word = g_strconcat (option, "=", argv[i], NULL);
      if (word != NULL)
        g_strv_builder_add (words, word);
      else if (option == NULL || i + 1 == argc || g_str_has_prefix (argv[i + 1], "--"))
        g_strv_builder_add (words, argv[i]);
    }
  return g_strv_builder_end (words);
}

void
sol_options_add_account (GApplication *application)
{
  g_application_add_main_option_entries (application, entries);
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static gboolean
are_assignments (char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strchr (words[i], '=') == NULL || words[i][0] == '=')
      return FALSE;
  return TRUE;
}

static gboolean
check (const SolAccountOptions *self, GError **error)
{
  if (self->edit != NULL && (g_strv_length (self->edit) < 3 || !are_assignments (self->edit + 2)))
    return refuse (error,
                   _ ("--edit takes a type, an id or “new”, then FIELD=VALUE for each field"));
  if (self->operate != NULL &&
      (g_strv_length (self->operate) < 3 || !are_assignments (self->operate + 3)))
    return refuse (error, _ ("--operate takes a type, an id and an operation, then ARGUMENT=VALUE "
                             "for each argument"));
  return TRUE;
}

/**
 * sol_options_read_account:
 *
 * Returns: %FALSE with an error that says what is wrong
 */
gboolean
sol_options_read_account (SolAccountOptions *self, GVariantDict *given, GError **error)
{
  g_variant_dict_lookup (given, "sign-in", "s", &self->sign_in);
  g_variant_dict_lookup (given, "sign-out", "b", &self->sign_out);
  g_variant_dict_lookup (given, "session", "^ay", &self->session_file);
  g_variant_dict_lookup (given, "as", "s", &self->organisation);
  g_variant_dict_lookup (given, "edit", "^as", &self->edit);
  g_variant_dict_lookup (given, "operate", "^as", &self->operate);
  g_variant_dict_lookup (given, "outbox", "b", &self->outbox);
  g_variant_dict_lookup (given, "conflicts", "b", &self->conflicts);
  return check (self, error);
}

void
sol_options_clear_account (SolAccountOptions *self)
{
  g_free (self->sign_in);
  g_free (self->session_file);
  g_free (self->organisation);
  g_strfreev (self->edit);
  g_strfreev (self->operate);
}

/* Whether there is something to do with an account, beside a sync. */
gboolean
sol_options_want_account (const SolAccountOptions *self)
{
  return self->sign_in != NULL || self->sign_out || self->edit != NULL || self->operate != NULL ||
         self->outbox || self->conflicts;
}
