/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "model/sol-text.h"
#include "search/sol-segment-private.h"

#define ALIGNMENT 8
#define WRITE_SIZE (1024 * 1024)

typedef struct
{
  gint64 key;
  guint64 siret;
  guint32 updated;
  float lat;
  float lon;
  guint32 name;
  guint32 first_activity;
  guint8 score;
} Entry;

struct _SolSegmentBuilder
{
  SolTermWriter writer;
  SolSpaceBuilder *names;
  SolDocument document;
  GArray *entries;
};

/**
 * sol_segment_builder_new:
 *
 * Gathers documents for one segment. Thread: any, one at a time.
 */
SolSegmentBuilder *
sol_segment_builder_new (void)
{
  SolSegmentBuilder *self = g_new0 (SolSegmentBuilder, 1);

  sol_term_writer_init (&self->writer);
  self->names = sol_space_builder_new (0);
  sol_document_init (&self->document);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  return self;
}

void
sol_segment_builder_free (SolSegmentBuilder *self)
{
  sol_term_writer_clear (&self->writer);
  g_clear_pointer (&self->names, sol_space_builder_free);
  sol_document_clear (&self->document);
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * sol_segment_builder_add:
 * @key: its row in the database; at most once a segment
 * @doc: (array length=length): a supplier, as JSON text; one that is closed is not found
 *
 * Returns: %FALSE when @doc is no JSON object in UTF-8; it is then left out
 */
gboolean
sol_segment_builder_add (SolSegmentBuilder *self, gint64 key, const char *doc, gsize length)
{
  g_autofree char *sort_key = NULL;
  Entry entry = { .key = key };

  if (!sol_text_is_utf8 (doc, length) || !sol_document_read (&self->document, doc, length))
    return FALSE;
  if (self->document.closed)
    return TRUE;

  entry.siret = sol_document_get_siret (&self->document);
  entry.updated = sol_document_get_updated (&self->document);
  entry.score = (guint8) sol_document_get_score (&self->document);
  entry.lat = (float) self->document.lat;
  entry.lon = (float) self->document.lon;
  sort_key = sol_text_make_sort_key (sol_document_text (&self->document, SOL_TEXT_NAME));
  entry.name = sol_space_builder_intern (self->names, sort_key, strlen (sort_key));
  entry.first_activity = sol_space_builder_get_n_units (self->writer.activities);
  sol_term_writer_add (&self->writer, &self->document);
  g_array_append_val (self->entries, entry);
  return TRUE;
}

/* What documents are put in order by, next to each other in memory. */
typedef struct
{
  guint64 rank; /* the most complete first, then the freshest */
  gint64 key;
  guint32 document;
} SortItem;

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const SortItem *one = a, *other = b;

  if (one->rank != other->rank)
    return one->rank > other->rank ? -1 : 1;
  return one->key < other->key ? -1 : one->key > other->key;
}

/* Returns: (transfer full): the documents from the most complete on, the freshest first */
static guint32 *
order_documents (SolSegmentBuilder *self)
{
  guint32 n = self->entries->len;
  g_autofree SortItem *items = g_new (SortItem, MAX (1, n));
  guint32 *order = g_new (guint32, MAX (1, n));

  for (guint32 i = 0; i < n; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      items[i] = (SortItem){ (guint64) entry->score << 32 | entry->updated, entry->key, i };
    }
  g_qsort_with_data (items, (gint) n, sizeof *items, compare_items, NULL);
  for (guint32 i = 0; i < n; i++)
    order[i] = items[i].document;
  return order;
}

static guint32
get_end_activity (SolSegmentBuilder *self, guint32 document)
{
  return document + 1 < self->entries->len
             ? g_array_index (self->entries, Entry, document + 1).first_activity
             : sol_space_builder_get_n_units (self->writer.activities);
}

/* Laying out */

typedef struct
{
  GByteArray *bytes;
  SolSegmentHeader header;
} Layout;

