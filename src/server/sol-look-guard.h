/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"
#include "server/sol-looks.h"

G_BEGIN_DECLS

/**
 * SolLookGuard:
 *
 * Lets nobody count a structure twice for a day, by a request more or from a second computer. It
 * holds neither accounts nor addresses but sums of them with a key that nobody knows, in memory
 * alone. Any thread.
 */
typedef struct _SolLookGuard SolLookGuard;

SolLookGuard *sol_look_guard_new (void);
void sol_look_guard_leave_out (SolLookGuard *self,
                               const char *account,
                               const SolAddress *address,
                               GPtrArray *looks);
void sol_look_guard_note (SolLookGuard *self,
                          const char *account,
                          const SolAddress *address,
                          GPtrArray *looks);
void sol_look_guard_free (SolLookGuard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolLookGuard, sol_look_guard_free)

G_END_DECLS
