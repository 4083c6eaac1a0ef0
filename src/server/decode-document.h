/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *decode_document_look (GBytes *bytes);

G_END_DECLS
