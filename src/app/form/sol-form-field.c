/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-field.h"

#include <glib/gi18n.h>

#include "app/form/sol-choice-control.h"
#include "app/form/sol-code-control.h"
#include "app/form/sol-codes-control.h"
#include "app/form/sol-file-control.h"
#include "app/form/sol-flag-control.h"
#include "app/form/sol-items-control.h"
#include "app/form/sol-prose-control.h"
#include "app/form/sol-text-control.h"
#include "app/sol-format.h"
#include "model/sol-referential.h"

#define MAX_OPENED 20 /* codes: a longer list is searched */

static GtkWidget *
make_code_control (const SolField *field)
{
  guint n_codes;

  sol_referential_get_codes (field->list, &n_codes);
  return n_codes > MAX_OPENED ? sol_code_control_new (field->list)
                              : sol_choice_control_new (field->list);
}

/**
 * sol_form_field_make_control:
 *
 * Returns: (transfer floating): a #SolFormControl for values of @field
 */
GtkWidget *
sol_form_field_make_control (const SolFormField *self, const SolField *field)
{
  if (self->make != NULL)
    return self->make (field);

  switch (field->kind)
    {
    case SOL_FIELD_PROSE:
      return sol_prose_control_new ();
    case SOL_FIELD_CODE:
      return make_code_control (field);
    case SOL_FIELD_CODES:
      return sol_codes_control_new (field->list);
    case SOL_FIELD_FLAG:
      return sol_flag_control_new ();
    case SOL_FIELD_BLOB:
      return sol_file_control_new ();
    case SOL_FIELD_ITEMS:
      return sol_items_control_new (self->parts, field->items, field->max_length);
    default:
      return sol_text_control_new (field->kind, self->purpose);
    }
}

static char *
make_limit (const SolField *field, const GValue *value)
{
  g_autofree char *limit = sol_format_number (field->max_length);

  if (field->kind == SOL_FIELD_DATE)
    return g_strdup (_ ("This is no day of the calendar. Your text is kept. Example: 12/03/2026"));
  if (field->kind == SOL_FIELD_ITEMS && field->max_length > 0 &&
      ((GPtrArray *) g_value_get_boxed (value))->len > field->max_length)
    return g_strdup_printf (
        _ ("There may be no more than %s of these. They are kept; remove one to send the others."),
        limit);
  if (field->kind == SOL_FIELD_ITEMS)
    return g_strdup (_ ("One of these is not complete yet. It is kept, and sent once it is."));
  if (field->max_length > 0 && (field->kind == SOL_FIELD_TEXT || field->kind == SOL_FIELD_PROSE) &&
      g_utf8_strlen (g_value_get_string (value), -1) > (glong) field->max_length)
    return g_strdup_printf (
        _ ("Longer than %s characters. Your text is kept; shorten it to send it."), limit);
  return g_strdup (_ ("This cannot be sent as it is. Your text is kept."));
}

/**
 * sol_form_field_make_helper:
 * @value: what the field holds
 * @tone: (out): how it is said
 *
 * Returns: (transfer full) (nullable): the line under the control
 */
char *
sol_form_field_make_helper (const SolFormField *self,
                            const SolField *field,
                            const GValue *value,
                            SolFormTone *tone)
{
  char *said = NULL;

  *tone = SOL_FORM_TONE_PLAIN;
  if (sol_value_is_empty (value))
    return self->example != NULL ? g_strdup (_ (self->example)) : NULL;
  if (self->check != NULL)
    said = self->check (value, tone);
  if (said != NULL || sol_field_check (field, value, NULL))
    return said;

  *tone = SOL_FORM_TONE_DOUBT;
  return make_limit (field, value);
}
