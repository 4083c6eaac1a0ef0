/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-account-session-private.h"

#include <string.h>

/* What was done to records: the acts alone, or what was there and what was put in its place. */

static void
done_part_free (gpointer data)
{
  SolDonePart *self = data;

  g_free (self->path);
  json_node_unref (self->before);
  json_node_unref (self->after);
  g_free (self);
}

void
sol_done_free (SolDone *self)
{
  g_free (self->who);
  g_free (self->op);
  g_strfreev (self->fields);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
sol_history_free (SolHistory *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static SolDone *
done_new (const SolReply *item, const char *op)
{
  SolDone *self = g_new0 (SolDone, 1);

  self->at = sol_reply_get_instant (item, "at");
  self->who = g_strdup (sol_reply_get_text (item, "who_name"));
  self->op = g_strdup (op);
  self->parts = g_ptr_array_new_with_free_func (done_part_free);
  return self;
}

/* (transfer full): of "TYPE ID FIELD,FIELD", and what may follow */
static GStrv
split_fields (const char *detail)
{
  g_auto (GStrv) words = g_strsplit (detail != NULL ? detail : "", " ", -1);
  const char *names = g_strv_length (words) > 2 ? words[2] : "";

  return g_strsplit (names, ",", -1);
}

static void
take_acts (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_done_free);
  const guint n = sol_reply_get_length (reply, "lines");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolReply) item = sol_reply_get_item (reply, "lines", i);
      const char *act = item != NULL ? sol_reply_get_text (item, "act") : NULL;
      SolDone *done;

      if (act == NULL)
        continue;
      done = done_new (item, act);
      done->fields = split_fields (sol_reply_get_text (item, "detail"));
      g_ptr_array_add (lines, done);
    }
  g_task_return_pointer (task, g_steal_pointer (&lines), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_account_session_list_review_history_async:
 * @review: id of a listing_review that the account reads
 *
 * Asks what was done to the listing, and to its review.
 */
void
sol_account_session_list_review_history_async (SolAccountSession *self,
                                               const char *review,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autofree char *safe = g_uri_escape_string (review, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/reviews/", safe, NULL);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_session_list_review_history_async);
  sol_account_session_ask (task, "GET", path, NULL, take_acts);
}

/**
 * sol_account_session_list_review_history_finish:
 *
 * Returns: (transfer full) (element-type SolDone): the newest first
 */
GPtrArray *
sol_account_session_list_review_history_finish (SolAccountSession *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
take_part (SolDone *done, const SolReply *item)
{
  const char *path = sol_reply_get_text (item, "path");
  SolDonePart *part;

  if (path == NULL)
    return;
  part = g_new0 (SolDonePart, 1);
  part->path = g_strdup (path);
  part->before = sol_reply_dup_value (item, "before");
  part->after = sol_reply_dup_value (item, "after");
  g_ptr_array_add (done->parts, part);
}

/* (transfer full): the fields, each once */
static GStrv
list_fields (GPtrArray *parts)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      char *name = g_strdup (((SolDonePart *) parts->pdata[i])->path);

      name[strcspn (name, "/")] = '\0';
      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_free (name);
      else
        g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static SolDone *
take_line (const SolReply *item)
{
  const char *op = sol_reply_get_text (item, "op");
  const guint n = sol_reply_get_length (item, "parts");
  SolDone *done = op != NULL ? done_new (item, op) : NULL;

  for (guint i = 0; done != NULL && i < n; i++)
    {
      g_autoptr (SolReply) part = sol_reply_get_item (item, "parts", i);

      if (part != NULL)
        take_part (done, part);
    }
  if (done != NULL)
    done->fields = list_fields (done->parts);
  if (done != NULL && g_strcmp0 (sol_reply_get_text (item, "who"), "server") == 0)
    g_clear_pointer (&done->who, g_free);
  return done;
}

static void
take_history (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  SolHistory *history = g_new0 (SolHistory, 1);
  const guint n = sol_reply_get_length (reply, "lines");

  history->next = sol_reply_get_number (reply, "next", 0);
  history->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_done_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolReply) item = sol_reply_get_item (reply, "lines", i);
      SolDone *done = item != NULL ? take_line (item) : NULL;

      if (done != NULL)
        g_ptr_array_add (history->lines, done);
    }
  g_task_return_pointer (task, history, (GDestroyNotify) sol_history_free);
}

/**
 * sol_account_session_list_history_async:
 * @type: of the record
 * @id: of the record, which the account reads
 * @next: of the page before; 0 for the first one
 *
 * Asks what was written in place of what in a record.
 */
void
sol_account_session_list_history_async (SolAccountSession *self,
                                        const char *type,
                                        const char *id,
                                        gint64 next,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autofree char *safe = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/history/%s?t=%s&before=%" G_GINT64_FORMAT, safe,
                                           type, next);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_session_list_history_async);
  sol_account_session_ask (task, "GET", path, NULL, take_history);
}

/**
 * sol_account_session_list_history_finish:
 *
 * Returns: (transfer full): a page of it
 */
SolHistory *
sol_account_session_list_history_finish (SolAccountSession *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
