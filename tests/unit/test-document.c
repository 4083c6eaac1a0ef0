/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "guide/sol-document.h"
#include "guide/sol-save-made.h"
#include "sol-test-support.h"

#define WORDS "On tient parole <sur> les dates & même en été. Œuvre d’ici"

typedef struct
{
  char *folder;
  GFile *file;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("sol-document-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "sheet", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->file);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static SolDocument *
make_document (void)
{
  SolDocument *document = sol_document_new ("La Clé des Haies", "fr");

  sol_document_add (document, NULL, "Taille  double\net plantation");
  sol_document_add (document, "Notre façon de faire", WORDS);
  return document;
}

static gboolean
save (Fixture *fixture, SolMakeFile make, guint *n_pages, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  sol_save_made_async (make, make_document (), (GDestroyNotify) sol_document_free, fixture->file,
                       NULL, sol_test_keep_result, &fixture->result);
  done = sol_test_wait (&fixture->result);
  return sol_save_made_finish (done, n_pages, error);
}

static char *
run (const char *folder, const char *command)
{
  const char *const arguments[] = { "sh", "-c", command, NULL };
  char *said = NULL;
  int status;

  g_assert_true (g_spawn_sync (folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &said, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return said;
}

static void
test_pdf_holds_the_words (Fixture *fixture, gconstpointer unused)
{
  guint n_pages;
  const gboolean saved = save (fixture, sol_document_make_pdf, &n_pages, NULL);
  g_autofree char *about = run (fixture->folder, "pdfinfo sheet");
  g_autofree char *text = run (fixture->folder, "pdftotext sheet -");

  g_assert_true (saved);
  g_assert_cmpuint (n_pages, ==, 1);
  g_assert_true (g_regex_match_simple ("Title: +La Clé des Haies\n", about, 0, 0));
  g_assert_true (g_regex_match_simple ("Tagged: +yes\n", about, 0, 0));
  g_assert_true (g_regex_match_simple ("Pages: +1\n", about, 0, 0));
  g_assert_true (g_regex_match_simple ("\\(A4\\)\n", about, 0, 0));
  g_assert_nonnull (strstr (text, "Notre façon de faire"));
  g_assert_nonnull (strstr (text, WORDS));
}

/* A well filled sheet has one page; past that a second one is begun. */
static void
test_pdf_keeps_all_words (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolDocument) document = make_document ();
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GBytes) one = NULL, two = NULL;
  g_autofree char *text = NULL;
  guint n_pages;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (many, "chantier%u ", i);
  sol_document_add (document, "Chantiers", many->str);
  one = sol_document_make_pdf (document, &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
  for (guint i = 400; i < 1400; i++)
    g_string_append_printf (many, "chantier%u ", i);
  sol_document_add (document, "Encore", many->str);
  two = sol_document_make_pdf (document, &n_pages);
  g_assert_cmpuint (n_pages, >, 1);
  g_assert_true (g_file_replace_contents (fixture->file, g_bytes_get_data (two, NULL),
                                          g_bytes_get_size (two), NULL, FALSE, 0, NULL, NULL,
                                          NULL));
  text = run (fixture->folder, "pdftotext -f 2 sheet -");
  g_assert_nonnull (strstr (text, "chantier1399"));
}

/* Told by its first bytes, as the format asks: a stored member "mimetype" without extra field. */
static void
test_odt_is_one (Fixture *fixture, gconstpointer unused)
{
  static const char begin[] = "mimetypeapplication/vnd.oasis.opendocument.text";
  guint n_pages;
  const gboolean saved = save (fixture, sol_document_make_odt, &n_pages, NULL);
  g_autofree char *text = run (fixture->folder,
                               "python3 -m zipfile -t sheet && python3 -m zipfile -e sheet out && "
                               "xmllint --noout out/*.xml out/META-INF/*.xml && "
                               "xmllint --xpath 'string(//*[local-name()=\"text\"])' "
                               "out/content.xml");
  g_autofree char *bytes = NULL;

  g_assert_true (saved);
  g_assert_true (g_file_load_contents (fixture->file, NULL, &bytes, NULL, NULL, NULL));
  g_assert_cmpmem (bytes, 4, "PK\3\4", 4);
  g_assert_cmpmem (bytes + 30, strlen (begin), begin, strlen (begin));
  g_assert_nonnull (strstr (text, "La Clé des Haies"));
  g_assert_nonnull (strstr (text, WORDS));
}

static void
test_odt_takes_any_text (void)
{
  guint n_pages;
  g_autoptr (SolDocument) document = sol_document_new ("A\001]]><b>", "fr");
  g_autoptr (GBytes) odt = NULL;
  const char *bytes;
  gsize size;

  sol_document_add (document, NULL, "x\002\t\357\277\277y  z");
  odt = sol_document_make_odt (document, &n_pages);
  bytes = g_bytes_get_data (odt, &size);
  g_assert_nonnull (memmem (bytes, size, "A]]&gt;&lt;b&gt;", 16));
  g_assert_nonnull (memmem (bytes, size, "x<text:tab/>y <text:s/>z", 24));
}

/* The kernel refuses what goes beyond, as it does on a full disk. */
static void
test_full_disk_leaves_the_older_file (Fixture *fixture, gconstpointer unused)
{
  const struct rlimit full = { 100, RLIM_INFINITY };
  const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autoptr (GError) error = NULL;
  g_autofree char *older = NULL;
  guint n_pages;

  g_assert_true (
      g_file_replace_contents (fixture->file, "older", 5, NULL, FALSE, 0, NULL, NULL, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  g_assert_false (save (fixture, sol_document_make_odt, &n_pages, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (g_file_load_contents (fixture->file, NULL, &older, NULL, NULL, NULL));
  g_assert_cmpstr (older, ==, "older");
}

static void
test_no_such_place_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) nowhere = g_file_get_child (fixture->file, "none");
  g_autoptr (GError) error = NULL;
  guint n_pages;

  g_set_object (&fixture->file, nowhere);
  g_assert_false (save (fixture, sol_document_make_pdf, &n_pages, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_text_is_that_of_the_document (void)
{
  g_autoptr (SolDocument) document = make_document ();
  g_autofree char *text = sol_document_get_text (document);

  g_assert_cmpstr (text, ==,
                   "La Clé des Haies\n\nTaille  double\net plantation\n\n"
                   "Notre façon de faire\n" WORDS);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/document/pdf-holds-the-words", test_pdf_holds_the_words);
  add ("/document/pdf-keeps-all-words", test_pdf_keeps_all_words);
  add ("/document/odt-is-one", test_odt_is_one);
  g_test_add_func ("/document/odt-takes-any-text", test_odt_takes_any_text);
  add ("/document/full-disk-leaves-the-older-file", test_full_disk_leaves_the_older_file);
  add ("/document/no-such-place-is-told", test_no_such_place_is_told);
  g_test_add_func ("/document/text-is-that-of-the-document", test_text_is_that_of_the_document);
  return g_test_run ();
}
