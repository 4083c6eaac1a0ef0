/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-csv-writer.h"
#include "exchange/sol-import-report.h"
#include "model/sol-json.h"

/* The report of an import for programs. */

static JsonObject *
make_line (const SolImportLine *line)
{
  JsonObject *object = json_object_new ();
  g_autofree char *why = sol_import_line_to_text (line);

  json_object_set_int_member (object, "line", line->line);
  json_object_set_string_member (object, "verdict", sol_import_verdict_get_name (line->verdict));
  json_object_set_string_member (object, "name", line->name);
  json_object_set_string_member (object, "code", line->why_code);
  json_object_set_string_member (object, "why", why);
  return object;
}

/**
 * sol_import_report_to_json:
 *
 * Any thread.
 *
 * Returns: (transfer full): one object on one line: a member a verdict, with its rows; "noted";
 *   "lines", of each thing to tell its line, verdict, name, code and why; "lines_beyond"
 */
char *
sol_import_report_to_json (const SolImportReport *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < SOL_IMPORT_N_VERDICTS; i++)
    json_object_set_int_member (object, sol_import_verdict_get_name (i), self->n[i]);
  json_object_set_int_member (object, "noted", self->n_noted);
  for (guint i = 0; i < self->lines->len; i++)
    json_array_add_object_element (lines, make_line (self->lines->pdata[i]));
  json_object_set_array_member (object, "lines", lines);
  json_object_set_int_member (object, "lines_beyond", self->n_lines_beyond);
  return sol_json_object_to_text (object);
}

/**
 * sol_import_report_to_csv:
 *
 * Any thread.
 *
 * Returns: (transfer full): a table with a row for each thing to tell; the counts are not in it
 */
char *
sol_import_report_to_csv (const SolImportReport *self)
{
  static const char *const columns[] = { "line", "verdict", "name", "code", "why" };
  GString *text = g_string_new (NULL);

  sol_csv_begin (text);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sol_csv_append (text, columns[i]);
  sol_csv_end_row (text);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const SolImportLine *line = self->lines->pdata[i];
      g_autofree char *number = g_strdup_printf ("%u", line->line);
      g_autofree char *why = sol_import_line_to_text (line);

      sol_csv_append (text, number);
      sol_csv_append (text, sol_import_verdict_get_name (line->verdict));
      sol_csv_append (text, line->name);
      sol_csv_append (text, line->why_code);
      sol_csv_append (text, why);
      sol_csv_end_row (text);
    }
  return g_string_free (text, FALSE);
}
