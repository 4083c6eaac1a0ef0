/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"

G_BEGIN_DECLS

gboolean
sol_oidc_check_start (SolRequest *request, const char *challenge, const char *redirect_uri);
gboolean sol_oidc_is_redirect (const char *uri);
char *sol_oidc_make_challenge (const char *verifier);

G_END_DECLS
