/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-hints.h"

#include <string.h>

#include "server/sol-http-private.h"
#include "sim-network.h"

/* Streams of events on their way from the server to machines that listen. */

#define EVENT_END "\n\n"

/* What becomes of one event. */
typedef enum
{
  FATE_WELL,
  FATE_LOST,
  FATE_DOUBLED,
  FATE_EARLY,  /* after it comes one of what does not exist yet */
  FATE_BROKEN, /* half of it, and the line with it */
  FATE_DEAF,   /* nothing comes any more, and nobody says so */
  N_FATES,
} Fate;

#define WELL_IN (3 * N_FATES) /* each of the others befalls one event of so many */

#define SIM_TYPE_HINTS (sim_hints_get_type ())
G_DECLARE_FINAL_TYPE (SimHints, sim_hints, SIM, HINTS, GInputStream)

/* One stream, as the machine reads it. */
struct _SimHints
{
  GInputStream parent_instance;

  SimMachine *machine;
  SolHttpStream *open; /* (nullable): the server's end */
  GByteArray *ready;   /* what came and was not read yet */
  GTask *reading;      /* (nullable): who waits for more */
  gpointer buffer;     /* of @reading */
  gsize count;         /* likewise */
  gulong cancelled;    /* likewise: id of the handler */
  gboolean ended;
  gboolean broken;
  gboolean deaf;
  gint64 last; /* moment at which all that is on its way has come: one after the other */
};

/* Something on its way. */
typedef struct
{
  SimHints *hints;
  char *text;
  gsize size;
  Fate fate; /* %FATE_LOST with @text %NULL: the server ended the stream */
} Delivery;

static struct
{
  SimRandom random;
  gboolean well;
  GPtrArray *all;        /* (element-type SimHints) */
  GPtrArray *deliveries; /* (element-type Delivery): as long as the world */
} lines;

G_DEFINE_FINAL_TYPE (SimHints, sim_hints, G_TYPE_INPUT_STREAM)

static void
delivery_free (gpointer data)
{
  Delivery *self = data;

  g_free (self->text);
  g_free (self);
}

static GTask *
take_reading (SimHints *self)
{
  GTask *task = g_steal_pointer (&self->reading);

  if (self->cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), self->cancelled);
  self->cancelled = 0;
  return task;
}

/* Whoever waits is given what there is. */
static void
give (SimHints *self)
{
  gsize n = MIN (self->count, self->ready->len);
  g_autoptr (GTask) task = NULL;

  if (self->reading == NULL || (n == 0 && !self->ended))
    return;
  task = take_reading (self);
  if (n == 0 && self->broken)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The line broke");
      return;
    }
  if (n > 0)
    {
      memcpy (self->buffer, self->ready->data, n);
      g_byte_array_remove_range (self->ready, 0, (guint) n);
    }
  g_task_return_int (task, (gssize) n);
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = take_reading (data);

  g_task_return_error_if_cancelled (task);
}

static void
sim_hints_read_async (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      int priority,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  SimHints *self = SIM_HINTS (stream);
  GTask *task = g_task_new (stream, cancellable, callback, user_data);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  self->reading = task;
  self->buffer = buffer;
  self->count = count;
  if (cancellable != NULL)
    self->cancelled = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), self);
  give (self);
}

static gssize
sim_hints_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

/* The server finds nobody there. */
static void
hang_up (SimHints *self)
{
  if (self->open != NULL)
    sol_http_stream_leave (self->open);
  g_clear_pointer (&self->open, sol_http_stream_unref);
}

static gboolean
sim_hints_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  hang_up (SIM_HINTS (stream));
  return TRUE;
}

static void
sim_hints_finalize (GObject *object)
{
  SimHints *self = SIM_HINTS (object);

  hang_up (self);
  g_byte_array_unref (self->ready);
  G_OBJECT_CLASS (sim_hints_parent_class)->finalize (object);
}

static void
sim_hints_class_init (SimHintsClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  stream_class->read_async = sim_hints_read_async;
  stream_class->read_finish = sim_hints_read_finish;
  stream_class->close_fn = sim_hints_close;
  G_OBJECT_CLASS (klass)->finalize = sim_hints_finalize;
}

static void
sim_hints_init (SimHints *self)
{
  self->ready = g_byte_array_new ();
}

static Fate
draw_fate (void)
{
  guint drawn = sim_random_pick (&lines.random, WELL_IN);
  Fate fate = drawn < N_FATES ? (Fate) drawn : FATE_WELL;

  return lines.well && fate != FATE_DOUBLED ? FATE_WELL : fate;
}

