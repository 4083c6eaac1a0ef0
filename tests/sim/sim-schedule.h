/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-random.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_EVENT_ACT,        /* a person writes; a: which listing */
  SIM_EVENT_DRAFT,      /* and has not finished; a: which listing */
  SIM_EVENT_ATTACH,     /* a file, and an act that names it; a: which listing */
  SIM_EVENT_PROVE,      /* a practice by a file, likewise */
  SIM_EVENT_FILL,       /* the longer parts of a listing; a: which */
  SIM_EVENT_REVIEW,     /* submits a listing, or decides on the copy of it; a: which */
  SIM_EVENT_CLAIM,      /* says that an imported structure is theirs; a: which */
  SIM_EVENT_CODE,       /* brings the code that was mailed to it; a: which */
  SIM_EVENT_JUDGE,      /* a moderator answers a claim */
  SIM_EVENT_CENSUS,     /* an animator writes about a structure; a: which */
  SIM_EVENT_INVITE,     /* and invites it */
  SIM_EVENT_ENTER,      /* somebody of it brings the code */
  SIM_EVENT_WORD_ASK,   /* a structure asks a client for a word */
  SIM_EVENT_WORD_SAY,   /* who has no account says it, or takes it back */
  SIM_EVENT_WORD_LEAVE, /* who has one leaves it, changes it, or takes it back */
  SIM_EVENT_WORD_SHOW,  /* a structure shows one, or no more, or deletes it */
  SIM_EVENT_WORD_HIDE,  /* a moderator hides one, or lets it be seen again */
  SIM_EVENT_SETTLE,     /* does something about what was not taken up */
  SIM_EVENT_SIGN_IN,
  SIM_EVENT_SIGN_OUT, /* a: 0: and what he did not send may go */
  SIM_EVENT_PERSON,   /* another sits down; a: which */
  SIM_EVENT_MODERATE, /* the server's own people act on a listing; a: which */
  SIM_EVENT_REMOVE,   /* a person from an organisation; a: which */
  SIM_EVENT_ADMIT,    /* likewise, to it */
  SIM_EVENT_REVIEWS,  /* a: whether there is somebody to review */
  SIM_EVENT_REVOKE,   /* all sessions of a person */
  SIM_EVENT_THEFT,    /* of the refresh token of a machine */
  SIM_EVENT_LINE,     /* a: SimLineFault */
  SIM_EVENT_OFFLINE,
  SIM_EVENT_ONLINE,
  SIM_EVENT_TRY_NOW,
  SIM_EVENT_QUIT, /* and start again */
  SIM_EVENT_KILL,
  SIM_EVENT_POWERCUT,
  SIM_EVENT_DISK,  /* a: SimDiskFault, after a few writes */
  SIM_EVENT_CLOCK, /* up to a year off */
  SIM_EVENT_SERVER_KILL,
  SIM_EVENT_SERVER_POWERCUT,
  SIM_EVENT_SERVER_DISK,  /* a: SimDiskFault, after a few writes */
  SIM_EVENT_SERVER_CLOCK, /* it goes on by up to 40 days: tokens expire */
  SIM_EVENT_BACK_UP,
  SIM_EVENT_RESTORE, /* a: whether the administrator says so */
  SIM_EVENT_TICK,
  SIM_N_EVENT_KINDS,
} SimEventKind;

/* One thing that happens: what it does by chance it draws from its own seed, so that the others
 * stay the same when one is left out. */
typedef struct
{
  guint at; /* ms */
  SimEventKind kind;
  guint who; /* a client */
  guint a;
  guint64 seed;
} SimEvent;

typedef struct
{
  guint64 seed;
  guint n_clients;
  GArray *events; /* of SimEvent, in the order of their times */
} SimSchedule;

SimSchedule *sim_schedule_draw (guint64 seed);
SimSchedule *sim_schedule_parse (const char *text);
SimSchedule *sim_schedule_copy (const SimSchedule *self);
char *sim_schedule_print (const SimSchedule *self);
void sim_schedule_free (SimSchedule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimSchedule, sim_schedule_free)

const char *sim_event_get_name (SimEventKind kind);

typedef struct
{
  char *failure; /* (nullable) */
  guint64 hash;
} SimOutcome;

void sim_outcome_clear (SimOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOutcome, sim_outcome_clear)

void sim_prepare (const char *folder);
void sim_run (const SimSchedule *schedule, const char *folder, SimOutcome *outcome);
SimSchedule *sim_shrink (const SimSchedule *schedule, const char *folder);

G_END_DECLS
