/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_siret_normalize (const char *typed);
gboolean sol_siret_is_valid (const char *siret);
gboolean sol_siren_is_valid (const char *siren);
char *sol_siret_format (const char *siret);

G_END_DECLS
