/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

/* A request that the real handlers answer in this very process, on this thread. */
typedef struct
{
  guint status;
  GPtrArray *headers; /* (element-type utf8): name, value, name, value */
  GByteArray *body;
  gboolean cut;        /* the server broke off */
  SolHttpStream *open; /* (nullable): goes on; whoever reads it takes it */
} SolLocalAnswer;

SolLocalAnswer *sol_local_request (SolServer *server,
                                   const char *method,
                                   const char *target,
                                   GPtrArray *headers,
                                   GBytes *body);
void sol_local_answer_free (SolLocalAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolLocalAnswer, sol_local_answer_free)
