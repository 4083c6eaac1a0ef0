/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "app/form/sol-code-control.h"
#include "app/form/sol-form-control.h"
#include "app/form/sol-form-view.h"
#include "app/form/sol-item-card.h"
#include "app/form/sol-typed.h"
#include "model/sol-listing.h"
#include "sol-ui.h"

#define N_FRAMES 3 /* after which what was asked is on the screen */

static const SolFormField offer_parts[] = {
  { "title", "Title" },
  { "price", "Price" },
  { NULL },
};

static const SolFormField fields[] = {
  { "name", "_Name", "Why", "Example: a name" },
  { "siret", "_SIRET" },
  { "description", "_Description" },
  { "kind", "_Kind" },
  { "year", "_Year" },
  { "qpv", "_Priority" },
  { "networks", "Net_works" },
  { "offers", "_Offers", .parts = offer_parts },
  { NULL },
};

static GtkWidget *window;
static SolForm *form;
static SolFormView *view;
static guint n_frames;
static guint n_edits;

static gboolean
take_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  n_frames++;
  return G_SOURCE_CONTINUE;
}

static void
wait_for_frames (void)
{
  n_frames = 0;
  while (n_frames < N_FRAMES)
    g_main_context_iteration (NULL, TRUE);
}

static SolRecord *
make_listing (const char *doc)
{
  g_autoptr (GError) error = NULL;
  SolRecord *record = sol_record_new_from_text (SOL_TYPE_LISTING, 0, "id", "org:o", 1, doc, &error);

  g_assert_no_error (error);
  return record;
}

static void
count_edit (void)
{
  n_edits++;
}

static void
open_form (const char *doc)
{
  g_autoptr (SolRecord) record = make_listing (doc);

  g_clear_object (&form);
  form = sol_form_new ();
  sol_form_open (form, record, NULL);
  sol_form_view_show (view, form, fields);
  n_edits = 0;
  g_signal_connect (form, "edited", G_CALLBACK (count_edit), NULL);
  wait_for_frames ();
}

