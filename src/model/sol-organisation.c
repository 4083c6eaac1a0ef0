/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-organisation.h"

#include "model/sol-grant.h"
#include "model/sol-item-list.h"
#include "model/sol-join-request.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-record-edit.h"
#include "model/sol-siret.h"
#include "model/sol-uuid.h"

#define MEMBERS "members"
#define MAX_MEMBERS 500

/**
 * SolOrganisation:
 *
 * A structure, a buyer or a partner that people act for, and who they are. Who belongs to it sees
 * its scope; it has one manager or more for as long as it is.
 */
struct _SolOrganisation
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolOrganisation, sol_organisation, SOL_TYPE_RECORD)

static gboolean
is_kind (const char *text)
{
  return g_str_equal (text, "supplier") || g_str_equal (text, "buyer") ||
         g_str_equal (text, "partner");
}

static const SolField member_fields[] = {
  { "account", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 36 },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_TITLE, 255 },
  { "role", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 16 }, /* member or manager */
  { "since", SOL_FIELD_INSTANT, SOL_FIELD_OPTIONAL, 20 },
};

static const SolFieldTable member_table = { member_fields, G_N_ELEMENTS (member_fields) };

static const SolField fields[] = {
  { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 255 },
  { "kind", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 16, .check = is_kind },
  { "siret", SOL_FIELD_TEXT, SOL_FIELD_INDEXED, 14, .check = sol_siret_is_valid },
  { "department", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 3, .list = "departments" },
  { "city", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 120 },
  { "phone", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 40 },
  { "public_body", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL,
    0 }, /* of a buyer: a town hall, a hospital */
  { MEMBERS, SOL_FIELD_ITEMS, SOL_FIELD_SERVER, MAX_MEMBERS, .items = &member_table },
};

static const SolGrant grants[] = {
  { MEMBERS, "account", "role", SOL_SCOPE_KIND_ORG },
  { NULL },
};

static GPtrArray *
copy_members (SolRecord *record)
{
  guint index;

  sol_record_find_field (record, MEMBERS, &index);
  return sol_item_list_copy (sol_record_get_value (record, index));
}

static gboolean
is_manager (SolItem *member)
{
  return (sol_grant_parse_role (sol_item_get_text (member, "role")) & SOL_ROLE_MANAGER) != 0;
}

static gboolean
has_manager (GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++)
    if (is_manager (members->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Who is there already keeps his role. */
static gboolean
add_member (SolRecord *record,
            const char *account,
            const char *name,
            const char *role,
            const char *moment,
            GError **error)
{
  g_autoptr (GPtrArray) members = copy_members (record);
  g_autofree char *at = NULL;
  SolItem *item;

  if (sol_item_list_find (members, account, NULL) != NULL)
    return TRUE;
  if (members->len >= MAX_MEMBERS)
    return sol_model_refuse (error, SOL_MODEL_ERROR_TOO_LONG, MEMBERS,
                             "It has as many members as it can");
  at = sol_item_list_get_end (members);
  item = sol_item_new (&member_table, account, at);
  sol_item_set_text (item, "account", account);
  sol_item_set_text (item, "name", name);
  sol_item_set_text (item, "role", role);
  sol_item_set_text (item, "since", moment);
  sol_item_list_put (members, item);
  sol_record_set_items (record, MEMBERS, members);
  return TRUE;
}

static gboolean
check_whole (SolRecord *record, GError **error)
{
  g_auto (GStrv) missing = sol_record_list_missing (record);

  if (missing[0] == NULL)
    return TRUE;
  sol_model_error_set (error, SOL_MODEL_ERROR_INCOMPLETE, (const char *const *) missing,
                       "An organisation has a name and a kind");
  return FALSE;
}

/* Whoever makes one manages it; then its managers alone change it, and it stays. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (edited != NULL && !check_whole (edited, error))
    return FALSE;
  if (before == NULL)
    return add_member (edited, context->actor->account, context->actor->name, "manager",
                       context->moment, error);
  if (edited == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "organisation",
                             "An organisation is not deleted by its members");
  return (context->actor->roles & SOL_ROLE_MANAGER) != 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "manager",
                           "Only a manager changes it");
}

static gboolean
check_manager (SolRecord *record, const SolActor *actor, GError **error)
{
  return ((actor->roles & SOL_ROLE_MANAGER) &&
          sol_scope_may_write (sol_record_get_scope (record), actor)) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "manager",
                           "Only a manager of the organisation does this");
}

/* What became of the members, unless nobody manages it any more. */
static gboolean
put_members (SolRecord *record, GPtrArray *members, GError **error)
{
  if (!has_manager (members))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "last-manager",
                             "It would have no manager: name another one first");
  sol_record_set_items (record, MEMBERS, members);
  return TRUE;
}

static gboolean
remove_member (SolRecord *record, const char *account, GError **error)
{
  g_autoptr (GPtrArray) members = copy_members (record);
  guint index;

  if (sol_item_list_find (members, account, &index) == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "account",
                             "There is no such member");
  g_ptr_array_remove_index (members, index);
  return put_members (record, members, error);
}

static gboolean
remove_one (SolRecord *record,
            const SolOperation *operation,
            JsonObject *arguments,
            SolOperationContext *context,
            GError **error)
{
  return check_manager (record, context->actor, error) &&
         sol_operation_check_arguments (arguments, (const char *const[]){ "account", NULL },
                                        error) &&
         remove_member (record, sol_operation_get_text (arguments, "account"), error);
}

static gboolean
leave (SolRecord *record,
       const SolOperation *operation,
       JsonObject *arguments,
       SolOperationContext *context,
       GError **error)
{
  if (!sol_scope_may_write (sol_record_get_scope (record), context->actor))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "member", "Only a member leaves");
  return sol_operation_check_arguments (arguments, NULL, error) &&
         remove_member (record, context->actor->account, error);
}

