/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-server-info.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-version.h"
#include "net/sol-net-error.h"
#include "sol-config.h"

#define MAX_ANSWER (64 * 1024) /* bytes */
#define MAX_SNAPSHOT (G_GOFFSET_CONSTANT (16) * 1024 * 1024 * 1024)
#define HASH_LENGTH 64

typedef gpointer (*ReadAnswer) (SolClient *client, JsonObject *answer, GError **error);

void
sol_snapshot_info_free (SolSnapshotInfo *self)
{
  g_free (self->path);
  g_free (self->sha256);
  g_free (self->cursor);
  g_free (self);
}

void
sol_server_about_free (SolServerAbout *self)
{
  g_free (self->contact);
  g_free (self->address);
  g_free (self);
}

static gpointer
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER, what);
  return NULL;
}

/* The getters of json-glib write a critical warning when the type is another: ask first. */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gint64
get_number (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : otherwise;
}

static gpointer
read_about (SolClient *client, JsonObject *answer, GError **error)
{
  gint64 api = get_number (answer, "api", -1);
  const char *minimum = get_text (answer, "minimum_client");
  JsonNode *demo = json_object_get_member (answer, "demo");
  SolServerAbout *about;

  if (api < 0)
    return refuse (error, "The server does not say which protocol it speaks");
  if (api > SOL_API_VERSION || (minimum != NULL && sol_version_compare (SOL_VERSION, minimum) < 0))
    {
      g_set_error (error, SOL_NET_ERROR, SOL_NET_ERROR_CLIENT_TOO_OLD,
                   "The server asks for version %s, this is " SOL_VERSION,
                   minimum != NULL ? minimum : "?");
      return NULL;
    }

  about = g_new0 (SolServerAbout, 1);
  about->demo = demo != NULL && json_node_get_value_type (demo) == G_TYPE_BOOLEAN &&
                json_node_get_boolean (demo);
  about->contact = g_strdup (get_text (answer, "contact"));
  about->address = g_strdup (get_text (answer, "address"));
  return about;
}

/* It becomes the name of a file. */
static gboolean
is_hash (const char *text)
{
  return text != NULL && strlen (text) == HASH_LENGTH &&
         strspn (text, "0123456789abcdef") == HASH_LENGTH;
}

/* Returns: (nullable): @url from its first slash, when it is of this server */
static const char *
get_path (SolClient *client, const char *url)
{
  const char *address = sol_client_get_address (client);

  if (url != NULL && g_str_has_prefix (url, address))
    url += strlen (address);
  return url != NULL && url[0] == '/' && url[1] != '/' ? url : NULL;
}

static gpointer
read_snapshot (SolClient *client, JsonObject *answer, GError **error)
{
  const char *path = get_path (client, get_text (answer, "url"));
  const char *sha256 = get_text (answer, "sha256");
  const char *cursor = get_text (answer, "cursor");
  gint64 size = get_number (answer, "size", -1);
  SolSnapshotInfo *info;

  if (path == NULL || !is_hash (sha256) || cursor == NULL || size <= 0 || size > MAX_SNAPSHOT)
    return refuse (error, "What the server says of its snapshot makes no sense");

  info = g_new0 (SolSnapshotInfo, 1);
  info->path = g_strdup (path);
  info->sha256 = g_strdup (sha256);
  info->cursor = g_strdup (cursor);
  info->count = get_number (answer, "count", 0);
  info->size = size;
  return info;
}

static JsonObject *
parse_answer (GBytes *text, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode)
      root = sol_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &cause);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_dup_object (root);

  return refuse (error, cause != NULL ? cause->message : "The answer is not an object");
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolClient *client = SOL_CLIENT (source);
  ReadAnswer read = (ReadAnswer) g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) text = sol_client_get_text_finish (client, result, &error);
  g_autoptr (JsonObject) answer = text != NULL ? parse_answer (text, &error) : NULL;
  gpointer value = answer != NULL ? read (client, answer, &error) : NULL;

  if (value != NULL)
    g_task_return_pointer (task, value, NULL);
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *owned_task, const char *path, ReadAnswer read)
{
  g_task_set_task_data (owned_task, (gpointer) read, NULL);
  sol_client_get_text_async (g_task_get_source_object (owned_task), path, "application/json",
                             MAX_ANSWER, g_task_get_cancellable (owned_task), on_answered,
                             owned_task);
}

/**
 * sol_client_get_about_async:
 *
 * Asks what the server is, and whether it and this program speak the same protocol.
 */
void
sol_client_get_about_async (SolClient *client,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_client_get_about_async);
  ask (task, "/v1/about", read_about);
}

/**
 * sol_client_get_about_finish:
 *
 * Returns: (transfer full): %NULL with a #SolNetError, %SOL_NET_ERROR_CLIENT_TOO_OLD when they do
 *   not speak the same
 */
SolServerAbout *
sol_client_get_about_finish (SolClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_client_get_snapshot_async:
 *
 * Asks which snapshot there is at present.
 */
void
sol_client_get_snapshot_async (SolClient *client,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_client_get_snapshot_async);
  ask (task, "/v1/snapshot", read_snapshot);
}

/**
 * sol_client_get_snapshot_finish:
 *
 * Returns: (transfer full): %NULL with a #SolNetError, or %G_IO_ERROR_CANCELLED
 */
SolSnapshotInfo *
sol_client_get_snapshot_finish (SolClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
