/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-live-private.h"

#include "model/sol-clock.h"
#include "net/sol-event-reader.h"
#include "sync/sol-sync-steps-private.h"

#define SILENCE_MS (25 * 1000)         /* the server says something every 10 s */
#define LIVED_US (60 * G_USEC_PER_SEC) /* so long a stream was a good one */
#define UNKNOWN -1

/**
 * SolLive:
 *
 * Listens to the hints of one server for as long as it is started, and asks again when the line is
 * lost: later each time, by chance. What it was told it knows over such a loss, so that only what
 * changed meanwhile is a hint.
 *
 * Thread: the main one.
 */
struct _SolLive
{
  GObject parent_instance;

  SolClient *client;         /* its own: a stream holds a connection */
  SolEventReader *reader;    /* (nullable) */
  GCancellable *cancellable; /* of @reader */
  GSource *silence;          /* (nullable) */
  GSource *retry;            /* (nullable) */
  guint n_failures;
  gint64 opened_at; /* monotonic µs; 0: it is not open */
  gint64 seq;
  gint64 version;
};

enum
{
  HINT,
  OPEN_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolLive, sol_live, G_TYPE_OBJECT)

static void listen (SolLive *self);

static void
set_opened_at (SolLive *self, gint64 opened_at)
{
  gboolean changed = (opened_at == 0) != (self->opened_at == 0);

  self->opened_at = opened_at;
  if (changed)
    g_signal_emit (self, signals[OPEN_CHANGED], 0);
}

static void
hang_up (SolLive *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reader);
  sol_clock_clear_timeout (&self->silence);
  sol_clock_clear_timeout (&self->retry);
}

static gboolean
on_retry (gpointer user_data)
{
  SolLive *self = user_data;

  sol_clock_clear_timeout (&self->retry);
  listen (self);
  return G_SOURCE_REMOVE;
}

/* The stream ended, broke or fell silent. */
static void
lose (SolLive *self)
{
  gint64 opened_at = self->opened_at;
  guint wait;

  hang_up (self);
  if (opened_at != 0 && sol_clock_monotonic () - opened_at >= LIVED_US)
    self->n_failures = 0;
  wait = sol_sync_choose_backoff (++self->n_failures, sol_client_get_retry_after (self->client));
  self->retry = sol_clock_start_timeout (NULL, wait * 1000, on_retry, self, NULL);
  set_opened_at (self, 0);
}

static gboolean
on_silence (gpointer user_data)
{
  g_autoptr (SolLive) self = g_object_ref (user_data);

  lose (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_sign (SolLive *self)
{
  sol_clock_clear_timeout (&self->silence);
  self->silence = sol_clock_start_timeout (NULL, SILENCE_MS, on_silence, self, NULL);
}

static void
note (SolLive *self, gint64 *known, gint64 told)
{
  if (*known == told)
    return;
  *known = told;
  g_signal_emit (self, signals[HINT], 0);
}

static void
on_event (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolLive) self = user_data;
  SolEventReader *reader = SOL_EVENT_READER (source);
  SolEventKind kind = SOL_EVENT_ENDED;
  gint64 number;
  gboolean done = sol_event_reader_next_finish (reader, result, &kind, &number, NULL);

  if (reader != self->reader) /* it was hung up */
    return;
  if (!done || kind == SOL_EVENT_ENDED)
    {
      lose (self);
      return;
    }
  wait_for_sign (self);
  if (self->opened_at == 0)
    set_opened_at (self, sol_clock_monotonic ());
  if (kind == SOL_EVENT_CHANGE)
    note (self, &self->seq, number);
  else if (kind == SOL_EVENT_ACCESS)
    note (self, &self->version, number);
  if (reader == self->reader)
    sol_event_reader_next_async (reader, self->cancellable, on_event, g_object_ref (self));
}

static void
listen (SolLive *self)
{
  self->reader = sol_event_reader_new (self->client);
  self->cancellable = g_cancellable_new ();
  wait_for_sign (self);
  sol_event_reader_next_async (self->reader, self->cancellable, on_event, g_object_ref (self));
}

/**
 * sol_live_start:
 * @authorizer: (nullable) (transfer none): of who listens; %NULL: anybody
 *
 * Listens until sol_live_stop(). The first event is a hint.
 */
void
sol_live_start (SolLive *self, SolAuthorizer *authorizer)
{
  sol_live_stop (self);
  sol_client_set_authorizer (self->client, authorizer);
  self->n_failures = 0;
  self->seq = self->version = UNKNOWN;
  listen (self);
}

void
sol_live_stop (SolLive *self)
{
  hang_up (self);
  set_opened_at (self, 0);
}

/* Whether it listens, or will again. */
gboolean
sol_live_is_started (SolLive *self)
{
  return self->reader != NULL || self->retry != NULL;
}

/* Whether hints come now. */
gboolean
sol_live_is_open (SolLive *self)
{
  return self->opened_at != 0;
}

void
sol_live_set_ca_file (SolLive *self, const char *path)
{
  sol_client_set_ca_file (self->client, path);
}

static void
sol_live_dispose (GObject *object)
{
  hang_up (SOL_LIVE (object));
  G_OBJECT_CLASS (sol_live_parent_class)->dispose (object);
}

static void
sol_live_finalize (GObject *object)
{
  g_object_unref (SOL_LIVE (object)->client);
  G_OBJECT_CLASS (sol_live_parent_class)->finalize (object);
}

static void
sol_live_class_init (SolLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sol_live_dispose;
  object_class->finalize = sol_live_finalize;

  /* There may be something to pull. */
  signals[HINT] = g_signal_new ("hint", SOL_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[OPEN_CHANGED] = g_signal_new ("open-changed", SOL_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_live_init (SolLive *self)
{
}

/* @server: its address, as of sol_sync_new() */
SolLive *
sol_live_new (const char *server)
{
  SolLive *self = g_object_new (SOL_TYPE_LIVE, NULL);

  self->client = sol_client_new (server);
  return self;
}
