/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-application.h"

G_BEGIN_DECLS

void sol_actions_install (SolApplication *application);
void sol_actions_update (SolApplication *application);

G_END_DECLS
