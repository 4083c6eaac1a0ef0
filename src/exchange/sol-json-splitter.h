/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_JSON_SPLITTER_MAX_ELEMENT (1024 * 1024) /* bytes */

/**
 * SolSplit:
 * @SOL_SPLIT_ELEMENT: one whole element, not yet checked
 * @SOL_SPLIT_BROKEN: something that never closes; reading goes on at what looks like the next one
 * @SOL_SPLIT_TOO_LONG: an element of more than %SOL_JSON_SPLITTER_MAX_ELEMENT, which was skipped
 * @SOL_SPLIT_END: of the file
 * @SOL_SPLIT_FAILED: it cannot be read, or is neither an array nor elements line by line
 */
typedef enum
{
  SOL_SPLIT_ELEMENT,
  SOL_SPLIT_BROKEN,
  SOL_SPLIT_TOO_LONG,
  SOL_SPLIT_END,
  SOL_SPLIT_FAILED,
} SolSplit;

/**
 * SolJsonSplitter:
 *
 * Cuts a file that is one JSON array of objects, or objects one after the other (NDJSON), into its
 * elements. It holds one element at a time. On a worker thread.
 */
typedef struct _SolJsonSplitter SolJsonSplitter;

SolJsonSplitter *sol_json_splitter_new (GInputStream *stream);
SolJsonSplitter *sol_json_splitter_new_for_path (const char *path, GError **error);
void sol_json_splitter_free (SolJsonSplitter *self);
SolSplit sol_json_splitter_next (SolJsonSplitter *self, GCancellable *cancellable, GError **error);
const char *sol_json_splitter_get_element (SolJsonSplitter *self, gsize *length);
guint sol_json_splitter_get_line (SolJsonSplitter *self);
double sol_json_splitter_get_fraction (SolJsonSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolJsonSplitter, sol_json_splitter_free)

G_END_DECLS
