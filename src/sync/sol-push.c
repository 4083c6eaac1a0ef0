/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-push-private.h"

#include "net/sol-net-error.h"
#include "net/sol-reply.h"
#include "store/sol-account-apply.h"
#include "store/sol-account-sync.h"
#include "sync/sol-push-texts-private.h"

#define MAX_ANSWER (32 * 1024 * 1024) /* bytes: a batch, what others wrote instead, and records */
#define MAX_REFUSAL (64 * 1024)       /* bytes: it has a few words */
#define MAX_FAULTS 5                  /* of the server at one batch, then at one mutation */
#define MAX_REPAIRS 3                 /* of the count of one run: after these it makes no sense */

/**
 * SolPush:
 *
 * Sends what one account did, in order, until nothing waits. An answer that was lost is asked for
 * by sending the same again: the server knows what it took up. When the server fails at a batch
 * again and again, its mutations are sent one by one, and the one at which it still fails is put
 * aside, so that the others go on.
 *
 * Thread: the main one.
 */
struct _SolPush
{
  GObject parent_instance;

  SolAccountStore *store;
  SolClient *client;
  guint n_faults; /* of the server, one after another, over several runs */
  gboolean one_by_one;
};

G_DEFINE_FINAL_TYPE (SolPush, sol_push, G_TYPE_OBJECT)

typedef gboolean (*StoreFinish) (SolAccountStore *store, GAsyncResult *result, GError **error);

typedef struct
{
  SolMutationBatch *batch; /* (nullable): under way */
  guint n_answers;         /* to @batch: fewer than it has, when the server fails at the next */
  StoreFinish finish_step;
  guint n_sent;
  guint n_repairs;   /* since the last answer */
  gboolean is_other; /* it counts as another installation than it began as */
  GError *cause;     /* (nullable): to fail with, once what was handed out is taken back */
} Run;

static void take_batch (GTask *owned_task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->batch, sol_mutation_batch_free);
  g_clear_error (&run->cause);
  g_free (run);
}

/* For a step of the store after which the next batch is taken. */
static void
go_on (GTask *owned_task, gboolean done, GError *error)
{
  if (done)
    take_batch (owned_task);
  else
    {
      g_task_return_error (owned_task, error);
      g_object_unref (owned_task);
    }
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = sol_account_store_apply_answers_finish (SOL_ACCOUNT_STORE (source), result,
                                                          &error);

  if (done)
    {
      run->n_sent += run->n_answers;
      run->n_repairs = 0;
    }
  go_on (task, done, error);
}

static void
on_stepped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Run *run = g_task_get_task_data (user_data);
  GError *error = NULL;
  gboolean done = run->finish_step (SOL_ACCOUNT_STORE (source), result, &error);

  go_on (user_data, done, error);
}

/* Returns: what is called when a step of the store is done that @finish ends */
static GAsyncReadyCallback
then_go_on (GTask *task, StoreFinish finish)
{
  Run *run = g_task_get_task_data (task);

  run->finish_step = finish;
  return on_stepped;
}

static void
on_released (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);

  sol_account_store_release_finish (SOL_ACCOUNT_STORE (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&run->cause));
}

/* @error: (transfer full) */
static void
fail (GTask *owned_task, GError *error)
{
  g_autoptr (GTask) task = owned_task;
  SolPush *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (!sol_net_error_is_unsent (error))
    {
      g_task_return_error (task, error);
      return;
    }
  run->cause = error;
  sol_account_store_release_async (self->store, NULL, on_released, g_steal_pointer (&task));
}

static void
on_answers_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolPush *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) answers = sol_push_read_finish (result, &error);

  if (answers == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->n_faults = 0;
  self->one_by_one = FALSE;
  ((Run *) g_task_get_task_data (task))->n_answers = answers->len;
  sol_account_store_apply_answers_async (self->store, answers, g_task_get_cancellable (task),
                                         on_applied, g_object_ref (task));
}

/* FALSE when there is one left, at which alone the server fails. */
static gboolean
send_fewer (SolPush *self, const SolMutationBatch *batch)
{
  const gboolean fewer = batch->mutations->len > 1;

  self->n_faults = 0;
  self->one_by_one = fewer;
  return fewer;
}

