/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-merge.h"
#include "model/sol-model-error.h"
#include "sol-test-sheet.h"
#include "sol-test-support.h"

#define BASE                                                                                    \
  "{\"name\":\"A\",\"sectors\":[\"x\",\"y\"],\"parts\":[{\"id\":\"p\",\"title\":\"P\","         \
  "\"branches\":[{\"id\":\"b\",\"title\":\"B\",\"leaves\":[{\"id\":\"l\",\"title\":\"L\"}]}]}," \
  "{\"id\":\"q\",\"title\":\"Q\"}]}"

/* A record with its table of revisions, as a server holds them. */
typedef struct
{
  SolRecord *record;
  SolRevisions *revisions;
  GPtrArray *conflicts;
  gint64 rev;
} Held;

static void
set_up (Held *self, gconstpointer data)
{
  self->record = sol_test_sheet_new (BASE);
  self->revisions = sol_revisions_new ();
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  self->rev = 1;
}

static void
tear_down (Held *self, gconstpointer data)
{
  g_object_unref (self->record);
  sol_revisions_free (self->revisions);
  g_ptr_array_unref (self->conflicts);
}

static SolPatch *
read_patch (const char *text)
{
  g_autoptr (JsonObject) object = sol_test_json (text);
  SolPatch *patch = sol_patch_new ();
  g_autoptr (GError) error = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    g_assert_true (sol_patch_read (patch, name, node, &error));
  return patch;
}

static gboolean
send (Held *self, const char *client, gint64 base_rev, const char *text, GError **error)
{
  g_autoptr (SolPatch) patch = read_patch (text);
  g_autoptr (SolPatch) done = NULL;
  g_autoptr (SolRecord) edited = sol_record_copy (self->record);
  const SolMerge merge = { self->revisions, base_rev, client, NULL, FALSE, self->conflicts };
  const SolRevision now = { self->rev + 1, (char *) "somebody", (char *) client,
                            (char *) "2026-11-26T12:00:00Z" };

  g_ptr_array_set_size (self->conflicts, 0);
  if (!sol_record_merge_patch (edited, patch, &merge, error) || self->conflicts->len > 0)
    return FALSE;
  done = sol_patch_new_diff (self->record, edited);
  sol_revisions_note (self->revisions, done, &now);
  sol_record_assign (self->record, edited);
  self->rev++;
  return TRUE;
}

static void
assert_taken (Held *self, const char *client, gint64 base_rev, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (send (self, client, base_rev, text, &error));
  g_assert_no_error (error);
}

static void
assert_conflict (Held *self, gint64 base_rev, const char *text, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (send (self, "late", base_rev, text, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->conflicts->len, ==, 1);
  g_assert_cmpstr (((SolConflict *) self->conflicts->pdata[0])->path, ==, path);
}

static void
assert_refused (Held *self, const char *text, SolModelError code, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (send (self, "c", 1, text, &error));
  g_assert_error (error, SOL_MODEL_ERROR, (int) code);
  g_assert_cmpstr (sol_model_error_get_arguments (error)[0], ==, field);
}

static char *
print (Held *self)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (self->record);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), doc);

  return json_to_string (node, FALSE);
}

static void
test_disjoint_fields_merge (Held *self, gconstpointer data)
{
  assert_taken (self, "a", 1, "{\"set\":{\"name\":\"B\"}}");
  assert_taken (self, "b", 1, "{\"set\":{\"jobs\":3}}");
  g_assert_cmpstr (sol_record_get_text (self->record, "name"), ==, "B");
}

static void
test_overlap_tells_both_values (Held *self, gconstpointer data)
{
  SolConflict *conflict;

  assert_taken (self, "a", 1, "{\"set\":{\"name\":\"B\"}}");
  assert_conflict (self, 1, "{\"set\":{\"name\":\"C\",\"jobs\":4}}", "name");
  conflict = self->conflicts->pdata[0];
  g_assert_cmpstr (json_node_get_string (conflict->mine), ==, "C");
  g_assert_cmpstr (json_node_get_string (conflict->theirs), ==, "B");
  g_assert_cmpstr (conflict->who, ==, "somebody");
  g_assert_cmpstr (conflict->when, ==, "2026-11-26T12:00:00Z");
  assert_taken (self, "late", 2, "{\"set\":{\"name\":\"C\"}}");
}

static void
test_equal_and_own_values_are_no_conflict (Held *self, gconstpointer data)
{
  assert_taken (self, "a", 1, "{\"set\":{\"name\":\"B\"}}");
  assert_taken (self, "b", 1, "{\"set\":{\"name\":\"B\"}}");
  assert_taken (self, "a", 1, "{\"set\":{\"name\":\"C\"}}");
}

