/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-paths.h"

#include <string.h>

#include "sol-config.h"

#define SERVER_PROGRAM "achetons-solidaires-server"
#define DATA_FOLDER "achetons-solidaires"
#define MAX_BUILD_DEPTH 3 /* folders: BUILD/src/app */

/* Where the program's own file lies, or NULL where the system does not tell. */
static char *
get_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

/* The top of the build folder when the program is run from there, where nothing is installed. No
 * path of the build is compiled in, so that builds stay reproducible. */
static char *
get_build_folder (void)
{
  g_autofree char *folder = get_program_folder ();

  for (guint i = 0; folder != NULL && i < MAX_BUILD_DEPTH; i++)
    {
      g_autofree char *info = g_build_filename (folder, "meson-info", NULL);
      char *above;

      if (g_file_test (info, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&folder);

      above = g_path_get_dirname (folder);
      g_free (folder);
      folder = above;
    }

  return NULL;
}

/**
 * sol_paths_get_locale_dir:
 *
 * The folder of the translations: the one of the environment variable SOL_LOCALE_DIR, the build's
 * for a program that was not installed, else the installed one.
 *
 * Returns: (transfer full): an absolute path
 */
char *
sol_paths_get_locale_dir (void)
{
  const char *given = g_getenv ("SOL_LOCALE_DIR");
  g_autofree char *build = get_build_folder ();

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  if (build != NULL)
    return g_build_filename (build, "po", NULL);

  return g_strdup (LOCALE_DIR);
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) source = NULL;
  g_autofree char *build = get_build_folder ();
  g_autofree char *folder = NULL;

  /* The build's first: an older version installed beside has other keys. */
  if (build != NULL)
    {
      folder = g_build_filename (build, "data", NULL);
      source = g_settings_schema_source_new_from_directory (folder, installed, FALSE, NULL);
    }
  if (source == NULL && installed != NULL)
    source = g_settings_schema_source_ref (installed);

  return source != NULL ? g_settings_schema_source_lookup (source, SOL_APPLICATION_ID, TRUE) : NULL;
}

/**
 * sol_paths_new_settings:
 *
 * Returns: (transfer full) (nullable): the settings of the application, or %NULL when the schema is
 *   not installed
 */
GSettings *
sol_paths_new_settings (void)
{
  g_autoptr (GSettingsSchema) schema = find_schema ();

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static char *
check_program (const char *folder, const char *below)
{
  g_autofree char *path = g_build_filename (folder, below, SERVER_PROGRAM, NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

/**
 * sol_paths_find_server:
 *
 * The embedded backend: beside this program, in the build folder, in ../libexec, or in the PATH.
 *
 * Returns: (transfer full) (nullable): an absolute path, or %NULL when it is not installed
 */
char *
sol_paths_find_server (void)
{
  static const char *const places[] = { "", "../server", "../libexec",
                                        "../libexec/achetons-solidaires" };
  g_autofree char *folder = get_program_folder ();

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      char *found = check_program (folder, places[i]);

      if (found != NULL)
        return found;
    }

  return g_find_program_in_path (SERVER_PROGRAM);
}

/**
 * sol_paths_get_data_dir:
 *
 * Returns: (transfer full): the folder of all catalogues when none is named on the command line
 */
char *
sol_paths_get_data_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), DATA_FOLDER, NULL);
}

/**
 * sol_paths_get_cache_dir:
 *
 * Returns: (transfer full): the folder of what may be deleted at any time
 */
char *
sol_paths_get_cache_dir (void)
{
  return g_build_filename (g_get_user_cache_dir (), DATA_FOLDER, NULL);
}

static char *
make_hashed_folder (const char *data_dir, const char *prefix, const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *name = g_strdup_printf ("%s-%.16s", prefix, hash);

  return g_build_filename (data_dir, name, NULL);
}

/**
 * sol_paths_get_server_folder:
 * @data_dir: the folder of all catalogues
 * @server: address of a platform, with or without a slash at its end
 *
 * Each platform has a folder of its own: records of two never meet.
 *
 * Returns: (transfer full): a path that may not exist yet
 */
char *
sol_paths_get_server_folder (const char *data_dir, const char *server)
{
  g_autofree char *address = g_ascii_strdown (server, -1);
  gsize length = strlen (address);

  while (length > 0 && address[length - 1] == '/')
    address[--length] = '\0';

  return make_hashed_folder (data_dir, "server", address);
}

/**
 * sol_paths_get_file_folder:
 * @data_dir: the folder of all catalogues
 * @file_name: address (URI) of the imported file
 *
 * Returns: (transfer full): the folder of the catalogue read from that file
 */
char *
sol_paths_get_file_folder (const char *data_dir, const char *file_name)
{
  return make_hashed_folder (data_dir, "file", file_name);
}
