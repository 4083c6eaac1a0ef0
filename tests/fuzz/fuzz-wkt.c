/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "exchange/sol-wkt.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A point that is read is one on the Earth. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  double lat, lon, degrees;

  if (sol_wkt_read_point ((const char *) data, size, &lat, &lon))
    {
      g_assert_true (isfinite (lat) && fabs (lat) <= 90);
      g_assert_true (isfinite (lon) && fabs (lon) <= 180);
      sol_ground_of (lat, lon);
    }
  if (sol_degrees_read (text, &degrees))
    g_assert_true (isfinite (degrees) && fabs (degrees) <= 180);
  return 0;
}
