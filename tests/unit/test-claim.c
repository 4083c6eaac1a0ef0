/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-claim-call.h"
#include "model/sol-claim-moves.h"
#include "model/sol-claim.h"
#include "model/sol-listing-supplier.h"
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-mutation-run.h"
#include "model/sol-organisation.h"
#include "model/sol-projection.h"
#include "model/sol-supplier.h"
#include "sol-test-support.h"

#define OWN "01928374-0000-7000-8000-0000000000b1"
#define OTHER "01928374-0000-7000-8000-0000000000b2"
#define CLAIM "01928374-0000-7000-8000-0000000000b3"
#define SUPPLIER "01928374-0000-7000-8000-0000000000b4"
#define SIRET "73282932000074"
#define MOMENT "2026-11-27T12:00:00Z"

static const SolActor ada = { "ada", OWN, SOL_ROLE_MEMBER, "Ada" };
static const SolActor mod = { "mod", NULL, SOL_ROLE_MODERATOR, "Mod" };
static const SolActor server = { "server", NULL, SOL_ROLE_SERVER };

/* What there is: as the server has it, or nothing, as a client has it of the catalogue. */
typedef struct
{
  GPtrArray *records; /* SolRecord */
  GPtrArray *effects;
  gboolean is_server;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  self->is_server = TRUE;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->effects);
}

static SolRecord *
put (Fixture *self, GType type, const char *id, const char *scope, const char *doc)
{
  SolRecord *record = sol_record_new_from_text (type, 0, id, scope, 1, doc, NULL);

  g_assert_nonnull (record);
  g_ptr_array_add (self->records, record);
  return record;
}

static SolRecord *
read_one (gpointer data, const char *type, const char *id)
{
  Fixture *self = data;

  for (guint i = 0; i < self->records->len; i++)
    if (g_strcmp0 (sol_record_get_id (self->records->pdata[i]), id) == 0)
      return sol_record_copy (self->records->pdata[i]);
  return NULL;
}

static GPtrArray *
find_all (gpointer data, const char *type, const char *field, const char *text)
{
  Fixture *self = data;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->records->len; i++)
    if (sol_record_find_field (self->records->pdata[i], field, NULL) != NULL &&
        SOL_IS_SUPPLIER (self->records->pdata[i]) == g_str_equal (type, "supplier") &&
        g_strcmp0 (sol_record_get_text (self->records->pdata[i], field), text) == 0)
      g_ptr_array_add (found, sol_record_copy (self->records->pdata[i]));
  return found;
}

static SolOperationContext
make_context (Fixture *self, const SolActor *actor)
{
  return (SolOperationContext){ actor, MOMENT,        read_one,
                                self,  self->effects, self->is_server ? find_all : NULL };
}

/* What it became; %NULL: it is refused */
static SolRecord *
act (Fixture *self, const SolActor *actor, SolRecord *record, const char *op, const char *set)
{
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"01928374-0000-7000-8000-00000000000a\",\"n\":1,\"t\":\"%s\",\"target\":\"%s\","
      "\"op\":\"%s\",\"base_rev\":%d,\"set\":{%s}}",
      record != NULL && SOL_IS_CLAIM_CALL (record) ? "claim_call" : "claim",
      record != NULL ? sol_record_get_id (record) : CLAIM, op, record != NULL, set);
  g_autoptr (SolMutation) mutation = sol_mutation_parse (text, strlen (text), NULL);
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  SolMutationTarget target = { record, FALSE, FALSE, revisions };
  SolOperationContext context = make_context (self, actor);

  g_ptr_array_set_size (self->effects, 0);
  return sol_mutation_run (mutation, "client", &target, &context, conflicts, NULL) ==
                 SOL_VERDICT_APPLIED
             ? g_object_ref (((SolEffect *) self->effects->pdata[0])->record)
             : NULL;
}

static void
assert_text (SolRecord *record, const char *field, const char *text)
{
  g_assert_nonnull (record);
  g_assert_cmpstr (sol_record_get_text (record, field), ==, text);
}

static SolRecord *
claim (Fixture *self, const char *proof)
{
  g_autofree char *set = g_strdup_printf ("\"supplier\":\"" SUPPLIER "\",\"proof\":\"%s\"", proof);

  return act (self, &ada, NULL, "create", set);
}

static void
put_structure (Fixture *self, const char *rest)
{
  g_autofree char *doc = g_strdup_printf ("{\"name\":\"Semailles\",\"commune\":\"2A004\"%s}", rest);

  put (self, SOL_TYPE_SUPPLIER, SUPPLIER, "public", doc);
}

