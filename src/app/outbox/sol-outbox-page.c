/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-page.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-outbox-row.h"
#include "app/outbox/sol-outbox-words.h"
#include "app/sol-format.h"
#include "app/sol-sync-words.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-fold-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "outbox/sol-outbox-page.ui"
#define PULSE 120 /* ms */

/**
 * SolOutboxPage:
 *
 * What happens between this computer and the platform, and all that was done and is not there yet.
 */
struct _SolOutboxPage
{
  AdwBin parent_instance;

  SolOutboxGroups *groups;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkWidget *button;
  GtkLabel *button_label;
  GtkWidget *menu;
  GtkProgressBar *progress;
  GtkStack *stack;
  GtkListView *list;
  guint pulse;
};

G_DEFINE_FINAL_TYPE (SolOutboxPage, sol_outbox_page, ADW_TYPE_BIN)

/* @presses: whether something is gained by it */
static void
show_action (SolOutboxPage *self, const SolSyncWords *said, gboolean presses)
{
  gtk_widget_set_visible (self->button, said->button != NULL);
  if (presses)
    gtk_widget_add_css_class (self->button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->button, "suggested-action");
  if (said->button == NULL)
    return;
  gtk_label_set_label (self->button_label, _ (said->button));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (said->button), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), said->action);
}

static char *
make_title (SolSync *sync, const char *count)
{
  const SolSyncState state = sol_sync_get_state (sync);
  const gint64 since = sol_sync_get_away_since (sync);
  const char *label = _ (sol_sync_words_get (state)->label);
  g_autofree char *moment = sol_format_moment (since * 1000);

  if (state == SOL_SYNC_RUNNING)
    return g_strdup (_ ("Exchange under way"));
  if (state == SOL_SYNC_UP_TO_DATE && count != NULL)
    return g_strdup (count);
  if (since == 0)
    return g_strdup (label);
  /* Translators: a state such as "Offline", and since when: a time, or a day and a time */
  return g_strdup_printf (C_ ("state", "%s since %s"), label, moment);
}

static void
show_state (SolOutboxPage *self)
{
  SolSync *sync = sol_session_get_sync (sol_outbox_groups_get_session (self->groups));
  const SolSyncState state = sol_sync_get_state (sync);
  const SolSyncWords *said = sol_sync_words_get (state);
  const SolSyncWork work = { sol_sync_get_n_waiting (sync),
                             sol_sync_get_n_conflicts (sync) + sol_sync_get_n_refused (sync) };
  g_autofree char *text = sol_sync_words_make_work (state, &work, sol_sync_get_retry_at (sync));
  g_autofree char *count = sol_sync_words_count (&work);
  g_autofree char *title = make_title (sync, count);

  gtk_image_set_from_icon_name (self->icon, sol_sync_words_get_icon (state, &work));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->explanation, text);
  show_action (self, said, state != SOL_SYNC_UP_TO_DATE || work.n_waiting > 0);
}

