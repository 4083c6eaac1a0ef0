/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_TYPE_LAZY_PLACES (sol_lazy_places_get_type ())
G_DECLARE_FINAL_TYPE (SolLazyPlaces, sol_lazy_places, SOL, LAZY_PLACES, GObject)

SolLazyPlaces *sol_lazy_places_new (void);
void sol_lazy_places_change (SolLazyPlaces *self, int shift, guint n);

G_END_DECLS
