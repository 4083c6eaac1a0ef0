/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing-charter.h"

#include <stdio.h>
#include <string.h>

#include "model/sol-charter.h"
#include "model/sol-listing-moves.h"
#include "model/sol-model-error.h"
#include "model/sol-practice-level.h"
#include "model/sol-record-edit.h"

#define PROGRESS "PROG" /* kind: outside the social economy */
#define DAY_LENGTH 10   /* YYYY-MM-DD */
#define ENDING_DAYS 60
#define SIGNATURE "signature"

/* The charter that a listing is signed with, and what follows from it. A day is the first part of
 * a moment too. */

static const SolField signature_fields[] = {
  { "edition", SOL_FIELD_NUMBER, SOL_FIELD_REQUIRED, 1000 },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 120 },
  { "role", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 120 },
  { "signed_on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
  { "until", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },       /* the last day that it is in force */
  { "by", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 36 },          /* account */
  { "reminded_on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 }, /* of its end, the last time */
};

const SolFieldTable sol_charter_signature_table = { signature_fields,
                                                    G_N_ELEMENTS (signature_fields) };

static const SolField goal_fields[] = {
  { "text", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 200 },
  { "criterion", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 1, .list = "criteria" },
  { "due", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
  { "done", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },
};

const SolFieldTable sol_charter_goal_table = { goal_fields, G_N_ELEMENTS (goal_fields) };

/**
 * sol_listing_charter_get_signature:
 * @listing: or what a moderator has of it
 *
 * Returns: (transfer none) (nullable): an item of #sol_charter_signature_table
 */
SolItem *
sol_listing_charter_get_signature (SolRecord *listing)
{
  GPtrArray *signatures = sol_record_get_items (listing, "charter");

  return signatures != NULL && signatures->len > 0 ? signatures->pdata[0] : NULL;
}

static gboolean
read_day (GDate *date, const char *day)
{
  guint year, month, number;

  if (sscanf (day, "%4u-%2u-%2u", &year, &month, &number) != 3 ||
      !g_date_valid_dmy ((GDateDay) number, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* (transfer full) */
static char *
print_day (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}

/* (transfer full): the same day two years later; of 29 February, the last of that month */
static char *
find_end (const char *day)
{
  GDate date;

  g_return_val_if_fail (read_day (&date, day), NULL);
  g_date_add_years (&date, SOL_CHARTER_YEARS);
  return print_day (&date);
}

/**
 * sol_charter_find_state:
 * @until: (nullable): the last day that a signature is in force
 * @day: today, or this moment
 */
SolCharterState
sol_charter_find_state (const char *until, const char *day)
{
  GDate today, end;

  if (until == NULL || !read_day (&end, until) || !read_day (&today, day))
    return SOL_CHARTER_UNSIGNED;
  if (g_date_compare (&today, &end) > 0)
    return SOL_CHARTER_ENDED;
  return g_date_days_between (&today, &end) <= ENDING_DAYS ? SOL_CHARTER_ENDING
                                                           : SOL_CHARTER_IN_FORCE;
}

/**
 * sol_listing_charter_get_state:
 * @day: today, or this moment
 */
SolCharterState
sol_listing_charter_get_state (SolRecord *listing, const char *day)
{
  SolItem *signature = sol_listing_charter_get_signature (listing);

  return sol_charter_find_state (signature != NULL ? sol_item_get_text (signature, "until") : NULL,
                                 day);
}

/**
 * sol_listing_charter_is_alone:
 *
 * Returns: whether the charter and its proofs alone admit it: a company outside the social economy
 */
gboolean
sol_listing_charter_is_alone (SolRecord *listing)
{
  return g_strcmp0 (sol_record_get_text (listing, "kind"), PROGRESS) == 0;
}

static gboolean
is_proven_enough (SolRecord *listing)
{
  GPtrArray *criteria = sol_record_get_items (listing, "criteria");
  guint n = 0;

  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    n += sol_practice_get_criterion_level (criteria->pdata[i]) >= SOL_LEVEL_PROVEN;
  return n >= SOL_CHARTER_PROVEN;
}

static gboolean
is_in_force (SolRecord *listing, const char *day)
{
  const SolCharterState state = sol_listing_charter_get_state (listing, day);

  return state == SOL_CHARTER_IN_FORCE || state == SOL_CHARTER_ENDING;
}

/**
 * sol_listing_charter_list_missing:
 * @day: today, or this moment
 *
 * What is asked of a listing before it is submitted, and still when it is published: no required
 * field is empty; and of who is outside the social economy, that the charter is in force and some
 * of the criteria are proven. All others are admitted by what they are: the charter is theirs to
 * sign, and one that ended does not keep them from correcting a telephone number.
 *
 * Returns: (transfer full): names of the fields to be written yet, each once
 */
char **
sol_listing_charter_list_missing (SolRecord *listing, const char *day)
{
  g_auto (GStrv) missing = sol_record_list_missing (listing);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) missing);
  if (sol_listing_charter_is_alone (listing) && !is_in_force (listing, day))
    g_strv_builder_add (builder, "charter");
  if (sol_listing_charter_is_alone (listing) && !is_proven_enough (listing))
    g_strv_builder_add (builder, "criteria");
  return g_strv_builder_end (builder);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t")] == '\0';
}

/* Another organisation has it: what the one before signed is not its word. */
void
sol_listing_charter_clear (SolRecord *listing)
{
  const GValue nothing = G_VALUE_INIT;
  guint index;

  sol_record_find_field (listing, "charter", &index);
  sol_record_set_value (listing, index, &nothing);
}

/* What its author tells of himself, and which text he read. */
static gboolean
check_words (SolItem *signature, guint n_arguments, GError **error)
{
  gint64 edition;

  if (n_arguments != 3)
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                             "A signature has an edition, a name and a role");
  if (!sol_item_get_number (signature, "edition", &edition) ||
      edition != sol_charter_get_newest ()->edition)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "edition",
                             "That is not the charter that is signed now");
  if (is_blank (sol_item_get_text (signature, "name")))
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "name", "It is not said who signs");
  if (is_blank (sol_item_get_text (signature, "role")))
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "role", "It is not said as what");
  return TRUE;
}

