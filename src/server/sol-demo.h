/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

/* Invented too: example.org belongs to nobody. */
#define SOL_DEMO_CONTACT "catalogue@example.org"

gboolean sol_demo_load (SolStorage *storage, GError **error);

G_END_DECLS
