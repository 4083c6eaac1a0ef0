/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-handing.h"

#include "model/sol-client-word.h"
#include "model/sol-listing-charter.h"
#include "model/sol-listing-moves.h"
#include "model/sol-listing-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-scope.h"

/* A listing passes from one organisation to another, at the server, with what is said of its
 * structure. It is the same record in another scope: its id, its history and its attachments go
 * with it, and its place in the catalogue stays. */

/* What a moderator reads is not pulled from under his eyes. */
gboolean
sol_listing_handing_check (SolRecord *listing, GError **error)
{
  return !g_str_equal (sol_listing_get_state (listing), "submitted") ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "submitted",
                           "A moderator reads it: it is handed over once he has answered");
}

static void
move (SolRecord *record, const char *to, SolOperationContext *context)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (record);
  g_autofree char *id = g_strdup (sol_record_get_id (record));
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, to);

  sol_record_load (record, id, scope, sol_record_get_rev (record), doc);
  sol_operation_add_effect (context, record, FALSE, TRUE);
}

static gboolean
is_of (SolRecord *record, const char *organisation)
{
  const char *id;

  return sol_scope_parse (sol_record_get_scope (record), &id) == SOL_SCOPE_KIND_ORG &&
         g_strcmp0 (id, organisation) == 0;
}

/* Whose answer it is goes to whom it is shown by from then on. The copy of it comes after it: what
 * the organisation chose to show stays shown. */
static void
lead_given (SolRecord *word, const char *to, SolOperationContext *context)
{
  const char *id = sol_record_get_text (word, "given");
  g_autoptr (SolRecord) given = id != NULL ? context->read (context->data, "given_word", id) : NULL;

  if (given == NULL)
    return;
  sol_record_set_text (given, "organisation", to);
  sol_operation_add_effect (context, given, FALSE, TRUE);
}

/* What is said of the structure beside the listing: by clients, and by who looked at its page. */
static void
move_beside (const char *supplier,
             const char *type,
             const char *from,
             const char *to,
             SolOperationContext *context)
{
  g_autoptr (GPtrArray) records = context->find (context->data, type, "supplier", supplier);

  for (guint i = 0; i < records->len; i++)
    if (is_of (records->pdata[i], from))
      {
        if (SOL_IS_CLIENT_WORD (records->pdata[i]))
          lead_given (records->pdata[i], to, context);
        move (records->pdata[i], to, context);
      }
}

/* What the charter alone admitted is admitted no more: buyers see it again when a moderator has
 * published it as the new one's, who has signed. */
static void
begin_anew (SolRecord *listing, const SolOperationContext *context)
{
  sol_record_set_text (listing, "verified_on", NULL);
  if (g_str_equal (sol_listing_get_state (listing), "published"))
    sol_listing_set_state (listing, "draft", context);
}

/**
 * sol_listing_hand_over:
 * @listing: as it is, which becomes what it is to be
 * @from: organisation that offers it
 * @to: organisation that takes it
 *
 * At the server alone. The charter is the word of whoever signed it, for the organisation that he
 * is of: the other one signs it itself, and is held to nothing meanwhile.
 *
 * Returns: %FALSE when it is no longer @from's to give, or not now
 */
gboolean
sol_listing_hand_over (SolRecord *listing,
                       const char *from,
                       const char *to,
                       SolOperationContext *context,
                       GError **error)
{
  g_autofree char *supplier = NULL;

  if (listing == NULL || !is_of (listing, from))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "gone",
                             "The listing is no longer theirs to give");
  if (!sol_listing_handing_check (listing, error))
    return FALSE;
  supplier = sol_listing_supplier_give (listing, from, to, context);
  sol_listing_charter_clear (listing);
  if (sol_listing_charter_is_alone (listing))
    begin_anew (listing, context);
  move (listing, to, context);
  move_beside (supplier, "client_word", from, to, context);
  move_beside (supplier, "supplier_looks", from, to, context);
  return TRUE;
}
