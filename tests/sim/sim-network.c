/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-network.h"

#include <string.h>

#include "net/sol-net-error.h"
#include "net/sol-transport.h"
#include "sim-hints.h"
#include "sim-server-line.h"
#include "sim-stream.h"

#define PATIENCE (30 * SIM_SECOND) /* of a client without an answer */
#define LONG_DELAY (90 * SIM_SECOND)

#define SIM_TYPE_TRANSPORT (sim_transport_get_type ())
G_DECLARE_FINAL_TYPE (SimTransport, sim_transport, SIM, TRANSPORT, GObject)

struct _SimTransport
{
  GObject parent_instance;

  SimMachine *machine;
};

/* A request on its way, and its answer. It lives as long as its world. */
typedef struct
{
  SimMachine *machine;
  GTask *task; /* (nullable): answered */
  char *method;
  char *target;
  GPtrArray *headers;
  GBytes *body; /* (nullable) */
  SimLineFault fault;
  guint64 chance;
  SolLocalAnswer *answer; /* (nullable) */
} Exchange;

typedef struct
{
  SimMachine *machine;
  SimLineFault fault;
  guint after;
  guint64 seed;
} Plan;

static struct
{
  SimRandom random;
  GArray *plans;        /* of Plan */
  GHashTable *offline;  /* a set of SimMachine */
  GPtrArray *exchanges; /* (element-type Exchange) */
  guint n_coming;       /* requests that the server does not have yet */
} network;

static void transport_init (SolTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimTransport,
                               sim_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_TRANSPORT, transport_init))

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  g_free (self->method);
  g_free (self->target);
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->answer, sol_local_answer_free);
  g_free (self);
}

/* The client is told, once. */
static void
end_exchange (Exchange *self, SolTransportAnswer *owned_answer, SolNetError code)
{
  GTask *task = g_steal_pointer (&self->task);

  if (task == NULL)
    {
      g_clear_pointer (&owned_answer, sol_transport_answer_free);
      return;
    }
  sim_world_enter (self->machine);
  if (owned_answer != NULL)
    g_task_return_pointer (task, owned_answer, (GDestroyNotify) sol_transport_answer_free);
  else
    g_task_return_new_error (task, SOL_NET_ERROR, (int) code, "The simulated line");
  g_object_unref (task);
  sim_world_leave ();
}

static SolTransportAnswer *
make_answer (const Exchange *self)
{
  SimRandom random = { self->chance };
  SolLocalAnswer *local = self->answer;
  SolTransportAnswer *answer = sol_transport_answer_new (local->status, "Simulated");
  gboolean cut = self->fault == SIM_LINE_CUTS || self->fault == SIM_LINE_TRUNCATES;
  gsize size = cut ? sim_random_pick (&random, local->body->len + 1) : local->body->len;
  g_autoptr (GBytes) body = g_bytes_new (local->body->data, size);

  for (guint i = 0; i + 1 < local->headers->len; i += 2)
    sol_transport_answer_add_header (answer, local->headers->pdata[i],
                                     local->headers->pdata[i + 1]);
  if (local->open != NULL)
    answer->body = sim_hints_listen (self->machine, g_steal_pointer (&local->open));
  else
    answer->body = sim_stream_new (body, 1 + sim_random_pick (&random, 8192),
                                   self->fault == SIM_LINE_CUTS || local->cut);
  return answer;
}

static void
arrive_back (gpointer data)
{
  Exchange *self = data;

  if (self->answer == NULL)
    end_exchange (self, NULL, SOL_NET_ERROR_AWAY);
  else if (self->task != NULL)
    end_exchange (self, make_answer (self), 0);
}

static gint64
draw_delay (void)
{
  return 5000 + (gint64) sim_random_pick (&network.random, 40000);
}

static SolLocalAnswer *
ask_server (const Exchange *self)
{
  SolLocalAnswer *answer = sim_server_answer (self->method, self->target, self->headers,
                                              self->body);

  sim_tell ("%s %s %s -> %u, %u bytes, %08x", self->machine->name, self->method, self->target,
            answer != NULL ? answer->status : 0, answer != NULL ? answer->body->len : 0,
            answer != NULL
                ? (guint) sim_hash (SIM_HASH_START, answer->body->data, answer->body->len)
                : 0);
  return answer;
}

static void
arrive (gpointer data)
{
  Exchange *self = data;

  network.n_coming--;
  g_clear_pointer (&self->answer, sol_local_answer_free);
  self->answer = ask_server (self);
  if (self->fault != SIM_LINE_LOSES_ANSWER)
    sim_world_at (draw_delay (), arrive_back, self);
}

/* A second time, and nobody hears the answer. */
static void
arrive_again (gpointer data)
{
  Exchange *self = data;
  SolLocalAnswer *answer = ask_server (self);

  network.n_coming--;
  g_clear_pointer (&answer, sol_local_answer_free);
}

static void
lose_patience (gpointer data)
{
  end_exchange (data, NULL, SOL_NET_ERROR_AWAY);
}

static void
say_offline (gpointer data)
{
  end_exchange (data, NULL, SOL_NET_ERROR_OFFLINE);
}

static void
say_busy (gpointer data)
{
  Exchange *self = data;
  SolTransportAnswer *answer = sol_transport_answer_new (503, "Simulated");
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);

  sol_transport_answer_add_header (answer, "Retry-After", "7");
  answer->body = sim_stream_new (body, 1, FALSE);
  end_exchange (self, answer, 0);
}

