/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_MODERATED_WORDS_PAGE (sol_moderated_words_page_get_type ())
G_DECLARE_FINAL_TYPE (SolModeratedWordsPage,
                      sol_moderated_words_page,
                      SOL,
                      MODERATED_WORDS_PAGE,
                      AdwBin)

void sol_moderated_words_page_set_store (SolModeratedWordsPage *self, SolAccountStore *store);
gboolean sol_moderated_words_page_has_any (SolModeratedWordsPage *self);

G_END_DECLS
