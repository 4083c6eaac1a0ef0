/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A word that the dictionary does not know: characters of the text, the last one excluded. */
typedef struct
{
  guint start;
  guint end;
} SolMisspelling;

void sol_speller_check_async (const char *text,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GArray *sol_speller_check_finish (GAsyncResult *result);
void sol_speller_suggest_async (const char *word,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GStrv sol_speller_suggest_finish (GAsyncResult *result);
void sol_speller_learn_async (const char *word, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
