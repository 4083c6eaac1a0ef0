/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-place.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-conflict-page.h"
#include "app/outbox/sol-outbox-acts.h"
#include "app/outbox/sol-outbox-backup.h"
#include "app/outbox/sol-outbox-page.h"
#include "app/sol-error-words.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "outbox/sol-outbox-place.ui"

/**
 * SolOutboxPlace:
 *
 * Where one sees what was done on this computer and is not on the platform yet, in place of the
 * sections of a window, and settles what does not leave by itself.
 */
struct _SolOutboxPlace
{
  AdwBin parent_instance;

  SolSession *session;     /* (nullable) */
  SolActingFor *acting;    /* (nullable): with the session */
  SolOutboxGroups *groups; /* (nullable): while the files of the account are open */
  GtkStack *stack;
  SolOutboxPage *page;       /* (nullable): with the groups */
  SolConflictPage *conflict; /* (nullable): above the page */
};

G_DEFINE_FINAL_TYPE (SolOutboxPlace, sol_outbox_place, ADW_TYPE_BIN)

enum
{
  SIGNAL_LEFT,
  SIGNAL_SAID,
  SIGNAL_DISCARDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
leave_conflict (SolOutboxPlace *self)
{
  SolConflictPage *conflict = g_steal_pointer (&self->conflict);

  if (conflict == NULL)
    return;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->page));
  gtk_stack_remove (self->stack, GTK_WIDGET (conflict));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* He may look at another one by now. */
static void
on_settled (SolOutboxPlace *self, const GError *error, SolConflictPage *page)
{
  if (error != NULL)
    {
      sol_outbox_place_refuse (self, error);
      return;
    }
  if (self->conflict == page)
    leave_conflict (self);
  sol_outbox_place_say (self, _ ("It is settled, and leaves with the next exchange"));
  sol_outbox_place_send_now (self);
}

/* It may be settled in another window. */
static void
on_changed (SolOutboxPlace *self)
{
  const char *id = self->conflict != NULL ? sol_conflict_page_get_id (self->conflict) : NULL;
  g_autoptr (SolOutboxEntry) entry = id != NULL ? sol_outbox_place_find (self, id) : NULL;

  if (entry == NULL || sol_outbox_entry_get_state (entry) != SOL_OUTBOX_CONFLICT)
    leave_conflict (self);
}

static void
compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);
  g_autoptr (SolOutboxEntry)
      entry = sol_outbox_place_find (self, g_variant_get_string (parameter, NULL));
  GtkWidget *page;

  if (entry == NULL || sol_outbox_entry_get_state (entry) != SOL_OUTBOX_CONFLICT)
    return;
  leave_conflict (self);
  page = sol_conflict_page_new (sol_outbox_place_get_store (self), entry);
  g_signal_connect_object (page, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, page, "conflict");
  gtk_stack_set_visible_child (self->stack, page);
  self->conflict = SOL_CONFLICT_PAGE (page);
  gtk_widget_grab_focus (page);
}

static void
back_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_outbox_backup_choose (SOL_OUTBOX_PLACE (widget), FALSE);
}

static void
restore (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_outbox_backup_choose (SOL_OUTBOX_PLACE (widget), TRUE);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);

  if (self->conflict != NULL)
    leave_conflict (self);
  else
    sol_outbox_place_leave (self);
}

static void
drop_groups (SolOutboxPlace *self)
{
  SolOutboxPage *page = g_steal_pointer (&self->page);
  SolConflictPage *conflict = g_steal_pointer (&self->conflict);

  if (page == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->groups, self);
  if (conflict != NULL)
    gtk_stack_remove (self->stack, GTK_WIDGET (conflict));
  sol_outbox_page_let_go (page);
  g_clear_object (&self->groups);
}

static void
open_groups (SolOutboxPlace *self)
{
  SolAccountStore *store = sol_outbox_place_get_store (self);

  if (self->groups != NULL || store == NULL)
    return;
  self->groups = sol_outbox_groups_new (self->session, store);
  g_signal_connect_object (self->groups, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  self->page = SOL_OUTBOX_PAGE (sol_outbox_page_new (self->groups));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->page));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->page));
}

/* The files of one account close before those of the next open. */
static void
on_store (SolOutboxPlace *self)
{
  const gboolean shown = gtk_widget_get_mapped (GTK_WIDGET (self));

  drop_groups (self);
  if (shown && sol_outbox_place_get_store (self) != NULL)
    open_groups (self);
  else if (shown)
    sol_outbox_place_leave (self);
}

static gboolean
sol_outbox_place_grab_focus (GtkWidget *widget)
{
  GtkWidget *page = gtk_stack_get_visible_child (SOL_OUTBOX_PLACE (widget)->stack);

  return page != NULL && gtk_widget_grab_focus (page);
}

