/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-window.h"
#include "model/sol-mutation.h"

G_BEGIN_DECLS

void sol_undoable_act (SolWindow *window,
                       SolAccountStore *store,
                       const SolMutation *mutation,
                       const char *organisation,
                       const char *title);
void sol_undoable_act_on_draft (SolWindow *window,
                                SolAccountStore *store,
                                const SolMutation *mutation,
                                const char *draft,
                                const char *title);

G_END_DECLS
