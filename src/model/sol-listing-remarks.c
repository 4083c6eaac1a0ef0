/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-remarks.h"

#include <string.h>

#include "model/sol-item.h"
#include "model/sol-model-error.h"

/* What a moderator says to a structure of its listing, and what it says to that. Each decision's
 * remarks take the place of those before, and of their answers. */

static const SolField remark_fields[] = {
  { "field", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 120 },
  { "text", SOL_FIELD_PROSE, SOL_FIELD_REQUIRED, 2000 },
  { "who", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },
  { "when", SOL_FIELD_INSTANT, SOL_FIELD_OPTIONAL, 20 },
};

const SolFieldTable sol_listing_remark_table = { remark_fields, G_N_ELEMENTS (remark_fields) };

static const SolField answer_fields[] = {
  { "corrected", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },
  { "text", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 2000 },
};

const SolFieldTable sol_listing_answer_table = { answer_fields, G_N_ELEMENTS (answer_fields) };

static void
empty (SolRecord *record, const char *name)
{
  guint index;
  g_auto (GValue) nothing = G_VALUE_INIT;

  if (sol_record_find_field (record, name, &index) != NULL)
    sol_record_set_value (record, index, &nothing);
}

/* Takes what was remarked, and answered, away. */
void
sol_listing_remarks_clear (SolRecord *record)
{
  empty (record, "remark");
  empty (record, "remarks");
  empty (record, "answers");
}

/* A value that is there is one of the field. */
static gboolean
read_argument (SolRecord *record, JsonObject *arguments, const char *name, GError **error)
{
  guint index;
  const SolField *field = sol_record_find_field (record, name, &index);
  JsonNode *node = json_object_get_member (arguments, name);
  g_auto (GValue) value = G_VALUE_INIT;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!sol_field_read_json (field, node, &value) || sol_value_is_empty (&value))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, name, "That is no remark");
  if (!sol_field_check (field, &value, error))
    return FALSE;
  sol_record_set_value (record, index, &value);
  return TRUE;
}

/* Whether the structure writes it, for others. */
static gboolean
is_field (SolRecord *record, const char *path)
{
  g_autofree char *name = g_strndup (path, strcspn (path, "/"));
  const SolField *field = sol_record_find_field (record, name, NULL);

  return field != NULL && !(field->flags & (SOL_FIELD_SERVER | SOL_FIELD_PRIVATE)) &&
         !g_str_equal (name, "answers");
}

/* Each is answered by its id. */
static gboolean
is_known (GPtrArray *remarks, guint number)
{
  const char *id = sol_item_get_id (remarks->pdata[number]);

  for (guint i = 0; id != NULL && i < number; i++)
    if (g_str_equal (sol_item_get_id (remarks->pdata[i]), id))
      return FALSE;
  return id != NULL;
}

/* Who said it and when is not for him to say. */
static gboolean
sign (SolRecord *record, const SolOperationContext *context, GError **error)
{
  GPtrArray *remarks = sol_record_get_items (record, "remarks");

  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      if (!is_known (remarks, i) ||
          !is_field (record, sol_item_get_text (remarks->pdata[i], "field")))
        return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "remarks",
                                 "It is of no field");
      sol_item_set_text (remarks->pdata[i], "who", context->actor->name);
      sol_item_set_text (remarks->pdata[i], "when", context->moment);
    }
  return TRUE;
}

/**
 * sol_listing_remarks_read:
 * @at_fields: whether there may be "remarks" in place of "remark", or beside it
 *
 * Puts what an operation was sent with in the place of what was remarked before.
 *
 * Returns: %FALSE with a #SolModelError; of @record nothing is to be kept then
 */
gboolean
sol_listing_remarks_read (SolRecord *record,
                          JsonObject *arguments,
                          gboolean at_fields,
                          const SolOperationContext *context,
                          GError **error)
{
  const guint n_known = json_object_has_member (arguments, "remark") +
                        (at_fields && json_object_has_member (arguments, "remarks"));

  if (json_object_get_size (arguments) != n_known)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "remark",
                             "A remark says why, nothing else");
  sol_listing_remarks_clear (record);
  if (!read_argument (record, arguments, "remark", error) ||
      !read_argument (record, arguments, "remarks", error))
    return FALSE;
  if (sol_record_get_text (record, "remark") == NULL &&
      sol_record_get_items (record, "remarks") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "remark", "It is not said why");
  return sign (record, context, error);
}
