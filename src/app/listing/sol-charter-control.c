/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-charter-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/sol-charter-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-charter-control.ui"

/**
 * SolCharterControl:
 *
 * The charter in a form: who signed it and until when, and the way to its page by the action
 * "listing.charter". Nothing is written here: a signature is an operation.
 */
struct _SolCharterControl
{
  AdwBin parent_instance;

  GtkLabel *state;
  GtkLabel *signature;
  GtkWidget *open;
  GtkLabel *open_label;
};

static void sol_charter_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolCharterControl,
                               sol_charter_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_charter_control_init_control))

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolCharterControl *self = SOL_CHARTER_CONTROL (control);
  GPtrArray *signatures = sol_value_is_empty (value) ? NULL : g_value_get_boxed (value);
  SolItem *signature = signatures != NULL ? signatures->pdata[0] : NULL;
  g_autofree char *state = sol_charter_words_say_state (
      signature != NULL ? sol_item_get_text (signature, "until") : NULL);
  g_autofree char *who = signature != NULL ? sol_charter_words_say_signature (signature) : NULL;

  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->signature, who != NULL ? who : "");
  gtk_widget_set_visible (GTK_WIDGET (self->signature), who != NULL);
  gtk_label_set_label (self->open_label,
                       signature != NULL ? _ ("Read or renew it") : _ ("Read and sign"));
  /* GTK 4.8 finds no name in what a button holds. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->open_label), -1);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return SOL_CHARTER_CONTROL (control)->open;
}

/* The charter can be read by who may not sign it. */
static void
set_editable (SolFormControl *control, gboolean editable)
{
}

static void
sol_charter_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_charter_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CHARTER_CONTROL);
  G_OBJECT_CLASS (sol_charter_control_parent_class)->dispose (object);
}

static void
sol_charter_control_class_init (SolCharterControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_charter_control_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCharterControl, state);
  gtk_widget_class_bind_template_child (widget_class, SolCharterControl, signature);
  gtk_widget_class_bind_template_child (widget_class, SolCharterControl, open);
  gtk_widget_class_bind_template_child (widget_class, SolCharterControl, open_label);
}

static void
sol_charter_control_init (SolCharterControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_charter_control_new:
 * @field: of the signature
 *
 * Returns: (transfer floating): not signed yet
 */
GtkWidget *
sol_charter_control_new (const SolField *field)
{
  return g_object_new (SOL_TYPE_CHARTER_CONTROL, NULL);
}
