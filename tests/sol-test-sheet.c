/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-sheet.h"

#include "model/sol-model-error.h"
#include "model/sol-operation.h"

#define TABLE(name, ...)                               \
  static const SolField name##_fields[] = __VA_ARGS__; \
  static const SolFieldTable name##_table = { name##_fields, G_N_ELEMENTS (name##_fields) }

struct _SolTestSheet
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolTestSheet, sol_test_sheet, SOL_TYPE_RECORD)

TABLE (leaf, { { "title", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 } });

TABLE (branch,
       {
           { "title", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 },
           { "leaves", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 50, .items = &leaf_table },
       });

TABLE (part,
       {
           { "title", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 80 },
           { "text", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 2000 },
           { "tags", SOL_FIELD_CODES, SOL_FIELD_OPTIONAL, 20 },
           { "branches", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 50, .items = &branch_table },
       });

static const SolField fields[] = {
  { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 255 },
  { "siret", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 14 },
  { "sectors", SOL_FIELD_CODES, SOL_FIELD_REQUIRED, 40 },
  { "description", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 4000 },
  { "jobs", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL, 0 },
  { "founded_on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
  { "note", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 2000 },
  { "parts", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 50, .items = &part_table },
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },
};

/* Gives the note to another sheet, which only the server can write. */
static gboolean
hand_over (SolRecord *record,
           const SolOperation *operation,
           JsonObject *arguments,
           SolOperationContext *context,
           GError **error)
{
  g_autoptr (SolRecord) other = context->read (context->data, "sheet", "other");

  sol_record_set_text (record, "note", NULL);
  sol_record_set_text (other, "note", context->actor->account);
  sol_operation_add_effect (context, other, FALSE, TRUE);
  if (json_object_get_size (arguments) == 0)
    return TRUE;
  sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_VALUE, (const char *const[]){ "to", NULL },
                       "Too late");
  return FALSE;
}

static const SolOperation operations[] = {
  { "hand_over", hand_over },
  { NULL },
};

static void
sol_test_sheet_class_init (SolTestSheetClass *klass)
{
  SOL_RECORD_CLASS (klass)->operations = operations;
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_test_sheet_init (SolTestSheet *self)
{
}

SolRecord *
sol_test_sheet_new (const char *doc)
{
  g_autoptr (GError) error = NULL;
  SolRecord *record = sol_record_new_from_text (SOL_TYPE_TEST_SHEET, 0, "id", "org:a", 1, doc,
                                                &error);

  g_assert_no_error (error);
  return record;
}
