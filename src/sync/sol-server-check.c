/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-server-check.h"

#include <string.h>

#include "net/sol-client.h"
#include "net/sol-server-info.h"
#include "sync/sol-sync-steps-private.h"

/**
 * sol_server_check_normalize:
 * @address: what a person typed: "place.example", "https://place.example/"
 *
 * Returns: (transfer full) (nullable): an http or https address without a slash at its end, or
 *   %NULL when @address cannot be one
 */
char *
sol_server_check_normalize (const char *address)
{
  g_autofree char *typed = g_strstrip (g_strdup (address));
  g_autofree char *whole = strstr (typed, "://") != NULL ? g_strdup (typed)
                                                         : g_strconcat ("https://", typed, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_NONE, NULL);
  gsize length = strlen (whole);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") &&
       !g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;

  while (length > 0 && whole[length - 1] == '/')
    whole[--length] = '\0';
  return g_steal_pointer (&whole);
}

static void
on_about (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SolServerAbout)
      about = sol_client_get_about_finish (SOL_CLIENT (source), result, &error);

  if (about != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, sol_sync_error_from (error));
}

/**
 * sol_server_check_async:
 * @address: as of sol_server_check_normalize()
 * @ca_file: (nullable): a private certificate authority to trust besides the system's (PEM)
 *
 * Asks whether a platform answers there. Fails with %SOL_SYNC_ERROR, whose code is a #SolSyncState.
 */
void
sol_server_check_async (const char *address,
                        const char *ca_file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (SolClient) client = sol_client_new (address);

  g_task_set_source_tag (task, sol_server_check_async);
  sol_client_set_ca_file (client, ca_file);
  sol_client_get_about_async (client, cancellable, on_about, g_object_ref (task));
}

/**
 * sol_server_check_finish:
 *
 * Returns: whether a platform answered; else @error says why not
 */
gboolean
sol_server_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