static void
lay_section (Layout *layout, guint section, gconstpointer data, gsize size)
{
  static const guint8 nothing[ALIGNMENT] = { 0 };
  guint fill = (ALIGNMENT - layout->bytes->len % ALIGNMENT) % ALIGNMENT;

  g_byte_array_append (layout->bytes, nothing, fill);
  layout->header.sections[section] = (SolSection){ layout->bytes->len, size };
  if (size > 0)
    g_byte_array_append (layout->bytes, data, (guint) size);
}

#define LAY_COLUMN(layout, column, type, expression)                           \
  G_STMT_START                                                                 \
  {                                                                            \
    type *values_ = g_new0 (type, MAX (1, n));                                 \
    for (guint32 i_ = 0; i_ < n; i_++)                                         \
      {                                                                        \
        const Entry *entry = &g_array_index (self->entries, Entry, order[i_]); \
        values_[i_] = (type) (expression);                                     \
      }                                                                        \
    lay_section (layout, column, values_, n * sizeof (type));                  \
    g_free (values_);                                                          \
  }                                                                            \
  G_STMT_END

static gboolean
keys_are_short (SolSegmentBuilder *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, Entry, i).key !=
        (guint32) g_array_index (self->entries, Entry, i).key)
      return FALSE;
  return TRUE;
}

static void
lay_columns (SolSegmentBuilder *self, const guint32 *order, const guint32 *names, Layout *layout)
{
  guint32 n = self->entries->len;

  if (keys_are_short (self))
    LAY_COLUMN (layout, SOL_COLUMN_KEYS, guint32, entry->key);
  else
    LAY_COLUMN (layout, SOL_COLUMN_KEYS, gint64, entry->key);
  LAY_COLUMN (layout, SOL_COLUMN_SIRETS, guint32, entry->siret);
  LAY_COLUMN (layout, SOL_COLUMN_SIRETS_ABOVE, guint16, entry->siret >> 32);
  LAY_COLUMN (layout, SOL_COLUMN_UPDATED, guint32, entry->updated);
  LAY_COLUMN (layout, SOL_COLUMN_LATS, float, entry->lat);
  LAY_COLUMN (layout, SOL_COLUMN_LONS, float, entry->lon);
  LAY_COLUMN (layout, SOL_COLUMN_NAMES, guint32, names[entry->name]);
  LAY_COLUMN (layout, SOL_COLUMN_SCORES, guint8, entry->score);
}

/* The activities follow their documents. Returns: (transfer full): their order */
static guint32 *
lay_activities (SolSegmentBuilder *self, const guint32 *order, Layout *layout)
{
  guint32 n = sol_space_builder_get_n_units (self->writer.activities);
  guint32 *activities = g_new (guint32, MAX (1, n));
  g_autoptr (SolBits) starts = sol_bits_new (n);
  g_autoptr (GArray) radii = g_array_new (FALSE, FALSE, sizeof (guint16));
  guint32 at = 0;

  for (guint32 i = 0; i < self->entries->len; i++)
    {
      guint32 end = get_end_activity (self, order[i]);

      sol_bits_set (starts, at);
      for (guint32 old = g_array_index (self->entries, Entry, order[i]).first_activity; old < end;
           old++)
        {
          gint32 radius = g_array_index (self->writer.radii, gint32, old);
          guint16 km = (guint16) radius;

          if (radius >= 0)
            g_array_append_val (radii, km);
          activities[at++] = old;
        }
    }
  lay_section (layout, SOL_COLUMN_STARTS, starts->words, (n + 63) / 64 * sizeof (guint64));
  lay_section (layout, SOL_COLUMN_RADII, radii->data, radii->len * sizeof (guint16));
  layout->header.n_radii = radii->len;
  layout->header.n_activities = n;
  return activities;
}

