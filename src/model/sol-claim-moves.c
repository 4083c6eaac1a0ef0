/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-claim-moves.h"

#include <string.h>

#include "model/sol-claim.h"
#include "model/sol-merged-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-record-edit.h"

/* What leads a claim from one state to another. */

/**
 * sol_claim_check_structure:
 * @supplier: (nullable): as the catalogue has it
 *
 * Whether it may be given to who claims it: what an organisation publishes itself is its own.
 */
gboolean
sol_claim_check_structure (SolRecord *claim, SolRecord *supplier, GError **error)
{
  const char *holder = supplier != NULL ? sol_record_get_text (supplier, "organisation") : NULL;

  if (supplier == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "There is no such structure");
  if (holder != NULL && g_strcmp0 (holder, sol_record_get_text (claim, "organisation")) == 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "own",
                             "The structure is theirs already");
  return holder == NULL || sol_record_get_text (supplier, "verified_on") == NULL ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "published",
                           "Its people publish it: ask them to join");
}

/**
 * sol_claim_note_holder:
 *
 * Tells which other organisation has the structure, and that a moderator is to say whose it is.
 *
 * Returns: whether there is one
 */
gboolean
sol_claim_note_holder (SolRecord *claim, SolRecord *supplier, const SolOperationContext *context)
{
  const char *holder = sol_record_get_text (supplier, "organisation");
  g_autoptr (SolRecord) organisation = NULL;

  if (holder == NULL || g_strcmp0 (holder, sol_record_get_text (claim, "organisation")) == 0)
    return FALSE;
  organisation = context->read (context->data, "organisation", holder);
  sol_record_set_text (claim, "holder", holder);
  sol_record_set_text (claim, "holder_name",
                       organisation != NULL ? sol_record_get_text (organisation, "name") : NULL);
  sol_record_set_text (claim, "reason", SOL_CLAIM_HELD);
  return TRUE;
}

/* From now on it waits for an answer. */
void
sol_claim_ask (SolRecord *claim, const SolOperationContext *context)
{
  sol_record_set_text (claim, "state", SOL_CLAIM_ASKED);
  sol_record_set_text (claim, "asked_at", context->moment);
  sol_record_set_text (claim, "reminded_at", NULL);
}

static void
end (SolRecord *claim, const char *state, const SolOperationContext *context)
{
  sol_record_set_text (claim, "state", state);
  sol_record_set_text (claim, "answered_at", context->moment);
}

/* The structure is the organisation's from now on; unless another has it than @told, of whom
 * whoever says so knew: then he is told. What another moderator was told, he may not have seen.
 * @told: (nullable) */
static gboolean
give (SolRecord *claim, const char *told, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_merged_supplier_follow (context, sol_record_get_text (claim, "supplier"));

  if (!sol_claim_check_structure (claim, supplier, error))
    return FALSE;
  if (sol_claim_note_holder (claim, supplier, context) &&
      g_strcmp0 (told, sol_record_get_text (claim, "holder")) != 0)
    {
      sol_claim_ask (claim, context);
      return TRUE;
    }
  end (claim, SOL_CLAIM_ACCEPTED, context);
  sol_record_set_text (supplier, "organisation", sol_record_get_text (claim, "organisation"));
  sol_operation_add_effect (context, supplier, FALSE, TRUE);
  return TRUE;
}

/* Of a yes: who has the structure, as he saw it; null is nobody. */
static gboolean
check_told (JsonObject *arguments, GError **error)
{
  JsonNode *node = json_object_get_member (arguments, "holder");

  if (json_object_get_size (arguments) > (node != NULL))
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                             "There is one too many");
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ||
         json_node_get_value_type (node) == G_TYPE_STRING ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "holder", "It is no text");
}

static gboolean
check_state (SolRecord *claim, const char *from, GError **error)
{
  const char *state = sol_record_get_text (claim, "state");
  g_autofree char *word = g_strdup_printf (" %s ", state != NULL ? state : "");

  return strstr (from, word) != NULL ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state != NULL ? state : "",
                           "Not from the state that it is in");
}

/**
 * sol_claim_answer:
 * @claim: or what a moderator sees of it
 * @whole: it is the claim, where the structure is too
 * @arguments: of a no, "remark": why; of a yes, "holder": who has the structure already, as far as
 *   he was told
 */
