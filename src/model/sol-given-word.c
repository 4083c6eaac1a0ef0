/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-given-word.h"

#include <string.h>

#include "model/sol-client-word.h"
#include "model/sol-item.h"
#include "model/sol-limits.h"
#include "model/sol-merged-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"

#define DAY (24 * 3600)

/**
 * SolGivenWord:
 *
 * What somebody who is signed in says, as a client, of a structure. It is his own: he changes it,
 * or takes it back by deleting it. Its people see it as the #SolClientWord that the server makes of
 * it; one that he changed they show anew.
 */
struct _SolGivenWord
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolGivenWord, sol_given_word, SOL_TYPE_RECORD)

static const SolField fields[] = {
  { "supplier", SOL_FIELD_REFERENCE, SOL_FIELD_REQUIRED | SOL_FIELD_INDEXED, 36,
    .list = "supplier" },
  { "called", SOL_FIELD_TEXT, SOL_FIELD_TITLE, 255 }, /* the structure, as he knows it */
  { "about", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, SOL_CLIENT_WORD_ABOUT },
  { "text", SOL_FIELD_PROSE, SOL_FIELD_REQUIRED, SOL_CLIENT_WORD_TEXT },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, SOL_CLIENT_WORD_NAME },
  { "role", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, SOL_CLIENT_WORD_ROLE },
  { "consent", SOL_FIELD_FLAG, SOL_FIELD_REQUIRED, 0 }, /* that it is shown with his name */
  { "consented_on", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 },
  { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "organisation", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "organisation" },
  { "structure", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },
  { "department", SOL_FIELD_CODE, SOL_FIELD_SERVER, 3, .list = "departments" },
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 }, /* hidden: by a moderator */
  { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, SOL_CLIENT_WORD_REMARK }, /* why */
};

static gboolean
is_member (SolRecord *organisation, const char *account)
{
  GPtrArray *members = organisation != NULL ? sol_record_get_items (organisation, "members") : NULL;

  for (guint i = 0; members != NULL && i < members->len; i++)
    if (g_strcmp0 (sol_item_get_text (members->pdata[i], "account"), account) == 0)
      return TRUE;
  return FALSE;
}

/* Somebody must be there to read it, and nobody praises himself. */
static gboolean
find_organisation (SolRecord *word, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_merged_supplier_follow (context, sol_record_get_text (word, "supplier"));
  const char *id = supplier != NULL ? sol_record_get_text (supplier, "organisation") : NULL;
  g_autoptr (SolRecord) organisation = NULL;

  if (supplier == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "There is no such structure");
  if (id == NULL || sol_record_get_text (supplier, "verified_on") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "unclaimed",
                             "Nobody of the structure is here to read it");
  organisation = context->read (context->data, "organisation", id);
  if (is_member (organisation, context->actor->account))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "own", "Nobody praises himself");
  sol_record_set_text (word, "organisation", id);
  sol_client_word_note_structure (word, supplier);
  return TRUE;
}

static gboolean
check_whole (SolRecord *word, GError **error)
{
  static const char *const needed[] = { "supplier", "text", "name" };
  gboolean consents = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (sol_record_get_text (word, needed[i]) == NULL)
      return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, needed[i], "It is empty");
  return (sol_record_get_flag (word, "consent", &consents) && consents) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "consent", "It is not to be shown");
}

static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  g_autofree char *day = g_strndup (context->moment, strlen ("YYYY-MM-DD"));

  if (edited == NULL)
    return TRUE;
  if (before != NULL && g_strcmp0 (sol_record_get_text (before, "supplier"),
                                   sol_record_get_text (edited, "supplier")) != 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "Of another structure there is another word");
  if (!check_whole (edited, error))
    return FALSE;
  sol_record_set_text (edited, "consented_on", day);
  sol_record_set_text (edited, "answered_at", context->moment);
  return context->find == NULL || find_organisation (edited, context, error);
}

static char *
get_organisation_scope (SolRecord *word)
{
  return sol_scope_new (SOL_SCOPE_KIND_ORG, sol_record_get_text (word, "organisation"));
}

/* Of one that was hidden nothing new is shown, whatever he writes. */
static gboolean
is_hidden (SolRecord *word)
{
  return g_strcmp0 (sol_record_get_text (word, "state"), SOL_CLIENT_WORD_HIDDEN) == 0;
}

static gboolean
is_given (SolRecord *word)
{
  return !is_hidden (word);
}

static void
fill (SolRecord *word, SolRecord *given)
{
  sol_record_set_text (word, "state", SOL_CLIENT_WORD_ANSWERED);
  sol_record_set_text (word, "given", sol_record_get_id (given));
}

static const char *const told[] = { "supplier",    "about",     "text",
                                    "name",        "role",      "consented_on",
                                    "answered_at", "structure", "department",
                                    NULL };

static const SolProjection projections[] = {
  { "client_word", get_organisation_scope, told, is_given, is_hidden, fill },
  { NULL },
};

static const SolQuota quotas[] = {
  { .same = "supplier", .most = 1 },
  { .within = DAY, .most = 10 },
  { .most = 0 },
};

static void
sol_given_word_class_init (SolGivenWordClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_USER;
  record_class->freely_erased = TRUE;
  record_class->projections = projections;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_given_word_init (SolGivenWord *self)
{
}
