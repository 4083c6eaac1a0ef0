/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-row.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-outbox-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-fold-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "outbox/sol-outbox-row.ui"

/**
 * SolOutboxRow:
 *
 * A line of what was done: the head of a group, or one entry with why it is where it is, since
 * when, and what can be done about it.
 */
struct _SolOutboxRow
{
  AdwBin parent_instance;

  SolOutboxGroups *groups;
  gpointer item; /* (nullable) */
  GtkWidget *head;
  GtkLabel *group;
  GtkLabel *count;
  GtkLabel *rest;
  GtkWidget *line;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *details;
  GtkLabel *reason;
  GtkLabel *since;
  GtkWidget *act;
  GtkLabel *act_label;
  GtkWidget *retry;
  GtkWidget *discard;
};

G_DEFINE_FINAL_TYPE (SolOutboxRow, sol_outbox_row, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  const char *mark; /* (nullable): class of the count */
} heads[SOL_N_OUTBOX_GROUPS] = {
  [SOL_OUTBOX_GROUP_DECIDE] = { N_ ("To Decide"), "attention" },
  [SOL_OUTBOX_GROUP_WAITING] = { N_ ("Waiting"), NULL },
  [SOL_OUTBOX_GROUP_SENT] = { N_ ("Sent Lately"), NULL },
};

static const char *const icons[SOL_OUTBOX_N_STATES] = {
  [SOL_OUTBOX_WAITING] = "document-edit-symbolic",
  [SOL_OUTBOX_SENDING] = "emblem-synchronizing-symbolic",
  [SOL_OUTBOX_BLOCKED] = "changes-prevent-symbolic",
  [SOL_OUTBOX_CONFLICT] = "dialog-warning-symbolic",
  [SOL_OUTBOX_REFUSED] = "dialog-error-symbolic",
  [SOL_OUTBOX_GONE] = "user-trash-symbolic",
  [SOL_OUTBOX_ACKNOWLEDGED] = "emblem-ok-symbolic",
};

static void
set_class (gpointer widget, const char *name, gboolean given)
{
  if (given)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_group (SolOutboxRow *self, SolOutboxGroup *group)
{
  const SolOutboxGroupKind kind = sol_outbox_group_get_kind (group);
  const guint n = sol_outbox_group_get_count (group);
  g_autofree char *count = sol_format_number (n);
  g_autofree char *rest = g_strdup_printf (_ ("The first %u are listed, the others will follow."),
                                           SOL_OUTBOX_TOP);

  gtk_label_set_label (self->group, _ (heads[kind].title));
  gtk_label_set_label (self->count, count);
  set_class (self->count, "attention", heads[kind].mark != NULL);
  gtk_label_set_label (self->rest, rest);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), n > SOL_OUTBOX_TOP);
}

/* The target first: without it the action does not fit its parameter. */
static void
aim (GtkWidget *button, const char *action, SolOutboxEntry *entry)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sol_outbox_entry_get_id (entry));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
show_act (SolOutboxRow *self, SolOutboxEntry *entry)
{
  const SolOutboxAct *act = sol_outbox_words_get_act (entry);

  gtk_widget_set_visible (self->act, act != NULL);
  if (act == NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), NULL);
      return;
    }
  gtk_label_set_label (self->act_label, _ (act->label));
  aim (self->act, act->action, entry);
}

static gboolean
may_discard (SolOutboxEntry *entry)
{
  const SolOutboxState state = sol_outbox_entry_get_state (entry);

  return state != SOL_OUTBOX_ACKNOWLEDGED && state != SOL_OUTBOX_SENDING;
}

static gboolean
may_retry (SolOutboxEntry *entry)
{
  const SolOutboxState state = sol_outbox_entry_get_state (entry);

  return state == SOL_OUTBOX_REFUSED || state == SOL_OUTBOX_BLOCKED;
}

