/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

char *sol_refusal_code_hash (const char *typed);
char *
sol_refusal_links_make (SolServer *server, const char *type, const char *id, const char *address);

G_END_DECLS
