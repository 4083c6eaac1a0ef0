/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-merge.h"
#include "model/sol-record-edit.h"
#include "sol-test-sheet.h"
#include "sol-test-support.h"

/* Random edits of two people: what the server makes of them is what the client makes of them. */

#ifdef __SANITIZE_ADDRESS__
#define N_ROUNDS 60 /* each is a hundred times slower */
#else
#define N_ROUNDS 1500
#endif
#define BASE                                                                                 \
  "{\"name\":\"A\",\"description\":\"D\",\"sectors\":[\"s0\",\"s1\",\"s2\"],\"parts\":["     \
  "{\"id\":\"p0\",\"title\":\"P\",\"branches\":[{\"id\":\"b0\",\"title\":\"B\",\"leaves\":[" \
  "{\"id\":\"l0\",\"title\":\"L\"},{\"id\":\"l1\"}]},{\"id\":\"b1\"}]},"                     \
  "{\"id\":\"p1\",\"title\":\"Q\",\"tags\":[\"t0\"],\"branches\":[{\"id\":\"b0\"}]},"        \
  "{\"id\":\"p2\",\"title\":\"R\"}]}"

static GRand *rand_source;
static guint n_texts;

static int
pick (int n)
{
  return g_rand_int_range (rand_source, 0, n);
}

/* A text that is nowhere else. */
static char *
type (const char *who)
{
  return g_strdup_printf ("<%s%u>", who, n_texts++);
}

static char *
make_path (void)
{
  int depth = pick (3);

  if (depth == 0)
    return g_strdup_printf ("parts/p%d", pick (3));
  if (depth == 1)
    return g_strdup_printf ("parts/p%d/branches/b%d", pick (3), pick (2));
  return g_strdup_printf ("parts/p%d/branches/b%d/leaves/l%d", pick (3), pick (2), pick (2));
}

static char *
make_item_edit (const char *who, gboolean moves)
{
  g_autofree char *path = make_path ();
  g_autofree char *text = type (who);
  g_autofree char *parent = g_path_get_dirname (path);

  switch (pick (moves ? 4 : 3))
    {
    case 0:
      return g_strdup_printf ("{\"path\":\"%s/%s%u\",\"act\":\"add\",\"set\":{\"title\":\"%s\"}}",
                              parent, who, n_texts, text);
    case 1:
      return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"edit\",\"set\":{\"title\":\"%s\"}}", path,
                              text);
    case 2:
      return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"remove\"}", path);
    default:
      return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"edit\",\"at\":\"0000%d1\"}", path,
                              pick (4));
    }
}

static char *
make_edit (const char *who, gboolean moves)
{
  const char *const fields[] = { "name", "description", "note" };
  g_autofree char *text = type (who);
  g_autofree char *item = make_item_edit (who, moves);

  switch (pick (6))
    {
    case 0:
      return g_strdup_printf ("{\"set\":{\"%s\":\"%s\"}}", fields[pick (3)], text);
    case 1:
      return g_strdup_printf ("{\"set\":{\"jobs\":%d}}", pick (2));
    case 2:
      return g_strdup_printf ("{\"%s\":{\"sectors\":[\"s%d\"]}}", pick (2) ? "add" : "remove",
                              pick (5));
    case 3:
      return g_strdup_printf ("{\"items\":[{\"path\":\"parts/p%d\",\"act\":\"edit\","
                              "\"%s\":{\"tags\":[\"t%d\"]}}]}",
                              pick (3), pick (2) ? "add" : "remove", pick (3));
    default:
      return g_strdup_printf ("{\"items\":[%s]}", item);
    }
}

static void
apply_text (SolRecord *record, const char *text)
{
  g_autoptr (JsonObject) object = sol_test_json (text);
  g_autoptr (SolPatch) patch = sol_patch_new ();
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const SolMerge merge = { .revisions = revisions, .conflicts = none };
  g_autoptr (GList) names = json_object_get_members (object);

  g_assert_true (
      sol_patch_read (patch, names->data, json_object_get_member (object, names->data), NULL));
  /* What it names may have been removed by the edit before. */
  sol_record_merge_patch (record, patch, &merge, NULL);
}

