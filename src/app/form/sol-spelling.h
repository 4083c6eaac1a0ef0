/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_SPELLING (sol_spelling_get_type ())
G_DECLARE_FINAL_TYPE (SolSpelling, sol_spelling, SOL, SPELLING, GObject)

SolSpelling *sol_spelling_watch (GtkTextView *view);

G_END_DECLS
