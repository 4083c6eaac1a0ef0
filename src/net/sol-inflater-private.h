/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much more than what came over the line may come out of it, and what is free. */
#define SOL_INFLATION_LIMIT 100
#define SOL_INFLATION_FREE (1024 * 1024) /* bytes */

#define SOL_TYPE_INFLATER (sol_inflater_get_type ())
G_DECLARE_FINAL_TYPE (SolInflater, sol_inflater, SOL, INFLATER, GObject)

SolInflater *sol_inflater_new (void);

G_END_DECLS
