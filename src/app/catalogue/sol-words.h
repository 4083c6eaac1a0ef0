/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_words_structures (guint n);
char *sol_words_instant (const char *written);
char *sol_words_embolden (const char *text, const char *const *words);

G_END_DECLS
