/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-refusals.h"
#include "sol-test-storage.h"

/* Who was written to says no: what one mailbox says by several links, and twice at a time. */

#define NOW G_GINT64_CONSTANT (1795694400)
#define FIRST "00000000-0000-4000-8000-0000000000b1"
#define SECOND "00000000-0000-4000-8000-0000000000b2"

static void
set_up (SolTestStorage *self, gconstpointer data)
{
  SolStorageWrite writes[] = {
    { "census_entry", FIRST, "org:o", "{\"name\":\"A\",\"state\":\"invited\"}", -1 },
    { "census_entry", SECOND, "org:o", "{\"name\":\"B\",\"state\":\"invited\"}", -1 },
    { "organisation", "o", "org:o", "{\"name\":\"Réseau\"}", -1 },
  };
  const SolRefusalLink links[] = { { "one", "census_entry", FIRST, "mailbox", NOW + 1000 },
                                   { "other", "census_entry", SECOND, "mailbox", NOW + 1000 } };

  sol_test_storage_set_up (self, data);
  g_assert_true (sol_storage_apply (self->storage, writes, G_N_ELEMENTS (writes), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    g_assert_true (sol_refusals_put_link (SOL_REFUSALS (self->storage), &links[i], NULL));
}

static gboolean
say (SolTestStorage *self, const char *link, const char *reason)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_assert_true (
      sol_refusals_answer (SOL_REFUSALS (self->storage), link, reason, NOW, &done, &error));
  g_assert_no_error (error);
  return done;
}

static gboolean
is_unwanted (SolTestStorage *self)
{
  gboolean unwanted;

  g_assert_true (
      sol_refusals_is_unwanted (SOL_REFUSALS (self->storage), "mailbox", &unwanted, NULL));
  return unwanted;
}

/* Of a form that is sent twice before either is answered both are told that it is done. */
static void
test_what_is_said_twice_is_done (SolTestStorage *self, gconstpointer data)
{
  g_autoptr (SolRefusalAsked) asked = NULL;

  g_assert_true (say (self, "one", "silence"));
  g_assert_true (say (self, "one", "silence"));
  asked = sol_refusals_find (SOL_REFUSALS (self->storage), "one", NOW, NULL);
  g_assert_cmpstr (asked->reason, ==, "silence");
  g_assert_cmpstr (asked->network, ==, "Réseau");
  g_assert_true (say (self, "one", NULL));
  g_assert_true (say (self, "one", NULL));
  g_assert_false (is_unwanted (self));
  g_assert_false (say (self, "none", "silence"));
}

static void
test_a_wrong_address_that_was_right_wants_no_mail_yet (SolTestStorage *self, gconstpointer data)
{
  g_assert_true (say (self, "one", "silence"));
  g_assert_true (say (self, "other", "not-us"));
  g_assert_true (say (self, "other", NULL));
  g_assert_true (is_unwanted (self));
  g_assert_true (say (self, "one", NULL));
  g_assert_false (is_unwanted (self));
}

#define TEST(path, test) \
  g_test_add (path, SolTestStorage, NULL, set_up, test, sol_test_storage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/server-refusals/what-is-said-twice-is-done", test_what_is_said_twice_is_done);
  TEST ("/server-refusals/a-wrong-address-that-was-right-wants-no-mail-yet",
        test_a_wrong_address_that_was_right_wants_no_mail_yet);
  return g_test_run ();
}
