/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-prose-control.h"

#include <string.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-spelling.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "form/sol-prose-control.ui"

/**
 * SolProseControl:
 *
 * Paragraphs. It grows with what is written; Tab leaves it.
 */
struct _SolProseControl
{
  AdwBin parent_instance;

  GtkTextView *view;
  GtkTextBuffer *buffer; /* of the view */
  gboolean setting;
};

static void sol_prose_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolProseControl,
                               sol_prose_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_prose_control_init_control))

static char *
get_text (SolProseControl *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
on_changed (SolProseControl *self)
{
  g_autofree char *text = NULL;

  if (self->setting)
    return;
  text = get_text (self);
  sol_form_control_emit_text (SOL_FORM_CONTROL (self), text);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolProseControl *self = SOL_PROSE_CONTROL (control);
  const char *text = G_IS_VALUE (value) ? g_value_get_string (value) : "";
  g_autofree char *shown = get_text (self);
  GtkTextIter caret;
  int offset;

  if (g_strcmp0 (shown, text) == 0)
    return;

  g_object_get (self->buffer, "cursor-position", &offset, NULL);
  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &caret, offset);
  gtk_text_buffer_place_cursor (self->buffer, &caret);
  self->setting = FALSE;
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (SOL_PROSE_CONTROL (control)->view);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_text_view_set_editable (SOL_PROSE_CONTROL (control)->view, editable);
}

static void
sol_prose_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_prose_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_PROSE_CONTROL);
  G_OBJECT_CLASS (sol_prose_control_parent_class)->dispose (object);
}

static void
sol_prose_control_class_init (SolProseControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_prose_control_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolProseControl, view);
}

static void
sol_prose_control_init (SolProseControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = gtk_text_view_get_buffer (self->view);
  g_signal_connect_object (sol_spelling_watch (self->view), "checked",
                           G_CALLBACK (sol_form_control_emit_doubt), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_prose_control_new:
 *
 * Returns: (transfer floating): without a text
 */
GtkWidget *
sol_prose_control_new (void)
{
  return g_object_new (SOL_TYPE_PROSE_CONTROL, NULL);
}

/**
 * sol_prose_control_highlight:
 * @start: byte of the text
 * @end: byte after it
 * @ground: behind it, until another text is set
 */
void
sol_prose_control_highlight (SolProseControl *self, gsize start, gsize end, const GdkRGBA *ground)
{
  g_autofree char *text = get_text (self);
  GtkTextTag *tag = gtk_text_buffer_create_tag (self->buffer, NULL, "background-rgba", ground,
                                                NULL);
  GtkTextIter from, to;

  g_return_if_fail (start <= end && end <= strlen (text));

  gtk_text_buffer_get_iter_at_offset (self->buffer, &from,
                                      (int) g_utf8_pointer_to_offset (text, text + start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to,
                                      (int) g_utf8_pointer_to_offset (text, text + end));
  gtk_text_buffer_apply_tag (self->buffer, tag, &from, &to);
}
