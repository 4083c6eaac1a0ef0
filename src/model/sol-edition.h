/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *sol_edition_load (const char *name, guint number);
const char *sol_edition_get_text (JsonObject *object, const char *name);
const char *sol_edition_get_nth_text (JsonObject *object, const char *name, guint index);

G_END_DECLS
