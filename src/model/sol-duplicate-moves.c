/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-duplicate-moves.h"

#include "model/sol-duplicate-said.h"
#include "model/sol-duplicate.h"
#include "model/sol-json.h"
#include "model/sol-model-error.h"
#include "model/sol-supplier.h"

/* What somebody says of two structures that may be one, and how it is taken back. On a moderator's
 * computer the pair alone changes: the catalogue is the server's. */

static gboolean
check (SolRecord *pair, const SolOperationContext *context, gboolean open, GError **error)
{
  const char *state = sol_record_get_text (pair, "state");

  if (!(context->actor->roles & SOL_ROLE_MODERATOR))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "moderator",
                             "Only a moderator says so");
  return sol_duplicate_is (pair, SOL_DUPLICATE_PROPOSED) == open ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state != NULL ? state : "",
                           "Not from the state that it is in");
}

/* The other is to go. */
static gboolean
take_keep (SolRecord *pair, JsonObject *arguments, GError **error)
{
  JsonNode *node = json_object_get_member (arguments, "keep");
  const char *keep = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : "";
  const char *first = sol_record_get_text (pair, "first");
  const char *second = sol_record_get_text (pair, "second");
  const gboolean is_first = g_strcmp0 (keep, first) == 0;

  if (json_object_get_size (arguments) != 1 || (!is_first && g_strcmp0 (keep, second) != 0))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "keep",
                             "It is neither of the two");
  sol_record_set_text (pair, "kept", keep);
  sol_record_set_text (pair, "gone", is_first ? second : first);
  return TRUE;
}

static void
end (SolRecord *pair, const char *state, const SolOperationContext *context)
{
  sol_record_set_text (pair, "state", state);
  sol_record_set_text (pair, "answered_at", context->moment);
  sol_record_set_text (pair, "name", context->actor->name);
}

/* What its people publish themselves is theirs to say. */
static gboolean
is_published (SolRecord *supplier)
{
  return sol_record_get_text (supplier, "organisation") != NULL &&
         sol_record_get_text (supplier, "verified_on") != NULL;
}

/* No organisation loses a structure: what it has stays, and what nobody has goes. One that has both
 * keeps the one that it publishes. */
static gboolean
check_holders (SolRecord *kept, SolRecord *gone, const SolOperationContext *context, GError **error)
{
  const char *holder = sol_record_get_text (gone, "organisation");
  g_autoptr (GPtrArray) listings = NULL;

  if (holder == NULL)
    return TRUE;
  listings = context->find (context->data, "listing", "supplier", sol_record_get_id (gone));
  return (g_strcmp0 (holder, sol_record_get_text (kept, "organisation")) == 0 &&
          listings->len == 0 && !is_published (gone)) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "held",
                           "The structure that would go has its people");
}

static gboolean
is_empty (SolRecord *record, guint index)
{
  return !G_IS_VALUE (sol_record_get_value (record, index));
}

/* What tells where it is goes together: half of one address and half of another is none. */
static gboolean
is_of_the_place (const char *name)
{
  static const char *const names[] = { "address",    "postcode", "city",  "commune",
                                       "department", "region",   "place", NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_told_elsewhere (SolRecord *kept, SolRecord *gone)
{
  const char *here = sol_record_get_text (kept, "commune");

  return here != NULL && g_strcmp0 (here, sol_record_get_text (gone, "commune")) != 0;
}

/* Fields that the one kept has not are taken from the other. */
static void
complete (SolRecord *pair, SolRecord *kept, SolRecord *gone)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (kept);
  const gboolean elsewhere = is_told_elsewhere (kept, gone);
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < klass->n_fields && !is_published (kept); i++)
    {
      const SolField *field = &klass->fields[i];

      if ((field->flags & SOL_FIELD_SERVER) || !is_empty (kept, i) || is_empty (gone, i) ||
          (elsewhere && is_of_the_place (field->name)))
        continue;
      sol_record_set_value (kept, i, sol_record_get_value (gone, i));
      g_strv_builder_add (taken, field->name);
    }
  names = g_strv_builder_end (taken);
  sol_record_set_codes (pair, "taken", (const char *const *) names);
}

static void
lead_contact (SolRecord *contact, const char *supplier, SolOperationContext *context)
{
  sol_record_set_text (contact, "supplier", supplier);
  sol_operation_add_effect (context, contact, FALSE, TRUE);
}

/* Who is listed of the one that goes is of the one that stays. */
static void
take_contacts (SolRecord *pair, SolOperationContext *context)
{
  g_autoptr (GPtrArray) contacts = context->find (context->data, "supplier_contact", "supplier",
                                                  sol_record_get_text (pair, "gone"));
  g_autoptr (GStrvBuilder) moved = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < contacts->len; i++)
    {
      lead_contact (contacts->pdata[i], sol_record_get_text (pair, "kept"), context);
      g_strv_builder_add (moved, sol_record_get_id (contacts->pdata[i]));
    }
  ids = g_strv_builder_end (moved);
  sol_record_set_codes (pair, "contacts", (const char *const *) ids);
}

static gboolean
keep_former (SolRecord *pair, SolRecord *gone, GError **error)
{
  static const char *const known_by[] = { "source", "external_id", "siret", "kind" };
  g_autoptr (JsonObject) object = sol_record_to_json (gone);
  g_autofree char *text = sol_json_object_to_text (object);

  if (g_utf8_strlen (text, -1) > sol_record_find_field (pair, "former", NULL)->max_length)
    return sol_model_refuse (error, SOL_MODEL_ERROR_TOO_LONG, "former",
                             "It is too long to be given back");
  sol_record_set_text (pair, "former", text);
  for (guint i = 0; i < G_N_ELEMENTS (known_by); i++)
    sol_record_set_text (pair, known_by[i], sol_record_get_text (gone, known_by[i]));
  return TRUE;
}

