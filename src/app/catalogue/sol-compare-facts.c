/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-compare-facts.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-reach.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-charter-words.h"
#include "app/sol-format.h"
#include "model/sol-commune.h"
#include "model/sol-referential.h"

/* What structures are compared by, beside their practices. */

#define MAX_LINES 6 /* of one fact: the page of the structure has them all */

typedef char *(*SayItem) (SolItem *item);

static char *
end_lines (GString *owned_lines)
{
  if (owned_lines->len > 0)
    return g_string_free (owned_lines, FALSE);
  g_string_free (owned_lines, TRUE);
  return NULL;
}

static void
add_line (GString *lines, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
}

/* A line of each item; of many, how many more there are. */
static char *
say_items (SolSupplier *supplier, const char *field, SayItem say)
{
  GPtrArray *items = sol_record_get_items (SOL_RECORD (supplier), field);
  const guint n_items = items != NULL ? items->len : 0;
  const guint n_more = n_items > MAX_LINES ? n_items - MAX_LINES : 0;
  GString *lines = g_string_new (NULL);
  g_autofree char *more = n_more > 0 ? g_strdup_printf (
                                           ngettext ("and %u more", "and %u more", n_more), n_more)
                                     : NULL;

  for (guint i = 0; i < n_items - n_more; i++)
    {
      g_autofree char *line = say (items->pdata[i]);

      add_line (lines, line);
    }
  add_line (lines, more);
  return end_lines (lines);
}

static char *
say_place (SolSupplier *supplier, const SolQuery *query)
{
  const SolPlace *place = sol_record_get_place (SOL_RECORD (supplier), "place");
  g_autofree char *town = sol_supplier_text_make_place (supplier);
  g_autofree char *distance = NULL;

  if (!query->has_point || place == NULL)
    return g_steal_pointer (&town);
  distance = sol_format_distance (sol_distance_km (query->lat, query->lon, place->lat, place->lon));
  return g_strdup_printf ("%s\n%s", town, distance);
}

static char *
say_reach (SolSupplier *supplier, const SolQuery *query)
{
  return sol_supplier_reach_make_words (supplier);
}

static char *
say_activity (SolItem *activity)
{
  return g_strdup (sol_referential_label ("sectors", sol_item_get_text (activity, "sector")));
}

static char *
say_activities (SolSupplier *supplier, const SolQuery *query)
{
  return say_items (supplier, "activities", say_activity);
}

/* "Hedge trimming: 24,50 € / hour, two weeks" */
static char *
say_offer (SolItem *offer)
{
  const char *title = sol_item_get_text (offer, "title");
  const char *lead_time = sol_item_get_text (offer, "lead_time");
  g_autofree char *price = NULL;
  gint64 cents;

  if (sol_item_get_number (offer, "price", &cents))
    price = sol_format_price (cents, sol_item_get_text (offer, "unit"));
  if (price == NULL)
    price = g_strdup (_ ("on request"));
  if (lead_time == NULL)
    /* TRANSLATORS: an offer and its price: "Hedge trimming: on request". */
    return g_strdup_printf (_ ("%s: %s"), title != NULL ? title : "", price);
  /* TRANSLATORS: an offer, its price, its lead time: "Hedge trimming: on request, two weeks". */
  return g_strdup_printf (_ ("%s: %s, %s"), title != NULL ? title : "", price, lead_time);
}

static char *
say_offers (SolSupplier *supplier, const SolQuery *query)
{
  return say_items (supplier, "offers", say_offer);
}

static char *
say_environment_practice (SolItem *practice)
{
  const char *code = sol_item_get_text (practice, "practice");

  return g_strdup (sol_referential_label ("environment-practices", code));
}

static char *
say_environment (SolSupplier *supplier, const SolQuery *query)
{
  return say_items (supplier, "environment", say_environment_practice);
}

static char *
say_charter (SolSupplier *supplier, const SolQuery *query)
{
  return sol_charter_words_say_public (SOL_RECORD (supplier));
}

/* "Staff: 47 (2025)" */
static char *
say_figure (SolItem *figure)
{
  const char *measure = sol_item_get_text (figure, "measure");
  const char *name = measure != NULL ? sol_referential_label ("measures", measure) : "";
  g_autofree char *number = NULL;
  gint64 value, year;

  if (!sol_item_get_number (figure, "value", &value))
    return NULL;
  number = g_strcmp0 (measure, "turnover") == 0 ? sol_format_turnover (value)
                                                : sol_format_number (value);
  if (!sol_item_get_number (figure, "year", &year))
    return g_strdup_printf (_ ("%s: %s"), name, number);
  /* TRANSLATORS: a figure of a year: "Staff: 47 (2025)". */
  return g_strdup_printf (_ ("%s: %s (%d)"), name, number, (int) year);
}

static char *
say_figures (SolSupplier *supplier, const SolQuery *query)
{
  return say_items (supplier, "figures", say_figure);
}

static char *
say_reference (SolItem *reference)
{
  return g_strdup (sol_item_get_text (reference, "name"));
}

static char *
say_references (SolSupplier *supplier, const SolQuery *query)
{
  return say_items (supplier, "references", say_reference);
}

static char *
say_label (SolItem *label)
{
  const char *code = sol_item_get_text (label, "label");

  return code != NULL ? g_strdup (sol_referential_label ("labels", code)) : NULL;
}

static char *
say_labels (SolSupplier *supplier, const SolQuery *query)
{
  return say_items (supplier, "labels", say_label);
}

static char *
say_networks (SolSupplier *supplier, const SolQuery *query)
{
  const char *const *codes = sol_record_get_codes (SOL_RECORD (supplier), "networks");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    add_line (lines, sol_referential_label ("networks", codes[i]));
  return end_lines (lines);
}

static const SolCompareFact before[] = {
  { N_ ("Activity and place"), N_ ("Where it is"), say_place },
  { NULL, N_ ("How far it goes"), say_reach },
  { NULL, N_ ("What it does"), say_activities },
  { NULL, N_ ("Offers and prices"), say_offers },
};

static const SolCompareFact after[] = {
  { NULL, N_ ("For the environment"), say_environment },
  { NULL, N_ ("Progress charter"), say_charter },
  { N_ ("Figures and references"), N_ ("Figures"), say_figures },
  { NULL, N_ ("References"), say_references },
  { NULL, N_ ("Labels"), say_labels },
  { NULL, N_ ("Networks"), say_networks },
};

/**
 * sol_compare_facts_get_before:
 *
 * Returns: (transfer none): what comes before the practices
 */
const SolCompareFact *
sol_compare_facts_get_before (guint *n_facts)
{
  *n_facts = G_N_ELEMENTS (before);
  return before;
}

/* Likewise, after them. */
const SolCompareFact *
sol_compare_facts_get_after (guint *n_facts)
{
  *n_facts = G_N_ELEMENTS (after);
  return after;
}
