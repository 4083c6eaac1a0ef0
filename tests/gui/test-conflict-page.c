/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/outbox/sol-conflict-page.h"
#include "sol-test-account.h"
#include "sol-ui.h"

/* The page of a conflict, of every kind of field, over the real files of an account: what it says
 * in words, and what leaves once it is settled. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define HELD                                                                                       \
  "{\"name\":\"La Clé des Haies\",\"kind\":\"ACI\",\"commune\":\"84035\",\"city\":\"Cavaillon\"," \
  "\"postcode\":\"84300\",\"department\":\"84\",\"region\":\"93\",\"qpv\":true,\"year\":1998,"     \
  "\"offers\":[{\"id\":\"o\",\"at\":\"a\",\"title\":\"Taille\",\"price\":2450,\"unit\":\"heure\"}" \
  "]"                                                                                              \
  ",\"labels\":[{\"id\":\"l\",\"at\":\"a\",\"label\":\"esus\",\"on\":\"2026-03-12\"}]}"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BLOB(name) \
  "{\"hash\":\"" HASH "\",\"name\":\"" name "\",\"size\":2048,\"type\":\"image/png\"}"

static GtkWidget *window;

/* One kind of conflict, and what is to be read of it. */
typedef struct
{
  const char *op;
  const char *patch;     /* (nullable): what its user wrote */
  const char *conflicts; /* as the platform tells them */
  const char *said[8];   /* on the page, word for word */
  const char *unsaid;    /* (nullable): nowhere on it */
} Kind;

static const Kind text = {
  "edit",
  "{\"set\":{\"name\":\"Haies et clés\"}}",
  "{\"path\":\"name\",\"mine\":\"Haies et clés\",\"theirs\":\"La Clé\"}",
  { "Usual name", "Haies et clés", "La Clé", "Write something else" },
};

static const Kind prose = {
  "edit",
  "{\"set\":{\"description\":\"Haies\"}}",
  "{\"path\":\"description\",\"mine\":\"Haies\",\"theirs\":\"Clés\"}",
  { "What we do, in three sentences", "Haies", "Clés", "Put both together" },
};

static const Kind emptied = {
  "edit",
  "{\"set\":{\"phone\":null}}",
  "{\"path\":\"phone\",\"mine\":null,\"theirs\":\"0465710012\"}",
  { "Telephone", "Left empty", "0465710012" },
};

static const Kind code = {
  "edit",
  "{\"set\":{\"kind\":\"EI\"}}",
  "{\"path\":\"kind\",\"mine\":\"EI\",\"theirs\":\"AI\"}",
  { "Kind of structure", "Work integration enterprise (EI)", "Intermediary association (AI)" },
};

static const Kind flag = {
  "edit",
  "{\"set\":{\"qpv\":false}}",
  "{\"path\":\"qpv\",\"mine\":false,\"theirs\":null}",
  { "In a priority neighbourhood", "No", "Left empty" },
};

static const Kind file = {
  "edit",
  "{\"set\":{\"logo\":" BLOB ("haie.png") "}}",
  "{\"path\":\"logo\",\"mine\":" BLOB ("haie.png") ",\"theirs\":" BLOB ("cle.png") "}",
  { "Logo", "haie.png (2.0 kB)", "cle.png (2.0 kB)" },
  HASH,
};

static const Kind town = {
  "edit",
  "{\"set\":{\"commune\":\"84003\",\"city\":\"Apt\",\"postcode\":\"84400\"}}",
  "{\"path\":\"commune\",\"mine\":\"84003\",\"theirs\":\"13055\"},"
  "{\"path\":\"city\",\"mine\":\"Apt\",\"theirs\":\"Marseille\"},"
  "{\"path\":\"postcode\",\"mine\":\"84400\",\"theirs\":\"13001\"}",
  { "1 choice to make", "Town", "Apt (84)", "Marseille (13)" },
  "84400",
};

static const Kind point = {
  "edit",
  "{\"set\":{\"place\":{\"lat\":43.5,\"lon\":-5.25}}}",
  "{\"path\":\"place\",\"mine\":{\"lat\":43.5,\"lon\":-5.25},\"theirs\":{\"lat\":-1,\"lon\":5}}",
  { "Place on the map", "43.5° N, 5.25° W", "1° S, 5° E" },
};

