/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLIENT_WORDS_PAGE (sol_client_words_page_get_type ())
G_DECLARE_FINAL_TYPE (SolClientWordsPage, sol_client_words_page, SOL, CLIENT_WORDS_PAGE, AdwBin)

GtkWidget *sol_client_words_page_new (SolAccountPlace *place);

G_END_DECLS
