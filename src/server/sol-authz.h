/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/sol-rates.h"

G_BEGIN_DECLS

#define SOL_ROLE_ANONYMOUS "anonymous"
#define SOL_ROLE_ACCOUNT "account" /* signed in */

/**
 * SolLimits:
 * @body_max: bytes
 * @for_all: who is not signed in may ask too
 *
 * What one address may ask of a route, and bring to it.
 */
typedef struct
{
  SolRate rate;
  guint64 body_max;
  gboolean for_all;
} SolLimits;

gboolean
sol_authz_may_read (const char *route, const char *type, const char *role, const char *scope);
void sol_authz_get_limits (const char *route, const char *operation, SolLimits *limits);
GStrv sol_authz_list_readable (const char *route, const char *role, const char *scope);

G_END_DECLS
