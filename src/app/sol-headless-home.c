/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-headless-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-options-account.h"
#include "app/sol-paths.h"

/* Which catalogue a command means: the one that the command line names; else the one that the
 * window would open; else the only one that there is; else the platform of the preferences, of
 * which nothing was fetched yet. */

#define DATABASE "public.db" /* of a folder that holds a catalogue */

void
sol_headless_home_free (SolHome *self)
{
  g_free (self->folder);
  g_free (self->server);
  g_free (self->ca_file);
  g_free (self);
}

static gboolean
holds_catalogue (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, DATABASE, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

gboolean
sol_headless_home_has_catalogue (const SolHome *self)
{
  return holds_catalogue (self->folder);
}

/* Returns: (transfer full): "" for one that is not set, or without an installed schema */
static char *
get_setting (GSettings *settings, const char *key)
{
  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup ("");
}

static SolHome *
home_new (const char *folder, const char *server)
{
  SolHome *self = g_new0 (SolHome, 1);

  self->folder = g_strdup (folder);
  self->server = g_strdup (server);
  return self;
}

static SolHome *
make_server_home (const char *data_dir, const char *server)
{
  g_autofree char *folder = sol_paths_get_server_folder (data_dir, server);

  return home_new (folder, server);
}

/* Returns: (nullable): what the window would open, if anything of it is on the disk */
static SolHome *
find_chosen (GSettings *settings, const char *data_dir)
{
  g_autofree char *catalogue = get_setting (settings, "catalogue");
  g_autofree char *server = get_setting (settings, "server");
  g_autofree char *folder = NULL;
  g_autoptr (SolHome) home = NULL;

  if (g_str_equal (catalogue, "server") && *server != '\0')
    home = make_server_home (data_dir, server);
  else if (strchr (catalogue, ':') != NULL)
    folder = sol_paths_get_file_folder (data_dir, catalogue);
  else if (g_str_equal (catalogue, "demo"))
    folder = g_build_filename (data_dir, "demo", NULL);
  if (folder != NULL)
    home = home_new (folder, NULL);

  return home != NULL && holds_catalogue (home->folder) ? g_steal_pointer (&home) : NULL;
}

static gboolean
find_only (const char *data_dir, SolHome **home, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (data_dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (data_dir, name, NULL);

      if (!holds_catalogue (path))
        continue;
      if (*home != NULL)
        {
          g_clear_pointer (home, sol_headless_home_free);
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("There are several catalogues in %s: say which with --server"), data_dir);
          return FALSE;
        }
      *home = home_new (path, NULL);
    }
  return TRUE;
}

static SolHome *
find_home (const SolOptions *options, GSettings *settings, const char *data_dir, GError **error)
{
  g_autofree char *server = get_setting (settings, "server");
  SolHome *home = NULL;

  if (options->server != NULL)
    return make_server_home (data_dir, options->server);
  if ((options->sync || sol_options_want_account (&options->account)) && *server != '\0')
    return make_server_home (data_dir, server);
  if (sol_options_want_account (&options->account))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("An account needs --server URL, or a platform that the application "
                              "is connected to"));
      return NULL;
    }
  if (options->sync)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--sync needs --server URL, or a platform that the application is "
                              "connected to"));
      return NULL;
    }

  home = find_chosen (settings, data_dir);
  if (home != NULL || !find_only (data_dir, &home, error) || home != NULL)
    return home;
  if (*server != '\0')
    return make_server_home (data_dir, server);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("There is no catalogue in %s yet: fetch one with --sync --server URL"), data_dir);
  return NULL;
}

/**
 * sol_headless_find_home:
 *
 * Returns: (transfer full): which catalogue is meant, or %NULL with an error that says what to add
 */
SolHome *
sol_headless_find_home (const SolOptions *options, GError **error)
{
  g_autoptr (GSettings) settings = sol_paths_new_settings ();
  g_autofree char *data_dir = options->data_dir != NULL
                                  ? g_canonicalize_filename (options->data_dir, NULL)
                                  : sol_paths_get_data_dir ();
  g_autofree char *ca_file = options->ca_file != NULL ? g_strdup (options->ca_file)
                                                      : get_setting (settings, "ca-file");
  SolHome *home = find_home (options, settings, data_dir, error);

  if (home != NULL && *ca_file != '\0')
    home->ca_file = g_steal_pointer (&ca_file);
  return home;
}