static const Kind removed_here = {
  "edit",
  "{\"items\":[{\"act\":\"remove\",\"path\":\"offers/o\"}]}",
  "{\"path\":\"offers/o\",\"mine\":null,\"theirs\":{\"id\":\"o\",\"at\":\"a\",\"title\":\"Taille\","
  "\"price\":3000,\"unit\":\"heure\"}}",
  { "Your offers · Taille", "Removed",
    "Changed\nTaille\nUnit: heure\nPrice for one unit, without tax: €30" },
};

static const Kind removed_there = {
  "edit",
  "{\"items\":[{\"act\":\"edit\",\"path\":\"labels/l\",\"set\":{\"on\":\"2026-04-01\"}}]}",
  "{\"path\":\"labels/l\",\"mine\":{\"id\":\"l\",\"at\":\"a\",\"label\":\"esus\","
  "\"on\":\"2026-04-01\"},\"theirs\":null}",
  { "Labels · ESUS (social utility)", "Changed\nESUS (social utility)\nOn: 1 Apr 2026", "Removed" },
};

static const Kind within_item = {
  "edit",
  "{\"items\":[{\"act\":\"edit\",\"path\":\"offers/o\",\"set\":{\"price\":2600}}]}",
  "{\"path\":\"offers/o/price\",\"mine\":2600,\"theirs\":2755}",
  { "Your offers · Taille · Price for one unit, without tax", "€26", "€27.55" },
};

static const Kind deleted = {
  SOL_MUTATION_DELETE,
  NULL,
  "{\"path\":\"name\",\"mine\":null,\"theirs\":null}",
  { "You deleted it.", "It was changed meanwhile: Usual name", "Delete it all the same",
    "Do not delete it" },
  "Left empty",
};

static const Kind decided = {
  "archive",
  NULL,
  "{\"path\":\"name\",\"mine\":null,\"theirs\":null},"
  "{\"path\":\"offers/o/price\",\"mine\":null,\"theirs\":null}",
  { "1 choice to make", "Archived", "It was changed meanwhile: Usual name, Your offers",
    "Do it all the same", "Do not do it" },
  "Left empty",
};

static GtkWidget *
find (GtkWidget *widget,
      gboolean (*is_it) (GtkWidget *widget, gconstpointer data),
      gconstpointer data)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (is_it (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, is_it, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* No-break spaces count as spaces. */
static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  g_auto (GStrv) parts = GTK_IS_LABEL (widget)
                             ? g_strsplit (gtk_label_get_text (GTK_LABEL (widget)), "\u00a0", -1)
                             : NULL;
  g_autofree char *said = parts != NULL ? g_strjoinv (" ", parts) : NULL;

  return g_strcmp0 (said, words) == 0;
}

static gboolean
mentions (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
is_choice (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_CHECK_BUTTON (widget) && find (widget, says, words) != NULL;
}

/* Returns: (transfer full): the entry that waits for its user to choose */
static SolOutboxEntry *
make_conflict (SolTestAccount *fixture, const Kind *kind)
{
  g_autofree char *id = NULL;
  g_autofree char *answer = g_strdup_printf ("\"n\":1,\"result\":\"conflict\",\"conflicts\":[%s]",
                                             kind->conflicts);
  g_autoptr (SolMutationBatch) sent = NULL;
  g_autoptr (SolLiveList) outbox = NULL;

  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 4, HELD), NULL));
  id = sol_test_act (fixture, kind->op, ONE, kind->patch != NULL ? kind->patch : "{}");
  sent = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, id, answer,
                       "{\"t\":\"listing\",\"id\":\"" ONE "\",\"s\":\"" SOL_TEST_SCOPE
                       "\",\"rev\":5,\"seq\":5,\"doc\":" HELD "}");
  outbox = sol_test_outbox (fixture);
  return g_object_ref (sol_test_entry (outbox, 0));
}

static GtkWidget *
open_page (SolTestAccount *fixture, const Kind *kind)
{
  g_autoptr (SolOutboxEntry) entry = make_conflict (fixture, kind);
  GtkWidget *page = sol_conflict_page_new (fixture->store, entry);

  gtk_window_set_child (GTK_WINDOW (window), page);
  return page;
}

