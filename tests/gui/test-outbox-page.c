/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/outbox/sol-outbox-page.h"
#include "sol-test-account.h"
#include "sol-ui.h"

/* The page of what is sent over the real files of an account with more acts than it lists. */

#define NOBODY "http://127.0.0.1:9"
#define N_ACTS 70
#define MAX_AT_ONCE 4 /* rows that one turn of the main loop makes or drops */

static GtkWidget *window;
static GtkStack *stack;
static SolSession *session;

typedef struct
{
  SolOutboxGroups *groups;
  GListModel *rows;
  GtkWidget *page;
  guint n_changes; /* in this turn */
} Page;

static void
on_rows (Page *self, guint position, guint n_removed, guint n_added)
{
  self->n_changes += n_removed + n_added;
}

static void
open_page (Page *self, SolTestAccount *fixture)
{
  for (guint i = 0; i < N_ACTS; i++)
    {
      g_autofree char *target = g_uuid_string_random ();
      g_autofree char *id = sol_test_act (fixture, "create", target, "{\"set\":{\"name\":\"A\"}}");
    }
  self->groups = sol_outbox_groups_new (session, fixture->store);
  self->rows = sol_outbox_groups_get_rows (self->groups);
  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (on_rows), self);
  self->page = sol_outbox_page_new (self->groups);
  gtk_stack_add_child (stack, self->page);
}

static void
leave_page (Page *self)
{
  g_signal_handlers_disconnect_by_data (self->rows, self);
  gtk_stack_remove (stack, self->page);
  g_object_unref (self->groups);
}

/* Until a group lists as many as @n entries; never many in one turn. */
static void
wait_for_entries (Page *self, SolOutboxGroupKind kind, guint n)
{
  guint n_listed;

  do
    {
      SolOutboxGroupKind group = SOL_N_OUTBOX_GROUPS;

      self->n_changes = 0;
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (self->n_changes, <=, MAX_AT_ONCE);
      n_listed = 0;
      for (guint i = 0; i < g_list_model_get_n_items (self->rows); i++)
        {
          g_autoptr (GObject) row = g_list_model_get_item (self->rows, i);

          if (SOL_IS_OUTBOX_GROUP (row))
            group = sol_outbox_group_get_kind (SOL_OUTBOX_GROUP (row));
          else if (group == kind)
            n_listed++;
        }
    }
  while (n_listed != n);
}

static gboolean
says (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static void
test_first_of_many_come_row_by_row (SolTestAccount *fixture, gconstpointer unused)
{
  Page page = { 0 };

  open_page (&page, fixture);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, SOL_OUTBOX_TOP);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (page.rows), ==, 1 + SOL_OUTBOX_TOP);
  g_assert_true (says (window, "70"));
  g_assert_true (says (window, "The first 30 are listed, the others will follow."));
  leave_page (&page);
}

/* The others stay the rows they are. */
static void
test_one_sent_lets_the_next_follow (SolTestAccount *fixture, gconstpointer unused)
{
  Page page = { 0 };
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autoptr (GObject) second = NULL;
  g_autoptr (GObject) first = NULL;

  open_page (&page, fixture);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, SOL_OUTBOX_TOP);
  second = g_list_model_get_item (page.rows, 2);
  batch = sol_test_take (fixture, 1);
  sol_test_answer_batch (fixture, batch);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_SENT, 1);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, SOL_OUTBOX_TOP);
  first = g_list_model_get_item (page.rows, 1);
  g_assert_true (first == second);
  leave_page (&page);
}

static void
test_all_sent_lists_the_last (SolTestAccount *fixture, gconstpointer unused)
{
  Page page = { 0 };

  open_page (&page, fixture);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, SOL_OUTBOX_TOP);
  sol_test_answer_all (fixture);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, 0);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_SENT, SOL_OUTBOX_TOP);
  g_assert_false (says (window, "The first 30 are listed, the others will follow."));
  leave_page (&page);
}

/* All at once they would hold the main loop. */
static void
test_page_that_is_let_go_loses_row_by_row (SolTestAccount *fixture, gconstpointer unused)
{
  Page page = { 0 };

  open_page (&page, fixture);
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, SOL_OUTBOX_TOP);
  sol_outbox_page_let_go (SOL_OUTBOX_PAGE (page.page));
  g_assert_false (gtk_widget_get_mapped (page.page));
  wait_for_entries (&page, SOL_OUTBOX_GROUP_WAITING, 0);
  SOL_TEST_WAIT_UNTIL (gtk_widget_get_first_child (GTK_WIDGET (stack)) == NULL);
  g_signal_handlers_disconnect_by_data (page.rows, &page);
  g_object_unref (page.groups);
}

/* Of another folder: it would put away the files of who is not signed in there. */
static void
open_session (const char *folder)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_session_open_async (SOL_SESSION_PLATFORM, folder, NOBODY, NULL, NULL, sol_test_keep_result,
                          &kept);
  done = sol_test_wait (&kept);
  session = sol_session_open_finish (done, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("sol-test-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  window = gtk_window_new ();
  stack = GTK_STACK (gtk_stack_new ());
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (stack));
  gtk_window_present (GTK_WINDOW (window));
  open_session (folder);

  sol_test_account_add ("/outbox-page/first-of-many", test_first_of_many_come_row_by_row);
  sol_test_account_add ("/outbox-page/one-sent", test_one_sent_lets_the_next_follow);
  sol_test_account_add ("/outbox-page/all-sent", test_all_sent_lists_the_last);
  sol_test_account_add ("/outbox-page/let-go", test_page_that_is_let_go_loses_row_by_row);
  status = g_test_run ();
  sol_session_close (session);
  g_object_unref (session);
  gtk_window_destroy (GTK_WINDOW (window));
  sol_test_remove_folder (folder);
  return status;
}
