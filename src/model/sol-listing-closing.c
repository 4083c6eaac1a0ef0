/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-closing.h"

#include "model/sol-model-error.h"

#define ON "closed_on"
#define WHY "closed_why"

static gboolean
check_names (JsonObject *arguments, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (arguments);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_str_equal (name->data, "on") && !g_str_equal (name->data, "why"))
      return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, name->data,
                               "It takes a day and a reason");
  return json_object_has_member (arguments, "on") ||
         sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "on", "Since when is not said");
}

static gboolean
take (SolRecord *listing, const char *name, JsonNode *node, const char *argument, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;
  guint index;
  const SolField *field = sol_record_find_field (listing, name, &index);

  if (node != NULL && !sol_field_read_json (field, node, &value))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, argument, "It is of another kind");
  if (!sol_field_check (field, &value, error))
    return FALSE;
  sol_record_set_value (listing, index, &value);
  return TRUE;
}

/* Where the day begins earlier than at the server, it may be tomorrow there. */
static gboolean
check_day (SolRecord *listing, const SolOperationContext *context, GError **error)
{
  const char *on = sol_record_get_text (listing, ON);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (context->moment, NULL);
  g_autoptr (GDateTime) next = now != NULL ? g_date_time_add_days (now, 1) : NULL;
  g_autofree char *last = next != NULL ? g_date_time_format (next, "%Y-%m-%d") : NULL;

  return (on != NULL && g_strcmp0 (on, last) <= 0) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "on",
                           "It is closed since a day that was");
}

/**
 * sol_listing_closing_read:
 * @arguments: "on", the day; "why", if it says so
 */
gboolean
sol_listing_closing_read (SolRecord *listing,
                          JsonObject *arguments,
                          const SolOperationContext *context,
                          GError **error)
{
  return check_names (arguments, error) &&
         take (listing, ON, json_object_get_member (arguments, "on"), "on", error) &&
         take (listing, WHY, json_object_get_member (arguments, "why"), "why", error) &&
         check_day (listing, context, error);
}

/* What its moderator has of a listing never says it. */
void
sol_listing_closing_clear (SolRecord *listing)
{
  if (sol_record_find_field (listing, ON, NULL) == NULL)
    return;
  sol_record_set_text (listing, ON, NULL);
  sol_record_set_text (listing, WHY, NULL);
}

/* What buyers see stays, but that it is closed, or open again. */
void
sol_listing_closing_tell (SolRecord *supplier, SolRecord *listing)
{
  sol_record_set_text (supplier, ON, sol_record_get_text (listing, ON));
  sol_record_set_text (supplier, WHY, sol_record_get_text (listing, WHY));
}
