/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_FETCH_MAX (256 * 1024) /* bytes of an answer */

/**
 * SolFetch:
 * @form: (nullable): sent by POST, as HTML forms are; %NULL: GET
 * @user: (nullable): of HTTP's Basic, with @password
 * @bearer: (nullable): a token
 * @ca_file: (nullable): the authorities (PEM) that certify it; %NULL: those of the system
 *
 * A request to another server. The strings stay the caller's.
 */
typedef struct
{
  const char *url;
  const char *form;
  const char *user;
  const char *password;
  const char *bearer;
  const char *ca_file;
} SolFetch;

gboolean sol_fetch_is_safe (const char *url);
char *sol_fetch_run (const SolFetch *self, guint *status, GError **error);

G_END_DECLS
