/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-model-error.h"
#include "model/sol-mutation.h"
#include "model/sol-position.h"
#include "model/sol-uuid.h"
#include "sol-test-support.h"

#define ID "01928374-0000-7000-8000-000000000001"
#define HEAD "\"id\":\"" ID "\",\"n\":41,\"t\":\"listing\",\"target\":\"" ID "\",\"op\":\"edit\""

static SolMutation *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  SolMutation *mutation = sol_mutation_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return mutation;
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutation) mutation = sol_mutation_parse (text, strlen (text), &error);

  g_assert_null (mutation);
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE);
}

static void
test_is_printed_as_it_was (void)
{
  const char *text = "{" HEAD ",\"base_rev\":7,\"after\":[\"" ID "\"],\"set\":{\"name\":\"A\"},"
                     "\"add\":{\"networks\":[\"X\"]},\"remove\":{\"networks\":[\"Y\"]},"
                     "\"items\":[{\"path\":\"offers/o1\",\"act\":\"add\",\"at\":\"1i\","
                     "\"set\":{\"title\":\"T\"}},{\"path\":\"criteria/1/evidence/e\","
                     "\"act\":\"remove\"}]}";
  g_autoptr (SolMutation) mutation = parse (text);
  g_autofree char *printed = sol_mutation_to_text (mutation);

  g_assert_cmpstr (printed, ==, text);
  g_assert_cmpint (mutation->n, ==, 41);
  g_assert_cmpuint (mutation->patch->items->len, ==, 2);
}

static void
test_empty_parts_are_none (void)
{
  g_autoptr (SolMutation) mutation = parse (
      "{" HEAD ",\"base_rev\":7,\"after\":[],\"set\":{},\"add\":{},\"remove\":{},\"items\":[]}");
  g_autofree char *printed = sol_mutation_to_text (mutation);

  g_assert_true (sol_patch_is_empty (mutation->patch));
  g_assert_cmpstr (printed, ==, "{" HEAD ",\"base_rev\":7}");
}

static void
test_strange_ones_are_refused (void)
{
  assert_refused ("[]");
  assert_refused ("{}");
  assert_refused ("{" HEAD ",\"more\":1}");
  assert_refused ("{" HEAD ",\"n\":\"1\"}");
  assert_refused ("{" HEAD ",\"base_rev\":-1}");
  assert_refused ("{" HEAD ",\"op\":\"drop table\"}");
  assert_refused ("{" HEAD ",\"target\":\"1\"}");
  assert_refused ("{" HEAD ",\"after\":[\"x\"]}");
  assert_refused ("{" HEAD ",\"set\":[]}");
  assert_refused ("{" HEAD ",\"items\":[{\"path\":\"offers\",\"act\":\"add\"}]}");
  assert_refused ("{" HEAD ",\"items\":[{\"path\":\"a/1/b/2/c/3/d/4\",\"act\":\"add\"}]}");
  assert_refused ("{" HEAD ",\"items\":[{\"path\":\"a//b/2\",\"act\":\"add\"}]}");
  assert_refused ("{" HEAD ",\"items\":[{\"path\":\"a/1\",\"act\":\"burn\"}]}");
  assert_refused ("{" HEAD ",\"items\":[{\"path\":\"a/1\",\"act\":\"add\",\"at\":\"10\"}]}");
  assert_refused ("{" HEAD ",\"items\":[{\"path\":\"a/1\",\"act\":\"remove\",\"set\":{\"x\":1}}]}");
}

static void
test_limits_hold (void)
{
  g_autofree char *most = g_strnfill (SOL_PATCH_MAX_TEXT, 'x');
  g_autofree char *fits = g_strdup_printf ("{" HEAD ",\"set\":{\"name\":\"%s\"}}", most);
  g_autofree char *over = g_strdup_printf ("{" HEAD ",\"set\":{\"name\":\"%sx\"}}", most);
  g_autofree char *deep_over = g_strdup_printf (
      "{" HEAD ",\"items\":[{\"path\":\"a/1\",\"act\":\"add\",\"set\":{\"a\":[{\"b\":\"%sx\"}]}}]}",
      most);
  g_autofree char *brackets = g_strnfill (200000, '[');
  g_autofree char *blank = g_strnfill (SOL_MUTATION_MAX_SIZE, ' ');
  g_autofree char *large = g_strconcat (blank, "{" HEAD "}", NULL);
  g_autoptr (SolMutation) mutation = parse (fits);

  assert_refused (over);
  assert_refused (deep_over);
  assert_refused (brackets);
  assert_refused (large);
}

