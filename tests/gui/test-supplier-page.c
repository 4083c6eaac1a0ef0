/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "app/catalogue/sol-supplier-actions.h"
#include "app/catalogue/sol-supplier-page.h"
#include "model/sol-contact-link.h"
#include "model/sol-link.h"
#include "sol-config.h"
#include "sol-test-find.h"
#include "sol-ui.h"

#define N_FRAMES 3 /* after which what was asked is on the screen */
#define N_STRUCTURES 120

static GPtrArray *suppliers;
static GtkWidget *window;
static GtkWidget *page;
static guint n_frames;

static void
load_suppliers (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo",
                                                 "suppliers.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *array;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  array = json_node_get_array (json_parser_get_root (parser));
  suppliers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *doc = json_to_string (json_array_get_element (array, i), FALSE);
      SolRecord *record = sol_record_new_from_text (SOL_TYPE_SUPPLIER, (gint64) i + 1, "id",
                                                    "public", 1, doc, &error);

      g_assert_no_error (error);
      g_ptr_array_add (suppliers, record);
    }
}

static SolSupplier *
find_supplier (const char *name)
{
  for (guint i = 0; i < suppliers->len; i++)
    if (g_strcmp0 (sol_record_get_text (suppliers->pdata[i], "name"), name) == 0)
      return suppliers->pdata[i];
  g_error ("No structure \"%s\"", name);
}

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

