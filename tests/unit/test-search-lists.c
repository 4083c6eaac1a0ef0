/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and their owners, against sets of numbers: sparse, dense and full blocks, as only
 * catalogues of some hundred thousand have. */
#include <string.h>

#include "search/sol-list-private.h"
#include "search/sol-owners-private.h"

#define N_BITS (3 * SOL_BLOCK_BITS + 12345)

/* Of each block another share; one block has none, one all. */
static const double shares[] = { 0.0001, 0.003, 0.03, 0.2, 0.9 };

static SolBits *
make_set (double share)
{
  SolBits *bits = sol_bits_new (N_BITS);

  for (guint32 i = 0; i < N_BITS; i++)
    if (share >= 1 || g_test_rand_double () < share)
      sol_bits_set (bits, i);
  return bits;
}

static void
append_block (const SolBits *bits, guint32 block, GByteArray *list)
{
  g_autofree guint16 *values = g_new (guint16, SOL_BLOCK_BITS);
  guint32 n = 0;

  for (guint32 i = 0; i < SOL_BLOCK_BITS; i++)
    if (sol_bits_has (bits, block * SOL_BLOCK_BITS + i))
      values[n++] = (guint16) i;
  if (n > 0)
    sol_list_append_block (list, block, values, n);
}

static GByteArray *
make_list (const SolBits *bits)
{
  GByteArray *list = g_byte_array_new ();

  for (guint32 block = 0; block * SOL_BLOCK_BITS < N_BITS; block++)
    append_block (bits, block, list);
  return list;
}

/* A set that is mixed of all shares, so that blocks differ in form. */
static SolBits *
make_mixed_set (void)
{
  SolBits *bits = sol_bits_new (N_BITS);

  for (guint32 block = 0; block * SOL_BLOCK_BITS < N_BITS; block++)
    {
      double share = shares[g_test_rand_int_range (0, G_N_ELEMENTS (shares))];
      guint32 end = MIN (N_BITS, (block + 1) * SOL_BLOCK_BITS);

      if (g_test_rand_int_range (0, 5) == 0)
        continue;
      for (guint32 i = block * SOL_BLOCK_BITS; i < end; i++)
        if (g_test_rand_double () < share)
          sol_bits_set (bits, i);
    }
  return bits;
}

static void
assert_same (const SolBits *a, const SolBits *b)
{
  g_assert_cmpuint (a->n_words, ==, b->n_words);
  g_assert_cmpmem (a->words, a->n_words * sizeof (guint64), b->words,
                   b->n_words * sizeof (guint64));
}

static void
assert_holds (const SolBits *bits)
{
  g_autoptr (GByteArray) list = make_list (bits);
  g_autoptr (SolBits) read = sol_bits_new (N_BITS);
  g_autoptr (SolBits) other = make_mixed_set ();
  g_autoptr (SolBits) both = sol_bits_copy (bits);

  sol_list_or (list->data, list->len, read);
  assert_same (read, bits);
  sol_bits_and (both, other);
  g_assert_cmpuint (sol_list_count_in (list->data, list->len, other), ==, sol_bits_count (both));
}

static void
test_list_is_what_was_put_in (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (SolBits) bits = make_set (shares[i]);

      assert_holds (bits);
    }
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (SolBits) bits = make_mixed_set ();

      assert_holds (bits);
    }
}

static void
test_list_holds_neighbours_and_far_ones (void)
{
  static const guint32 numbers[] = { 0, 1, 254, 509, 764, 1020, 65535, 65536, 131071, N_BITS - 1 };
  g_autoptr (SolBits) few = sol_bits_new (N_BITS);
  g_autoptr (SolBits) all = make_set (1);
  g_autoptr (SolBits) steps = sol_bits_new (N_BITS);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sol_bits_set (few, numbers[i]);
  /* Distances about that of a byte. */
  for (guint32 at = 0, i = 0; at < N_BITS; at += 250 + i++ % 10)
    sol_bits_set (steps, at);
  assert_holds (few);
  assert_holds (all);
  assert_holds (steps);
}

/* Owners */

/* Some hundred documents have hundreds of activities, most a few. */
static SolBits *
make_starts (void)
{
  SolBits *starts = sol_bits_new (N_BITS);

  for (guint32 at = 0; at < N_BITS;
       at += (guint32) g_test_rand_int_range (1, g_test_rand_int_range (0, 500) == 0 ? 900 : 5))
    sol_bits_set (starts, at);
  return starts;
}

static guint32
count_owners (const SolBits *starts, const SolBits *activities)
{
  guint32 n = 0;
  gboolean counted = FALSE;

  for (guint32 i = 0; i < N_BITS; i++)
    {
      counted = counted && !sol_bits_has (starts, i);
      if (!counted && sol_bits_has (activities, i))
        {
          n++;
          counted = TRUE;
        }
    }
  return n;
}

static void
keep_owned (const SolBits *starts, const SolBits *documents, SolBits *activities)
{
  guint32 document = G_MAXUINT32;

  for (guint32 i = 0; i < N_BITS; i++)
    {
      document += sol_bits_has (starts, i);
      if (!sol_bits_has (documents, document))
        activities->words[i / 64] &= ~((guint64) 1 << (i % 64));
    }
}

static void
test_owners_are_counted_once (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (SolBits) starts = make_starts ();
      SolSegment segment = { .starts = starts };
      g_autoptr (SolBits) members = make_mixed_set ();
      g_autoptr (SolBits) activities = i % 4 == 0 ? make_set (1) : make_mixed_set ();
      g_autoptr (GByteArray) list = make_list (members);
      g_autoptr (SolBits) both = sol_bits_copy (members);

      sol_bits_and (both, activities);
      g_assert_cmpuint (sol_owners_count (&segment, list->data, list->len, activities), ==,
                        count_owners (starts, both));
    }
}

static void
test_activities_follow_their_documents (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (SolBits) starts = make_starts ();
      SolSegment segment = { .starts = starts, .n_documents = sol_bits_count (starts) };
      g_autoptr (SolBits) all = i % 4 == 0 ? make_set (1) : make_mixed_set ();
      g_autoptr (SolBits) kept = i % 2 == 0 ? make_set (1) : make_mixed_set ();
      g_autoptr (SolBits) expected = sol_bits_copy (kept);
      g_autoptr (SolBits) documents = sol_bits_new (segment.n_documents);
      g_autoptr (SolBits) folded = NULL;

      for (guint32 j = 0; j < documents->n_bits; j++)
        if (sol_bits_has (all, j))
          sol_bits_set (documents, j);
      sol_owners_keep (&segment, documents, kept);
      keep_owned (starts, documents, expected);
      assert_same (kept, expected);
      folded = sol_owners_fold (&segment, kept);
      sol_bits_and (documents, folded);
      assert_same (documents, folded);
      g_assert_cmpuint (sol_bits_count (folded), ==, count_owners (starts, kept));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-lists/list-is-what-was-put-in", test_list_is_what_was_put_in);
  g_test_add_func ("/search-lists/list-holds-neighbours-and-far-ones",
                   test_list_holds_neighbours_and_far_ones);
  g_test_add_func ("/search-lists/owners-are-counted-once", test_owners_are_counted_once);
  g_test_add_func ("/search-lists/activities-follow-their-documents",
                   test_activities_follow_their_documents);
  return g_test_run ();
}
