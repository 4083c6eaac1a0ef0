/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-workshop-page.h"
#include "model/sol-workshop-tally.h"

/* What was said around a table, theme by theme. */

static SolRecord *
make_share (const char *name, const char *difficulties)
{
  g_autofree char *doc = g_strdup_printf ("{\"organisation_name\":\"%s\",\"difficulties\":[%s]}",
                                          name, difficulties);
  SolRecord *share = sol_record_new_from_text (
      SOL_TYPE_WORKSHOP_SHARE, 0, "01928374-0000-7000-8000-000000000001", "space:x", 1, doc, NULL);

  g_assert_nonnull (share);
  return share;
}

#define NOTE(id, text, rest) "{\"id\":\"" id "\",\"at\":\"" id "\",\"text\":\"" text "\"" rest "}"

static void
test_theme_that_most_name_comes_first (void)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) themes = NULL;
  SolWorkshopTheme *theme;

  g_ptr_array_add (shares, make_share ("A", NOTE ("a", "Alone", "") "," NOTE (
                                                "b", "Low", ",\"theme\":\"Prix\",\"weight\":1")));
  g_ptr_array_add (shares, make_share ("B", NOTE ("a", "Far", ",\"theme\":\"Transport\"")));
  g_ptr_array_add (
      shares, make_share ("C", NOTE ("a", "Heavy", ",\"theme\":\"prix\",\"weight\":3") "," NOTE (
                                   "b", "Twice", ",\"theme\":\"PRIX\"")));
  themes = sol_workshop_tally (shares, "difficulties");
  g_assert_cmpuint (themes->len, ==, 3);
  theme = themes->pdata[0];
  g_assert_cmpstr (theme->name, ==, "Prix");
  g_assert_cmpuint (theme->n_structures, ==, 2);
  g_assert_cmpuint (theme->voices->len, ==, 3);
  g_assert_cmpstr (((SolWorkshopVoice *) theme->voices->pdata[0])->text, ==, "Heavy");
  g_assert_cmpstr (((SolWorkshopVoice *) theme->voices->pdata[0])->who, ==, "C");
  theme = themes->pdata[1];
  g_assert_cmpstr (theme->name, ==, "Transport");
  theme = themes->pdata[2];
  g_assert_null (theme->name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workshop-tally/theme-that-most-name-comes-first",
                   test_theme_that_most_name_comes_first);
  return g_test_run ();
}
