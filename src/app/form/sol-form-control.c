/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-control.h"

enum
{
  EDITED,
  DOUBTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (SolFormControl, sol_form_control, GTK_TYPE_WIDGET)

static void
sol_form_control_default_init (SolFormControlInterface *iface)
{
  /* The user made it this GValue, unset when it is empty. */
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_FORM_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /* What is to be looked at in it, in a sentence; NULL: nothing. */
  signals[DOUBTED] = g_signal_new ("doubted", SOL_TYPE_FORM_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
sol_form_control_set_value (SolFormControl *self, const GValue *value)
{
  SOL_FORM_CONTROL_GET_IFACE (self)->set_value (self, value);
}

GtkWidget *
sol_form_control_get_target (SolFormControl *self)
{
  return SOL_FORM_CONTROL_GET_IFACE (self)->get_target (self);
}

void
sol_form_control_set_editable (SolFormControl *self, gboolean editable)
{
  SOL_FORM_CONTROL_GET_IFACE (self)->set_editable (self, editable);
}

/**
 * sol_form_control_emit:
 *
 * For those that implement it: tells what the user made of it.
 */
void
sol_form_control_emit (SolFormControl *self, const GValue *value)
{
  g_signal_emit (self, signals[EDITED], 0, value);
}

/**
 * sol_form_control_emit_text:
 * @text: (nullable): %NULL or "" when it is empty
 */
void
sol_form_control_emit_text (SolFormControl *self, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (text != NULL && *text != '\0')
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_set_string (&value, text);
    }
  sol_form_control_emit (self, &value);
}

/**
 * sol_form_control_emit_codes:
 * @codes: (array zero-terminated=1): in any order; a set is kept sorted
 */
void
sol_form_control_emit_codes (SolFormControl *self, const char *const *codes)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (codes[0] != NULL)
    {
      g_value_init (&value, G_TYPE_STRV);
      g_value_set_boxed (&value, codes);
    }
  sol_form_control_emit (self, &value);
}

/**
 * sol_form_control_emit_doubt:
 * @words: (nullable): what is to be looked at in it, for who does not see the marks
 */
void
sol_form_control_emit_doubt (SolFormControl *self, const char *words)
{
  g_signal_emit (self, signals[DOUBTED], 0, words);
}
