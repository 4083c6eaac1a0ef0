/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"

G_BEGIN_DECLS

/**
 * SolEventKind:
 * @SOL_EVENT_ENDED: the server has no more to say: ask again
 * @SOL_EVENT_ALIVE: nothing changed
 * @SOL_EVENT_CHANGE: something that may be read changed; the number is where all of it ends
 * @SOL_EVENT_ACCESS: what may be read changed; the number is the version of these rights
 */
typedef enum
{
  SOL_EVENT_ENDED,
  SOL_EVENT_ALIVE,
  SOL_EVENT_CHANGE,
  SOL_EVENT_ACCESS,
} SolEventKind;

#define SOL_TYPE_EVENT_READER (sol_event_reader_get_type ())
G_DECLARE_FINAL_TYPE (SolEventReader, sol_event_reader, SOL, EVENT_READER, GObject)

SolEventReader *sol_event_reader_new (SolClient *client);

void sol_event_reader_next_async (SolEventReader *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sol_event_reader_next_finish (SolEventReader *self,
                                       GAsyncResult *result,
                                       SolEventKind *kind,
                                       gint64 *number,
                                       GError **error);

G_END_DECLS
