/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-csv-reader.h"

#include <string.h>

#include "exchange/sol-encoding.h"

#define CHUNK 65536 /* bytes read at once, and looked at to guess the encoding */

struct _SolCsvReader
{
  GInputStream *stream; /* of UTF-8, or of what claims to be */
  GInputStream *file;
  char *encoding;
  char separator;
  GString *buffer;
  gsize at;   /* the row under way begins here */
  guint line; /* of the byte at @at, from 1 */
  guint row_line;
  GString *text;   /* of the cells, each ended by a NUL */
  GArray *offsets; /* (element-type gsize) into @text */
  goffset size;    /* of the file; 0 when not known */
  gboolean at_end;
  gboolean recoded;
  gboolean cut;
};

/* What a parse of one row found. */
typedef enum
{
  PARSED,
  NEED_MORE,
  NEED_QUOTE, /* likewise, in a quoted cell */
  BAD_QUOTE,
  TOO_MANY,
} Parsed;

static GInputStream *
decode (GInputStream *stream, const char *encoding, GError **error)
{
  g_autoptr (GCharsetConverter) converter = NULL;

  if (g_str_equal (encoding, "UTF-8"))
    return g_object_ref (stream);
  converter = g_charset_converter_new ("UTF-8", encoding, error);
  if (converter == NULL)
    return NULL;
  g_charset_converter_set_use_fallback (converter, TRUE);
  return g_converter_input_stream_new (stream, G_CONVERTER (converter));
}

