/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "server/sol-oidc.h"

G_BEGIN_DECLS

struct _SolOidc
{
  char *issuer;
  char *client_id;
  char *secret; /* (nullable): the client is a public one */
  char *name;
  char *ca_file;        /* (nullable) */
  GMutex lock;          /* what follows */
  JsonObject *metadata; /* (nullable): as the provider told it */
  gint64 told_at;       /* µs, monotonic */
};

JsonObject *sol_oidc_get_metadata (SolOidc *self, GError **error);
char *sol_oidc_make_nonce (const char *state);

G_END_DECLS
