/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

gboolean sol_demo_load (SolStorage *storage, GError **error);

G_END_DECLS
