/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-looks.h"

G_BEGIN_DECLS

/**
 * SolWebLooks:
 *
 * How often the pages of structures were fetched by browsers since it was last written: a fetch
 * waits for no disk, and nothing of who fetches is kept. Any thread.
 */
typedef struct _SolWebLooks SolWebLooks;

SolWebLooks *sol_web_looks_new (SolLooks *looks);
gboolean sol_web_looks_is_reader (const char *method, const char *agent, const char *purpose);
void sol_web_looks_count (SolWebLooks *self, const char *supplier);
void sol_web_looks_write (SolWebLooks *self, gint64 now);
void sol_web_looks_free (SolWebLooks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolWebLooks, sol_web_looks_free)

G_END_DECLS
