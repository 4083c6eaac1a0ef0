/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-review.h"

#include <string.h>

#include "model/sol-item.h"
#include "model/sol-listing-charter.h"
#include "model/sol-listing-moves.h"
#include "model/sol-listing-remarks.h"
#include "model/sol-model-error.h"
#include "model/sol-practice-level.h"
#include "model/sol-projection.h"
#include "model/sol-record-registry.h"
#include "model/sol-sheet.h"
#include "model/sol-uuid.h"

#define NO_DEPARTMENT "00" /* of a listing that does not tell where it is */

/**
 * SolListingReview:
 *
 * What a moderator reads of a #SolListing that was submitted: the server's copy, in the review of
 * its department. It stays as he left it until the listing is submitted again. His decision is an
 * operation of the copy, which the server carries over to the listing.
 */
struct _SolListingReview
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolListingReview, sol_listing_review, SOL_TYPE_RECORD)

static const SolField fields[] = {
  SOL_SHEET_FIELDS (SOL_FIELD_OPTIONAL),
  { "note", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 2000 }, /* to the moderator */
  SOL_CHARTER_GOALS_FIELD,
  SOL_CHARTER_FIELD,
  SOL_LISTING_REMARKS_FIELDS (SOL_FIELD_OPTIONAL),
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },
  { "state_by", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 36 },    /* as in the listing */
  { "state_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 }, /* when it was submitted, or decided */
  { "listing", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "listing" },
  { "supplier", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" }, /* its place */
  { "listing_rev", SOL_FIELD_NUMBER, SOL_FIELD_SERVER, 0 }, /* that was copied */
  { "verified_on", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 },  /* an earlier one is public */
};

/**
 * sol_listing_review_find_department:
 * @listing: or the record of the catalogue that is made of it
 *
 * Returns: (transfer full): the one it tells, or the first digits of its commune's INSEE code: two,
 *   overseas three; "00" of one that does not tell where it is
 */
char *
sol_listing_review_find_department (SolRecord *listing)
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
  g_autofree char *department = sol_listing_review_find_department (listing);

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

/* What a decision writes. */
static const char *const decided[] = { "state",    "state_by", "state_at", "verified_on",
                                       "supplier", "remark",   "remarks",  "answers" };

static void
note_decision (SolRecord *review, SolRecord *listing)
{
  for (guint i = 0; i < G_N_ELEMENTS (decided); i++)
    {
      guint from, to;

      sol_record_find_field (listing, decided[i], &from);
      sol_record_find_field (review, decided[i], &to);
      sol_record_set_value (review, to, sol_record_get_value (listing, from));
    }
}

static SolRecord *
read_record (SolOperationContext *context, const char *type, const char *id)
{
  return context->read != NULL && id != NULL ? context->read (context->data, type, id) : NULL;
}

/**
 * sol_listing_review_decide:
 * @record: a listing
 *
 * A #SolOperationFunc: what a moderator says of the listing itself, without its copy before him.
 */
gboolean
sol_listing_review_decide (SolRecord *record,
                           const SolOperation *operation,
                           JsonObject *arguments,
                           SolOperationContext *context,
                           GError **error)
{
  g_autofree char *id = sol_uuid_from_name ("listing", sol_record_get_id (record));
  g_autoptr (SolRecord) review = NULL;

  if (!sol_listing_move (record, operation, arguments, context, error))
    return FALSE;
  review = read_record (context, "listing_review", id);
  if (review != NULL)
    {
      note_decision (review, record);
      sol_operation_add_effect (context, review, FALSE, TRUE);
    }
  return TRUE;
}

/* (transfer full): what would be copied now */
static SolRecord *
copy_now (SolRecord *listing)
{
  const SolProjection *projection = SOL_RECORD_GET_CLASS (listing)->projections;

  while (sol_record_registry_find (projection->type) != SOL_TYPE_LISTING_REVIEW)
    projection++;
  return sol_projection_make (projection, listing);
}

/* Whether the copy says what the listing does. */
static gboolean
tell_the_same (SolRecord *review, SolRecord *listing)
{
  g_autoptr (SolRecord) now = copy_now (listing);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!(fields[i].flags & SOL_FIELD_SERVER) &&
        !sol_value_equal (sol_record_get_value (review, i), sol_record_get_value (now, i)))
      return FALSE;
  return TRUE;
}

/* The server alone has both. While it is submitted the copy follows the listing; what was written
 * since, and not submitted, is not decided on. */
static gboolean
carry_over (SolRecord *review,
            SolRecord *listing,
            const SolOperation *operation,
            JsonObject *arguments,
            SolOperationContext *context,
            GError **error)
{
  const gboolean follows = g_str_equal (sol_listing_get_state (listing), "submitted");

  if (operation->judges && !follows && !tell_the_same (review, listing))
    {
      sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_STATE,
                           (const char *const[]){ "changed", NULL },
                           "The structure has changed it since, and not submitted it yet");
      return FALSE;
    }
  if (!sol_listing_move (listing, operation, arguments, context, error))
    return FALSE;
  sol_operation_add_effect (context, listing, FALSE, TRUE);
  return TRUE;
}

static gboolean
decide (SolRecord *review,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  g_autoptr (SolRecord)
      listing = read_record (context, "listing", sol_record_get_text (review, "listing"));

  if (listing != NULL && !carry_over (review, listing, operation, arguments, context, error))
    return FALSE;
  if (listing == NULL)
    return sol_listing_move (review, operation, arguments, context, error);
  note_decision (review, listing);
  return TRUE;
}

static const SolOperation operations[] = {
  { "publish", decide, &sol_listing_publish, TRUE },
  { "ask_changes", decide, &sol_listing_ask_changes, TRUE },
  { "refuse", decide, &sol_listing_refuse, TRUE },
  { "suspend", decide, &sol_listing_suspend },
  { NULL },
};

static void
sol_listing_review_class_init (SolListingReviewClass *klass)
{
  SOL_RECORD_CLASS (klass)->operations = operations;
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_listing_review_init (SolListingReview *self)
{
}