/* What is told beside these by its author is not taken: when and by whom is the server's word. */
static SolItem *
read_signature (JsonObject *arguments, GError **error)
{
  static const char *const told[] = { "edition", "name", "role" };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (SolItem) signature = NULL;

  json_object_set_string_member (object, "id", SIGNATURE);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (json_object_has_member (arguments, told[i]))
      json_object_set_member (object, told[i],
                              json_node_copy (json_object_get_member (arguments, told[i])));
  signature = sol_item_new_from_json (&sol_charter_signature_table, object);
  if (!check_words (signature, json_object_get_size (arguments), error) ||
      !sol_item_check (signature, error))
    return NULL;
  return g_steal_pointer (&signature);
}

/* Puts it in the place of the one before. */
static void
put (SolRecord *listing, SolItem *owned_signature)
{
  g_autoptr (GPtrArray) signatures = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (signatures, owned_signature);
  sol_record_set_items (listing, "charter", signatures);
}

static gboolean
check_signer (SolRecord *listing, const SolActor *actor, GError **error)
{
  if (!(actor->roles & SOL_ROLE_MANAGER) ||
      !sol_scope_may_write (sol_record_get_scope (listing), actor))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "manager",
                             "A manager of its organisation signs for it");
  return !sol_listing_is_over (listing) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, sol_listing_get_state (listing),
                           "It is opened again before");
}

/**
 * sol_listing_sign_charter:
 * @arguments: "edition" that was read, "name" and "role" of who signs
 *
 * A #SolOperationFunc: a signature takes the place of an earlier one, and begins anew.
 */
gboolean
sol_listing_sign_charter (SolRecord *listing,
                          const SolOperation *operation,
                          JsonObject *arguments,
                          SolOperationContext *context,
                          GError **error)
{
  SolItem *signature;
  g_autofree char *day = g_strndup (context->moment, DAY_LENGTH);
  g_autofree char *end = find_end (day);

  if (!check_signer (listing, context->actor, error))
    return FALSE;
  signature = read_signature (arguments, error);
  if (signature == NULL)
    return FALSE;
  sol_item_set_text (signature, "signed_on", day);
  sol_item_set_text (signature, "until", end);
  sol_item_set_text (signature, "by", context->actor->account);
  put (listing, signature);
  return TRUE;
}

/**
 * sol_listing_remind_charter:
 *
 * A #SolOperationFunc: notes that the managers were told of the end of their signature.
 */
gboolean
sol_listing_remind_charter (SolRecord *listing,
                            const SolOperation *operation,
                            JsonObject *arguments,
                            SolOperationContext *context,
                            GError **error)
{
  SolItem *signature = sol_listing_charter_get_signature (listing);
  g_autofree char *day = g_strndup (context->moment, DAY_LENGTH);

  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                             "The server alone reminds");
  if (signature == NULL || sol_listing_is_over (listing))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, sol_listing_get_state (listing),
                             "There is nothing to be reminded of");
  if (json_object_get_size (arguments) > 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                             "It takes no arguments");
  signature = sol_item_copy (signature, sol_item_get_id (signature), sol_item_get_at (signature));
  sol_item_set_text (signature, "reminded_on", day);
  put (listing, signature);
  return TRUE;
}
