/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-showcase-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/catalogue/sol-supplier-words.h"
#include "app/sol-format.h"
#include "model/sol-contact-link.h"
#include "model/sol-link.h"
#include "model/sol-practice-level.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

#define MAX_OFFERS 8
#define MAX_REFERENCES 6
#define MAX_WORDS 3 /* on one page */

static const char *
get_text (SolSupplier *supplier, const char *field)
{
  const char *text = sol_record_get_text (SOL_RECORD (supplier), field);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* "Atelier et chantier d’insertion · Avignon (84)" */
static char *
make_lead (SolSupplier *supplier)
{
  const char *kind = get_text (supplier, "kind");
  g_autofree char *place = sol_supplier_text_make_place (supplier);

  if (kind == NULL)
    return g_steal_pointer (&place);
  if (*place == '\0')
    return g_strdup (sol_referential_label ("kinds", kind));
  return g_strdup_printf ("%s · %s", sol_referential_label ("kinds", kind), place);
}

static char *
make_activity (SolSupplier *supplier, SolItem *item)
{
  const char *sector = sol_item_get_text (item, "sector");

  return sector != NULL ? g_strdup (sol_referential_label ("sectors", sector)) : NULL;
}

/* "Taille de haies : 24,50 € / heure" */
static char *
make_offer (SolSupplier *supplier, SolItem *item)
{
  const char *title = sol_item_get_text (item, "title");
  g_autofree char *price = NULL;
  gint64 cents;

  if (title == NULL || !sol_item_get_number (item, "price", &cents))
    return g_strdup (title);
  price = sol_format_price (cents, sol_item_get_text (item, "unit"));
  /* TRANSLATORS: an offer and its price. */
  return g_strdup_printf (_ ("%s: %s"), title, price);
}

/* "42 salariés en insertion (2025)" */
static char *
make_figure (SolSupplier *supplier, SolItem *item)
{
  const char *measure = sol_item_get_text (item, "measure");
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  gint64 value, year;

  if (measure == NULL || !sol_item_get_number (item, "value", &value))
    return NULL;
  number = g_str_equal (measure, "turnover") ? sol_format_turnover (value)
                                             : sol_format_number (value);
  name = sol_text_lower_first (sol_referential_label ("measures", measure));
  if (!sol_item_get_number (item, "year", &year))
    return g_strdup_printf ("%s %s", number, name);
  return g_strdup_printf ("%s %s (%" G_GINT64_FORMAT ")", number, name, year);
}

static char *
make_reference (SolSupplier *supplier, SolItem *item)
{
  const char *text = sol_item_get_text (item, "text");
  const char *name = sol_item_get_text (item, "name");

  return text != NULL && *text != '\0' && name != NULL ? g_strdup_printf ("%s · %s", name, text)
                                                       : g_strdup (name);
}

static char *
make_label (SolSupplier *supplier, SolItem *item)
{
  const char *label = sol_item_get_text (item, "label");

  return label != NULL ? g_strdup (sol_referential_label ("labels", label)) : NULL;
}

static SolShowcasePart *
add_items (SolShowcase *self,
           SolSupplier *supplier,
           const char *field,
           const char *heading,
           guint n_most,
           char *(*make) (SolSupplier *supplier, SolItem *item))
{
  GPtrArray *items = sol_record_get_items (SOL_RECORD (supplier), field);
  SolShowcasePart *part = sol_showcase_add_part (self, heading, TRUE,
                                                 make == make_figure || make == make_label);

  for (guint i = 0; items != NULL && i < MIN (items->len, n_most); i++)
    sol_showcase_part_add (part, make (supplier, items->pdata[i]));
  return part;
}

/* Those that nothing is known of are left out: unknown is not "no". */
static void
add_bars (SolShowcase *self, SolSupplier *supplier)
{
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven, n_codes;
  const SolCode *codes = sol_referential_get_codes ("criteria", &n_codes);

  if (!sol_supplier_text_get_levels (supplier, levels, &n_proven))
    return;
  self->bars_heading = g_strdup_printf (
      /* TRANSLATORS: how many of the nine criteria */
      ngettext ("Practices: %u of 9 proven", "Practices: %u of 9 proven", n_proven), n_proven);
  for (guint i = 0; i < MIN (n_codes, SOL_N_CRITERIA); i++)
    if (levels[i] != SOL_LEVEL_NOT_PROVIDED)
      sol_showcase_add_bar (self, sol_referential_label ("criteria", codes[i].code),
                            sol_supplier_text_get_level (levels[i]), levels[i]);
}

static void
add_contact (SolShowcase *self, SolSupplier *supplier)
{
  self->contact_heading = g_strdup (_ ("Contact"));
  self->address = sol_supplier_text_make_address (supplier);
  if (get_text (supplier, "phone") != NULL)
    self->call = sol_format_phone (get_text (supplier, "phone"));
  self->call_link = sol_contact_link_make_call (get_text (supplier, "phone"));
  self->mail = g_strdup (get_text (supplier, "email"));
  self->mail_link = sol_contact_link_make_mail (get_text (supplier, "email"), NULL, NULL);
  self->site = g_strdup (get_text (supplier, "website"));
  if (self->site != NULL)
    self->site_link = sol_link_make_site (self->site);
}

static void
add_networks (SolShowcasePart *part, SolSupplier *supplier)
{
  const char *const *networks = sol_record_get_codes (SOL_RECORD (supplier), "networks");

  for (guint i = 0; networks != NULL && networks[i] != NULL; i++)
    sol_showcase_part_add (part, g_strdup (sol_referential_label ("networks", networks[i])));
}

/* Of which day it is, and whether anybody but its writer read it. */
static char *
make_foot (SolSupplier *supplier)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *iso = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *today = sol_format_date (iso);
  g_autofree char *verified = sol_format_date (get_text (supplier, "verified_on"));

  if (*verified == '\0')
    /* TRANSLATORS: %s is a date. */
    return g_strdup_printf (_ ("Sheet made with Achetons Solidaires on %s."), today);
  /* TRANSLATORS: both are dates. */
  return g_strdup_printf (_ ("Sheet made with Achetons Solidaires on %s; listing verified on %s."),
                          today, verified);
}

