/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-blob-client.h"

#include "model/sol-executor.h"
#include "net/sol-client.h"
#include "net/sol-net-error.h"
#include "sync/sol-account-session-private.h"
#include "sync/sol-sync-state.h"

/**
 * SolBlobClient:
 *
 * Brings the attachments that structures show, when a page asks for one: they are no part of a
 * sync. Not over a metered line, where nobody asked for them.
 */
struct _SolBlobClient
{
  GObject parent_instance;

  SolClient *client;
};

G_DEFINE_FINAL_TYPE (SolBlobClient, sol_blob_client, G_TYPE_OBJECT)

typedef struct
{
  char *hash;
  char *etag;   /* (nullable): of what came, with its quotes */
  GBytes *blob; /* (nullable) */
} Download;

static void
download_free (Download *download)
{
  g_free (download->hash);
  g_free (download->etag);
  g_clear_pointer (&download->blob, g_bytes_unref);
  g_free (download);
}

static void
sol_blob_client_finalize (GObject *object)
{
  g_clear_object (&SOL_BLOB_CLIENT (object)->client);
  G_OBJECT_CLASS (sol_blob_client_parent_class)->finalize (object);
}

static void
sol_blob_client_class_init (SolBlobClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_blob_client_finalize;
}

static void
sol_blob_client_init (SolBlobClient *self)
{
}

/**
 * sol_blob_client_new:
 * @server: its address, as of sol_sync_new()
 */
SolBlobClient *
sol_blob_client_new (const char *server)
{
  SolBlobClient *self = g_object_new (SOL_TYPE_BLOB_CLIENT, NULL);

  self->client = sol_client_new (server);
  return self;
}

/**
 * sol_blob_client_new_for_account:
 *
 * Returns: (transfer full): that brings what only who is signed in there may see, too
 */
SolBlobClient *
sol_blob_client_new_for_account (SolAccountSession *account)
{
  SolBlobClient *self = g_object_new (SOL_TYPE_BLOB_CLIENT, NULL);

  self->client = g_object_ref (sol_account_session_get_client (account));
  return self;
}

/**
 * sol_blob_client_set_ca_file:
 * @path: (nullable): as of sol_sync_set_ca_file()
 */
void
sol_blob_client_set_ca_file (SolBlobClient *self, const char *path)
{
  sol_client_set_ca_file (self->client, path);
}

/* Instead of a picture that somebody sent the server gives one that it drew anew, under the hash of
 * that as its version. */
static gboolean
is_whole (const Download *download, const char *hash)
{
  g_autofree char *drawn = g_strdup_printf ("\"%s\"", hash);

  return g_str_equal (hash, download->hash) || g_strcmp0 (drawn, download->etag) == 0;
}

static void
verify_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Download *download = task_data;
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, download->blob);

  if (is_whole (download, hash))
    g_task_return_pointer (task, g_bytes_ref (download->blob), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "What came is not what was asked for: its hash is %s", hash);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  download->etag = g_strdup (sol_client_get_text_etag (result));
  download->blob = sol_client_get_text_finish (SOL_CLIENT (source), result, &error);
  if (download->blob == NULL)
    g_task_return_error (task, error);
  else
    sol_task_run_in_thread (task, verify_in_thread);
}

static char *
make_path (const SolBlobPlace *place, const char *hash)
{
  g_autofree char *safe_hash = g_uri_escape_string (hash, NULL, FALSE);
  g_autofree char *safe_type = g_uri_escape_string (place->type, NULL, FALSE);
  g_autofree char *safe_id = g_uri_escape_string (place->id, NULL, FALSE);

  g_autofree char *side = place->side > 0 ? g_strdup_printf ("&side=%d", place->side) : NULL;

  return g_strconcat ("/v1/blobs/", safe_hash, "?t=", safe_type, "&id=", safe_id, side, NULL);
}

/**
 * sol_blob_client_make_address:
 * @place: where it is shown
 * @hash: SHA-256 in small hexadecimal digits
 *
 * Returns: (transfer full): where a browser finds what all may see
 */
char *
sol_blob_client_make_address (SolBlobClient *self, const SolBlobPlace *place, const char *hash)
{
  g_autofree char *path = make_path (place, hash);
  const char *server = sol_client_get_address (self->client);

  return g_strconcat (server, g_str_has_suffix (server, "/") ? path + 1 : path, NULL);
}

/**
 * sol_blob_client_get_async:
 * @place: where it is shown
 * @hash: SHA-256 in small hexadecimal digits
 * @max_size: bytes; what is larger is refused
 *
 * Brings one attachment. Fails with a #SolNetError, with %SOL_SYNC_METERED on a metered line.
 */
void
sol_blob_client_get_async (SolBlobClient *self,
                           const SolBlobPlace *place,
                           const char *hash,
                           gsize max_size,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = make_path (place, hash);
  Download *download = g_new0 (Download, 1);

  g_task_set_source_tag (task, sol_blob_client_get_async);
  download->hash = g_strdup (hash);
  g_task_set_task_data (task, download, (GDestroyNotify) download_free);
  if (g_network_monitor_get_network_metered (g_network_monitor_get_default ()))
    g_task_return_new_error (task, SOL_SYNC_ERROR, SOL_SYNC_METERED, "The line is metered");
  else
    sol_client_get_text_async (self->client, path, "application/octet-stream", max_size,
                               cancellable, on_downloaded, g_object_ref (task));
}

/**
 * sol_blob_client_get_finish:
 *
 * Returns: (transfer full): all of it, whose hash is the one asked for
 */
GBytes *
sol_blob_client_get_finish (SolBlobClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
