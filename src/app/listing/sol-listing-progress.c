/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-progress.h"

#include <glib/gi18n.h>

#include "app/listing/sol-listing-answers.h"
#include "app/sol-format.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"

/* What to do of each part that is not all there, and what it brings. */
static const SolListingStep steps[] = {
  { "name", N_ ("Say what you are called"), N_ ("The first thing a buyer reads.") },
  { "kind", N_ ("Say what kind of structure you are"),
    N_ ("Contracts are reserved to some of them.") },
  { "siret", N_ ("Give your SIRET number"), N_ ("It proves that you exist.") },
  { "activities", N_ ("Add a first activity"), N_ ("Buyers find you by what you do.") },
  { "description", N_ ("Say what you do in three sentences"),
    N_ ("The first lines a buyer reads.") },
  { "commune", N_ ("Say where you are"), N_ ("Buyers search around their own.") },
  { "phone", N_ ("Give a telephone number"), N_ ("A buyer in a hurry calls before writing.") },
  { "email", N_ ("Give a mail address"), N_ ("To be written to from the catalogue.") },
  { "offers", N_ ("Add an offer with its price"), N_ ("Buyers compare before they write.") },
  { "figures", N_ ("Give a figure, with its year"), N_ ("To know which volume you can take on.") },
  { "references", N_ ("Name a client"), N_ ("Somebody to ask before choosing you.") },
  { "website", N_ ("Give your web site"), N_ ("To see more of what you do.") },
  { "networks", N_ ("Say which networks you are in"), N_ ("Who knows you and supports you.") },
  { "labels", N_ ("Add a label"), N_ ("A guarantee that a third party checked.") },
  { "logo", N_ ("Add your logo"), N_ ("To recognise you at a glance.") },
  { "images", N_ ("Add a picture of your team at work"),
    N_ ("A picture says at once what you do.") },
  { "criteria", N_ ("Prove one more of the nine practices"),
    N_ ("What you already do counts, once there is a proof.") },
};

/**
 * sol_listing_progress_make_supplier:
 *
 * Returns: (transfer full): what buyers would see of it
 */
SolSupplier *
sol_listing_progress_make_supplier (SolRecord *listing)
{
  const SolProjection *projection = SOL_RECORD_GET_CLASS (listing)->projections;

  return SOL_SUPPLIER (sol_projection_make (projection, listing));
}

static gboolean
is_empty (SolRecord *record, const char *field)
{
  guint index;

  return sol_record_find_field (record, field, &index) != NULL &&
         sol_value_is_empty (sol_record_get_value (record, index));
}

static gboolean
is_wanted (const char *field)
{
  guint n_parts;
  const SolCompletenessPart *parts = sol_completeness_get_parts (&n_parts);

  for (guint i = 0; i < n_parts; i++)
    if (g_str_equal (parts[i].field, field))
      return TRUE;
  return FALSE;
}

static gboolean
needs_attention (SolForm *form, const char *field)
{
  guint index;
  SolFormMark mark;

  if (sol_record_find_field (sol_form_get_record (form), field, &index) == NULL)
    return FALSE;
  mark = sol_form_get_mark (form, index, NULL);
  return mark == SOL_FORM_MARK_REFUSED || mark == SOL_FORM_MARK_OVERLAP ||
         mark == SOL_FORM_MARK_MISSING || !sol_form_is_field_sound (form, index);
}

static gboolean
is_remarked (SolRecord *record, const char *field)
{
  SolItem *remark = sol_listing_answers_find_remark (record, field);

  return remark != NULL && !sol_listing_answers_is_answered (record, remark);
}

/**
 * sol_listing_progress_say_section:
 * @state: (out)
 *
 * Returns: (transfer full): "2 to fill in"; "" of a section in which nothing has to be
 */
