/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The server of the platform itself, over the demonstration, with cheap passwords. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  char *database;
  char *address;
} SolRealServer;

void sol_real_server_start (SolRealServer *self, const char *folder);
void sol_real_server_stop (SolRealServer *self);
void sol_real_server_clear (SolRealServer *self);
char *sol_real_server_wait_for_code (SolRealServer *self, const char *kind, const char *address);

G_END_DECLS
