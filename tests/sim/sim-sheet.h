/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/* Values by their paths: "name", "argument/ID/text", "criteria/ID/answers/ID/note". */

SolItem *sim_sheet_find_item (SolRecord *record, const char *path);
const char *sim_sheet_get_text (SolRecord *record, const char *path);
char *sim_sheet_read_text (const char *document, const char *path);

G_END_DECLS