static gboolean
change_member (SolRecord *record,
               const char *account,
               const char *field,
               const char *value,
               GError **error)
{
  g_autoptr (GPtrArray) members = copy_members (record);
  SolItem *member = sol_item_list_find (members, account, NULL);
  SolItem *changed;

  if (member == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "account",
                             "There is no such member");
  changed = sol_item_copy (member, sol_item_get_id (member), sol_item_get_at (member));
  sol_item_set_text (changed, field, value);
  sol_item_list_put (members, changed);
  return put_members (record, members, error);
}

static gboolean
set_role (SolRecord *record,
          const SolOperation *operation,
          JsonObject *arguments,
          SolOperationContext *context,
          GError **error)
{
  const char *role = sol_operation_get_text (arguments, "role");

  if (!check_manager (record, context->actor, error) ||
      !sol_operation_check_arguments (arguments, (const char *const[]){ "account", "role", NULL },
                                      error))
    return FALSE;
  if (sol_grant_parse_role (role) == SOL_ROLE_NONE)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "role", "There is no such role");
  return change_member (record, sol_operation_get_text (arguments, "account"), "role", role, error);
}

static gboolean
admit (SolRecord *record,
       const SolOperation *operation,
       JsonObject *arguments,
       SolOperationContext *context,
       GError **error)
{
  const char *role = sol_operation_get_text (arguments, "role");

  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server", "The server alone admits");
  if (!sol_operation_check_arguments (
          arguments, (const char *const[]){ "account", "name", "role", NULL }, error))
    return FALSE;
  if (sol_grant_parse_role (role) == SOL_ROLE_NONE)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "role", "There is no such role");
  return add_member (record, sol_operation_get_text (arguments, "account"),
                     sol_operation_get_text (arguments, "name"), role, context->moment, error);
}

/* As his account calls him now. */
static gboolean
rename_member (SolRecord *record,
               const SolOperation *operation,
               JsonObject *arguments,
               SolOperationContext *context,
               GError **error)
{
  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                             "The server alone renames");
  return sol_operation_check_arguments (arguments, (const char *const[]){ "account", "name", NULL },
                                        error) &&
         change_member (record, sol_operation_get_text (arguments, "account"), "name",
                        sol_operation_get_text (arguments, "name"), error);
}

/* Whose account is erased goes, though nobody else manages it. */
static gboolean
forget (SolRecord *record,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  g_autoptr (GPtrArray) members = copy_members (record);
  guint index;

  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                             "The server alone forgets");
  if (!sol_operation_check_arguments (arguments, (const char *const[]){ "account", NULL }, error))
    return FALSE;
  if (sol_item_list_find (members, sol_operation_get_text (arguments, "account"), &index) == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "account",
                             "There is no such member");
  g_ptr_array_remove_index (members, index);
  sol_record_set_items (record, MEMBERS, members);
  return TRUE;
}

/* As it is here: a manager's own copy knows it as the call that his organisation sees. The request
 * itself, which the server alone holds, is its effect. */
static SolRecord *
read_request (const char *id, SolOperationContext *context, gboolean *whole)
{
  g_autofree char *call = sol_uuid_from_name ("join_request", id);
  SolRecord *request = context->read (context->data, "join_request", id);

  *whole = request != NULL;
  return *whole ? request : context->read (context->data, "join_call", call);
}

static gboolean
answer (SolRecord *record,
        const char *state,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  g_autoptr (SolRecord) request = NULL;
  gboolean whole;

  if (!check_manager (record, context->actor, error) ||
      !sol_operation_check_arguments (arguments, (const char *const[]){ "request", NULL }, error))
    return FALSE;
  request = read_request (sol_operation_get_text (arguments, "request"), context, &whole);
  if (request == NULL ||
      g_strcmp0 (sol_record_get_text (request, "organisation"), sol_record_get_id (record)) != 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "request", "Nobody asks for this");
  if (!sol_join_request_is_asked (request))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                             sol_record_get_text (request, "state"), "It was answered");
  if (g_str_equal (state, "accepted") &&
      !add_member (record, sol_record_get_text (request, "account"),
                   sol_record_get_text (request, "name"), "member", context->moment, error))
    return FALSE;
  if (whole)
    {
      sol_join_request_answer (request, state, context->moment);
      sol_operation_add_effect (context, request, FALSE, TRUE);
    }
  return TRUE;
}

static gboolean
answer_join (SolRecord *record,
             const SolOperation *operation,
             JsonObject *arguments,
             SolOperationContext *context,
             GError **error)
{
  return answer (record, operation->data, arguments, context, error);
}

static const SolOperation operations[] = {
  { "set_role", set_role },
  { "remove_member", remove_one },
  { "leave", leave },
  { "accept_join", answer_join, "accepted" },
  { "refuse_join", answer_join, "refused" },
  { SOL_ORGANISATION_ADMIT, admit },
  { SOL_ORGANISATION_RENAME, rename_member },
  { SOL_ORGANISATION_FORGET, forget },
  { NULL },
};

static void
sol_organisation_class_init (SolOrganisationClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->founds = TRUE;
  record_class->operations = operations;
  record_class->grants = grants;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_organisation_init (SolOrganisation *self)
{
}
