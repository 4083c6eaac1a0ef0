/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-referential.h"

G_BEGIN_DECLS

GPtrArray *sol_form_codes_list (const char *list);

G_END_DECLS
