/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "model/sol-argument.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-argument-control.ui"

/**
 * SolArgumentControl:
 *
 * The argument sheet in a form: how far it is, and the way to its page by the action
 * "listing.argument".
 */
struct _SolArgumentControl
{
  AdwBin parent_instance;

  GtkLabel *progress;
  GtkWidget *open;
  GtkLabel *open_label;
};

static void sol_argument_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolArgumentControl,
                               sol_argument_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_argument_control_init_control))

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolArgumentControl *self = SOL_ARGUMENT_CONTROL (control);
  GPtrArray *answers = sol_value_is_empty (value) ? NULL : g_value_get_boxed (value);
  const guint n = answers != NULL ? answers->len : 0;
  g_autofree char *progress = sol_argument_control_say_progress (n);

  gtk_label_set_label (self->progress, progress);
  gtk_label_set_label (self->open_label,
                       n > 0 ? _ ("Go on with the sheet") : _ ("Begin the sheet"));
  /* GTK 4.8 finds no name in what a button holds. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->open_label), -1);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return SOL_ARGUMENT_CONTROL (control)->open;
}

/* The sheet can be read and exported by who may not write it. */
static void
set_editable (SolFormControl *control, gboolean editable)
{
}

static void
sol_argument_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_argument_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARGUMENT_CONTROL);
  G_OBJECT_CLASS (sol_argument_control_parent_class)->dispose (object);
}

static void
sol_argument_control_class_init (SolArgumentControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_argument_control_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentControl, progress);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentControl, open);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentControl, open_label);
}

static void
sol_argument_control_init (SolArgumentControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_argument_control_new:
 * @field: of the answers
 *
 * Returns: (transfer floating): of which nothing is answered
 */
GtkWidget *
sol_argument_control_new (const SolField *field)
{
  return g_object_new (SOL_TYPE_ARGUMENT_CONTROL, NULL);
}

/**
 * sol_argument_control_say_progress:
 * @n_answers: of the questions of the newest edition
 *
 * Returns: (transfer full): "4 answers of 14"
 */
char *
sol_argument_control_say_progress (guint n_answers)
{
  return g_strdup_printf (ngettext ("%u answer of %u", "%u answers of %u", n_answers), n_answers,
                          sol_argument_guide_get_newest ()->n_questions);
}
