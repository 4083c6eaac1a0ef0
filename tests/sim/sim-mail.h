/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-mailer.h"
#include "sim-random.h"

G_BEGIN_DECLS

SolMailer *sim_mail_new (void);
void sim_mail_begin (void);
void sim_mail_end (void);
gboolean sim_mail_came (const char *claim, const char *hash);
const char *sim_mail_pick_code (const char *to, SimRandom *random);

G_END_DECLS
