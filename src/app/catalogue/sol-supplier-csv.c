/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-csv.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/catalogue/sol-supplier-text.h"
#include "model/sol-referential.h"

/* Spreadsheets in French read semicolons, and UTF-8 by its mark. */
#define SEPARATOR ';'
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* What begins like a formula would be run by a spreadsheet: an apostrophe makes it text. A sign
 * before a digit is a telephone number. */
static gboolean
looks_like_formula (const char *text)
{
  if (strchr ("=@\t\r", *text) != NULL)
    return *text != '\0';
  return (*text == '+' || *text == '-') && !g_ascii_isdigit (text[1]);
}

static void
append_cell (GString *csv, const char *text)
{
  if (csv->len > 0 && csv->str[csv->len - 1] != '\n' && !g_str_has_suffix (csv->str, "\xbf"))
    g_string_append_c (csv, SEPARATOR);
  g_string_append_c (csv, '"');
  if (text != NULL && looks_like_formula (text))
    g_string_append_c (csv, '\'');
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *at);
    }
  g_string_append_c (csv, '"');
}

static void
end_row (GString *csv)
{
  g_string_append (csv, "\r\n");
}

/**
 * sol_supplier_csv_append_head:
 *
 * Begins a file: the mark of UTF-8 and the names of the columns.
 */
void
sol_supplier_csv_append_head (GString *csv)
{
  static const char *const columns[] = {
    N_ ("Name"),        N_ ("Kind"),
    N_ ("SIRET"),       N_ ("Address"),
    N_ ("Postcode"),    N_ ("Town"),
    N_ ("Département"), N_ ("Telephone"),
    N_ ("Mail"),        N_ ("Site"),
    N_ ("Activities"),  N_ ("Labels"),
    N_ ("Networks"),    N_ ("Proven practices"),
    N_ ("Updated on"),
  };

  g_string_append (csv, BYTE_ORDER_MARK);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_cell (csv, _ (columns[i]));
  end_row (csv);
}

static void
append_items (GString *csv, SolRecord *record, const char *field, const char *key, const char *list)
{
  GPtrArray *items = sol_record_get_items (record, field);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *code = sol_item_get_text (g_ptr_array_index (items, i), key);

      if (code != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                sol_referential_label (list, code));
    }
  append_cell (csv, names->str);
}

static void
append_networks (GString *csv, SolRecord *record)
{
  const char *const *codes = sol_record_get_codes (record, "networks");
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            sol_referential_label ("networks", codes[i]));
  append_cell (csv, names->str);
}

static void
append_proven (GString *csv, SolSupplier *supplier)
{
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven = 0;
  g_autofree char *score = NULL;

  /* Unknown is an empty cell, never 0. */
  if (sol_supplier_text_get_levels (supplier, levels, &n_proven))
    score = g_strdup_printf ("%u", n_proven);
  append_cell (csv, score);
}

/**
 * sol_supplier_csv_append:
 *
 * One row with what a buyer writes to a structure with, and why it was chosen.
 */
void
sol_supplier_csv_append (GString *csv, SolSupplier *supplier)
{
  static const char *const texts[] = { "name", "kind",       "siret", "address", "postcode",
                                       "city", "department", "phone", "email",   "website" };
  SolRecord *record = SOL_RECORD (supplier);
  const char *updated = sol_record_get_text (record, "updated_at");
  g_autofree char *day = updated != NULL ? g_strndup (updated, 10) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    append_cell (csv, sol_record_get_text (record, texts[i]));
  append_items (csv, record, "activities", "sector", "sectors");
  append_items (csv, record, "labels", "label", "labels");
  append_networks (csv, record);
  append_proven (csv, supplier);
  append_cell (csv, day);
  end_row (csv);
}
