/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "guide/sol-showcase.h"
#include "model/sol-contact-link.h"
#include "model/sol-item.h"
#include "model/sol-link.h"
#include "model/sol-practice-level.h"
#include "model/sol-referential.h"
#include "model/sol-supplier.h"
#include "server/sol-account-answers.h"
#include "server/sol-authz.h"
#include "server/sol-page.h"
#include "server/sol-routes.h"

/* The page of a structure, made as the one that it saves for its own site. In French, as all that
 * it says of itself: a server has no user whose language it could ask. */

#define ROUTE "/s/{id}"
#define N_CRITERIA 9
#define NBSP "\302\240"
#define MAX_OFFERS 12

static const char *
get_text (SolRecord *record, const char *field)
{
  const char *text = sol_record_get_text (record, field);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* (nullable): the code itself when the list does not know it */
static const char *
find_label (const char *list, const char *code)
{
  const SolCode *found = code != NULL ? sol_referential_find (list, code) : NULL;

  return found != NULL && *found->label_fr != '\0' ? found->label_fr : code;
}

/* "12 novembre 2026"; (nullable) */
static char *
say_day (const char *day)
{
  static const char *const months[] = { "janvier",   "février", "mars",     "avril",
                                        "mai",       "juin",    "juillet",  "août",
                                        "septembre", "octobre", "novembre", "décembre" };
  g_autofree char *instant = day != NULL ? g_strconcat (day, "T00:00:00Z", NULL) : NULL;
  g_autoptr (GDateTime) date = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL)
                                               : NULL;

  if (date == NULL)
    return NULL;
  return g_strdup_printf ("%d%s" NBSP "%s %d", g_date_time_get_day_of_month (date),
                          g_date_time_get_day_of_month (date) == 1 ? "er" : "",
                          months[g_date_time_get_month (date) - 1], g_date_time_get_year (date));
}

/* "Atelier et chantier d’insertion · Avignon (84)" */
static char *
make_lead (SolRecord *supplier)
{
  const char *kind = find_label ("kinds", get_text (supplier, "kind"));
  const char *city = get_text (supplier, "city");
  const char *department = get_text (supplier, "department");
  g_autofree char *place = city != NULL && department != NULL
                               ? g_strdup_printf ("%s" NBSP "(%s)", city, department)
                               : g_strdup (city != NULL ? city
                                                        : find_label ("departments", department));

  if (kind == NULL)
    return g_steal_pointer (&place);
  return place != NULL ? g_strdup_printf ("%s · %s", kind, place) : g_strdup (kind);
}

static char *
make_activity (SolItem *item)
{
  return g_strdup (find_label ("sectors", sol_item_get_text (item, "sector")));
}

/* "Taille de haies : 24,50 € / heure" */
static char *
make_offer (SolItem *item)
{
  const char *title = sol_item_get_text (item, "title");
  const char *unit = sol_item_get_text (item, "unit");
  gint64 cents;

  if (title == NULL || !sol_item_get_number (item, "price", &cents) || cents < 0)
    return g_strdup (title);
  return g_strdup_printf ("%s" NBSP ": %" G_GINT64_FORMAT ",%02d" NBSP "€%s%s", title, cents / 100,
                          (int) (cents % 100), unit != NULL ? NBSP "/ " : "",
                          unit != NULL ? unit : "");
}

static char *
make_reference (SolItem *item)
{
  const char *name = sol_item_get_text (item, "name");
  const char *text = sol_item_get_text (item, "text");

  return name != NULL && text != NULL ? g_strdup_printf ("%s · %s", name, text) : g_strdup (name);
}

static char *
make_label (SolItem *item)
{
  return g_strdup (find_label ("labels", sol_item_get_text (item, "label")));
}

static SolShowcasePart *
add_items (SolShowcase *page,
           SolRecord *supplier,
           const char *field,
           const char *heading,
           gboolean beside,
           char *(*make) (SolItem *item))
{
  GPtrArray *items = sol_record_get_items (supplier, field);
  SolShowcasePart *part = sol_showcase_add_part (page, heading, TRUE, beside);

  for (guint i = 0; items != NULL && i < MIN (items->len, MAX_OFFERS); i++)
    sol_showcase_part_add (part, make (items->pdata[i]));
  return part;
}

static void
add_networks (SolShowcasePart *part, SolRecord *supplier)
{
  const char *const *networks = sol_record_get_codes (supplier, "networks");

  for (guint i = 0; networks != NULL && networks[i] != NULL; i++)
    sol_showcase_part_add (part, g_strdup (find_label ("networks", networks[i])));
}

static void
add_words (SolShowcase *page, GPtrArray *words)
{
  SolShowcasePart *part = sol_showcase_add_part (page, "Ce que disent nos clients", FALSE, FALSE);

  for (guint i = 0; i < words->len; i++)
    {
      SolRecord *word = words->pdata[i];
      const char *role = get_text (word, "role");
      const char *about = get_text (word, "about");
      g_autofree char *day = say_day (get_text (word, "consented_on"));

      sol_showcase_part_add (
          part, g_strdup_printf ("«" NBSP "%s" NBSP "»\n%s%s%s%s%s · %s", get_text (word, "text"),
                                 get_text (word, "name"), role != NULL ? ", " : "",
                                 role != NULL ? role : "", about != NULL ? " · " : "",
                                 about != NULL ? about : "", day != NULL ? day : ""));
    }
}

