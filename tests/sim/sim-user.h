/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-client.h"
#include "sim-typed.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

void sim_user_begin (void);
void sim_user_end (void);

/* @shown: as his program shows it */
typedef void (*SimActFunc) (SimClient *client,
                            guint listing,
                            SolShownRecord *shown,
                            SimRandom *random);

void sim_user_look (SimClient *client,
                    const char *type,
                    const char *id,
                    guint listing,
                    guint64 seed,
                    SimActFunc act);
char *sim_user_make_mutation (const char *type, const char *id, const char *op, const char *rest);
void sim_user_hand_over (SimClient *client,
                         const char *text,
                         const char *organisation,
                         guint listing,
                         SimTyped *owned_typed);
void sim_user_write (SimClient *client,
                     guint listing,
                     const char *op,
                     const char *rest,
                     SimTyped *owned_typed);
void sim_user_attach (SimClient *client, guint listing, gboolean proves, guint64 seed);
void sim_user_act (SimClient *client, guint listing, guint64 seed);
void sim_user_fill (SimClient *client, guint listing, guint64 seed);
void sim_user_review (SimClient *client, guint listing, guint64 seed);
void sim_user_claim (SimClient *client, guint supplier, guint64 seed);
void sim_user_prove_claim (SimClient *client, guint supplier, guint64 seed);
void sim_user_judge (SimClient *client, guint supplier, guint64 seed);
void sim_user_census (SimClient *client, guint censused, guint64 seed);
void sim_user_invite (SimClient *client, guint censused, guint64 seed);
void sim_user_enter (SimClient *client, guint censused, guint64 seed);
void sim_user_ask_word (SimClient *client, guint unused, guint64 seed);
void sim_user_say_word (SimClient *client, guint unused, guint64 seed);
void sim_user_leave_word (SimClient *client, guint unused, guint64 seed);
void sim_user_show_word (SimClient *client, guint unused, guint64 seed);
void sim_user_hide_word (SimClient *client, guint unused, guint64 seed);
void sim_user_settle (SimClient *client, guint64 seed);
void sim_user_draft (SimClient *client, guint listing, guint64 seed);
void sim_user_watch (SimClient *client);
void sim_user_forget (SimClient *client);
void sim_user_give_up_unopened (SimClient *client);

G_END_DECLS
