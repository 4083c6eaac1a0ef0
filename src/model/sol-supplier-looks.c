/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-supplier-looks.h"

#include <string.h>

#include "model/sol-item.h"
#include "model/sol-uuid.h"

#define TYPE "supplier_looks"
#define MAX_COUNTS 200 /* 13 months and 8 kinds of visitor, and more */
#define MAX_LOOKS 100000000

/**
 * SolSupplierLooks:
 *
 * How often the page of a structure was looked at, by month and kind of visitor: its organisation
 * alone reads it, and the server alone writes it. It counts and never tells who.
 */
struct _SolSupplierLooks
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolSupplierLooks, sol_supplier_looks, SOL_TYPE_RECORD)

static const char *const names[SOL_N_VISITORS] = {
  [SOL_VISITOR_PUBLIC_BUYER] = "public-buyer",
  [SOL_VISITOR_PRIVATE_BUYER] = "private-buyer",
  [SOL_VISITOR_BUYER] = "buyer",
  [SOL_VISITOR_STRUCTURE] = "structure",
  [SOL_VISITOR_PARTNER] = "partner",
  [SOL_VISITOR_INDIVIDUAL] = "individual",
  [SOL_VISITOR_UNKNOWN] = "unknown",
  [SOL_VISITOR_WEB] = "web",
};

static const SolField count_fields[] = {
  { "month", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 7 }, /* 2026-11 */
  { "visitor", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 16 },
  { "n", SOL_FIELD_NUMBER, SOL_FIELD_REQUIRED, MAX_LOOKS },
};

static const SolFieldTable count_table = { count_fields, G_N_ELEMENTS (count_fields) };

static const SolField fields[] = {
  { "supplier", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER | SOL_FIELD_INDEXED, 36, .list = "supplier" },
  { "counts", SOL_FIELD_ITEMS, SOL_FIELD_SERVER, MAX_COUNTS, .items = &count_table },
};

/* Returns: by which it is stored and sent */
const char *
sol_visitor_get_name (SolVisitor visitor)
{
  return names[visitor];
}

/* What it says of itself, else its number: the SIREN of a public body begins with 1 or 2,
 * https://www.insee.fr/fr/metadonnees/definition/c2047 */
static SolVisitor
find_buyer (const char *public_body, const char *siret)
{
  if (public_body == NULL && siret == NULL)
    return SOL_VISITOR_BUYER;
  if (public_body != NULL ? *public_body == '1' : *siret == '1' || *siret == '2')
    return SOL_VISITOR_PUBLIC_BUYER;
  return SOL_VISITOR_PRIVATE_BUYER;
}

/**
 * sol_visitor_find:
 * @account: (nullable): kind of the account; %NULL: there is none
 * @organisation: (nullable): kind of the organisation that it acts for
 * @public_body: (nullable): "1" or "0", as a database has what that organisation says of itself
 * @siret: (nullable): of that organisation
 */
SolVisitor
sol_visitor_find (const char *account,
                  const char *organisation,
                  const char *public_body,
                  const char *siret)
{
  const char *kind = organisation != NULL ? organisation : account;

  if (kind == NULL)
    return SOL_VISITOR_UNKNOWN;
  if (g_str_equal (kind, "buyer"))
    return find_buyer (public_body, siret);
  if (g_str_equal (kind, "supplier"))
    return SOL_VISITOR_STRUCTURE;
  return g_str_equal (kind, "partner") ? SOL_VISITOR_PARTNER : SOL_VISITOR_INDIVIDUAL;
}

/**
 * sol_supplier_looks_make_id:
 *
 * Returns: (transfer full): id of the record that counts the looks at @supplier
 */
char *
sol_supplier_looks_make_id (const char *supplier)
{
  return sol_uuid_from_name (TYPE, supplier);
}

static void
name_months (const char *day, SolLooksTally *tally)
{
  int year = (int) g_ascii_strtoll (day, NULL, 10);
  int month = strlen (day) >= strlen ("2026-11")
                  ? (int) g_ascii_strtoll (day + strlen ("2026-"), NULL, 10)
                  : 1;

  for (guint i = SOL_LOOKS_MONTHS; i-- > 0;)
    {
      g_snprintf (tally->months[i].month, sizeof tally->months[i].month, "%04d-%02d",
                  CLAMP (year, 0, 9999), CLAMP (month, 1, 12));
      month--;
      if (month == 0)
        {
          month = 12;
          year--;
        }
    }
}

static void
add (SolLooksTally *tally, SolItem *count)
{
  const char *month = sol_item_get_text (count, "month");
  const char *visitor = sol_item_get_text (count, "visitor");
  gint64 n;
  guint i, at;

  for (i = 0; i < SOL_LOOKS_MONTHS && g_strcmp0 (tally->months[i].month, month) != 0; i++)
    ;
  for (at = 0; at < SOL_N_VISITORS && g_strcmp0 (names[at], visitor) != 0; at++)
    ;
  if (i == SOL_LOOKS_MONTHS || !sol_item_get_number (count, "n", &n) || n <= 0 || n > MAX_LOOKS)
    return;
  if (at == SOL_N_VISITORS)
    at = SOL_VISITOR_UNKNOWN; /* a newer server knows more kinds */
  tally->months[i].n[at] += (guint) n;
  tally->months[i].total += (guint) n;
  tally->n[at] += (guint) n;
  tally->total += (guint) n;
}

/**
 * sol_supplier_looks_tally:
 * @looks: (nullable): a #SolSupplierLooks
 * @day: today, YYYY-MM-DD
 * @tally: (out): the twelve months up to that of @day
 */
void
sol_supplier_looks_tally (SolRecord *looks, const char *day, SolLooksTally *tally)
{
  GPtrArray *counts = looks != NULL ? sol_record_get_items (looks, "counts") : NULL;

  memset (tally, 0, sizeof *tally);
  name_months (day, tally);
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    add (tally, counts->pdata[i]);
  for (guint i = 0; i < SOL_LOOKS_MONTHS; i++)
    tally->most_of_month = MAX (tally->most_of_month, tally->months[i].total);
  for (guint i = 0; i < SOL_N_VISITORS; i++)
    tally->most_of_visitor = MAX (tally->most_of_visitor, tally->n[i]);
}

static void
sol_supplier_looks_class_init (SolSupplierLooksClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_supplier_looks_init (SolSupplierLooks *self)
{
}
