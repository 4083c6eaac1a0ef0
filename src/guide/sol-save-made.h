/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolMakeFile:
 * @note: (out): what there is to tell of it: 0, or how many pages it has
 *
 * On a worker.
 *
 * Returns: (transfer full): the file
 */
typedef GBytes *(*SolMakeFile) (gpointer about, guint *note);

void sol_save_made_async (SolMakeFile make,
                          gpointer owned_about,
                          GDestroyNotify free_about,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean sol_save_made_finish (GAsyncResult *result, guint *note, GError **error);

G_END_DECLS
