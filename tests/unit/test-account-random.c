/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sol-test-account.h"

/* Whatever the line and the server do, in whatever order, the screen shows what its user did last:
 * kept beside as plain values. Somebody else writes another field meanwhile. */

#define N_RECORDS 5
#define N_SCHEDULES 12
#define N_STEPS 60

typedef struct
{
  gboolean there;
  char name[16];
  char city[16];
  int rev;
  int told; /* the revision that the client was told of */
  char told_city[16];
} Values;

typedef struct
{
  SolTestAccount *account;
  GRand *random;
  Values mine[N_RECORDS];   /* what the user did */
  Values server[N_RECORDS]; /* what the server has */
  gboolean used[N_RECORDS];
  int last_n;
  GPtrArray *answers; /* by n - 1 */
  SolLiveList *records;
  guint counter;
} World;

static guint
draw (World *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

static void
act (World *self, guint at)
{
  g_autofree char *id = sol_test_account_uuid (at);
  g_autofree char *value = g_strdup_printf ("v%u", ++self->counter);
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"%s\"}}", value);
  Values *mine = &self->mine[at];
  const char *op = !self->used[at] ? "create" : draw (self, 8) == 0 ? "delete" : "edit";
  g_autofree char *act_id = NULL;

  if (self->used[at] && !mine->there)
    return;
  act_id = sol_test_act (self->account, op, id, g_str_equal (op, "delete") ? "{}" : patch);
  self->used[at] = TRUE;
  mine->there = !g_str_equal (op, "delete");
  g_strlcpy (mine->name, value, sizeof mine->name);
}

static char *
print_record (World *self, guint at)
{
  const Values *values = &self->server[at];
  g_autofree char *id = sol_test_account_uuid (at);
  g_autofree char *city = values->city[0] != '\0'
                              ? g_strdup_printf (",\"city\":\"%s\"", values->city)
                              : g_strdup ("");

  return values->there ? g_strdup_printf ("{\"t\":\"listing\",\"id\":\"%s\",\"s\":\"" SOL_TEST_SCOPE
                                          "\",\"rev\":%d,\"seq\":%d,\"doc\":{\"name\":\"%s\"%s}}",
                                          id, values->rev, values->rev, values->name, city)
                       : g_strdup_printf ("{\"t\":\"listing\",\"id\":\"%s\",\"rev\":%d,\"seq\":%d,"
                                          "\"del\":\"deleted\"}",
                                          id, values->rev, values->rev);
}

static guint
find (const char *target)
{
  return (guint) g_ascii_strtoull (strrchr (target, '-') + 1, NULL, 16);
}

/* The server takes an act up, once. */
static void
take_up (World *self, const SolMutation *mutation)
{
  Values *values = &self->server[find (mutation->target)];

  if (mutation->n <= self->last_n)
    return;
  g_assert_cmpint (mutation->n, ==, self->last_n + 1);
  self->last_n++;
  values->rev++;
  values->there = !g_str_equal (mutation->op, "delete");
  if (values->there)
    g_strlcpy (values->name, json_object_get_string_member (mutation->patch->set, "name"),
               sizeof values->name);
  g_ptr_array_add (self->answers,
                   g_strdup_printf ("{\"id\":\"%s\",\"n\":%d,\"result\":\"applied\","
                                    "\"rev\":%d,\"seq\":%d}",
                                    mutation->id, self->last_n, values->rev, values->rev));
}

static void
note_told (World *self, guint at)
{
  self->server[at].told = self->server[at].rev;
  g_strlcpy (self->server[at].told_city, self->server[at].city, sizeof self->server[at].told_city);
}

static void
push (World *self)
{
  g_autoptr (SolMutationBatch) batch = sol_test_take (self->account, 1 + draw (self, 4));
  g_autoptr (GString) answers = g_string_new (NULL);
  gboolean lost = draw (self, 3) == 0;

  if (batch == NULL)
    return;
  for (guint i = 0; i < batch->mutations->len; i++)
    take_up (self, batch->mutations->pdata[i]);
  for (guint i = 0; i < batch->mutations->len; i++)
    {
      const SolMutation *mutation = batch->mutations->pdata[i];
      guint at = find (mutation->target);
      g_autofree char *record = print_record (self, at);

      g_string_append_printf (answers,
                              "%s{\"id\":\"%s\",\"n\":%d,\"result\":\"already\",\"answer\":%s,"
                              "\"record\":%s}",
                              i > 0 ? "," : "", mutation->id, (int) mutation->n,
                              (char *) self->answers->pdata[mutation->n - 1], record);
      if (!lost)
        note_told (self, at);
    }
  if (lost)
    return;
  sol_test_answer (self->account, answers->str);
  if (draw (self, 3) == 0)
    sol_test_answer (self->account, answers->str);
}

