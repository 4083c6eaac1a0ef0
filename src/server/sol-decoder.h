/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-uploads.h"

G_BEGIN_DECLS

char *sol_decoder_look (int file, GPtrArray *shown, const char **fault);

G_END_DECLS
