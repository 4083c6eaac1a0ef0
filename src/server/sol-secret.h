/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_secret_new_token (void);
char *sol_secret_new_code (void);
char *sol_secret_new_long_code (void);
char *sol_secret_normalise_code (const char *typed);
char *sol_secret_hash (const char *purpose, const char *secret);
char *sol_secret_hash_code (const char *purpose, const char *typed);
void sol_secret_free (char *secret);

G_END_DECLS
