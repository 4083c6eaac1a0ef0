/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-correction.h"

#include "model/sol-limits.h"
#include "model/sol-link.h"
#include "model/sol-listing-review.h"
#include "model/sol-merged-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"
#include "model/sol-record-registry.h"
#include "model/sol-record-typed.h"

#define DAY (24 * 3600)

/**
 * SolCorrection:
 *
 * Somebody says that the catalogue has something wrong that comes from an official source, what is
 * right and where it says so. Nothing is changed until a moderator says yes to the
 * #SolCorrectionCall that the server makes of it; what he accepted stays over the imports to come,
 * until one of them brings it too.
 */
struct _SolCorrection
{
  SolRecord parent_instance;
};

/**
 * SolCorrectionCall:
 *
 * A #SolCorrection as the moderators of the structure's department see it, while one is to answer.
 */
struct _SolCorrectionCall
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolCorrection, sol_correction, SOL_TYPE_RECORD)
G_DEFINE_FINAL_TYPE (SolCorrectionCall, sol_correction_call, SOL_TYPE_RECORD)

/* What both have in common. @written: flag of what who corrects writes, and nobody in the copy;
 * "present" is what the catalogue said when it was proposed. */
#define FIELDS(written)                                                                        \
  { "supplier", SOL_FIELD_REFERENCE, (written) | SOL_FIELD_REQUIRED, 36, .list = "supplier" }, \
      { "field", SOL_FIELD_CODE, (written) | SOL_FIELD_REQUIRED, 16,                           \
        .check = sol_correction_is_field },                                                    \
      { "value", SOL_FIELD_TEXT, (written) | SOL_FIELD_REQUIRED, 255 },                        \
      { "message", SOL_FIELD_PROSE, (written) | SOL_FIELD_REQUIRED, 1000 },                    \
      { "link", SOL_FIELD_TEXT, (written), 500, .check = sol_link_is_site },                   \
      { "correction", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "correction" },       \
      { "account", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 36 },                                     \
      { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                                       \
      { "structure", SOL_FIELD_TEXT, SOL_FIELD_SERVER | SOL_FIELD_TITLE, 255 },                \
      { "present", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                                    \
      { "department", SOL_FIELD_CODE, SOL_FIELD_SERVER, 3, .list = "departments" },            \
      { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, 2000 }, /* why it was refused */          \
      { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },                                       \
      { "asked_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                                 \
      { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                              \
  {                                                                                            \
    "reminded_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 /* who is to answer, last */        \
  }

static const SolField fields[] = { FIELDS (SOL_FIELD_OPTIONAL) };
static const SolField call_fields[] = { FIELDS (SOL_FIELD_SERVER) };

/* Returns: whether it is one that official sources tell, and that is told by a text */
gboolean
sol_correction_is_field (const char *text)
{
  static const char *const names[] = { "name",    "siret",    "kind", "naf",
                                       "address", "postcode", "city", NULL };

  return g_strv_contains (names, text);
}

static gboolean
is_open (SolRecord *correction)
{
  return g_strcmp0 (sol_record_get_text (correction, "state"), SOL_CORRECTION_ASKED) == 0;
}

/* What its people publish is theirs to correct. */
static gboolean
check_structure (SolRecord *supplier, GError **error)
{
  if (supplier == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "There is no such structure");
  return sol_record_get_text (supplier, "organisation") == NULL ||
         sol_record_get_text (supplier, "verified_on") == NULL ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "published",
                           "Its people publish it: they correct it");
}

/* As the catalogue would have it from now on. */
static gboolean
write_value (SolRecord *correction, SolRecord *supplier, GError **error)
{
  const char *field = sol_record_get_text (correction, "field");
  const char *value = sol_record_get_text (correction, "value");

  return sol_record_set_typed (supplier, field, value, NULL) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "value", "The field cannot be that");
}

static gboolean
note_structure (SolRecord *correction, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_merged_supplier_follow (context, sol_record_get_text (correction, "supplier"));
  g_autofree char *department = NULL;
  g_autofree char *present = NULL;

  if (!check_structure (supplier, error))
    return FALSE;
  present = g_strdup (sol_record_get_text (supplier, sol_record_get_text (correction, "field")));
  department = sol_listing_review_find_department (supplier);
  sol_record_set_text (correction, "structure", sol_record_get_text (supplier, "name"));
  sol_record_set_text (correction, "present", present);
  sol_record_set_text (correction, "department", department);
  if (g_strcmp0 (present, sol_record_get_text (correction, "value")) == 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "value",
                             "The catalogue says so already");
  return write_value (correction, supplier, error);
}

static gboolean
check_whole (SolRecord *correction, GError **error)
{
  g_auto (GStrv) missing = sol_record_list_missing (correction);
  g_autoptr (SolRecord) supplier = NULL;

  if (missing[0] != NULL)
    {
      sol_model_error_set (error, SOL_MODEL_ERROR_INCOMPLETE, (const char *const *) missing,
                           "It says neither what nor why");
      return FALSE;
    }
  supplier = sol_record_new (sol_record_registry_find ("supplier"), 0);
  return write_value (correction, supplier, error);
}

