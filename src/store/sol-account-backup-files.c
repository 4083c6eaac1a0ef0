/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/sol-account-attach-private.h"
#include "store/sol-account-backup-private.h"
#include "store/sol-store-error.h"

#define PART (1024 * 1024) /* bytes: each is a line, which is bounded */

/* The attached files of one's own work: a line that tells of the file, then its content in parts.
 */

static gboolean
write_parts (GOutputStream *output, GInputStream *content, GError **error)
{
  g_autofree guchar *part = g_malloc (PART);
  gsize size;

  do
    {
      g_autofree char *text = NULL;

      if (!g_input_stream_read_all (content, part, PART, &size, NULL, error))
        return FALSE;
      text = g_base64_encode (part, size);
      if (size > 0 && !g_output_stream_printf (output, NULL, NULL, error,
                                               "{\"part\":{\"data\":\"%s\"}}\n", text))
        return FALSE;
    }
  while (size == PART);
  return TRUE;
}

static gboolean
write_head (GOutputStream *output, const SolAttachment *attachment, goffset size, GError **error)
{
  JsonObject *file = json_object_new ();

  json_object_set_string_member (file, "hash", attachment->blob->hash);
  json_object_set_string_member (file, "name", attachment->blob->name);
  json_object_set_int_member (file, "size", size);
  if (attachment->organisation != NULL)
    json_object_set_string_member (file, "organisation", attachment->organisation);
  return sol_backup_write_line (output, "file", file, error);
}

static gboolean
write_file (const char *folder,
            GOutputStream *output,
            const SolAttachment *attachment,
            GError **error)
{
  g_autofree char *path = sol_attachment_make_path (folder, attachment->blob->hash);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) lost = NULL;
  g_autoptr (GFileInputStream) content = g_file_read (file, NULL, &lost);
  g_autoptr (GFileInfo) info = NULL;

  /* What names one that is lost is refused with the reason, from here or from a back-up. */
  if (content == NULL)
    {
      g_warning ("An attachment is lost: %s", lost->message);
      return TRUE;
    }
  info = g_file_input_stream_query_info (content, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  return info != NULL && write_head (output, attachment, g_file_info_get_size (info), error) &&
         write_parts (output, G_INPUT_STREAM (content), error);
}

/* Also those that were sent: the server forgets what no record names. */
gboolean
sol_backup_write_files (SolDatabase *db, const char *folder, GOutputStream *output, GError **error)
{
  g_autoptr (GPtrArray) files = sol_attachment_list_named (db, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (!write_file (folder, output, files->pdata[i], error))
      return FALSE;
  return files != NULL;
}

struct _SolBackupFile
{
  SolAttachment *attachment;
  char *hash;
  gsize size;
  GByteArray *content;
};

void
sol_backup_file_free (SolBackupFile *self)
{
  sol_attachment_free (self->attachment);
  g_free (self->hash);
  g_byte_array_unref (self->content);
  g_free (self);
}

/* (transfer full) (nullable): %NULL for a line that tells of no file which could be attached */
SolBackupFile *
sol_backup_file_new (JsonObject *line)
{
  const char *hash = sol_backup_get_text (line, "hash");
  const char *name = sol_backup_get_text (line, "name");
  const gint64 size = sol_backup_get_number (line, "size");
  SolBackupFile *self;

  if (hash == NULL || name == NULL || size < 1 || size > SOL_ATTACHMENT_MAX)
    return NULL;
  self = g_new0 (SolBackupFile, 1);
  self->hash = g_strdup (hash);
  self->size = (gsize) size;
  self->content = g_byte_array_new ();
  self->attachment = g_new0 (SolAttachment, 1);
  self->attachment->organisation = g_strdup (sol_backup_get_text (line, "organisation"));
  self->attachment->blob = g_new0 (SolBlob, 1);
  self->attachment->blob->name = g_strdup (name);
  return self;
}

/* Returns: %FALSE for what is no part of it */
gboolean
sol_backup_file_add (SolBackupFile *self, JsonObject *line)
{
  const char *data = sol_backup_get_text (line, "data");
  g_autofree guchar *part = NULL;
  gsize size = 0;

  if (data != NULL)
    part = g_base64_decode (data, &size);
  if (size == 0 || size > self->size - self->content->len)
    return FALSE;
  g_byte_array_append (self->content, part, (guint) size);
  return TRUE;
}

/* What is on the disk too many when the back-up turns out to be none is no harm. */
gboolean
sol_backup_file_end (SolBackupFile *self, SolDatabase *db, const char *folder, GError **error)
{
  g_autoptr (GBytes) content = g_bytes_new (self->content->data, self->content->len);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  if (self->content->len != self->size || !g_str_equal (hash, self->hash))
    {
      g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_NO_BACKUP,
                           "Not a whole back-up: an attached file is not what it was");
      return FALSE;
    }
  return sol_attachment_save (folder, content, self->attachment->blob, error) &&
         sol_attachment_put (db, self->attachment, sol_account_now (), error);
}
