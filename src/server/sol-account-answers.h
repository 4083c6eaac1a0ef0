/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-access.h"
#include "server/sol-accounts.h"
#include "server/sol-http.h"

G_BEGIN_DECLS

gboolean sol_account_answer_failure (SolRequest *request, const GError *error);
gboolean sol_account_answer_busy (SolRequest *request);
void sol_account_answer_json (SolRequest *request, GString *text);
void sol_account_append_json (GString *text, const SolAccount *account);
void sol_membership_append_json (GString *text, const SolMembership *membership);
void sol_session_append_json (GString *text, const SolSession *session, gboolean current);

G_END_DECLS
