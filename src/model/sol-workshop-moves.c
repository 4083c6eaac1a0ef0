/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-workshop-moves.h"

#include "model/sol-item-list.h"
#include "model/sol-model-error.h"
#include "model/sol-workshop-page.h"
#include "model/sol-workshop.h"

/* Who comes to a workshop and goes, and its end. The page of each structure follows: the server,
 * which alone has them all, writes it. */

static gboolean
check_animator (SolRecord *workshop, const SolActor *actor, GError **error)
{
  return ((actor->roles & SOL_ROLE_ANIMATOR) &&
          sol_scope_may_write (sol_record_get_scope (workshop), actor)) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "animator",
                           "Only its animator does this");
}

static gboolean
check_state (SolRecord *workshop, gboolean open, GError **error)
{
  return sol_workshop_is_open (workshop) == open ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                           open ? SOL_WORKSHOP_CLOSED : SOL_WORKSHOP_OPEN,
                           open ? "It is closed" : "It is open");
}

static GPtrArray *
copy_seats (SolRecord *workshop)
{
  guint index;

  sol_record_find_field (workshop, "seats", &index);
  return sol_item_list_copy (sol_record_get_value (workshop, index));
}

/**
 * sol_workshop_seat:
 * @name: (nullable): %NULL leaves what is there
 *
 * Writes what the organisation is to the workshop from now on.
 */
gboolean
sol_workshop_seat (SolRecord *workshop,
                   const char *organisation,
                   const char *name,
                   const char *role,
                   const char *moment,
                   GError **error)
{
  g_autoptr (GPtrArray) seats = copy_seats (workshop);
  SolItem *known = sol_item_list_find (seats, organisation, NULL);
  g_autofree char *at = NULL;
  SolItem *seat;

  if (known != NULL && g_strcmp0 (sol_item_get_text (known, "role"), role) == 0)
    return TRUE;
  if (known == NULL && seats->len >= SOL_WORKSHOP_MAX_SEATS)
    return sol_model_refuse (error, SOL_MODEL_ERROR_TOO_LONG, "seats", "As many came as can");
  at = known != NULL ? g_strdup (sol_item_get_at (known)) : sol_item_list_get_end (seats);
  seat = known != NULL ? sol_item_copy (known, organisation, at)
                       : sol_item_new (&sol_workshop_seat_table, organisation, at);
  sol_item_set_text (seat, "organisation", organisation);
  sol_item_set_text (seat, "name", name);
  sol_item_set_text (seat, "role", role);
  sol_item_set_text (seat, "since", moment);
  sol_item_list_put (seats, seat);
  sol_record_set_items (workshop, "seats", seats);
  return TRUE;
}

/* A structure of which the server knows that there is one; who asks knows it by @name alone.
 * Returns: (transfer full) (nullable): how it is called */
static char *
find_name (const char *organisation, const char *name, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord) known = context->read (context->data, "organisation", organisation);

  if (known != NULL && g_strcmp0 (sol_record_get_text (known, "kind"), "supplier") == 0)
    return g_strdup (sol_record_get_text (known, "name"));
  if (known == NULL && context->find == NULL && name != NULL)
    return g_strdup (name);
  sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "organisation",
                    "There is no such structure");
  return NULL;
}

/* The page of a structure that is there, or asked to be. */
static gboolean
sit (SolRecord *workshop,
     JsonObject *arguments,
     const char *role,
     SolOperationContext *context,
     GError **error)
{
  const char *organisation = sol_operation_get_text (arguments, "organisation");
  g_autofree char *name = NULL;

  if (!check_state (workshop, TRUE, error))
    return FALSE;
  name = find_name (organisation, sol_operation_get_text (arguments, "name"), context, error);
  if (name == NULL ||
      !sol_workshop_seat (workshop, organisation, name, role, context->moment, error))
    return FALSE;
  sol_workshop_page_follow (workshop, organisation, context);
  return TRUE;
}

/* Who sits there already is not asked. */
static gboolean
ask_in (SolRecord *record,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  const char *role;

  if (!check_animator (record, context->actor, error) ||
      !sol_operation_check_arguments (arguments,
                                      (const char *const[]){ "organisation", "name", NULL }, error))
    return FALSE;
  role = sol_workshop_get_role (record, sol_operation_get_text (arguments, "organisation"));
  if (g_strcmp0 (role, SOL_WORKSHOP_JOINED) == 0 || g_strcmp0 (role, SOL_WORKSHOP_ORGANISER) == 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "joined", "It sits there already");
  return sit (record, arguments, SOL_WORKSHOP_INVITED, context, error);
}

/* Somebody of it brought the code that was told in the room. */
static gboolean
let_in (SolRecord *record,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  const char *role;

  if (!sol_operation_check_server (context, error) ||
      !sol_operation_check_arguments (arguments, (const char *const[]){ "organisation", NULL },
                                      error))
    return FALSE;
  role = sol_workshop_get_role (record, sol_operation_get_text (arguments, "organisation"));
  if (g_strcmp0 (role, SOL_WORKSHOP_REMOVED) == 0 || g_strcmp0 (role, SOL_WORKSHOP_ORGANISER) == 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, role,
                             "It does not come in by a code");
  return sit (record, arguments, SOL_WORKSHOP_JOINED, context, error);
}

/* It keeps its page, which nobody there sees any more. */
static gboolean
send_away (SolRecord *record,
           const SolOperation *operation,
           JsonObject *arguments,
           SolOperationContext *context,
           GError **error)
{
  const char *organisation = sol_operation_get_text (arguments, "organisation");
  const char *role;

  if (!check_animator (record, context->actor, error) ||
      !sol_operation_check_arguments (arguments, (const char *const[]){ "organisation", NULL },
                                      error))
    return FALSE;
  role = sol_workshop_get_role (record, organisation);
  if (role == NULL || g_str_equal (role, SOL_WORKSHOP_ORGANISER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "organisation",
                             "It does not sit there");
  if (!sol_workshop_seat (record, organisation, NULL, SOL_WORKSHOP_REMOVED, context->moment, error))
    return FALSE;
  sol_workshop_page_follow (record, organisation, context);
  return TRUE;
}

/* @operation: its data is the state that it leads to */
static gboolean
turn (SolRecord *record,
      const SolOperation *operation,
      JsonObject *arguments,
      SolOperationContext *context,
      GError **error)
{
  const char *state = operation->data;
  GPtrArray *seats = sol_record_get_items (record, "seats");

  if (!check_animator (record, context->actor, error) ||
      !check_state (record, g_str_equal (state, SOL_WORKSHOP_CLOSED), error) ||
      !sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  sol_record_set_text (record, "state", state);
  for (guint i = 0; seats != NULL && i < seats->len; i++)
    sol_workshop_page_follow (record, sol_item_get_text (seats->pdata[i], "organisation"), context);
  return TRUE;
}

const SolOperation sol_workshop_operations[] = {
  { SOL_WORKSHOP_ASK_IN, ask_in },
  { SOL_WORKSHOP_LET_IN, let_in },
  { SOL_WORKSHOP_SEND_AWAY, send_away },
  { SOL_WORKSHOP_CLOSE, turn, SOL_WORKSHOP_CLOSED },
  { SOL_WORKSHOP_REOPEN, turn, SOL_WORKSHOP_OPEN },
  { NULL },
};
