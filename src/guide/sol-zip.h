/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SolZip SolZip;

SolZip *sol_zip_new (void);
void sol_zip_add (SolZip *self, const char *name, const char *text);
GBytes *sol_zip_finish (SolZip *owned_self);

G_END_DECLS