/* Reads one more chunk. Returns: %FALSE for a failure. */
static gboolean
fill (SolCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failed = NULL;
  gsize had;
  gssize n;

  g_string_erase (self->buffer, 0, (gssize) self->at);
  self->at = 0;
  had = self->buffer->len;
  g_string_set_size (self->buffer, had + CHUNK);
  n = g_input_stream_read (self->stream, self->buffer->str + had, CHUNK, cancellable, &failed);
  g_string_set_size (self->buffer, had + (n > 0 ? (gsize) n : 0));
  self->at_end = n <= 0;
  if (n >= 0)
    return TRUE;
  /* Half a character at the very end: the file was cut there. */
  if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      self->cut = TRUE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* The separator that the first line has most of, outside of quotation marks. */
static char
find_separator (const char *text, gsize length)
{
  static const char separators[] = { ';', ',', '\t' };
  guint n[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (quoted || text[i] != '\n'); i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      for (guint s = 0; s < G_N_ELEMENTS (separators) && !quoted; s++)
        n[s] += text[i] == separators[s];
    }
  for (guint s = 1; s < G_N_ELEMENTS (separators); s++)
    if (n[s] > n[best])
      best = s;
  return separators[best];
}

static gboolean
start (SolCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (self->file, CHUNK);
  GBufferedInputStream *peeked = G_BUFFERED_INPUT_STREAM (buffered);
  const char *bytes;
  gsize length, bom;

  if (g_buffered_input_stream_fill (peeked, CHUNK, cancellable, error) < 0)
    return FALSE;
  bytes = g_buffered_input_stream_peek_buffer (peeked, &length);
  self->encoding = sol_encoding_guess (bytes, length, &bom);
  if (g_input_stream_skip (buffered, bom, cancellable, error) < 0)
    return FALSE;
  self->stream = decode (buffered, self->encoding, error);
  if (self->stream == NULL || !fill (self, cancellable, error))
    return FALSE;
  self->separator = find_separator (self->buffer->str, self->buffer->len);
  return TRUE;
}

/**
 * sol_csv_reader_new:
 *
 * Reads the beginning, to find out encoding and separator. Blocks.
 *
 * Returns: (nullable): %NULL when it cannot be read
 */
SolCsvReader *
sol_csv_reader_new (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (SolCsvReader) self = g_new0 (SolCsvReader, 1);

  self->file = g_object_ref (stream);
  self->buffer = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->line = 1;
  return start (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

SolCsvReader *
sol_csv_reader_new_for_path (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;
  SolCsvReader *self;

  if (stream == NULL)
    return NULL;
  self = sol_csv_reader_new (G_INPUT_STREAM (stream), cancellable, error);
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  if (self != NULL && info != NULL)
    self->size = g_file_info_get_size (info);
  return self;
}

void
sol_csv_reader_free (SolCsvReader *self)
{
  g_clear_object (&self->stream);
  g_object_unref (self->file);
  g_free (self->encoding);
  g_string_free (self->buffer, TRUE);
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

static void
begin_cell (SolCsvReader *self)
{
  gsize offset = self->text->len;

  g_array_append_val (self->offsets, offset);
}

/* Reads a quoted cell, of which the first mark is at @at. Returns: where it ends, or %NULL. */
static const char *
take_quoted (SolCsvReader *self, const char *at, const char *end, Parsed *parsed)
{
  for (at++;;)
    {
      const char *mark = memchr (at, '"', (gsize) (end - at));

      if (mark == NULL || (mark + 1 == end && !self->at_end))
        {
          *parsed = self->at_end ? BAD_QUOTE : NEED_QUOTE;
          return NULL;
        }
      g_string_append_len (self->text, at, mark - at);
      at = mark + 1;
      if (at == end || *at != '"')
        break;
      g_string_append_c (self->text, '"');
      at++;
    }
  if (at == end || *at == self->separator || *at == '\n' || *at == '\r')
    return at;
  *parsed = BAD_QUOTE;
  return NULL;
}

static const char *
take_plain (SolCsvReader *self, const char *at, const char *end)
{
  const char *start_at = at;

  while (at < end && *at != self->separator && *at != '\n' && *at != '\r')
    at++;
  g_string_append_len (self->text, start_at, at - start_at);
  return at;
}

static gboolean
ends_row (const char **at, const char *end)
{
  if (**at == '\r' && *at + 1 < end && (*at)[1] == '\n')
    (*at)++;
  (*at)++;
  return TRUE;
}

/* Parses the row at @at. Returns: where the next one begins, or %NULL, @parsed telling why. */
static const char *
parse_row (SolCsvReader *self, Parsed *parsed)
{
  const char *at = self->buffer->str + self->at;
  const char *end = self->buffer->str + self->buffer->len;

  g_string_set_size (self->text, 0);
  g_array_set_size (self->offsets, 0);
  *parsed = PARSED;
  while (self->offsets->len < SOL_CSV_MAX_CELLS)
    {
      begin_cell (self);
      at = at < end && *at == '"' ? take_quoted (self, at, end, parsed)
                                  : take_plain (self, at, end);
      if (at == NULL)
        return NULL;
      g_string_append_c (self->text, '\0');
      /* A CR that ends the buffer may have its LF in the next one. */
      if ((at == end || (*at == '\r' && at + 1 == end)) && !self->at_end)
        {
          *parsed = NEED_MORE;
          return NULL;
        }
      if (at == end)
        return at;
      if (*at != self->separator && ends_row (&at, end))
        return at;
      at++;
    }
  *parsed = TOO_MANY;
  return NULL;
}

static void
advance (SolCsvReader *self, gsize n)
{
  const char *at = self->buffer->str + self->at;

  for (gsize i = 0; i < n; i++)
    self->line += at[i] == '\n' || (at[i] == '\r' && (i + 1 == n || at[i + 1] != '\n'));
  self->at += n;
}

/* Goes on after the end of the physical line, however long it is. */
static gboolean
skip_line (SolCsvReader *self, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      const char *at = self->buffer->str + self->at;
      gsize left = self->buffer->len - self->at;
      gsize n = 0;

      while (n < left && at[n] != '\n' && at[n] != '\r')
        n++;
      if (n < left && at[n] == '\r' && n + 1 < left && at[n + 1] == '\n')
        n++;
      advance (self, MIN (n + 1, left));
      if (n < left || self->at_end)
        return TRUE;
      if (!fill (self, cancellable, error))
        return FALSE;
    }
}

/* A row that is not UTF-8 though the file is: a spreadsheet pasted it so. */
static void
recode (SolCsvReader *self)
{
  GString *text = g_string_new (NULL);
  const char *at = self->text->str;

  for (guint i = 0; i < self->offsets->len; i++)
    {
      gsize *offset = &g_array_index (self->offsets, gsize, i);
      gsize length = strlen (at + *offset);
      g_autofree char *cell = g_utf8_validate_len (at + *offset, length, NULL)
                                  ? g_strndup (at + *offset, length)
                                  : sol_encoding_from_windows (at + *offset, length);

      *offset = text->len;
      if (cell != NULL)
        g_string_append (text, cell);
      g_string_append_c (text, '\0');
    }
  g_string_free (self->text, TRUE);
  self->text = text;
  self->recoded = TRUE;
}

static SolCsvRow
finish_row (SolCsvReader *self, const char *next)
{
  const char *row = self->buffer->str + self->at;
  gsize length = (gsize) (next - row);
  gboolean has_nul = memchr (row, '\0', length) != NULL;

  self->cut |= self->at_end && length > 0 && next[-1] != '\n' && next[-1] != '\r';
  if (!has_nul && !g_utf8_validate_len (row, length, NULL))
    recode (self);
  advance (self, length);
  return has_nul ? SOL_CSV_NUL : SOL_CSV_CELLS;
}

static SolCsvRow
skip_row (SolCsvReader *self, SolCsvRow why, GCancellable *cancellable, GError **error)
{
  return skip_line (self, cancellable, error) ? why : SOL_CSV_FAILED;
}

/* A quotation mark that is not closed swallows line after line; one endless line is something else.
 */
static SolCsvRow
judge_long_row (SolCsvReader *self, Parsed parsed)
{
  const char *row = self->buffer->str + self->at;
  gboolean many_lines = memchr (row, '\n', self->buffer->len - self->at) != NULL;

  return parsed == NEED_QUOTE && many_lines ? SOL_CSV_BAD_QUOTE : SOL_CSV_TOO_LONG;
}

/**
 * sol_csv_reader_next:
 *
 * Goes to the next row; the cells of the last one are gone. A line that is empty is a row of one
 * empty cell. A row that cannot be read ends with its line, and reading goes on after it.
 */
SolCsvRow
sol_csv_reader_next (SolCsvReader *self, GCancellable *cancellable, GError **error)
{
  self->recoded = FALSE;
  for (;;)
    {
      Parsed parsed = NEED_MORE;
      const char *next = NULL;

      self->row_line = self->line;
      if (self->at == self->buffer->len && self->at_end)
        return SOL_CSV_END;
      if (self->at < self->buffer->len)
        next = parse_row (self, &parsed);
      if (next != NULL)
        return finish_row (self, next);
      if (parsed == BAD_QUOTE)
        return skip_row (self, SOL_CSV_BAD_QUOTE, cancellable, error);
      if (parsed == TOO_MANY)
        return skip_row (self, SOL_CSV_TOO_LONG, cancellable, error);
      if (self->buffer->len - self->at > SOL_CSV_MAX_ROW)
        return skip_row (self, judge_long_row (self, parsed), cancellable, error);
      if (!fill (self, cancellable, error))
        return SOL_CSV_FAILED;
    }
}

guint
sol_csv_reader_get_n_cells (SolCsvReader *self)
{
  return self->offsets->len;
}

/**
 * sol_csv_reader_get_cell:
 *
 * Returns: (transfer none): in UTF-8, until the next row; "" beyond the last cell
 */
const char *
sol_csv_reader_get_cell (SolCsvReader *self, guint index)
{
  if (index >= self->offsets->len)
    return "";
  return self->text->str + g_array_index (self->offsets, gsize, index);
}

/**
 * sol_csv_reader_get_line:
 *
 * Returns: the line of the file, from 1, on which the row begins
 */
guint
sol_csv_reader_get_line (SolCsvReader *self)
{
  return self->row_line;
}

/**
 * sol_csv_reader_was_recoded:
 *
 * Returns: whether a cell of this row was not in the encoding of the file
 */
gboolean
sol_csv_reader_was_recoded (SolCsvReader *self)
{
  return self->recoded;
}

/**
 * sol_csv_reader_was_cut:
 *
 * Returns: whether the file ended with this row, without the end of a line
 */
gboolean
sol_csv_reader_was_cut (SolCsvReader *self)
{
  return self->cut;
}

const char *
sol_csv_reader_get_encoding (SolCsvReader *self)
{
  return self->encoding;
}

char
sol_csv_reader_get_separator (SolCsvReader *self)
{
  return self->separator;
}

/**
 * sol_csv_reader_get_fraction:
 *
 * Returns: how much of the file was read, 0 to 1
 */
double
sol_csv_reader_get_fraction (SolCsvReader *self)
{
  if (self->size == 0 || !G_IS_SEEKABLE (self->file))
    return 0;
  return (double) g_seekable_tell (G_SEEKABLE (self->file)) / (double) self->size;
}
