/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-flag-control.h"

#include "app/form/sol-form-control.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "form/sol-flag-control.ui"

/**
 * SolFlagControl:
 *
 * Yes, no, or not said.
 */
struct _SolFlagControl
{
  AdwBin parent_instance;

  GtkCheckButton *yes;
  GtkCheckButton *no;
  GtkCheckButton *unknown;
  gboolean setting;
};

static void sol_flag_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolFlagControl,
                               sol_flag_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_flag_control_init_control))

static void
on_toggled (SolFlagControl *self, GtkCheckButton *button)
{
  g_auto (GValue) value = G_VALUE_INIT;

  /* The one that was left tells nothing. */
  if (self->setting || !gtk_check_button_get_active (button))
    return;
  if (button != self->unknown)
    {
      g_value_init (&value, G_TYPE_BOOLEAN);
      g_value_set_boolean (&value, button == self->yes);
    }
  sol_form_control_emit (SOL_FORM_CONTROL (self), &value);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolFlagControl *self = SOL_FLAG_CONTROL (control);
  GtkCheckButton *button = self->unknown;

  if (G_IS_VALUE (value))
    button = g_value_get_boolean (value) ? self->yes : self->no;
  self->setting = TRUE;
  gtk_check_button_set_active (button, TRUE);
  self->setting = FALSE;
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (control);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (control), editable);
}

static void
sol_flag_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_flag_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FLAG_CONTROL);
  G_OBJECT_CLASS (sol_flag_control_parent_class)->dispose (object);
}

static void
sol_flag_control_class_init (SolFlagControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_flag_control_dispose;

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFlagControl, yes);
  gtk_widget_class_bind_template_child (widget_class, SolFlagControl, no);
  gtk_widget_class_bind_template_child (widget_class, SolFlagControl, unknown);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
sol_flag_control_init (SolFlagControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_flag_control_new:
 *
 * Returns: (transfer floating): of which nothing is said
 */
GtkWidget *
sol_flag_control_new (void)
{
  return g_object_new (SOL_TYPE_FLAG_CONTROL, NULL);
}
