/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-join-request.h"

#include "model/sol-limits.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"

#define ASKED "asked"
#define DAY (24 * 3600)

/**
 * SolJoinRequest:
 *
 * Somebody's wish to belong to an organisation, whose managers answer it by operations of their
 * #SolOrganisation. They see it as the #SolJoinCall that the server makes of it.
 */
struct _SolJoinRequest
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolJoinRequest, sol_join_request, SOL_TYPE_RECORD)

/**
 * SolJoinCall:
 *
 * A #SolJoinRequest as the organisation sees it, while it is not answered.
 */
struct _SolJoinCall
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolJoinCall, sol_join_call, SOL_TYPE_RECORD)

/* @written: flag of what the asker writes, and nobody in the copy. "request" is the id. */
#define FIELDS(written)                                                                      \
  { "organisation", SOL_FIELD_REFERENCE, (written) | SOL_FIELD_REQUIRED, 36,                 \
    .list = "organisation" },                                                                \
      { "message", SOL_FIELD_PROSE, (written), 1000 },                                       \
      { "request", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "join_request" },      \
      { "account", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 36 },                                   \
      { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER | SOL_FIELD_TITLE, 255 },                   \
      { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 }, /* asked, accepted, refused */      \
      { "asked_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                               \
  {                                                                                          \
    "reminded_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 /* the managers, the last time */ \
  }

static const SolField fields[] = {
  FIELDS (SOL_FIELD_OPTIONAL),
  { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  /* The organisation, as its asker knows it: he may not read it. */
  { "called", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },
};

static const SolField call_fields[] = { FIELDS (SOL_FIELD_SERVER) };

/* Whether nobody answered it yet. */
gboolean
sol_join_request_is_asked (SolRecord *request)
{
  return g_strcmp0 (sol_record_get_text (request, "state"), ASKED) == 0;
}

/**
 * sol_join_request_answer:
 * @state: "accepted" or "refused"
 */
void
sol_join_request_answer (SolRecord *request, const char *state, const char *moment)
{
  sol_record_set_text (request, "state", state);
  sol_record_set_text (request, "answered_at", moment);
}

static void
ask (SolRecord *request, const SolOperationContext *context)
{
  sol_record_set_text (request, "request", sol_record_get_id (request));
  sol_record_set_text (request, "account", context->actor->account);
  sol_record_set_text (request, "name", context->actor->name);
  sol_record_set_text (request, "state", ASKED);
  sol_record_set_text (request, "asked_at", context->moment);
}

/* It is of one organisation, and over when that has answered; it may be taken back at any time. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (edited == NULL)
    return TRUE;
  if (sol_record_get_text (edited, "organisation") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "organisation", "It asks nobody");
  if (before == NULL)
    {
      ask (edited, context);
      return TRUE;
    }
  if (!sol_join_request_is_asked (before))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                             sol_record_get_text (before, "state"), "It was answered");
  return g_strcmp0 (sol_record_get_text (before, "organisation"),
                    sol_record_get_text (edited, "organisation")) == 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "organisation",
                           "Another organisation is asked by another request");
}

static gboolean
remind (SolRecord *request,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                             "The server alone reminds");
  if (!sol_join_request_is_asked (request))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                             sol_record_get_text (request, "state"), "It was answered");
  if (!sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  sol_record_set_text (request, "reminded_at", context->moment);
  return TRUE;
}

static const SolOperation operations[] = {
  { SOL_JOIN_REQUEST_REMIND, remind },
  { NULL },
};

static char *
get_organisation_scope (SolRecord *request)
{
  return sol_scope_new (SOL_SCOPE_KIND_ORG, sol_record_get_text (request, "organisation"));
}

static const SolProjection projections[] = {
  { "join_call", get_organisation_scope, NULL, sol_join_request_is_asked },
  { NULL },
};

/* All members of an organisation see each of them, and its managers are told by mail. */
static const SolQuota quotas[] = {
  { .state = ASKED, .same = "organisation", .most = 1 },
  { .state = ASKED, .most = 10 },
  { .within = DAY, .most = 5 },
  { .most = 0 },
};

static void
sol_join_request_class_init (SolJoinRequestClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_USER;
  record_class->operations = operations;
  record_class->projections = projections;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_join_request_init (SolJoinRequest *self)
{
}

static void
sol_join_call_class_init (SolJoinCallClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), call_fields,
                                   G_N_ELEMENTS (call_fields));
}

static void
sol_join_call_init (SolJoinCall *self)
{
}
