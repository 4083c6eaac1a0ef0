/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-options.h"

G_BEGIN_DECLS

char **sol_options_spread (int argc, char **argv);
void sol_options_add_account (GApplication *application);
gboolean sol_options_read_account (SolAccountOptions *self, GVariantDict *given, GError **error);
void sol_options_clear_account (SolAccountOptions *self);
gboolean sol_options_want_account (const SolAccountOptions *self);

G_END_DECLS
