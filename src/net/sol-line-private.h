/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What lies between this computer and a server: a proxy, a certificate. */
typedef struct _SolLine SolLine;
struct _SoupMessage;

GTlsDatabase *sol_line_load_trust (const char *path, GError **error);

SolLine *sol_line_watch (struct _SoupMessage *message, GTlsDatabase *own_trust);
GError *sol_line_explain (SolLine *self, GError *cause);
gboolean sol_line_is_answer_of_proxy (SolLine *self);
void sol_line_unref (SolLine *self);

G_END_DECLS
