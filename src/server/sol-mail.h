/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_mail_compose (const char *kind,
                        const char *locale,
                        const char *from,
                        const char *to,
                        const char *code,
                        gint64 now);

char *sol_mail_compose_refusable (const char *kind,
                                  const char *locale,
                                  const char *from,
                                  const char *to,
                                  const char *code,
                                  const char *link,
                                  gint64 now);

G_END_DECLS
