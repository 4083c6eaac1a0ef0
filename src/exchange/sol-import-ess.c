/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "exchange/sol-table-private.h"
#include "model/sol-referential.h"

/* Structures of the social economy as the SIRENE register tells them, one a line. */

#define UNKNOWN_DATE "1900-01-01" /* what the register writes when it does not know */
#define YEAR_LENGTH 4

static const char *const required[] = { "denomination", "siret_siege", NULL };

static const struct
{
  const char *family;
  const char *kind;
} families[] = {
  { "association", "ASSO" },
  { "cooperative", "COOP" },
  { "fondation", "FOND" },
  { "mutuelle", "MUT" },
};

static void
set_kind (SolImportRow *row, const char *family)
{
  g_autofree char *folded = g_ascii_strdown (family, -1);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_equal (families[i].family, folded))
      {
        json_object_set_string_member (row->doc, "kind", families[i].kind);
        return;
      }
  if (*family != '\0')
    sol_import_row_note_field (row, "code-unknown", "kind", family);
}

/* "[ND]": not to be disclosed. */
static void
set_disclosed (SolImportRow *row, const char *field, const char *text)
{
  if (!g_str_has_prefix (text, "[ND]"))
    sol_import_row_set_text (row, field, text);
}

static const char *
get_either (SolTable *table, const char *column, const char *other)
{
  const char *text = sol_table_get (table, column);

  return *text == '\0' ? sol_table_get (table, other) : text;
}

static void
set_legal_form (SolImportRow *row, const char *text)
{
  g_autofree char *category = NULL;
  const SolCode *found;

  if (*text == '\0')
    return;
  category = sol_referential_match ("legal-categories", text);
  found = sol_referential_find ("legal-categories", category);
  if (found == NULL)
    sol_import_row_note_field (row, "code-unknown", "legal_form", text);
  else if (*found->parent != '\0')
    json_object_set_string_member (row->doc, "legal_form", found->parent);
}

static void
set_year (SolImportRow *row, const char *date)
{
  g_autofree char *year = g_strndup (date, YEAR_LENGTH);

  if (*date != '\0' && !g_str_equal (date, UNKNOWN_DATE) && atoi (year) > 0)
    json_object_set_int_member (row->doc, "year", atoi (year));
}

static void
add_esus (SolImportRow *row, const char *sources)
{
  g_auto (GStrv) parts = g_strsplit (sources, "|", -1);
  JsonObject *label;

  if (!g_strv_contains ((const char *const *) parts, "esus"))
    return;
  label = json_object_new ();
  json_object_set_string_member (label, "id", "esus");
  json_object_set_string_member (label, "label", "esus");
  sol_import_row_add_item (row, "labels", label);
}

static SolImportRow *
make_row (SolTable *table, guint line)
{
  SolImportRow *row = sol_import_row_new ("sirene", sol_table_get (table, "siret_siege"), line);

  sol_import_row_set_text (row, "name", sol_table_get (table, "denomination"));
  set_disclosed (row, "brand", get_either (table, "nom_usage", "sigle"));
  set_kind (row, sol_table_get (table, "famille_ess"));
  sol_import_row_set_siret (row, sol_table_get (table, "siret_siege"));
  sol_import_row_set_code (row, "naf", "naf", sol_table_get (table, "naf"));
  set_legal_form (row, sol_table_get (table, "categorie_juridique"));
  set_year (row, sol_table_get (table, "date_creation"));
  sol_import_row_set_code (row, "staff_bracket", "staff-brackets",
                           sol_table_get (table, "tranche_effectifs"));
  sol_import_row_set_postcode (row, get_either (table, "code_postal", "code_postal__tiers_lieux"));
  sol_import_row_set_text (row, "city", get_either (table, "commune", "commune__tiers_lieux"));
  sol_import_row_match_commune (row, NULL);
  sol_import_row_set_text (row, "website", get_either (table, "site_web", "site_web__tiers_lieux"));
  add_esus (row, sol_table_get (table, "sources"));
  row->ceased = g_str_equal (sol_table_get (table, "est_active"), "False");
  return row;
}

static char *
name_column (const char *header)
{
  return *header == '\0' ? NULL : g_strdup (header);
}

gboolean
sol_import_read_ess (SolImport *self, const char *path, GError **error)
{
  const SolTableFormat format = { name_column, required, FALSE, make_row };

  return sol_table_import (self, &format, path, error);
}