static SolRecord *
make_edited (SolRecord *base, const char *who, gboolean moves)
{
  SolRecord *edited = sol_record_copy (base);
  int n = 1 + pick (4);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *text = make_edit (who, moves);

      apply_text (edited, text);
    }
  return edited;
}

static char *
print (SolRecord *record)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (record);

  return sol_json_object_to_text (doc);
}

static void
assert_same (SolRecord *a, SolRecord *b)
{
  g_autofree char *first = print (a);
  g_autofree char *second = print (b);

  g_assert_cmpstr (first, ==, second);
}

/* A server's record. */
typedef struct
{
  SolRecord *record;
  SolRevisions *revisions;
  gint64 rev;
  GPtrArray *conflicts;
} Server;

static Server
start (SolRecord *base)
{
  return (Server){ sol_record_copy (base), sol_revisions_new (), 1,
                   g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free) };
}

static void
stop (Server *self)
{
  g_object_unref (self->record);
  sol_revisions_free (self->revisions);
  g_ptr_array_unref (self->conflicts);
}

/* Takes an edit if there is no conflict. Returns: (transfer full): what it would be otherwise */
static SolRecord *
send (Server *self, const char *client, gint64 base_rev, const SolPatch *patch)
{
  SolRecord *merged = sol_record_copy (self->record);
  const SolMerge merge = { self->revisions, base_rev, client, NULL, FALSE, self->conflicts };
  const SolRevision now = { self->rev + 1, NULL, (char *) client, NULL };
  g_autoptr (SolPatch) done = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (self->conflicts, 0);
  g_assert_true (sol_record_merge_patch (merged, patch, &merge, &error));
  g_assert_no_error (error);
  if (self->conflicts->len > 0)
    return merged;
  done = sol_patch_new_diff (self->record, merged);
  sol_revisions_note (self->revisions, done, &now);
  sol_record_assign (self->record, merged);
  self->rev++;
  return merged;
}

static void
add_unique (GPtrArray *paths, const char *path)
{
  if (!g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
    g_ptr_array_add (paths, g_strdup (path));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join (GPtrArray *owned_paths)
{
  char *text;

  g_ptr_array_sort (owned_paths, compare_texts);
  g_ptr_array_add (owned_paths, NULL);
  text = g_strjoinv (" ", (GStrv) owned_paths->pdata);
  g_ptr_array_unref (owned_paths);
  return text;
}

static char *
name_conflicts (Server *server)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < server->conflicts->len; i++)
    add_unique (paths, ((SolConflict *) server->conflicts->pdata[i])->path);
  return join (paths);
}

static char *
name_fields (GStrv fields)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; fields[i] != NULL; i++)
    add_unique (paths, fields[i]);
  return join (paths);
}

static char *
tell_conflicts (Server *server)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < server->conflicts->len; i++)
    {
      g_autoptr (JsonObject) object = sol_conflict_to_json (server->conflicts->pdata[i]);
      g_autofree char *line = sol_json_object_to_text (object);

      g_string_append (text, line);
    }
  return g_string_free (text, FALSE);
}

/* Each text that was typed into @record stands in @result or in @conflicts. */
static void
assert_nothing_lost (SolRecord *record, SolRecord *result, const char *conflicts)
{
  g_autofree char *typed = print (record);
  g_autofree char *kept = print (result);
  g_auto (GStrv) texts = g_strsplit (typed, "<", -1);

  for (guint i = 1; texts[i] != NULL; i++)
    {
      g_autofree char *text = g_strndup (texts[i], strcspn (texts[i], ">"));
      g_autofree char *whole = g_strdup_printf ("<%s>", text);

      g_assert_true (strstr (kept, whole) != NULL || strstr (conflicts, whole) != NULL);
    }
}

