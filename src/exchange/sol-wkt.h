/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolGround:
 * @SOL_GROUND_FRANCE: in France, overseas included
 * @SOL_GROUND_SWAPPED: it would be, were latitude and longitude exchanged
 * @SOL_GROUND_ELSEWHERE: neither
 */
typedef enum
{
  SOL_GROUND_FRANCE,
  SOL_GROUND_SWAPPED,
  SOL_GROUND_ELSEWHERE,
} SolGround;

gboolean sol_wkt_read_point (const char *text, gsize length, double *lat, double *lon);
gboolean sol_degrees_read (const char *text, double *degrees);
SolGround sol_ground_of (double lat, double lon);

G_END_DECLS
