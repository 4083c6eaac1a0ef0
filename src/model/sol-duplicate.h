/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_DUPLICATE (sol_duplicate_get_type ())
G_DECLARE_FINAL_TYPE (SolDuplicate, sol_duplicate, SOL, DUPLICATE, SolRecord)

/* States. */
#define SOL_DUPLICATE_PROPOSED "proposed" /* somebody is to look */
#define SOL_DUPLICATE_MERGED "merged"
#define SOL_DUPLICATE_APART "apart" /* they are two, somebody said */

/* Operations. */
#define SOL_DUPLICATE_MERGE "merge" /* "keep": the id of one of the two */
#define SOL_DUPLICATE_SPLIT "apart"
#define SOL_DUPLICATE_UNDO "undo" /* whatever was said of them */

char *sol_duplicate_make_id (const char *one, const char *other);
SolRecord *sol_duplicate_new (SolRecord *one, SolRecord *other, const char *moment);
void sol_duplicate_tell (SolRecord *duplicate, const char *const *reasons, guint score);
gboolean sol_duplicate_is (SolRecord *duplicate, const char *state);

G_END_DECLS
