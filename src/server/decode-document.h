/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/decode-picture.h"

G_BEGIN_DECLS

const char *decode_document_look (GBytes *bytes);
void decode_document_draw (GBytes *bytes, DecodeTake take, gpointer data);

G_END_DECLS
