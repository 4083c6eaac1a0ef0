/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in degrees (WGS 84). */
typedef struct
{
  double lat;
  double lon;
} SolPoint;

guint
sol_outline_get_rings (const char *department, const SolPoint ***rings, const guint **lengths);

G_END_DECLS
