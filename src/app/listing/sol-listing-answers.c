/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-answers.h"

#include <string.h>

#include "model/sol-item-list.h"
#include "model/sol-listing-remarks.h"

/* The remarks of a listing's review and what its structure says to each. */

static gboolean
is_about (SolItem *remark, const char *field)
{
  const char *path = sol_item_get_text (remark, "field");
  const gsize length = strlen (field);

  return path != NULL && g_str_has_prefix (path, field) &&
         (path[length] == '\0' || path[length] == '/');
}

/**
 * sol_listing_answers_find_remark:
 * @field: its name, or the path of a part
 *
 * Returns: (transfer none) (nullable): what was remarked of it, or of a part of it: the first that
 *   waits for an answer, if any does
 */
SolItem *
sol_listing_answers_find_remark (SolRecord *listing, const char *field)
{
  GPtrArray *remarks = sol_record_get_items (listing, "remarks");
  SolItem *first = NULL;

  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      if (!is_about (remarks->pdata[i], field))
        continue;
      if (!sol_listing_answers_is_answered (listing, remarks->pdata[i]))
        return remarks->pdata[i];
      if (first == NULL)
        first = remarks->pdata[i];
    }
  return first;
}

/**
 * sol_listing_answers_find:
 *
 * Returns: (transfer none) (nullable): what was answered to it so far
 */
SolItem *
sol_listing_answers_find (SolRecord *listing, SolItem *remark)
{
  GPtrArray *answers = sol_record_get_items (listing, "answers");

  return answers != NULL ? sol_item_list_find (answers, sol_item_get_id (remark), NULL) : NULL;
}

gboolean
sol_listing_answers_is_answered (SolRecord *listing, SolItem *remark)
{
  return sol_listing_answers_find (listing, remark) != NULL;
}

/* Returns: how many remarks nothing was said to yet */
guint
sol_listing_answers_count_open (SolRecord *listing)
{
  GPtrArray *remarks = sol_record_get_items (listing, "remarks");
  guint n_open = 0;

  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    n_open += !sol_listing_answers_is_answered (listing, remarks->pdata[i]);
  return n_open;
}

static SolItem *
make_answer (GPtrArray *answers, SolItem *remark, gboolean corrected, const char *text)
{
  SolItem *known = sol_item_list_find (answers, sol_item_get_id (remark), NULL);
  g_autofree char *at = known != NULL ? g_strdup (sol_item_get_at (known))
                                      : sol_item_list_get_end (answers);
  SolItem *answer = sol_item_new (&sol_listing_answer_table, sol_item_get_id (remark), at);
  GValue *flag = (GValue *) sol_item_get_value (answer, "corrected");

  if (corrected)
    {
      g_value_init (flag, G_TYPE_BOOLEAN);
      g_value_set_boolean (flag, TRUE);
    }
  sol_item_set_text (answer, "text", text);
  return answer;
}

/**
 * sol_listing_answers_set:
 * @corrected: whether it was done as it was remarked
 * @text: (nullable): what is said instead, or beside; without either the answer is taken back
 */
void
sol_listing_answers_set (SolForm *form, SolItem *remark, gboolean corrected, const char *text)
{
  guint index;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GPtrArray) answers = NULL;
  guint place;

  g_return_if_fail (sol_record_find_field (sol_form_get_record (form), "answers", &index) != NULL);

  answers = sol_item_list_copy (sol_record_get_value (sol_form_get_record (form), index));
  if (corrected || (text != NULL && *text != '\0'))
    sol_item_list_put (answers, make_answer (answers, remark, corrected, text));
  else if (sol_item_list_find (answers, sol_item_get_id (remark), &place) != NULL)
    g_ptr_array_remove_index (answers, place);
  if (answers->len > 0)
    {
      g_value_init (&value, G_TYPE_PTR_ARRAY);
      g_value_set_boxed (&value, answers);
    }
  sol_form_edit (form, index, &value);
}