static gboolean
has_name (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    return strstr (gtk_button_get_icon_name (GTK_BUTTON (widget)), name) != NULL;
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

/* The @n-th mapped widget of that type or icon, in the order of reading. */
static GtkWidget *
find (GtkWidget *widget, const char *name, guint *n)
{
  if (gtk_widget_get_mapped (widget) && has_name (widget, name) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, name, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get (const char *name, guint n)
{
  GtkWidget *found = find (GTK_WIDGET (view), name, &n);

  g_assert_nonnull (found);
  return found;
}

static void
type (guint n_entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get ("GtkEntry", n_entry)), text);
}

static void
assert_doc (const char *field, const char *expected)
{
  guint index;
  const GValue *value;
  g_autofree char *text = NULL;

  g_assert_nonnull (sol_record_find_field (sol_form_get_record (form), field, &index));
  value = sol_record_get_value (sol_form_get_record (form), index);
  if (G_IS_VALUE (value))
    text = json_to_string (sol_value_to_json (value), FALSE);
  g_assert_cmpstr (text, ==, expected);
}

/* What is typed stands for its value, and what is no value is held. */
static void
test_typed_text_is_read (void)
{
  static const struct
  {
    SolFieldKind kind;
    const char *typed;
    const char *json; /* (nullable) */
  } cases[] = {
    { SOL_FIELD_TEXT, "a", "\"a\"" },
    { SOL_FIELD_TEXT, "", NULL },
    { SOL_FIELD_NUMBER, "1 998", "1998" },
    { SOL_FIELD_NUMBER, "", NULL },
    { SOL_FIELD_MONEY, "24,5", "2450" },
    { SOL_FIELD_MONEY, "1 250.75", "125075" },
    { SOL_FIELD_MONEY, "12,", "1200" },
    { SOL_FIELD_MONEY, "12,999", "1299" },
    { SOL_FIELD_MONEY, "99999999999999999999999", "99999999999999900" },
    { SOL_FIELD_DATE, "12/03/2026", "\"2026-03-12\"" },
    { SOL_FIELD_DATE, "1.2.26", "\"2026-02-01\"" },
    { SOL_FIELD_DATE, "31/02/2026", "\"31/02/2026\"" },
    { SOL_FIELD_DATE, "12/0", "\"12/0\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_autofree char *json = NULL;

      sol_typed_read (cases[i].kind, cases[i].typed, &value);
      if (G_IS_VALUE (&value))
        json = json_to_string (sol_value_to_json (&value), FALSE);
      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static void
test_written_value_reads_back (void)
{
  g_auto (GValue) money = G_VALUE_INIT;
  g_auto (GValue) again = G_VALUE_INIT;
  g_autofree char *text = NULL;

  g_value_init (&money, G_TYPE_INT64);
  g_value_set_int64 (&money, 123456750);
  text = sol_typed_write (SOL_FIELD_MONEY, &money);
  sol_typed_read (SOL_FIELD_MONEY, text, &again);
  g_assert_true (sol_value_equal (&money, &again));
}

static void
test_keystroke_edits_the_record (void)
{
  open_form ("{}");
  type (0, "Le Bocal");
  assert_doc ("name", "\"Le Bocal\"");
  g_assert_cmpuint (n_edits, ==, 1);
  type (0, "");
  assert_doc ("name", NULL);
  g_assert_false (sol_form_is_changed (form));
}

/* Half a number is kept with the draft and not sent. */
static void
test_wrong_text_is_kept_and_not_sent (void)
{
  g_autoptr (SolPatch) patch = NULL;

  open_form ("{}");
  type (0, "Le Bocal");
  type (1, "1000000");
  assert_doc ("siret", "\"1000000\"");
  patch = sol_form_make_patch (form);
  g_assert_true (json_object_has_member (patch->set, "name"));
  g_assert_false (json_object_has_member (patch->set, "siret"));
}

static void
test_letters_are_no_number (void)
{
  GtkWidget *entry;
  int position = 0;

  open_form ("{}");
  entry = get ("GtkEntry", 2);
  gtk_editable_insert_text (GTK_EDITABLE (entry), "19x8", -1, &position);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_editable_insert_text (GTK_EDITABLE (entry), "1998", -1, &position);
  assert_doc ("year", "1998");
}

/* A colleague's change comes in beside what is typed; the caret stays where it was. */
static void
test_change_elsewhere_leaves_the_caret (void)
{
  g_autoptr (SolRecord) theirs = make_listing (
      "{\"name\":\"Le Bocal\",\"siret\":\"1\",\"description\":\"Des bocaux\"}");
  GtkEditable *name;

  open_form ("{\"name\":\"Le Bocal\",\"siret\":\"1\"}");
  name = GTK_EDITABLE (get ("GtkEntry", 0));
  gtk_widget_grab_focus (GTK_WIDGET (name));
  gtk_editable_set_text (name, "Le Bocal Voyageur");
  gtk_editable_set_position (name, 4);
  sol_form_take (form, theirs);
  g_assert_cmpint (gtk_editable_get_position (name), ==, 4);
  assert_doc ("name", "\"Le Bocal Voyageur\"");
  assert_doc ("description", "\"Des bocaux\"");
  g_assert_cmpint (sol_form_get_mark (form, 0, NULL), ==, SOL_FORM_MARK_NONE);
}

static void
test_overlap_keeps_mine_and_is_marked (void)
{
  g_autoptr (SolRecord) theirs = make_listing ("{\"name\":\"La Cave\"}");

  open_form ("{\"name\":\"Le Bocal\"}");
  type (0, "Le Bocal Voyageur");
  sol_form_take (form, theirs);
  assert_doc ("name", "\"Le Bocal Voyageur\"");
  g_assert_cmpint (sol_form_get_mark (form, 0, NULL), ==, SOL_FORM_MARK_OVERLAP);
}

/* What was sent comes back as the record: nothing is left to send, nothing overlaps. */
static void
test_own_change_coming_back_is_settled (void)
{
  g_autoptr (SolRecord) sent = NULL;

  open_form ("{\"name\":\"Le Bocal\"}");
  type (0, "Le Bocal Voyageur");
  sent = sol_record_copy (sol_form_get_record (form));
  sol_form_take (form, sent);
  g_assert_false (sol_form_is_changed (form));
  g_assert_cmpint (sol_form_get_mark (form, 0, NULL), ==, SOL_FORM_MARK_NONE);
}

static void
test_unknown_is_not_no (void)
{
  open_form ("{\"qpv\":false}");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get ("GtkCheckButton", 2)), TRUE);
  assert_doc ("qpv", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get ("GtkCheckButton", 0)), TRUE);
  assert_doc ("qpv", "true");
}

/* A newer platform has codes that this program does not show. */
static void
test_unknown_code_stays (void)
{
  open_form ("{\"networks\":[\"zz-new\"]}");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get ("GtkCheckButton", 3)), TRUE);
  g_assert_cmpuint (
      g_strv_length ((GStrv) sol_record_get_codes (sol_form_get_record (form), "networks")), ==, 2);
}