static void
test_adding_to_a_set_wins (Held *self, gconstpointer data)
{
  assert_taken (self, "a", 1, "{\"remove\":{\"sectors\":[\"x\"]},\"add\":{\"sectors\":[\"z\"]}}");
  assert_taken (self, "b", 1, "{\"remove\":{\"sectors\":[\"y\"]}}");
  assert_taken (self, "c", 2, "{\"add\":{\"sectors\":[\"y\"]}}");
  assert_taken (self, "d", 2, "{\"remove\":{\"sectors\":[\"y\"]}}");
  g_assert_true (g_strv_equal (sol_record_get_codes (self->record, "sectors"),
                               (const char *const[]){ "y", "z", NULL }));
}

static void
test_items_merge_by_their_id (Held *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  assert_taken (self, "a", 1,
                "{\"items\":[{\"path\":\"parts/q\",\"act\":\"remove\"},"
                "{\"path\":\"parts/p/branches/b/leaves/l\",\"act\":\"edit\","
                "\"set\":{\"title\":\"L2\"}}]}");
  assert_taken (self, "b", 1,
                "{\"items\":[{\"path\":\"parts/p/branches/b\",\"act\":\"edit\","
                "\"set\":{\"title\":\"B2\"}},{\"path\":\"parts/n\",\"act\":\"add\","
                "\"at\":\"00001\",\"set\":{\"title\":\"N\"},\"add\":{\"tags\":[\"t\"]}}]}");
  text = print (self);
  g_assert_cmpstr (
      text, ==,
      "{\"name\":\"A\",\"sectors\":[\"x\",\"y\"],\"parts\":["
      "{\"id\":\"p\",\"at\":\"000005\",\"title\":\"P\",\"branches\":[{\"id\":\"b\",\"at\":"
      "\"000005\",\"title\":\"B2\",\"leaves\":[{\"id\":\"l\",\"at\":\"000005\",\"title\":"
      "\"L2\"}]}]},{\"id\":\"n\",\"at\":\"00001\",\"title\":\"N\",\"tags\":[\"t\"]}]}");
}

static void
test_items_conflict_by_part (Held *self, gconstpointer data)
{
  assert_taken (self, "a", 1,
                "{\"items\":[{\"path\":\"parts/q\",\"act\":\"remove\"},"
                "{\"path\":\"parts/p/branches/b/leaves/l\",\"act\":\"edit\","
                "\"set\":{\"title\":\"L2\"}}]}");
  assert_conflict (self, 1,
                   "{\"items\":[{\"path\":\"parts/q\",\"act\":\"edit\",\"set\":{\"title\":"
                   "\"Q2\"}}]}",
                   "parts/q");
  assert_conflict (self, 1, "{\"items\":[{\"path\":\"parts/p\",\"act\":\"remove\"}]}", "parts/p");
  assert_conflict (self, 1,
                   "{\"items\":[{\"path\":\"parts/p/branches/b/leaves/l\",\"act\":\"edit\","
                   "\"set\":{\"title\":\"L3\"}}]}",
                   "parts/p/branches/b/leaves/l/title");
  assert_taken (self, "b", 1, "{\"items\":[{\"path\":\"parts/q\",\"act\":\"remove\"}]}");
  assert_taken (self, "b", 2, "{\"items\":[{\"path\":\"parts/p\",\"act\":\"remove\"}]}");
}

/* What came with an item has no line of its own, nor has what came within. */
static void
test_items_added_twice_conflict (Held *self, gconstpointer data)
{
  assert_taken (self, "a", 1,
                "{\"items\":[{\"path\":\"parts/n\",\"act\":\"add\",\"set\":{\"title\":\"N\"}},"
                "{\"path\":\"parts/n/branches/c\",\"act\":\"add\",\"set\":{\"title\":\"C\"}}]}");
  assert_conflict (self, 1,
                   "{\"items\":[{\"path\":\"parts/n\",\"act\":\"add\",\"set\":{\"title\":\"M\"}}]}",
                   "parts/n/title");
  assert_conflict (self, 1,
                   "{\"items\":[{\"path\":\"parts/n\",\"act\":\"add\",\"set\":{\"title\":\"N\"}},"
                   "{\"path\":\"parts/n/branches/c\",\"act\":\"add\",\"set\":{\"title\":\"D\"}}]}",
                   "parts/n/branches/c/title");
  assert_taken (self, "b", 1,
                "{\"items\":[{\"path\":\"parts/n\",\"act\":\"add\",\"set\":{\"title\":\"N\"}},"
                "{\"path\":\"parts/n/branches/d\",\"act\":\"add\",\"set\":{\"title\":\"D\"}}]}");
  assert_taken (self, "c", 2,
                "{\"items\":[{\"path\":\"parts/n\",\"act\":\"edit\",\"set\":{\"title\":\"M\"}}]}");
}