/* It is over once it was answered, and what was sent is not rewritten: another one is made. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (before != NULL && edited != NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "asked", "It was sent as it is");
  if (edited == NULL)
    return TRUE;
  if (!check_whole (edited, error))
    return FALSE;
  sol_record_set_text (edited, "correction", sol_record_get_id (edited));
  sol_record_set_text (edited, "account", context->actor->account);
  sol_record_set_text (edited, "name", context->actor->name);
  sol_record_set_text (edited, "state", SOL_CORRECTION_ASKED);
  sol_record_set_text (edited, "asked_at", context->moment);
  return context->find == NULL || note_structure (edited, context, error);
}

/* It stays over the imports to come. */
static void
note_corrected (SolRecord *supplier, const char *field)
{
  const char *const *codes = sol_record_get_codes (supplier, "corrected");
  const GValue nothing = G_VALUE_INIT;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint fault;

  if (codes != NULL)
    g_strv_builder_addv (builder, (const char **) codes);
  g_strv_builder_add (builder, field);
  all = g_strv_builder_end (builder);
  sol_record_set_codes (supplier, "corrected", (const char *const *) all);
  if (g_str_equal (field, "siret") &&
      sol_record_find_field (supplier, "siret_fault", &fault) != NULL)
    sol_record_set_value (supplier, fault, &nothing);
}

/* What is written over is what was seen: an import may have brought something newer. */
static gboolean
check_present (SolRecord *correction, SolRecord *supplier, GError **error)
{
  const char *field = sol_record_get_text (correction, "field");

  return g_strcmp0 (sol_record_get_text (supplier, field),
                    sol_record_get_text (correction, "present")) == 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "changed",
                           "The catalogue says something else since");
}

static gboolean
correct (SolRecord *correction, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_merged_supplier_follow (context, sol_record_get_text (correction, "supplier"));

  if (!check_structure (supplier, error) || !check_present (correction, supplier, error) ||
      !write_value (correction, supplier, error))
    return FALSE;
  note_corrected (supplier, sol_record_get_text (correction, "field"));
  sol_operation_add_effect (context, supplier, FALSE, TRUE);
  return TRUE;
}

static void
end (SolRecord *correction, gboolean accepts, const SolOperationContext *context)
{
  sol_record_set_text (correction, "state",
                       accepts ? SOL_CORRECTION_ACCEPTED : SOL_CORRECTION_REFUSED);
  sol_record_set_text (correction, "answered_at", context->moment);
}

/* (transfer full) (nullable): on his own computer a moderator has the copy alone */
static SolRecord *
read_whole (SolRecord *call, const SolOperationContext *context)
{
  const char *id = sol_record_get_text (call, "correction");

  return context->find != NULL && id != NULL ? context->read (context->data, "correction", id)
                                             : NULL;
}

static gboolean
answer (SolRecord *call,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  const gboolean accepts = operation->data == NULL;
  g_autoptr (SolRecord) whole = NULL;

  if (!(context->actor->roles & SOL_ROLE_MODERATOR))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "moderator",
                             "Only a moderator answers");
  if (!is_open (call))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                             sol_record_get_text (call, "state"), "It was answered");
  if (!(accepts ? sol_operation_check_arguments (arguments, NULL, error)
                : sol_operation_take_text (call, arguments, "remark", TRUE, error)))
    return FALSE;
  end (call, accepts, context);
  whole = read_whole (call, context);
  if (whole == NULL)
    return TRUE;
  if (accepts && !correct (whole, context, error))
    return FALSE;
  sol_record_set_text (whole, "remark", sol_record_get_text (call, "remark"));
  end (whole, accepts, context);
  sol_operation_add_effect (context, whole, FALSE, TRUE);
  return TRUE;
}

static gboolean
remind (SolRecord *correction,
        const SolOperation *operation,
        JsonObject *arguments,
        SolOperationContext *context,
        GError **error)
{
  if (!(context->actor->roles & SOL_ROLE_SERVER))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                             "The server alone does this");
  if (!is_open (correction) || json_object_get_size (arguments) > 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "state", "It was answered");
  sol_record_set_text (correction, "reminded_at", context->moment);
  return TRUE;
}

static char *
get_review_scope (SolRecord *correction)
{
  return sol_scope_new (SOL_SCOPE_KIND_REVIEW, sol_record_get_text (correction, "department"));
}

static const SolProjection projections[] = {
  { "correction_call", get_review_scope, NULL, is_open },
  { NULL },
};

static const SolOperation operations[] = { { SOL_CORRECTION_REMIND, remind }, { NULL } };

static const SolOperation call_operations[] = {
  { "accept", answer },
  { "refuse", answer, "refuses" },
  { NULL },
};

/* Moderators read each. */
static const SolQuota quotas[] = {
  { .state = SOL_CORRECTION_ASKED, .most = 20 },
  { .within = DAY, .most = 20 },
  { .most = 0 },
};

static void
sol_correction_class_init (SolCorrectionClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_USER;
  record_class->operations = operations;
  record_class->projections = projections;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_correction_init (SolCorrection *self)
{
}

static void
sol_correction_call_class_init (SolCorrectionCallClass *klass)
{
  SOL_RECORD_CLASS (klass)->operations = call_operations;
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), call_fields,
                                   G_N_ELEMENTS (call_fields));
}

static void
sol_correction_call_init (SolCorrectionCall *self)
{
}
