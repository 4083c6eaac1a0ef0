/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *sol_openapi_describe_record (const char *type, const char *id_text);

G_END_DECLS
