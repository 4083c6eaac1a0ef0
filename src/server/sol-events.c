/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-events.h"

#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-executor.h"
#include "server/sol-access.h"
#include "server/sol-authz.h"

#define COALESCE_US (250 * 1000)           /* between two rounds */
#define CHECK_US (2 * G_USEC_PER_SEC)      /* so late a session's end is seen */
#define UNKNOWN_US (3 * G_USEC_PER_SEC)    /* so long it may not be known whether it ended */
#define HEARTBEAT_US (10 * G_USEC_PER_SEC) /* of silence */
#define MAX_STREAMS 500
#define MAX_OF_ACCOUNT 16
#define MAX_OF_ADDRESS 200 /* of who is not signed in, as data/nginx.conf has it: an office */
#define UNTOLD -1
#define FEED "/v1/changes" /* by which what is hinted at is read */

/**
 * SolEvents:
 *
 * Tells readers that something changed of what they may read, never what. One thread makes rounds:
 * after a write, at most four a second, and every two seconds besides. Each round asks anew whether
 * a reader is still signed in, and what he may read.
 */
struct _SolEvents
{
  SolStorage *storage;
  GStrv types; /* that all may read */
  GMutex lock; /* what follows */
  GCond changed;
  GPtrArray *readers; /* of Reader */
  guint max;
  gboolean written; /* since the last round, or there is a new reader */
  gboolean ended;
  GThread *thread; /* (nullable): from the first reader on */
};

/* Its thread alone looks at what was told. */
typedef struct
{
  int refs; /* atomic */
  SolHttpStream *stream;
  char *access;  /* (nullable): hash of the token that he brought */
  char *account; /* (nullable) */
  SolAddress address;
  gint64 seq;
  gint64 version;
  gint64 heard_at; /* monotonic: something was sent */
  gint64 known_at; /* monotonic: it was asked whether he is signed in, and answered */
  gboolean behind; /* something was written since he was told */
  gboolean ended;
} Reader;

typedef struct
{
  SolEvents *events;
  gint64 now;
  gint64 public_seq; /* UNTOLD: it was not asked for */
  gboolean written;
} Round;

static Reader *
reader_ref (Reader *self)
{
  g_atomic_int_inc (&self->refs);
  return self;
}

static void
reader_unref (Reader *self)
{
  if (!g_atomic_int_dec_and_test (&self->refs))
    return;
  sol_http_stream_end (self->stream);
  sol_http_stream_unref (self->stream);
  g_free (self->access);
  g_free (self->account);
  g_free (self);
}

static void
send (Reader *self, gint64 now, const char *text)
{
  self->heard_at = now;
  if (!sol_http_stream_send (self->stream, text))
    self->ended = TRUE;
}

static void
tell (Reader *self, gint64 now, const char *event, const char *member, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("event: %s\ndata: {\"%s\":%" G_GINT64_FORMAT "}\n\n",
                                           event, member, value);

  send (self, now, text);
}

/* Asked once a round, as all read it. */
static gint64
get_public_seq (Round *round)
{
  static const char *const scopes[] = { SOL_SCOPE_PUBLIC, NULL };
  SolEvents *events = round->events;

  if (round->public_seq == UNTOLD)
    round->public_seq = sol_storage_get_last_seq (events->storage, scopes,
                                                  (const char *const *) events->types, NULL);
  return round->public_seq;
}

/* Where what he may read ends. */
static void
tell_change (Reader *self, Round *round, const SolRights *rights)
{
  gint64 seq = get_public_seq (round);
  gint64 own = rights != NULL
                   ? sol_storage_get_last_seq (round->events->storage,
                                               (const char *const *) rights->scopes, NULL, NULL)
                   : 0;

  self->behind = seq < 0 || own < 0;
  seq = MAX (seq, own);
  if (self->behind || seq == self->seq)
    return;
  self->seq = seq;
  tell (self, round->now, "change", "seq", seq);
}

/* (nullable): he is not signed in, or with @error it cannot be told */
static SolRights *
read_rights (Reader *self, Round *round, GError **error)
{
  SolStorage *storage = round->events->storage;
  g_autoptr (SolSession) session = sol_accounts_find_session (SOL_ACCOUNTS (storage), self->access,
                                                              sol_clock_seconds (), error);

  return session != NULL
             ? sol_access_get_rights (SOL_ACCESS (storage), self->account, self->version, error)
             : NULL;
}

/* Whom the database could not be asked about is told nothing, and is asked about again: not all
 * have to come back for one fault of it.
 *
 * Returns: (nullable): what he may read now */
static SolRights *
look_after (Reader *self, Round *round)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolRights) rights = read_rights (self, round, &error);

  if (error == NULL)
    {
      self->known_at = round->now;
      self->ended = rights == NULL;
    }
  else
    {
      self->ended = round->now - self->known_at > UNKNOWN_US;
      self->behind = TRUE;
      g_warning ("Rights of a reader of events: %s", error->message);
    }
  return g_steal_pointer (&rights);
}

static void
visit (Reader *self, Round *round)
{
  g_autoptr (SolRights) rights = self->access != NULL ? look_after (self, round) : NULL;
  gboolean known = self->access == NULL || rights != NULL;

  self->behind = self->behind || round->written;
  if (rights != NULL && rights->version != self->version)
    {
      self->version = rights->version;
      self->behind = TRUE;
      tell (self, round->now, "access", "version", rights->version);
    }
  if (!self->ended && known && self->behind)
    tell_change (self, round, rights);
  if (!self->ended && round->now - self->heard_at >= HEARTBEAT_US)
    send (self, round->now, ":\n\n");
}

