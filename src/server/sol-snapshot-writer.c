/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-snapshot-writer.h"

#include "server/sol-authz.h"
#include "server/sol-feed.h"
#include "server/sol-gzip.h"

#define MEMBER_RECORDS 1000
#define MEMBER_BYTES (8 * 1024 * 1024) /* of text, before it is packed */
#define LEVEL 6

typedef struct
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error;
  GChecksum *sum;
  SolGzip *gzip;
  GString *text;      /* lines of the member that is being filled */
  guint n_lines;      /* in it */
  GByteArray *packed; /* room for one member */
  SolSnapshotFile *file;
  GStrv types; /* that all may read */
} Writer;

void
sol_snapshot_file_free (SolSnapshotFile *self)
{
  g_array_unref (self->members);
  g_free (self->hash);
  g_free (self);
}

static gboolean
end_member (Writer *self)
{
  g_array_append_val (self->file->members, self->file->size);
  g_byte_array_set_size (self->packed, 0);
  sol_gzip_pack (self->gzip, self->text->str, self->text->len, TRUE, self->packed);
  g_checksum_update (self->sum, self->packed->data, self->packed->len);
  self->file->size += self->packed->len;
  g_string_truncate (self->text, 0);
  self->n_lines = 0;
  return g_output_stream_write_all (self->stream, self->packed->data, self->packed->len, NULL,
                                    self->cancellable, &self->error);
}

static gboolean
take_record (const SolStored *record, gpointer data)
{
  Writer *self = data;

  if (!g_strv_contains ((const char *const *) self->types, record->type))
    return TRUE;
  sol_feed_append_line (self->text, record);
  self->file->n_records++;
  if (++self->n_lines < MEMBER_RECORDS && self->text->len < MEMBER_BYTES)
    return TRUE;
  return end_member (self);
}

static gboolean
write_all (Writer *self, SolStorage *storage, GError **error)
{
  gboolean done = sol_storage_read_all (storage, SOL_SCOPE_PUBLIC, &self->file->seq, take_record,
                                        self, error);

  if (done && self->error == NULL && self->n_lines > 0)
    end_member (self);
  if (done && self->error == NULL)
    {
      g_string_printf (self->text, "{\"count\":%" G_GINT64_FORMAT "}\n", self->file->n_records);
      end_member (self);
    }
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (done)
    done = g_output_stream_close (self->stream, self->cancellable, error);
  self->file->hash = g_strdup (g_checksum_get_string (self->sum));
  return done && (error == NULL || *error == NULL);
}

/**
 * sol_snapshot_file_write:
 * @path: written anew; left behind when it fails
 *
 * Writes all public records as they are at one moment: gzip members of at most a thousand lines of
 * the feed each, and a last one with their count.
 */
SolSnapshotFile *
sol_snapshot_file_write (SolStorage *storage,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_replace (
      target, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  g_autoptr (SolSnapshotFile) file = g_new0 (SolSnapshotFile, 1);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (SolGzip) gzip = sol_gzip_new (LEVEL);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) fault = NULL;
  g_auto (GStrv)
      types = sol_authz_list_readable ("/v1/snapshot/{file}", SOL_ROLE_ANONYMOUS, SOL_SCOPE_PUBLIC);
  Writer writer = { .stream = G_OUTPUT_STREAM (stream),
                    .cancellable = cancellable,
                    .sum = sum,
                    .gzip = gzip,
                    .text = text,
                    .packed = packed,
                    .file = file,
                    .types = types };

  file->members = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (stream == NULL)
    return NULL;
  if (write_all (&writer, storage, &fault))
    return g_steal_pointer (&file);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}
