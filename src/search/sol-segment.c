/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "search/sol-segment-private.h"
#include "sol-config.h"

/* Up to this size the whole file is summed up when it is opened (some milliseconds); of a bigger
 * one its header alone, until sol_segment_check() has gone through it. All that is read of it stays
 * inside it whatever it says. */
#define MAX_SUMMED (16 * 1024 * 1024)
#define PIECE (1024 * 1024) /* bytes that are summed up between two looks at the cancellable */
#define N_LANES 4

/* Bytes a document, after those of the keys. */
static const gsize column_sizes[] = { sizeof (guint32), sizeof (guint16), sizeof (guint32),
                                      sizeof (float),   sizeof (float),   sizeof (guint32),
                                      sizeof (guint8) };

static gboolean
set_damaged (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The catalogue index is damaged: %s",
               what);
  return FALSE;
}

/* A sum that tells any single changed byte. */
guint64
sol_segment_sum (const guint8 *bytes, gsize size)
{
  guint64 lanes[N_LANES] = { 1, 2, 3, 4 };
  guint64 last[N_LANES] = { 0 };
  guint64 sum = size;

  for (; size >= sizeof lanes; bytes += sizeof lanes, size -= sizeof lanes)
    {
      guint64 words[N_LANES];

      memcpy (words, bytes, sizeof words);
      for (guint i = 0; i < N_LANES; i++)
        lanes[i] = (lanes[i] ^ words[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    }
  memcpy (last, bytes, size);
  for (guint i = 0; i < N_LANES; i++)
    {
      sum = (sum ^ lanes[i] ^ lanes[i] >> 32) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      sum = (sum ^ last[i]) * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
    }
  return sum ^ sum >> 29;
}

/* Of all after the header. Returns: 0 when cancelled, which no sum is */
static guint64
sum_body (const guint8 *bytes, gsize size, GCancellable *cancellable)
{
  guint64 sum = 0;

  for (gsize at = sizeof (SolSegmentHeader); at < size; at += PIECE)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return 0;
      sum ^= sol_segment_sum (bytes + at, MIN (PIECE, size - at));
      sum *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    }
  return MAX (1, sum);
}

/* Writes the sums of a file in memory. */
void
sol_segment_seal (guint8 *bytes, gsize size)
{
  SolSegmentHeader header;

  memcpy (&header, bytes, sizeof header);
  header.body_sum = sum_body (bytes, size, NULL);
  header.header_sum = sol_segment_sum ((const guint8 *) &header,
                                       offsetof (SolSegmentHeader, header_sum));
  memcpy (bytes, &header, sizeof header);
}

guint32
sol_segment_get_program (void)
{
  return g_str_hash (SOL_VERSION);
}

static gboolean
check_header (const SolSegmentHeader *header,
              const guint8 *bytes,
              gsize size,
              const char *store_id,
              GError **error)
{
  if (header->magic != SOL_SEGMENT_MAGIC)
    return set_damaged (error, "not an index of this machine");
  if (header->version != SOL_SEGMENT_VERSION || header->program != sol_segment_get_program ())
    return set_damaged (error, "of another version");
  if (header->header_sum != sol_segment_sum (bytes, offsetof (SolSegmentHeader, header_sum)))
    return set_damaged (error, "its header does not add up");
  if (header->size != size)
    return set_damaged (error, "cut short");
  if (store_id != NULL && strncmp (header->store_id, store_id, SOL_STORE_ID_SIZE - 1) != 0)
    return set_damaged (error, "of another store");
  if (size <= MAX_SUMMED && header->body_sum != sum_body (bytes, size, NULL))
    return set_damaged (error, "it does not add up");
  return TRUE;
}

static gboolean
check_sections (const SolSegmentHeader *header, GError **error)
{
  for (guint i = 0; i < SOL_N_SECTIONS; i++)
    {
      const SolSection *section = &header->sections[i];

      if (section->offset % sizeof (guint64) != 0 || section->offset < sizeof *header ||
          section->offset > header->size || section->size > header->size - section->offset)
        return set_damaged (error, "a section lies outside");
    }
  if (header->sections[SOL_COLUMN_KEYS].size != header->n_documents * (guint64) sizeof (guint32) &&
      header->sections[SOL_COLUMN_KEYS].size != header->n_documents * (guint64) sizeof (gint64))
    return set_damaged (error, "a column has another length");
  for (guint i = 0; i < G_N_ELEMENTS (column_sizes); i++)
    if (header->sections[SOL_COLUMN_SIRETS + i].size !=
        header->n_documents * (guint64) column_sizes[i])
      return set_damaged (error, "a column has another length");
  if (header->sections[SOL_COLUMN_STARTS].size !=
          ((guint64) header->n_activities + 63) / 64 * sizeof (guint64) ||
      header->sections[SOL_COLUMN_RADII].size != header->n_radii * (guint64) sizeof (guint16))
    return set_damaged (error, "a column of the activities has another length");
  return TRUE;
}

static gboolean
check_space (const SolSegmentHeader *header, guint space, GError **error)
{
  const SolSection *parts = header->sections + SOL_N_COLUMNS + space * SOL_N_PARTS;
  guint64 n_heads = ((guint64) header->n_terms[space] + SOL_TERMS_PER_HEAD - 1) /
                    SOL_TERMS_PER_HEAD;

  if (parts[SOL_PART_HEADS].size != n_heads * sizeof (SolTermHead))
    return set_damaged (error, "a dictionary has another length");
  return TRUE;
}

static const void *
get_section (SolSegment *self, guint section)
{
  return (const guint8 *) self->header + self->header->sections[section].offset;
}

static void
find_space (SolSegment *self, guint number, guint n_lists, guint32 n_units)
{
  SolSpace *space = &self->spaces[number];
  guint first = SOL_N_COLUMNS + number * SOL_N_PARTS;

  space->n_lists = n_lists;
  space->n_units = n_units;
  space->n_terms = self->header->n_terms[number];
  space->heads = get_section (self, first + SOL_PART_HEADS);
  space->terms = get_section (self, first + SOL_PART_TERMS);
  space->terms_size = self->header->sections[first + SOL_PART_TERMS].size;
  for (guint i = 0; i < SOL_N_LISTS; i++)
    {
      space->lists[i] = get_section (self, first + SOL_PART_LISTS + i);
      space->lists_size[i] = self->header->sections[first + SOL_PART_LISTS + i].size;
    }
}

static void
find_columns (SolSegment *self)
{
  if (self->header->sections[SOL_COLUMN_KEYS].size == self->n_documents * sizeof (guint32))
    self->short_keys = get_section (self, SOL_COLUMN_KEYS);
  else
    self->keys = get_section (self, SOL_COLUMN_KEYS);
  self->sirets = get_section (self, SOL_COLUMN_SIRETS);
  self->sirets_above = get_section (self, SOL_COLUMN_SIRETS_ABOVE);
  self->updated = get_section (self, SOL_COLUMN_UPDATED);
  self->lats = get_section (self, SOL_COLUMN_LATS);
  self->lons = get_section (self, SOL_COLUMN_LONS);
  self->names = get_section (self, SOL_COLUMN_NAMES);
  self->scores = get_section (self, SOL_COLUMN_SCORES);
  self->radii = get_section (self, SOL_COLUMN_RADII);
  find_space (self, SOL_SPACE_DOCUMENTS, SOL_N_LISTS, self->n_documents);
  find_space (self, SOL_SPACE_ACTIVITIES, 1, self->n_activities);
  find_space (self, SOL_SPACE_NAMES, 0, 0);
}

/* Each activity must have an owner, each document an activity. */
static gboolean
read_owners (SolSegment *self, GError **error)
{
  self->starts = sol_bits_new (self->n_activities);
  memcpy (self->starts->words, get_section (self, SOL_COLUMN_STARTS),
          self->header->sections[SOL_COLUMN_STARTS].size);
  sol_bits_trim (self->starts);
  sol_ranks_init (&self->owners, self->starts);
  if (self->owners.n != self->n_documents ||
      (self->n_activities > 0 && !sol_bits_has (self->starts, 0)))
    return set_damaged (error, "activities without a structure");
  return TRUE;
}

static void
clear_value (gpointer data)
{
  g_free (((SolFacetValue *) data)->code);
}

static void
read_values (SolSegment *self)
{
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    {
      const char prefix[] = { SOL_TERM_CODE, (char) ('A' + facet), '\0' };
      SolTermCursor cursor;

      self->values[facet] = g_array_new (FALSE, FALSE, sizeof (SolFacetValue));
      g_array_set_clear_func (self->values[facet], clear_value);
      sol_term_cursor_init (&cursor, &self->spaces[SOL_SPACE_DOCUMENTS], prefix);
      while (sol_term_cursor_next_with (&cursor, prefix))
        {
          SolFacetValue value = { g_strdup (cursor.term + 2), cursor.lists[0], cursor.sizes[0] };

          g_array_append_val (self->values[facet], value);
        }
    }
}

/**
 * sol_segment_new:
 * @bytes: the file; mapped or in memory, aligned to 8
 * @store_id: (nullable): whose records they must be
 *
 * Returns: (transfer full): the segment, or %NULL with %G_IO_ERROR_INVALID_DATA
 */
SolSegment *
sol_segment_new (GBytes *bytes, const char *store_id, GError **error)
{
  g_autoptr (SolSegment) self = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const SolSegmentHeader *header = (gconstpointer) data;

  if (size < sizeof *header)
    {
      set_damaged (error, "cut short");
      return NULL;
    }
  if (!check_header (header, data, size, store_id, error) || !check_sections (header, error))
    return NULL;
  for (guint i = 0; i < SOL_N_SPACES; i++)
    if (!check_space (header, i, error))
      return NULL;

  self = g_new0 (SolSegment, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->bytes = g_bytes_ref (bytes);
  self->header = header;
  self->n_documents = header->n_documents;
  self->n_activities = header->n_activities;
  find_columns (self);
  if (!read_owners (self, error))
    return NULL;
  read_values (self);
  return g_steal_pointer (&self);
}

/**
 * sol_segment_open:
 * @store_id: whose records they must be
 *
 * Maps the file, which must never be written into, only replaced.
 *
 * Returns: (transfer full): the segment, or %NULL with %G_FILE_ERROR when it cannot be read and
 *   %G_IO_ERROR_INVALID_DATA when it is short, foreign, older or damaged
 */
SolSegment *
sol_segment_open (const char *path, const char *store_id, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  return sol_segment_new (bytes, store_id, error);
}

/**
 * sol_segment_check:
 *
 * Goes through what opening a big file left out. Some 20 ms a million structures when the file is
 * in memory; else as long as the disk takes. Any thread, beside searches.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_DATA when a byte of the file is not as it was written,
 * or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_segment_check (SolSegment *self, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->bytes, &size);
  guint64 sum = size <= MAX_SUMMED ? self->header->body_sum : sum_body (bytes, size, cancellable);

  if (sum == 0)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  return sum == self->header->body_sum || set_damaged (error, "it does not add up");
}

/* Returns: (transfer none): of all words, from @first_word on; 8 bytes each, made once */
const SolShape *
sol_segment_get_shapes (SolSegment *self)
{
  const SolSpace *space = &self->spaces[SOL_SPACE_DOCUMENTS];
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  SolTermCursor cursor;

  if (self->shapes != NULL)
    return self->shapes;
  sol_term_cursor_init (&cursor, space, SOL_FIRST_WORD);
  self->first_word = cursor.next;
  self->shapes = g_new0 (SolShape, space->n_terms - cursor.next + 1);
  while (sol_term_cursor_next (&cursor))
    self->shapes[cursor.next - 1 - self->first_word] = sol_shape_of (cursor.term, cursor.length);
  return self->shapes;
}

gint64
sol_segment_get_base_seq (SolSegment *self)
{
  return self->header->base_seq;
}

guint
sol_segment_get_n_documents (SolSegment *self)
{
  return self->n_documents;
}

SolSegment *
sol_segment_ref (SolSegment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sol_segment_unref (SolSegment *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < SOL_N_FACETS; i++)
    g_clear_pointer (&self->values[i], g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->letters); i++)
    for (guint list = 0; list < SOL_N_LISTS; list++)
      g_clear_pointer (&self->letters[i].lists[list], sol_bits_unref);
  g_free (self->shapes);
  sol_ranks_clear (&self->owners);
  g_clear_pointer (&self->starts, sol_bits_unref);
  g_mutex_clear (&self->lock);
  g_bytes_unref (self->bytes);
  g_free (self);
}
