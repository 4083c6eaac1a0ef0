/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

extern const SolOperation sol_duplicate_operations[];

G_END_DECLS
