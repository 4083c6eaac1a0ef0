/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-field.h"

G_BEGIN_DECLS

/* What is typed into one line, and the value that it stands for. */
void sol_typed_read (SolFieldKind kind, const char *typed, GValue *value);
char *sol_typed_write (SolFieldKind kind, const GValue *value);
gboolean sol_typed_accepts (SolFieldKind kind, gunichar character);

G_END_DECLS
