/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"

G_BEGIN_DECLS

char *sol_invitation_code_hash (const char *typed);
void sol_invitation_code_answer (SolRequest *request,
                                 const char *code,
                                 gint64 expires_at,
                                 gboolean mailed);

G_END_DECLS
