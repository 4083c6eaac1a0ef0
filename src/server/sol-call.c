/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-call.h"

static void
call_free (gpointer data)
{
  SolCall *self = data;

  g_clear_pointer (&self->session, sol_session_free);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_free (self);
}

/* (transfer none): made when it is first asked for; ends with the request */
SolCall *
sol_call_of (SolRequest *request)
{
  SolCall *self = sol_request_get_data (request);

  if (self == NULL)
    {
      self = g_new0 (SolCall, 1);
      sol_request_set_data (request, self, call_free);
    }
  return self;
}
