/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-banner.h"

#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-banner.ui"

/**
 * SolBanner:
 *
 * A line under the header that says the state things are in, with what to do about it. AdwBanner
 * is of libadwaita 1.3, and has one button.
 */
struct _SolBanner
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *title;
  GtkButton *button;
  GtkButton *secondary;
};

G_DEFINE_FINAL_TYPE (SolBanner, sol_banner, ADW_TYPE_BIN)

static void
set_button (GtkButton *button, const char *label, const char *action)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  gtk_button_set_label (button, label != NULL ? label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
sol_banner_dispose (GObject *object)
{
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_banner_parent_class)->dispose (object);
}

static void
sol_banner_class_init (SolBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_banner_dispose;
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SolBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, SolBanner, title);
  gtk_widget_class_bind_template_child (widget_class, SolBanner, button);
  gtk_widget_class_bind_template_child (widget_class, SolBanner, secondary);
}

static void
sol_banner_init (SolBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_banner_show:
 * @icon: name of an icon that says the state without colour
 * @title: one or two sentences, plain text
 *
 * Opens the banner, without buttons.
 */
void
sol_banner_show (SolBanner *self, const char *icon, const char *title)
{
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title),
                               gtk_label_get_lines (self->title) > 0 ? title : NULL);
  set_button (self->button, NULL, NULL);
  set_button (self->secondary, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * sol_banner_set_max_lines:
 * @n_lines: what is longer ends in an ellipsis, and is whole in the tooltip
 *
 * For what stays all the time: large text on a small screen leaves room for little else. To be
 * called before sol_banner_show().
 */
void
sol_banner_set_max_lines (SolBanner *self, int n_lines)
{
  gtk_label_set_lines (self->title, n_lines);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
}

/**
 * sol_banner_set_button:
 * @label: (nullable): a verb; %NULL takes the button away
 * @action: (nullable): the detailed name of the action it starts
 */
void
sol_banner_set_button (SolBanner *self, const char *label, const char *action)
{
  set_button (self->button, label, action);
}

/**
 * sol_banner_set_secondary:
 * @label: (nullable): as of sol_banner_set_button()
 */
void
sol_banner_set_secondary (SolBanner *self, const char *label, const char *action)
{
  set_button (self->secondary, label, action);
}

/**
 * sol_banner_hide:
 *
 * Closes the banner. Hidden as well, so that neither Tab nor a screen reader meets its buttons.
 */
void
sol_banner_hide (SolBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
sol_banner_is_shown (SolBanner *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}
