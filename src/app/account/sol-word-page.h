/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_WORD_PAGE (sol_word_page_get_type ())
G_DECLARE_FINAL_TYPE (SolWordPage, sol_word_page, SOL, WORD_PAGE, AdwBin)

GtkWidget *sol_word_page_new (SolAccountPlace *place);

G_END_DECLS