/**
 * sol_showcase_words_make_link:
 *
 * Returns: (transfer full) (nullable): where its QR code leads: its site, else its mailbox, else
 *   its telephone; %NULL when it has none of them
 */
char *
sol_showcase_words_make_link (SolSupplier *supplier)
{
  const char *site = get_text (supplier, "website");
  char *link = site != NULL ? sol_link_make_site (site) : NULL;

  if (link == NULL)
    link = sol_contact_link_make_mail (get_text (supplier, "email"), NULL, NULL);
  return link != NULL ? link : sol_contact_link_make_call (get_text (supplier, "phone"));
}

static const char *
say_link (const char *link)
{
  if (g_str_has_prefix (link, "mailto:"))
    return _ ("Scan to write to us");
  return g_str_has_prefix (link, "tel:") ? _ ("Scan to call us") : _ ("Scan to visit our site");
}

/**
 * sol_showcase_words_make:
 *
 * Returns: (transfer full): the structure as it shows itself outside, without pictures
 */
SolShowcase *
sol_showcase_words_make (SolSupplier *supplier)
{
  const gboolean french = g_str_has_prefix (g_get_language_names ()[0], "fr");
  SolShowcase *self = sol_showcase_new (french ? "fr" : "en");
  const char *name = get_text (supplier, "name");

  self->name = g_strdup (name != NULL ? name : _ ("Your name"));
  self->lead = make_lead (supplier);
  self->foot = make_foot (supplier);
  self->link = sol_showcase_words_make_link (supplier);
  self->link_words = self->link != NULL ? g_strdup (say_link (self->link)) : NULL;
  sol_showcase_part_add (sol_showcase_add_part (self, _ ("What we do"), FALSE, FALSE),
                         g_strdup (get_text (supplier, "description")));
  add_items (self, supplier, "activities", _ ("Activities"), G_MAXUINT, make_activity);
  add_items (self, supplier, "offers", _ ("Offers"), MAX_OFFERS, make_offer);
  add_items (self, supplier, "references", _ ("They trust us"), MAX_REFERENCES, make_reference);
  add_contact (self, supplier);
  add_bars (self, supplier);
  add_items (self, supplier, "figures", _ ("Figures"), G_MAXUINT, make_figure);
  add_networks (
      add_items (self, supplier, "labels", _ ("Labels and networks"), G_MAXUINT, make_label),
      supplier);
  return self;
}

/**
 * sol_showcase_words_add_clients:
 * @words: (element-type SolRecord): of clients, in the order in which they are shown
 */
void
sol_showcase_words_add_clients (SolShowcase *self, GPtrArray *words)
{
  SolShowcasePart *part = sol_showcase_add_part (self, _ ("What our clients say"), FALSE, FALSE);

  for (guint i = 0; i < MIN (words->len, MAX_WORDS); i++)
    {
      g_autofree char *quote = sol_supplier_words_quote (words->pdata[i]);
      g_autofree char *who = sol_supplier_words_say_who (words->pdata[i]);

      sol_showcase_part_add (part, g_strdup_printf ("%s\n%s", quote, who));
    }
}

/**
 * sol_showcase_words_set_page:
 * @link: of its page at the platform
 *
 * Has the code lead there, in place of what it says of itself.
 */
void
sol_showcase_words_set_page (SolShowcase *self, const char *link)
{
  g_free (self->link);
  g_free (self->link_words);
  self->link = g_strdup (link);
  self->link_words = g_strdup (_ ("Scan to see our page"));
}
