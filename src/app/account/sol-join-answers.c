/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-join-answers.h"

#include "store/sol-outbox-entry.h"

static gboolean
is_kept (SolOutboxEntry *entry)
{
  SolOutboxState state = sol_outbox_entry_get_state (entry);

  return state == SOL_OUTBOX_WAITING || state == SOL_OUTBOX_SENDING ||
         state == SOL_OUTBOX_BLOCKED || state == SOL_OUTBOX_ACKNOWLEDGED;
}

static gboolean
answers (const SolMutation *mutation, const char *request)
{
  return (g_str_equal (mutation->op, "accept_join") || g_str_equal (mutation->op, "refuse_join")) &&
         mutation->patch->set != NULL &&
         g_strcmp0 (
             json_object_get_string_member_with_default (mutation->patch->set, "request", NULL),
             request) == 0;
}

/**
 * sol_join_answers_find:
 * @outbox: what was done to the organisation
 * @request: id of a request to join
 *
 * Returns: whether he answered it: it is the platform that takes it away, once it hears of it
 */
gboolean
sol_join_answers_find (SolLiveList *outbox, const char *request)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (outbox));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (is_kept (entry) && answers (sol_outbox_entry_get_mutation (entry), request))
        return TRUE;
    }
  return FALSE;
}
