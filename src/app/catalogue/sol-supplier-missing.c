/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-missing.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "model/sol-referential.h"

typedef struct
{
  const char *field;
  const char *name; /* within a sentence */
} Part;

static const Part contact[] = {
  { "email", N_ ("mail address") },
  { "phone", N_ ("telephone") },
  { "website", N_ ("web site") },
};

static const Part parts[] = {
  { "description", N_ ("what they do") },
  { "activities", N_ ("activities") },
  { "offers", N_ ("offers") },
  { "criteria", N_ ("practices") },
  { "environment", N_ ("environment") },
  { "figures", N_ ("figures") },
  { "references", N_ ("references") },
  { "labels", N_ ("labels") },
  { "networks", N_ ("networks") },
  { "place", N_ ("place on the map") },
};

static gboolean
is_missing (SolSupplier *supplier, const char *field)
{
  guint index;

  if (sol_record_find_field (SOL_RECORD (supplier), field, &index) == NULL)
    return FALSE;
  return sol_value_is_empty (sol_record_get_value (SOL_RECORD (supplier), index));
}

static void
add_missing (GString *text, SolSupplier *supplier, const Part *list, guint n_parts)
{
  for (guint i = 0; i < n_parts; i++)
    if (is_missing (supplier, list[i].field))
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : ", ", _ (list[i].name));
}

/* Some criteria told, others not: says which. */
static void
add_criteria (GString *text, SolSupplier *supplier)
{
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;

  if (!sol_supplier_text_get_levels (supplier, levels, &n_proven))
    return;
  for (guint i = 0; i < SOL_N_CRITERIA; i++)
    {
      const char code[2] = { (char) ('1' + i), '\0' };
      g_autofree char *name = NULL;

      if (levels[i] != SOL_LEVEL_NOT_PROVIDED)
        continue;
      name = sol_supplier_text_lower_first (sol_referential_label ("criteria", code));
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : ", ", name);
    }
}

static char *
make_sentence (const GString *text)
{
  if (text->len == 0)
    return g_strdup ("");
  /* TRANSLATORS: %s lists what a structure did not say: "offers, figures". */
  return g_strdup_printf (_ ("Not provided: %s."), text->str);
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

  add_missing (text, supplier, contact, G_N_ELEMENTS (contact));
  return make_sentence (text);
}

/**
 * sol_supplier_missing_make_all:
 *
 * Returns: (transfer full): what the listing leaves out, as a sentence; "" for nothing
 */
char *
sol_supplier_missing_make_all (SolSupplier *supplier)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_missing (text, supplier, parts, G_N_ELEMENTS (parts));
  add_criteria (text, supplier);
  return make_sentence (text);
}
