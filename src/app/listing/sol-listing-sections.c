/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-sections.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "app/form/sol-commune-control.h"
#include "app/form/sol-zones-control.h"
#include "app/listing/sol-argument-control.h"
#include "app/listing/sol-charter-control.h"
#include "app/listing/sol-listing-checks.h"
#include "app/listing/sol-nine-control.h"
#include "app/listing/sol-practice-words.h"
#include "app/sol-charter-words.h"
#include "model/sol-argument.h"
#include "model/sol-commune.h"

/* What the listing asks, in the order in which a buyer reads it. */

static const SolFormField who[] = {
  { "name", N_ ("_Usual name"), N_ ("The name your clients know and buyers search for."),
    N_ ("Example: Le Bocal Voyageur") },
  { "kind", N_ ("_Kind of structure"), N_ ("Public buyers reserve contracts to some of them.") },
  { "siret", N_ ("_SIRET number"), N_ ("It proves to the buyer that the structure exists."),
    N_ ("Fourteen digits, on every invoice"), .check = sol_listing_check_siret,
    .make = sol_listing_make_siret_control },
  { "description", N_ ("_What we do, in three sentences"),
    N_ ("The first lines a buyer reads: what, for whom, where."),
    N_ ("Example: We cook meals from unsold vegetables for twelve schools around Apt."),
    .check = sol_listing_check_description },
  { "legal_form", N_ ("Legal _form"),
    N_ ("Association, cooperative, company: buyers file by it.") },
  { "naf", N_ ("_NAF code"),
    N_ ("The activity that INSEE has you under: tenders are matched by it."),
    N_ ("Type the code or a word: 81.30Z, landscape") },
  { "brand", N_ ("Tra_de name"), N_ ("When another one stands on your shop or your vans."),
    N_ ("Example: Les Bocaux d’Apt") },
  { "year", N_ ("_Year of foundation"), N_ ("How long you have been doing it."),
    N_ ("Example: 1998"), .purpose = GTK_INPUT_PURPOSE_DIGITS },
  { NULL },
};

static const SolFormField activity_parts[] = {
  { "sector", N_ ("Activity"), N_ ("What buyers search for."),
    N_ ("Type a word: green spaces, cleaning, meals") },
  { "modes", N_ ("In what manner"),
    N_ ("People lent, work done, goods sold: buyers filter by it.") },
  { "reach", N_ ("How far you go"), N_ ("Buyers beyond that do not find you: nobody loses time.") },
  { "radius_km", N_ ("Within so many kilometres"), N_ ("As the crow flies, from your seat."),
    N_ ("Example: 50"), .purpose = GTK_INPUT_PURPOSE_DIGITS },
  { "zones", N_ ("Or in these places"), N_ ("Where a circle does not fit."),
    N_ ("Type a commune, a département or a région"), .make = sol_zones_control_new },
  { NULL },
};

static const SolFormField what[] = {
  { "activities", N_ ("Your _activities"),
    N_ ("Each is found on its own, with how far you go for it. The first one counts most."),
    N_ ("None yet: nobody can find you by what you do."), .parts = activity_parts },
  { NULL },
};

static const SolFormField offer_parts[] = {
  { "title", N_ ("What it is"), N_ ("As a buyer would write it on an order."),
    N_ ("Example: Hedge trimming") },
  { "text", N_ ("In two lines"), N_ ("What is included, and what is not."),
    N_ ("Example: by hand, green waste taken away") },
  { "price", N_ ("Price for one unit, without tax"), N_ ("An indication, not a commitment."),
    N_ ("Example: 24,50"), .purpose = GTK_INPUT_PURPOSE_NUMBER },
  { "unit", N_ ("Unit"), N_ ("A price says nothing without it."),
    N_ ("Example: hour, metre, meal") },
  { "lead_time", N_ ("Lead time"), N_ ("From the order to the beginning."),
    N_ ("Example: two weeks") },
  { "capacity", N_ ("How much at a time"),
    N_ ("So that nobody asks more of you than you can give."), N_ ("Example: three sites") },
  { NULL },
};

