/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"

#include "model/sol-limits.h"
#include "model/sol-listing-review.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"

#define FOUND "found"
#define INVITED "invited"
#define DAY (24 * 3600)

/**
 * SolCensusEntry:
 *
 * A structure that a network found, and whom to ask there: its animators write it for their
 * organisation, and follow whether it was invited and answered. Its SIRET is kept as it was found:
 * a wrong key is told, and somebody mends it.
 */
struct _SolCensusEntry
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolCensusEntry, sol_census_entry, SOL_TYPE_RECORD)

/**
 * SolCensusMark:
 *
 * What the moderators of its department see of a #SolCensusEntry, to count it: not whom to ask.
 */
struct _SolCensusMark
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolCensusMark, sol_census_mark, SOL_TYPE_RECORD)

/* @written: flag of what an animator writes, and nobody in the mark. */
#define FIELDS(written)                                                              \
  { "name", SOL_FIELD_TEXT, (written) | SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 255 }, \
      { "kind", SOL_FIELD_CODE, (written), 8, .list = "kinds" },                     \
      { "siret", SOL_FIELD_TEXT, (written) | SOL_FIELD_INDEXED, 14 },                \
      { "city", SOL_FIELD_TEXT, (written), 120 },                                    \
      { "commune", SOL_FIELD_CODE, (written), 5, .list = "communes" },               \
      { "department", SOL_FIELD_CODE, (written), 3, .list = "departments" },         \
      { "networks", SOL_FIELD_CODES, (written), 60, .list = "networks" },            \
      { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },                             \
      { "supplier", SOL_FIELD_REFERENCE, (written), 36, .list = "supplier" },        \
  {                                                                                  \
    "listing", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "listing"          \
  }

/* State: found, invited, answered, refused. "supplier": what the catalogue has of it already, which
 * its people are then to claim. */
static const SolField fields[] = {
  FIELDS (SOL_FIELD_OPTIONAL),
  { "postcode", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 5 },
  { "contact", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },
  { "email", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 254 },
  { "phone", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 40 },
  { "source", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 }, /* the file it was found in */
  { "identity", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 40 },  /* SIRET and kind, or the supplier's id */
  { "invited_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "reminded_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 }, /* of that invitation */
  { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "refusal", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 }, /* why, as they said by the link */
  { "organisation", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "organisation" },
  { "claim", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36,
    .list = "claim" }, /* in place of a listing */
};

static const SolField mark_fields[] = { FIELDS (SOL_FIELD_SERVER) };

static const char *const marked[] = { "name",     "kind",       "siret",    "city",
                                      "commune",  "department", "networks", "state",
                                      "supplier", "listing",    NULL };

/* Returns: (transfer none): how far it came: found, invited, answered, refused */
const char *
sol_census_entry_get_state (SolRecord *entry)
{
  const char *state = sol_record_get_text (entry, "state");

  return state != NULL ? state : FOUND;
}

static gboolean
is_open (SolRecord *entry)
{
  const char *state = sol_census_entry_get_state (entry);

  return g_str_equal (state, FOUND) || g_str_equal (state, INVITED);
}

static gboolean
check_open (SolRecord *entry, GError **error)
{
  return is_open (entry) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, sol_census_entry_get_state (entry),
                           "It answered, or is not to be asked again");
}

/* Who found whom, so that nobody is found twice: an association may run two structures. */
static void
identify (SolRecord *entry)
{
  const char *siret = sol_record_get_text (entry, "siret");
  const char *kind = sol_record_get_text (entry, "kind");
  g_autofree char *identity = siret != NULL
                                  ? g_strdup_printf ("%s %s", siret, kind != NULL ? kind : "")
                                  : g_strdup (sol_record_get_text (entry, "supplier"));

  sol_record_set_text (entry, "identity", identity);
}

/* What was refused stays: it keeps the address from being written to. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (!(context->actor->roles & SOL_ROLE_ANIMATOR))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "animator",
                             "Only an animator censuses");
  if (edited == NULL)
    return g_str_equal (sol_census_entry_get_state (before), "refused")
               ? sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "refused",
                                   "That nobody writes there again is kept")
               : TRUE;
  if (sol_record_get_text (edited, "name") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "name", "A structure has a name");
  if (before != NULL && !check_open (before, error))
    return FALSE;
  if (before == NULL)
    sol_record_set_text (edited, "state", FOUND);
  identify (edited);
  return TRUE;
}

static gboolean
is_too_soon (SolRecord *entry, const char *moment)
{
  const char *told = sol_record_get_text (entry, "invited_at");
  g_autoptr (GDateTime) before = told != NULL ? g_date_time_new_from_iso8601 (told, NULL) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (moment, NULL);

  return before != NULL && now != NULL &&
         g_date_time_difference (now, before) < SOL_CENSUS_AGAIN_DAYS * G_TIME_SPAN_DAY;
}

/**
 * sol_census_entry_may_invite:
 * @moment: now, in UTC
 *
 * Returns: whether it is to be invited, and was not lately
 */