gboolean
sol_claim_answer (SolRecord *claim,
                  gboolean whole,
                  gboolean accepts,
                  JsonObject *arguments,
                  SolOperationContext *context,
                  GError **error)
{
  if (!(context->actor->roles & SOL_ROLE_MODERATOR))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "moderator",
                             "Only a moderator answers");
  if (!check_state (claim, " " SOL_CLAIM_ASKED " ", error) ||
      !(accepts ? check_told (arguments, error)
                : sol_operation_take_text (claim, arguments, "remark", TRUE, error)))
    return FALSE;
  if (whole && accepts)
    return give (claim, sol_operation_get_text (arguments, "holder"), context, error);
  end (claim, accepts ? SOL_CLAIM_ACCEPTED : SOL_CLAIM_REFUSED, context);
  return TRUE;
}

/* What the server alone does, to one that is in a state. */
typedef struct
{
  const char *from;     /* with spaces around each */
  const char *argument; /* (nullable): a field that it tells */
  gboolean (*act) (SolRecord *claim, SolOperationContext *context, GError **error);
} Step;

static gboolean
note_sent (SolRecord *claim, SolOperationContext *context, GError **error)
{
  sol_record_set_text (claim, "state", SOL_CLAIM_SENT);
  sol_record_set_text (claim, "sent_at", context->moment);
  return TRUE;
}

static gboolean
note_turned (SolRecord *claim, SolOperationContext *context, GError **error)
{
  sol_claim_ask (claim, context);
  return TRUE;
}

static gboolean
note_expired (SolRecord *claim, SolOperationContext *context, GError **error)
{
  end (claim, SOL_CLAIM_EXPIRED, context);
  return TRUE;
}

static gboolean
note_reminded (SolRecord *claim, SolOperationContext *context, GError **error)
{
  sol_record_set_text (claim, "reminded_at", context->moment);
  return TRUE;
}

static gboolean
note_denied (SolRecord *claim, SolOperationContext *context, GError **error)
{
  end (claim, SOL_CLAIM_REFUSED, context);
  sol_record_set_text (claim, "reason", SOL_CLAIM_DENIED);
  return TRUE;
}

static gboolean
note_taken_up (SolRecord *claim, SolOperationContext *context, GError **error)
{
  sol_record_set_text (claim, "state", SOL_CLAIM_SENT);
  sol_record_set_text (claim, "reason", NULL);
  sol_record_set_text (claim, "answered_at", NULL);
  return TRUE;
}

/* Another may have been quicker: then a moderator says whose it is. */
static gboolean
note_proven (SolRecord *claim, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_merged_supplier_follow (context, sol_record_get_text (claim, "supplier"));

  return supplier != NULL && sol_claim_note_holder (claim, supplier, context)
             ? note_turned (claim, context, error)
             : give (claim, NULL, context, error);
}

static gboolean
step (SolRecord *claim,
      const SolOperation *operation,
      JsonObject *arguments,
      SolOperationContext *context,
      GError **error)
{
  const Step *data = operation->data;

  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                             "The server alone does this");
  return check_state (claim, data->from, error) &&
         (data->argument != NULL
              ? sol_operation_take_text (claim, arguments, data->argument, TRUE, error)
              : sol_operation_check_arguments (arguments, NULL, error)) &&
         data->act (claim, context, error);
}

static const Step sending = { " asked ", "sent_to", note_sent };
static const Step turning = { " asked ", "reason", note_turned };
static const Step proving = { " sent ", NULL, note_proven };
static const Step expiring = { " sent ", NULL, note_expired };
static const Step denying = { " sent ", NULL, note_denied };
static const Step taking_up = { " refused ", NULL, note_taken_up };
static const Step reminding = { " asked sent ", NULL, note_reminded };

const SolOperation sol_claim_operations[] = {
  { SOL_CLAIM_SEND, step, &sending },      { SOL_CLAIM_TURN, step, &turning },
  { SOL_CLAIM_PROVE, step, &proving },     { SOL_CLAIM_EXPIRE, step, &expiring },
  { SOL_CLAIM_REMIND, step, &reminding },  { SOL_CLAIM_DENY, step, &denying },
  { SOL_CLAIM_TAKE_UP, step, &taking_up }, { NULL },
};
