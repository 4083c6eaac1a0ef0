/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-shares.h"

#include <string.h>

#include "model/sol-join-request.h"
#include "model/sol-limits.h"
#include "model/sol-record-registry.h"
#include "server/sol-write-rights.h"

G_DECLARE_FINAL_TYPE (TestPurchase, test_purchase, TEST, PURCHASE, SolRecord)

struct _TestPurchase
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (TestPurchase, test_purchase, SOL_TYPE_RECORD)

G_DECLARE_FINAL_TYPE (TestTake, test_take, TEST, TAKE, SolRecord)

struct _TestTake
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (TestTake, test_take, SOL_TYPE_RECORD)

static void
test_purchase_class_init (TestPurchaseClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);
  static const SolField fields[] = {
    { "available", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL },
    { "taken", SOL_FIELD_NUMBER, SOL_FIELD_SERVER },
    { "until", SOL_FIELD_INSTANT, SOL_FIELD_OPTIONAL, 20 },
  };

  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
test_purchase_init (TestPurchase *self)
{
}

static void
test_take_class_init (TestTakeClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);
  static const SolField fields[] = {
    { "purchase", SOL_FIELD_REFERENCE, SOL_FIELD_OPTIONAL, 36, .list = "purchase" },
    { "quantity", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL },
    { "note", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 100 },
  };
  static const SolQuota quotas[] = { { .same = "purchase", .most = 1 },
                                     { .most = 2 },
                                     { .most = 0 } };
  static const SolShare share = { "purchase", "quantity", "available", "taken", "until" };

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->quotas = quotas;
  record_class->share = &share;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
test_take_init (TestTake *self)
{
}

/* In place of the product's table of types. */
const SolRecordType *
sol_record_registry_get (guint *n_types)
{
  static const SolRecordType types[] = {
    { "join_call", sol_join_call_get_type },
    { "join_request", sol_join_request_get_type },
    { "purchase", test_purchase_get_type },
    { "take", test_take_get_type },
  };

  *n_types = G_N_ELEMENTS (types);
  return types;
}

/* In place of its table of rights, which has no rows for them. */
gboolean
sol_write_rights_allow (const SolMutation *mutation, SolRecord *record, const SolActor *actor)
{
  return TRUE;
}

const char *
sol_write_rights_get_state (SolRecord *record)
{
  return "draft";
}

SolTestAuthor *
sol_test_author_new (SolTestMutations *test, guint number)
{
  SolTestAuthor *self = g_new0 (SolTestAuthor, 1);

  self->test = test;
  self->actor.account = g_strdup_printf ("account-%u", number);
  self->actor.organisation = g_strdup_printf ("organisation-%u", number);
  self->actor.roles = SOL_ROLE_MEMBER;
  self->actor.name = "Name";
  self->client = g_strdup_printf ("01928374-0000-7000-8001-%012x", number);
  self->target = g_strdup_printf ("01928374-0000-7000-8002-%012x", number);
  return self;
}

void
sol_test_author_free (SolTestAuthor *self)
{
  g_free ((char *) self->actor.account);
  g_free ((char *) self->actor.organisation);
  g_free (self->client);
  g_free (self->target);
  g_free (self->answer);
  g_free (self);
}

/* @set: (nullable): members of it. Returns: his answer, good until the next */
const char *
sol_test_author_send_as (SolTestAuthor *self,
                         gint64 n,
                         const char *type,
                         const char *target,
                         const char *op,
                         const char *set)
{
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"01928374-%.4s-7000-%.4s-%012" G_GINT64_MODIFIER "x\",\"n\":%" G_GINT64_FORMAT
      ",\"t\":\"%s\",\"target\":\"%s\",\"op\":\"%s\",\"base_rev\":%u%s%s%s}",
      self->client + 32, self->client + 19, n, n, type, target, op,
      g_str_equal (op, "create") ? 0 : 1000, set != NULL ? ",\"set\":{" : "",
      set != NULL ? set : "", set != NULL ? "}" : "");
  const SolStorageSender sender = { &self->actor, "session", self->client, self->test->now };
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GPtrArray)
      answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_storage_answer_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, sol_mutation_parse (text, strlen (text), &error));
  g_assert_no_error (error);
  sol_storage_mutate (self->test->base.storage, &sender, one, answers, &error);
  g_assert_no_error (error);
  g_free (self->answer);
  self->answer = g_strdup (((SolStorageAnswer *) answers->pdata[0])->text);
  return self->answer;
}

const char *
sol_test_author_send (SolTestAuthor *self,
                      const char *type,
                      const char *target,
                      const char *op,
                      const char *set)
{
  return sol_test_author_send_as (self, ++self->n, type, target, op, set);
}