char *
sol_listing_progress_say_section (SolForm *form,
                                  const SolListingSection *section,
                                  SolListingSectionState *state)
{
  SolRecord *record = sol_form_get_record (form);
  guint n_wanted = 0, n_empty = 0, n_faults = 0, n_remarks = 0;

  for (const SolFormField *field = section->fields; field->name != NULL; field++)
    {
      n_faults += needs_attention (form, field->name);
      n_remarks += is_remarked (record, field->name);
      n_wanted += is_wanted (field->name);
      n_empty += is_wanted (field->name) && is_empty (record, field->name);
    }
  *state = n_faults + n_remarks > 0 ? SOL_LISTING_SECTION_ATTENTION : SOL_LISTING_SECTION_OPEN;
  if (n_faults > 0)
    return g_strdup_printf (ngettext ("%u to look at", "%u to look at", n_faults), n_faults);
  if (n_remarks > 0)
    return g_strdup_printf (ngettext ("%u remark", "%u remarks", n_remarks), n_remarks);
  if (section->say != NULL)
    return section->say (record);
  if (n_empty > 0)
    return g_strdup_printf (ngettext ("%u to fill in", "%u to fill in", n_empty), n_empty);
  if (n_wanted == 0)
    return g_strdup ("");
  *state = SOL_LISTING_SECTION_COMPLETE;
  return g_strdup (_ ("Complete"));
}

/**
 * sol_listing_progress_find_step:
 *
 * Returns: (transfer none): what to do of @part
 */
const SolListingStep *
sol_listing_progress_find_step (const SolCompletenessPart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (part->field, steps[i].field))
      return &steps[i];
  g_return_val_if_reached (NULL);
}

/**
 * sol_listing_progress_say_gain:
 *
 * Returns: (transfer full): "+ 6 points"
 */
char *
sol_listing_progress_say_gain (const SolCompletenessPart *part, SolRecord *listing)
{
  const guint gain = sol_completeness_get_gain (part, listing);

  /* TRANSLATORS: what doing it adds to how complete the listing is, out of 100. */
  return g_strdup_printf (ngettext ("+ %u point", "+ %u points", gain), gain);
}

/**
 * sol_listing_progress_say_headline:
 *
 * Returns: (transfer none): in the user's language
 */
const char *
sol_listing_progress_say_headline (guint percent)
{
  if (percent < 30)
    return _ ("A good start");
  if (percent < 75)
    return _ ("Well under way");
  return percent < 100 ? _ ("Nearly there") : _ ("Complete");
}

static const struct
{
  const char *state;
  const char *words; /* %s: when */
} states[] = {
  { "submitted", N_ ("In review since %s. You may go on writing.") },
  { "changes-asked", N_ ("Changes asked on %s") },
  { "published", N_ ("Published since %s. What you change is reviewed before buyers see it.") },
  { "refused", N_ ("Refused on %s. You may begin again.") },
  { "suspended", N_ ("Suspended on %s: buyers do not see it.") },
  { "archived", N_ ("Withdrawn on %s: buyers do not see it.") },
  { "closed",
    N_ ("Closed since %s: buyers do not find it; those who know it see that it is closed.") },
};

/**
 * sol_listing_progress_say_state:
 * @held: (nullable): as the platform told it
 * @exists: whether it was sent once
 *
 * Returns: (transfer full): where it is between the organisation, the moderator and buyers
 */
char *
sol_listing_progress_say_state (SolRecord *listing, SolRecord *held, gboolean exists)
{
  const char *state = sol_record_get_text (listing, "state");
  const char *closed = sol_record_get_text (listing, "closed_on");
  g_autofree char *day = sol_format_date (
      closed != NULL ? closed : sol_record_get_text (listing, "state_at"));

  if (g_strcmp0 (state, "submitted") == 0 &&
      (held == NULL || g_strcmp0 (sol_record_get_text (held, "state"), state) != 0))
    return g_strdup (_ ("Leaves for review with the next exchange. You may go on writing."));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, state) == 0)
      {
        g_auto (GStrv) parts = g_strsplit (_ (states[i].words), "%s", 2);

        return g_strjoinv (day, parts);
      }
  if (sol_record_get_text (listing, "verified_on") != NULL)
    return g_strdup (_ ("Changed since it was published: buyers see it as it was until the next "
                        "review."));
  return g_strdup (exists ? _ ("Only your organisation sees it, until it was reviewed.")
                          : _ ("Only on this computer so far."));
}
