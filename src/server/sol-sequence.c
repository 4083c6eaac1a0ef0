/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-sequence.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_TEXT 80 /* bytes: a UUID, twice a blank and 20 figures, a line feed */

struct _SolSequence
{
  int file;
  char feed[40]; /* empty: nothing was written yet */
  gint64 seq;
  gint64 n_writes; /* 0: an earlier version of the program did not tell */
};

static void
set_error (GError **error, const char *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
}

/* What cannot be read is as if it belonged to another feed. */
static void
read_text (SolSequence *self, const char *text)
{
  const char *blank = strchr (text, ' ');
  char *end;

  if (*text == '\0')
    return;
  if (blank == NULL || (gsize) (blank - text) >= sizeof self->feed)
    {
      g_strlcpy (self->feed, "?", sizeof self->feed);
      return;
    }
  memcpy (self->feed, text, (gsize) (blank - text));
  self->seq = g_ascii_strtoll (blank + 1, &end, 10);
  self->n_writes = g_ascii_strtoll (end, NULL, 10);
}

/**
 * sol_sequence_open:
 * @database: path of the database; the file is `@database.seq`
 */
SolSequence *
sol_sequence_open (const char *database, GError **error)
{
  g_autofree char *path = g_strconcat (database, ".seq", NULL);
  g_autoptr (SolSequence) self = g_new0 (SolSequence, 1);
  char text[MAX_TEXT + 1] = "";

  self->file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->file < 0 || pread (self->file, text, MAX_TEXT, 0) < 0)
    {
      set_error (error, path);
      return NULL;
    }
  read_text (self, text);
  return g_steal_pointer (&self);
}

void
sol_sequence_close (SolSequence *self)
{
  if (self->file >= 0)
    close (self->file);
  g_free (self);
}

/**
 * sol_sequence_fits:
 *
 * Returns: %FALSE when clients may hold changes of that feed, or of another one, that a database at
 *   @seq does not, or when it lacks any of what was written
 */
gboolean
sol_sequence_fits (SolSequence *self, const char *feed, gint64 seq, gint64 n_writes)
{
  return *self->feed == '\0' ||
         (g_str_equal (self->feed, feed) && self->seq <= seq && self->n_writes <= n_writes);
}

/* After each commit. Not forced to the disk: after a power cut it may be behind, which is right. */
gboolean
sol_sequence_write (SolSequence *self,
                    const char *feed,
                    gint64 seq,
                    gint64 n_writes,
                    GError **error)
{
  g_strlcpy (self->feed, feed, sizeof self->feed);
  self->seq = seq;
  return sol_sequence_count (self, n_writes, error);
}

/* After one that wrote nothing into the feed. */
gboolean
sol_sequence_count (SolSequence *self, gint64 n_writes, GError **error)
{
  char text[MAX_TEXT + 1];
  int length = g_snprintf (text, sizeof text,
                           "%.36s %020" G_GINT64_FORMAT " %020" G_GINT64_FORMAT "\n", self->feed,
                           self->seq, n_writes);

  self->n_writes = n_writes;
  if (pwrite (self->file, text, (size_t) length, 0) == length)
    return TRUE;
  set_error (error, "Sequence file");
  return FALSE;
}
