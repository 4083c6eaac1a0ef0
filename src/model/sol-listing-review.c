/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-review.h"

#include <string.h>

#include "model/sol-practice-level.h"
#include "model/sol-sheet.h"

#define NO_DEPARTMENT "00" /* of a listing that does not tell where it is */

/**
 * SolListingReview:
 *
 * What a moderator reads of a #SolListing that was submitted: the server's copy, in the review of
 * its department. His verdict is an operation of the listing, on the revision that the copy tells.
 */
struct _SolListingReview
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolListingReview, sol_listing_review, SOL_TYPE_RECORD)

static const SolField fields[] = {
  SOL_SHEET_FIELDS (SOL_FIELD_OPTIONAL),
  { "note", SOL_FIELD_PROSE, SOL_FIELD_SERVER, 2000 }, /* to the moderator */
  { "listing", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "listing" },
  { "listing_rev", SOL_FIELD_NUMBER, SOL_FIELD_SERVER, 0 }, /* that was copied */
  { "state_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },  /* when it was submitted */
  { "verified_on", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 },  /* an earlier one is public */
};

/* The first digits of an INSEE code: two, overseas three. (transfer full) */
static char *
get_department (SolRecord *listing)
{
  const char *department = sol_record_get_text (listing, "department");
  const char *commune = sol_record_get_text (listing, "commune");

  if (department != NULL)
    return g_strdup (department);
  if (commune == NULL || strlen (commune) != 5)
    return g_strdup (NO_DEPARTMENT);
  return g_strndup (commune, g_str_has_prefix (commune, "97") ? 3 : 2);
}

/* Returns: (transfer full): the review that @listing is submitted to */
char *
sol_listing_review_make_scope (SolRecord *listing)
{
  g_autofree char *department = get_department (listing);

  return sol_scope_new (SOL_SCOPE_KIND_REVIEW, department);
}

/* Tells what of the listing no field of it says. */
void
sol_listing_review_fill (SolRecord *review, SolRecord *listing)
{
  sol_record_set_text (review, "listing", sol_record_get_id (listing));
  sol_record_set_number (review, "listing_rev", sol_record_get_rev (listing));
  sol_practice_tell_levels (review);
}

static void
sol_listing_review_class_init (SolListingReviewClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_listing_review_init (SolListingReview *self)
{
}
