/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-completeness.h"

#include "model/sol-practice-level.h"

/* What buyers look for counts most. In the order in which it is asked, all worth the same; what
 * must be there before anything is sent comes first. */
static const SolCompletenessPart parts[] = {
  { "name", 3, 1 },           { "kind", 3, 1 },    { "siret", 5, 1 },      { "activities", 10, 1 },
  { "description", 10, 120 }, { "offers", 9, 1 },  { "references", 6, 1 }, { "images", 6, 1 },
  { "commune", 5, 1 },        { "figures", 5, 1 }, { "phone", 4, 1 },      { "email", 4, 1 },
  { "website", 3, 1 },        { "labels", 3, 1 },  { "networks", 3, 1 },   { "logo", 3, 1 },
  { "criteria", 18, 9 },
};

/**
 * sol_completeness_get_parts:
 *
 * Returns: (transfer none): all parts; their points make %SOL_COMPLETENESS_WHOLE
 */
const SolCompletenessPart *
sol_completeness_get_parts (guint *n_parts)
{
  *n_parts = G_N_ELEMENTS (parts);
  return parts;
}

/* By its answers, or as it was told to buyers. */
static gboolean
is_proven (SolItem *criterion)
{
  return sol_practice_get_criterion_level (criterion) >= SOL_LEVEL_PROVEN &&
         (sol_item_get_items (criterion, "evidence") != NULL ||
          sol_item_get_items (criterion, "answers") != NULL);
}

static guint
count_proven (GPtrArray *criteria)
{
  guint n = 0;

  for (guint i = 0; i < criteria->len; i++)
    n += is_proven (criteria->pdata[i]);
  return n;
}

/* How much of it there is, in what is wanted of it. */
static guint
count_units (const SolCompletenessPart *part, SolRecord *record)
{
  guint index;
  const SolField *field = sol_record_find_field (record, part->field, &index);
  const GValue *value;

  if (field == NULL)
    return 0;
  value = sol_record_get_value (record, index);
  if (sol_value_is_empty (value))
    return 0;
  if (g_str_equal (part->field, "criteria"))
    return count_proven (sol_record_get_items (record, part->field));
  if (field->kind == SOL_FIELD_PROSE)
    return (guint) g_utf8_strlen (g_value_get_string (value), -1);
  return field->kind == SOL_FIELD_ITEMS ? sol_record_get_items (record, part->field)->len : 1;
}

/**
 * sol_completeness_get_earned:
 * @record: a listing, or what is made of one
 *
 * Returns: points, at most those of @part
 */
guint
sol_completeness_get_earned (const SolCompletenessPart *part, SolRecord *record)
{
  return part->points * MIN (count_units (part, record), part->wanted) / part->wanted;
}

/**
 * sol_completeness_get_gain:
 *
 * Returns: points that the next thing done there brings: one more item or practice, or the rest of
 *   a text; 0 when it is all there
 */
guint
sol_completeness_get_gain (const SolCompletenessPart *part, SolRecord *record)
{
  const guint left = part->points - sol_completeness_get_earned (part, record);
  guint index;
  const SolField *field = sol_record_find_field (record, part->field, &index);

  if (left == 0 || field == NULL || field->kind != SOL_FIELD_ITEMS)
    return left;
  return MIN (left, part->points / part->wanted);
}

/**
 * sol_completeness_measure:
 * @record: a listing, or what is made of one
 *
 * Returns: how complete it is, out of %SOL_COMPLETENESS_WHOLE: the same on each side, as it asks
 *   nothing but the record
 */
guint
sol_completeness_measure (SolRecord *record)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    sum += sol_completeness_get_earned (&parts[i], record);
  return sum;
}

static gboolean
is_required (const SolCompletenessPart *part, SolRecord *record)
{
  guint index;
  const SolField *field = sol_record_find_field (record, part->field, &index);

  return field != NULL && (field->flags & SOL_FIELD_REQUIRED) != 0;
}

/* Without some nothing can be sent; then what brings most, then the order of the table. */
static gint
compare_gains (gconstpointer a, gconstpointer b, gpointer record)
{
  const SolCompletenessPart *one = *(const SolCompletenessPart *const *) a;
  const SolCompletenessPart *other = *(const SolCompletenessPart *const *) b;
  const int required = is_required (other, record) - is_required (one, record);
  const int gain = (int) sol_completeness_get_gain (other, record) -
                   (int) sol_completeness_get_gain (one, record);

  if (required != 0 || gain != 0)
    return required != 0 ? required : gain;
  return one < other ? -1 : one > other;
}

/**
 * sol_completeness_list_gains:
 *
 * Returns: (transfer full) (element-type SolCompletenessPart): what is not all there, the most
 *   useful first
 */
GPtrArray *
sol_completeness_list_gains (SolRecord *record)
{
  GPtrArray *gains = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (sol_completeness_get_gain (&parts[i], record) > 0)
      g_ptr_array_add (gains, (gpointer) &parts[i]);
  g_ptr_array_sort_with_data (gains, compare_gains, record);
  return gains;
}
