/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/account/sol-account-place.h"
#include "app/widgets/sol-entry-field.h"
#include "sol-test-find.h"
#include "sol-test-support.h"
#include "sol-ui.h"
#include "store/sol-outbox.h"

/* Pages of the account over an opened catalogue whose platform does not answer. */

#define NOBODY "http://127.0.0.1:9"

typedef struct
{
  char *folder;
  SolSession *session;
  SolActingFor *acting;
} Fixture;

static GtkWidget *window;
static SolAccountPlace *place; /* (nullable): in the window */

static gboolean
is_opened (Fixture *fixture)
{
  return sol_session_get_account_store (fixture->session) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  fixture->folder = g_dir_make_tmp ("sol-pages-XXXXXX", NULL);
  sol_session_open_async (SOL_SESSION_PLATFORM, fixture->folder, NOBODY, NULL, NULL,
                          sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  fixture->session = sol_session_open_finish (result, NULL);
  g_assert_nonnull (fixture->session);
  fixture->acting = sol_acting_for_new ();
  SOL_TEST_WAIT_UNTIL (is_opened (fixture));
  place = g_object_new (SOL_TYPE_ACCOUNT_PLACE, NULL);
  g_object_add_weak_pointer (G_OBJECT (place), (gpointer *) &place);
  sol_account_place_set_session (place, fixture->session, fixture->acting);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (place));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  SOL_TEST_WAIT_UNTIL (place == NULL);
  sol_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->acting);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static void
press_send (void)
{
  GtkWidget *bar = NULL;

  SOL_TEST_WAIT_UNTIL ((bar = sol_test_find (window, is_of_type, "SolSubmitBar")) != NULL);
  g_signal_emit_by_name (bar, "send");
}

static void
name_it (void)
{
  GtkWidget *field = NULL;

  sol_account_place_show (place, "found");
  SOL_TEST_WAIT_UNTIL ((field = sol_test_find (window, is_of_type, "SolEntryField")) != NULL);
  sol_entry_field_set_text (SOL_ENTRY_FIELD (field), "Les Semis");
}

static gboolean
is_said (const char *words)
{
  return sol_test_find (window, sol_test_says, words) != NULL;
}

static void
test_closed_files_are_told (Fixture *fixture, gconstpointer page)
{
  sol_session_account_close (sol_session_get_account_files (fixture->session));
  if (g_str_equal (page, "found"))
    name_it ();
  else
    sol_account_place_show (place, page);
  press_send ();
  SOL_TEST_WAIT_UNTIL (is_said ("Your work is still being opened on this computer"));
}

static void
count (guint *n)
{
  (*n)++;
}

/* What he did is kept; who looks at something else by then is not led away from it. */
static void
test_leaving_while_it_is_kept (Fixture *fixture, gconstpointer unused)
{
  SolAccountStore *store = sol_session_get_account_store (fixture->session);
  g_autoptr (SolLiveList) outbox = sol_account_store_list_outbox (store);
  guint n_left = 0;

  g_signal_connect_swapped (place, "left", G_CALLBACK (count), &n_left);
  name_it ();
  press_send ();
  sol_account_place_set_session (place, NULL, NULL);
  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (outbox)) == 1);
  g_assert_cmpuint (n_left, ==, 0);
}

#define ADD(name, data, test) \
  g_test_add ("/account-kept/" name, Fixture, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  /* Now and then AdwFlap 1.2 folds from no width at all, and gives its content a negative one. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_resources_register (sol_ui_get_resource ());
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 900);
  gtk_window_present (GTK_WINDOW (window));

  ADD ("closed-files-are-told-by-found", "found", test_closed_files_are_told);
  ADD ("closed-files-are-told-by-join", "join", test_closed_files_are_told);
  ADD ("leaving-while-it-is-kept", NULL, test_leaving_while_it_is_kept);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  return status;
}
