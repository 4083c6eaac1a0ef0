/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-groups.h"

#include <gtk/gtk.h>

#include "store/sol-account-counts.h"

#define MAX_STEPS 2 /* rows that come or go before the next frame: to make them takes its time */

/**
 * SolOutboxGroups:
 *
 * What a user did, in the order in which it concerns him: each group is led by a #SolOutboxGroup,
 * as far as there is anything in it, and has the first of its entries, %SOL_OUTBOX_TOP at most. It
 * emits "changed" when an entry or what is to be said of all of them did, and "emptied" when it is
 * after sol_outbox_groups_empty().
 */
struct _SolOutboxGroups
{
  GObject parent_instance;

  SolSession *session;
  SolAccountStore *store;
  SolLiveList *outbox;
  SolOutboxGroup *groups[SOL_N_OUTBOX_GROUPS];
  GListStore *heads[SOL_N_OUTBOX_GROUPS];
  GListStore *entries[SOL_N_OUTBOX_GROUPS];
  GtkFlattenListModel *rows;
  guint counts[SOL_N_OUTBOX_GROUPS]; /* 0 of what is not counted */
  gboolean loaded;
  gboolean leaving; /* for good */
  guint showing;    /* source that shows the rest */
};

enum
{
  CHANGED,
  EMPTIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolOutboxGroups, sol_outbox_groups, G_TYPE_OBJECT)

static SolOutboxGroupKind
get_kind (SolOutboxEntry *entry)
{
  switch (sol_outbox_entry_get_state (entry))
    {
    case SOL_OUTBOX_WAITING:
    case SOL_OUTBOX_SENDING:
    case SOL_OUTBOX_BLOCKED:
      return SOL_OUTBOX_GROUP_WAITING;
    case SOL_OUTBOX_ACKNOWLEDGED:
      return SOL_OUTBOX_GROUP_SENT;
    default:
      return SOL_OUTBOX_GROUP_DECIDE;
    }
}

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  const gint64 first = sol_outbox_entry_get_since (*(SolOutboxEntry *const *) a);
  const gint64 second = sol_outbox_entry_get_since (*(SolOutboxEntry *const *) b);

  return (second > first) - (second < first);
}

static gboolean
is_at (GListModel *model, guint position, gpointer item)
{
  g_autoptr (GObject) there = g_list_model_get_item (model, position);

  return there == item;
}

static GPtrArray *
list_group (SolOutboxGroups *self, guint kind)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = self->leaving ? 0 : g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (get_kind (entry) == kind)
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  if (kind == SOL_OUTBOX_GROUP_SENT)
    g_ptr_array_sort (entries, compare_sent);
  return entries;
}

static gboolean
is_among (GPtrArray *entries, GListModel *model, guint position)
{
  g_autoptr (GObject) there = g_list_model_get_item (model, position);

  return g_ptr_array_find (entries, there, NULL);
}

/* One row leaves or comes. Returns: whether one had to */
static gboolean
take_step (GListStore *shown, GPtrArray *entries)
{
  GListModel *model = G_LIST_MODEL (shown);
  const guint n = g_list_model_get_n_items (model);
  guint same = 0;

  while (same < n && same < entries->len && is_at (model, same, entries->pdata[same]))
    same++;
  if (same < n && (same == entries->len || !is_among (entries, model, same)))
    g_list_store_remove (shown, same);
  else if (same < entries->len)
    g_list_store_insert (shown, same, entries->pdata[same]);
  else
    return FALSE;
  return TRUE;
}

/* Returns: how many rows it took */
static guint
show_head (SolOutboxGroups *self, guint kind, guint n_listed)
{
  GListStore *head = self->heads[kind];
  const gboolean told = g_list_model_get_n_items (G_LIST_MODEL (head)) > 0;

  sol_outbox_group_set_count (self->groups[kind], MAX (self->counts[kind], n_listed));
  if (n_listed > 0 && !told)
    g_list_store_append (head, self->groups[kind]);
  else if (n_listed == 0)
    g_list_store_remove_all (head);
  return told != (n_listed > 0);
}

static gboolean
show (gpointer user_data)
{
  g_autoptr (SolOutboxGroups) self = g_object_ref (user_data);
  guint n_steps = 0;

  for (guint kind = 0; kind < SOL_N_OUTBOX_GROUPS; kind++)
    {
      g_autoptr (GPtrArray) entries = list_group (self, kind);

      n_steps += show_head (self, kind, entries->len);
      while (n_steps < MAX_STEPS && take_step (self->entries[kind], entries))
        n_steps++;
    }
  if (n_steps >= MAX_STEPS)
    return G_SOURCE_CONTINUE;
  self->showing = 0;
  if (self->leaving)
    g_signal_emit (self, signals[EMPTIED], 0);
  return G_SOURCE_REMOVE;
}

