/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-header.h"

#include "app/account/sol-account-button.h"
#include "app/sol-sync-button.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-header.ui"

/**
 * SolHeader:
 *
 * The bar at the top of a window: for whom one acts, the way back, what one is at, the exchanges
 * and the main menu. A narrow one has icons without words; on a page with a way back it has the
 * name of the page in the room of the account and the menu, which are one step back.
 */
struct _SolHeader
{
  AdwBin parent_instance;

  gboolean narrow;
  gboolean deep;        /* whether there is a way back */
  gboolean has_filters; /* whether they stand beside what is shown, or may */
  gboolean several;     /* whether there are sections to switch between */
  gboolean below;       /* whether they are switched below the window */
  guint idle;
  AdwHeaderBar *bar;
  GtkWidget *account_room;
  SolAccountButton *account;
  GtkWidget *back;
  GtkToggleButton *filters;
  AdwViewSwitcherTitle *switcher;
  GtkWidget *narrow_title;
  SolSyncButton *sync;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (SolHeader, sol_header, ADW_TYPE_BIN)

enum
{
  PROP_SWITCHES_BELOW = 1,
};

static GParamSpec *properties[PROP_SWITCHES_BELOW + 1];

static void
update_room (SolHeader *self)
{
  const gboolean for_title = self->narrow && self->deep;

  gtk_widget_set_visible (self->back, self->deep);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), self->has_filters);
  gtk_widget_set_visible (self->account_room, !for_title);
  gtk_widget_set_visible (self->menu, !for_title);
}

static gboolean
apply (gpointer user_data)
{
  SolHeader *self = user_data;

  self->idle = 0;
  sol_sync_button_set_compact (self->sync, self->narrow);
  sol_account_button_set_compact (self->account, self->narrow);
  adw_header_bar_set_title_widget (self->bar,
                                   self->narrow ? self->narrow_title : GTK_WIDGET (self->switcher));
  update_room (self);
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, self->several);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SWITCHES_BELOW]);
  gtk_widget_queue_resize (GTK_WIDGET (self)); /* narrow, it has no switcher to lay out */
  return G_SOURCE_REMOVE;
}

/* Not inside an allocation, where GTK warns of visibility that changes, and where what is laid out
 * already would be taken for what it will be. */
static void
apply_later (SolHeader *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (apply, self);
}

static void
sol_header_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SWITCHES_BELOW)
    g_value_set_boolean (value, SOL_HEADER (object)->below);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sol_header_dispose (GObject *object)
{
  g_clear_handle_id (&SOL_HEADER (object)->idle, g_source_remove);
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_header_parent_class)->dispose (object);
}

static void
sol_header_class_init (SolHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = sol_header_get_property;
  G_OBJECT_CLASS (klass)->dispose = sol_header_dispose;
  /* Whether the sections are switched below the window for want of room here. */
  properties[PROP_SWITCHES_BELOW] = g_param_spec_boolean (
      "switches-below", NULL, NULL, FALSE,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (SOL_TYPE_ACCOUNT_BUTTON);
  g_type_ensure (SOL_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, account_room);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, account);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, back);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, filters);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, switcher);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, sync);
  gtk_widget_class_bind_template_child (widget_class, SolHeader, menu);
}

static void
sol_header_init (SolHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_header_set_narrow:
 *
 * To be called at the end of each allocation of the window, from when on it is known whether the
 * switcher has room.
 */
void
sol_header_set_narrow (SolHeader *self, gboolean narrow)
{
  const gboolean several = adw_view_switcher_title_get_view_switcher_enabled (self->switcher);
  const gboolean below = several &&
                         (narrow || adw_view_switcher_title_get_title_visible (self->switcher));

  if (narrow == self->narrow && below == self->below)
    return;

  self->narrow = narrow;
  self->below = below;
  apply_later (self);
}

/**
 * sol_header_set_acting:
 * @acting: for whom one acts in this window
 */
void
sol_header_set_acting (SolHeader *self, SolActingFor *acting)
{
  sol_account_button_set_acting (self->account, acting);
}

/**
 * sol_header_set_sync:
 * @sync: (nullable): of the catalogue that is opened
 * @source: (nullable): address to tell
 */
void
sol_header_set_sync (SolHeader *self, SolSync *sync, const char *source)
{
  sol_sync_button_set_sync (self->sync, sync, source);
}

/**
 * sol_header_set_stack:
 * @stack: the sections
 */
void
sol_header_set_stack (SolHeader *self, AdwViewStack *stack)
{
  adw_view_switcher_title_set_stack (self->switcher, stack);
}

/**
 * sol_header_set_has_sections:
 * @several: whether there is something to switch between
 */
void
sol_header_set_has_sections (SolHeader *self, gboolean several)
{
  if (several == self->several)
    return;

  self->several = several;
  apply_later (self);
}

void
sol_header_set_has_filters (SolHeader *self, gboolean has_filters)
{
  if (has_filters == self->has_filters)
    return;

  self->has_filters = has_filters;
  apply_later (self);
}

/**
 * sol_header_set_back:
 * @name: (nullable): where it leads; %NULL where there is no way back
 */
void
sol_header_set_back (SolHeader *self, const char *name)
{
  if ((name != NULL) != self->deep)
    {
      self->deep = name != NULL;
      apply_later (self);
    }
  if (name == NULL)
    return;
  gtk_widget_set_tooltip_text (self->back, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/**
 * sol_header_set_title:
 * @title: what one is at
 */
void
sol_header_set_title (SolHeader *self, const char *title)
{
  adw_view_switcher_title_set_title (self->switcher, title);
}

/**
 * sol_header_set_subtitle:
 * @subtitle: (nullable): which catalogue is opened
 */
void
sol_header_set_subtitle (SolHeader *self, const char *subtitle)
{
  adw_view_switcher_title_set_subtitle (self->switcher, subtitle);
}

/**
 * sol_header_get_filters:
 *
 * Returns: (transfer none): the button that shows and hides them
 */
GtkToggleButton *
sol_header_get_filters (SolHeader *self)
{
  return self->filters;
}
