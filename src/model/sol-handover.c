/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-handover.h"

#include "model/sol-limits.h"
#include "model/sol-listing-handing.h"
#include "model/sol-listing-moves.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"

#define DAY (24 * 3600)

/**
 * SolHandover:
 *
 * An organisation offers a listing of its own to another one: whose managers answer the
 * #SolHandoverCall that the server makes of it. Until then it may be taken back. With their yes
 * the listing is theirs.
 */
struct _SolHandover
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolHandover, sol_handover, SOL_TYPE_RECORD)

/**
 * SolHandoverCall:
 *
 * A #SolHandover as the organisation sees it that is to answer. It stays, and tells that the offer
 * was taken back: who says yes without a line is told so.
 */
struct _SolHandoverCall
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolHandoverCall, sol_handover_call, SOL_TYPE_RECORD)

/* @written: flag of what who offers writes, and nobody in the copy. "organisation" is to have it,
 * "holder" has it; "handover" is the id, "name" that of who offers it. */
#define FIELDS(written)                                                                          \
  { "listing", SOL_FIELD_REFERENCE, (written) | SOL_FIELD_REQUIRED, 36, .list = "listing" },     \
      { "organisation", SOL_FIELD_REFERENCE, (written) | SOL_FIELD_REQUIRED, 36,                 \
        .list = "organisation" },                                                                \
      { "message", SOL_FIELD_PROSE, (written) | SOL_FIELD_REQUIRED, SOL_HANDOVER_MESSAGE },      \
      { "handover", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "handover" },             \
      { "organisation_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                            \
      { "holder", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "organisation" },           \
      { "holder_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                                  \
      { "account", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 36 },                                       \
      { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                                         \
      { "structure", SOL_FIELD_TEXT, SOL_FIELD_SERVER | SOL_FIELD_TITLE, 255 },                  \
      { "kind", SOL_FIELD_CODE, SOL_FIELD_SERVER, 8, .list = "kinds" },                          \
      { "city", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 120 },                                         \
      { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },                                         \
      { "asked_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                                   \
      { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                                \
      { "answered_by", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                                  \
      { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, SOL_HANDOVER_MESSAGE }, /* of the answer */ \
  {                                                                                              \
    "reminded_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 /* who is to answer, last */          \
  }

static const SolField fields[] = {
  FIELDS (SOL_FIELD_OPTIONAL),
  /* The other organisation, as its catalogue calls it: it may not be read. */
  { "called", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },
};

static const SolField call_fields[] = { FIELDS (SOL_FIELD_SERVER) };

/**
 * sol_handover_is_open:
 * @handover: or what the other organisation sees of it
 *
 * Returns: whether it waits for an answer; one that was not sent yet tells no state
 */
gboolean
sol_handover_is_open (SolRecord *handover)
{
  const char *state = sol_record_get_text (handover, "state");

  return state == NULL || g_str_equal (state, SOL_HANDOVER_OFFERED);
}

static SolRecord *
read_record (const SolOperationContext *context, const char *type, const char *id)
{
  return context->read != NULL && id != NULL ? context->read (context->data, type, id) : NULL;
}

static gboolean
check_manager (const char *scope, const SolActor *actor, GError **error)
{
  return ((actor->roles & SOL_ROLE_MANAGER) && sol_scope_may_write (scope, actor)) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "manager",
                           "Only a manager gives a listing away, or takes one");
}

static gboolean
check_open (SolRecord *handover, GError **error)
{
  const char *state = sol_record_get_text (handover, "state");

  return sol_handover_is_open (handover) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state != NULL ? state : "",
                           "It was answered, or taken back");
}

static gboolean
check_whole (SolRecord *handover, GError **error)
{
  g_auto (GStrv) missing = sol_record_list_missing (handover);

  if (missing[0] == NULL)
    return TRUE;
  sol_model_error_set (error, SOL_MODEL_ERROR_INCOMPLETE, (const char *const *) missing,
                       "It says neither what, to whom nor why");
  return FALSE;
}

static void
tell (SolRecord *handover, const char *field, SolRecord *other, const char *from)
{
  sol_record_set_text (handover, field, other != NULL ? sol_record_get_text (other, from) : NULL);
}

/* One's own, as it is now. */
static gboolean
note_listing (SolRecord *handover, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      listing = read_record (context, "listing", sol_record_get_text (handover, "listing"));

  if (listing == NULL || !sol_scope_may_write (sol_record_get_scope (listing), context->actor))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "listing",
                             "It is no listing of theirs");
  if (!sol_listing_handing_check (listing, error))
    return FALSE;
  tell (handover, "structure", listing, "name");
  tell (handover, "kind", listing, "kind");
  tell (handover, "city", listing, "city");
  return TRUE;
}

