/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-routes.h"

G_BEGIN_DECLS

#define JSON "application/json"
#define PROBLEM "application/problem+json"

/* What routes of several tables take and answer. */
#define CLIENT                                                               \
  {                                                                          \
    "client", "The name by which the session is told from others", 100, TRUE \
  }
#define WRONG_VALUE                                                    \
  {                                                                    \
    422, PROBLEM, "Problem", "A value cannot be; reason: which member" \
  }

/* Tables of routes by their subject, each ended by one without a method. src/server/check-authz.py
 * reads them too: each entry begins with method and path on its own line. */
extern const SolRoute sol_routes_records[];
extern const SolRoute sol_routes_accounts[];
extern const SolRoute sol_routes_blobs[];
extern const SolRoute sol_routes_oidc[];
extern const SolRoute sol_routes_words[];

gboolean sol_route_matches (const SolRoute *route, const char *path, const char **rest);
gboolean sol_route_takes (const SolRoute *route, const char *method);

G_END_DECLS
