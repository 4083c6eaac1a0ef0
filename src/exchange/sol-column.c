/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-column.h"

#include <glib/gi18n-lib.h>

#include "model/sol-text.h"

static const SolColumn columns[] = {
  { "source", "source", N_ ("Source"), TRUE },
  { "external_id", "clé|clé dans la source", N_ ("Key in the source"), TRUE },
  { "name", "nom", N_ ("Name"), TRUE },
  { "brand", "enseigne", N_ ("Brand"), TRUE },
  { "kind", "type de structure", N_ ("Kind of structure"), TRUE },
  { "siret", "SIRET", N_ ("SIRET"), TRUE },
  { "naf", "naf|code NAF", N_ ("NAF code"), TRUE },
  { "legal_form", "forme juridique", N_ ("Legal form"), TRUE },
  { "year", "année de création", N_ ("Year of foundation"), TRUE },
  { "nature", "siège ou établissement", N_ ("Head office or branch"), FALSE },
  { "address", "adresse", N_ ("Address"), TRUE },
  { "postcode", "code postal", N_ ("Postcode"), TRUE },
  { "city", "ville", N_ ("Town"), TRUE },
  { "commune", "commune|code INSEE de la commune", N_ ("INSEE code of the commune"), TRUE },
  { "department", "département", N_ ("Département"), TRUE },
  { "region", "région", N_ ("Région"), TRUE },
  { "latitude", "latitude", N_ ("Latitude"), TRUE },
  { "longitude", "longitude", N_ ("Longitude"), TRUE },
  { "phone", "téléphone", N_ ("Phone"), TRUE },
  { "email", "courriel|e-mail|adresse électronique", N_ ("E-mail"), TRUE },
  { "website", "site|site web", N_ ("Website"), TRUE },
  { "description", "description", N_ ("Description"), TRUE },
  { "sectors", "secteurs", N_ ("Sectors"), TRUE },
  { "modes", "modes|modes d’intervention", N_ ("Modes of service"), TRUE },
  { "reach", "portée|étendue", N_ ("Reach"), TRUE },
  { "radius_km", "rayon|rayon en km", N_ ("Radius in km"), TRUE },
  { "zones", "zones", N_ ("Zones"), TRUE },
  { "offers", "offres", N_ ("Offers"), TRUE },
  { "references", "références", N_ ("References"), TRUE },
  { "labels", "labels", N_ ("Labels"), TRUE },
  { "networks", "réseaux", N_ ("Networks"), TRUE },
  { "environment", "pratiques environnementales", N_ ("Environmental practice"), TRUE },
  { "staff_bracket", "tranche d’effectif", N_ ("Staff bracket"), TRUE },
  { "turnover", "chiffre d’affaires|chiffre d’affaires en euros", N_ ("Turnover in euros"), TRUE },
  { "insertion_jobs", "personnes en parcours", N_ ("People in integration"), TRUE },
  { "permanent_jobs", "salariés permanents", N_ ("Permanent staff"), TRUE },
  { "figures_year", "année des chiffres", N_ ("Year of the figures"), TRUE },
  { "qpv", "QPV|en quartier prioritaire", N_ ("In a priority neighbourhood"), TRUE },
  { "zrr", "ZRR|en zone de revitalisation rurale", N_ ("In a rural revitalisation zone"), TRUE },
  { "updated_at", "mise à jour|mis à jour", N_ ("Updated"), TRUE },
  { "contact_name", "nom du contact", N_ ("Name of the contact"), FALSE },
  { "contact_role", "fonction du contact", N_ ("Role of the contact"), FALSE },
  { "contact_email", "courriel du contact", N_ ("E-mail of the contact"), FALSE },
  { "contact_phone", "téléphone du contact", N_ ("Phone of the contact"), FALSE },
  /* Fields that a table has no column for, but of which a report may speak. */
  { "activities", NULL, N_ ("Activities"), FALSE },
  { "figures", NULL, N_ ("Figures"), FALSE },
  { "criteria", NULL, N_ ("Criteria"), FALSE },
  { "place", NULL, N_ ("Coordinates"), FALSE },
};

const SolColumn *
sol_column_get_all (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/* Letters and digits of the folded text alone: "Type de structure" and "TYPE_DE_STRUCTURE". */
static char *
squeeze (const char *text)
{
  g_autofree char *folded = sol_text_fold (text);
  GString *out = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

static gboolean
reads_as (const char *squeezed, const char *name)
{
  g_autofree char *other = squeeze (name);

  return g_str_equal (squeezed, other);
}

static gboolean
reads_as_french (const char *squeezed, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, "|", -1);

  for (char **name = list; *name != NULL; name++)
    if (reads_as (squeezed, *name))
      return TRUE;
  return FALSE;
}

/**
 * sol_column_find:
 * @header: as a file has it: the key, the French name, or the label in the user's language
 *
 * Any thread.
 *
 * Returns: (nullable): the column; %NULL when there is none of that name
 */
const SolColumn *
sol_column_find (const char *header)
{
  g_autofree char *squeezed = squeeze (header);

  for (guint i = 0; i < G_N_ELEMENTS (columns) && *squeezed != '\0'; i++)
    if (columns[i].french != NULL &&
        (reads_as (squeezed, columns[i].key) || reads_as_french (squeezed, columns[i].french) ||
         reads_as (squeezed, columns[i].label) || reads_as (squeezed, _ (columns[i].label))))
      return &columns[i];
  return NULL;
}

/**
 * sol_column_get_label:
 *
 * Returns: what the user reads for a field; @key itself when no column has that name
 */
const char *
sol_column_get_label (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].key, key))
      return _ (columns[i].label);
  return key;
}