static void
check_round (SolRecord *base)
{
  g_autoptr (SolRecord) theirs = make_edited (base, "t", FALSE);
  g_autoptr (SolRecord) mine = make_edited (base, "m", TRUE);
  g_autoptr (SolRecord) merged = sol_record_copy (mine);
  g_autoptr (SolPatch) their_patch = sol_patch_new_diff (base, theirs);
  g_autoptr (SolPatch) my_patch = sol_patch_new_diff (base, mine);
  Server server = start (base);
  g_autoptr (SolRecord) first = send (&server, "t", 1, their_patch);
  g_autoptr (SolRecord) second = NULL;
  g_auto (GStrv) fields = NULL;
  g_autofree char *by_client = NULL;
  g_autofree char *by_server = NULL;
  g_autofree char *told = NULL;

  assert_same (server.record, theirs);
  second = send (&server, "m", 1, my_patch);
  by_server = name_conflicts (&server);
  told = tell_conflicts (&server);
  fields = sol_record_merge (base, merged, theirs);
  by_client = name_fields (fields);

  g_assert_cmpstr (by_client, ==, by_server);
  assert_nothing_lost (mine, second, told);
  assert_nothing_lost (theirs, second, told);
  assert_nothing_lost (mine, merged, "");
  if (*by_server == '\0')
    assert_same (merged, server.record);
  else
    assert_same (theirs, server.record);
  stop (&server);
}

static void
check_order (SolRecord *base)
{
  g_autoptr (SolRecord) theirs = make_edited (base, "t", FALSE);
  g_autoptr (SolRecord) mine = make_edited (base, "m", TRUE);
  g_autoptr (SolPatch) their_patch = sol_patch_new_diff (base, theirs);
  g_autoptr (SolPatch) my_patch = sol_patch_new_diff (base, mine);
  Server one = start (base);
  Server other = start (base);

  g_object_unref (send (&one, "t", 1, their_patch));
  g_object_unref (send (&one, "m", 1, my_patch));
  g_object_unref (send (&other, "m", 1, my_patch));
  g_object_unref (send (&other, "t", 1, their_patch));
  g_assert_cmpint (one.conflicts->len == 0, ==, other.conflicts->len == 0);
  if (one.conflicts->len == 0)
    {
      assert_same (one.record, other.record);
      /* Again, from somebody else: nothing changes, and equal values are no conflict. */
      g_object_unref (send (&one, "x", 1, my_patch));
      g_assert_cmpuint (one.conflicts->len, ==, 0);
      assert_same (one.record, other.record);
    }
  stop (&one);
  stop (&other);
}

/* After a conflict: the user chose what the merge holds, and sends it on the server's revision. */
static void
check_settling (SolRecord *base)
{
  g_autoptr (SolRecord) theirs = make_edited (base, "t", FALSE);
  g_autoptr (SolRecord) mine = make_edited (base, "m", TRUE);
  g_autoptr (SolPatch) their_patch = sol_patch_new_diff (base, theirs);
  g_autoptr (SolPatch) settled = NULL;
  g_auto (GStrv) fields = NULL;
  Server server = start (base);

  g_object_unref (send (&server, "t", 1, their_patch));
  fields = sol_record_merge (base, mine, server.record);
  settled = sol_patch_new_diff (server.record, mine);
  g_object_unref (send (&server, "m", 2, settled));
  g_assert_cmpuint (server.conflicts->len, ==, 0);
  assert_same (server.record, mine);
  stop (&server);
}

/* As mutations made it: each item has its position. */
static SolRecord *
make_base (void)
{
  g_autoptr (SolRecord) written = sol_test_sheet_new (BASE);
  SolRecord *base = sol_test_sheet_new ("{}");
  g_autoptr (SolPatch) patch = sol_patch_new_diff (base, written);
  Server server = start (base);

  g_object_unref (send (&server, NULL, 0, patch));
  sol_record_assign (base, server.record);
  stop (&server);
  return base;
}

static void
run_rounds (gconstpointer check)
{
  g_autoptr (SolRecord) base = make_base ();

  rand_source = g_rand_new_with_seed (20261126);
  for (guint i = 0; i < N_ROUNDS; i++)
    ((void (*) (SolRecord *)) check) (base);
  g_rand_free (rand_source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/merge-random/server-and-client-agree", check_round, run_rounds);
  g_test_add_data_func ("/merge-random/order-does-not-matter", check_order, run_rounds);
  g_test_add_data_func ("/merge-random/a-settled-conflict-converges", check_settling, run_rounds);
  return g_test_run ();
}
