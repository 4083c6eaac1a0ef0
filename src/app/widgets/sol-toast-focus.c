/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-toast-focus.h"

#define KEY "sol-toast-focus"
#define TOAST "toast" /* as the library names its widget in a style sheet */

/* Where the focus of a window was before it came into a toast. */
typedef struct
{
  GtkWindow *window;
  GPtrArray *chain;    /* (element-type GWeakRef): what had it, then what that was in */
  gboolean user_moves; /* by Tab, now */
  guint giving_back;
} Guard;

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
guard_free (gpointer data)
{
  Guard *self = data;

  g_clear_handle_id (&self->giving_back, g_source_remove);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

static gboolean
is_in_toast (GtkWidget *widget)
{
  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), TOAST))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL;
}

/* Up to what shows the toasts too. */
static void
remember (Guard *self, GtkWidget *widget)
{
  g_ptr_array_set_size (self->chain, 0);
  for (; widget != NULL && !ADW_IS_TOAST_OVERLAY (widget); widget = gtk_widget_get_parent (widget))
    {
      GWeakRef *ref = g_new0 (GWeakRef, 1);

      g_weak_ref_init (ref, widget);
      g_ptr_array_add (self->chain, ref);
    }
}

static gboolean
takes_focus (Guard *self, GtkWidget *widget)
{
  return gtk_widget_get_root (widget) == GTK_ROOT (self->window) &&
         gtk_widget_get_mapped (widget) &&
         (gtk_widget_grab_focus (widget) || gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD)) &&
         !is_in_toast (gtk_window_get_focus (self->window));
}

/* What is still there takes it; if nothing does, nothing has it, and the toast goes all the same.
 */
static gboolean
give_back (gpointer guard)
{
  Guard *self = guard;
  g_autoptr (GPtrArray) chain = g_steal_pointer (&self->chain);
  gboolean given = FALSE;

  self->giving_back = 0;
  self->chain = g_ptr_array_new_with_free_func (weak_ref_free);
  if (!is_in_toast (gtk_window_get_focus (self->window)))
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < chain->len && !given; i++)
    {
      g_autoptr (GtkWidget) widget = g_weak_ref_get (chain->pdata[i]);

      given = widget != NULL && takes_focus (self, widget);
    }
  if (!given)
    gtk_window_set_focus (self->window, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_focus_moved (Guard *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  if (focus == NULL)
    return;
  if (!is_in_toast (focus))
    remember (self, focus);
  else if (!self->user_moves && self->giving_back == 0)
    self->giving_back = g_idle_add_full (G_PRIORITY_DEFAULT, give_back, self, NULL);
}

static void
on_move_begun (Guard *self)
{
  self->user_moves = TRUE;
}

static void
on_move_ended (Guard *self)
{
  self->user_moves = FALSE;
}

/**
 * sol_toast_focus_guard:
 * @window: one that shows toasts
 *
 * A toast stays as long as it has the focus, and what it offers to undo is held as long. Where the
 * row that had the focus goes, GTK gives it to the toast: here it goes back to what is left of
 * where it was. Who comes to the toast by Tab stays there.
 */
void
sol_toast_focus_guard (GtkWindow *window)
{
  Guard *self = g_new0 (Guard, 1);

  self->window = window;
  self->chain = g_ptr_array_new_with_free_func (weak_ref_free);
  g_object_set_data_full (G_OBJECT (window), KEY, self, guard_free);
  g_signal_connect_swapped (window, "notify::focus-widget", G_CALLBACK (on_focus_moved), self);
  g_signal_connect_swapped (window, "move-focus", G_CALLBACK (on_move_begun), self);
  g_signal_connect_data (window, "move-focus", G_CALLBACK (on_move_ended), self, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}
