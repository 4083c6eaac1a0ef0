/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-moves.h"

#include <string.h>

#include "model/sol-listing-charter.h"
#include "model/sol-listing-closing.h"
#include "model/sol-listing-remarks.h"
#include "model/sol-listing-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-record-edit.h"

/* The states of a listing and what leads from one to the other, on the listing itself and on what
 * its moderator has of it. */

typedef enum
{
  TAKES_NOTHING,
  TAKES_FIELDS,  /* to set with it, such as a note to the moderator; then nothing may be missing */
  TAKES_REASON,  /* why, to the organisation */
  TAKES_REMARKS, /* likewise, or at its fields */
  TAKES_CLOSING, /* since when, and why */
} Arguments;

/* Between submission and publication buyers see what was published before, if anything was:
 * "verified_on" tells of which day that is. */
typedef enum
{
  SHOWN_STAYS,
  SHOWN_NOW,
  SHOWN_NO_MORE,
} Shown;

struct _SolListingTransition
{
  const char *from; /* with spaces around each */
  const char *to;
  SolRoles role;
  Arguments arguments;
  Shown shown;
  const char *from_shown; /* (nullable): while buyers see an earlier one, from these too */
};

const SolListingTransition sol_listing_submit = { " draft changes-asked suspended ", "submitted",
                                                  SOL_ROLE_MANAGER, TAKES_FIELDS };
const SolListingTransition sol_listing_publish = { " submitted suspended ", "published",
                                                   SOL_ROLE_MODERATOR, TAKES_NOTHING, SHOWN_NOW };
const SolListingTransition sol_listing_ask_changes = { " submitted published ", "changes-asked",
                                                       SOL_ROLE_MODERATOR, TAKES_REMARKS };
const SolListingTransition sol_listing_refuse = { " submitted ", "refused", SOL_ROLE_MODERATOR,
                                                  TAKES_REASON };
const SolListingTransition sol_listing_suspend = {
  " published ", "suspended",   SOL_ROLE_MODERATOR,
  TAKES_REASON,  SHOWN_NO_MORE, " draft submitted changes-asked refused "
};
const SolListingTransition sol_listing_archive = {
  " draft changes-asked published suspended refused closed ", "archived", SOL_ROLE_MANAGER,
  TAKES_NOTHING, SHOWN_NO_MORE
};
const SolListingTransition sol_listing_close = {
  " draft changes-asked published suspended refused ", "closed", SOL_ROLE_MANAGER, TAKES_CLOSING
};
const SolListingTransition sol_listing_reopen = { " archived refused closed ", "draft",
                                                  SOL_ROLE_MANAGER };

/* Returns: "draft" of one that tells none */
const char *
sol_listing_get_state (SolRecord *record)
{
  const char *state = sol_record_get_text (record, "state");

  return state != NULL ? state : "draft";
}

/* A moderator's word holds everywhere, a manager's in his own organisation. */
static gboolean
check_role (SolRecord *record,
            const SolListingTransition *transition,
            const SolActor *actor,
            GError **error)
{
  if ((actor->roles & transition->role) &&
      (transition->role == SOL_ROLE_MODERATOR ||
       sol_scope_may_write (sol_record_get_scope (record), actor)))
    return TRUE;
  return sol_model_refuse (
      error, SOL_MODEL_ERROR_FORBIDDEN,
      transition->role == SOL_ROLE_MODERATOR ? "moderator" : "manager",
      "Only a manager of its organisation, or a moderator, does this to a listing");
}

/* Whether it is opened again before anything else is done with it. */
gboolean
sol_listing_is_over (SolRecord *record)
{
  const char *state = sol_listing_get_state (record);

  return g_str_equal (state, "archived") || g_str_equal (state, "closed");
}

/* Whether buyers see it, or what it was when it was published. */
gboolean
sol_listing_is_seen (SolRecord *record)
{
  return sol_record_get_text (record, "verified_on") != NULL;
}

static gboolean
check_state (SolRecord *record, const SolListingTransition *transition, GError **error)
{
  g_autofree char *state = g_strconcat (" ", sol_listing_get_state (record), " ", NULL);
  const char *from_shown = sol_listing_is_seen (record) ? transition->from_shown : NULL;

  return strstr (transition->from, state) != NULL ||
         (from_shown != NULL && strstr (from_shown, state) != NULL) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, sol_listing_get_state (record),
                           "Not from the state that the listing is in");
}

static gboolean
check_complete (SolRecord *record, const SolOperationContext *context, GError **error)
{
  g_auto (GStrv) missing = sol_listing_charter_list_missing (record, context->moment);

  if (missing[0] == NULL)
    return TRUE;
  sol_model_error_set (error, SOL_MODEL_ERROR_INCOMPLETE, (const char *const *) missing,
                       "Something is missing");
  return FALSE;
}

static gboolean
take_arguments (SolRecord *record,
                Arguments kind,
                JsonObject *arguments,
                const SolOperationContext *context,
                GError **error)
{
  switch (kind)
    {
    case TAKES_FIELDS:
      return sol_record_apply (record, arguments, error) && check_complete (record, context, error);
    case TAKES_REASON:
    case TAKES_REMARKS:
      return sol_listing_remarks_read (record, arguments, kind == TAKES_REMARKS, context, error);
    case TAKES_CLOSING:
      return sol_listing_closing_read (record, arguments, context, error);
    default:
      return json_object_get_size (arguments) == 0 ||
             sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                               "It takes no arguments");
    }
}

void
sol_listing_set_state (SolRecord *record, const char *state, const SolOperationContext *context)
{
  sol_record_set_text (record, "state", state);
  sol_record_set_text (record, "state_by", context->actor->account);
  sol_record_set_text (record, "state_at", context->moment);
}

/**
 * sol_listing_move:
 * @operation: its data is a #SolListingTransition
 *
 * A #SolOperationFunc.
 */
gboolean
sol_listing_move (SolRecord *record,
                  const SolOperation *operation,
                  JsonObject *arguments,
                  SolOperationContext *context,
                  GError **error)
{
  const SolListingTransition *transition = operation->data;

  if (!check_role (record, transition, context->actor, error) ||
      !check_state (record, transition, error) ||
      !take_arguments (record, transition->arguments, arguments, context, error) ||
      (transition->shown == SHOWN_NOW && (!check_complete (record, context, error) ||
                                          !sol_listing_supplier_find (record, context, error))))
    return FALSE;

  sol_listing_set_state (record, transition->to, context);
  if (transition->arguments != TAKES_CLOSING)
    sol_listing_closing_clear (record);
  if (transition->shown == SHOWN_NO_MORE)
    sol_record_set_text (record, "verified_on", NULL);
  if (transition->shown == SHOWN_NOW)
    {
      g_autofree char *day = g_strndup (context->moment, strlen ("YYYY-MM-DD"));

      sol_record_set_text (record, "verified_on", day);
      sol_listing_remarks_clear (record);
    }
  return TRUE;
}