static void
test_an_address_is_told_to_who_knows_it (void)
{
  static const char *const cases[][2] = { { "contact@exemple.fr", "c…@exemple.fr" },
                                          { "a@exemple.fr", "a…@exemple.fr" },
                                          { "é@exemple.fr", "é…@exemple.fr" },
                                          { "@exemple.fr", "…" },
                                          { "contact", "…" },
                                          { "", "…" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = sol_claim_mask_address (cases[i][0]);

      g_assert_cmpstr (masked, ==, cases[i][1]);
    }
}

static void
test_it_is_made_without_the_catalogue (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = NULL;

  self->is_server = FALSE;
  record = claim (self, SOL_CLAIM_CONTACT);
  assert_text (record, "state", SOL_CLAIM_ASKED);
  assert_text (record, "organisation", OWN);
  assert_text (record, "structure", NULL);
  g_assert_true (sol_claim_is_open (record));
  g_assert_false (sol_claim_is_for_moderator (record));
}

static void
test_the_server_tells_the_structure (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = NULL;
  g_autofree char *scope = NULL;
  const SolProjection *projection;

  g_assert_null (claim (self, SOL_CLAIM_MODERATOR));
  put_structure (self, "");
  record = claim (self, SOL_CLAIM_MODERATOR);
  assert_text (record, "structure", "Semailles");
  projection = SOL_RECORD_GET_CLASS (record)->projections;
  g_assert_true (projection->when (record));
  scope = projection->scope (record);
  g_assert_cmpstr (scope, ==, "review:2A");
}

static void
test_a_code_that_comes_back_gives_the_structure (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) asked = NULL;
  g_autoptr (SolRecord) sent = NULL;
  g_autoptr (SolRecord) proven = NULL;

  put_structure (self, "");
  asked = claim (self, SOL_CLAIM_CONTACT);
  g_assert_null (act (self, &server, asked, SOL_CLAIM_PROVE, ""));
  g_assert_null (act (self, &server, asked, SOL_CLAIM_SEND, ""));
  g_assert_null (act (self, &ada, asked, SOL_CLAIM_SEND, "\"sent_to\":\"x\""));
  sent = act (self, &server, asked, SOL_CLAIM_SEND, "\"sent_to\":\"c…@exemple.fr\"");
  assert_text (sent, "state", SOL_CLAIM_SENT);
  g_assert_null (act (self, &ada, sent, SOL_CLAIM_PROVE, ""));
  proven = act (self, &server, sent, SOL_CLAIM_PROVE, "");
  assert_text (proven, "state", SOL_CLAIM_ACCEPTED);
  g_assert_cmpuint (self->effects->len, ==, 2);
  assert_text (((SolEffect *) self->effects->pdata[1])->record, "organisation", OWN);
  g_assert_null (act (self, &ada, proven, "delete", ""));
  g_assert_null (act (self, &ada, proven, "edit", "\"message\":\"x\""));
}

static void
test_what_another_has_goes_to_a_moderator (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) asked = NULL;

  put (self, SOL_TYPE_ORGANISATION, OTHER, "org:" OTHER,
       "{\"name\":\"Autre\",\"kind\":\"supplier\"}");
  put_structure (self, ",\"organisation\":\"" OTHER "\"");
  asked = claim (self, SOL_CLAIM_CONTACT);
  assert_text (asked, "reason", SOL_CLAIM_HELD);
  assert_text (asked, "holder_name", "Autre");
  g_assert_true (sol_claim_is_for_moderator (asked));
}

static void
test_a_moderator_answers_of_his_copy (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) asked = NULL;
  g_autoptr (SolRecord) call = NULL;
  g_autoptr (SolRecord) refused = NULL;
  g_autoptr (SolRecord) accepted = NULL;

  put_structure (self, "");
  asked = claim (self, SOL_CLAIM_MODERATOR);
  call = sol_projection_make (SOL_RECORD_GET_CLASS (asked)->projections, asked);
  g_ptr_array_add (self->records, g_object_ref (asked));
  g_assert_null (act (self, &ada, call, "accept", ""));
  g_assert_null (act (self, &mod, call, "refuse", ""));
  g_assert_null (act (self, &mod, call, "refuse", "\"remark\":\"  \""));
  refused = act (self, &mod, call, "refuse", "\"remark\":\"Why\"");
  assert_text (refused, "state", SOL_CLAIM_REFUSED);
  assert_text (((SolEffect *) self->effects->pdata[1])->record, "remark", "Why");
  accepted = act (self, &mod, call, "accept", "");
  assert_text (accepted, "state", SOL_CLAIM_ACCEPTED);
  g_assert_cmpuint (self->effects->len, ==, 3);
  /* On his computer. */
  g_ptr_array_set_size (self->records, 0);
  g_clear_object (&accepted);
  accepted = act (self, &mod, call, "accept", "");
  assert_text (accepted, "state", SOL_CLAIM_ACCEPTED);
  g_assert_cmpuint (self->effects->len, ==, 1);
}