static const SolFormField offers[] = {
  { "offers", N_ ("Your _offers"),
    N_ ("With a price, even a rough one, buyers know whether to write."), N_ ("None yet."),
    .parts = offer_parts },
  { NULL },
};

static const char *const commune_followers[] = { "city",   "postcode", "department",
                                                 "region", "place",    NULL };

/* Where the commune is, its name and its codes follow from it. */
static void
follow_commune (SolForm *form, const GValue *value)
{
  const SolCommune *commune = sol_value_is_empty (value)
                                  ? NULL
                                  : sol_commune_find (g_value_get_string (value));
  g_auto (GStrv) postcodes = g_strsplit (commune != NULL ? commune->postcodes : "", " ", 2);
  g_auto (GValue) place = G_VALUE_INIT;
  guint index;

  sol_form_edit_text (form, "city", commune != NULL ? commune->name : NULL);
  sol_form_edit_text (form, "postcode", postcodes[0]);
  sol_form_edit_text (form, "department", commune != NULL ? commune->department : NULL);
  sol_form_edit_text (form, "region", commune != NULL ? commune->region : NULL);
  if (commune != NULL && isfinite (commune->lat))
    {
      g_value_init (&place, SOL_TYPE_PLACE);
      g_value_set_boxed (&place, &(SolPlace){ commune->lat, commune->lon });
    }
  if (sol_record_find_field (sol_form_get_record (form), "place", &index) != NULL)
    sol_form_edit (form, index, &place);
}

static const SolFormField where[] = {
  { "commune", N_ ("_Town"), N_ ("Buyers search around their own."),
    N_ ("Type the name or the postcode: 84300"), .make = sol_commune_control_new,
    .follow = follow_commune, .followers = commune_followers },
  { "address", N_ ("Street _address"), N_ ("Where to come."), N_ ("Example: 12 rue des Haies") },
  { "postcode", N_ ("_Postcode"), N_ ("It follows from the town, which may have several."),
    N_ ("Example: 84300"), .purpose = GTK_INPUT_PURPOSE_DIGITS, .check = sol_listing_check_postcode,
    .beside = sol_listing_compare_postcode },
  { "qpv", N_ ("In a priority _neighbourhood"), N_ ("A “QPV”: some contracts ask for it.") },
  { "zrr", N_ ("In a _rural revitalisation zone"), N_ ("A “ZRR”: likewise.") },
  { NULL },
};

static const SolFormField contacts[] = {
  { "phone", N_ ("_Telephone"), N_ ("A buyer in a hurry calls before writing."),
    N_ ("Example: 04 65 71 00 12"), .purpose = GTK_INPUT_PURPOSE_PHONE,
    .check = sol_listing_check_phone },
  { "email", N_ ("_E-mail"), N_ ("The structure’s own mailbox: anybody can read it here."),
    N_ ("Example: contact@example.fr"), .purpose = GTK_INPUT_PURPOSE_EMAIL,
    .check = sol_listing_check_email },
  { "website", N_ ("Web _site"), N_ ("To see more of what you do."), N_ ("Example: www.example.fr"),
    .purpose = GTK_INPUT_PURPOSE_URL, .check = sol_listing_check_website },
  { NULL },
};

/* Turnover is an amount, the others are heads. */
static SolFieldKind
type_figure_as (SolItem *figure)
{
  return g_strcmp0 (sol_item_get_text (figure, "measure"), "turnover") == 0 ? SOL_FIELD_MONEY
                                                                            : SOL_FIELD_NUMBER;
}

static const SolFormField figure_parts[] = {
  { "measure", N_ ("What it counts"), N_ ("One figure each: buyers compare them.") },
  { "value", N_ ("How many, or euros of turnover"), N_ ("A round number will do."),
    N_ ("Example: 12, or 480 000"), .purpose = GTK_INPUT_PURPOSE_NUMBER,
    .type_as = type_figure_as },
  { "year", N_ ("Of which year"), N_ ("Figures grow old: buyers look at it."), N_ ("Example: 2025"),
    .purpose = GTK_INPUT_PURPOSE_DIGITS },
  { "source", N_ ("Where it is from"), N_ ("What can be checked is believed."),
    N_ ("Example: activity report") },
  { NULL },
};

