/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "guide/sol-qr.h"
#include "guide/sol-showcase.h"
#include "sol-test-support.h"

#define SITE "https://cle-des-haies.example/?a=1&b=2"
#define HOSTILE "<script>alert(1)</script> \"L’été\" & \x01rien"

static SolShowcase *
make_showcase (guint n_lines)
{
  SolShowcase *showcase = sol_showcase_new ("fr");
  SolShowcasePart *part = sol_showcase_add_part (showcase, "Ce que nous faisons", FALSE, FALSE);

  showcase->name = g_strdup ("La Clé des Haies");
  showcase->lead = g_strdup ("Entreprise d’insertion · Avignon (84)");
  showcase->contact_heading = g_strdup ("Contact");
  showcase->bars_heading = g_strdup ("1 sur 9");
  showcase->site = g_strdup (SITE);
  showcase->site_link = g_strdup (SITE);
  showcase->link = g_strdup (SITE);
  showcase->link_words = g_strdup ("Scannez pour nous voir");
  showcase->foot = g_strdup ("Fiche du 27 novembre 2026");
  sol_showcase_part_add (part, g_strdup (HOSTILE));
  for (guint i = 0; i < n_lines; i++)
    sol_showcase_part_add (part, g_strdup_printf ("Ligne %u: nous plantons des haies et les "
                                                  "taillons, été comme hiver, avec soin.",
                                                  i));
  sol_showcase_add_part (showcase, "Sans rien", TRUE, TRUE);
  sol_showcase_add_bar (showcase, "Décider à plusieurs", "Pratiqué", 2);
  return showcase;
}

static void
test_page_stands_alone (void)
{
  g_autoptr (SolShowcase) showcase = make_showcase (1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *html = NULL;
  guint note;

  showcase->photo = (SolShowcasePicture){ g_bytes_new_static ("jpeg", 4), 4, 3 };
  bytes = sol_showcase_make_html (showcase, &note);
  html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (html, "<html lang=\"fr\">"));
  g_assert_nonnull (strstr (html, "src=\"data:image/jpeg;base64,anBlZw==\""));
  g_assert_nonnull (strstr (html, "href=\"https://cle-des-haies.example/?a=1&amp;b=2\""));
  g_assert_nonnull (strstr (html, "&lt;script&gt;alert(1)&lt;/script&gt; &quot;L’été&quot; &amp; "
                                  "rien"));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "Sans rien")); /* a part without lines */
  g_assert_nonnull (strstr (html, "Décider à plusieurs</span> <span class=\"level\">Pratiqué"));
  g_assert_null (strstr (html, "src=\"http"));
}

static void
test_nothing_to_say_of_coming_has_no_heading (void)
{
  g_autoptr (SolShowcase) showcase = make_showcase (1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *html = NULL;
  guint note;

  g_clear_pointer (&showcase->site, g_free);
  g_clear_pointer (&showcase->site_link, g_free);
  showcase->address = g_strdup (""); /* of who says neither street nor town */
  bytes = sol_showcase_make_html (showcase, &note);
  html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_null (strstr (html, "Contact"));
}

static char *
run (GBytes *bytes, const char *name, const char *command)
{
  g_autofree char *folder = g_dir_make_tmp ("sol-showcase-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const char *const arguments[] = { "sh", "-c", command, NULL };
  char *said = NULL;
  int status;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  g_assert_true (g_spawn_sync (folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &said, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  sol_test_remove_folder (folder);
  return said;
}

static void
test_sheet_is_one_page (void)
{
  static const guint lengths[] = { 1, 25, 2000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (SolShowcase) showcase = make_showcase (lengths[i]);
      guint shortened;
      g_autoptr (GBytes) bytes = sol_showcase_make_pdf (showcase, &shortened);
      g_autofree char *about = run (bytes, "sheet", "pdfinfo sheet");
      g_autofree char *text = run (bytes, "sheet", "pdftotext sheet -");

      g_assert_nonnull (strstr (about, "La Clé des Haies"));
      g_assert_true (g_regex_match_simple ("Pages: +1\n", about, 0, 0));
      g_assert_true (g_regex_match_simple ("Tagged: +yes\n", about, 0, 0));
      g_assert_nonnull (strstr (text, "Ligne 0"));
      g_assert_nonnull (strstr (text, "Pratiqué"));
      g_assert_nonnull (strstr (text, "Fiche du 27 novembre 2026"));
      g_assert_cmpuint (shortened, ==, lengths[i] == 2000);
    }
}

static void
test_code_leads_there (void)
{
  guint note;
  g_autoptr (GBytes) bytes = sol_qr_make_png ((gpointer) SITE, &note);
  g_autofree char *read = run (bytes, "code.png", "zbarimg --quiet --raw code.png");

  g_assert_cmpstr (read, ==, SITE "\n");
  g_assert_null (sol_qr_new (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/showcase/page-stands-alone", test_page_stands_alone);
  g_test_add_func ("/showcase/no-way-to-come", test_nothing_to_say_of_coming_has_no_heading);
  g_test_add_func ("/showcase/sheet-is-one-page", test_sheet_is_one_page);
  g_test_add_func ("/showcase/code-leads-there", test_code_leads_there);
  return g_test_run ();
}
