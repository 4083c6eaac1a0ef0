/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"

G_BEGIN_DECLS

#define SOL_ACCOUNT_NAME_MAX 100 /* characters */

gboolean sol_account_check_name (SolRequest *request, const char *name);
gboolean sol_account_check_client (SolRequest *request, const char *client);
gboolean sol_account_check_locale (SolRequest *request, const char *locale);
gboolean sol_account_check_kind (SolRequest *request, const char *kind);
gboolean
sol_account_check_password (SolRequest *request, const char *password, const char *address);

G_END_DECLS