static const SolFormField figures[] = {
  { "figures", N_ ("Your _figures"),
    N_ ("People in integration, permanent staff, turnover: how much you can take on."),
    N_ ("None yet."), .parts = figure_parts },
  { "staff_bracket", N_ ("S_taff"), N_ ("When you would rather tell a bracket.") },
  { NULL },
};

static const SolFormField reference_parts[] = {
  { "name", N_ ("Client"), N_ ("A name that buyers know, or can call."),
    N_ ("Example: Commune of Apt") },
  { "text", N_ ("What you did for them"), N_ ("What, how much and for how long."),
    N_ ("Example: green spaces of three schools, since 2021") },
  { "year", N_ ("In which year"), N_ ("Recent work counts more."), N_ ("Example: 2025"),
    .purpose = GTK_INPUT_PURPOSE_DIGITS },
  { NULL },
};

static const SolFormField references[] = {
  { "references", N_ ("_Clients and references"),
    N_ ("Buyers ask them before they choose. Ask them first."), N_ ("None yet."),
    .parts = reference_parts },
  { NULL },
};

static const SolFormField label_parts[] = {
  { "label", N_ ("Label"), N_ ("Buyers filter by it.") },
  { "issuer", N_ ("Given by"), N_ ("Who checked you."), N_ ("Example: AFNOR Certification") },
  { "on", N_ ("On"), N_ ("A label ends: buyers look at its date."), N_ ("Example: 12/03/2026") },
  { "proof", N_ ("Where it can be checked"), N_ ("So that nobody has to ask you for it."),
    N_ ("Example: www.example.fr/label") },
  { NULL },
};

static const SolFormField labels[] = {
  { "labels", N_ ("_Labels"), N_ ("Guarantees that a third party checked."), N_ ("None yet."),
    .parts = label_parts },
  { "networks", N_ ("_Networks"), N_ ("Who knows you and supports you.") },
  { NULL },
};

static const SolFormField picture_parts[] = {
  { "picture", N_ ("Picture"), N_ ("It is looked at before anything is read.") },
  { "caption", N_ ("What is to be seen on it"),
    N_ ("Shown below the picture, and read aloud to who does not see it."),
    N_ ("Example: Two gardeners trim a hedge") },
  { NULL },
};

static const SolFormField pictures[] = {
  { "logo", N_ ("_Logo"), N_ ("Beside your name in the catalogue.") },
  { "images", N_ ("Pict_ures of your work"),
    N_ ("People at work, a finished site: a picture says at once what you do."), NULL,
    .parts = picture_parts },
  { NULL },
};

/* Named here for whoever tells of a part of an answer; they are written on a page of their own. */
static const SolFormField proof_parts[] = {
  { "title", N_ ("What it shows") },
  { "on", N_ ("Of which day") },
  { "link", N_ ("Where it can be seen") },
  { "figure", N_ ("The figure") },
  { "file", N_ ("Document") },
  { NULL },
};

static const SolFormField answer_parts[] = {
  { "level", N_ ("Level") },
  { "note", N_ ("In your _words") },
  { "practices", N_ ("What it is about") },
  { "evidence", N_ ("Your proofs"), .parts = proof_parts },
  { NULL },
};

static const SolFormField criterion_parts[] = {
  { "criterion", N_ ("Practice") },
  { "answers", N_ ("Answers"), .parts = answer_parts },
  { NULL },
};

static const SolFormField practices[] = {
  { "criteria", N_ ("The _nine practices"),
    N_ ("What you do rather than what you display: two to four questions each, in any order."),
    .make = sol_nine_control_new, .parts = criterion_parts },
  { NULL },
};

static char *
say_practices (SolRecord *listing)
{
  guint n_proven;
  g_autofree char *nine = sol_practice_words_say_nine (sol_record_get_items (listing, "criteria"),
                                                       &n_proven);

  /* TRANSLATORS: so many of the nine practices are proven. */
  return g_strdup_printf (ngettext ("%u of 9", "%u of 9", n_proven), n_proven);
}

