/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-live-list-private.h"

/**
 * SolLiveList:
 *
 * A list that follows the files of an account: what changed is asked for, not all of it, and an
 * item that stays is the same object, which notifies.
 */
struct _SolLiveList
{
  GObject parent_instance;

  SolAccountStore *store;
  const SolLiveKind *kind;
  char *type_name;  /* (nullable) */
  char *id;         /* (nullable) */
  GPtrArray *items; /* in order */
  GHashTable *keys; /* key -> item */
  SolLiveMarks marks;
  GCancellable *cancellable;
  GError *error; /* (nullable) */
  gboolean asking;
  gboolean ask_again;
  gboolean loaded;
};

/* What the lane is asked. */
typedef struct
{
  const SolLiveKind *kind;
  SolLiveMarks marks;
  gboolean first;
} Question;

typedef enum
{
  PROP_LOADED = 1,
  N_PROPERTIES
} SolLiveListProperty;

static GParamSpec *properties[N_PROPERTIES];

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void sol_live_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolLiveList,
                               sol_live_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sol_live_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return SOL_LIVE_LIST (model)->kind->item_type ();
}

static guint
get_n_items (GListModel *model)
{
  return SOL_LIVE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SolLiveList *self = SOL_LIVE_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
sol_live_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
sol_live_list_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_LOADED)
    g_value_set_boolean (value, SOL_LIVE_LIST (object)->loaded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_live_list_dispose (GObject *object)
{
  SolLiveList *self = SOL_LIVE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sol_live_list_parent_class)->dispose (object);
}

static void
sol_live_list_finalize (GObject *object)
{
  SolLiveList *self = SOL_LIVE_LIST (object);

  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->type_name);
  g_free (self->id);
  G_OBJECT_CLASS (sol_live_list_parent_class)->finalize (object);
}

