/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-export-suppliers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-column.h"
#include "exchange/sol-csv-writer.h"
#include "model/sol-item.h"
#include "model/sol-json.h"
#include "model/sol-referential.h"

#define CENTS 100 /* of a euro */

static void
append_list (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " | ");
  g_string_append (text, part);
}

/* Of each item, the field @name; each value once. @list: (nullable): its label is written. */
static char *
join_items (SolRecord *record, const char *field, const char *name, const char *list)
{
  GPtrArray *items = sol_record_get_items (record, field);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *value = sol_item_get_text (items->pdata[i], name);

      if (value != NULL && g_hash_table_add (seen, (char *) value))
        append_list (text, list == NULL ? value : sol_referential_label (list, value));
    }
  return g_string_free (text, FALSE);
}

/* The codes of all activities; a set, in the order they are met. @bare: without labels. */
static char *
join_activity_codes (SolRecord *record, const char *name, const char *list)
{
  GPtrArray *items = sol_record_get_items (record, "activities");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *const *codes = sol_item_get_codes (items->pdata[i], name);

      for (guint c = 0; codes != NULL && codes[c] != NULL; c++)
        if (g_hash_table_add (seen, (char *) codes[c]))
          append_list (text, list == NULL ? codes[c] : sol_referential_label (list, codes[c]));
    }
  return g_string_free (text, FALSE);
}

static char *
join_codes (SolRecord *record, const char *field, const char *list)
{
  const char *const *codes = sol_record_get_codes (record, field);
  GString *text = g_string_new (NULL);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    append_list (text, sol_referential_label (list, codes[i]));
  return g_string_free (text, FALSE);
}

static char *
write_degrees (SolRecord *record, gboolean latitude)
{
  const SolPlace *place = sol_record_get_place (record, "place");
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (place == NULL)
    return NULL;
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.6f", latitude ? place->lat : place->lon));
}

/* The latest figure of that measure; without a year it is the oldest. */
static SolItem *
find_figure (SolRecord *record, const char *measure)
{
  GPtrArray *items = sol_record_get_items (record, "figures");
  SolItem *found = NULL;
  gint64 latest = -1;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      gint64 year = 0;

      if (g_strcmp0 (sol_item_get_text (items->pdata[i], "measure"), measure) != 0)
        continue;
      sol_item_get_number (items->pdata[i], "year", &year);
      if (year > latest)
        {
          latest = year;
          found = items->pdata[i];
        }
    }
  return found;
}

static char *
write_figure (SolRecord *record, const char *measure)
{
  SolItem *figure = find_figure (record, measure);
  gint64 value;

  if (figure == NULL || !sol_item_get_number (figure, "value", &value))
    return NULL;
  if (g_str_equal (measure, "turnover"))
    value /= CENTS;
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
write_year_of_figures (SolRecord *record)
{
  static const char *const measures[] = { "turnover", "insertion_jobs", "permanent_jobs", NULL };

  for (guint i = 0; measures[i] != NULL; i++)
    {
      SolItem *figure = find_figure (record, measures[i]);
      gint64 year;

      if (figure != NULL && sol_item_get_number (figure, "year", &year))
        return g_strdup_printf ("%" G_GINT64_FORMAT, year);
    }
  return NULL;
}

static char *
write_radius (SolRecord *record)
{
  GPtrArray *items = sol_record_get_items (record, "activities");
  gint64 radius, widest = 0;

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (sol_item_get_number (items->pdata[i], "radius_km", &radius))
      widest = MAX (widest, radius);
  return widest == 0 ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, widest);
}

/* A field of the record itself, as its kind is written. */
static char *
write_field (SolRecord *record, const char *name)
{
  guint index;
  const SolField *field = sol_record_find_field (record, name, &index);
  gint64 number;
  gboolean flag;

  if (field == NULL)
    return NULL;
  if (field->kind == SOL_FIELD_NUMBER)
    return sol_record_get_number (record, name, &number)
               ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
               : NULL;
  if (field->kind == SOL_FIELD_FLAG)
    return sol_record_get_flag (record, name, &flag) ? g_strdup (flag ? _ ("yes") : _ ("no"))
                                                     : NULL;
  if (field->kind == SOL_FIELD_CODE && field->list != NULL && !g_str_equal (name, "naf") &&
      !g_str_equal (name, "commune"))
    return g_strdup (sol_referential_label (field->list, sol_record_get_text (record, name)));
  return g_strdup (sol_record_get_text (record, name));
}