gboolean
sol_census_entry_may_invite (SolRecord *entry, const char *moment)
{
  return is_open (entry) && !is_too_soon (entry, moment);
}

static gboolean
invite (SolRecord *record,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  if (!sol_operation_check_server (context, error) || !check_open (record, error))
    return FALSE;
  if (!sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  if (is_too_soon (record, context->moment))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "soon",
                             "It was invited a few days ago");
  sol_record_set_text (record, "state", INVITED);
  sol_record_set_text (record, "invited_at", context->moment);
  sol_record_set_text (record, "reminded_at", NULL);
  return TRUE;
}

/* Who was invited and said nothing is told again. */
static gboolean
remind (SolRecord *record,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  const char *state = sol_census_entry_get_state (record);

  if (!sol_operation_check_server (context, error))
    return FALSE;
  if (!g_str_equal (state, INVITED))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state, "It is not waited for");
  if (!sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  sol_record_set_text (record, "reminded_at", context->moment);
  return TRUE;
}

/* What began: a listing, or the claim of what the catalogue had. */
static gboolean
note_begun (SolRecord *record, JsonObject *arguments, GError **error)
{
  static const char *const names[] = { "organisation", "listing", "claim" };
  guint n_known = 0, n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = sol_operation_get_text (arguments, names[i]);

      n_known += json_object_has_member (arguments, names[i]);
      n += id != NULL;
      sol_record_set_text (record, names[i], id);
    }
  return (n > 1 && json_object_get_size (arguments) == n_known &&
          sol_record_get_text (record, "organisation") != NULL) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "arguments", "It tells what began");
}

/* Somebody of it brought the code: what he has now began from this. */
static gboolean
take_answer (SolRecord *record,
             const SolOperation *operation,
             JsonObject *arguments,
             SolOperationContext *context,
             GError **error)
{
  if (!sol_operation_check_server (context, error) || !check_open (record, error) ||
      !note_begun (record, arguments, error))
    return FALSE;
  sol_record_set_text (record, "state", "answered");
  sol_record_set_text (record, "answered_at", context->moment);
  return TRUE;
}

static gboolean
may_refuse (SolRecord *record, const SolActor *actor)
{
  return (actor->roles & SOL_ROLE_SERVER) ||
         ((actor->roles & SOL_ROLE_ANIMATOR) &&
          sol_scope_may_write (sol_record_get_scope (record), actor));
}

/* Whoever was asked does not want to be written to, and said so. */
static gboolean
note_refusal (SolRecord *record,
              const SolOperation *operation,
              JsonObject *arguments,
              SolOperationContext *context,
              GError **error)
{
  if (!may_refuse (record, context->actor))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "animator",
                             "Only an animator notes it");
  if (!check_open (record, error))
    return FALSE;
  if (json_object_has_member (arguments, "refusal") && !sol_operation_check_server (context, error))
    return FALSE;
  if (json_object_get_size (arguments) > (json_object_has_member (arguments, "refusal") ? 1 : 0))
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                             "There is one too many");
  sol_record_set_text (record, "state", "refused");
  sol_record_set_text (record, "answered_at", context->moment);
  sol_record_set_text (record, "refusal", sol_operation_get_text (arguments, "refusal"));
  return TRUE;
}

/* Who refused by the link is to be asked after all. */
static gboolean
take_up (SolRecord *record,
         const SolOperation *operation,
         JsonObject *arguments,
         SolOperationContext *context,
         GError **error)
{
  const char *state = sol_census_entry_get_state (record);

  if (!sol_operation_check_server (context, error))
    return FALSE;
  if (!g_str_equal (state, "refused"))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state, "It was not refused");
  if (!sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  sol_record_set_text (record, "state",
                       sol_record_get_text (record, "invited_at") != NULL ? INVITED : FOUND);
  sol_record_set_text (record, "answered_at", NULL);
  sol_record_set_text (record, "refusal", NULL);
  return TRUE;
}

static const SolOperation operations[] = {
  { SOL_CENSUS_INVITE, invite },
  { SOL_CENSUS_ANSWER, take_answer },
  { SOL_CENSUS_LEAVE_ALONE, note_refusal },
  { SOL_CENSUS_REMIND, remind },
  { SOL_CENSUS_TAKE_UP, take_up },
  { NULL },
};

static gboolean
is_marked (SolRecord *entry)
{
  return TRUE;
}

static const SolProjection projections[] = {
  { "census_mark", sol_listing_review_make_scope, marked, is_marked },
  { NULL },
};

/* One of each, and no more mails than a network has reasons for. */
static const SolQuota quotas[] = {
  { .same = "identity", .most = 1 },
  { .within = DAY, .most = 2000 },
  { .most = 10000 },
  { .most = 0 },
};

static void
sol_census_entry_class_init (SolCensusEntryClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->operations = operations;
  record_class->projections = projections;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_census_entry_init (SolCensusEntry *self)
{
}

static void
sol_census_mark_class_init (SolCensusMarkClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), mark_fields,
                                   G_N_ELEMENTS (mark_fields));
}

static void
sol_census_mark_init (SolCensusMark *self)
{
}
