/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-upload-checks.h"

#include <errno.h>
#include <unistd.h>

#include "model/sol-clock.h"
#include "model/sol-executor.h"
#include "server/sol-decoder.h"

#define BLOCK (64 * 1024) /* bytes */

struct _SolUploadChecks
{
  SolUploads *uploads;
  GThreadPool *pool;
  GAsyncQueue *left; /* of SolUpload: what came of them could not be written */
};

/* (transfer full) (nullable): the hash of the whole file */
static char *
hash_file (int file)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *block = g_malloc (BLOCK);
  goffset at = 0;
  gssize got;

  while ((got = pread (file, block, BLOCK, at)) > 0)
    {
      g_checksum_update (checksum, block, got);
      at += got;
    }
  return got == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

/* Why it is refused, or %NULL; @upload is told what the bytes say. */
static const char *
find_fault (SolUpload *upload, int file, GPtrArray *shown)
{
  g_autofree char *hash = hash_file (file);
  g_autofree char *told = NULL;
  const char *fault = NULL;

  if (g_strcmp0 (hash, upload->hash) != 0)
    return "hash";
  told = sol_decoder_look (file, shown, &fault);
  if (told != NULL && !g_str_equal (told, upload->media_type))
    return "type";
  return fault;
}

static void
check (gpointer data, gpointer user_data)
{
  SolUploadChecks *self = user_data;
  g_autoptr (SolUpload) upload = data;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_shown_free);
  g_autoptr (GError) error = NULL;
  int file = sol_uploads_open_sent (self->uploads, upload, &error);
  const char *fault = file >= 0 ? find_fault (upload, file, shown) : "lost";

  if (file >= 0)
    close (file);
  g_clear_error (&error);
  upload->state = fault == NULL ? SOL_UPLOAD_WHOLE : SOL_UPLOAD_REFUSED;
  upload->reason = g_strdup (fault);
  if (fault != NULL)
    g_ptr_array_set_size (shown, 0);
  if (sol_uploads_settle (self->uploads, upload, shown, sol_clock_seconds (), &error))
    return;
  g_warning ("%s", error->message);
  g_clear_pointer (&upload->reason, g_free);
  g_async_queue_push (self->left, g_steal_pointer (&upload));
}

SolUploadChecks *
sol_upload_checks_new (SolUploads *uploads)
{
  SolUploadChecks *self = g_new0 (SolUploadChecks, 1);

  self->uploads = g_object_ref (uploads);
  self->left = g_async_queue_new_full ((GDestroyNotify) sol_upload_free);
  self->pool = g_thread_pool_new_full (check, self, (GDestroyNotify) sol_upload_free, 1, FALSE,
                                       NULL);
  return self;
}

static void
push (SolUploadChecks *self, SolUpload *owned_upload)
{
  if (sol_executor_has_threads ())
    g_thread_pool_push (self->pool, owned_upload, NULL);
  else
    check (owned_upload, self);
}

/**
 * sol_upload_checks_push:
 * @upload: all of it is here. Any thread.
 */
void
sol_upload_checks_push (SolUploadChecks *self, const SolUpload *upload)
{
  SolUpload *copy = g_new0 (SolUpload, 1);

  *copy = (SolUpload){ g_strdup (upload->owner),
                       g_strdup (upload->hash),
                       g_strdup (upload->account),
                       upload->size,
                       g_strdup (upload->media_type),
                       upload->at,
                       upload->state,
                       NULL };
  push (self, copy);
}

/* Looks once more at those of which it could not be written what came of them: the disk was full.
 */
void
sol_upload_checks_retry (SolUploadChecks *self)
{
  for (int n = g_async_queue_length (self->left); n > 0; n--)
    push (self, g_async_queue_pop (self->left));
}

/* Goes on with what the server did not come to before it ended. */
void
sol_upload_checks_resume (SolUploadChecks *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left = sol_uploads_list_unchecked (self->uploads, &error);

  if (left == NULL)
    g_warning ("%s", error->message);
  for (guint i = 0; left != NULL && i < left->len; i++)
    sol_upload_checks_push (self, left->pdata[i]);
}

/* Waits for the one under way alone. */
void
sol_upload_checks_free (SolUploadChecks *self)
{
  g_thread_pool_free (self->pool, TRUE, TRUE);
  g_async_queue_unref (self->left);
  g_object_unref (self->uploads);
  g_free (self);
}
