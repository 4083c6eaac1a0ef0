/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-text-control.h"

#include "app/form/sol-form-control.h"
#include "app/form/sol-typed.h"

/**
 * SolTextControl:
 *
 * One line of text, a number, an amount of money or a day.
 */
struct _SolTextControl
{
  AdwBin parent_instance;

  GtkEntry *entry;
  SolFieldKind kind;
  char *(*read) (const char *typed); /* (nullable) */
  char *(*write) (const char *text); /* (nullable) */
  gboolean setting;
};

static void sol_text_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolTextControl,
                               sol_text_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_text_control_init_control))

static void
read_value (SolTextControl *self, GValue *value)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *read = self->read != NULL ? self->read (typed) : NULL;

  sol_typed_read (self->kind, read != NULL ? read : typed, value);
}

static char *
write_value (SolTextControl *self, const GValue *value)
{
  return self->write != NULL && !sol_value_is_empty (value)
             ? self->write (g_value_get_string (value))
             : sol_typed_write (self->kind, value);
}

static void
on_changed (SolTextControl *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (self->setting)
    return;
  read_value (self, &value);
  sol_form_control_emit (SOL_FORM_CONTROL (self), &value);
}

static void
on_insert (SolTextControl *self,
           const char *text,
           int length,
           int *position,
           GtkEditable *text_node)
{
  const char *end = length < 0 ? text + strlen (text) : text + length;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    if (!sol_typed_accepts (self->kind, g_utf8_get_char (at)))
      {
        g_signal_stop_emission_by_name (text_node, "insert-text");
        gtk_widget_error_bell (GTK_WIDGET (self));
        return;
      }
}

/* What the entry stands for already is left as it is typed: "12," on the way to "12,50". */
static void
set_value (SolFormControl *control, const GValue *value)
{
  SolTextControl *self = SOL_TEXT_CONTROL (control);
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  g_auto (GValue) shown = G_VALUE_INIT;
  g_autofree char *text = NULL;
  const int position = gtk_editable_get_position (editable);

  read_value (self, &shown);
  if (sol_value_equal (&shown, value))
    return;

  text = write_value (self, value);
  self->setting = TRUE;
  gtk_editable_set_text (editable, text);
  gtk_editable_set_position (editable, MIN (position, (int) g_utf8_strlen (text, -1)));
  self->setting = FALSE;
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (SOL_TEXT_CONTROL (control)->entry);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_editable_set_editable (GTK_EDITABLE (SOL_TEXT_CONTROL (control)->entry), editable);
}

static void
sol_text_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_text_control_class_init (SolTextControlClass *klass)
{
}

static void
sol_text_control_init (SolTextControl *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "insert-text",
                            G_CALLBACK (on_insert), self);
}

/**
 * sol_text_control_new:
 * @kind: text, number, money or date
 *
 * Returns: (transfer floating): an empty entry
 */
GtkWidget *
sol_text_control_new (SolFieldKind kind, GtkInputPurpose purpose)
{
  SolTextControl *self = g_object_new (SOL_TYPE_TEXT_CONTROL, NULL);

  self->kind = kind;
  gtk_entry_set_input_purpose (self->entry, purpose);
  return GTK_WIDGET (self);
}

/**
 * sol_text_control_set_writing:
 * @read: makes the value of what is typed; %NULL: as it is typed
 * @write: makes what is shown of the value
 */
void
sol_text_control_set_writing (SolTextControl *self,
                              char *(*read) (const char *typed),
                              char *(*write) (const char *text))
{
  self->read = read;
  self->write = write;
}

/**
 * sol_text_control_type_as:
 * @kind: as for sol_text_control_new()
 * @again: what stands there is read again as that, as if it were typed now
 */
void
sol_text_control_type_as (SolTextControl *self, SolFieldKind kind, gboolean again)
{
  if (self->kind == kind)
    return;
  self->kind = kind;
  if (again)
    on_changed (self);
}
