/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-submit-bar.h"

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "widgets/sol-submit-bar.ui"

/**
 * SolSubmitBar:
 *
 * The button that sends a form, once at a time, and above it what it waits for or why the form as a
 * whole was refused.
 */
struct _SolSubmitBar
{
  AdwBin parent_instance;

  GtkWidget *said;
  GtkSpinner *spinner;
  GtkWidget *icon;
  GtkLabel *message;
  GtkWidget *button;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (SolSubmitBar, sol_submit_bar, ADW_TYPE_BIN)

enum
{
  PROP_LABEL = 1,
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_LABEL + 1];
static guint signals[N_SIGNALS];

static void
say (SolSubmitBar *self, const char *text, gboolean waiting)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_widget_set_visible (self->icon, !waiting);
  gtk_widget_set_sensitive (self->button, !waiting);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->button),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
on_clicked (SolSubmitBar *self)
{
  sol_submit_bar_send (self);
}

static void
set_label (SolSubmitBar *self, const char *label)
{
  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
sol_submit_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, gtk_label_get_label (SOL_SUBMIT_BAR (object)->label));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sol_submit_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    set_label (SOL_SUBMIT_BAR (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sol_submit_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SUBMIT_BAR);
  G_OBJECT_CLASS (sol_submit_bar_parent_class)->dispose (object);
}

static void
sol_submit_bar_class_init (SolSubmitBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sol_submit_bar_get_property;
  object_class->set_property = sol_submit_bar_set_property;
  object_class->dispose = sol_submit_bar_dispose;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_SEND] = g_signal_new ("send", SOL_TYPE_SUBMIT_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSubmitBar, said);
  gtk_widget_class_bind_template_child (widget_class, SolSubmitBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, SolSubmitBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SolSubmitBar, message);
  gtk_widget_class_bind_template_child (widget_class, SolSubmitBar, button);
  gtk_widget_class_bind_template_child (widget_class, SolSubmitBar, label);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
sol_submit_bar_init (SolSubmitBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_submit_bar_send:
 *
 * As the button does: emits "send", unless the last answer is still waited for.
 */
void
sol_submit_bar_send (SolSubmitBar *self)
{
  if (gtk_widget_get_sensitive (self->button))
    g_signal_emit (self, signals[SIGNAL_SEND], 0);
}

/**
 * sol_submit_bar_wait:
 * @text: what is waited for
 */
void
sol_submit_bar_wait (SolSubmitBar *self, const char *text)
{
  say (self, text, TRUE);
}

/**
 * sol_submit_bar_end:
 *
 * Nothing is waited for any more, and nothing is wrong.
 */
void
sol_submit_bar_end (SolSubmitBar *self)
{
  say (self, NULL, FALSE);
}

/**
 * sol_submit_bar_refuse:
 * @reason: what happened and what to do; the focus goes to the button, whose description it is
 */
void
sol_submit_bar_refuse (SolSubmitBar *self, const char *reason)
{
  say (self, reason, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  gtk_widget_grab_focus (self->button);
}
