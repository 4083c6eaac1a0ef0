/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "sol-test-sheet.h"
#include "sol-test-support.h"

static SolRecord *
read_other (gpointer data, const char *type, const char *id)
{
  g_assert_cmpstr (type, ==, "sheet");
  g_assert_cmpstr (id, ==, "other");
  return sol_record_copy (data);
}

typedef struct
{
  SolRecord *record;
  SolRecord *other;
  GPtrArray *effects;
  SolOperationContext context;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  static const SolActor actor = { "u1", "a", SOL_ROLE_MEMBER };

  self->record = sol_test_sheet_new ("{\"name\":\"A\",\"note\":\"n\"}");
  self->other = sol_test_sheet_new ("{\"name\":\"B\"}");
  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  self->context = (SolOperationContext){ &actor, "2026-11-26T12:00:00Z", read_other, self->other,
                                         self->effects };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->record);
  g_object_unref (self->other);
  g_ptr_array_unref (self->effects);
}

static void
test_effects_are_on_several_records (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (GError) error = NULL;
  const SolEffect *own;
  const SolEffect *other;

  g_assert_true (sol_operation_run (self->record, "hand_over", nothing, &self->context, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->effects->len, ==, 2);
  own = self->effects->pdata[0];
  other = self->effects->pdata[1];
  g_assert_false (own->server);
  g_assert_null (sol_record_get_text (own->record, "note"));
  g_assert_null (sol_record_get_text (self->record, "note"));
  g_assert_true (other->server);
  g_assert_cmpstr (sol_record_get_text (other->record, "note"), ==, "u1");
}

static void
test_refusal_has_no_effect (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) arguments = sol_test_json ("{\"to\":1}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  g_assert_false (sol_operation_run (self->record, "hand_over", arguments, &self->context, &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE);
  copy = g_error_copy (error);
  g_assert_cmpstr (sol_model_error_get_arguments (copy)[0], ==, "to");
  g_assert_cmpuint (self->effects->len, ==, 0);
  g_assert_cmpstr (sol_record_get_text (self->record, "note"), ==, "n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/operation/effects-are-on-several-records", Fixture, NULL, set_up,
              test_effects_are_on_several_records, tear_down);
  g_test_add ("/operation/refusal-has-no-effect", Fixture, NULL, set_up, test_refusal_has_no_effect,
              tear_down);
  return g_test_run ();
}