static const char *
get_title (guint n)
{
  GPtrArray *items = sol_record_get_items (sol_form_get_record (form), "offers");

  return sol_item_get_text (items->pdata[n], "title");
}

#define TWO_OFFERS                                            \
  "{\"offers\":[{\"id\":\"a\",\"at\":\"a\",\"title\":\"A\"}," \
  "{\"id\":\"b\",\"at\":\"b\",\"title\":\"B\"}]}"

static void
test_items_move_and_come_back (void)
{
  open_form (TWO_OFFERS);
  gtk_widget_activate_action (get ("SolItemCard", 0), "item.down", NULL);
  g_assert_cmpstr (get_title (0), ==, "B");
  gtk_widget_activate_action (get ("SolItemCard", 1), "item.up", NULL);
  g_assert_cmpstr (get_title (0), ==, "A");

  gtk_widget_activate_action (get ("SolItemCard", 0), "item.remove", NULL);
  g_assert_cmpstr (get_title (0), ==, "B");
  wait_for_frames ();
  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (window)), "clicked");
  g_assert_cmpstr (get_title (0), ==, "A");
  g_assert_cmpstr (get_title (1), ==, "B");
}

/* One that is not complete yet, at whatever depth, waits alone. */
static void
test_item_that_is_not_complete_holds_no_other_back (void)
{
  g_autoptr (SolRecord) base = make_listing (TWO_OFFERS);
  g_autoptr (SolRecord) edited = make_listing (
      "{\"offers\":[{\"id\":\"a\",\"at\":\"a\",\"title\":\"Changed\"},{\"id\":\"b\",\"at\":\"b\"},"
      "{\"id\":\"c\",\"at\":\"c\",\"text\":\"No title yet\"}],"
      "\"criteria\":[{\"id\":\"3\",\"at\":\"a\",\"criterion\":\"3\",\"answers\":["
      "{\"id\":\"choices\",\"at\":\"a\",\"question\":\"choices\",\"edition\":1,\"level\":\"2\"},"
      "{\"id\":\"accounts\",\"at\":\"b\",\"question\":\"accounts\",\"edition\":1,"
      "\"level\":\"1\"}]}]}");
  g_autoptr (SolPatch) patch = NULL;
  g_autoptr (GString) paths = g_string_new (NULL);

  g_clear_object (&form);
  form = sol_form_new ();
  sol_form_open (form, base, edited);
  patch = sol_form_make_patch (form);
  for (guint i = 0; i < patch->items->len; i++)
    {
      g_autofree char *path = g_strjoinv ("/", ((SolItemEdit *) patch->items->pdata[i])->path);

      g_string_append_printf (paths, "%s ", path);
    }
  g_assert_cmpstr (paths->str, ==, "offers/a criteria/3 criteria/3/answers/accounts ");
}

/* An item that a colleague adds does not close the one that is written in. */
static void
test_item_added_elsewhere_leaves_the_open_one (void)
{
  g_autoptr (SolRecord)
      theirs = make_listing ("{\"offers\":[{\"id\":\"a\",\"at\":\"a\",\"title\":\"A\"},"
                             "{\"id\":\"0\",\"at\":\"Z\",\"title\":\"First\"},"
                             "{\"id\":\"b\",\"at\":\"b\",\"title\":\"B\"}]}");
  GtkWidget *card;
  GtkWidget *entry;

  open_form (TWO_OFFERS);
  card = get ("SolItemCard", 1);
  sol_item_card_focus_field (SOL_ITEM_CARD (card));
  wait_for_frames ();
  entry = gtk_root_get_focus (GTK_ROOT (window));
  gtk_editable_set_text (GTK_EDITABLE (entry), "B two");
  sol_form_take (form, theirs);
  wait_for_frames ();
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == entry);
  g_assert_true (get ("SolItemCard", 2) == card);
  g_assert_cmpstr (get_title (2), ==, "B two");
  g_assert_cmpstr (get_title (0), ==, "First");
}

