/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-json-splitter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-import.h"

#define CHUNK 65536   /* bytes read at once */
#define MAX_INDENT 64 /* bytes of blanks that are told apart */
#define MAX_DEPTH 64  /* brackets; what is deeper is broken */

struct _SolJsonSplitter
{
  GInputStream *stream;
  GString *buffer;
  gsize at;     /* what was handed out ends here */
  gsize length; /* of the element at @at */
  guint line;   /* of the byte at @at, from 1 */
  guint element_line;
  goffset n_read;
  goffset size; /* of the file; 0 when not known */
  gboolean in_array;
  gboolean started;
  gboolean at_end;         /* of the stream */
  gboolean in_broken_line; /* what is left of it is passed over */
  char *sibling;           /* (nullable): how the line of the next element begins; all up to it is
                            * passed over */
};

/* Where a scan of one element stands. */
typedef struct
{
  gsize offset; /* from the beginning of the element */
  guint depth;
  gboolean in_string;
  gboolean escaped;
} Scan;

SolJsonSplitter *
sol_json_splitter_new (GInputStream *stream)
{
  SolJsonSplitter *self = g_new0 (SolJsonSplitter, 1);

  self->stream = g_object_ref (stream);
  self->buffer = g_string_new (NULL);
  self->line = 1;
  return self;
}

SolJsonSplitter *
sol_json_splitter_new_for_path (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info = NULL;
  SolJsonSplitter *self;

  if (stream == NULL)
    return NULL;
  self = sol_json_splitter_new (G_INPUT_STREAM (stream));
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  if (info != NULL)
    self->size = g_file_info_get_size (info);
  return self;
}

void
sol_json_splitter_free (SolJsonSplitter *self)
{
  g_object_unref (self->stream);
  g_string_free (self->buffer, TRUE);
  g_free (self->sibling);
  g_free (self);
}

/* Reads one more chunk. Returns: %FALSE for a failure; at the end of the file nothing is added. */
static gboolean
fill (SolJsonSplitter *self, GCancellable *cancellable, GError **error)
{
  gsize had;
  gssize n;

  /* What stands before the element on its line tells what the next one will look like. */
  if (self->at > MAX_INDENT)
    {
      g_string_erase (self->buffer, 0, (gssize) (self->at - MAX_INDENT));
      self->at = MAX_INDENT;
    }
  had = self->buffer->len;
  g_string_set_size (self->buffer, had + CHUNK);
  n = g_input_stream_read (self->stream, self->buffer->str + had, CHUNK, cancellable, error);
  g_string_set_size (self->buffer, had + (n > 0 ? (gsize) n : 0));
  self->n_read += n > 0 ? n : 0;
  self->at_end = n <= 0;
  return n >= 0;
}

/* Returns: whether there is a byte at @offset from where reading stands. */
static gboolean
has_byte (SolJsonSplitter *self, gsize offset, GCancellable *cancellable, GError **error)
{
  while (self->at + offset >= self->buffer->len)
    if (self->at_end || !fill (self, cancellable, error))
      return FALSE;
  return TRUE;
}

static void
advance (SolJsonSplitter *self, gsize n)
{
  for (gsize i = 0; i < n; i++)
    self->line += self->buffer->str[self->at + i] == '\n';
  self->at += n;
}

/* Takes one byte of an element. Returns: %FALSE for one that cannot be: the element is broken. */
static gboolean
scan_byte (Scan *scan, char byte)
{
  if (scan->in_string)
    {
      if (byte == '\n')
        return FALSE;
      if (!scan->escaped && byte == '"')
        scan->in_string = FALSE;
      scan->escaped = !scan->escaped && byte == '\\';
    }
  else if (byte == '"')
    scan->in_string = TRUE;
  else if (byte == '{' || byte == '[')
    return ++scan->depth <= MAX_DEPTH;
  else if (byte == '}' || byte == ']')
    scan->depth--;
  return TRUE;
}

/* Of line by line elements, a bracket that begins a line begins an element. */
static gboolean
begins_next (SolJsonSplitter *self, const Scan *scan)
{
  const char *byte = self->buffer->str + self->at + scan->offset;

  return !self->in_array && scan->offset > 0 && !scan->in_string && *byte == '{' &&
         byte[-1] == '\n';
}

/* Forgets what is broken: up to the next line that begins as the element did, or up to the end of
 * the line for an element that did not begin one. */
static void
skip_broken (SolJsonSplitter *self, gsize scanned)
{
  const char *start = self->buffer->str + self->at;
  const char *line_start = start;
  g_autofree char *sibling = NULL;
  const char *next;
  gsize length = MIN (scanned, self->buffer->len - self->at);
  gboolean begins_line;

  while (line_start > self->buffer->str && strchr (" \t", line_start[-1]) != NULL)
    line_start--;
  begins_line = line_start > self->buffer->str && line_start[-1] == '\n';
  sibling = g_strdup_printf ("\n%.*s{", (int) (start - line_start), line_start);
  next = g_strstr_len (start, (gssize) length, sibling);
  if (next == NULL && begins_line && self->in_array)
    {
      self->sibling = g_steal_pointer (&sibling);
      advance (self, length);
      return;
    }
  if (next == NULL)
    next = memchr (start, '\n', length);
  self->in_broken_line = next == NULL;
  advance (self, next == NULL ? length : (gsize) (next - start));
}