static void
test_kind (SolTestAccount *fixture, gconstpointer data)
{
  const Kind *kind = data;
  GtkWidget *page = open_page (fixture, kind);

  for (guint i = 0; i < G_N_ELEMENTS (kind->said) && kind->said[i] != NULL; i++)
    if (find (page, says, kind->said[i]) == NULL)
      {
        g_test_message ("Not said: %s", kind->said[i]);
        g_test_fail ();
      }
  g_assert_true (kind->unsaid == NULL || find (page, mentions, kind->unsaid) == NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

static void
on_settled (GtkWidget *page, const GError *error, gboolean *settled)
{
  g_assert_no_error (error);
  *settled = TRUE;
}

static void
settle (GtkWidget *page, const char *choice)
{
  gboolean settled = FALSE;

  g_signal_connect (page, "settled", G_CALLBACK (on_settled), &settled);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (page, is_choice, choice)), TRUE);
  g_assert_true (gtk_widget_activate_action (page, "conflict.settle", NULL));
  SOL_TEST_WAIT_UNTIL (settled);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

static void
assert_set (SolMutation *sent, const char *name, const char *value)
{
  g_assert_cmpstr (json_object_get_string_member_with_default (sent->patch->set, name, NULL), ==,
                   value);
}

/* Whoever chooses a town chooses all that follows from it, also what only one of the two wrote. */
static void
test_town_is_chosen_whole (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;
  SolMutation *sent;

  settle (open_page (fixture, &town), "Keep my version");
  batch = sol_test_take (fixture, 0);
  sent = batch->mutations->pdata[0];
  assert_set (sent, "commune", "84003");
  assert_set (sent, "postcode", "84400");
  assert_set (sent, "department", "84");
  assert_set (sent, "region", "93");
  g_assert_true (json_object_has_member (sent->patch->set, "place"));
}

static void
test_their_town_leaves_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  settle (open_page (fixture, &town), "Keep the other version");
  g_assert_null (sol_test_take (fixture, 0));
}

static void
test_what_was_decided_is_not_done (SolTestAccount *fixture, gconstpointer unused)
{
  settle (open_page (fixture, &decided), "Do not do it");
  g_assert_null (sol_test_take (fixture, 0));
}

static void
test_what_was_decided_is_done (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;

  settle (open_page (fixture, &decided), "Do it all the same");
  batch = sol_test_take (fixture, 0);
  g_assert_nonnull (batch);
  g_assert_cmpint (((SolMutation *) batch->mutations->pdata[0])->base_rev, ==, 5);
}

static gboolean
is_entry (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_ENTRY (widget);
}

/* What is typed last holds, and chooses itself. */
static void
test_something_else_is_written (SolTestAccount *fixture, gconstpointer unused)
{
  GtkWidget *page = open_page (fixture, &text);
  GtkEditable *entry = GTK_EDITABLE (find (page, is_entry, NULL));
  g_autoptr (SolMutationBatch) batch = NULL;

  gtk_editable_set_text (entry, "Haies");
  gtk_editable_set_text (entry, "Haies d’ici");
  settle (page, "Write something else");
  batch = sol_test_take (fixture, 0);
  assert_set (batch->mutations->pdata[0], "name", "Haies d’ici");
}

static void
test_something_else_is_emptied (SolTestAccount *fixture, gconstpointer unused)
{
  GtkWidget *page = open_page (fixture, &emptied);
  GtkEditable *entry = GTK_EDITABLE (find (page, is_entry, NULL));
  g_autoptr (SolMutationBatch) batch = NULL;

  gtk_editable_set_text (entry, "04");
  gtk_editable_set_text (entry, "");
  settle (page, "Write something else");
  batch = sol_test_take (fixture, 0);
  assert_set (batch->mutations->pdata[0], "phone", NULL);
}

static gboolean
is_text_view (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_TEXT_VIEW (widget);
}

static GtkTextBuffer *
get_text (GtkWidget *page)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (page, is_text_view, NULL)));
}

static gboolean
is_active (GtkWidget *page, const char *choice)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (find (page, is_choice, choice)));
}