/* Likewise. */
static const SolFormField argument_parts[] = {
  { "question", N_ ("Question") },
  { "text", N_ ("Answer") },
  { NULL },
};

static const SolFormField argument[] = {
  { "argument", N_ ("What makes us _useful"),
    N_ ("Short questions make a one-page sheet, and paragraphs to use again when you answer a "
        "tender. Only your organisation sees it."),
    .make = sol_argument_control_new, .parts = argument_parts },
  { NULL },
};

static char *
say_argument (SolRecord *listing)
{
  /* TRANSLATORS: so many of the questions of the argument sheet are answered. */
  return g_strdup_printf (_ ("%u of %u"), sol_argument_count_answers (listing, NULL),
                          sol_argument_guide_get_newest ()->n_questions);
}

/* Named for whoever reads them: a signature is no field to fill in. */
static const SolFormField signature_parts[] = {
  { "name", N_ ("Signed by") },
  { "role", N_ ("As") },
  { "signed_on", N_ ("On") },
  { "until", N_ ("In force until") },
  { NULL },
};

static const SolFormField goal_parts[] = {
  { "text", N_ ("What you want to have reached"),
    N_ ("One thing that can be seen once it is done."),
    N_ ("Example: Half of what we buy comes from less than 50 km away") },
  { "criterion", N_ ("On which practice"), N_ ("One of the nine, if it is about one.") },
  { "due", N_ ("By which day"), N_ ("A goal without a day is a wish."), N_ ("Example: 30/06/2027"),
    .check = sol_listing_check_due },
  { "done", N_ ("It is reached"), N_ ("Buyers see that you keep your word.") },
  { NULL },
};

static const SolFormField charter[] = {
  { "charter", N_ ("The progress _charter"),
    N_ ("Nine commitments in plain words, signed for two years. A company outside the social "
        "economy is admitted by it, with three practices proven at least."),
    .make = sol_charter_control_new, .parts = signature_parts },
  { "goals", N_ ("Your _goals"),
    N_ ("Up to three things that you want to get better at: buyers see them with their day."),
    N_ ("None yet."), .parts = goal_parts },
  { NULL },
};

static const SolFormField review[] = {
  { "note", N_ ("A word to the _moderator"),
    N_ ("Only whoever reads your listing sees it: what changed, what to be careful about."),
    N_ ("Optional") },
  { NULL },
};

static const SolListingSection sections[] = {
  { N_ ("Who we are"), NULL, who },
  { N_ ("What we do"), NULL, what },
  { N_ ("Offers and prices"), NULL, offers },
  { N_ ("Where we work"), NULL, where },
  { N_ ("How to reach us"), NULL, contacts },
  { N_ ("Figures"), NULL, figures },
  { N_ ("Clients and references"), NULL, references },
  { N_ ("Labels and networks"), NULL, labels },
  { N_ ("Pictures"), NULL, pictures },
  { N_ ("Our practices"), NULL, practices, say_practices },
  { N_ ("Charter and goals"), NULL, charter, sol_charter_words_say_section },
  { N_ ("Argument sheet"), NULL, argument, say_argument },
  { N_ ("Review"), NULL, review },
};

/**
 * sol_listing_sections_get:
 *
 * Returns: (transfer none): all of them, in their order
 */
const SolListingSection *
sol_listing_sections_get (guint *n_sections)
{
  *n_sections = G_N_ELEMENTS (sections);
  return sections;
}

/**
 * sol_listing_sections_find:
 * @field: its name
 * @label: (out): what it is called, to be translated
 *
 * Returns: (transfer none) (nullable): the section that asks it
 */
const SolListingSection *
sol_listing_sections_find (const char *field, const char **label)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    for (const SolFormField *at = sections[i].fields; at->name != NULL; at++)
      if (g_str_equal (at->name, field))
        {
          *label = at->label;
          return &sections[i];
        }
  return NULL;
}
