/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolCode:
 * @code: the stable identifier, as in the API and the database
 * @label_fr: what a French user reads
 * @label_en: what any other user reads; empty where the French one serves all
 * @parent: code of what holds it, in the list's own parent list; empty at the top
 * @note: what the list says of it besides: short label of a kind, issuer of a label; may be empty
 * @index: its place in the list's own order; of what a platform added, behind the last
 *
 * One line of a referential. It lives as long as the program.
 */
typedef struct
{
  const char *code;
  const char *label_fr;
  const char *label_en;
  const char *parent;
  const char *note;
  guint index;
} SolCode;

const char *const *sol_referential_get_lists (void);
const SolCode *sol_referential_get_codes (const char *list, guint *n_codes);
const SolCode *sol_referential_find (const char *list, const char *code);
const char *sol_referential_label (const char *list, const char *code);
const char *sol_referential_extra (const char *list, const char *code, const char *column);
gboolean sol_referential_is_open (const char *list);
gboolean sol_referential_add (const char *list, const SolCode *code);
GPtrArray *sol_referential_list_added (const char *list);
char *sol_referential_match (const char *list, const char *typed);
char *sol_peer_code (const char *peer_list, const char *slug);

G_END_DECLS
