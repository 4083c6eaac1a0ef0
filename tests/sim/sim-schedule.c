/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-schedule.h"

#include <stdio.h>
#include <string.h>

#include "sim-client.h"
#include "sim-network.h"
#include "sim-people.h"

#define MAX_MS (4 * 60 * 1000)
#define SHORT_MS (60 * 1000)
#define WORDS 0x776f726473 /* of the seed that words are drawn from */

/* How often each kind is drawn, and how many values its argument has. */
static const struct
{
  const char *name;
  guint weight;
  guint n_values;
  gboolean of_listing; /* its argument is a listing, an organisation, a structure */
} kinds[SIM_N_EVENT_KINDS] = {
  [SIM_EVENT_ACT] = { "act", 90, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_DRAFT] = { "draft", 8, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_ATTACH] = { "attach", 14, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_PROVE] = { "prove", 12, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_FILL] = { "fill", 60, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_REVIEW] = { "review", 60, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_CLAIM] = { "claim", 24, SIM_N_SUPPLIERS, TRUE },
  [SIM_EVENT_CODE] = { "code", 30, SIM_N_SUPPLIERS, TRUE },
  [SIM_EVENT_JUDGE] = { "judge", 30, 1 },
  [SIM_EVENT_CENSUS] = { "census", 16, SIM_N_CENSUSED, TRUE },
  [SIM_EVENT_INVITE] = { "invite", 10, SIM_N_CENSUSED, TRUE },
  [SIM_EVENT_ENTER] = { "enter", 16, SIM_N_CENSUSED, TRUE },
  [SIM_EVENT_WORD_ASK] = { "word-ask", 0, 1 },
  [SIM_EVENT_WORD_SAY] = { "word-say", 0, 1 },
  [SIM_EVENT_WORD_LEAVE] = { "word-leave", 0, 1 },
  [SIM_EVENT_WORD_SHOW] = { "word-show", 0, 1 },
  [SIM_EVENT_WORD_HIDE] = { "word-hide", 0, 1 },
  [SIM_EVENT_SETTLE] = { "settle", 12, 1 },
  [SIM_EVENT_SIGN_IN] = { "sign-in", 6, 1 },
  [SIM_EVENT_SIGN_OUT] = { "sign-out", 4, 4 },
  [SIM_EVENT_PERSON] = { "person", 4, SIM_N_PEOPLE - 1 },
  [SIM_EVENT_MODERATE] = { "moderate", 14, SIM_N_LISTINGS, TRUE },
  [SIM_EVENT_REMOVE] = { "remove", 4, SIM_NETWORK + 1, TRUE },
  [SIM_EVENT_ADMIT] = { "admit", 4, SIM_NETWORK + 1, TRUE },
  [SIM_EVENT_REVIEWS] = { "reviews", 3, 2 },
  [SIM_EVENT_REVOKE] = { "revoke", 2, 1 },
  [SIM_EVENT_THEFT] = { "theft", 3, 1 },
  [SIM_EVENT_LINE] = { "line", 20, SIM_N_LINE_FAULTS },
  [SIM_EVENT_OFFLINE] = { "offline", 4, 1 },
  [SIM_EVENT_ONLINE] = { "online", 6, 1 },
  [SIM_EVENT_TRY_NOW] = { "try-now", 15, 1 },
  [SIM_EVENT_QUIT] = { "quit", 4, 1 },
  [SIM_EVENT_KILL] = { "kill", 4, 1 },
  [SIM_EVENT_POWERCUT] = { "powercut", 4, 1 },
  [SIM_EVENT_DISK] = { "disk", 12, 5 },
  [SIM_EVENT_CLOCK] = { "clock", 3, 1 },
  [SIM_EVENT_SERVER_KILL] = { "server-kill", 2, 1 },
  [SIM_EVENT_SERVER_POWERCUT] = { "server-powercut", 2, 1 },
  [SIM_EVENT_SERVER_DISK] = { "server-disk", 6, 5 },
  [SIM_EVENT_SERVER_CLOCK] = { "server-clock", 3, 1 },
  [SIM_EVENT_BACK_UP] = { "back-up", 4, 1 },
  [SIM_EVENT_RESTORE] = { "restore", 4, 2 },
  [SIM_EVENT_TICK] = { "tick", 3, 1 },
};

const char *
sim_event_get_name (SimEventKind kind)
{
  return kinds[kind].name;
}