/* Takes the next of what is planned for the machine. */
static SimLineFault
take_fault (SimMachine *machine, guint64 *chance)
{
  for (guint i = 0; i < network.plans->len; i++)
    {
      Plan *plan = &g_array_index (network.plans, Plan, i);
      SimLineFault fault = plan->fault;

      if (plan->machine != machine)
        continue;
      if (plan->after-- > 0)
        return SIM_LINE_WELL;
      *chance = plan->seed;
      g_array_remove_index (network.plans, i);
      return fault;
    }
  return SIM_LINE_WELL;
}

static void
start (Exchange *self)
{
  gint64 delay = draw_delay ();

  if (g_hash_table_contains (network.offline, self->machine))
    {
      sim_world_at (1000, say_offline, self);
      return;
    }
  self->fault = take_fault (self->machine, &self->chance);
  if (self->fault != SIM_LINE_WELL)
    sim_tell ("%s line: fault %d", self->machine->name, self->fault);
  if (self->fault == SIM_LINE_BUSY)
    {
      sim_world_at (delay, say_busy, self);
      return;
    }
  sim_world_at (PATIENCE, lose_patience, self);
  if (self->fault == SIM_LINE_LOSES_REQUEST)
    return;
  if (self->fault == SIM_LINE_DELAYS)
    delay = PATIENCE + (gint64) (self->chance % LONG_DELAY);
  network.n_coming++;
  sim_world_at (delay, arrive, self);
  if (self->fault != SIM_LINE_DOUBLES)
    return;
  network.n_coming++;
  sim_world_at (delay + (gint64) (self->chance % LONG_DELAY), arrive_again, self);
}

static void
sim_transport_send_async (SolTransport *transport,
                          const SolTransportRequest *request,
                          int priority,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Exchange *self = g_new0 (Exchange, 1);
  const char *query = g_uri_get_query (request->uri);

  self->machine = SIM_TRANSPORT (transport)->machine;
  self->task = g_task_new (transport, cancellable, callback, user_data);
  self->method = g_strdup (request->method);
  self->target = g_strconcat (g_uri_get_path (request->uri), query != NULL ? "?" : NULL, query,
                              NULL);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    if (!g_str_equal (request->headers->pdata[i], "Accept-Encoding"))
      {
        g_ptr_array_add (self->headers, g_strdup (request->headers->pdata[i]));
        g_ptr_array_add (self->headers, g_strdup (request->headers->pdata[i + 1]));
      }
  self->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  g_ptr_array_add (network.exchanges, self);
  start (self);
}

static SolTransportAnswer *
sim_transport_send_finish (SolTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sim_transport_set_ca_file (SolTransport *transport, const char *path)
{
}

static void
transport_init (SolTransportInterface *iface)
{
  iface->send_async = sim_transport_send_async;
  iface->send_finish = sim_transport_send_finish;
  iface->set_ca_file = sim_transport_set_ca_file;
}

static void
sim_transport_class_init (SimTransportClass *klass)
{
}

static void
sim_transport_init (SimTransport *self)
{
  self->machine = sim_world_get_current ();
}

static SolTransport *
make_transport (void)
{
  return g_object_new (SIM_TYPE_TRANSPORT, NULL);
}

void
sim_network_begin (guint64 seed)
{
  network.random.state = seed;
  network.plans = g_array_new (FALSE, FALSE, sizeof (Plan));
  network.offline = g_hash_table_new (NULL, NULL);
  network.exchanges = g_ptr_array_new_with_free_func (exchange_free);
  network.n_coming = 0;
  sim_hints_begin (seed);
  sol_transport_set_maker (make_transport);
}

void
sim_network_end (void)
{
  g_clear_pointer (&network.plans, g_array_unref);
  g_clear_pointer (&network.offline, g_hash_table_unref);
  g_clear_pointer (&network.exchanges, g_ptr_array_unref);
  sim_hints_end ();
}

/* What happens to one exchange, after so many that go well. */
void
sim_network_plan (SimMachine *machine, SimLineFault fault, guint after, guint64 seed)
{
  Plan plan = { machine, fault, after, seed };

  g_array_append_val (network.plans, plan);
}

void
sim_network_set_online (SimMachine *machine, gboolean online)
{
  if (online)
    g_hash_table_remove (network.offline, machine);
  else
    g_hash_table_add (network.offline, machine);
}

gboolean
sim_network_is_online (SimMachine *machine)
{
  return !g_hash_table_contains (network.offline, machine);
}

/* From now on all goes well. */
void
sim_network_heal (void)
{
  sim_hints_heal ();
  g_array_set_size (network.plans, 0);
  g_hash_table_remove_all (network.offline);
}

/* The machine hears nothing more of what it asked: it ends. */
void
sim_network_cut_off (SimMachine *machine)
{
  for (guint i = 0; i < network.exchanges->len; i++)
    if (((Exchange *) network.exchanges->pdata[i])->machine == machine)
      end_exchange (network.exchanges->pdata[i], NULL, SOL_NET_ERROR_AWAY);
  sim_hints_cut_off (machine);
}

/* Returns: whether an answer to the machine is still to come */
gboolean
sim_network_is_waited_for (SimMachine *machine)
{
  for (guint i = 0; i < network.exchanges->len; i++)
    {
      const Exchange *exchange = network.exchanges->pdata[i];

      if (exchange->machine == machine && exchange->task != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether nothing is on its way to the server: what was sent by who has ended since comes late. */
gboolean
sim_network_is_still (void)
{
  return network.n_coming == 0;
}