static void
add_bars (SolShowcase *page, SolRecord *supplier)
{
  GPtrArray *criteria = sol_record_get_items (supplier, "criteria");
  guint n_proven = 0;

  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    {
      const char *criterion = sol_item_get_text (criteria->pdata[i], "criterion");
      const char *level = sol_item_get_text (criteria->pdata[i], "level");

      if (criterion == NULL || level == NULL)
        continue;
      n_proven += sol_practice_is_proven (criteria->pdata[i]);
      sol_showcase_add_bar (page, find_label ("criteria", criterion), find_label ("levels", level),
                            (guint) g_ascii_digit_value (*level));
    }
  if (page->bars->len > 0)
    page->bars_heading = g_strdup_printf ("Pratiques" NBSP ": %u sur %d prouvée%s", n_proven,
                                          N_CRITERIA, n_proven > 1 ? "s" : "");
}

static char *
make_address (SolRecord *supplier)
{
  const char *street = get_text (supplier, "address");
  const char *postcode = get_text (supplier, "postcode");
  const char *city = get_text (supplier, "city");

  return g_strdup_printf ("%s%s%s%s%s", street != NULL ? street : "",
                          street != NULL && (postcode != NULL || city != NULL) ? ", " : "",
                          postcode != NULL ? postcode : "",
                          postcode != NULL && city != NULL ? NBSP : "", city != NULL ? city : "");
}

/* What only looks like an address leads nowhere. */
static void
add_contact (SolShowcase *page, SolRecord *supplier)
{
  const char *mail = get_text (supplier, "email");
  const char *site = get_text (supplier, "website");

  page->contact_heading = g_strdup ("Nous joindre");
  page->address = make_address (supplier);
  page->call = g_strdup (get_text (supplier, "phone"));
  page->call_link = sol_contact_link_make_call (page->call);
  page->mail = g_strdup (mail);
  page->mail_link = sol_contact_link_make_mail (mail, NULL, NULL);
  page->site = g_strdup (site);
  page->site_link = site != NULL ? sol_link_make_site (site) : NULL;
}

static SolShowcase *
make_page (SolRecord *supplier, GPtrArray *words)
{
  SolShowcase *page = sol_showcase_new ("fr");
  const char *name = get_text (supplier, "name");
  g_autofree char *day = say_day (get_text (supplier, "verified_on"));

  page->name = g_strdup (name != NULL ? name : "Sans nom");
  page->lead = make_lead (supplier);
  sol_showcase_part_add (sol_showcase_add_part (page, "Ce que nous faisons", FALSE, FALSE),
                         g_strdup (get_text (supplier, "description")));
  add_items (page, supplier, "activities", "Activités", FALSE, make_activity);
  add_items (page, supplier, "offers", "Prestations", FALSE, make_offer);
  add_words (page, words);
  add_items (page, supplier, "references", "Ils nous font confiance", FALSE, make_reference);
  add_contact (page, supplier);
  add_bars (page, supplier);
  add_networks (add_items (page, supplier, "labels", "Labels et réseaux", TRUE, make_label),
                supplier);
  page->foot = day != NULL ? g_strdup_printf ("Achetons Solidaires · fiche vérifiée le %s", day)
                           : g_strdup ("Achetons Solidaires");
  return page;
}

/* A browser that has the page yet, and only asks whether it changed, is one that was counted. */
static void
note_look (SolServer *server, SolRequest *request, const char *id)
{
  if (sol_web_looks_is_reader (sol_request_get_method (request),
                               sol_request_get_header (request, "User-Agent"),
                               sol_request_get_header (request, "Sec-Purpose")))
    sol_web_looks_count (server->web_looks, id);
}

/* It says itself which it is: it changes with the structure, and with the words on it. */
static void
answer (SolServer *server, SolRequest *request, const char *id, SolShowcase *page)
{
  guint note;
  g_autoptr (GBytes) html = sol_showcase_make_html (page, &note);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, html);
  g_autofree char *etag = g_strdup_printf ("\"%.16s\"", sum);

  sol_page_set_headers (request);
  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "public, max-age=60");
  if (sol_request_matches (request, etag))
    sol_request_answer_not_modified (request);
  else
    {
      sol_request_answer (request, 200, SOL_PAGE_TYPE, html);
      note_look (server, request, id);
    }
}

/* (transfer full) (nullable): of what all may read */
static SolRecord *
find_supplier (SolServer *server, const char *id, GError **error)
{
  g_autoptr (SolStored) found = sol_storage_get (server->storage, "supplier", id, error);

  return found != NULL && found->doc != NULL &&
                 sol_authz_may_read (ROUTE, "supplier", SOL_ROLE_ANONYMOUS, found->scope)
             ? sol_record_new_from_text (SOL_TYPE_SUPPLIER, found->key, found->id, found->scope,
                                         found->rev, found->doc, error)
             : NULL;
}

/* GET /s/{id} */
void
sol_showcase_page_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolRecord) supplier = find_supplier (server, rest, &error);
  g_autoptr (GPtrArray)
      words = supplier != NULL ? sol_words_list_shown (server->words, rest, &error) : NULL;
  g_autoptr (SolShowcase) page = words != NULL ? make_page (supplier, words) : NULL;

  if (page != NULL)
    answer (server, request, rest, page);
  else if (error != NULL)
    sol_account_answer_failure (request, error);
  else if (!sol_suppliers_redirect (server, request, rest, "/s/"))
    sol_page_answer (request, 404, "no-structure", "Structure inconnue", NULL, 0);
}
