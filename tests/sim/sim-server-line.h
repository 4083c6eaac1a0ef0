/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sol-local-request.h"

G_BEGIN_DECLS

/* The server's end of the line. Apart, because what the server calls a membership is not what the
 * client does. */
SolLocalAnswer *
sim_server_answer (const char *method, const char *target, GPtrArray *headers, GBytes *body);

G_END_DECLS
