/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-control.h"
#include "app/form/sol-form.h"
#include "model/sol-item.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_FORM_TONE_PLAIN,
  SOL_FORM_TONE_GOOD,
  SOL_FORM_TONE_DOUBT,
} SolFormTone;

typedef struct _SolFormField SolFormField;

/**
 * SolFormField:
 * @name: of the field in the type's table; %NULL ends a list of them
 * @label: what it is called, with a mnemonic; to be translated, as the others
 * @why: (nullable): why it is asked, in one line
 * @example: (nullable): shown while it is empty
 * @purpose: of what is typed
 * @check: (nullable): what to say of a value that is there: (transfer full) (nullable)
 * @beside: (nullable): what to say of it beside the other fields, where @check has no doubt:
 *   (transfer full) (nullable)
 * @make: (nullable): (transfer floating): its control, where that of its kind does not do
 * @follow: (nullable): edits what follows from it, such as the place of a commune
 * @followers: (nullable): of @follow, the names of the fields that it edits
 * @parts: (nullable): of items, the fields of one
 * @type_as: (nullable): of a part, how it is typed where another part decides
 *
 * What a form says of a field, beside what the type's table says of it.
 */
struct _SolFormField
{
  const char *name;
  const char *label;
  const char *why;
  const char *example;
  GtkInputPurpose purpose;
  char *(*check) (const GValue *value, SolFormTone *tone);
  char *(*beside) (SolRecord *record, SolFormTone *tone);
  GtkWidget *(*make) (const SolField *field);
  void (*follow) (SolForm *form, const GValue *value);
  const char *const *followers;
  const SolFormField *parts;
  SolFieldKind (*type_as) (SolItem *item);
};

GtkWidget *sol_form_field_make_control (const SolFormField *self, const SolField *field);
char *sol_form_field_make_helper (const SolFormField *self,
                                  const SolField *field,
                                  const GValue *value,
                                  SolFormTone *tone);

G_END_DECLS