static void
drop_ended (SolEvents *self)
{
  for (guint i = self->readers->len; i > 0; i--)
    if (((Reader *) self->readers->pdata[i - 1])->ended)
      g_ptr_array_remove_index_fast (self->readers, i - 1);
}

/* The lock is held, but not while the database is waited for. */
static void
make_round (SolEvents *self)
{
  g_autoptr (GPtrArray) readers = g_ptr_array_copy (self->readers, (GCopyFunc) reader_ref, NULL);
  Round round = { self, sol_clock_monotonic (), UNTOLD, self->written };

  self->written = FALSE;
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < readers->len; i++)
    visit (readers->pdata[i], &round);
  g_mutex_lock (&self->lock);
  drop_ended (self);
}

/* FALSE: there is to be none. */
static gboolean
wait_for_round (SolEvents *self, gint64 last)
{
  while (!self->ended && !self->written)
    {
      if (self->readers->len == 0)
        g_cond_wait (&self->changed, &self->lock);
      else if (!g_cond_wait_until (&self->changed, &self->lock, last + CHECK_US))
        break;
    }
  while (!self->ended && g_cond_wait_until (&self->changed, &self->lock, last + COALESCE_US))
    ;
  return !self->ended;
}

static gpointer
run (gpointer data)
{
  SolEvents *self = data;
  gint64 last = 0;

  g_mutex_lock (&self->lock);
  while (wait_for_round (self, last))
    {
      last = g_get_monotonic_time ();
      make_round (self);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
on_written (SolEvents *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->readers->len == 0 || self->written)
    return;
  self->written = TRUE;
  g_cond_signal (&self->changed);
}

static guint
count_of_account (SolEvents *self, const char *account)
{
  guint n = 0;

  for (guint i = 0; i < self->readers->len; i++)
    n += g_strcmp0 (((Reader *) self->readers->pdata[i])->account, account) == 0;
  return n;
}

/* Of those who are not signed in. */
static guint
count_of_address (SolEvents *self, const SolAddress *address)
{
  guint n = 0;

  for (guint i = 0; i < self->readers->len; i++)
    {
      const Reader *reader = self->readers->pdata[i];

      n += reader->account == NULL && memcmp (&reader->address, address, sizeof *address) == 0;
    }
  return n;
}

static void
add_reader (SolEvents *self,
            SolHttpStream *stream,
            const SolAddress *address,
            const char *access,
            const char *account)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->refs = 1;
  reader->address = *address;
  reader->known_at = sol_clock_monotonic ();
  reader->stream = stream;
  reader->access = g_strdup (access);
  reader->account = g_strdup (account);
  reader->seq = reader->version = UNTOLD;
  g_ptr_array_add (self->readers, reader);
  self->written = TRUE;
  if (self->thread == NULL && sol_executor_has_threads ())
    self->thread = g_thread_new ("events", run, self);
  g_cond_signal (&self->changed);
}

/**
 * sol_events_take:
 * @access: (nullable): hash of the access token of who asks, checked; %NULL: anybody
 * @account: (nullable): his
 *
 * Answers the request with a stream of events, unless the verdict is that there is no room. Any
 * thread.
 */
SolEventsVerdict
sol_events_take (SolEvents *self, SolRequest *request, const char *access, const char *account)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  SolAddress address;

  sol_request_get_address (request, &address);
  if (self->readers->len >= self->max)
    return SOL_EVENTS_FULL;
  if (account != NULL && count_of_account (self, account) >= MAX_OF_ACCOUNT)
    return SOL_EVENTS_ACCOUNT;
  if (account == NULL && count_of_address (self, &address) >= MAX_OF_ADDRESS)
    return SOL_EVENTS_ADDRESS;
  add_reader (self, sol_request_answer_open (request, "text/event-stream"), &address, access,
              account);
  return SOL_EVENTS_TAKEN;
}

/**
 * sol_events_make_round:
 *
 * One round of those that the thread makes, for where there are no threads.
 */
void
sol_events_make_round (SolEvents *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  make_round (self);
}

guint
sol_events_get_n_streams (SolEvents *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->readers->len;
}

/* Before the first request. */
void
sol_events_set_max (SolEvents *self, guint n_streams)
{
  self->max = n_streams;
}

/* @storage: (transfer none): one that holds accounts and rights too; outlives it */
SolEvents *
sol_events_new (SolStorage *storage)
{
  SolEvents *self = g_new0 (SolEvents, 1);

  self->storage = storage;
  self->types = sol_authz_list_readable (FEED, SOL_ROLE_ANONYMOUS, SOL_SCOPE_PUBLIC);
  self->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) reader_unref);
  self->max = MAX_STREAMS;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_signal_connect_swapped (storage, "written", G_CALLBACK (on_written), self);
  return self;
}

/* The engine has stopped: nobody asks any more. */
void
sol_events_free (SolEvents *self)
{
  g_signal_handlers_disconnect_by_data (self->storage, self);
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_ptr_array_unref (self->readers);
  g_strfreev (self->types);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