/* A screen reader tells which one a button is about. */
static void
aim_buttons (SolOutboxRow *self, SolOutboxEntry *entry, const char *what)
{
  GtkWidget *const buttons[] = { self->act, self->retry, self->discard };
  /* Translators: %s is what was done, such as "Listing: Telephone" */
  g_autofree char *discard = g_strdup_printf (_ ("Discard “%s”"), what);
  g_autofree char *retry = g_strdup_printf (_ ("Try “%s” again"), what);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (buttons[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  aim (self->retry, "outbox.retry", entry);
  aim (self->discard, "outbox.discard", entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->act), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->act_label), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->discard), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  discard, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->retry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  retry, -1);
}

/* What changes with the others, and with the exchanges, at each of their steps. */
static void
show_reason (SolOutboxRow *self, SolOutboxEntry *entry)
{
  g_autofree char *reason = sol_outbox_words_make_reason (self->groups, entry);
  g_autofree char *since = sol_outbox_words_make_since (self->groups, entry);

  gtk_label_set_label (self->reason, reason);
  gtk_label_set_label (self->since, since);
}

static void
show_entry (SolOutboxRow *self, SolOutboxEntry *entry)
{
  const SolOutboxState state = sol_outbox_entry_get_state (entry);
  g_autofree char *title = sol_outbox_words_make_title (entry);
  g_autofree char *details = sol_outbox_words_make_details (entry);
  const gboolean decide = state >= SOL_OUTBOX_CONFLICT && state <= SOL_OUTBOX_GONE;

  gtk_image_set_from_icon_name (self->icon, icons[state]);
  set_class (self->icon, "attention", decide);
  set_class (self->reason, "attention", decide);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->details, details);
  show_reason (self, entry);
  gtk_widget_set_visible (self->discard, may_discard (entry));
  show_act (self, entry);
  /* Not twice, where that is the act itself. */
  gtk_widget_set_visible (
      self->retry,
      may_retry (entry) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (self->act)),
                                      "outbox.retry") != 0);
  aim_buttons (self, entry, details);
}

static void
update (SolOutboxRow *self)
{
  const gboolean entry = SOL_IS_OUTBOX_ENTRY (self->item);

  gtk_widget_set_visible (self->line, entry);
  gtk_widget_set_visible (self->head, SOL_IS_OUTBOX_GROUP (self->item));
  set_class (self, "entry", entry);
  if (entry)
    show_entry (self, self->item);
  else if (self->item != NULL)
    show_group (self, self->item);
}

static void
on_groups (SolOutboxRow *self)
{
  if (SOL_IS_OUTBOX_ENTRY (self->item))
    show_reason (self, self->item);
  else if (self->item != NULL)
    show_group (self, self->item);
}

static void
set_item (SolOutboxRow *self, gpointer item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
}

static void
sol_outbox_row_dispose (GObject *object)
{
  SolOutboxRow *self = SOL_OUTBOX_ROW (object);

  set_item (self, NULL);
  g_clear_object (&self->groups);
  /* The bin's own child is not bound: the template would leave it to the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_outbox_row_parent_class)->dispose (object);
}

static void
sol_outbox_row_class_init (SolOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_outbox_row_dispose;
  g_type_ensure (SOL_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, head);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, group);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, count);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, rest);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, line);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, details);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, reason);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, since);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, act);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, act_label);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, retry);
  gtk_widget_class_bind_template_child (widget_class, SolOutboxRow, discard);
}

static void
sol_outbox_row_init (SolOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_outbox_row_new:
 * @groups: what is to be known of the others, and tells when anything changed
 *
 * Returns: (transfer floating): an empty line
 */
GtkWidget *
sol_outbox_row_new (SolOutboxGroups *groups)
{
  SolOutboxRow *self = g_object_new (SOL_TYPE_OUTBOX_ROW, NULL);

  self->groups = g_object_ref (groups);
  g_signal_connect_object (groups, "changed", G_CALLBACK (on_groups), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * sol_outbox_row_set_item:
 * @item: (nullable): a #SolOutboxGroup or a #SolOutboxEntry
 */
void
sol_outbox_row_set_item (SolOutboxRow *self, gpointer item)
{
  set_item (self, item);
  update (self);
}