static void
show (SolSupplier *supplier)
{
  sol_supplier_page_set_supplier (SOL_SUPPLIER_PAGE (page), supplier);
  wait_for_frames ();
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_every_structure_is_drawn (void)
{
  g_assert_cmpuint (suppliers->len, >=, N_STRUCTURES);
  for (guint i = 0; i < suppliers->len; i++)
    {
      sol_supplier_page_set_rank (SOL_SUPPLIER_PAGE (page), i, suppliers->len);
      show (suppliers->pdata[i]);
      g_assert_nonnull (find_label (page, sol_record_get_text (suppliers->pdata[i], "name")));
    }
}

static void
test_page_fits_a_telephone (void)
{
  int widest = 0;

  for (guint i = 0; i < suppliers->len; i++)
    {
      int minimum;

      sol_supplier_page_set_supplier (SOL_SUPPLIER_PAGE (page), suppliers->pdata[i]);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      widest = MAX (widest, minimum);
    }
  g_assert_cmpint (widest, <=, 360);
}

static void
test_page_says_all (void)
{
  const char *const texts[] = {
    "Semailles des Remparts", "Invented structure, for demonstration",
    "2.4\u00a0km away",       "12 Sep 2026",
    "7 of 9 proven",          "Entretien courant de bureaux",
    "€24.50\u00a0/ heure",    "on request",
    "1. Meeting a real need",
  };

  sol_supplier_page_set_distance_km (SOL_SUPPLIER_PAGE (page), 2.41);
  sol_supplier_page_set_rank (SOL_SUPPLIER_PAGE (page), 0, 31);
  show (find_supplier ("Semailles des Remparts"));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (find_label (page, texts[i]) == NULL)
      g_error ("The page does not say \"%s\"", texts[i]);
  g_assert_nonnull (find_label (page, "1 of 31"));
  g_assert_nonnull (find_label (page, "000\u00a0412\u00a0387\u00a000011"));
  g_assert_nonnull (find_label (page, "84000\u00a0Avignon"));
  g_assert_nonnull (find_label (page, "€1.24M"));
  g_assert_nonnull (find_label (page, "Communauté d’agglomération des Deux Rives"));
  g_assert_nonnull (find_label (page, "Trying new things"));
  g_assert_nonnull (find_label (page, "Completeness"));
  sol_supplier_page_set_distance_km (SOL_SUPPLIER_PAGE (page), NAN);
}

static SolSupplier *
make_supplier (const char *doc)
{
  g_autoptr (GError) error = NULL;
  SolRecord *record = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 1, "id-1", "public", 1, doc,
                                                &error);

  g_assert_no_error (error);
  return SOL_SUPPLIER (record);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_what_is_missing_is_said (void)
{
  g_autoptr (SolSupplier) bare = make_supplier (
      "{\"name\":\"Sans rien\",\"siret\":\"12345678900012\",\"website\":\"javascript:alert(1)\"}");

  show (bare);
  g_assert_nonnull (find_label (page, "Kind not provided"));
  g_assert_nonnull (find_label (page, "Not provided: mail address, telephone."));
  g_assert_nonnull (find_label (page, "wrong key"));
  g_assert_nonnull (find_label (page, "Practices not provided"));
  g_assert_nonnull (find_label (page, "Prices and lead times to compare"));
  g_assert_nonnull (find_label (page, "11%"));
  g_assert_null (find_label (page, "Invented"));
  g_assert_false (gtk_widget_get_sensitive (find_button (page, "structure.write")));
  g_assert_false (gtk_widget_get_sensitive (find_button (page, "structure.call")));
  g_assert_false (gtk_widget_get_sensitive (find_button (page, "structure.visit")));
  show (find_supplier ("Semailles des Remparts"));
  g_assert_true (gtk_widget_get_sensitive (find_button (page, "structure.write")));
}

static void
assert_link (char *link, const char *expected)
{
  g_assert_cmpstr (link, ==, expected);
  g_free (link);
}

static void
test_only_the_web_is_opened (void)
{
  assert_link (sol_link_make_site ("https://example.org/a?b=c"), "https://example.org/a?b=c");
  assert_link (sol_link_make_site (" www.example.org "), "https://www.example.org");
  assert_link (sol_link_make_site ("javascript:alert(1)"), NULL);
  assert_link (sol_link_make_site ("JaVaScRiPt://example.org/%0aalert(1)"), NULL);
  assert_link (sol_link_make_site ("file:///etc/passwd"), NULL);
  assert_link (sol_link_make_site ("https://example.org/\"onclick=x"), NULL);
  assert_link (sol_link_make_site ("https://"), NULL);
  assert_link (sol_link_make_site ("aucun"), NULL);
  assert_link (sol_link_make_site (NULL), NULL);
  assert_link (sol_contact_link_make_mail ("a@example.org", NULL, NULL), "mailto:a@example.org");
  assert_link (sol_contact_link_make_mail ("a@example.org", "x & y", "é"),
               "mailto:a@example.org?subject=x%20%26%20y&body=%C3%A9");
  assert_link (sol_contact_link_make_mail ("a@example.org?cc=b@example.org", NULL, NULL), NULL);
  assert_link (sol_contact_link_make_mail ("nobody", NULL, NULL), NULL);
  assert_link (sol_contact_link_make_call ("04 65 71 00 12"), "tel:0465710012");
  assert_link (sol_contact_link_make_call ("+33 4.65.71"), "tel:+3346571");
  assert_link (sol_contact_link_make_call ("demander Ana"), NULL);
}

static void save_picture (const char *name);

/* It is found no more; who has its address reads since when, and why. */
static void
test_closed_is_said (void)
{
  g_autoptr (SolRecord)
      closed = sol_record_copy (SOL_RECORD (find_supplier ("Semailles des Remparts")));

  sol_record_set_text (closed, "closed_on", "2026-11-20");
  sol_record_set_text (closed, "closed_why", "Plus de salariés");
  show (SOL_SUPPLIER (closed));
  save_picture ("closed.png");
  g_assert_nonnull (find_label (page, "Closed since 20 Nov 2026\nPlus de salariés"));
  show (find_supplier ("Semailles des Remparts"));
  g_assert_null (find_label (page, "Closed since 20 Nov 2026\nPlus de salariés"));
}

static void
take_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_identity_is_copied_at_once (void)
{
  g_autofree char *text = NULL;

  show (find_supplier ("Semailles des Remparts"));
  g_assert_true (gtk_widget_activate_action (page, "structure.copy-identity", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, take_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==,
                   "Semailles des Remparts\nSIRET 000\u00a0412\u00a0387\u00a000011\n"
                   "14, rue des Lavoirs-Neufs, 84000\u00a0Avignon");
  wait_for_frames ();
  g_assert_nonnull (find_label (window, "SIRET and address copied"));
}

/* For a person to look at, and for the mock-ups to be held beside: the window as GTK draws it. */
static void
save_picture (const char *name)
{
  const char *folder = g_getenv ("SOL_PICTURES");
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  const int width = gtk_widget_get_width (window);
  const int height = gtk_widget_get_height (window);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
make_window (int width, int height)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  window = adw_window_new ();
  page = sol_supplier_page_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_widget_add_tick_callback (page, take_frame, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_frames ();
}

static GtkWidget *
find_toggle (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) == NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toggle (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_proofs_open_under_their_criterion (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  show (find_supplier ("Semailles des Remparts"));
  g_assert_null (find_label (page, "Projet social 2024-2027"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (page)), TRUE);
  wait_for_frames ();
  g_assert_nonnull (find_label (page, "Projet social 2024-2027 · document · 14 Mar 2024"));
  g_assert_nonnull (find_label (page, "Reportage de la gazette municipale · link · 3 Nov 2025"));
}

#define HASH "abababababababababababababababababababababababababababababababab"
#define ANSWERED                                                                                  \
  "{\"name\":\"A\",\"criteria\":[{\"id\":\"3\",\"criterion\":\"3\",\"level\":\"0\","              \
  "\"answers\":[{\"id\":\"choices\",\"question\":\"choices\",\"edition\":1,\"level\":\"2\","      \
  "\"note\":\"En mars\",\"evidence\":[{\"id\":\"e\",\"kind\":\"document\",\"title\":\"Relevé\"," \
  "\"file\":{\"hash\":\"" HASH "\",\"name\":\"r.pdf\",\"size\":9,\"type\":\"application/pdf\"}"   \
  "}]}]}]}"

/* What a level comes from: the question, what was answered, and the document on the platform. */
static void
test_answers_open_under_their_criterion (void)
{
  g_autoptr (SolRecord)
      supplier = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 1, "s1", "public", 1, ANSWERED, NULL);
  g_autoptr (SolPictureCache) cache = sol_picture_cache_new ("/nonexistent", 0);
  g_autoptr (SolBlobClient) client = sol_blob_client_new ("http://127.0.0.1:1");
  g_autoptr (SolPictures) pictures = sol_pictures_new (cache, client);

  sol_supplier_page_attach (SOL_SUPPLIER_PAGE (page), NULL, pictures);
  show (SOL_SUPPLIER (supplier));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (page)), TRUE);
  wait_for_frames ();
  g_assert_nonnull (find_label (page, "take part in the choices that concern them"));
  g_assert_nonnull (find_label (page, "Practised: Machines, hours or sites are discussed"));
  g_assert_nonnull (find_label (page, "En mars"));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (find_label (page, "Relevé"))),
                            "http://127.0.0.1:1/v1/blobs/" HASH "?t=supplier&amp;id=s1"));
  sol_supplier_page_attach (SOL_SUPPLIER_PAGE (page), NULL, NULL);
}

