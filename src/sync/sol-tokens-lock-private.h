/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int sol_tokens_lock (const char *folder, GCancellable *cancellable, GError **error);
void sol_tokens_unlock (int lock);

G_END_DECLS
