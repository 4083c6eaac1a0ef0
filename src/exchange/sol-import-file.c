/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-import-private.h"

/* What a file is, before anything is read of it: people hand in a workbook, a PDF or a folder for
 * a table, and are told what to do instead. */

#define PEEK 65536 /* bytes read to tell what a file is */

/* What begins so is no text. */
static const struct
{
  const char *mark;
  gsize length;
  const char *told;
} strangers[] = {
  { "PK\003\004", 4,
    N_ ("It is a workbook (.xlsx, .ods) or an archive (.zip). Open a workbook in your spreadsheet "
        "and save it as CSV, unpack an archive; then take the file that gives.") },
  { "\320\317\021\340", 4,
    N_ ("It is an old Excel workbook (.xls). Open it in your spreadsheet and save it as CSV, then "
        "take that file.") },
  { "%PDF-", 5,
    N_ ("It is a PDF, which shows a table but does not hold one. Ask whoever made it for the "
        "table as CSV.") },
  { "\037\213", 2, N_ ("It is compressed (.gz). Unpack it, then take the file that gives.") },
  { "<!", 2, N_ ("It is a web page or XML. Ask for the table itself, as CSV.") },
  { "<html", 5, N_ ("It is a web page or XML. Ask for the table itself, as CSV.") },
  { "<?xml", 5, N_ ("It is a web page or XML. Ask for the table itself, as CSV.") },
};

static void
set_unreadable (const GError *cause, const char *name, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no file “%s”."), name);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _ ("You may not read “%s”. Ask its owner for the right to, or for a copy."), name);
  else
    g_set_error (error, cause->domain, cause->code, _ ("“%s” cannot be read: %s"), name,
                 cause->message);
}

/* Returns: (transfer full) (nullable): the beginning of the file */
static GString *
peek (const char *path, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &cause);
  g_autoptr (GString) text = g_string_sized_new (PEEK);
  gsize length = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text->str, PEEK, &length, NULL, &cause))
    {
      set_unreadable (cause, name, error);
      return NULL;
    }
  g_string_set_size (text, length);
  return g_steal_pointer (&text);
}

static gboolean
check_text (const GString *text, const char *name, GError **error)
{
  if (text->len == 0)
    {
      g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                   _ ("“%s” is empty. Ask whoever sent it to send it again."), name);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (text->len >= strangers[i].length &&
        g_ascii_strncasecmp (text->str, strangers[i].mark, strangers[i].length) == 0)
      {
        g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                     _ ("“%s” cannot be read. %s"), name, _ (strangers[i].told));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_folder (const char *path, const char *name, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *entry;

  if (folder == NULL)
    return FALSE;
  while ((entry = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (entry, ".json"))
      return TRUE;
  g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
               _ ("The folder “%s” holds no .json file. Choose a file, or the folder of the "
                  "fixtures of Le Marché de l’inclusion."),
               name);
  return FALSE;
}

/*
 * sol_import_check_file:
 * @folder: the format takes a folder too
 *
 * Returns: %FALSE for what is not there, cannot be read or is no text; the error says what to do
 */
gboolean
sol_import_check_file (const char *path, gboolean folder, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GString) text = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) && folder)
    return check_folder (path, name, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                   _ ("“%s” is a folder. Choose a file in it."), name);
      return FALSE;
    }
  text = peek (path, name, error);
  return text != NULL && check_text (text, name, error);
}

/* Both UTF-8 and UTF-16: the words that are looked for are of ASCII. */
static void
make_plain (GString *text)
{
  gsize n = 0;

  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] != '\0')
      text->str[n++] = text->str[i];
  g_string_set_size (text, n);
}

static gboolean
contains (const GString *text, const char *word)
{
  return g_strstr_len (text->str, (gssize) text->len, word) != NULL;
}

/**
 * sol_import_guess_format:
 * @path: a file or a folder
 *
 * Reads the beginning of the file. Any thread.
 *
 * Returns: (nullable): the format that its look tells; %NULL with @error set when it is no text, or
 *   cannot be read
 */
const char *
sol_import_guess_format (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GString) text = NULL;
  const char *at;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return "le-marche";
  text = peek (path, name, error);
  if (text == NULL || !check_text (text, name, error))
    return NULL;
  make_plain (text);
  at = text->str + strspn (text->str, "\357\273\277\376\377 \t\r\n");
  if (*at == '[' || *at == '{')
    return contains (text, "\"model\"") && contains (text, "\"fields\"") ? "le-marche" : "json";
  return contains (text, "siret_siege") && contains (text, "denomination") ? "ess-csv" : "csv";
}