static void
test_pictures_are_kept (void)
{
  const struct
  {
    int width, height;
    AdwColorScheme scheme;
    const char *name;
  } looks[] = {
    { 760, 2300, ADW_COLOR_SCHEME_FORCE_LIGHT, "page-wide.png" },
    { 760, 2300, ADW_COLOR_SCHEME_FORCE_DARK, "page-dark.png" },
    { 560, 1200, ADW_COLOR_SCHEME_FORCE_LIGHT, "page-pane.png" },
    { 360, 2900, ADW_COLOR_SCHEME_FORCE_LIGHT, "page-narrow.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
      make_window (looks[i].width, looks[i].height);
      sol_supplier_page_set_distance_km (SOL_SUPPLIER_PAGE (page), 2.41);
      sol_supplier_page_set_rank (SOL_SUPPLIER_PAGE (page), 0, 31);
      show (find_supplier ("Semailles des Remparts"));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (page)), TRUE);
      wait_for_frames ();
      g_assert_cmpint (gtk_widget_get_width (window), <=, looks[i].width);
      save_picture (looks[i].name);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* For the audit: the page in a window that stays. */
static int
show_until_closed (const char *name)
{
  make_window (760, 2600);
  gtk_window_set_title (GTK_WINDOW (window), "Structure");
  sol_supplier_page_set_rank (SOL_SUPPLIER_PAGE (page), 0, 31);
  show (find_supplier (name));
  while (gtk_window_get_toplevels () != NULL &&
         g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

int
main (int argc, char **argv)
{
  const char *shown = argc == 3 && g_str_equal (argv[1], "--show") ? argv[2] : NULL;
  int result;

  if (shown != NULL)
    argc = 1;
  g_test_init (&argc, &argv, NULL);
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("SOL_LOCALES") != NULL ? g_getenv ("SOL_LOCALES") : "");
  textdomain (GETTEXT_PACKAGE);
  g_resources_register (sol_ui_get_resource ());
  adw_init ();
  sol_test_add_style ();
  load_suppliers ();
  if (shown != NULL)
    return show_until_closed (shown);
  make_window (760, 900);
  g_test_add_func ("/supplier-page/every-structure-is-drawn", test_every_structure_is_drawn);
  g_test_add_func ("/supplier-page/fits-a-telephone", test_page_fits_a_telephone);
  g_test_add_func ("/supplier-page/says-all", test_page_says_all);
  g_test_add_func ("/supplier-page/what-is-missing-is-said", test_what_is_missing_is_said);
  g_test_add_func ("/supplier-page/only-the-web-is-opened", test_only_the_web_is_opened);
  g_test_add_func ("/supplier-page/closed-is-said", test_closed_is_said);
  g_test_add_func ("/supplier-page/identity-is-copied-at-once", test_identity_is_copied_at_once);
  g_test_add_func ("/supplier-page/proofs-open-under-their-criterion",
                   test_proofs_open_under_their_criterion);
  g_test_add_func ("/supplier-page/answers-open-under-their-criterion",
                   test_answers_open_under_their_criterion);
  g_test_add_func ("/supplier-page/pictures-are-kept", test_pictures_are_kept);
  result = g_test_run ();
  g_clear_pointer (&suppliers, g_ptr_array_unref);
  return result;
}
