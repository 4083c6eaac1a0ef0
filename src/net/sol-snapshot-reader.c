/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-snapshot-reader.h"

#include <string.h>

#include "model/sol-change.h"
#include "model/sol-executor.h"
#include "model/sol-json.h"
#include "net/sol-change-line.h"
#include "net/sol-changes-reader.h"
#include "net/sol-inflater-private.h"
#include "net/sol-net-error.h"

#define PART_SIZE (64 * 1024)        /* bytes */
#define BATCH_SIZE (4 * 1024 * 1024) /* bytes of text: a transaction must be worth its end */

/**
 * SolSnapshotReader:
 *
 * Reads a downloaded snapshot, some gzip members at a time: the place after them is where a later
 * reader may go on. The hash of the whole file is looked at first, so that a wrong
 * file changes nothing.
 *
 * Thread: the one that made it, one call at a time; the work is done on a worker.
 */
struct _SolSnapshotReader
{
  GObject parent_instance;

  char *file;
  char *sha256;
  GInputStream *stream; /* NULL until the file was checked */
  guint8 *ahead;        /* read from the file, not yet decompressed */
  gsize ahead_start;
  gsize ahead_end;
  goffset at;       /* in the file, of the next byte to decompress */
  goffset offset;   /* after the members handed out */
  gint64 n_records; /* handed out by this reader */
  gboolean placed;  /* the stream is at @offset */
  gboolean from_start;
  gboolean complete; /* the last member was read */
};

G_DEFINE_FINAL_TYPE (SolSnapshotReader, sol_snapshot_reader, G_TYPE_OBJECT)

static gboolean
set_fault (GError **error, const char *what)
{
  g_set_error (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER, "Snapshot: %s", what);
  return FALSE;
}

static gboolean
set_file_fault (GError **error, GError *cause)
{
  g_propagate_error (error, sol_net_error_from_file (cause));
  return FALSE;
}

/* %FALSE without @error at the end of the file. */
static gboolean
fill (SolSnapshotReader *self, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  gssize n_read;

  if (self->ahead_start < self->ahead_end)
    return TRUE;

  n_read = g_input_stream_read (self->stream, self->ahead, PART_SIZE, cancellable, &cause);
  if (n_read < 0)
    return set_file_fault (error, cause);

  self->ahead_start = 0;
  self->ahead_end = (gsize) n_read;
  return n_read > 0;
}

