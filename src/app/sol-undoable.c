/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-undoable.h"

#include "app/sol-error-words.h"
#include "app/widgets/sol-toast.h"
#include "store/sol-account-act.h"
#include "store/sol-account-drafts.h"
#include "store/sol-account-hold.h"
#include "store/sol-account-settle.h"

/* An act that nobody could take back once it is sent: it stays here as long as the toast that
 * offers to, and is let go with it. */
typedef struct
{
  SolAccountStore *store;
  GWeakRef window;
  char *title;
  char *record;         /* what is acted on: its type and id */
  AdwToast *toast;      /* (unowned) (nullable): once it is kept */
  char *id;             /* (nullable): of the act, once it is kept */
  SolMutation *drafted; /* (nullable): what it was written as, in a draft of its record */
} Undoable;

/* Those that are offered to be undone, by record: one of each. Of the main thread. */
static GHashTable *
get_offers (void)
{
  static GHashTable *offers;

  if (offers == NULL)
    offers = g_hash_table_new (g_str_hash, g_str_equal);
  return offers;
}

static void
undoable_free (gpointer data)
{
  Undoable *self = data;

  if (g_hash_table_lookup (get_offers (), self->record) == self)
    g_hash_table_remove (get_offers (), self->record);
  if (self->id != NULL)
    sol_account_store_let_go (self->store, self->id);
  g_object_unref (self->store);
  g_weak_ref_clear (&self->window);
  g_free (self->title);
  g_free (self->record);
  g_free (self->id);
  g_clear_pointer (&self->drafted, sol_mutation_free);
  g_free (self);
}

static void
say_failure (SolWindow *window, const GError *error)
{
  g_autofree char *said = sol_error_words_say (error);

  sol_window_add_toast (window, said);
}

static void
on_discarded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_account_store_discard_finish (SOL_ACCOUNT_STORE (source), result, &error))
    say_failure (window, error);
}

/* What he wrote is in the act, or in his draft again. */
static void
put_draft_away (Undoable *self, gboolean away)
{
  if (self->drafted != NULL)
    sol_account_store_discard_draft_async (self->store, self->drafted->type, self->drafted->target,
                                           NULL, away, NULL, NULL, NULL);
}

/* The toast goes after it, and lets go: what was discarded before that does not leave. */
static void
undo (AdwToast *toast, Undoable *self)
{
  g_autoptr (SolWindow) window = g_weak_ref_get (&self->window);

  put_draft_away (self, FALSE);
  if (window != NULL)
    sol_account_store_discard_async (self->store, self->id, NULL, on_discarded,
                                     g_steal_pointer (&window));
}

static void
on_dismissed (AdwToast *toast, Undoable *self)
{
  sol_account_store_let_go (self->store, self->id);
}

/* A toast says what was done last to a record: what it said before is no longer so. */
static void
take_over (Undoable *self)
{
  Undoable *earlier = g_hash_table_lookup (get_offers (), self->record);

  if (earlier != NULL && earlier->store == self->store)
    adw_toast_dismiss (earlier->toast);
  g_hash_table_replace (get_offers (), self->record, self);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undoable *self = user_data;
  g_autoptr (SolWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GError) error = NULL;

  self->id = sol_account_store_act_finish (SOL_ACCOUNT_STORE (source), result, &error);
  if (self->id == NULL && window != NULL)
    say_failure (window, error);
  if (self->id == NULL || window == NULL)
    {
      undoable_free (self);
      return;
    }
  put_draft_away (self, TRUE);
  self->toast = sol_toast_new_undo (self->title, NULL, NULL);
  g_signal_connect (self->toast, "button-clicked", G_CALLBACK (undo), self);
  g_signal_connect (self->toast, "dismissed", G_CALLBACK (on_dismissed), self);
  /* A window that closes takes its toasts along, and dismisses none. */
  g_object_set_data_full (G_OBJECT (self->toast), "undoable", self, undoable_free);
  take_over (self);
  sol_window_take_toast (window, self->toast);
}

static Undoable *
begin (SolWindow *window,
       SolAccountStore *store,
       const SolMutation *mutation,
       const char *organisation,
       const char *title)
{
  Undoable *self = g_new0 (Undoable, 1);

  self->store = g_object_ref (store);
  self->title = g_strdup (title);
  self->record = g_strdup_printf ("%s/%s", mutation->type, mutation->target);
  g_weak_ref_init (&self->window, window);
  sol_account_store_act_async (store, mutation, organisation, SOL_ACT_HELD, NULL, on_acted, self);
  return self;
}

/**
 * sol_undoable_act:
 * @mutation: (transfer none): as for sol_account_store_act_async()
 * @organisation: (nullable): likewise
 * @title: what was done, in one short sentence
 *
 * Does it, shows it, and offers to undo it for some seconds, after which it leaves. What is refused
 * at once is told in the window.
 */
void
sol_undoable_act (SolWindow *window,
                  SolAccountStore *store,
                  const SolMutation *mutation,
                  const char *organisation,
                  const char *title)
{
  begin (window, store, mutation, organisation, title);
}

/**
 * sol_undoable_act_on_draft:
 * @mutation: (transfer none): as for sol_undoable_act(), for oneself
 * @draft: (nullable): the id that the draft has where it is not that of the record
 *
 * The same, of what was written in one's own draft of the record: that is over with it, and there
 * again when it is undone.
 */
void
sol_undoable_act_on_draft (SolWindow *window,
                           SolAccountStore *store,
                           const SolMutation *mutation,
                           const char *draft,
                           const char *title)
{
  begin (window, store, mutation, NULL, title)->drafted = sol_mutation_new (
      NULL, 0, mutation->type, draft != NULL ? draft : mutation->target);
}