static char *
make_batch (guint n)
{
  GString *text = g_string_new ("{\"client\":\"" ID "\",\"mutations\":[");

  for (guint i = 0; i < n; i++)
    g_string_append (text, i > 0 ? ",{" HEAD "}" : "{" HEAD "}");
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
test_batch_has_a_limit (void)
{
  g_autofree char *most = make_batch (SOL_MUTATION_MAX_BATCH);
  g_autofree char *over = make_batch (SOL_MUTATION_MAX_BATCH + 1);
  g_autofree char *empty = make_batch (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutationBatch) batch = sol_mutation_batch_parse (most, strlen (most), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batch->mutations->len, ==, SOL_MUTATION_MAX_BATCH);
  g_assert_null (sol_mutation_batch_parse (over, strlen (over), &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE);
  g_assert_null (sol_mutation_batch_parse (empty, strlen (empty), NULL));
}

static void
test_batch_tells_for_whom (void)
{
  const char *text = "{\"client\":\"" ID "\",\"organisation\":\"" ID "\",\"mutations\":[{" HEAD
                     "}]}";
  const char *wrong = "{\"client\":\"" ID "\",\"organisation\":\"x\",\"mutations\":[{" HEAD "}]}";
  g_autoptr (SolMutationBatch) batch = sol_mutation_batch_parse (text, strlen (text), NULL);
  g_autofree char *printed = sol_mutation_batch_to_text (batch);
  g_autoptr (SolMutationBatch) again = sol_mutation_batch_parse (printed, strlen (printed), NULL);

  g_assert_cmpstr (batch->organisation, ==, ID);
  g_assert_cmpstr (again->organisation, ==, ID);
  g_assert_null (sol_mutation_batch_parse (wrong, strlen (wrong), NULL));
}

static void
test_ids_of_a_client_are_in_time (void)
{
  const guint8 random[SOL_UUID_RANDOM] = { 0xff, 1, 0xff, 3, 4, 5, 6, 7, 8, 9 };
  g_autofree char *id = sol_uuid_new_at (G_GINT64_CONSTANT (0x017f22e279b0), random);
  g_autofree char *later = sol_uuid_new_at (G_GINT64_CONSTANT (0x017f22e279b1), random);

  g_assert_cmpstr (id, ==, "017f22e2-79b0-7f01-bf03-040506070809");
  g_assert_true (sol_uuid_is_valid (id));
  g_assert_cmpstr (id, <, later);
}

/* Also when all are put at the same place. */
static void
test_positions_have_room_between (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (all, sol_position_nth (0));
  g_ptr_array_add (all, sol_position_nth (1));
  for (guint i = 0; i < 2000; i++)
    {
      guint index = i < 1000 ? (guint) g_rand_int_range (rand, 0, (gint32) all->len + 1) : 1;
      const char *before = index > 0 ? all->pdata[index - 1] : NULL;
      const char *after = index < all->len ? all->pdata[index] : NULL;
      char *middle = sol_position_between (before, after);

      g_assert_true (before == NULL || strcmp (before, middle) < 0);
      g_assert_true (after == NULL || strcmp (middle, after) < 0);
      g_assert_cmpint (middle[strlen (middle) - 1], !=, '0');
      g_ptr_array_insert (all, (int) index, middle);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mutation/is-printed-as-it-was", test_is_printed_as_it_was);
  g_test_add_func ("/mutation/empty-parts-are-none", test_empty_parts_are_none);
  g_test_add_func ("/mutation/strange-ones-are-refused", test_strange_ones_are_refused);
  g_test_add_func ("/mutation/limits-hold", test_limits_hold);
  g_test_add_func ("/mutation/batch-has-a-limit", test_batch_has_a_limit);
  g_test_add_func ("/mutation/batch-tells-for-whom", test_batch_tells_for_whom);
  g_test_add_func ("/mutation/ids-of-a-client-are-in-time", test_ids_of_a_client_are_in_time);
  g_test_add_func ("/mutation/positions-have-room-between", test_positions_have_room_between);
  return g_test_run ();
}
