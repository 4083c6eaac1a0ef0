/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-fixtures-private.h"
#include "exchange/sol-import-private.h"
#include "exchange/sol-json-splitter.h"
#include "exchange/sol-siae-private.h"
#include "model/sol-json.h"

/* The Django fixtures of Le Marché de l'inclusion: one file, or a folder of them. Read twice: what
 * is tied to the structures first, then the structures themselves. */

#define STRUCTURE "siaes.siae"

typedef struct
{
  SolImport *import;
  SolFixtures *fixtures;
  gboolean second; /* the second reading */
  guint n_structures;
  double done; /* of all files and readings, 0 to 1, before this file */
  double share;
} Reading;

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *path, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (files, g_strdup (path));
      return g_steal_pointer (&files);
    }
  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (files, g_build_filename (path, name, NULL));
  g_ptr_array_sort (files, compare_paths);
  return g_steal_pointer (&files);
}

/* The model of an element without reading the rest; Django writes it first. */
static char *
peek_model (const char *text, gsize length)
{
  SolJsonReader reader;

  sol_json_reader_init (&reader, text, length);
  if (sol_json_reader_next (&reader) != SOL_JSON_OBJECT ||
      sol_json_reader_next (&reader) != SOL_JSON_KEY || !sol_json_reader_is (&reader, "model") ||
      sol_json_reader_next (&reader) != SOL_JSON_STRING)
    return NULL;
  return sol_json_reader_dup (&reader);
}

static gboolean
is_wanted (Reading *reading, const char *model)
{
  if (model == NULL)
    return TRUE;
  return reading->second ? g_str_equal (model, STRUCTURE) : sol_fixtures_is_tied (model);
}

/* In the first reading faults are passed over: the second tells those of the structures. */
static gboolean
take_object (Reading *reading, JsonObject *object, guint line, GError **error)
{
  const char *model = sol_fixtures_get_text (object, "model");
  JsonNode *fields = json_object_get_member (object, "fields");

  if (!is_wanted (reading, model))
    return TRUE;
  if (fields == NULL || !JSON_NODE_HOLDS_OBJECT (fields))
    return !reading->second ||
           sol_import_refuse (reading->import, line, NULL, "no-fields", NULL, error);
  if (reading->second)
    {
      reading->n_structures++;
      return sol_import_take (reading->import, sol_siae_make_row (reading->fixtures, object, line),
                              error);
    }
  if (sol_fixtures_add (reading->fixtures, model, object))
    return TRUE;
  g_set_error (
      error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_TOO_BIG,
      _ ("The activities, offers and labels of this file are over %u MB, too many to be joined. "
         "Split the export, by région for instance, and import one part after the other."),
      (guint) (SOL_FIXTURES_MAX_BYTES >> 20));
  return FALSE;
}

static gboolean
take_element (Reading *reading, const char *text, gsize length, guint line, GError **error)
{
  g_autofree char *model = peek_model (text, length);
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!is_wanted (reading, model))
    return TRUE;
  node = sol_json_parse (text, length, &fault);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return take_object (reading, json_node_get_object (node), line, error);
  return !reading->second ||
         sol_import_refuse (reading->import, line, NULL, node == NULL ? "bad-json" : "no-fields",
                            node == NULL ? fault->message : NULL, error);
}

static gboolean
take_split (Reading *reading,
            SolJsonSplitter *splitter,
            SolSplit split,
            const char *file,
            GError **error)
{
  guint line = sol_json_splitter_get_line (splitter);
  gsize length;
  const char *text = sol_json_splitter_get_element (splitter, &length);

  if (split == SOL_SPLIT_ELEMENT)
    return take_element (reading, text, length, line, error);
  if (!reading->second)
    return TRUE;
  if (split == SOL_SPLIT_TOO_LONG)
    return sol_import_refuse (reading->import, line, file, "too-long-line", "1", error);
  return sol_import_refuse (reading->import, line, file, "broken-json", NULL, error);
}

static gboolean
read_file (Reading *reading, const char *path, GError **error)
{
  SolImport *import = reading->import;
  g_autoptr (SolJsonSplitter) splitter = sol_json_splitter_new_for_path (path, error);
  g_autofree char *name = g_path_get_basename (path);

  if (splitter == NULL)
    return FALSE;
  for (;;)
    {
      SolSplit split = sol_json_splitter_next (splitter, import->cancellable, error);

      if (split == SOL_SPLIT_END || split == SOL_SPLIT_FAILED)
        {
          if (split == SOL_SPLIT_FAILED)
            g_prefix_error (error, "%s: ", name);
          return split == SOL_SPLIT_END;
        }
      if (!take_split (reading, splitter, split, name, error) ||
          !sol_import_tell_progress (
              import, reading->done + reading->share * sol_json_splitter_get_fraction (splitter),
              error))
        return FALSE;
    }
}

static gboolean
read_files (Reading *reading, GPtrArray *files, GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      if (!read_file (reading, files->pdata[i], error))
        return FALSE;
      reading->done += reading->share;
    }
  return TRUE;
}

gboolean
sol_import_read_le_marche (SolImport *self, const char *path, GError **error)
{
  g_autoptr (GPtrArray) files = list_files (path, error);
  g_autoptr (SolFixtures) fixtures = sol_fixtures_new ();
  Reading reading = { self, fixtures };

  if (files == NULL)
    return FALSE;
  if (files->len > 0)
    reading.share = 0.5 / files->len;
  if (!read_files (&reading, files, error))
    return FALSE;
  reading.second = TRUE;
  if (!read_files (&reading, files, error))
    return FALSE;
  if (reading.n_structures > 0 || self->report->n[SOL_IMPORT_REFUSED] > 0)
    return TRUE;
  g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
               _ ("No structure (%s) is in there"), STRUCTURE);
  return FALSE;
}