static void
pull (World *self)
{
  GPtrArray *changes = sol_test_changes (NULL, NULL);
  gboolean whole = draw (self, 3) == 0;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      const Values *values = &self->server[i];
      g_autofree char *id = sol_test_account_uuid (i);
      g_autofree char *doc = g_strdup_printf ("{\"name\":\"%s\",\"city\":\"%s\"}", values->name,
                                              values->city);

      if (values->rev == 0 || (!whole && draw (self, 3) == 0))
        continue;
      g_ptr_array_add (changes, values->there
                                    ? sol_test_put (id, values->rev, doc)
                                    : sol_test_change (SOL_CHANGE_DELETE, id, values->rev));
      note_told (self, i);
    }
  g_ptr_array_add (changes, sol_test_change (SOL_CHANGE_CHECKPOINT, "c", 0));
  ((SolChange *) changes->pdata[changes->len - 1])->more = !whole;
  sol_test_apply (self->account, changes);
}

static void
write_foreign (World *self)
{
  Values *values = &self->server[draw (self, N_RECORDS)];

  if (!values->there)
    return;
  values->rev++;
  g_snprintf (values->city, sizeof values->city, "c%u", ++self->counter);
}

static void
reset (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_reset_async (self->account->store, draw (self, 2) == 0, NULL,
                                 sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_reset_finish (self->account->store, result, &error);
  g_assert_no_error (error);
}

static void
open_again (World *self)
{
  g_clear_object (&self->records);
  sol_test_account_close (self->account);
  sol_test_account_open (self->account);
  self->records = sol_account_store_list_records (self->account->store, "listing");
}

static void
check_one (World *self, guint at)
{
  const Values *mine = &self->mine[at];
  g_autofree char *id = sol_test_account_uuid (at);
  g_autoptr (SolShownRecord) shown = sol_test_shown (self->account, id);
  SolRecord *record = sol_shown_record_get_record (shown);
  const char *city = record != NULL ? sol_record_get_text (record, "city") : NULL;

  g_assert_cmpint (record != NULL, ==, mine->there);
  if (record == NULL)
    return;
  g_assert_cmpstr (sol_record_get_text (record, "name"), ==, mine->name);
  g_assert_cmpstr (city != NULL ? city : "", ==, self->server[at].told_city);
}

static gboolean
list_is_right (World *self)
{
  guint n_there = 0;

  for (guint i = 0; i < N_RECORDS; i++)
    {
      n_there += self->mine[i].there;
      if (self->mine[i].there && !sol_test_list_has (self->records, self->mine[i].name))
        return FALSE;
    }
  return g_list_model_get_n_items (G_LIST_MODEL (self->records)) == n_there;
}

static void
step (World *self)
{
  switch (draw (self, 12))
    {
    case 0:
      open_again (self);
      break;
    case 1:
      reset (self);
      break;
    case 2:
    case 3:
      write_foreign (self);
      break;
    case 4:
    case 5:
      pull (self);
      break;
    case 6:
    case 7:
    case 8:
      push (self);
      break;
    default:
      act (self, draw (self, N_RECORDS));
    }
}

static void
run_schedule (SolTestAccount *fixture, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  World world = { .account = fixture, .random = random, .answers = answers };

  sol_test_account_set_up (fixture, NULL);
  world.records = sol_account_store_list_records (fixture->store, "listing");
  for (guint i = 0; i < N_STEPS; i++)
    {
      step (&world);
      for (guint j = 0; j < N_RECORDS; j++)
        check_one (&world, j);
    }
  SOL_TEST_WAIT_UNTIL (list_is_right (&world));
  g_clear_object (&world.records);
  sol_test_account_tear_down (fixture, NULL);
}

static void
test_own_acts_never_flicker (void)
{
  for (guint32 seed = 1; seed <= N_SCHEDULES; seed++)
    {
      SolTestAccount fixture = { 0 };

      g_test_message ("seed %u", seed);
      run_schedule (&fixture, seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-random/own-acts-never-flicker", test_own_acts_never_flicker);
  return g_test_run ();
}