/* Listings are of those who sell. What other organisations are the server alone knows. */
static gboolean
note_organisations (SolRecord *handover, const SolOperationContext *context, GError **error)
{
  const char *to = sol_record_get_text (handover, "organisation");
  g_autoptr (SolRecord)
      holder = read_record (context, "organisation", context->actor->organisation);
  g_autoptr (SolRecord) other = NULL;

  sol_record_set_text (handover, "holder", context->actor->organisation);
  tell (handover, "holder_name", holder, "name");
  if (g_strcmp0 (to, context->actor->organisation) == 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "own", "It is theirs already");
  if (context->find == NULL)
    return TRUE;
  other = read_record (context, "organisation", to);
  if (other == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "organisation",
                             "There is no such organisation");
  tell (handover, "organisation_name", other, "name");
  return g_strcmp0 (sol_record_get_text (other, "kind"), "supplier") == 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "kind",
                           "An organisation that buys or helps has no listing");
}

/* What was offered stays as it was offered: it is taken back, and another one made. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (before != NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "sent", "It was sent as it is");
  if (!check_manager (sol_record_get_scope (edited), context->actor, error) ||
      !check_whole (edited, error))
    return FALSE;
  sol_record_set_text (edited, "handover", sol_record_get_id (edited));
  sol_record_set_text (edited, "account", context->actor->account);
  sol_record_set_text (edited, "name", context->actor->name);
  sol_record_set_text (edited, "state", SOL_HANDOVER_OFFERED);
  sol_record_set_text (edited, "asked_at", context->moment);
  return note_listing (edited, context, error) && note_organisations (edited, context, error);
}

static void
end (SolRecord *handover, const char *state, const SolOperationContext *context)
{
  sol_record_set_text (handover, "state", state);
  sol_record_set_text (handover, "answered_at", context->moment);
  sol_record_set_text (handover, "answered_by", context->actor->name);
}

static gboolean
withdraw (SolRecord *handover,
          const SolOperation *operation,
          JsonObject *arguments,
          SolOperationContext *context,
          GError **error)
{
  if (!check_manager (sol_record_get_scope (handover), context->actor, error) ||
      !check_open (handover, error) || !sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  end (handover, SOL_HANDOVER_WITHDRAWN, context);
  return TRUE;
}

static gboolean
remind (SolRecord *handover,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  if (!sol_operation_check_server (context, error) || !check_open (handover, error) ||
      !sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  sol_record_set_text (handover, "reminded_at", context->moment);
  return TRUE;
}

/* In the offer itself, and of a yes in the listing: the server alone has them. */
static gboolean
carry_over (SolRecord *call, gboolean accepts, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      handover = read_record (context, "handover", sol_record_get_text (call, "handover"));
  g_autoptr (SolRecord) listing = NULL;

  if (handover == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, SOL_HANDOVER_WITHDRAWN,
                             "There is no such offer any more");
  if (!check_open (handover, error))
    return FALSE;
  sol_record_set_text (handover, "remark", sol_record_get_text (call, "remark"));
  end (handover, accepts ? SOL_HANDOVER_ACCEPTED : SOL_HANDOVER_DECLINED, context);
  sol_operation_add_effect (context, handover, FALSE, TRUE);
  if (!accepts)
    return TRUE;
  listing = read_record (context, "listing", sol_record_get_text (handover, "listing"));
  return sol_listing_hand_over (listing, sol_record_get_text (handover, "holder"),
                                sol_record_get_text (handover, "organisation"), context, error);
}

static gboolean
answer (SolRecord *call,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  const gboolean accepts = operation->data == NULL;

  if (!check_manager (sol_record_get_scope (call), context->actor, error) ||
      !check_open (call, error) ||
      !sol_operation_take_text (call, arguments, "remark", FALSE, error))
    return FALSE;
  end (call, accepts ? SOL_HANDOVER_ACCEPTED : SOL_HANDOVER_DECLINED, context);
  return context->find == NULL || carry_over (call, accepts, context, error);
}

static char *
get_organisation_scope (SolRecord *handover)
{
  return sol_scope_new (SOL_SCOPE_KIND_ORG, sol_record_get_text (handover, "organisation"));
}

static gboolean
is_told (SolRecord *handover)
{
  return TRUE;
}

static const SolProjection projections[] = {
  { "handover_call", get_organisation_scope, NULL, is_told },
  { NULL },
};

static const SolOperation operations[] = {
  { SOL_HANDOVER_WITHDRAW, withdraw },
  { SOL_HANDOVER_REMIND, remind },
  { NULL },
};

static const SolOperation call_operations[] = {
  { SOL_HANDOVER_ACCEPT, answer },
  { SOL_HANDOVER_DECLINE, answer, "declines" },
  { NULL },
};

/* All members of the other organisation see each of them, and its managers are told by mail. */
static const SolQuota quotas[] = {
  { .state = SOL_HANDOVER_OFFERED, .same = "listing", .most = 1 },
  { .state = SOL_HANDOVER_OFFERED, .most = 10 },
  { .within = DAY, .most = 10 },
  { .most = 0 },
};

static void
sol_handover_class_init (SolHandoverClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->operations = operations;
  record_class->projections = projections;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_handover_init (SolHandover *self)
{
}

static void
sol_handover_call_class_init (SolHandoverCallClass *klass)
{
  SOL_RECORD_CLASS (klass)->operations = call_operations;
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), call_fields,
                                   G_N_ELEMENTS (call_fields));
}

static void
sol_handover_call_init (SolHandoverCall *self)
{
}
