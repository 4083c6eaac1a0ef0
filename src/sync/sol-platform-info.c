/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-platform-info.h"

#include "sync/sol-account-session-private.h"

#define MAX_DAYS 1000000

static const char *const kept_names[SOL_N_KEPT] = {
  [SOL_KEPT_CLOSED] = "closed",         [SOL_KEPT_TOLD] = "told",
  [SOL_KEPT_INACTIVE] = "inactive",     [SOL_KEPT_UNCONFIRMED] = "unconfirmed",
  [SOL_KEPT_SESSIONS] = "sessions",     [SOL_KEPT_AUDIT] = "audit",
  [SOL_KEPT_ANSWERS] = "answers",       [SOL_KEPT_UPLOADS] = "uploads",
  [SOL_KEPT_TOMBSTONES] = "tombstones", [SOL_KEPT_HISTORY] = "history",
  [SOL_KEPT_LOOKS] = "looks",
};

static void
ready_account_free (gpointer data)
{
  SolReadyAccount *self = data;

  g_free (self->address);
  g_free (self->password);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->role);
  g_free (self);
}

void
sol_platform_info_free (SolPlatformInfo *self)
{
  g_free (self->contact);
  g_free (self->provider);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

static SolCodesWay
read_codes (const SolReply *reply)
{
  static const char *const names[] = { "", "mail", "shown", "none" };
  const char *said = sol_reply_get_text (reply, "codes");

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (said, names[i]) == 0)
      return (SolCodesWay) i;
  return SOL_CODES_UNKNOWN;
}

static void
read_days (SolPlatformInfo *self, const SolReply *reply)
{
  g_autoptr (SolReply) days = sol_reply_get_object (reply, "keep_days");

  for (guint i = 0; days != NULL && i < SOL_N_KEPT; i++)
    self->days[i] = (guint) CLAMP (sol_reply_get_number (days, kept_names[i], 0), 0, MAX_DAYS);
}

static void
read_accounts (SolPlatformInfo *self, const SolReply *reply)
{
  const guint n = sol_reply_get_length (reply, "demo_accounts");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolReply) item = sol_reply_get_item (reply, "demo_accounts", i);
      SolReadyAccount *account;

      if (item == NULL || sol_reply_get_text (item, "address") == NULL)
        continue;
      account = g_new0 (SolReadyAccount, 1);
      account->address = g_strdup (sol_reply_get_text (item, "address"));
      account->password = g_strdup (sol_reply_get_text (item, "password"));
      account->name = g_strdup (sol_reply_get_text (item, "name"));
      account->kind = g_strdup (sol_reply_get_text (item, "kind"));
      account->role = g_strdup (sol_reply_get_text (item, "role"));
      g_ptr_array_add (self->accounts, account);
    }
}

static void
take_platform (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (SolReply) provider = sol_reply_get_object (reply, "oidc");
  SolPlatformInfo *info = g_new0 (SolPlatformInfo, 1);

  info->accounts = g_ptr_array_new_with_free_func (ready_account_free);
  info->codes = read_codes (reply);
  info->contact = g_strdup (sol_reply_get_text (reply, "contact"));
  if (provider != NULL)
    info->provider = g_strdup (sol_reply_get_text (provider, "name"));
  read_days (info, reply);
  read_accounts (info, reply);
  g_task_return_pointer (task, info, (GDestroyNotify) sol_platform_info_free);
}

/**
 * sol_account_session_ask_platform_async:
 *
 * Asks the platform what it says of itself; nobody has to be signed in.
 */
void
sol_account_session_ask_platform_async (SolAccountSession *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_session_ask_platform_async);
  sol_account_session_ask_open (task, "GET", "/v1/about", NULL, take_platform);
}

/**
 * sol_account_session_ask_platform_finish:
 *
 * Returns: (transfer full): what it says; of what it does not, nothing
 */
SolPlatformInfo *
sol_account_session_ask_platform_finish (SolAccountSession *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
