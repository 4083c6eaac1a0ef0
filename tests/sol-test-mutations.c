/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-mutations.h"

#include <string.h>

const SolActor sol_test_member = { "u1", "o1", SOL_ROLE_MEMBER };
const SolActor sol_test_manager = { "u2", "o1", SOL_ROLE_MANAGER };
const SolActor sol_test_moderator = { "u3", NULL, SOL_ROLE_MODERATOR };
const SolActor sol_test_stranger = { "u4", "o2", SOL_ROLE_MANAGER };

void
sol_test_mutations_set_up (SolTestMutations *self, gconstpointer data)
{
  sol_test_storage_set_up (&self->base, data);
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_storage_answer_free);
  self->now = NOW;
}

void
sol_test_mutations_tear_down (SolTestMutations *self, gconstpointer data)
{
  sol_test_storage_tear_down (&self->base, data);
  g_ptr_array_unref (self->answers);
}

/* The id of the mutation @n of a client. */
char *
sol_test_mutations_name (const char *client, gint64 n)
{
  return g_strdup_printf ("01928374-0000-7000-80%c0-%012" G_GINT64_MODIFIER "x",
                          client[strlen (client) - 1], n);
}

SolMutation *
sol_test_mutations_make (const char *client,
                         gint64 n,
                         const char *op,
                         gint64 base_rev,
                         const char *rest)
{
  g_autofree char *id = sol_test_mutations_name (client, n);
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"%s\",\"n\":%" G_GINT64_FORMAT ",\"t\":\"listing\",\"target\":\"" LISTING
      "\",\"op\":\"%s\",\"base_rev\":%" G_GINT64_FORMAT "%s%s}",
      id, n, op, base_rev, *rest != '\0' ? "," : "", rest);
  g_autoptr (GError) error = NULL;
  SolMutation *mutation = sol_mutation_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return mutation;
}

gboolean
sol_test_mutations_send_all (SolTestMutations *self,
                             const SolActor *actor,
                             const char *client,
                             GPtrArray *mutations,
                             GError **error)
{
  const SolStorageSender sender = { actor, "session", client, self->now };

  g_ptr_array_set_size (self->answers, 0);
  return sol_storage_mutate (self->base.storage, &sender, mutations, self->answers, error);
}

/* What was told of the one at @index of the last batch. */
const char *
sol_test_mutations_get (SolTestMutations *self, guint index)
{
  return ((SolStorageAnswer *) self->answers->pdata[index])->text;
}

/* Sends one and returns its answer, good until the next. */
const char *
sol_test_mutations_send (SolTestMutations *self,
                         const SolActor *actor,
                         const char *client,
                         gint64 n,
                         const char *op,
                         gint64 base_rev,
                         const char *rest)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, sol_test_mutations_make (client, n, op, base_rev, rest));
  g_assert_true (sol_test_mutations_send_all (self, actor, client, one, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->answers->len, ==, 1);
  return sol_test_mutations_get (self, 0);
}

void
sol_test_mutations_assert_result (const char *answer, const char *expected)
{
  g_autofree char *part = g_strdup_printf ("\"result\":\"%s\"", expected);

  if (strstr (answer, part) == NULL)
    g_error ("Not %s: %s", expected, answer);
}

void
sol_test_mutations_assert_holds (const char *answer, const char *part)
{
  if (strstr (answer, part) == NULL)
    g_error ("No %s in %s", part, answer);
}
