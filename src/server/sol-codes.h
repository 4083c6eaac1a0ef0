/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

#define SOL_CODE_CONFIRM "confirm"
#define SOL_CODE_RESET "reset"

gboolean sol_codes_check_way (SolServer *server, SolRequest *request);
gboolean sol_codes_make (SolServer *server,
                         SolRequest *request,
                         const char *purpose,
                         const char *address,
                         const char *mail,
                         const char *locale);
void sol_codes_refuse (SolRequest *request);
gboolean sol_codes_try (SolServer *server,
                        SolRequest *request,
                        const char *purpose,
                        const char *address,
                        const char *typed);

G_END_DECLS
