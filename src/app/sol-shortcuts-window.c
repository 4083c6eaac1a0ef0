/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-shortcuts-window.h"

#include <glib/gi18n.h>

#include "app/sol-shortcuts.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-shortcuts-window.ui"

/**
 * SolShortcutsWindow:
 *
 * Every key of the application, made from the table that registers them. GtkShortcutsWindow asks
 * 880 px and does not scroll; this one folds as AdwShortcutsDialog (1.8) does.
 */
struct _SolShortcutsWindow
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *application;
  AdwPreferencesGroup *catalogue;
  AdwPreferencesGroup *listing;
  AdwPreferencesGroup *review;
};

G_DEFINE_FINAL_TYPE (SolShortcutsWindow, sol_shortcuts_window, ADW_TYPE_WINDOW)

static void
sol_shortcuts_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SHORTCUTS_WINDOW);
  G_OBJECT_CLASS (sol_shortcuts_window_parent_class)->dispose (object);
}

static void
sol_shortcuts_window_class_init (SolShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_shortcuts_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolShortcutsWindow, application);
  gtk_widget_class_bind_template_child (widget_class, SolShortcutsWindow, catalogue);
  gtk_widget_class_bind_template_child (widget_class, SolShortcutsWindow, listing);
  gtk_widget_class_bind_template_child (widget_class, SolShortcutsWindow, review);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static char *
name_key (const char *accelerator)
{
  GdkModifierType modifiers;
  guint key;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  return gtk_accelerator_get_label (key, modifiers);
}

/* Returns: (transfer full): the keys as they are read aloud */
static char *
name_keys (const SolShortcut *shortcut)
{
  g_autofree char *first = name_key (shortcut->accelerators[0]);
  g_autofree char *second = NULL;

  if (shortcut->accelerators[1] == NULL)
    return g_steal_pointer (&first);

  second = name_key (shortcut->accelerators[1]);
  /* Translators: two ways to press the same, such as "Ctrl+F or Ctrl+K" */
  return g_strdup_printf (_ ("%1$s or %2$s"), first, second);
}

static GtkWidget *
make_row (const SolShortcut *shortcut)
{
  g_autofree char *accelerators = g_strjoinv (" ", (char **) shortcut->accelerators);
  g_autofree char *keys = name_keys (shortcut);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_shortcut_label_new (accelerators);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcut->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, keys,
                                  -1);
  return row;
}

static void
sol_shortcuts_window_init (SolShortcutsWindow *self)
{
  guint n_shortcuts = 0;
  const SolShortcut *shortcuts = sol_shortcuts_get (&n_shortcuts);
  AdwPreferencesGroup *groups[SOL_N_SHORTCUT_GROUPS];

  gtk_widget_init_template (GTK_WIDGET (self));
  groups[SOL_SHORTCUT_APPLICATION] = self->application;
  groups[SOL_SHORTCUT_CATALOGUE] = self->catalogue;
  groups[SOL_SHORTCUT_LISTING] = self->listing;
  groups[SOL_SHORTCUT_REVIEW] = self->review;
  for (guint i = 0; i < n_shortcuts; i++)
    adw_preferences_group_add (groups[shortcuts[i].group], make_row (&shortcuts[i]));
}

/**
 * sol_shortcuts_window_new:
 *
 * Returns: (transfer none): a window that owns itself
 */
GtkWidget *
sol_shortcuts_window_new (void)
{
  return g_object_new (SOL_TYPE_SHORTCUTS_WINDOW, NULL);
}
