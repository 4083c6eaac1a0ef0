/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-index-base-private.h"

#include <glib/gstdio.h>

#include "store/sol-index-rows-private.h"

/* The base of a store's index: what its file holds, under the delta of what was written since. */

static SolSegment *
make_empty (GError **error)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();

  return sol_segment_builder_finish (builder, error);
}

/* Returns: (nullable): %NULL when there is none to be taken */
static SolSegment *
open_file (const SolIndexPlace *place, gint64 seq)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SolSegment) base = sol_segment_open (place->path, place->store_id, &cause);

  if (base != NULL && sol_segment_get_base_seq (base) <= seq)
    return g_steal_pointer (&base);

  if (cause != NULL && g_file_test (place->path, G_FILE_TEST_EXISTS))
    g_message ("%s is rebuilt: %s", place->path, cause->message);
  return NULL;
}

/**
 * sol_index_base_open: (skip)
 * @seq: what the cache was written up to
 * @writable: a file that is not taken may be deleted
 *
 * Returns: what the file holds; an empty one when it is missing, short, damaged, of another store,
 *   of another table, or ahead of a cache that lost its last writes with the power: it holds
 *   nothing that the database does not
 */
SolSegment *
sol_index_base_open (const SolIndexPlace *place, gint64 seq, gboolean writable, GError **error)
{
  g_autofree char *unfinished = g_strconcat (place->path, ".new", NULL);
  SolSegment *base = open_file (place, seq);

  /* Left by a process that was killed while it wrote one. */
  if (writable)
    g_remove (unfinished);
  if (base != NULL)
    return base;

  /* One that is ahead would be taken once the cache has caught up with other rows. */
  if (writable)
    g_remove (place->path);
  return make_empty (error);
}

/**
 * sol_index_base_check: (skip)
 * @writable: a damaged file may be deleted
 *
 * Goes through what opening a big file left out. Blocks.
 *
 * Returns: (nullable): %NULL when it is sound or the store closes; else an empty one to put in its
 *   place
 */
SolSegment *
sol_index_base_check (const SolIndexPlace *place, SolSegment *base, gboolean writable)
{
  g_autoptr (GError) error = NULL;

  if (sol_segment_check (base, place->closing, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;

  g_message ("%s is rebuilt: %s", place->path, error->message);
  if (writable)
    g_remove (place->path);
  return make_empty (NULL);
}

/**
 * sol_index_base_finish: (skip)
 * @builder: gives its segment once, also in vain
 * @in_file: %FALSE: the memory keeps it
 */
SolSegment *
sol_index_base_finish (const SolIndexPlace *place,
                       SolSegmentBuilder *builder,
                       gboolean in_file,
                       gint64 seq,
                       GError **error)
{
  if (g_cancellable_set_error_if_cancelled (place->closing, error))
    return NULL;
  if (!in_file)
    return sol_segment_builder_finish (builder, error);
  if (!sol_segment_builder_write (builder, place->path, place->store_id, seq, place->closing,
                                  error))
    return NULL;

  return sol_segment_open (place->path, place->store_id, error);
}

/* In one read transaction: the rows and @seq are of one moment. */
static SolSegment *
build (const SolIndexPlace *place, SolDatabase *db, gboolean in_file, gint64 *seq, GError **error)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  gboolean read;

  if (!sol_database_run (db, "BEGIN", error))
    return NULL;

  *seq = sol_index_get_local_seq (db, error);
  read = *seq >= 0 && sol_index_add_rows (db, builder, 0, NULL, place->closing, error) >= 0;
  sol_database_rollback (db);
  return read ? sol_index_base_finish (place, builder, in_file, *seq, error) : NULL;
}

/**
 * sol_index_base_build: (skip)
 * @db: a reading connection
 * @writable: the file may be written; if it cannot be, on a full disk, say, the memory holds what
 * it would
 * @seq: (out): how far the rows go
 */
SolSegment *
sol_index_base_build (const SolIndexPlace *place,
                      SolDatabase *db,
                      gboolean writable,
                      gint64 *seq,
                      GError **error)
{
  g_autoptr (GError) cause = NULL;
  SolSegment *base = build (place, db, writable, seq, &cause);

  if (base != NULL || !writable || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (base == NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      return base;
    }

  g_message ("%s is kept in memory: %s", place->path, cause->message);
  return build (place, db, FALSE, seq, error);
}
