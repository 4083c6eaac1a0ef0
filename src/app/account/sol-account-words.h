/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_PASSWORD_MIN 10 /* characters; the server refuses shorter ones */

const char *sol_account_words_get_name (const char *code);
char *sol_account_words_shorten (const char *name);

const char *sol_account_words_check_address (const char *address);
const char *sol_account_words_check_password (const char *password);
char *sol_account_words_make_password_hint (const char *password);
char *sol_account_words_refuse (SolAccountSession *account, const GError *error);

G_END_DECLS
