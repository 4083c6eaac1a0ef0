/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/sol-csv-reader.h"
#include "exchange/sol-csv-writer.h"
#include "exchange/sol-export-suppliers.h"
#include "exchange/sol-import.h"
#include "model/sol-supplier.h"
#include "sol-memory-target.h"

static const char document[] =
    "{\"name\":\"=HYPERLINK(\\\"http://x\\\")\",\"brand\":\"L’Atelier; « ici »\",\"kind\":\"ACI\","
    "\"siret\":\"73282932000074\",\"source\":\"une\",\"external_id\":\"7\",\"year\":2011,"
    "\"address\":\"1, rue \\\"A\\\"\",\"postcode\":\"04000\",\"city\":\"Digne-les-Bains\","
    "\"commune\":\"04070\",\"department\":\"04\",\"region\":\"93\","
    "\"place\":{\"lat\":44.0925,\"lon\":6.2359},\"phone\":\"+33 4 92 00 00 00\","
    "\"description\":\"Une ligne\\nune autre\",\"activities\":["
    "{\"id\":\"a1\",\"sector\":\"nettoyage-locaux\",\"modes\":[\"PREST\"],\"reach\":\"CUSTOM\","
    "\"radius_km\":60},{\"id\":\"a2\",\"sector\":\"vitrerie\",\"modes\":[\"PREST\"],"
    "\"reach\":\"CUSTOM\",\"radius_km\":60}],"
    "\"figures\":[{\"id\":\"f1\",\"measure\":\"turnover\",\"value\":64000000,\"year\":2024}],"
    "\"labels\":[{\"id\":\"l1\",\"label\":\"rge\"}],\"networks\":[\"coorace\"],\"qpv\":true,"
    "\"zrr\":false,\"updated_at\":\"2026-01-31T00:00:00Z\"}";

static char *export(void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  SolRecord *record = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 1, "an-id", "public", 1,
                                                document, &error);

  g_assert_no_error (error);
  g_ptr_array_add (records, record);
  return sol_export_suppliers_csv (records);
}

static void
test_guards (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  sol_csv_begin (text);
  sol_csv_append (text, NULL);
  sol_csv_append (text, "=1+1");
  sol_csv_append (text, "@SUM(A1)");
  sol_csv_append (text, "-2+3");
  sol_csv_end_row (text);
  sol_csv_append (text, "-12,5");
  sol_csv_append (text, "+33 4 92");
  sol_csv_append (text, "a\"b");
  sol_csv_end_row (text);
  g_assert_cmpstr (text->str, ==,
                   "\357\273\277;\"'=1+1\";\"'@SUM(A1)\";\"'-2+3\"\r\n"
                   "\"-12,5\";+33 4 92;\"a\"\"b\"\r\n");
}

static const char *
find_cell (SolCsvReader *reader, GPtrArray *headers, const char *header)
{
  guint index;

  g_assert_true (g_ptr_array_find_with_equal_func (headers, header, g_str_equal, &index));
  return sol_csv_reader_get_cell (reader, index);
}

static void
test_columns (void)
{
  g_autofree char *text = export();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (SolCsvReader) reader = sol_csv_reader_new (stream, NULL, NULL);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpint (sol_csv_reader_next (reader, NULL, NULL), ==, SOL_CSV_CELLS);
  for (guint i = 0; i < sol_csv_reader_get_n_cells (reader); i++)
    g_ptr_array_add (headers, g_strdup (sol_csv_reader_get_cell (reader, i)));
  g_assert_cmpint (sol_csv_reader_next (reader, NULL, NULL), ==, SOL_CSV_CELLS);
  g_assert_cmpuint (sol_csv_reader_get_n_cells (reader), ==, headers->len);
  g_assert_cmpstr (find_cell (reader, headers, "Name"), ==, "'=HYPERLINK(\"http://x\")");
  g_assert_cmpstr (find_cell (reader, headers, "Postcode"), ==, "04000");
  g_assert_cmpstr (find_cell (reader, headers, "Phone"), ==, "+33 4 92 00 00 00");
  g_assert_cmpstr (find_cell (reader, headers, "Turnover in euros"), ==, "640000");
  g_assert_cmpstr (find_cell (reader, headers, "Year of the figures"), ==, "2024");
  g_assert_cmpstr (find_cell (reader, headers, "Latitude"), ==, "44.092500");
  g_assert_cmpstr (find_cell (reader, headers, "In a rural revitalisation zone"), ==, "no");
  g_assert_cmpint (sol_csv_reader_next (reader, NULL, NULL), ==, SOL_CSV_END);
}

/* What is exported is read back by the template, and then says nothing new. */
static void
test_round_trip (void)
{
  g_autofree char *text = export();
  g_autofree char *folder = g_dir_make_tmp ("sol-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "export.csv", NULL);
  g_autoptr (SolMemoryTarget) target = sol_memory_target_new ();
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sol_import_run ("csv", path, &target->target, FALSE, NULL, NULL, NULL, &first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->n[SOL_IMPORT_CREATED], ==, 1);
  g_assert_cmpuint (first->lines->len, ==, 0);
  id = target->target.find_external (target->target.user_data, "une", "7", NULL);
  /* The guard against formulas is not part of the name. */
  g_assert_nonnull (
      strstr (sol_memory_target_get (target, "supplier", id), "\"name\":\"=HYPERLINK("));
  sol_import_run ("csv", path, &target->target, FALSE, NULL, NULL, NULL, &second, &error);
  g_assert_cmpuint (second->n[SOL_IMPORT_UNCHANGED], ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/formulas-are-guarded", test_guards);
  g_test_add_func ("/export/columns-say-the-fields", test_columns);
  g_test_add_func ("/export/import-reads-it-back", test_round_trip);
  return g_test_run ();
}
