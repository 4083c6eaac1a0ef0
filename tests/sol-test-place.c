/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-place.h"

#include <adwaita.h>

#include "sol-ui.h"

GtkWidget *sol_test_window;
SolListingPlace *sol_test_place;
const SolListingOwner sol_test_manager = { SOL_TEST_ORGANISATION, "La Clé des Haies",
                                           SOL_ROLE_MEMBER | SOL_ROLE_MANAGER };

static void
set_up (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_account_set_up (fixture, unused);
  sol_test_place = SOL_LISTING_PLACE (sol_listing_place_new ());
  gtk_window_set_child (GTK_WINDOW (sol_test_window), GTK_WIDGET (sol_test_place));
}

static void
tear_down (SolTestAccount *fixture, gconstpointer unused)
{
  sol_listing_place_let_go (sol_test_place);
  gtk_window_set_child (GTK_WINDOW (sol_test_window), NULL);
  sol_test_account_tear_down (fixture, unused);
}

void
sol_test_place_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  sol_test_window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (sol_test_window), 1280, 780);
  gtk_window_present (GTK_WINDOW (sol_test_window));
}

void
sol_test_place_add (const char *path, SolTestAccountFunc test)
{
  g_test_add (path, SolTestAccount, NULL, set_up, test, tear_down);
}

/* Returns: the status to leave with */
int
sol_test_place_run (void)
{
  int status = g_test_run ();

  gtk_window_destroy (GTK_WINDOW (sol_test_window));
  return status;
}

/* By one who manages its structure. */
void
sol_test_place_open (SolTestAccount *fixture)
{
  sol_listing_place_open (sol_test_place, fixture->store, &sol_test_manager);
}

/* What the platform tells of the listing. */
void
sol_test_place_apply (SolTestAccount *fixture, gint64 rev, const char *doc)
{
  sol_test_apply (fixture, sol_test_changes (sol_test_put (SOL_TEST_LISTING, rev, doc), NULL));
}

/* Returns: (transfer none) (nullable): the first in the window that @is_it */
GtkWidget *
sol_test_place_find (SolTestIsIt is_it, gconstpointer data)
{
  return sol_test_find (sol_test_window, is_it, data);
}

/* Whether they are to be seen. */
gboolean
sol_test_place_says (const char *words)
{
  return sol_test_place_find (sol_test_says, words) != NULL;
}