static void
arrive (gpointer data)
{
  Delivery *self = data;
  SimHints *hints = self->hints;

  if (hints->deaf || hints->ended)
    return;
  if (self->fate == FATE_DEAF || !sim_network_is_online (hints->machine))
    {
      hints->deaf = TRUE;
      return;
    }
  hints->ended = self->text == NULL || self->fate == FATE_BROKEN;
  hints->broken = self->fate == FATE_BROKEN;
  if (self->text != NULL)
    g_byte_array_append (hints->ready, (const guint8 *) self->text, (guint) self->size);
  sim_world_enter (hints->machine);
  give (hints);
  sim_world_leave ();
}

/* @text: (nullable): %NULL: there will be no more */
static void
deliver (SimHints *hints, const char *text, Fate fate)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  gint64 delay = 5000 + (gint64) sim_random_pick (&lines.random, 40000);

  hints->last = MAX (hints->last, sim_world_now () + delay);
  delivery->hints = hints;
  delivery->text = g_strdup (text);
  delivery->size = text != NULL ? strlen (text) : 0;
  delivery->fate = fate;
  if (fate == FATE_BROKEN)
    delivery->size = sim_random_pick (&lines.random, (guint) delivery->size + 1);
  g_ptr_array_add (lines.deliveries, delivery);
  sim_world_at (hints->last - sim_world_now (), arrive, delivery);
}

static void
send_early (SimHints *hints, const char *text)
{
  const char *number = strchr (text, '{');
  g_autofree char *early = NULL;
  gint64 seq;

  if (number == NULL || (number = strchr (number, ':')) == NULL)
    return;
  seq = g_ascii_strtoll (number + 1, NULL, 10);
  early = g_strdup_printf ("%.*s%" G_GINT64_FORMAT "}" EVENT_END, (int) (number + 1 - text), text,
                           seq + 1);
  deliver (hints, early, FATE_WELL);
}

static void
send_event (SimHints *hints, const char *text)
{
  Fate fate = draw_fate ();

  if (fate != FATE_WELL)
    sim_tell ("%s hint: fate %d", hints->machine->name, fate);
  if (fate == FATE_LOST)
    return;
  deliver (hints, text, fate);
  if (fate == FATE_DOUBLED)
    deliver (hints, text, FATE_WELL);
  else if (fate == FATE_EARLY)
    send_early (hints, text);
}

static void
flow (SimHints *self)
{
  gboolean ended;
  g_autofree char *text = sol_http_stream_take (self->open, &ended);
  char *event = text;
  char *end;

  while ((end = strstr (event, EVENT_END)) != NULL)
    {
      g_autofree char *one = g_strndup (event, (gsize) (end - event) + strlen (EVENT_END));

      send_event (self, one);
      event = end + strlen (EVENT_END);
    }
  if (!ended)
    return;
  deliver (self, NULL, lines.well ? FATE_WELL : draw_fate ());
  g_clear_pointer (&self->open, sol_http_stream_unref);
}

/* What the server said since is on its way. */
void
sim_hints_flow (void)
{
  for (guint i = 0; i < lines.all->len; i++)
    {
      SimHints *hints = lines.all->pdata[i];

      if (hints->open != NULL)
        flow (hints);
    }
}

/* Returns: (transfer full): what the machine hears */
GInputStream *
sim_hints_listen (SimMachine *machine, SolHttpStream *owned_open)
{
  SimHints *self = g_object_new (SIM_TYPE_HINTS, NULL);

  self->machine = machine;
  self->open = owned_open;
  g_ptr_array_add (lines.all, g_object_ref (self));
  return G_INPUT_STREAM (self);
}

/* The machine ends: it hears nothing more. */
void
sim_hints_cut_off (SimMachine *machine)
{
  for (guint i = 0; i < lines.all->len; i++)
    {
      SimHints *hints = lines.all->pdata[i];

      if (hints->machine != machine)
        continue;
      hints->ended = hints->deaf = TRUE;
      hang_up (hints);
      give (hints);
    }
}

void
sim_hints_begin (guint64 seed)
{
  lines.random.state = seed ^ 0x68696e7473;
  lines.well = FALSE;
  lines.all = g_ptr_array_new_with_free_func (g_object_unref);
  lines.deliveries = g_ptr_array_new_with_free_func (delivery_free);
}

/* From now on nothing is lost. */
void
sim_hints_heal (void)
{
  lines.well = TRUE;
}

void
sim_hints_end (void)
{
  g_clear_pointer (&lines.deliveries, g_ptr_array_unref);
  g_clear_pointer (&lines.all, g_ptr_array_unref);
}
