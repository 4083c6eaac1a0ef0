/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-claim.h"

#include <string.h>

#include "model/sol-claim-moves.h"
#include "model/sol-limits.h"
#include "model/sol-listing-review.h"
#include "model/sol-merged-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"

#define DAY (24 * 3600)

/**
 * SolClaim:
 *
 * An organisation says that a structure of the catalogue is its own: the code comes back that was
 * mailed to whom the catalogue lists, or a moderator says yes to the #SolClaimCall that the server
 * makes of it. Then the structure is that organisation's, and its listing takes the structure's
 * place in the catalogue when it is published.
 */
struct _SolClaim
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolClaim, sol_claim, SOL_TYPE_RECORD)

static const SolField fields[] = {
  SOL_CLAIM_FIELDS (SOL_FIELD_OPTIONAL, SOL_FIELD_OPTIONAL),
  { "called", SOL_FIELD_TEXT, SOL_FIELD_TITLE, 255 },   /* the structure, by who claims it */
  { "sent_to", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 }, /* the address, masked */
  { "sent_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
};

static gboolean
is_in (SolRecord *claim, const char *state)
{
  return g_strcmp0 (sol_record_get_text (claim, "state"), state) == 0;
}

gboolean
sol_claim_is_proof (const char *text)
{
  return g_str_equal (text, SOL_CLAIM_CONTACT) || g_str_equal (text, SOL_CLAIM_MODERATOR);
}

/* Returns: whether anybody is to answer it */
gboolean
sol_claim_is_open (SolRecord *claim)
{
  return is_in (claim, SOL_CLAIM_ASKED) || is_in (claim, SOL_CLAIM_SENT);
}

/* Returns: whether a moderator is to answer it */
gboolean
sol_claim_is_for_moderator (SolRecord *claim)
{
  return is_in (claim, SOL_CLAIM_ASKED) &&
         (g_strcmp0 (sol_record_get_text (claim, "proof"), SOL_CLAIM_CONTACT) != 0 ||
          sol_record_get_text (claim, "reason") != NULL);
}

/**
 * sol_claim_mask_address:
 *
 * Returns: (transfer full): what tells @address to who knows it, and to nobody else:
 *   "c…@example.org"
 */
char *
sol_claim_mask_address (const char *address)
{
  const char *at = strrchr (address, '@');
  const char *second = *address != '\0' ? g_utf8_next_char (address) : address;

  if (at == NULL || second > at)
    return g_strdup ("…");
  return g_strdup_printf ("%.*s…%s", (int) (second - address), address, at);
}

static SolRecord *
read_record (const SolOperationContext *context, const char *type, const char *id)
{
  return context->read != NULL && id != NULL ? context->read (context->data, type, id) : NULL;
}

/* What the catalogue says of the structure, to who answers. */
static void
copy_structure (SolRecord *claim, SolRecord *supplier)
{
  g_autofree char *department = sol_listing_review_find_department (supplier);

  sol_record_set_text (claim, "structure", sol_record_get_text (supplier, "name"));
  sol_record_set_text (claim, "kind", sol_record_get_text (supplier, "kind"));
  sol_record_set_text (claim, "siret", sol_record_get_text (supplier, "siret"));
  sol_record_set_text (claim, "city", sol_record_get_text (supplier, "city"));
  sol_record_set_text (claim, "department", department);
}

/* One claim of a structure at a time, of each organisation. */
static gboolean
check_alone (SolRecord *claim, const SolOperationContext *context, GError **error)
{
  g_autoptr (GPtrArray) others = context->find (context->data, "claim", "supplier",
                                                sol_record_get_text (claim, "supplier"));

  for (guint i = 0; i < others->len; i++)
    if (sol_claim_is_open (others->pdata[i]) &&
        g_strcmp0 (sol_record_get_text (others->pdata[i], "organisation"),
                   sol_record_get_text (claim, "organisation")) == 0)
      return sol_model_refuse (error, SOL_MODEL_ERROR_TOO_MANY, "1", "It is claimed already");
  return TRUE;
}

/* Structures are claimed by those who sell. */
static gboolean
note_organisation (SolRecord *claim, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      organisation = read_record (context, "organisation", context->actor->organisation);

  sol_record_set_text (claim, "organisation", context->actor->organisation);
  if (organisation == NULL)
    return TRUE;
  sol_record_set_text (claim, "organisation_name", sol_record_get_text (organisation, "name"));
  return g_strcmp0 (sol_record_get_text (organisation, "kind"), "supplier") == 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "kind",
                           "An organisation that buys or helps claims no structure");
}

static gboolean
note_structure (SolRecord *claim, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_merged_supplier_follow (context, sol_record_get_text (claim, "supplier"));

  if (!sol_claim_check_structure (claim, supplier, error) || !check_alone (claim, context, error))
    return FALSE;
  copy_structure (claim, supplier);
  sol_claim_note_holder (claim, supplier, context);
  return TRUE;
}

/* Of the structure the server alone knows for sure. */
static gboolean
begin (SolRecord *claim, const SolOperationContext *context, GError **error)
{
  sol_claim_ask (claim, context);
  sol_record_set_text (claim, "claim", sol_record_get_id (claim));
  sol_record_set_text (claim, "account", context->actor->account);
  sol_record_set_text (claim, "name", context->actor->name);
  return note_organisation (claim, context, error) &&
         (context->find == NULL || note_structure (claim, context, error));
}

/* The code does not come: a moderator is asked in its place. */
static gboolean
go_on (SolRecord *claim, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (g_strcmp0 (sol_record_get_text (before, "supplier"),
                 sol_record_get_text (claim, "supplier")) != 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "Another structure is claimed by another claim");
  if (g_strcmp0 (sol_record_get_text (claim, "proof"), sol_record_get_text (before, "proof")) != 0)
    sol_claim_ask (claim, context);
  return TRUE;
}

static gboolean
check_whole (SolRecord *claim, GError **error)
{
  g_auto (GStrv) missing = sol_record_list_missing (claim);

  if (missing[0] == NULL)
    return TRUE;
  sol_model_error_set (error, SOL_MODEL_ERROR_INCOMPLETE, (const char *const *) missing,
                       "It says neither what nor how");
  return FALSE;
}

/* It is of one structure, and over when it was answered. What was accepted is not taken away. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (before != NULL &&
      (edited != NULL ? !sol_claim_is_open (before) : is_in (before, SOL_CLAIM_ACCEPTED)))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                             sol_record_get_text (before, "state"), "It was answered");
  if (edited == NULL)
    return TRUE;
  return check_whole (edited, error) &&
         (before == NULL ? begin (edited, context, error) : go_on (edited, before, context, error));
}

static char *
get_review_scope (SolRecord *claim)
{
  return sol_scope_new (SOL_SCOPE_KIND_REVIEW, sol_record_get_text (claim, "department"));
}

static const SolProjection projections[] = {
  { "claim_call", get_review_scope, NULL, sol_claim_is_for_moderator },
  { NULL },
};

/* Those who are listed are written to, and moderators read each. */
static const SolQuota quotas[] = {
  { .state = SOL_CLAIM_ASKED, .most = 10 },
  { .within = DAY, .most = 5 },
  { .most = 0 },
};

static void
sol_claim_class_init (SolClaimClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->operations = sol_claim_operations;
  record_class->projections = projections;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_claim_init (SolClaim *self)
{
}
