/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-feed.h"

#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"
#include "store/sol-store-records-private.h"

/* Which feed what this account has is of, and what to do when the server has another one. */

#define META_FEED "feed" /* in user.db: by which what it has as acknowledged was acknowledged */

/* What that says of the one that the server tells. */
typedef enum
{
  FEED_UNKNOWN,
  FEED_SAME,
  FEED_OTHER,
} Feed;

void
sol_account_store_get_cursor_async (SolAccountStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_get_cursor_async, cancellable,
                                             callback, user_data, &input);

  sol_account_store_run (self, SOL_STORE_READ, task, sol_store_load_cursor, g_free);
}

/**
 * sol_account_store_get_cursor_finish:
 *
 * Returns: (transfer full) (nullable): of the account's own feed; %NULL without @error set before
 *   its first pull and after a reset
 */
char *
sol_account_store_get_cursor_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What was taken up under another name of this installation goes before what came after, so that
 * all is counted anew in its order. */
static gboolean
count_renamed (SolDatabase *db, GError **error)
{
  gint64 n = 0;

  return sol_database_get_number (
             db, "SELECT EXISTS (SELECT 1 FROM entry WHERE state = 6 AND n IS NULL)", &n, error) &&
         (n == 0 || sol_outbox_become_client (db, error));
}

/* The files first: what it was copied back to may lack them, and is asked before they are sent.
 * What is on its way, and was not answered, waits for its own too. */
static gboolean
offer_again (SolDatabase *db, GError **error)
{
  static const char sql[] = "UPDATE attachment SET sent = 0;"
                            "UPDATE entry SET shown = 1 WHERE state = 6;"
                            "UPDATE entry SET state = 0 WHERE state IN (1, 6)";

  return count_renamed (db, error) && sol_database_run (db, sql, error);
}

/* Of the same feed what is held keeps its revision, on which he goes on writing; the revisions of
 * another one say nothing of it. */
static gboolean
read_anew (SolDatabase *db, gboolean feed_changed, GError **error)
{
  static const char sql[] = "UPDATE tombstone SET rev = 0;"
                            "DELETE FROM cursor WHERE stream = 'changes'";

  return sol_store_snapshot_start (db, SOL_ACCOUNT_RESET, error) &&
         sol_database_run (db, sql, error) &&
         (!feed_changed || sol_database_run (db, "UPDATE record SET rev = 0", error));
}

static gpointer
reset_user (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (input->number == 0 || offer_again (db, error));
}

static gpointer
reset_cache (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (read_anew (db, input->number != 0, error));
}

/**
 * sol_account_store_reset_async:
 * @feed_changed: the server counts anew, as one does that was restored from a copy
 *
 * For an answer 410: the feed is to be read from its beginning. What is held is shown until the
 * feed is at its end, which takes away what it did not name. Of a feed that changed, what was
 * acknowledged in the last 30 days is offered again.
 */
void
sol_account_store_reset_async (SolAccountStore *self,
                               gboolean feed_changed,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_reset_async, cancellable,
                                             callback, user_data, &input);

  input->number = feed_changed;
  sol_account_store_run_both (self, task, SOL_STORE_WRITE_USER, reset_user, SOL_STORE_WRITE,
                              reset_cache);
}

gboolean
sol_account_store_reset_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
look_at_feed (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autofree char *feed = NULL;

  if (!sol_store_get_meta (db, META_FEED, &feed, error))
    return NULL;
  if (feed != NULL)
    input->number = g_str_equal (feed, input->id) ? FEED_SAME : FEED_OTHER;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
meet_feed (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER ((input->number != FEED_OTHER || offer_again (db, error)) &&
                          sol_store_put_meta (db, META_FEED, input->id, error));
}

static gpointer
read_other (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (input->number != FEED_OTHER || read_anew (db, TRUE, error));
}

static void
on_feed_looked_at (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const SolAccountInput *input = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL)
    g_task_return_error (task, error);
  else if (input->number == FEED_SAME)
    g_task_return_pointer (task, GINT_TO_POINTER (TRUE), NULL);
  else
    sol_account_store_run_both (SOL_ACCOUNT_STORE (source), g_steal_pointer (&task),
                                SOL_STORE_WRITE_USER, meet_feed, SOL_STORE_WRITE, read_other);
}

/**
 * sol_account_store_follow_feed_async:
 * @feed: which one the server says it has
 *
 * To be called before anything is sent: it is remembered with what the account did, not in the
 * cache, which a sign-out takes away. When it is another one than the last time, what was
 * acknowledged is offered again and the cache read anew, as sol_account_store_reset_async() has it.
 */
void
sol_account_store_follow_feed_async (SolAccountStore *self,
                                     const char *feed,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_follow_feed_async, cancellable,
                                             callback, user_data, &input);
  GTask *look = g_task_new (self, cancellable, on_feed_looked_at, task);

  input->id = g_strdup (feed);
  input->number = FEED_UNKNOWN;
  g_task_set_source_tag (look, look_at_feed);
  g_task_set_task_data (look, input, NULL);
  sol_account_store_run (self, SOL_STORE_READ_USER, look, look_at_feed, NULL);
}

gboolean
sol_account_store_follow_feed_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