static SolRecord *
read_supplier (SolRecord *pair, const char *field, const SolOperationContext *context)
{
  return context->read (context->data, "supplier", sol_record_get_text (pair, field));
}

/* In the catalogue. */
static gboolean
make_one (SolRecord *pair, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord) kept = read_supplier (pair, "kept", context);
  g_autoptr (SolRecord) gone = read_supplier (pair, "gone", context);

  if (kept == NULL || gone == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "gone", "One of the two is gone");
  if (!check_holders (kept, gone, context, error) || !keep_former (pair, gone, error))
    return FALSE;
  complete (pair, kept, gone);
  take_contacts (pair, context);
  sol_duplicate_take_words (pair, kept, context);
  sol_operation_add_effect (context, kept, FALSE, TRUE);
  sol_operation_add_effect (context, gone, TRUE, TRUE);
  return TRUE;
}

static gboolean
merge (SolRecord *pair,
       const SolOperation *operation,
       JsonObject *arguments,
       SolOperationContext *context,
       GError **error)
{
  if (!check (pair, context, TRUE, error) || !take_keep (pair, arguments, error) ||
      (context->find != NULL && !make_one (pair, context, error)))
    return FALSE;
  end (pair, SOL_DUPLICATE_MERGED, context);
  return TRUE;
}

static gboolean
split (SolRecord *pair,
       const SolOperation *operation,
       JsonObject *arguments,
       SolOperationContext *context,
       GError **error)
{
  if (!check (pair, context, TRUE, error) ||
      !sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  end (pair, SOL_DUPLICATE_APART, context);
  return TRUE;
}

/* What was taken since it was made one, and nobody wrote since, goes back. */
static void
give_back (SolRecord *pair, SolRecord *kept, SolRecord *former)
{
  const char *const *taken = sol_record_get_codes (pair, "taken");
  const GValue nothing = G_VALUE_INIT;

  for (guint i = 0; taken != NULL && taken[i] != NULL && !is_published (kept); i++)
    {
      guint index;

      if (sol_record_find_field (kept, taken[i], &index) != NULL &&
          sol_value_equal (sol_record_get_value (kept, index),
                           sol_record_get_value (former, index)))
        sol_record_set_value (kept, index, &nothing);
    }
}

static void
give_contacts_back (SolRecord *pair, SolOperationContext *context)
{
  const char *const *ids = sol_record_get_codes (pair, "contacts");

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (SolRecord) contact = context->read (context->data, "supplier_contact", ids[i]);

      if (contact != NULL && g_strcmp0 (sol_record_get_text (contact, "supplier"),
                                        sol_record_get_text (pair, "kept")) == 0)
        lead_contact (contact, sol_record_get_text (pair, "gone"), context);
    }
}

/* What the one kept took went on to a third with it: it comes back from there first. */
static gboolean
check_last (SolRecord *pair, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      way = context->read (context->data, "merged_supplier", sol_record_get_text (pair, "kept"));

  return way == NULL || sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "later",
                                          "The one that stayed was merged with another since");
}

/* In the catalogue: the one that is gone comes back as it was. */
static gboolean
make_two (SolRecord *pair, SolOperationContext *context, GError **error)
{
  const char *gone = sol_record_get_text (pair, "gone");
  const char *text = sol_record_get_text (pair, "former");
  g_autoptr (SolRecord) kept = read_supplier (pair, "kept", context);
  g_autoptr (SolRecord) present = read_supplier (pair, "gone", context);
  g_autoptr (SolRecord) former = NULL;

  if (!check_last (pair, context, error))
    return FALSE;
  if (text == NULL || present != NULL)
    return TRUE;
  former = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 0, gone, "public", 0, text, error);
  if (former == NULL)
    return FALSE;
  sol_operation_add_effect (context, former, FALSE, TRUE);
  if (kept != NULL)
    {
      give_back (pair, kept, former);
      sol_operation_add_effect (context, kept, FALSE, TRUE);
    }
  give_contacts_back (pair, context);
  sol_duplicate_give_words_back (pair, former, context);
  return TRUE;
}

static void
forget_answer (SolRecord *pair)
{
  static const char *const told[] = { "answered_at", "name", "source", "external_id",
                                      "siret",       "kind", "former" };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    sol_record_set_text (pair, told[i], NULL);
  sol_record_set_codes (pair, "taken", NULL);
  sol_record_set_codes (pair, "contacts", NULL);
  sol_record_set_codes (pair, "client_words", NULL);
  sol_record_set_codes (pair, "given_words", NULL);
  sol_record_set_text (pair, "state", SOL_DUPLICATE_PROPOSED);
}

/* The ids of the last merge stay: of the one that was gone no way leads away any more. */
static gboolean
undo (SolRecord *pair,
      const SolOperation *operation,
      JsonObject *arguments,
      SolOperationContext *context,
      GError **error)
{
  if (!check (pair, context, FALSE, error) ||
      !sol_operation_check_arguments (arguments, NULL, error) ||
      (context->find != NULL && sol_duplicate_is (pair, SOL_DUPLICATE_MERGED) &&
       !make_two (pair, context, error)))
    return FALSE;
  forget_answer (pair);
  return TRUE;
}

const SolOperation sol_duplicate_operations[] = {
  { SOL_DUPLICATE_MERGE, merge },
  { SOL_DUPLICATE_SPLIT, split },
  { SOL_DUPLICATE_UNDO, undo },
  { NULL },
};
