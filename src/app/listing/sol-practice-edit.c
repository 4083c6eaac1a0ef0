/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-practice-edit.h"

#include "model/sol-item-list.h"
#include "model/sol-position.h"
#include "model/sol-sheet.h"

/* Answers on practices in the form of a listing. A criterion and an answer have the id of what they
 * are about: two members who begin one at once write the same. */

/* Returns: (transfer none) (nullable) (element-type SolItem): as they are on the screen */
GPtrArray *
sol_practice_edit_get_criteria (SolForm *form)
{
  return sol_record_get_items (sol_form_get_record (form), "criteria");
}

/* Returns: (transfer none) (nullable) (element-type SolItem): as they are on the screen */
GPtrArray *
sol_practice_edit_get_answers (SolForm *form, const char *criterion)
{
  SolItem *item = sol_practice_find_criterion (sol_practice_edit_get_criteria (form), criterion);

  return item != NULL ? sol_item_get_items (item, "answers") : NULL;
}

/**
 * sol_practice_edit_change:
 * @value: unset to empty it
 *
 * Returns: (transfer full): @item with another value of the field @name
 */
SolItem *
sol_practice_edit_change (SolItem *item, const char *name, const GValue *value)
{
  SolItem *changed = sol_item_copy (item, sol_item_get_id (item), sol_item_get_at (item));
  GValue *slot = (GValue *) sol_item_get_value (changed, name);

  g_value_unset (slot);
  sol_value_copy (value, slot);
  return changed;
}

static SolItem *
make_criterion (const char *code)
{
  const SolFieldTable *table = &sol_sheet_criterion_table;
  g_autofree char *at = sol_position_nth ((guint) (*code - '1'));
  g_autoptr (SolItem) empty = sol_item_new (table, code, at);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, code);
  return sol_practice_edit_change (empty, "criterion", &value);
}

static void
set_list (GValue *value, GPtrArray *items)
{
  g_value_init (value, G_TYPE_PTR_ARRAY);
  g_value_set_boxed (value, items);
}

/* Returns: (transfer full): @criterion with @answer among its answers */
static SolItem *
put_answer (SolItem *criterion, SolItem *answer)
{
  g_autoptr (GPtrArray) answers = sol_item_list_copy (sol_item_get_value (criterion, "answers"));
  SolItem *old = sol_practice_find_answer (answers, sol_item_get_text (answer, "question"));
  g_autofree char *end = sol_item_list_get_end (answers);
  g_auto (GValue) value = G_VALUE_INIT;

  sol_item_list_put (answers, sol_item_copy (answer, sol_item_get_id (old != NULL ? old : answer),
                                             old != NULL ? sol_item_get_at (old) : end));
  set_list (&value, answers);
  return sol_practice_edit_change (criterion, "answers", &value);
}

/**
 * sol_practice_edit_put:
 * @criterion: its code
 * @answer: in place of the one to the same question, if there is one
 */
void
sol_practice_edit_put (SolForm *form, const char *criterion, SolItem *answer)
{
  guint index;
  SolRecord *record = sol_form_get_record (form);
  g_autoptr (GPtrArray) criteria = NULL;
  g_autoptr (SolItem) item = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (sol_record_find_field (record, "criteria", &index) == NULL)
    return;
  criteria = sol_item_list_copy (sol_record_get_value (record, index));
  item = sol_practice_find_criterion (criteria, criterion);
  item = item != NULL ? g_object_ref (item) : make_criterion (criterion);
  sol_item_list_put (criteria, put_answer (item, answer));
  set_list (&value, criteria);
  sol_form_edit (form, index, &value);
}
