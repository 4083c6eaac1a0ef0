/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-entry-field.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "widgets/sol-entry-field.ui"

/**
 * SolEntryField:
 *
 * A line of a form: its label, what one types in, and below it what helps or what is wrong, which a
 * reader says with the field. Of a password it says when capitals are locked, and keeps nothing
 * when it is hidden.
 */
struct _SolEntryField
{
  AdwBin parent_instance;

  GtkLabel *label;
  AdwBin *place;
  GtkWidget *said;
  GtkWidget *icon;
  GtkLabel *hint;
  GtkWidget *editable; /* (nullable) */
  char *help;          /* (nullable): what the hint says when nothing is wrong */
  gboolean refused;
  GdkDevice *keyboard; /* (nullable): of which the capitals are watched */
};

G_DEFINE_FINAL_TYPE (SolEntryField, sol_entry_field, ADW_TYPE_BIN)

typedef enum
{
  PROP_LABEL = 1,
  PROP_HINT,
  PROP_EDITABLE,
  PROP_TEXT,
} SolEntryFieldProperty;

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_TEXT + 1];
static guint signals[N_SIGNALS];

static gboolean
has_capitals (SolEntryField *self)
{
  return self->keyboard != NULL && GTK_IS_PASSWORD_ENTRY (self->editable) &&
         gdk_device_get_caps_lock_state (self->keyboard) &&
         (gtk_widget_get_state_flags (self->editable) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
say (SolEntryField *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL && *text != '\0');
  gtk_widget_set_visible (self->icon, wrong);
  if (self->editable == NULL)
    return;
  if (text != NULL && *text != '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->editable),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->editable),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_hint (SolEntryField *self)
{
  if (self->refused)
    return;
  if (has_capitals (self))
    say (self, _ ("Caps Lock is on"), TRUE);
  else
    say (self, self->help, FALSE);
}

static void
forgive (SolEntryField *self)
{
  if (!self->refused)
    return;
  self->refused = FALSE;
  gtk_widget_remove_css_class (self->editable, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->editable), GTK_ACCESSIBLE_STATE_INVALID);
  show_hint (self);
}

static void
on_changed (SolEntryField *self)
{
  forgive (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
on_activate (SolEntryField *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
set_editable (SolEntryField *self, GtkWidget *editable)
{
  self->editable = editable;
  adw_bin_set_child (self->place, editable);
  gtk_label_set_mnemonic_widget (self->label, editable);
  g_signal_connect_object (editable, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editable, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editable, "state-flags-changed", G_CALLBACK (show_hint), self,
                           G_CONNECT_SWAPPED);
}

static void
sol_entry_field_realize (GtkWidget *widget)
{
  SolEntryField *self = SOL_ENTRY_FIELD (widget);
  GdkSeat *seat;

  GTK_WIDGET_CLASS (sol_entry_field_parent_class)->realize (widget);
  seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  if (seat == NULL || gdk_seat_get_keyboard (seat) == NULL)
    return;
  self->keyboard = g_object_ref (gdk_seat_get_keyboard (seat));
  g_signal_connect_object (self->keyboard, "notify::caps-lock-state", G_CALLBACK (show_hint), self,
                           G_CONNECT_SWAPPED);
}

static void
sol_entry_field_unrealize (GtkWidget *widget)
{
  SolEntryField *self = SOL_ENTRY_FIELD (widget);

  if (self->keyboard != NULL)
    g_signal_handlers_disconnect_by_data (self->keyboard, self);
  g_clear_object (&self->keyboard);
  GTK_WIDGET_CLASS (sol_entry_field_parent_class)->unrealize (widget);
}

/* A password is in no entry that nobody sees. */
static void
sol_entry_field_unmap (GtkWidget *widget)
{
  SolEntryField *self = SOL_ENTRY_FIELD (widget);

  GTK_WIDGET_CLASS (sol_entry_field_parent_class)->unmap (widget);
  if (GTK_IS_PASSWORD_ENTRY (self->editable))
    sol_entry_field_set_text (self, NULL);
}

static gboolean
sol_entry_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SOL_ENTRY_FIELD (widget)->editable);
}

static void
sol_entry_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SolEntryField *self = SOL_ENTRY_FIELD (object);

  switch ((SolEntryFieldProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_HINT:
      g_value_set_string (value, self->help);
      break;
    case PROP_EDITABLE:
      g_value_set_object (value, self->editable);
      break;
    case PROP_TEXT:
      g_value_set_string (value, sol_entry_field_get_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sol_entry_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SolEntryField *self = SOL_ENTRY_FIELD (object);

  switch ((SolEntryFieldProperty) id)
    {
    case PROP_LABEL:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    case PROP_HINT:
      sol_entry_field_set_hint (self, g_value_get_string (value));
      break;
    case PROP_EDITABLE:
      set_editable (self, g_value_get_object (value));
      show_hint (self);
      break;
    case PROP_TEXT:
      sol_entry_field_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sol_entry_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ENTRY_FIELD);
  G_OBJECT_CLASS (sol_entry_field_parent_class)->dispose (object);
}

static void
sol_entry_field_finalize (GObject *object)
{
  SolEntryField *self = SOL_ENTRY_FIELD (object);

  g_clear_object (&self->keyboard);
  g_free (self->help);
  G_OBJECT_CLASS (sol_entry_field_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  properties[PROP_EDITABLE] = g_param_spec_object ("editable", NULL, NULL, GTK_TYPE_EDITABLE,
                                                   flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sol_entry_field_class_init (SolEntryFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sol_entry_field_get_property;
  object_class->set_property = sol_entry_field_set_property;
  object_class->dispose = sol_entry_field_dispose;
  object_class->finalize = sol_entry_field_finalize;
  widget_class->realize = sol_entry_field_realize;
  widget_class->unrealize = sol_entry_field_unrealize;
  widget_class->unmap = sol_entry_field_unmap;
  sol_focus_set_grab (widget_class, sol_entry_field_grab_focus);
  install_properties (object_class);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", SOL_TYPE_ENTRY_FIELD, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolEntryField, label);
  gtk_widget_class_bind_template_child (widget_class, SolEntryField, place);
  gtk_widget_class_bind_template_child (widget_class, SolEntryField, said);
  gtk_widget_class_bind_template_child (widget_class, SolEntryField, icon);
  gtk_widget_class_bind_template_child (widget_class, SolEntryField, hint);
}

static void
sol_entry_field_init (SolEntryField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  say (self, NULL, FALSE);
}

/**
 * sol_entry_field_get_text:
 *
 * Returns: (transfer none): what was typed
 */
const char *
sol_entry_field_get_text (SolEntryField *self)
{
  return self->editable != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->editable)) : "";
}

void
sol_entry_field_set_text (SolEntryField *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->editable), text != NULL ? text : "");
}

/**
 * sol_entry_field_set_hint:
 * @hint: (nullable): what helps to fill it, in one sentence
 */
void
sol_entry_field_set_hint (SolEntryField *self, const char *hint)
{
  if (g_strcmp0 (self->help, hint) == 0)
    return;

  g_free (self->help);
  self->help = g_strdup (hint);
  show_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
}

/**
 * sol_entry_field_refuse:
 * @reason: what is wrong and what to do
 *
 * Marks the field and brings the focus there; what was typed stays. It is forgiven when it changes.
 */
void
sol_entry_field_refuse (SolEntryField *self, const char *reason)
{
  self->refused = TRUE;
  gtk_widget_add_css_class (self->editable, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editable), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  say (self, reason, TRUE);
  gtk_widget_grab_focus (self->editable);
}
