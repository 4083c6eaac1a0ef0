/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-options.h"

#define DEFAULT_DATABASE "achetons-solidaires.db"
#define DEFAULT_LISTEN "127.0.0.1:8480"
#define DEFAULT_CONNECTIONS 1000
#define MAX_CONNECTIONS 100000

static gboolean
check (const SolOptions *self, int argc, GError **error)
{
  if (self->import_format != NULL && self->import_file == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--import takes a format and a file or folder");
  else if (self->preview && self->import_format == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--preview belongs to --import");
  else if (argc > 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "There is an argument that belongs to no option");
  else if (self->max_connections < 1 || self->max_connections > MAX_CONNECTIONS)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--max-connections takes a number from 1 to %d", MAX_CONNECTIONS);
  else
    return TRUE;
  return FALSE;
}

/* The file that --import takes after the format. */
static void
take_file (SolOptions *self, int *argc, char **argv)
{
  if (self->import_format == NULL || *argc != 2)
    return;
  self->import_file = g_strdup (argv[1]);
  *argc = 1;
}

/* An import alone ends the program; with --listen it goes on to answer. */
gboolean
sol_options_serves (const SolOptions *self)
{
  return self->listen != NULL || (self->import_format == NULL && self->undo_import == NULL);
}

const char *
sol_options_get_listen (const SolOptions *self)
{
  return self->listen != NULL ? self->listen : DEFAULT_LISTEN;
}

/* Reads the command line. `--help` prints and ends the program. */
gboolean
sol_options_parse (SolOptions *self, int *argc, char ***argv, GError **error)
{
  GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &self->database,
      "SQLite database, made when it is not there (" DEFAULT_DATABASE ")", "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen,
      "Where to answer: ADDRESS:PORT (port 0: a free one) or unix:PATH (" DEFAULT_LISTEN ")",
      "WHERE" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &self->behind_proxy,
      "Allow other addresses than this machine's: a proxy stands before the server", NULL },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &self->max_connections,
      "Connections at one time; more wait", "N" },
    { "import", 0, 0, G_OPTION_ARG_STRING, &self->import_format,
      "Import a file or folder, named after the format; ends then, unless --listen is given too",
      "FORMAT FILE-OR-FOLDER" },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &self->preview,
      "Tell what the import would do, and write nothing", NULL },
    { "undo-import", 0, 0, G_OPTION_ARG_STRING, &self->undo_import,
      "Take back an import; rows that were changed since are listed and left", "ID" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo,
      "Write the demonstration catalogue (invented structures) first", NULL },
    { "restored", 0, 0, G_OPTION_ARG_NONE, &self->restored,
      "The database was put back from a backup: clients are to read it anew", NULL },
    { "print-openapi", 0, 0, G_OPTION_ARG_NONE, &self->print_openapi,
      "Print the description of the API (OpenAPI 3.1)", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  self->max_connections = DEFAULT_CONNECTIONS;
  g_option_context_set_summary (context, "The backend of Achetons Solidaires.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  take_file (self, argc, *argv);
  if (!check (self, *argc, error))
    return FALSE;
  if (self->database == NULL)
    self->database = g_strdup (DEFAULT_DATABASE);
  return TRUE;
}

void
sol_options_clear (SolOptions *self)
{
  g_free (self->database);
  g_free (self->listen);
  g_free (self->import_format);
  g_free (self->import_file);
  g_free (self->undo_import);
}