static gboolean
check_hash (SolSnapshotReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) cause = NULL;

  while (fill (self, cancellable, &cause))
    {
      g_checksum_update (checksum, self->ahead, (gssize) self->ahead_end);
      self->ahead_start = self->ahead_end;
    }
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  return g_ascii_strcasecmp (g_checksum_get_string (checksum), self->sha256) == 0 ||
         set_fault (error, "the file does not match its hash");
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SolSnapshotReader *self = source;
  g_autoptr (GFile) file = g_file_new_for_path (self->file);
  GError *error = NULL;

  self->stream = G_INPUT_STREAM (g_file_read (file, cancellable, &error));
  if (self->stream == NULL)
    g_task_return_error (task, sol_net_error_from_file (error));
  else if (!check_hash (self, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* After the check, and where reading goes on. */
static gboolean
seek (SolSnapshotReader *self, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;

  if (self->placed)
    return TRUE;

  self->at = self->offset;
  self->placed = g_seekable_seek (G_SEEKABLE (self->stream), self->at, G_SEEK_SET, cancellable,
                                  &cause);
  return self->placed || set_file_fault (error, cause);
}

/* One step of a member: what is ahead into @text. */
static gboolean
inflate_part (SolSnapshotReader *self,
              GConverter *inflater,
              GByteArray *text,
              gboolean *finished,
              GError **error)
{
  guint8 part[PART_SIZE];
  gsize n_read = 0;
  gsize n_written = 0;
  g_autoptr (GError) cause = NULL;
  GConverterResult result = g_converter_convert (
      inflater, self->ahead + self->ahead_start, self->ahead_end - self->ahead_start, part,
      sizeof part, G_CONVERTER_NO_FLAGS, &n_read, &n_written, &cause);

  if (result == G_CONVERTER_ERROR)
    return set_fault (error, cause->message);

  self->ahead_start += n_read;
  self->at += (goffset) n_read;
  g_byte_array_append (text, part, (guint) n_written);
  *finished = result == G_CONVERTER_FINISHED;
  return text->len <= SOL_SNAPSHOT_MAX_MEMBER ||
         set_fault (error, "a part is larger than the protocol allows");
}

static gboolean
inflate_member (SolSnapshotReader *self,
                GByteArray *text,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SolInflater) inflater = sol_inflater_new ();
  gboolean finished = FALSE;

  while (!finished)
    {
      g_autoptr (GError) cause = NULL;

      if (!fill (self, cancellable, &cause))
        {
          if (cause == NULL)
            return set_fault (error, "the file ends in the middle");
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (!inflate_part (self, G_CONVERTER (inflater), text, &finished, error))
        return FALSE;
    }

  return TRUE;
}

/* Of the last member: {"count":N}; -1 for any other line. */
static gint64
read_count (const char *line, gsize length)
{
  SolJsonReader reader;
  gint64 count;

  sol_json_reader_init (&reader, line, length);
  if (sol_json_reader_next (&reader) != SOL_JSON_OBJECT ||
      sol_json_reader_next (&reader) != SOL_JSON_KEY || !sol_json_reader_is (&reader, "count") ||
      sol_json_reader_next (&reader) != SOL_JSON_NUMBER)
    return -1;

  count = sol_json_reader_get_number (&reader);
  return sol_json_reader_next (&reader) == SOL_JSON_OBJECT_END ? count : -1;
}

static gboolean
read_record (const char *line, gsize length, GPtrArray *changes, GError **error)
{
  SolChange *change;

  if (length > SOL_CHANGES_MAX_LINE)
    return set_fault (error, "a line is longer than the protocol allows");
  change = sol_change_line_parse (line, length, error);
  if (change == NULL)
    return FALSE;

  g_ptr_array_add (changes, change);
  return change->kind == SOL_CHANGE_PUT || set_fault (error, "a line is not a record");
}

static gboolean
read_lines (const GByteArray *text, GPtrArray *changes, GError **error)
{
  const char *line = (const char *) text->data;
  const char *end = line + text->len;
  guint most = changes->len + SOL_SNAPSHOT_MAX_RECORDS;

  while (line < end)
    {
      const char *feed = memchr (line, '\n', (gsize) (end - line));
      const char *stop = feed != NULL ? feed : end;

      if (stop > line && !read_record (line, (gsize) (stop - line), changes, error))
        return FALSE;
      line = stop + 1;
    }

  return changes->len <= most ||
         set_fault (error, "a part has more records than the protocol allows");
}

static gboolean
check_end (SolSnapshotReader *self, gint64 count, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (self->from_start && count != self->n_records)
    return set_fault (error, "the number of records is not the one it says");
  if (fill (self, cancellable, &cause))
    return set_fault (error, "there is something after its end");

  self->complete = TRUE;
  return TRUE;
}

/* @text: room for the member */
static gboolean
read_member (SolSnapshotReader *self,
             GByteArray *text,
             GPtrArray *changes,
             GCancellable *cancellable,
             GError **error)
{
  guint before = changes->len;
  gint64 count;

  g_byte_array_set_size (text, 0);
  if (!inflate_member (self, text, cancellable, error))
    return FALSE;

  count = text->len > 0 ? read_count ((const char *) text->data, text->len) : -1;
  if (count >= 0)
    return check_end (self, count, cancellable, error);
  if (!read_lines (text, changes, error))
    return FALSE;

  self->n_records += changes->len - before;
  self->offset = self->at;
  return TRUE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SolSnapshotReader *self = source;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  GError *error = NULL;
  gboolean done = seek (self, cancellable, &error);

  for (gsize n_bytes = 0; done && !self->complete && n_bytes < BATCH_SIZE; n_bytes += text->len)
    done = read_member (self, text, changes, cancellable, &error);

  if (done)
    g_task_return_pointer (task, g_steal_pointer (&changes), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sol_snapshot_reader_check_async:
 *
 * Holds the whole file against its hash; must be done before anything is read.
 */
void
sol_snapshot_reader_check_async (SolSnapshotReader *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_snapshot_reader_check_async);
  sol_task_run_in_thread (task, check_in_thread);
}

gboolean
sol_snapshot_reader_check_finish (SolSnapshotReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sol_snapshot_reader_set_offset:
 * @offset: where the members that are already applied end
 */
void
sol_snapshot_reader_set_offset (SolSnapshotReader *self, goffset offset)
{
  self->offset = offset;
  self->from_start = offset == 0;
  self->placed = FALSE;
}

/**
 * sol_snapshot_reader_next_async:
 *
 * Reads the next members.
 */
void
sol_snapshot_reader_next_async (SolSnapshotReader *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_snapshot_reader_next_async);
  sol_task_run_in_thread (task, read_in_thread);
}

/**
 * sol_snapshot_reader_next_finish:
 *
 * Returns: (transfer full) (element-type SolChange): the batch, empty at the end of the file;
 *   %NULL with a #SolNetError, or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
sol_snapshot_reader_next_finish (SolSnapshotReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_snapshot_reader_get_offset:
 *
 * Returns: bytes from the start of the file to the member after the last batch; not to be asked
 *   while the next one is read
 */
goffset
sol_snapshot_reader_get_offset (SolSnapshotReader *self)
{
  return self->offset;
}

static void
sol_snapshot_reader_finalize (GObject *object)
{
  SolSnapshotReader *self = SOL_SNAPSHOT_READER (object);

  g_clear_object (&self->stream);
  g_free (self->ahead);
  g_free (self->file);
  g_free (self->sha256);
  G_OBJECT_CLASS (sol_snapshot_reader_parent_class)->finalize (object);
}

static void
sol_snapshot_reader_class_init (SolSnapshotReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_snapshot_reader_finalize;
}

static void
sol_snapshot_reader_init (SolSnapshotReader *self)
{
  self->ahead = g_malloc (PART_SIZE);
}

/**
 * sol_snapshot_reader_new:
 * @file: the downloaded snapshot
 * @sha256: in hexadecimal, of the whole of it
 */
SolSnapshotReader *
sol_snapshot_reader_new (const char *file, const char *sha256)
{
  SolSnapshotReader *self = g_object_new (SOL_TYPE_SNAPSHOT_READER, NULL);

  self->file = g_strdup (file);
  self->sha256 = g_strdup (sha256);
  self->from_start = TRUE;
  return self;
}
