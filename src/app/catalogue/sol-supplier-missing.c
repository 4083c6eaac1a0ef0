/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-missing.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-detail-row.h"
#include "app/catalogue/sol-supplier-sections.h"
#include "app/catalogue/sol-supplier-text.h"
#include "model/sol-completeness.h"
#include "model/sol-referential.h"

typedef struct
{
  const char *field;
  const char *name;
  const char *use;
} Part;

static const Part contact[] = {
  { "email", N_ ("mail address"), NULL },
  { "phone", N_ ("telephone"), NULL },
  { "website", N_ ("web site"), NULL },
};

/* What each would bring to who buys. */
static const Part parts[] = {
  { "description", N_ ("What they do"),
    N_ ("In their own words: teams, equipment, ways of working") },
  { "activities", N_ ("Activities"), N_ ("To be found by what they do, how and where") },
  { "offers", N_ ("Offers"), N_ ("Prices and lead times to compare") },
  { "criteria", N_ ("Practices"), N_ ("Proofs for the social clauses of a contract") },
  { "environment", N_ ("Environment"), N_ ("Answers to the environmental clauses of a contract") },
  { "figures", N_ ("Figures"), N_ ("To know which volume they can take on") },
  { "references", N_ ("References"), N_ ("Clients to ask before choosing") },
  { "labels", N_ ("Labels"), N_ ("Guarantees that a third party checked") },
  { "networks", N_ ("Networks"), N_ ("Who knows them and supports them") },
  { "place", N_ ("Place on the map"), N_ ("The distance to your sites") },
  { "logo", N_ ("Logo"), N_ ("To recognise them at a glance") },
  { "images", N_ ("Pictures"), N_ ("Work already done, to judge by") },
};

static gboolean
is_missing (SolSupplier *supplier, const char *field)
{
  guint index;

  if (sol_record_find_field (SOL_RECORD (supplier), field, &index) == NULL)
    return FALSE;
  return sol_value_is_empty (sol_record_get_value (SOL_RECORD (supplier), index));
}

/* Some criteria told, others not: says which. */
static char *
make_criteria (SolSupplier *supplier)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;

  if (!sol_supplier_text_get_levels (supplier, levels, &n_proven))
    return g_strdup ("");
  for (guint i = 0; i < SOL_N_CRITERIA; i++)
    {
      const char code[2] = { (char) ('1' + i), '\0' };

      if (levels[i] == SOL_LEVEL_NOT_PROVIDED)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : ", ",
                                sol_referential_label ("criteria", code));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_supplier_missing_make_contact:
 *
 * Returns: (transfer full): "Not provided: telephone."; "" when it can be written to, called and
 *   visited
 */
char *
sol_supplier_missing_make_contact (SolSupplier *supplier)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contact); i++)
    if (is_missing (supplier, contact[i].field))
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : ", ", _ (contact[i].name));
  if (text->len == 0)
    return g_strdup ("");
  /* TRANSLATORS: %s lists what a structure did not say: "telephone, web site". */
  return g_strdup_printf (_ ("Not provided: %s."), text->str);
}

/**
 * sol_supplier_missing_fill:
 * @box: emptied first
 *
 * Puts a row into @box for each thing that the listing leaves out, with what it would bring.
 *
 * Returns: how many
 */
guint
sol_supplier_missing_fill (GtkBox *box, SolSupplier *supplier)
{
  g_autofree char *criteria = make_criteria (supplier);
  guint n = 0;

  sol_supplier_sections_empty (box);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_missing (supplier, parts[i].field))
      {
        gtk_box_append (box, sol_detail_row_new (NULL, _ (parts[i].name), _ (parts[i].use)));
        n++;
      }
  if (*criteria == '\0')
    return n;
  gtk_box_append (box,
                  sol_detail_row_new (NULL, criteria, _ ("The level of each, and its proofs")));
  return n + 1;
}

/**
 * sol_supplier_missing_get_share:
 *
 * Returns: how much of the listing is provided, out of 100: what the server says, else as it would
 *   measure
 */
guint
sol_supplier_missing_get_share (SolSupplier *supplier)
{
  gint64 said;

  if (sol_record_get_number (SOL_RECORD (supplier), "completeness", &said))
    return (guint) CLAMP (said, 0, SOL_COMPLETENESS_WHOLE);
  return sol_completeness_measure (SOL_RECORD (supplier));
}
