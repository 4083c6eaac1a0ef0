/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-claim-call.h"

#include "model/sol-claim-moves.h"
#include "model/sol-claim.h"

/**
 * SolClaimCall:
 *
 * A #SolClaim as the moderators of the structure's department see it, while one is to answer. His
 * answer is an operation of this copy, which the server carries over to the claim.
 */
struct _SolClaimCall
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolClaimCall, sol_claim_call, SOL_TYPE_RECORD)

static const SolField fields[] = { SOL_CLAIM_FIELDS (SOL_FIELD_SERVER, SOL_FIELD_TITLE) };

static void
note_answer (SolRecord *call, SolRecord *claim)
{
  sol_record_set_text (call, "state", sol_record_get_text (claim, "state"));
  sol_record_set_text (call, "answered_at", sol_record_get_text (claim, "answered_at"));
  sol_record_set_text (call, "remark", sol_record_get_text (claim, "remark"));
}

/* On his own computer a moderator has the copy alone. */
static gboolean
answer (SolRecord *call,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  const gboolean accepts = operation->data == NULL;
  const char *id = sol_record_get_text (call, "claim");
  g_autoptr (SolRecord) claim = id != NULL && context->read != NULL
                                    ? context->read (context->data, "claim", id)
                                    : NULL;

  if (claim == NULL)
    return sol_claim_answer (call, FALSE, accepts, arguments, context, error);
  if (!sol_claim_answer (claim, TRUE, accepts, arguments, context, error))
    return FALSE;
  note_answer (call, claim);
  sol_operation_add_effect (context, claim, FALSE, TRUE);
  return TRUE;
}

static const SolOperation operations[] = {
  { "accept", answer },
  { "refuse", answer, "refuses" },
  { NULL },
};

static void
sol_claim_call_class_init (SolClaimCallClass *klass)
{
  SOL_RECORD_CLASS (klass)->operations = operations;
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_claim_call_init (SolClaimCall *self)
{
}
