/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "guide/sol-qr.h"

G_BEGIN_DECLS

#define SOL_QR_QUIET 4 /* modules of white that ISO/IEC 18004 asks for on each side */

gboolean sol_qr_is_dark (const SolQr *self, guint x, guint y);

G_END_DECLS