static void
tell (SolOutboxGroups *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolOutboxGroups) self = user_data;
  SolOutboxCounts counts = { 0 };

  /* When that fails, what is listed is counted. */
  sol_account_store_count_finish (SOL_ACCOUNT_STORE (source), result, &counts, NULL);
  self->counts[SOL_OUTBOX_GROUP_DECIDE] = counts.n_conflicts + counts.n_refused;
  self->counts[SOL_OUTBOX_GROUP_WAITING] = counts.n_waiting;
  self->loaded = TRUE;
  if (self->showing == 0 && show (self))
    self->showing = g_idle_add (show, self);
  tell (self);
}

static void
update (SolOutboxGroups *self)
{
  sol_account_store_count_async (self->store, NULL, on_counted, g_object_ref (self));
}

static void
sol_outbox_groups_dispose (GObject *object)
{
  g_clear_handle_id (&SOL_OUTBOX_GROUPS (object)->showing, g_source_remove);
  G_OBJECT_CLASS (sol_outbox_groups_parent_class)->dispose (object);
}

static void
sol_outbox_groups_finalize (GObject *object)
{
  SolOutboxGroups *self = SOL_OUTBOX_GROUPS (object);

  g_object_unref (self->session);
  g_object_unref (self->store);
  g_object_unref (self->outbox);
  g_object_unref (self->rows);
  for (guint kind = 0; kind < SOL_N_OUTBOX_GROUPS; kind++)
    {
      g_object_unref (self->groups[kind]);
      g_object_unref (self->heads[kind]);
      g_object_unref (self->entries[kind]);
    }
  G_OBJECT_CLASS (sol_outbox_groups_parent_class)->finalize (object);
}

static void
sol_outbox_groups_class_init (SolOutboxGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sol_outbox_groups_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_outbox_groups_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_OUTBOX_GROUPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[EMPTIED] = g_signal_new ("emptied", SOL_TYPE_OUTBOX_GROUPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_outbox_groups_init (SolOutboxGroups *self)
{
  g_autoptr (GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);

  for (guint kind = 0; kind < SOL_N_OUTBOX_GROUPS; kind++)
    {
      self->groups[kind] = sol_outbox_group_new (kind);
      self->heads[kind] = g_list_store_new (SOL_TYPE_OUTBOX_GROUP);
      self->entries[kind] = g_list_store_new (SOL_TYPE_OUTBOX_ENTRY);
      g_list_store_append (parts, self->heads[kind]);
      g_list_store_append (parts, self->entries[kind]);
    }
  self->rows = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts)));
}

/**
 * sol_outbox_groups_new:
 * @session: an opened catalogue that has a platform
 * @store: of the account that is signed in there
 *
 * Returns: (transfer full): empty until it is loaded
 */
SolOutboxGroups *
sol_outbox_groups_new (SolSession *session, SolAccountStore *store)
{
  SolOutboxGroups *self = g_object_new (SOL_TYPE_OUTBOX_GROUPS, NULL);

  self->session = g_object_ref (session);
  self->store = g_object_ref (store);
  self->outbox = sol_account_store_list_outbox_top (store);
  g_signal_connect_object (self->outbox, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sol_session_get_sync (session), "notify::state", G_CALLBACK (tell), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * sol_outbox_groups_get_rows:
 *
 * Returns: (transfer none): each a #SolOutboxGroup or a #SolOutboxEntry
 */
GListModel *
sol_outbox_groups_get_rows (SolOutboxGroups *self)
{
  return G_LIST_MODEL (self->rows);
}

SolSession *
sol_outbox_groups_get_session (SolOutboxGroups *self)
{
  return self->session;
}

gboolean
sol_outbox_groups_get_loaded (SolOutboxGroups *self)
{
  return self->loaded;
}

/**
 * sol_outbox_groups_find:
 * @id: of an entry
 *
 * Returns: (transfer full) (nullable): it, when it is there
 */
SolOutboxEntry *
sol_outbox_groups_find (SolOutboxGroups *self, const char *id)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (g_strcmp0 (sol_outbox_entry_get_id (entry), id) == 0)
        return g_steal_pointer (&entry);
    }
  return NULL;
}

/**
 * sol_outbox_groups_empty:
 *
 * Has the rows go, a few a turn as they came, and listens to nothing any more.
 */
void
sol_outbox_groups_empty (SolOutboxGroups *self)
{
  self->leaving = TRUE;
  g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_signal_handlers_disconnect_by_data (sol_session_get_sync (self->session), self);
  if (self->showing == 0)
    self->showing = g_idle_add (show, self);
}