/* A yes to two is not a yes to the second over the first. */
static void
test_a_moderator_is_told_who_got_it_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) asked = NULL;
  g_autoptr (SolRecord) call = NULL;
  g_autoptr (SolRecord) again = NULL;
  g_autoptr (SolRecord) blind = NULL;
  g_autoptr (SolRecord) accepted = NULL;
  SolRecord *told;

  put_structure (self, "");
  asked = claim (self, SOL_CLAIM_MODERATOR);
  call = sol_projection_make (SOL_RECORD_GET_CLASS (asked)->projections, asked);
  g_ptr_array_set_size (self->records, 0);
  put (self, SOL_TYPE_ORGANISATION, OTHER, "org:" OTHER,
       "{\"name\":\"Autre\",\"kind\":\"supplier\"}");
  put_structure (self, ",\"organisation\":\"" OTHER "\"");
  g_ptr_array_add (self->records, g_object_ref (asked));
  again = act (self, &mod, call, "accept", "");
  assert_text (again, "state", SOL_CLAIM_ASKED);
  g_assert_cmpuint (self->effects->len, ==, 2);
  told = ((SolEffect *) self->effects->pdata[1])->record;
  assert_text (told, "state", SOL_CLAIM_ASKED);
  assert_text (told, "holder_name", "Autre");
  g_assert_true (sol_claim_is_for_moderator (told));
  /* Another one, who was told nothing, does not know it yet. */
  sol_record_assign (asked, told);
  blind = act (self, &mod, call, "accept", "");
  assert_text (blind, "state", SOL_CLAIM_ASKED);
  /* Now he knows. */
  accepted = act (self, &mod, call, "accept", "\"holder\":\"" OTHER "\"");
  assert_text (accepted, "state", SOL_CLAIM_ACCEPTED);
  g_assert_cmpuint (self->effects->len, ==, 3);
}

/* Ids of two structures, what they say, and which of them a listing is. */
static const struct
{
  const char *first;
  const char *second;
  const char *found; /* "held": it may not be published */
} places[] = {
  { "\"kind\":\"ACI\",\"siret\":\"" SIRET "\"", "\"kind\":\"EI\",\"siret\":\"" SIRET "\"", "a" },
  { "\"kind\":\"EI\",\"siret\":\"" SIRET "\"", "\"kind\":\"ETTI\",\"siret\":\"" SIRET "\"", NULL },
  { "\"kind\":\"ACI\",\"siret\":\"" SIRET "\"",
    "\"kind\":\"ACI\",\"siret\":\"" SIRET "\",\"organisation\":\"" OWN "\"", "b" },
  { "\"kind\":\"ACI\",\"siret\":\"1\",\"siret_fault\":true,\"organisation\":\"" OWN "\"", "", "a" },
  { "\"kind\":\"ACI\",\"siret\":\"1\",\"organisation\":\"" OWN "\"", "", NULL },
  { "\"organisation\":\"" OWN "\"", "", "a" },
  { "\"kind\":\"ACI\",\"siret\":\"" SIRET "\",\"organisation\":\"" OTHER "\"", "", "held" },
  { "\"kind\":\"ACI\",\"siret\":\"" SIRET "\",\"organisation\":\"" OTHER "\",\"verified_on\":"
    "\"2026-11-01\"",
    "", NULL },
};

static void
test_a_listing_takes_one_place (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *first = g_strdup_printf ("{%s}", places[i].first);
      g_autofree char *second = g_strdup_printf ("{%s}", places[i].second);
      g_autoptr (SolRecord) listing = sol_record_new_from_text (
          SOL_TYPE_LISTING, 0, CLAIM, "org:" OWN, 1,
          "{\"name\":\"S\",\"kind\":\"ACI\",\"siret\":\"" SIRET "\"}", NULL);
      SolOperationContext context = make_context (self, &mod);
      g_autoptr (GError) error = NULL;
      gboolean held = g_strcmp0 (places[i].found, "held") == 0;

      g_ptr_array_set_size (self->records, 0);
      put (self, SOL_TYPE_SUPPLIER, "a", "public", first);
      put (self, SOL_TYPE_SUPPLIER, "b", "public", second);
      g_assert_true (sol_listing_supplier_find (listing, &context, &error) != held);
      g_assert_true ((error != NULL) == held);
      g_assert_cmpstr (sol_record_get_text (listing, "supplier"), ==,
                       held ? NULL : places[i].found);
    }
}

#define ADD(name, test) g_test_add ("/claim/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim/an-address-is-told-to-who-knows-it",
                   test_an_address_is_told_to_who_knows_it);
  ADD ("it-is-made-without-the-catalogue", test_it_is_made_without_the_catalogue);
  ADD ("the-server-tells-the-structure", test_the_server_tells_the_structure);
  ADD ("a-code-that-comes-back-gives-the-structure",
       test_a_code_that_comes_back_gives_the_structure);
  ADD ("what-another-has-goes-to-a-moderator", test_what_another_has_goes_to_a_moderator);
  ADD ("a-moderator-answers-of-his-copy", test_a_moderator_answers_of_his_copy);
  ADD ("a-moderator-is-told-who-got-it-meanwhile", test_a_moderator_is_told_who_got_it_meanwhile);
  ADD ("a-listing-takes-one-place", test_a_listing_takes_one_place);
  return g_test_run ();
}
