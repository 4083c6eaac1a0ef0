/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_FORM_CONTROL (sol_form_control_get_type ())
G_DECLARE_INTERFACE (SolFormControl, sol_form_control, SOL, FORM_CONTROL, GtkWidget)

/**
 * SolFormControlInterface:
 * @set_value: shows @value, which may be unset; where the caret is, it stays
 * @get_target: (transfer none): what takes the focus and is named by the label
 * @set_editable: whether it may be written; what it holds can always be read and copied
 *
 * What a value is written with. It emits "edited" when the user changed it, and "doubted"
 * when something else is to be looked at in it.
 */
struct _SolFormControlInterface
{
  GTypeInterface parent_iface;

  void (*set_value) (SolFormControl *self, const GValue *value);
  GtkWidget *(*get_target) (SolFormControl *self);
  void (*set_editable) (SolFormControl *self, gboolean editable);
};

void sol_form_control_set_value (SolFormControl *self, const GValue *value);
GtkWidget *sol_form_control_get_target (SolFormControl *self);
void sol_form_control_set_editable (SolFormControl *self, gboolean editable);
void sol_form_control_emit (SolFormControl *self, const GValue *value);
void sol_form_control_emit_text (SolFormControl *self, const char *text);
void sol_form_control_emit_codes (SolFormControl *self, const char *const *codes);
void sol_form_control_emit_doubt (SolFormControl *self, const char *words);

G_END_DECLS