static void
show_list (SolOutboxPage *self)
{
  const guint n = g_list_model_get_n_items (sol_outbox_groups_get_rows (self->groups));
  const gboolean empty = n == 0 && sol_outbox_groups_get_loaded (self->groups);

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

/* What is to be decided comes above what was there: a list that shows its beginning goes on to. */
static void
on_rows (SolOutboxPage *self)
{
  show_list (self);
  if (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) <= 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
on_setup (SolOutboxPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, sol_outbox_row_new (self->groups));
}

static void
on_bind (SolOutboxPage *self, GtkListItem *item)
{
  gpointer shown = gtk_list_item_get_item (item);

  sol_outbox_row_set_item (SOL_OUTBOX_ROW (gtk_list_item_get_child (item)), shown);
  gtk_list_item_set_activatable (item, SOL_IS_OUTBOX_ENTRY (shown));
}

static void
on_unbind (SolOutboxPage *self, GtkListItem *item)
{
  sol_outbox_row_set_item (SOL_OUTBOX_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_activate (SolOutboxPage *self, guint position)
{
  g_autoptr (GObject)
      item = g_list_model_get_item (sol_outbox_groups_get_rows (self->groups), position);
  const SolOutboxAct *act;

  if (!SOL_IS_OUTBOX_ENTRY (item))
    return;
  act = sol_outbox_words_get_act (SOL_OUTBOX_ENTRY (item));
  gtk_widget_activate_action (GTK_WIDGET (self), act != NULL ? act->action : "outbox.open", "s",
                              sol_outbox_entry_get_id (SOL_OUTBOX_ENTRY (item)));
}

static void
set_groups (SolOutboxPage *self, SolOutboxGroups *groups)
{
  SolSync *sync = sol_session_get_sync (sol_outbox_groups_get_session (groups));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GListModel *rows = g_object_ref (sol_outbox_groups_get_rows (groups));
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (rows);

  self->groups = g_object_ref (groups);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (groups, "changed", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_list (self);
  show_state (self);
}

static gboolean
sol_outbox_page_grab_focus (GtkWidget *widget)
{
  SolOutboxPage *self = SOL_OUTBOX_PAGE (widget);

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->list)))
    return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  /* The first row is the head of a group, which does nothing. */
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_DOWN);
  return TRUE;
}

static void
sol_outbox_page_dispose (GObject *object)
{
  SolOutboxPage *self = SOL_OUTBOX_PAGE (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  /* The bin's own child is not bound: the template would leave it to the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&self->groups);
  G_OBJECT_CLASS (sol_outbox_page_parent_class)->dispose (object);
}

static void
sol_outbox_page_class_init (SolOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_outbox_page_dispose;
  sol_focus_set_grab (widget_class, sol_outbox_page_grab_focus);
  g_type_ensure (SOL_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, icon);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, button);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, button_label);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, menu);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
sol_outbox_page_init (SolOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_outbox_page_new:
 *
 * Its actions are those of the #SolOutboxPlace around it.
 *
 * Returns: (transfer floating): the page of @groups
 */
GtkWidget *
sol_outbox_page_new (SolOutboxGroups *groups)
{
  SolOutboxPage *self = g_object_new (SOL_TYPE_OUTBOX_PAGE, NULL);

  set_groups (self, groups);
  return GTK_WIDGET (self);
}

static gboolean
on_pulse (gpointer user_data)
{
  gtk_progress_bar_pulse (SOL_OUTBOX_PAGE (user_data)->progress);
  return G_SOURCE_CONTINUE;
}

/**
 * sol_outbox_page_set_busy:
 * @busy: whether a back-up is written or read
 */
void
sol_outbox_page_set_busy (SolOutboxPage *self, gboolean busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_set_sensitive (self->menu, !busy);
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (busy)
    self->pulse = g_timeout_add (PULSE, on_pulse, self);
  else /* it lost the focus with its sensitivity */
    gtk_widget_grab_focus (self->menu);
}

static void
leave_stack (SolOutboxPage *self)
{
  gtk_stack_remove (GTK_STACK (gtk_widget_get_parent (GTK_WIDGET (self))), GTK_WIDGET (self));
}

/**
 * sol_outbox_page_let_go:
 *
 * It is not seen any more, and leaves its stack when its rows are gone: all at once they would hold
 * the main loop.
 */
void
sol_outbox_page_let_go (SolOutboxPage *self)
{
  g_signal_handlers_disconnect_by_data (sol_outbox_groups_get_rows (self->groups), self);
  g_signal_handlers_disconnect_by_data (self->groups, self);
  gtk_widget_hide (GTK_WIDGET (self));
  g_signal_connect_object (self->groups, "emptied", G_CALLBACK (leave_stack), self,
                           G_CONNECT_SWAPPED);
  sol_outbox_groups_empty (self->groups);
}
