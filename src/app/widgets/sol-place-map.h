/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_PLACE_MAP (sol_place_map_get_type ())
G_DECLARE_FINAL_TYPE (SolPlaceMap, sol_place_map, SOL, PLACE_MAP, GtkWidget)

GtkWidget *sol_place_map_new (void);
void sol_place_map_set_place (SolPlaceMap *self, double lat, double lon);
void sol_place_map_set_radius_km (SolPlaceMap *self, double radius_km);
void sol_place_map_set_departments (SolPlaceMap *self, const char *const *departments);
void sol_place_map_set_home (SolPlaceMap *self, const char *department);
void sol_place_map_set_country (SolPlaceMap *self, gboolean country);

G_END_DECLS
