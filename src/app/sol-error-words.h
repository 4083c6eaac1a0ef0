/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolErrorWords:
 * @happened: what happened and what it touches, to be translated
 * @advice: what to do, to be translated
 */
typedef struct
{
  const char *happened;
  const char *advice;
} SolErrorWords;

SolErrorWords sol_error_words_get (GQuark domain, int code);
char *sol_error_words_say (const GError *error);

G_END_DECLS