static void
sol_outbox_place_dispose (GObject *object)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (object);

  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    sol_outbox_place_set_session (self, NULL, NULL);
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_outbox_place_parent_class)->dispose (object);
}

static void
make_signals (void)
{
  /* The window shows its sections again. */
  signals[SIGNAL_LEFT] = g_signal_new ("left", SOL_TYPE_OUTBOX_PLACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  /* Something passing, in one short sentence. */
  signals[SIGNAL_SAID] = g_signal_new ("said", SOL_TYPE_OUTBOX_PLACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* What was, and the id for "outbox.undo-discard". */
  signals[SIGNAL_DISCARDED] = g_signal_new ("discarded", SOL_TYPE_OUTBOX_PLACE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                            G_TYPE_STRING);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "outbox.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "outbox.compare", "s", compare);
  gtk_widget_class_install_action (widget_class, "outbox.back-up", NULL, back_up);
  gtk_widget_class_install_action (widget_class, "outbox.restore", NULL, restore);
  sol_outbox_acts_install (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "outbox.back", NULL);
}

static void
sol_outbox_place_class_init (SolOutboxPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_outbox_place_dispose;
  sol_focus_set_grab (widget_class, sol_outbox_place_grab_focus);
  make_signals ();
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPlace, stack);
  install_actions (widget_class);
}

static void
sol_outbox_place_init (SolOutboxPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_outbox_place_set_session:
 * @session: (nullable): an opened catalogue that has a platform
 * @acting: (nullable): for whom one acts in this window; with @session
 */
void
sol_outbox_place_set_session (SolOutboxPlace *self, SolSession *session, SolActingFor *acting)
{
  SolSessionAccount *files = self->session != NULL ? sol_session_get_account_files (self->session)
                                                   : NULL;

  drop_groups (self);
  if (files != NULL)
    g_signal_handlers_disconnect_by_data (files, self);
  g_set_object (&self->session, session);
  g_set_object (&self->acting, acting);
  files = session != NULL ? sol_session_get_account_files (session) : NULL;
  if (files != NULL)
    g_signal_connect_object (files, "notify::store", G_CALLBACK (on_store), self,
                             G_CONNECT_SWAPPED);
}

/**
 * sol_outbox_place_show:
 *
 * The list is read anew only if the account changed.
 */
void
sol_outbox_place_show (SolOutboxPlace *self)
{
  open_groups (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * sol_outbox_place_leave:
 *
 * Has the window show its sections.
 */
void
sol_outbox_place_leave (SolOutboxPlace *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

/**
 * sol_outbox_place_get_store:
 *
 * Returns: (transfer none) (nullable): what the account does, while it is open
 */
SolAccountStore *
sol_outbox_place_get_store (SolOutboxPlace *self)
{
  return self->session != NULL ? sol_session_get_account_store (self->session) : NULL;
}

/**
 * sol_outbox_place_set_busy:
 * @busy: whether a back-up is written or read
 */
void
sol_outbox_place_set_busy (SolOutboxPlace *self, gboolean busy)
{
  if (self->page != NULL)
    sol_outbox_page_set_busy (self->page, busy);
}

/**
 * sol_outbox_place_say:
 * @text: something passing, in one short sentence
 */
void
sol_outbox_place_say (SolOutboxPlace *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, text);
}

/* Says what went wrong, and what to do. */
void
sol_outbox_place_refuse (SolOutboxPlace *self, const GError *error)
{
  g_autofree char *said = sol_error_words_say (error);

  sol_outbox_place_say (self, said);
}

/**
 * sol_outbox_place_tell_discarded:
 * @what: was discarded
 * @id: of its entry, by which it can be taken up again
 */
void
sol_outbox_place_tell_discarded (SolOutboxPlace *self, const char *what, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_DISCARDED], 0, what, id);
}

/* What was put right leaves at once. */
void
sol_outbox_place_send_now (SolOutboxPlace *self)
{
  if (self->session != NULL)
    sol_sync_try_now (sol_session_get_sync (self->session));
}

/**
 * sol_outbox_place_find:
 * @id: of an entry
 *
 * Returns: (transfer full) (nullable): it, when it is there
 */
SolOutboxEntry *
sol_outbox_place_find (SolOutboxPlace *self, const char *id)
{
  return self->groups != NULL ? sol_outbox_groups_find (self->groups, id) : NULL;
}

/**
 * sol_outbox_place_act_for:
 * @organisation: (nullable): for which one acts in this window from now on
 */
void
sol_outbox_place_act_for (SolOutboxPlace *self, const char *organisation)
{
  sol_acting_for_choose (self->acting, organisation);
}
