/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-files.h"
#include "model/sol-patch.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolFormMark:
 * @SOL_FORM_MARK_NONE: as the platform has it, or typed and not sent
 * @SOL_FORM_MARK_WAITING: sent as soon as the platform answers
 * @SOL_FORM_MARK_REVIEW: a moderator reads it
 * @SOL_FORM_MARK_REFUSED: the platform did not take it
 * @SOL_FORM_MARK_OVERLAP: somebody else wrote another value meanwhile
 * @SOL_FORM_MARK_MISSING: without it nothing can be submitted
 * @SOL_FORM_MARK_REMARK: a moderator remarked something of it, and waits for an answer
 *
 * How far what a field holds has come.
 */
typedef enum
{
  SOL_FORM_MARK_NONE,
  SOL_FORM_MARK_WAITING,
  SOL_FORM_MARK_REVIEW,
  SOL_FORM_MARK_REFUSED,
  SOL_FORM_MARK_OVERLAP,
  SOL_FORM_MARK_MISSING,
  SOL_FORM_MARK_REMARK,
  SOL_N_FORM_MARKS
} SolFormMark;

#define SOL_TYPE_FORM (sol_form_get_type ())
G_DECLARE_FINAL_TYPE (SolForm, sol_form, SOL, FORM, GObject)

SolForm *sol_form_new (void);

SolFormFiles *sol_form_get_files (SolForm *self);
void sol_form_set_files (SolForm *self, SolFormFiles *files);

void sol_form_open (SolForm *self, SolRecord *base, SolRecord *edited);
void sol_form_take (SolForm *self, SolRecord *theirs);
void sol_form_lay (SolForm *self, const SolPatch *patch);
SolRecord *sol_form_get_record (SolForm *self);
SolRecord *sol_form_get_base (SolForm *self);

void sol_form_edit (SolForm *self, guint index, const GValue *value);
void sol_form_edit_text (SolForm *self, const char *name, const char *text);
gboolean sol_form_is_changed (SolForm *self);
gboolean sol_form_is_field_changed (SolForm *self, guint index);
gboolean sol_form_is_field_sound (SolForm *self, guint index);
SolPatch *sol_form_make_patch (SolForm *self);

gboolean sol_form_get_editable (SolForm *self);
void sol_form_set_editable (SolForm *self, gboolean editable);
SolFormMark sol_form_get_mark (SolForm *self, guint index, const char **detail);
void sol_form_set_mark (SolForm *self, const char *field, SolFormMark mark, const char *detail);
void sol_form_clear_mark (SolForm *self, SolFormMark mark);

G_END_DECLS