static void
lay_space (Layout *layout, guint space, SolSpaceImage *image)
{
  guint first = SOL_N_COLUMNS + space * SOL_N_PARTS;

  layout->header.n_terms[space] = image->n_terms;
  lay_section (layout, first + SOL_PART_HEADS, image->heads->data, image->heads->len);
  lay_section (layout, first + SOL_PART_TERMS, image->terms->data, image->terms->len);
  for (guint i = 0; i < SOL_N_LISTS; i++)
    lay_section (layout, first + SOL_PART_LISTS + i, image->lists[i]->data, image->lists[i]->len);
  sol_space_image_clear (image);
}

/* Empties the builder. */
static GBytes *
make_bytes (SolSegmentBuilder *self, const char *store_id, gint64 base_seq)
{
  Layout layout = { g_byte_array_new (), { 0 } };
  g_autofree guint32 *order = order_documents (self);
  g_autofree guint32 *activities = NULL;
  SolSpaceImage image;

  g_byte_array_set_size (layout.bytes, sizeof layout.header);
  sol_space_builder_finish (self->names, NULL, &image);
  lay_columns (self, order, image.places, &layout);
  lay_space (&layout, SOL_SPACE_NAMES, &image);
  activities = lay_activities (self, order, &layout);
  sol_space_builder_finish (self->writer.activities, activities, &image);
  lay_space (&layout, SOL_SPACE_ACTIVITIES, &image);
  sol_space_builder_finish (self->writer.documents, order, &image);
  lay_space (&layout, SOL_SPACE_DOCUMENTS, &image);

  layout.header.magic = SOL_SEGMENT_MAGIC;
  layout.header.version = SOL_SEGMENT_VERSION;
  layout.header.program = sol_segment_get_program ();
  layout.header.size = layout.bytes->len;
  layout.header.base_seq = base_seq;
  layout.header.n_documents = self->entries->len;
  g_strlcpy (layout.header.store_id, store_id == NULL ? "" : store_id, SOL_STORE_ID_SIZE);
  memcpy (layout.bytes->data, &layout.header, sizeof layout.header);
  sol_segment_seal (layout.bytes->data, layout.bytes->len);
  return g_byte_array_free_to_bytes (layout.bytes);
}

/**
 * sol_segment_builder_finish:
 *
 * Makes the segment in memory. The builder is used up: only sol_segment_builder_free() may follow.
 *
 * Returns: (transfer full): the segment
 */
SolSegment *
sol_segment_builder_finish (SolSegmentBuilder *self, GError **error)
{
  g_autoptr (GBytes) bytes = make_bytes (self, NULL, 0);

  return sol_segment_new (bytes, NULL, error);
}

static gboolean
set_errno (GError **error, const char *path, const char *what)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code), "%s %s: %s", what, path,
               g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, GBytes *bytes, const char *path, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  while (size > 0)
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = write (fd, data, MIN (size, WRITE_SIZE));
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_errno (error, path, "Cannot write");
      data += n;
      size -= (gsize) n;
    }
  return fdatasync (fd) == 0 || set_errno (error, path, "Cannot write");
}

/**
 * sol_segment_builder_write:
 * @path: of the file, which is replaced at once when all is written; a failure leaves the old one
 * @store_id: whose records these are, at most 63 bytes
 * @base_seq: the last local change that is in it
 *
 * The builder is used up, as by sol_segment_builder_finish(). Blocks.
 *
 * Returns: %FALSE with a %G_IO_ERROR, such as %G_IO_ERROR_NO_SPACE or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_segment_builder_write (SolSegmentBuilder *self,
                           const char *path,
                           const char *store_id,
                           gint64 base_seq,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  gboolean done;
  int fd;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  bytes = make_bytes (self, store_id, base_seq);
  fd = g_open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0)
    return set_errno (error, temporary, "Cannot write");
  done = write_all (fd, bytes, temporary, cancellable, error);
  if (close (fd) != 0 && done)
    done = set_errno (error, temporary, "Cannot write");
  if (done && g_rename (temporary, path) != 0)
    done = set_errno (error, path, "Cannot replace");
  if (!done)
    g_unlink (temporary);
  return done;
}
