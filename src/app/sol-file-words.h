/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sol_file_words_refused (const char *why);
char *sol_file_words_say (const GError *error);
char *sol_file_words_say_document (const GError *error);

G_END_DECLS
