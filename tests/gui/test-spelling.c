/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-prose-control.h"
#include "app/form/sol-speller.h"
#include "sol-test-support.h"
#include "sol-ui.h"

/* Spelling by the French dictionary of the system, in the control that paragraphs are written in.
 */

#define KEYSTROKE_US 8000 /* of the main loop */
#define N_WORDS 1200      /* about as many as a description may hold */

static GtkWidget *window;
static GtkWidget *control;
static GtkTextView *view;
static guint n_frames;

static void
count_frame (void)
{
  n_frames++;
}

static void
write_text (const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  sol_form_control_set_value (SOL_FORM_CONTROL (control), &value);
}

/* Whether the character there is underlined. */
static gboolean
is_marked (int offset)
{
  GtkTextIter at;
  g_autoptr (GSList) tags = NULL;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &at, offset);
  tags = gtk_text_iter_get_tags (&at);
  return tags != NULL;
}

static char *
list_wrong (const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  GAsyncResult *kept = NULL;

  sol_speller_check_async (text, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  found = sol_speller_check_finish (result);
  for (guint i = 0; i < found->len; i++)
    {
      const SolMisspelling *span = &g_array_index (found, SolMisspelling, i);
      g_autofree char *word = g_utf8_substring (text, span->start, span->end);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", word);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
assert_wrong (const char *text, const char *words)
{
  g_autofree char *wrong = list_wrong (text);

  g_assert_cmpstr (wrong, ==, words);
}

static void
test_words_are_told_apart (void)
{
  assert_wrong ("Nous taillon les haies.", "taillon");
  assert_wrong ("Aujourd’hui, l’entretien d'un rez-de-chaussée.", "");
  assert_wrong ("l’entretein des espasses verts", "l’entretein espasses");
  assert_wrong ("", "");
  assert_wrong ("’ - ’’ 84300 €", "");
}

/* Names, initials and numbers are in no dictionary; the first word of a sentence is. */
static void
test_names_are_left_alone (void)
{
  assert_wrong ("À Cadenetour, l’ACI et le CCTPX de Mme Zgrabski, 12e, A4b.", "");
  assert_wrong ("Nouss taillons. Lles haies.\nUnn mot.", "Nouss Lles Unn");
}

/* The word that is being typed is not finished. */
static void
test_word_at_the_caret_waits (void)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  write_text ("");
  gtk_widget_grab_focus (GTK_WIDGET (view));
  gtk_text_buffer_insert_at_cursor (buffer, "Nous taillon ", -1);
  gtk_text_buffer_insert_at_cursor (buffer, "hais", -1);
  SOL_TEST_WAIT_UNTIL (is_marked (5));
  g_assert_false (is_marked (13));
  g_assert_false (is_marked (0));
  gtk_text_buffer_insert_at_cursor (buffer, "x ", -1);
  SOL_TEST_WAIT_UNTIL (is_marked (13));
}

static gboolean
has_suggestion (const char *word)
{
  g_autoptr (GMenuModel) menu = g_menu_model_get_item_link (gtk_text_view_get_extra_menu (view), 0,
                                                            G_MENU_LINK_SECTION);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;

      g_menu_model_get_item_attribute (menu, i, "label", "s", &label);
      if (g_strcmp0 (label, word) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_menu_of_the_word_replaces_it (void)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = NULL;
  GtkTextIter at;

  write_text ("Nous entretenonss les haies");
  SOL_TEST_WAIT_UNTIL (is_marked (6));
  gtk_text_buffer_get_iter_at_offset (buffer, &at, 8);
  gtk_text_buffer_place_cursor (buffer, &at);
  SOL_TEST_WAIT_UNTIL (has_suggestion ("entretenons"));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (view), "spelling.replace", "s", "entretenons"));
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Nous entretenons les haies");
  SOL_TEST_WAIT_UNTIL (!is_marked (6));
}

static void
keep_doubt (char **doubt, const char *words)
{
  g_free (*doubt);
  *doubt = g_strdup (words);
}

/* Who does not see them underlined is told, as long as there are any. */
static void
test_words_are_told (void)
{
  g_autofree char *doubt = NULL;

  write_text ("");
  SOL_TEST_WAIT_UNTIL (!is_marked (0));
  g_signal_connect_swapped (control, "doubted", G_CALLBACK (keep_doubt), &doubt);
  write_text ("Nous entretenonss les hayes");
  SOL_TEST_WAIT_UNTIL (doubt != NULL);
  g_assert_cmpstr (doubt, ==, "2 words to check: entretenonss, hayes");
  write_text ("Nous entretenons les haies");
  SOL_TEST_WAIT_UNTIL (doubt == NULL);
  g_signal_handlers_disconnect_by_data (control, &doubt);
}

/* A long text is read by another thread: the loop never waits for it. The least of several longest
 * turns, as the machine is shared; drawing is not counted, which no graphics card does here. */
static void
test_long_text_does_not_hold_the_loop (void)
{
  g_autoptr (GString) text = g_string_new ("Debutt.");
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < N_WORDS; i++)
    g_string_append (text, i % 40 == 0 ? " hayes" : " haies");
  for (guint i = 0; i < 5; i++)
    {
      gint64 longest = 0;

      write_text ("");
      SOL_TEST_WAIT_UNTIL (!is_marked (0));
      write_text (text->str);
      while (!is_marked (0))
        {
          const gint64 start = g_get_monotonic_time ();
          const guint before = n_frames;

          if (!g_main_context_iteration (NULL, FALSE))
            g_usleep (200);
          else if (n_frames == before)
            longest = MAX (longest, g_get_monotonic_time () - start);
        }
      least = MIN (least, longest);
    }
  g_test_message ("longest turn: %" G_GINT64_FORMAT " µs", least);
  g_assert_cmpint (least, <, KEYSTROKE_US);
}

static void
test_control_may_go_while_it_is_read (void)
{
  write_text ("Nouss taillons");
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  for (guint i = 0; i < 20; i++)
    {
      GtkWidget *other = sol_prose_control_new ();

      gtk_window_set_child (GTK_WINDOW (window), other);
      sol_form_control_set_value (SOL_FORM_CONTROL (other), &(GValue) G_VALUE_INIT);
    }
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  assert_wrong ("mott", "mott"); /* after what was asked before it */
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  window = gtk_window_new ();
  control = sol_prose_control_new ();
  view = GTK_TEXT_VIEW (sol_form_control_get_target (SOL_FORM_CONTROL (control)));
  gtk_window_set_child (GTK_WINDOW (window), control);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window))),
                    "after-paint", G_CALLBACK (count_frame), NULL);

  g_test_add_func ("/spelling/words-are-told-apart", test_words_are_told_apart);
  g_test_add_func ("/spelling/names-are-left-alone", test_names_are_left_alone);
  g_test_add_func ("/spelling/word-at-the-caret-waits", test_word_at_the_caret_waits);
  g_test_add_func ("/spelling/menu-of-the-word-replaces-it", test_menu_of_the_word_replaces_it);
  g_test_add_func ("/spelling/words-are-told", test_words_are_told);
  g_test_add_func ("/spelling/long-text-does-not-hold-the-loop",
                   test_long_text_does_not_hold_the_loop);
  g_test_add_func ("/spelling/control-may-go-while-it-is-read",
                   test_control_may_go_while_it_is_read);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  return status;
}
