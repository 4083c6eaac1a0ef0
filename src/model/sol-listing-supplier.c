/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-supplier.h"

#include "model/sol-listing-moves.h"
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-uuid.h"

/* A listing that is published takes the place of what was imported of the same structure: two of
 * one SIRET and kind are one, and an ACI and an EI of one association are two. */

static gboolean
is_same (SolRecord *listing, SolRecord *supplier, const char *field)
{
  return g_strcmp0 (sol_record_get_text (listing, field), sol_record_get_text (supplier, field)) ==
         0;
}

/* An import may not know what it is, or have its number wrong: whom it was given to knows better.
 */
static gboolean
may_be (SolRecord *listing, SolRecord *supplier, const char *field)
{
  return sol_record_get_text (supplier, field) == NULL || is_same (listing, supplier, field);
}

static gboolean
has_wrong_number (SolRecord *supplier)
{
  gboolean fault = FALSE;

  return sol_record_get_flag (supplier, "siret_fault", &fault) && fault;
}

/* What an organisation published has its day. */
static gboolean
is_published (SolRecord *supplier)
{
  return sol_record_get_text (supplier, "organisation") != NULL &&
         sol_record_get_text (supplier, "verified_on") != NULL;
}

static void
take_place (SolRecord *listing, SolRecord *supplier)
{
  sol_record_set_text (listing, "supplier", sol_record_get_id (supplier));
  sol_record_set_text (listing, "source", sol_record_get_text (supplier, "source"));
  sol_record_set_text (listing, "external_id", sol_record_get_text (supplier, "external_id"));
}

/* (transfer none) (nullable): of those that were given to its organisation */
static SolRecord *
find_given (SolRecord *listing, GPtrArray *given)
{
  for (guint i = 0; i < given->len; i++)
    if (!is_published (given->pdata[i]) && may_be (listing, given->pdata[i], "kind") &&
        (may_be (listing, given->pdata[i], "siret") || has_wrong_number (given->pdata[i])))
      return given->pdata[i];
  return NULL;
}

/* @found: (out) (nullable): of those with its number, which are nobody's */
static gboolean
find_free (SolRecord *listing, GPtrArray *numbered, SolRecord **found, GError **error)
{
  g_autofree char *own = sol_uuid_from_name ("listing", sol_record_get_id (listing));

  for (guint i = 0; i < numbered->len; i++)
    {
      SolRecord *supplier = numbered->pdata[i];

      if (g_str_equal (sol_record_get_id (supplier), own) || !is_same (listing, supplier, "kind"))
        continue;
      if (sol_record_get_text (supplier, "organisation") == NULL)
        *found = supplier;
      else if (!is_published (supplier))
        {
          sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_STATE,
                               (const char *const[]){ "held", NULL },
                               "Another organisation has this structure of the catalogue");
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * sol_listing_supplier_find:
 * @listing: that is published, or what a moderator has of it
 *
 * Has it take the place of what the catalogue imported of the structure, at the server, which alone
 * knows all of that: of what was given to its organisation first, else of what is nobody's. One
 * that has a place keeps it.
 *
 * Returns: %FALSE when the structure was given to another organisation
 */
gboolean
sol_listing_supplier_find (SolRecord *listing, const SolOperationContext *context, GError **error)
{
  const char *organisation;
  g_autoptr (GPtrArray) given = NULL;
  g_autoptr (GPtrArray) numbered = NULL;
  SolRecord *found;

  if (context->find == NULL || !SOL_IS_LISTING (listing) ||
      sol_record_get_text (listing, "supplier") != NULL || sol_listing_is_seen (listing) ||
      sol_scope_parse (sol_record_get_scope (listing), &organisation) != SOL_SCOPE_KIND_ORG)
    return TRUE;
  given = context->find (context->data, "supplier", "organisation", organisation);
  numbered = context->find (context->data, "supplier", "siret",
                            sol_record_get_text (listing, "siret"));
  found = find_given (listing, given);
  if (found == NULL && !find_free (listing, numbered, &found, error))
    return FALSE;
  if (found != NULL)
    take_place (listing, found);
  return TRUE;
}

/* (transfer none) (nullable): one that has its place has no other */
static SolRecord *
find_own (SolRecord *listing, GPtrArray *given)
{
  const char *place = sol_record_get_text (listing, "supplier");

  if (place == NULL)
    return find_given (listing, given);
  for (guint i = 0; i < given->len; i++)
    if (g_str_equal (sol_record_get_id (given->pdata[i]), place))
      return given->pdata[i];
  return NULL;
}

/**
 * sol_listing_supplier_give:
 * @listing: that passes from one organisation to another
 *
 * What the catalogue imported of the structure, and was given to the first one, is the other's from
 * now on, at the server. What it published it shows as the new one's anyway.
 *
 * Returns: (transfer full): id of the structure in the catalogue, now or once it is published
 */
char *
sol_listing_supplier_give (SolRecord *listing,
                           const char *from,
                           const char *to,
                           SolOperationContext *context)
{
  g_autoptr (GPtrArray) given = context->find (context->data, "supplier", "organisation", from);
  SolRecord *found = sol_listing_is_seen (listing) ? NULL : find_own (listing, given);
  const char *place = sol_record_get_text (listing, "supplier");

  if (found != NULL)
    {
      sol_record_set_text (found, "organisation", to);
      sol_operation_add_effect (context, found, FALSE, TRUE);
      return g_strdup (sol_record_get_id (found));
    }
  return place != NULL ? g_strdup (place)
                       : sol_uuid_from_name ("listing", sol_record_get_id (listing));
}