static void
test_reading_only_changes_nothing (void)
{
  open_form (TWO_OFFERS);
  sol_form_set_editable (form, FALSE);
  wait_for_frames ();
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (get ("GtkEntry", 0))));
  gtk_widget_activate_action (get ("SolItemCard", 0), "item.remove", NULL);
  g_assert_cmpstr (get_title (0), ==, "A");
  g_assert_cmpuint (n_edits, ==, 0);
}

static void
test_missing_field_is_reached (void)
{
  open_form ("{}");
  g_assert_true (sol_form_view_focus_field (view, "siret"));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), get ("GtkEntry", 1)));
}

static void
keep_words (SolFormControl *control, const char *words, char **kept)
{
  g_free (*kept);
  *kept = g_strdup (words);
}

static void
keep_choice (SolFormControl *control, const GValue *value, char **kept)
{
  g_free (*kept);
  *kept = g_value_dup_string (value);
}

/* What it says is told as what is doubted in the field, which a screen reader reads with it; the
 * nearest is chosen by Enter. */
static void
test_activity_that_is_none_is_told (void)
{
  GtkWidget *control = sol_code_control_new ("sectors");
  GtkEditable *entry = GTK_EDITABLE (sol_form_control_get_target (SOL_FORM_CONTROL (control)));
  g_autofree char *said = NULL;
  g_autofree char *chosen = NULL;

  g_signal_connect (control, "doubted", G_CALLBACK (keep_words), &said);
  g_signal_connect (control, "edited", G_CALLBACK (keep_choice), &chosen);
  gtk_widget_set_valign (control, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), control);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_text (entry, "zzqqxx");
  g_assert_nonnull (said);
  g_assert_nonnull (strstr (said, "“zzqqxx”"));
  gtk_editable_set_text (entry, "gardener");
  wait_for_frames ();
  g_assert_nonnull (strstr (said, "nearest"));
  g_assert_null (chosen);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (chosen, ==, "maraichage");
  g_assert_null (said);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  view = SOL_FORM_VIEW (sol_form_view_new ());
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 1800);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_widget_add_tick_callback (window, take_frame, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/form/typed-text-is-read", test_typed_text_is_read);
  g_test_add_func ("/form/written-value-reads-back", test_written_value_reads_back);
  g_test_add_func ("/form/keystroke-edits-the-record", test_keystroke_edits_the_record);
  g_test_add_func ("/form/wrong-text-is-kept-and-not-sent", test_wrong_text_is_kept_and_not_sent);
  g_test_add_func ("/form/letters-are-no-number", test_letters_are_no_number);
  g_test_add_func ("/form/change-elsewhere-leaves-the-caret",
                   test_change_elsewhere_leaves_the_caret);
  g_test_add_func ("/form/overlap-keeps-mine-and-is-marked", test_overlap_keeps_mine_and_is_marked);
  g_test_add_func ("/form/own-change-coming-back-is-settled",
                   test_own_change_coming_back_is_settled);
  g_test_add_func ("/form/unknown-is-not-no", test_unknown_is_not_no);
  g_test_add_func ("/form/unknown-code-stays", test_unknown_code_stays);
  g_test_add_func ("/form/items-move-and-come-back", test_items_move_and_come_back);
  g_test_add_func ("/form/item-that-is-not-complete-holds-no-other-back",
                   test_item_that_is_not_complete_holds_no_other_back);
  g_test_add_func ("/form/item-added-elsewhere-leaves-the-open-one",
                   test_item_added_elsewhere_leaves_the_open_one);
  g_test_add_func ("/form/reading-only-changes-nothing", test_reading_only_changes_nothing);
  g_test_add_func ("/form/missing-field-is-reached", test_missing_field_is_reached);
  g_test_add_func ("/form/activity-that-is-none-is-told", test_activity_that_is_none_is_told);
  status = g_test_run ();
  g_clear_object (&form);
  gtk_window_destroy (GTK_WINDOW (window));
  return status;
}
