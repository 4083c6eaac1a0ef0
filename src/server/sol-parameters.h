/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"

G_BEGIN_DECLS

gboolean sol_parameters_get_text (SolRequest *request, const char *name, const char **text);
gboolean sol_parameters_get_number (SolRequest *request,
                                    const char *name,
                                    guint maximum,
                                    guint fallback,
                                    guint *number);
gboolean sol_parameters_check_names (SolRequest *request, const char *const *names);

G_END_DECLS
