/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/listing/sol-listing-place.h"
#include "sol-test-account.h"
#include "sol-test-find.h"

G_BEGIN_DECLS

/* The place of a listing in a wide window, over the real files of an account: one a test. */

#define SOL_TEST_LISTING "0193f7a0-0000-7000-8000-000000000001"

extern GtkWidget *sol_test_window;
extern SolListingPlace *sol_test_place;
extern const SolListingOwner sol_test_manager;

void sol_test_place_init (int *argc, char ***argv);
void sol_test_place_add (const char *path, SolTestAccountFunc test);
int sol_test_place_run (void);
void sol_test_place_open (SolTestAccount *fixture);
void sol_test_place_apply (SolTestAccount *fixture, gint64 rev, const char *doc);
GtkWidget *sol_test_place_find (SolTestIsIt is_it, gconstpointer data);
gboolean sol_test_place_says (const char *words);

#define SOL_TEST_WAIT_FOR_WORDS(words) SOL_TEST_WAIT_UNTIL (sol_test_place_says (words))

G_END_DECLS
