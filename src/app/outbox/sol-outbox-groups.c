/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-groups.h"

#include <gtk/gtk.h>

#define MAX_SENT 50 /* entries: what was taken up is kept far longer than it is of interest */

/**
 * SolOutboxGroups:
 *
 * What a user did, in the order in which it concerns him: each group is led by a #SolOutboxGroup,
 * as far as there is anything in it. It emits "changed" when an entry or what is to be said of all
 * of them did.
 */
struct _SolOutboxGroups
{
  GObject parent_instance;

  SolSession *session;
  SolLiveList *outbox;
  SolOutboxGroup *groups[SOL_N_OUTBOX_GROUPS];
  GListStore *heads[SOL_N_OUTBOX_GROUPS];
  GListStore *entries[SOL_N_OUTBOX_GROUPS];
  GtkFlattenListModel *rows;
};

enum
{
  CHANGED,
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

/* Only what differs between the same beginning and the same end is told. */
static void
replace (GListStore *store, GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (store);
  guint n = g_list_model_get_n_items (model);
  guint same = 0;
  guint tail = 0;

  while (same < n && same < items->len && is_at (model, same, items->pdata[same]))
    same++;
  while (same + tail < n && same + tail < items->len &&
         is_at (model, n - 1 - tail, items->pdata[items->len - 1 - tail]))
    tail++;
  if (n == items->len && same == n)
    return;
  g_list_store_splice (store, same, n - same - tail, items->pdata + same, items->len - same - tail);
}

static void
show_group (SolOutboxGroups *self, guint kind, GPtrArray *entries)
{
  const guint count = entries->len;
  const gboolean told = g_list_model_get_n_items (G_LIST_MODEL (self->heads[kind])) > 0;

  if (kind == SOL_OUTBOX_GROUP_SENT)
    {
      g_ptr_array_sort (entries, compare_sent);
      g_ptr_array_set_size (entries, (int) MIN (count, MAX_SENT));
    }
  sol_outbox_group_set_count (self->groups[kind], entries->len);
  if (count > 0 && !told)
    g_list_store_append (self->heads[kind], self->groups[kind]);
  else if (count == 0)
    g_list_store_remove_all (self->heads[kind]);
  replace (self->entries[kind], entries);
}

static void
tell (SolOutboxGroups *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
update (SolOutboxGroups *self)
{
  GListModel *outbox = G_LIST_MODEL (self->outbox);
  const guint n = g_list_model_get_n_items (outbox);
  GPtrArray *entries[SOL_N_OUTBOX_GROUPS];

  for (guint kind = 0; kind < SOL_N_OUTBOX_GROUPS; kind++)
    entries[kind] = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      SolOutboxEntry *entry = g_list_model_get_item (outbox, i);

      g_ptr_array_add (entries[get_kind (entry)], entry);
    }
  for (guint kind = 0; kind < SOL_N_OUTBOX_GROUPS; kind++)
    {
      show_group (self, kind, entries[kind]);
      g_ptr_array_unref (entries[kind]);
    }
  tell (self);
}

static void
sol_outbox_groups_finalize (GObject *object)
{
  SolOutboxGroups *self = SOL_OUTBOX_GROUPS (object);

  g_object_unref (self->session);
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
  G_OBJECT_CLASS (klass)->finalize = sol_outbox_groups_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_OUTBOX_GROUPS, G_SIGNAL_RUN_LAST, 0, NULL,
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
  self->outbox = sol_account_store_list_outbox (store);
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

guint
sol_outbox_groups_count (SolOutboxGroups *self, SolOutboxGroupKind kind)
{
  return sol_outbox_group_get_count (self->groups[kind]);
}

gboolean
sol_outbox_groups_get_loaded (SolOutboxGroups *self)
{
  return sol_live_list_get_loaded (self->outbox);
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
