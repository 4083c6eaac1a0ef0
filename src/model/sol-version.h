/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the application calls itself to a server, before its version; and the oldest one whose
 * protocol is spoken. */
#define SOL_CLIENT_AGENT "achetons-solidaires/"
#define SOL_OLDEST_CLIENT "0.1.0"

int sol_version_compare (const char *a, const char *b);

G_END_DECLS