/* Empty is what he wants, not what nobody wrote yet. */
static void
test_emptied_text_is_recalled (SolTestAccount *fixture, gconstpointer unused)
{
  GtkWidget *page = open_page (fixture, &prose);
  g_autoptr (SolLiveList) outbox = sol_test_outbox (fixture);

  g_assert_cmpint (gtk_text_buffer_get_char_count (get_text (page)), >, 0);
  gtk_text_buffer_set_text (get_text (page), "", -1);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  page = sol_conflict_page_new (fixture->store, sol_test_entry (outbox, 0));
  gtk_window_set_child (GTK_WINDOW (window), page);
  SOL_TEST_WAIT_UNTIL (is_active (page, "Put both together"));
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_text (page)), ==, 0);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

/* The disk does not take what was chosen: he is told where he was told that it is kept. */
static void
test_choice_that_is_not_kept_is_told (SolTestAccount *fixture, gconstpointer unused)
{
  const char *kept = "Your choices are kept here until you settle it.";
  GtkWidget *page = open_page (fixture, &text);

  g_assert_nonnull (find (page, says, kept));
  sol_test_account_run_sql (fixture, "ALTER TABLE draft RENAME TO draft_away");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (page, is_choice, "Keep my version")), TRUE);
  SOL_TEST_WAIT_UNTIL (find (page, says, kept) == NULL);
  sol_test_account_run_sql (fixture, "ALTER TABLE draft_away RENAME TO draft");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (page, is_choice, "Write something else")),
                               TRUE);
  SOL_TEST_WAIT_UNTIL (find (page, says, kept) != NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

static guint
count_drafts (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_list_drafts_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  drafts = sol_account_store_list_drafts_finish (fixture->store, result, NULL);
  return drafts->len;
}

/* He chooses again while his first choice leaves. */
static void
test_settled_conflict_leaves_no_draft (SolTestAccount *fixture, gconstpointer unused)
{
  GtkWidget *page = open_page (fixture, &text);
  gboolean settled = FALSE;

  g_signal_connect (page, "settled", G_CALLBACK (on_settled), &settled);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (page, is_choice, "Keep my version")), TRUE);
  g_assert_true (gtk_widget_activate_action (page, "conflict.settle", NULL));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (page, is_choice, "Write something else")),
                               TRUE);
  SOL_TEST_WAIT_UNTIL (settled);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  sol_test_account_close (fixture); /* what is being written is written */
  sol_test_account_open (fixture);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
add_kind (const char *name, const Kind *kind)
{
  g_autofree char *path = g_strconcat ("/conflict-page/", name, NULL);

  g_test_add (path, SolTestAccount, kind, sol_test_account_set_up, test_kind,
              sol_test_account_tear_down);
}

static void
add_kinds (void)
{
  add_kind ("text", &text);
  add_kind ("prose", &prose);
  add_kind ("emptied", &emptied);
  add_kind ("code", &code);
  add_kind ("flag", &flag);
  add_kind ("file", &file);
  add_kind ("town", &town);
  add_kind ("point", &point);
  add_kind ("removed-here", &removed_here);
  add_kind ("removed-there", &removed_there);
  add_kind ("within-item", &within_item);
  add_kind ("deleted", &deleted);
  add_kind ("decided", &decided);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));

  add_kinds ();
  sol_test_account_add ("/conflict-page/town-whole", test_town_is_chosen_whole);
  sol_test_account_add ("/conflict-page/town-theirs", test_their_town_leaves_nothing);
  sol_test_account_add ("/conflict-page/other-written", test_something_else_is_written);
  sol_test_account_add ("/conflict-page/other-emptied", test_something_else_is_emptied);
  sol_test_account_add ("/conflict-page/emptied-recalled", test_emptied_text_is_recalled);
  sol_test_account_add ("/conflict-page/not-kept-told", test_choice_that_is_not_kept_is_told);
  sol_test_account_add ("/conflict-page/settled-leaves-no-draft",
                        test_settled_conflict_leaves_no_draft);
  sol_test_account_add ("/conflict-page/decided-not-done", test_what_was_decided_is_not_done);
  sol_test_account_add ("/conflict-page/decided-done", test_what_was_decided_is_done);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  return status;
}