static void
sol_live_list_class_init (SolLiveListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sol_live_list_get_property;
  object_class->dispose = sol_live_list_dispose;
  object_class->finalize = sol_live_list_finalize;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* Items came, left or say something else, or the platform told once what there is: once for all
   * that one change of the files did. */
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_LIVE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sol_live_list_init (SolLiveList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  self->cancellable = g_cancellable_new ();
}

SolLiveAnswer *
sol_live_answer_new (void)
{
  SolLiveAnswer *self = g_new0 (SolLiveAnswer, 1);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
sol_live_answer_free (gpointer data)
{
  SolLiveAnswer *self = data;

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_free (self);
}

static int
compare_pointers (gconstpointer a, gconstpointer b, gpointer kind)
{
  return ((const SolLiveKind *) kind)->compare (*(gpointer const *) a, *(gpointer const *) b);
}

/* On the lane's thread: of many items this is too long for the main one. */
static void
arrange (SolLiveAnswer *answer, const SolLiveKind *kind)
{
  guint n = 0;

  for (guint i = 0; i < answer->items->len; i++)
    if (!kind->is_gone (answer->items->pdata[i]))
      {
        gpointer kept = answer->items->pdata[n];

        answer->items->pdata[n++] = answer->items->pdata[i];
        answer->items->pdata[i] = kept;
      }
  g_ptr_array_set_size (answer->items, (int) n);
  g_ptr_array_sort_with_data (answer->items, compare_pointers, (gpointer) kind);
  answer->keys = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (answer->keys, (gpointer) kind->get_key (answer->items->pdata[i]),
                         answer->items->pdata[i]);
}

static gpointer
find_changes (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  const Question *question = input->data;
  SolLiveAnswer *answer = sol_live_answer_new ();

  if (!question->kind->find (db, input, &question->marks, answer, error))
    {
      sol_live_answer_free (answer);
      return NULL;
    }
  if (question->first || question->kind->whole)
    arrange (answer, question->kind);
  return answer;
}

/* Returns: where @item stands, or belongs */
static guint
find_position (SolLiveList *self, gpointer item)
{
  guint low = 0;
  guint high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->kind->compare (self->items->pdata[middle], item) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_item (SolLiveList *self, gpointer item)
{
  guint position = find_position (self, item);

  g_ptr_array_insert (self->items, (int) position, g_object_ref (item));
  g_hash_table_insert (self->keys, (gpointer) self->kind->get_key (item), item);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
remove_item (SolLiveList *self, gpointer item)
{
  guint position = find_position (self, item);

  g_hash_table_remove (self->keys, self->kind->get_key (item));
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* One whose place in the order changes leaves and comes back. */
static void
update_item (SolLiveList *self, gpointer owned_item, gpointer fresh)
{
  g_autoptr (GObject) item = owned_item;

  if (self->kind->compare (item, fresh) == 0)
    {
      g_hash_table_remove (self->keys, self->kind->get_key (item));
      self->kind->update (item, fresh);
      g_hash_table_insert (self->keys, (gpointer) self->kind->get_key (item), item);
      return;
    }
  remove_item (self, item);
  self->kind->update (item, fresh);
  add_item (self, item);
}

static void
take_item (SolLiveList *self, gpointer fresh)
{
  gpointer item = g_hash_table_lookup (self->keys, self->kind->get_key (fresh));
  gboolean gone = self->kind->is_gone (fresh);

  if (item != NULL && gone)
    remove_item (self, item);
  else if (item != NULL)
    update_item (self, g_object_ref (item), fresh);
  else if (!gone)
    add_item (self, fresh);
}

/* The first answer is one change. */
static void
fill (SolLiveList *self, SolLiveAnswer *answer)
{
  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_ref (answer->items);
  g_hash_table_unref (self->keys);
  self->keys = g_steal_pointer (&answer->keys);
  if (self->items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->items->len);
}

static void
remove_others (SolLiveList *self, GHashTable *keys)
{
  for (guint i = self->items->len; i > 0; i--)
    if (!g_hash_table_contains (keys, self->kind->get_key (self->items->pdata[i - 1])))
      remove_item (self, self->items->pdata[i - 1]);
}

static void ask (SolLiveList *self);

static void
take_answer (SolLiveList *self, SolLiveAnswer *answer)
{
  const gboolean changed = !self->loaded || self->kind->whole || answer->items->len > 0 ||
                           (self->marks.received > 0) != (answer->marks.received > 0);

  self->marks = answer->marks;
  if (self->loaded && self->kind->whole)
    remove_others (self, answer->keys);
  for (guint i = 0; self->loaded && i < answer->items->len; i++)
    take_item (self, answer->items->pdata[i]);
  if (!self->loaded)
    {
      fill (self, answer);
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolLiveList) self = user_data;
  SolLiveAnswer *answer;

  self->asking = FALSE;
  g_clear_error (&self->error);
  answer = g_task_propagate_pointer (G_TASK (result), &self->error);
  if (answer != NULL && self->store != NULL)
    take_answer (self, answer);
  g_clear_pointer (&answer, sol_live_answer_free);
  if (self->ask_again && self->store != NULL)
    ask (self);
}

static void
ask (SolLiveList *self)
{
  SolAccountInput *input;
  Question *question;
  GTask *task;

  self->ask_again = self->asking;
  if (self->asking)
    return;

  self->asking = TRUE;
  task = g_task_new (self->store, self->cancellable, on_found, g_object_ref (self));
  input = sol_account_input_new (self->store);
  input->type = g_strdup (self->type_name);
  input->id = g_strdup (self->id);
  question = g_new0 (Question, 1);
  *question = (Question){ self->kind, self->marks, !self->loaded };
  input->data = question;
  input->free_data = g_free;
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, input, sol_account_input_free);
  sol_account_store_run (self->store, SOL_STORE_READ_USER, task, find_changes,
                         sol_live_answer_free);
}

/**
 * sol_live_list_new: (skip)
 * @type_name: (nullable): of the records that it is about
 * @id: (nullable): of the one record that it is about
 *
 * Returns: (transfer full): empty until it is loaded
 */
SolLiveList *
sol_live_list_new (SolAccountStore *store,
                   const SolLiveKind *kind,
                   const char *type_name,
                   const char *id)
{
  SolLiveList *self = g_object_new (SOL_TYPE_LIVE_LIST, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->type_name = g_strdup (type_name);
  self->id = g_strdup (id);
  g_signal_connect_object (store, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
  return self;
}

/* Returns: whether it was read once; before, that it is empty says nothing */
gboolean
sol_live_list_get_loaded (SolLiveList *self)
{
  return self->loaded;
}

/* Returns: whether the platform told once what there is; before, what is not in the list may be at
 * the platform */
gboolean
sol_live_list_get_received (SolLiveList *self)
{
  return self->marks.received > 0;
}

/* Returns: (transfer none) (nullable): why it could not be read last */
const GError *
sol_live_list_get_error (SolLiveList *self)
{
  return self->error;
}
