/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

const char *sol_outbox_fields_get_type (const char *type);
const SolFormField *
sol_outbox_fields_find (const char *type, const char *path, const SolField **field);
char *sol_outbox_fields_get_label (const char *type, const char *path);

G_END_DECLS
