/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-pictures.h"

#include "app/sol-picture-decoder.h"

#define MAX_SIZE (4 * 1000 * 1000) /* bytes of one that comes, which is drawn for showing */

/**
 * SolPictures:
 *
 * The logos and pictures of one catalogue, or of one account's records: out of the cache, or from
 * the server and then kept.
 */
struct _SolPictures
{
  GObject parent_instance;

  SolPictureCache *cache;
  SolBlobClient *client; /* (nullable): a catalogue from a file has none */
  gboolean private;
};

G_DEFINE_FINAL_TYPE (SolPictures, sol_pictures, G_TYPE_OBJECT)

typedef struct
{
  char *type;
  char *id;
  char *hash;
  int max_side;
  GBytes *picture; /* (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_free (job->type);
  g_free (job->id);
  g_free (job->hash);
  g_clear_pointer (&job->picture, g_bytes_unref);
  g_free (job);
}

static void
sol_pictures_finalize (GObject *object)
{
  SolPictures *self = SOL_PICTURES (object);

  g_clear_object (&self->cache);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sol_pictures_parent_class)->finalize (object);
}

static void
sol_pictures_class_init (SolPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_pictures_finalize;
}

static void
sol_pictures_init (SolPictures *self)
{
}

/**
 * sol_pictures_new:
 * @client: (nullable): of the server the catalogue is from
 */
SolPictures *
sol_pictures_new (SolPictureCache *cache, SolBlobClient *client)
{
  SolPictures *self = g_object_new (SOL_TYPE_PICTURES, NULL);

  self->cache = g_object_ref (cache);
  g_set_object (&self->client, client);
  return self;
}

/**
 * sol_pictures_set_private:
 * @private: whether what it brings is not for all: it is shown, and not kept on the disk
 */
void
sol_pictures_set_private (SolPictures *self, gboolean private)
{
  self->private = private;
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  GdkTexture *texture = sol_picture_decode (job->picture, job->max_side, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolPictures *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->picture = sol_blob_client_get_finish (SOL_BLOB_CLIENT (source), result, &error);
  if (job->picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Whether it could be kept changes nothing for who looks at it. */
  if (!self->private)
    sol_picture_cache_put_async (self->cache, job->hash, job->picture, NULL, NULL, NULL);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolPictures *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->picture = sol_picture_cache_get_finish (SOL_PICTURE_CACHE (source), result, &error);
  if (job->picture != NULL)
    g_task_run_in_thread (task, decode_in_thread);
  else if (self->client == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else
    {
      const SolBlobPlace place = { job->type, job->id, job->max_side };

      g_clear_error (&error);
      sol_blob_client_get_async (self->client, &place, job->hash, MAX_SIZE,
                                 g_task_get_cancellable (task), on_downloaded, g_object_ref (task));
    }
}

/**
 * sol_pictures_make_address:
 * @type: of the record that shows it
 * @id: of that record
 * @blob: of one of its fields: a picture or a document
 *
 * Returns: (transfer full) (nullable): where a browser finds it; %NULL in a catalogue from a file
 */
char *
sol_pictures_make_address (SolPictures *self, const char *type, const char *id, const SolBlob *blob)
{
  const SolBlobPlace place = { type, id, 0 };

  return self->client != NULL ? sol_blob_client_make_address (self->client, &place, blob->hash)
                              : NULL;
}

/**
 * sol_pictures_load_async:
 * @type: of the record that shows it
 * @id: of that record
 * @blob: of one of its fields
 * @max_side: the longest side it is made to have, in pixels
 *
 * Brings a picture ready to be drawn. Files, network and pixels are worked on elsewhere than on the
 * main thread.
 */
void
sol_pictures_load_async (SolPictures *self,
                         const char *type,
                         const char *id,
                         const SolBlob *blob,
                         int max_side,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, sol_pictures_load_async);
  job->type = g_strdup (type);
  job->id = g_strdup (id);
  job->hash = g_strdup (blob->hash);
  job->max_side = max_side;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  sol_picture_cache_get_async (self->cache, blob->hash, cancellable, on_looked_up,
                               g_object_ref (task));
}

/**
 * sol_pictures_load_finish:
 *
 * Returns: (transfer full): %NULL with an error when it is neither kept nor to be had
 */
GdkTexture *
sol_pictures_load_finish (SolPictures *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