static char *
write_listed (SolRecord *record, const char *key)
{
  if (g_str_equal (key, "sectors"))
    return join_items (record, "activities", "sector", "sectors");
  if (g_str_equal (key, "modes"))
    return join_activity_codes (record, "modes", "modes");
  if (g_str_equal (key, "reach"))
    return join_items (record, "activities", "reach", "reaches");
  if (g_str_equal (key, "zones"))
    return join_activity_codes (record, "zones", NULL);
  if (g_str_equal (key, "offers"))
    return join_items (record, "offers", "title", NULL);
  if (g_str_equal (key, "references"))
    return join_items (record, "references", "name", NULL);
  if (g_str_equal (key, "labels"))
    return join_items (record, "labels", "label", "labels");
  if (g_str_equal (key, "networks"))
    return join_codes (record, "networks", "networks");
  return join_items (record, "environment", "practice", "environment-practices");
}

static char *
write_cell (SolRecord *record, const char *key)
{
  static const char *const listed[] = { "sectors",    "modes",  "reach",    "zones",       "offers",
                                        "references", "labels", "networks", "environment", NULL };
  static const char *const figures[] = { "turnover", "insertion_jobs", "permanent_jobs", NULL };

  if (g_strv_contains (listed, key))
    return write_listed (record, key);
  if (g_strv_contains (figures, key))
    return write_figure (record, key);
  if (g_str_equal (key, "latitude") || g_str_equal (key, "longitude"))
    return write_degrees (record, g_str_equal (key, "latitude"));
  if (g_str_equal (key, "figures_year"))
    return write_year_of_figures (record);
  if (g_str_equal (key, "radius_km"))
    return write_radius (record);
  return write_field (record, key);
}

/**
 * sol_export_suppliers_begin:
 * @text: the mark of UTF-8 and the header, in the user's language, are put at its end
 *
 * A table that a spreadsheet opens: semicolons, CRLF. The import of our own template reads it back,
 * but for what a table cannot say: the manner and reach of each activity apart, texts of offers,
 * evidence. Any thread.
 */
void
sol_export_suppliers_begin (GString *text)
{
  guint n_columns;
  const SolColumn *columns = sol_column_get_all (&n_columns);

  sol_csv_begin (text);
  for (guint c = 0; c < n_columns; c++)
    if (columns[c].exported)
      sol_csv_append (text, _ (columns[c].label));
  sol_csv_end_row (text);
}

/**
 * sol_export_suppliers_append:
 * @record: a #SolSupplier, loaded
 *
 * Puts its row at the end of @text. Any thread.
 */
void
sol_export_suppliers_append (GString *text, SolRecord *record)
{
  guint n_columns;
  const SolColumn *columns = sol_column_get_all (&n_columns);

  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *cell = columns[c].exported ? write_cell (record, columns[c].key) : NULL;

      if (columns[c].exported)
        sol_csv_append (text, cell);
    }
  sol_csv_end_row (text);
}

/**
 * sol_export_suppliers_csv:
 * @records: (element-type SolSupplier): loaded
 *
 * Returns: (transfer full): the whole table
 */
char *
sol_export_suppliers_csv (GPtrArray *records)
{
  GString *text = g_string_new (NULL);

  sol_export_suppliers_begin (text);
  for (guint i = 0; i < records->len; i++)
    sol_export_suppliers_append (text, records->pdata[i]);
  return g_string_free (text, FALSE);
}

/**
 * sol_export_supplier_json:
 *
 * Any thread.
 *
 * Returns: (transfer full): the document on one line, with its "id" first; the json import reads it
 */
char *
sol_export_supplier_json (SolRecord *record)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (record);
  g_autoptr (JsonObject) whole = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (doc);

  json_object_set_string_member (whole, "id", sol_record_get_id (record));
  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_member (whole, name->data,
                            json_node_copy (json_object_get_member (doc, name->data)));
  return sol_json_object_to_text (whole);
}