static void
test_wrong_ones_name_the_field (Held *self, gconstpointer data)
{
  assert_refused (self, "{\"set\":{\"state\":\"published\"}}", SOL_MODEL_ERROR_UNKNOWN_FIELD,
                  "state");
  assert_refused (self, "{\"set\":{\"colour\":1}}", SOL_MODEL_ERROR_UNKNOWN_FIELD, "colour");
  assert_refused (self, "{\"set\":{\"sectors\":[]}}", SOL_MODEL_ERROR_WRONG_VALUE, "sectors");
  assert_refused (self, "{\"add\":{\"name\":[\"x\"]}}", SOL_MODEL_ERROR_WRONG_VALUE, "name");
  assert_refused (self, "{\"items\":[{\"path\":\"parts/none\",\"act\":\"edit\"}]}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "parts/none");
  assert_refused (self, "{\"items\":[{\"path\":\"name/p\",\"act\":\"edit\"}]}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "name");
  assert_refused (self, "{\"items\":[{\"path\":\"parts/p/x/1\",\"act\":\"add\"}]}",
                  SOL_MODEL_ERROR_UNKNOWN_FIELD, "x");
}

/* Adds the parts @from up to @to, then removes those @left_from up to @left_to. */
static char *
write_crowd (guint from, guint to, guint left_from, guint left_to)
{
  GString *text = g_string_new ("{\"items\":[");

  for (guint i = from; i < to; i++)
    g_string_append_printf (text,
                            "%s{\"path\":\"parts/i%u\",\"act\":\"add\",\"set\":{\"title\":\"T\"}}",
                            i > from ? "," : "", i);
  for (guint i = left_from; i < left_to; i++)
    g_string_append_printf (text, ",{\"path\":\"parts/i%u\",\"act\":\"remove\"}", i);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* Of the 50 that may be, all can be replaced at once; what grows further costs no more work, even
 * if it were to shrink again. */
static void
test_lists_grow_no_further (Held *self, gconstpointer data)
{
  g_autofree char *fill = write_crowd (0, 48, 0, 0);
  g_autofree char *replace = write_crowd (48, 96, 0, 48);
  g_autofree char *grow = write_crowd (100, 151, 100, 151);

  assert_taken (self, "a", 1, fill);
  assert_taken (self, "a", 2, replace);
  assert_refused (self, grow, SOL_MODEL_ERROR_TOO_LONG, "parts");
}

static void
test_revisions_survive_as_text (Held *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (SolRevisions) read = NULL;
  const SolRevision *revision;

  assert_taken (self, "a", 1, "{\"set\":{\"name\":\"B\"}}");
  text = sol_revisions_to_text (self->revisions);
  g_assert_cmpstr (text, ==, "{\"name\":[2,\"somebody\",\"a\",\"2026-11-26T12:00:00Z\"]}");
  read = sol_revisions_new_from_text (text);
  revision = sol_revisions_find (read, "name", 1, "b");
  g_assert_cmpint (revision->rev, ==, 2);
  g_assert_null (sol_revisions_find (read, "name", 2, "b"));
  g_assert_null (sol_revisions_find (read, "name", 1, "a"));
}

/* However often things come and go. */
static void
test_revisions_stay_small (Held *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *in = g_strdup_printf (
          "{\"add\":{\"sectors\":[\"s%u\"]},\"items\":[{\"path\":"
          "\"parts/i%u\",\"act\":\"add\",\"set\":{\"title\":"
          "\"T\"}}]}",
          i, i);
      g_autofree char *out = g_strdup_printf ("{\"remove\":{\"sectors\":[\"s%u\"]},\"items\":[{"
                                              "\"path\":\"parts/i%u\",\"act\":\"remove\"}]}",
                                              i, i);

      assert_taken (self, "a", self->rev, in);
      assert_taken (self, "a", self->rev, out);
    }
  text = sol_revisions_to_text (self->revisions);
  g_assert_nonnull (strstr (text, "\"parts/i1199\""));
  g_assert_null (strstr (text, "\"parts/i0\""));
  g_assert_null (strstr (text, "sectors/"));
  assert_conflict (self, 1,
                   "{\"items\":[{\"path\":\"parts/i1199\",\"act\":\"edit\",\"set\":{\"title\":"
                   "\"U\"}}]}",
                   "parts/i1199");
}

static void
add (const char *path, void (*test) (Held *self, gconstpointer data))
{
  g_test_add (path, Held, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/merge/disjoint-fields-merge", test_disjoint_fields_merge);
  add ("/merge/overlap-tells-both-values", test_overlap_tells_both_values);
  add ("/merge/equal-and-own-values-are-no-conflict", test_equal_and_own_values_are_no_conflict);
  add ("/merge/adding-to-a-set-wins", test_adding_to_a_set_wins);
  add ("/merge/items-merge-by-their-id", test_items_merge_by_their_id);
  add ("/merge/items-conflict-by-part", test_items_conflict_by_part);
  add ("/merge/items-added-twice-conflict", test_items_added_twice_conflict);
  add ("/merge/lists-grow-no-further", test_lists_grow_no_further);
  add ("/merge/wrong-ones-name-the-field", test_wrong_ones_name_the_field);
  add ("/merge/revisions-survive-as-text", test_revisions_survive_as_text);
  add ("/merge/revisions-stay-small", test_revisions_stay_small);
  return g_test_run ();
}
