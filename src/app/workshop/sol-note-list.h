/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolNoteKind:
 * @list: the field of the record
 * @table: of one of its items
 * @title: of the list, not translated yet; so are the others
 * @why: what is asked
 * @one: what a line is
 * @removed: that one was taken away
 *
 * What a list of notes is of.
 */
typedef struct
{
  const char *list;
  const SolFieldTable *table;
  const char *title;
  const char *why;
  const char *one;
  const char *removed;
} SolNoteKind;

extern const SolNoteKind sol_note_difficulties;
extern const SolNoteKind sol_note_strengths;
extern const SolNoteKind sol_note_own_actions;
extern const SolNoteKind sol_note_findings;
extern const SolNoteKind sol_note_actions;
extern const SolNoteKind sol_note_themes;

#define SOL_TYPE_NOTE_LIST (sol_note_list_get_type ())
G_DECLARE_FINAL_TYPE (SolNoteList, sol_note_list, SOL, NOTE_LIST, AdwBin)

void sol_note_list_set_kind (SolNoteList *self, const SolNoteKind *kind);
void sol_note_list_show (SolNoteList *self, SolRecord *record, const char *const *themes);

G_END_DECLS
