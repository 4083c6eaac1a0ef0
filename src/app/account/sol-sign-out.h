/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-window.h"

G_BEGIN_DECLS

void
sol_sign_out_count_async (SolSession *session, GAsyncReadyCallback callback, gpointer user_data);
guint sol_sign_out_count_finish (GAsyncResult *result);
void sol_sign_out_start (SolWindow *window, SolSession *session, gboolean changes);

G_END_DECLS