static void
park (GTask *owned_task)
{
  SolPush *self = g_task_get_source_object (owned_task);
  const Run *run = g_task_get_task_data (owned_task);
  const SolMutation *mutation = g_ptr_array_index (run->batch->mutations, 0);

  sol_account_store_park_async (self->store, mutation->id, g_task_get_cancellable (owned_task),
                                then_go_on (owned_task, sol_account_store_park_finish), owned_task);
}

/* What the server cannot read, or finds too much, is not better the next time. */
static void
send_fewer_or_park (GTask *owned_task)
{
  SolPush *self = g_task_get_source_object (owned_task);
  const Run *run = g_task_get_task_data (owned_task);

  if (send_fewer (self, run->batch))
    take_batch (owned_task);
  else
    park (owned_task);
}

/* He no longer acts for that organisation: all that was for it is refused, and was not counted. */
static void
on_forbidden (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Run *run = g_task_get_task_data (task);
  const SolMutation *first = g_ptr_array_index (run->batch->mutations, 0);
  GError *error = NULL;

  if (!sol_account_store_apply_answers_finish (SOL_ACCOUNT_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    sol_account_store_count_from_async (
        SOL_ACCOUNT_STORE (source), first->n - 1, g_task_get_cancellable (task),
        then_go_on (task, sol_account_store_count_from_finish), g_object_ref (task));
}

static void
refuse_batch (GTask *owned_task)
{
  SolPush *self = g_task_get_source_object (owned_task);
  const Run *run = g_task_get_task_data (owned_task);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_answer_free);

  for (guint i = 0; i < run->batch->mutations->len; i++)
    {
      const SolMutation *mutation = g_ptr_array_index (run->batch->mutations, i);
      SolAnswer *answer = g_new0 (SolAnswer, 1);

      answer->id = g_strdup (mutation->id);
      answer->n = mutation->n;
      answer->kind = SOL_ANSWER_FORBIDDEN;
      g_ptr_array_add (answers, answer);
    }
  sol_account_store_apply_answers_async (self->store, answers, g_task_get_cancellable (owned_task),
                                         on_forbidden, owned_task);
}

static GError *
make_refusal (const SolReply *reply)
{
  const char *detail = sol_reply_get_text (reply, "detail");

  return g_error_new_literal (SOL_NET_ERROR,
                              (int) sol_net_error_from_status (sol_reply_get_status (reply)),
                              detail != NULL ? detail : "The server does not say why");
}

/* One of the batch has an id that the server does not take from it: alone it is told by another. */
static void
tell_anew (GTask *owned_task)
{
  SolPush *self = g_task_get_source_object (owned_task);
  const Run *run = g_task_get_task_data (owned_task);
  const SolMutation *first = g_ptr_array_index (run->batch->mutations, 0);

  if (send_fewer (self, run->batch))
    {
      take_batch (owned_task);
      return;
    }
  self->one_by_one = TRUE;
  sol_account_store_tell_anew_async (self->store, first->id, g_task_get_cancellable (owned_task),
                                     then_go_on (owned_task, sol_account_store_tell_anew_finish),
                                     owned_task);
}

/* Numbers of another one are the usual reason; an id of another account is the one that is left. */
static void
become_other (GTask *owned_task)
{
  SolPush *self = g_task_get_source_object (owned_task);
  Run *run = g_task_get_task_data (owned_task);

  if (run->is_other)
    {
      tell_anew (owned_task);
      return;
    }
  run->is_other = TRUE;
  sol_account_store_become_client_async (
      self->store, g_task_get_cancellable (owned_task),
      then_go_on (owned_task, sol_account_store_become_client_finish), owned_task);
}

/* The server knows of fewer than were sent, or of one that was not: a copy was put back, there or
 * here. */
static void
repair_count (GTask *owned_task, const SolReply *reply)
{
  SolPush *self = g_task_get_source_object (owned_task);
  Run *run = g_task_get_task_data (owned_task);
  GCancellable *cancellable = g_task_get_cancellable (owned_task);
  const gint64 last_n = sol_reply_get_number (reply, "last_n", -1);
  const char *reason = sol_reply_get_text (reply, "reason");

  if (++run->n_repairs > MAX_REPAIRS)
    fail (owned_task, make_refusal (reply));
  else if (g_strcmp0 (reason, "gap") == 0 && last_n >= 0)
    sol_account_store_count_from_async (
        self->store, last_n, cancellable,
        then_go_on (owned_task, sol_account_store_count_from_finish), owned_task);
  else if (g_strcmp0 (reason, "client-cloned") == 0)
    become_other (owned_task);
  else if (g_strcmp0 (reason, "other-body") == 0)
    tell_anew (owned_task);
  else
    fail (owned_task, make_refusal (reply));
}

static void
take_refusal (GTask *owned_task, const SolReply *reply)
{
  SolPush *self = g_task_get_source_object (owned_task);

  switch (sol_reply_get_status (reply))
    {
    case 400:
    case 413:
      send_fewer_or_park (owned_task);
      break;
    case 403:
      if (g_strcmp0 (sol_reply_get_text (reply, "reason"), "organisation") == 0)
        refuse_batch (owned_task);
      else
        fail (owned_task, make_refusal (reply));
      break;
    case 409:
    case 422:
      repair_count (owned_task, reply);
      break;
    case 500:
      if (++self->n_faults >= MAX_FAULTS)
        send_fewer_or_park (owned_task);
      else
        fail (owned_task, make_refusal (reply));
      break;
    default:
      fail (owned_task, make_refusal (reply));
    }
}

/* Returns: (transfer full) (nullable): %NULL with the error of one that says nothing */
static SolReply *
read_refusal (guint status, GBytes *text, GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static (NULL, 0);

  if (text != NULL && g_bytes_get_size (text) <= MAX_REFUSAL)
    return sol_reply_new (status, text, error);
  /* Of who stands between, too, it means what it says: too much, or a fault. */
  if (text == NULL && status != 413 && status != 500)
    return NULL;
  g_clear_error (error);
  return sol_reply_new (status, nothing, error);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;
  g_autoptr (GBytes)
      text = sol_client_call_finish_text (SOL_CLIENT (source), result, &status, &error);
  g_autoptr (SolReply) refusal = NULL;

  if (text != NULL && status == 200)
    {
      sol_push_read_async (run->batch, text, g_task_get_cancellable (task), on_answers_read, task);
      return;
    }
  refusal = read_refusal (status, text, &error);
  if (refusal != NULL)
    take_refusal (task, refusal);
  else
    fail (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolPush *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *body = sol_push_write_finish (result, &error);

  if (body == NULL)
    g_task_return_error (task, error);
  else
    sol_client_call_async (self->client, "POST", "/v1/mutations", body, MAX_ANSWER,
                           g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->batch, sol_mutation_batch_free);
  run->batch = sol_account_store_take_batch_finish (SOL_ACCOUNT_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (run->batch == NULL)
    g_task_return_boolean (task, TRUE);
  else
    sol_push_write_async (run->batch, g_task_get_cancellable (task), on_written,
                          g_object_ref (task));
}

static void
take_batch (GTask *owned_task)
{
  SolPush *self = g_task_get_source_object (owned_task);

  sol_account_store_take_batch_async (self->store, self->one_by_one ? 1 : 0,
                                      g_task_get_cancellable (owned_task), on_taken, owned_task);
}

/**
 * sol_push_run_async: (skip)
 *
 * Sends until nothing is left to be sent. What was answered before an error stays answered.
 */
void
sol_push_run_async (SolPush *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_push_run_async);
  g_task_set_task_data (task, g_new0 (Run, 1), run_free);
  take_batch (task);
}

/**
 * sol_push_run_finish: (skip)
 * @n_sent: (out): answered, taken up or not; also before an error
 *
 * Returns: %FALSE with a #SolNetError or #SolStoreError, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_push_run_finish (SolPush *self, GAsyncResult *result, guint *n_sent, GError **error)
{
  const Run *run = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *n_sent = run->n_sent;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sol_push_finalize (GObject *object)
{
  SolPush *self = SOL_PUSH (object);

  g_object_unref (self->store);
  g_object_unref (self->client);
  G_OBJECT_CLASS (sol_push_parent_class)->finalize (object);
}

static void
sol_push_class_init (SolPushClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_push_finalize;
}

static void
sol_push_init (SolPush *self)
{
}

/**
 * sol_push_new: (skip)
 * @store: (transfer none): has what is to be sent
 * @client: (transfer none): with the tokens of the account
 */
SolPush *
sol_push_new (SolAccountStore *store, SolClient *client)
{
  SolPush *self = g_object_new (SOL_TYPE_PUSH, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  return self;
}
