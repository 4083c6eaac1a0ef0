/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-invite.h"

/* One after the other: each is told by the platform whether a mail leaves, and how else. */

typedef struct
{
  char *organisation;
  GStrv entries;
  guint next;
  SolCensusInvited *invited;
} Inviting;

void
sol_census_invited_free (SolCensusInvited *self)
{
  g_hash_table_unref (self->codes);
  g_clear_error (&self->error);
  g_free (self);
}

static void
inviting_free (gpointer data)
{
  Inviting *self = data;

  g_free (self->organisation);
  g_strfreev (self->entries);
  g_clear_pointer (&self->invited, sol_census_invited_free);
  g_free (self);
}

static void invite_next (GTask *owned_task);

static void
take (Inviting *self, const SolInvitation *invitation)
{
  if (invitation->mailed)
    self->invited->n_mailed++;
  else
    g_hash_table_insert (self->invited->codes, g_strdup (self->entries[self->next]),
                         g_strdup (invitation->code));
}

static void
on_invited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Inviting *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolInvitation) invitation = sol_account_session_invite_censused_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);

  if (invitation != NULL)
    take (self, invitation);
  else if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_NOT_ASKED))
    self->invited->n_left++;
  else
    self->invited->error = g_steal_pointer (&error);
  self->next++;
  invite_next (task);
}

static void
invite_next (GTask *owned_task)
{
  Inviting *self = g_task_get_task_data (owned_task);

  if (self->invited->error == NULL && self->entries[self->next] != NULL)
    {
      sol_account_session_invite_censused_async (
          g_task_get_source_object (owned_task), self->organisation, self->entries[self->next],
          g_task_get_cancellable (owned_task), on_invited, owned_task);
      return;
    }
  g_task_return_pointer (owned_task, g_steal_pointer (&self->invited),
                         (GDestroyNotify) sol_census_invited_free);
  g_object_unref (owned_task);
}

/**
 * sol_census_invite_async:
 * @organisation: that censused them
 * @entries: their ids
 */
void
sol_census_invite_async (SolAccountSession *account,
                         const char *organisation,
                         const char *const *entries,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  Inviting *self = g_new0 (Inviting, 1);

  g_task_set_source_tag (task, sol_census_invite_async);
  self->organisation = g_strdup (organisation);
  self->entries = g_strdupv ((GStrv) entries);
  self->invited = g_new0 (SolCensusInvited, 1);
  self->invited->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, self, inviting_free);
  invite_next (task);
}

/**
 * sol_census_invite_finish:
 *
 * Returns: (transfer full) (nullable): what became of them; %NULL when it was cancelled
 */
SolCensusInvited *
sol_census_invite_finish (SolAccountSession *account, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
