/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-codes.h"

G_BEGIN_DECLS

GPtrArray *sol_code_search (const char *list, const char *typed, guint most, gboolean *near);

G_END_DECLS