/* Returns: whether the element after what is broken was reached. */
static gboolean
skip_to_sibling (SolJsonSplitter *self, GCancellable *cancellable, GError **error)
{
  const gsize length = strlen (self->sibling);

  while (has_byte (self, length, cancellable, error))
    {
      if (memcmp (self->buffer->str + self->at, self->sibling, length) == 0)
        {
          g_clear_pointer (&self->sibling, g_free);
          return TRUE;
        }
      advance (self, 1);
    }
  advance (self, self->buffer->len - self->at);
  return FALSE;
}

/* Skips an element of which the beginning fills the buffer, keeping nothing of it. */
static SolSplit
skip_long (SolJsonSplitter *self, Scan *scan, GCancellable *cancellable, GError **error)
{
  advance (self, scan->offset);
  while (scan->depth > 0 && has_byte (self, 0, cancellable, error))
    {
      char byte = self->buffer->str[self->at];

      if (!self->in_array && byte == '\n')
        break;
      advance (self, 1);
      if (!scan_byte (scan, byte))
        break;
    }
  return error != NULL && *error != NULL ? SOL_SPLIT_FAILED : SOL_SPLIT_TOO_LONG;
}

static SolSplit
scan_element (SolJsonSplitter *self, GCancellable *cancellable, GError **error)
{
  Scan scan = { 0 };

  self->element_line = self->line;
  while (has_byte (self, scan.offset, cancellable, error))
    {
      if (begins_next (self, &scan) ||
          !scan_byte (&scan, self->buffer->str[self->at + scan.offset]))
        {
          skip_broken (self, scan.offset);
          return SOL_SPLIT_BROKEN;
        }
      scan.offset++;
      if (scan.depth == 0)
        {
          self->length = scan.offset;
          return SOL_SPLIT_ELEMENT;
        }
      if (scan.offset > SOL_JSON_SPLITTER_MAX_ELEMENT)
        return skip_long (self, &scan, cancellable, error);
    }
  if (error != NULL && *error != NULL)
    return SOL_SPLIT_FAILED;
  skip_broken (self, scan.offset);
  return SOL_SPLIT_BROKEN;
}

/* What is neither an element nor between two of them. */
static SolSplit
skip_garbage (SolJsonSplitter *self, GCancellable *cancellable, GError **error)
{
  self->element_line = self->line;
  do
    advance (self, 1);
  while (has_byte (self, 0, cancellable, error) &&
         memchr ("\n{[,", self->buffer->str[self->at], 4) == NULL);
  return error != NULL && *error != NULL ? SOL_SPLIT_FAILED : SOL_SPLIT_BROKEN;
}

static SolSplit
fail_at_start (SolJsonSplitter *self, GError **error)
{
  g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
               _ ("Line %u: neither a JSON array nor JSON objects line by line"), self->line);
  return SOL_SPLIT_FAILED;
}

static void
skip_start (SolJsonSplitter *self)
{
  static const char bom[] = "\357\273\277";

  if (self->buffer->len - self->at >= 3 && memcmp (self->buffer->str + self->at, bom, 3) == 0)
    self->at += 3;
}

static SolSplit
next_element (SolJsonSplitter *self, GCancellable *cancellable, GError **error)
{
  if (self->sibling != NULL && !skip_to_sibling (self, cancellable, error))
    return SOL_SPLIT_END;
  while (has_byte (self, 0, cancellable, error))
    {
      char byte = self->buffer->str[self->at];

      if (self->in_broken_line)
        {
          self->in_broken_line = byte != '\n';
          advance (self, 1);
        }
      else if (byte == '[' && !self->started)
        {
          self->in_array = self->started = TRUE;
          advance (self, 1);
        }
      else if (g_ascii_isspace (byte) || (byte == ',' && self->started) ||
               (byte == ']' && self->in_array))
        advance (self, 1);
      else if (byte == '{' || byte == '[')
        {
          self->started = TRUE;
          return scan_element (self, cancellable, error);
        }
      else if (!self->started)
        return fail_at_start (self, error);
      else
        return skip_garbage (self, cancellable, error);
    }
  return SOL_SPLIT_END;
}

/**
 * sol_json_splitter_next:
 *
 * Goes to the next element; what the last one was is gone.
 */
SolSplit
sol_json_splitter_next (SolJsonSplitter *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failed = NULL;
  SolSplit found;

  if (self->n_read == 0 && fill (self, cancellable, &failed))
    skip_start (self);
  if (self->length > 0)
    advance (self, self->length);
  self->length = 0;
  found = failed == NULL ? next_element (self, cancellable, &failed) : SOL_SPLIT_FAILED;
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return SOL_SPLIT_FAILED;
    }
  if (found != SOL_SPLIT_END || self->started)
    return found;
  return fail_at_start (self, error);
}

/**
 * sol_json_splitter_get_element:
 * @length: (out): its bytes
 *
 * Returns: (transfer none): the text of the element, until the next call; not ended by a NUL
 */
const char *
sol_json_splitter_get_element (SolJsonSplitter *self, gsize *length)
{
  *length = self->length;
  return self->buffer->str + self->at;
}

/**
 * sol_json_splitter_get_line:
 *
 * Returns: the line on which the element, or what is broken, begins
 */
guint
sol_json_splitter_get_line (SolJsonSplitter *self)
{
  return self->element_line;
}

/**
 * sol_json_splitter_get_fraction:
 *
 * Returns: how much of the file was read, 0 to 1
 */
double
sol_json_splitter_get_fraction (SolJsonSplitter *self)
{
  return self->size > 0 ? (double) self->n_read / (double) self->size : 0;
}