static SimEventKind
draw_kind (SimRandom *random)
{
  guint total = 0;
  guint drawn;

  for (guint i = 0; i < SIM_N_EVENT_KINDS; i++)
    total += kinds[i].weight;
  drawn = sim_random_pick (random, total);
  for (guint i = 0; i < SIM_N_EVENT_KINDS; i++)
    {
      if (drawn < kinds[i].weight)
        return i;
      drawn -= kinds[i].weight;
    }
  return SIM_EVENT_TICK;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const SimEvent *first = a, *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

static SimSchedule *
schedule_new (guint64 seed)
{
  SimSchedule *self = g_new0 (SimSchedule, 1);

  self->seed = seed;
  self->events = g_array_new (FALSE, FALSE, sizeof (SimEvent));
  return self;
}

/* Words of clients are drawn beside what else happens, which stays what it is without them. */
static void
draw_words (SimSchedule *self, guint max_ms)
{
  static const SimEventKind words[] = { SIM_EVENT_WORD_ASK,   SIM_EVENT_WORD_SAY,
                                        SIM_EVENT_WORD_LEAVE, SIM_EVENT_WORD_SHOW,
                                        SIM_EVENT_WORD_SHOW,  SIM_EVENT_WORD_HIDE };
  SimRandom random = { self->seed ^ WORDS };
  const guint n_events = sim_random_pick (&random, 3) == 0 ? 0 : sim_random_pick (&random, 40);

  for (guint i = 0; i < n_events; i++)
    {
      SimEvent event = { sim_random_pick (&random, max_ms),
                         words[sim_random_pick (&random, G_N_ELEMENTS (words))] };

      event.who = sim_random_pick (&random, self->n_clients);
      event.seed = sim_random_next (&random);
      g_array_append_val (self->events, event);
    }
}

/* In one of two all is about one listing and its organisation, and in half of these all at once:
 * several write what the others have not seen. Returns: (transfer full): what the seed says */
SimSchedule *
sim_schedule_draw (guint64 seed)
{
  SimSchedule *self = schedule_new (seed);
  SimRandom random = { seed };
  const gboolean narrow = sim_random_pick (&random, 2) == 0;
  const guint n_events = 8 + sim_random_pick (&random, narrow ? 80 : 40);
  const guint max_ms = narrow && sim_random_pick (&random, 2) == 0 ? SHORT_MS : MAX_MS;

  self->n_clients = 2 + sim_random_pick (&random, SIM_MAX_CLIENTS - 1);
  for (guint i = 0; i < n_events; i++)
    {
      SimEvent event = { sim_random_pick (&random, max_ms), draw_kind (&random) };

      event.who = sim_random_pick (&random, self->n_clients);
      event.a = sim_random_pick (&random, kinds[event.kind].n_values);
      if (narrow && kinds[event.kind].of_listing)
        event.a = 0;
      event.seed = sim_random_next (&random);
      g_array_append_val (self->events, event);
    }
  draw_words (self, max_ms);
  g_array_sort (self->events, compare_events);
  return self;
}

SimSchedule *
sim_schedule_copy (const SimSchedule *self)
{
  SimSchedule *copy = schedule_new (self->seed);

  copy->n_clients = self->n_clients;
  g_array_append_vals (copy->events, self->events->data, self->events->len);
  return copy;
}

void
sim_schedule_free (SimSchedule *self)
{
  g_array_unref (self->events);
  g_free (self);
}

char *
sim_schedule_print (const SimSchedule *self)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "seed %" G_GUINT64_FORMAT "\nclients %u\n", self->seed, self->n_clients);
  for (guint i = 0; i < self->events->len; i++)
    {
      const SimEvent *event = &g_array_index (self->events, SimEvent, i);

      g_string_append_printf (text, "%u %s %u %u %" G_GUINT64_FORMAT "\n", event->at,
                              kinds[event->kind].name, event->who, event->a, event->seed);
    }
  return g_string_free (text, FALSE);
}

static void
parse_event (SimSchedule *self, const char *line)
{
  char name[32] = "";
  SimEvent event = { 0 };

  if (sscanf (line, "%u %31s %u %u %" G_GUINT64_FORMAT, &event.at, name, &event.who, &event.a,
              &event.seed) != 5)
    g_error ("Not an event: %s", line);
  while (event.kind < SIM_N_EVENT_KINDS && strcmp (kinds[event.kind].name, name) != 0)
    event.kind++;
  if (event.kind == SIM_N_EVENT_KINDS)
    g_error ("There is no event “%s”", name);
  g_array_append_val (self->events, event);
}

/* Lines that begin with "#" say what it is about. */
SimSchedule *
sim_schedule_parse (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  SimSchedule *self = schedule_new (0);

  for (char **line = lines; *line != NULL; line++)
    if (sscanf (*line, "seed %" G_GUINT64_FORMAT, &self->seed) != 1 &&
        sscanf (*line, "clients %u", &self->n_clients) != 1 && **line != '\0' && **line != '#')
      parse_event (self, *line);
  g_assert_cmpuint (self->n_clients, >, 0);
  return self;
}

void
sim_outcome_clear (SimOutcome *self)
{
  g_clear_pointer (&self->failure, g_free);
}

/* Without the events from @first on. */
static SimSchedule *
leave_out (const SimSchedule *self, guint first, guint n)
{
  SimSchedule *shorter = sim_schedule_copy (self);

  g_array_remove_range (shorter->events, first, MIN (n, shorter->events->len - first));
  return shorter;
}

static gboolean
fails (const SimSchedule *schedule, const char *folder)
{
  g_auto (SimOutcome) outcome = { 0 };

  sim_run (schedule, folder, &outcome);
  return outcome.failure != NULL;
}

/**
 * sim_shrink:
 *
 * Returns: (transfer full): what is left when events are left out, many at once and then one at a
 *   time, as long as it fails
 */
SimSchedule *
sim_shrink (const SimSchedule *schedule, const char *folder)
{
  SimSchedule *best = sim_schedule_copy (schedule);

  for (guint n = MAX (best->events->len / 2, 1);; n /= 2)
    {
      guint first = 0;

      while (first < best->events->len)
        {
          SimSchedule *shorter = leave_out (best, first, n);

          if (!fails (shorter, folder))
            {
              sim_schedule_free (shorter);
              first += n;
              continue;
            }
          sim_schedule_free (best);
          best = shorter;
        }
      if (n <= 1)
        return best;
    }
}
