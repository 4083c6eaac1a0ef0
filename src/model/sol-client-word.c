/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-client-word.h"

#include <string.h>

#include "model/sol-limits.h"
#include "model/sol-listing-review.h"
#include "model/sol-merged-supplier.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"

#define DAY (24 * 3600)
#define MAX_PLACE 1000000

/**
 * SolClientWord:
 *
 * What a client says of a structure: its organisation asks him, he answers by the link that he was
 * sent, or it is the copy of a #SolGivenWord. What he says is his: the organisation shows it or
 * not, and in which order, and changes nothing of it.
 */
struct _SolClientWord
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolClientWord, sol_client_word, SOL_TYPE_RECORD)

/**
 * SolShownWord:
 *
 * A #SolClientWord as all see it, on the page of the structure.
 */
struct _SolShownWord
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolShownWord, sol_shown_word, SOL_TYPE_RECORD)

/* @written: flag of what the organisation writes, and nobody in the copy. */
#define FIELDS(written)                                                                          \
  { "supplier", SOL_FIELD_REFERENCE, (written) | SOL_FIELD_REQUIRED | SOL_FIELD_INDEXED, 36,     \
    .list = "supplier" },                                                                        \
      { "about", SOL_FIELD_TEXT, (written), SOL_CLIENT_WORD_ABOUT }, /* what was done for him */ \
      { "place", SOL_FIELD_NUMBER, (written), MAX_PLACE }, /* the lowest is shown first */       \
      { "text", SOL_FIELD_PROSE, SOL_FIELD_SERVER, SOL_CLIENT_WORD_TEXT },                       \
      { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, SOL_CLIENT_WORD_NAME },                        \
      { "role", SOL_FIELD_TEXT, SOL_FIELD_SERVER, SOL_CLIENT_WORD_ROLE },                        \
  {                                                                                              \
    "consented_on", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 /* that it is shown with his name */    \
  }

static const SolField fields[] = {
  FIELDS (SOL_FIELD_OPTIONAL),
  { "client", SOL_FIELD_TEXT, SOL_FIELD_TITLE, SOL_CLIENT_WORD_NAME }, /* whom they ask */
  { "address", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 254 }, /* his, of mail, until he answered */
  { "shown", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },
  { "asked_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "given", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "given_word" }, /* copied from it */
  { "structure", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 }, /* its name, for who moderates */
  { "department", SOL_FIELD_CODE, SOL_FIELD_SERVER, 3, .list = "departments" }, /* its own */
  { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, SOL_CLIENT_WORD_REMARK }, /* why it is hidden */
  { "hidden_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
};

static const SolField shown_fields[] = { FIELDS (SOL_FIELD_SERVER) };

/* Returns: (transfer none): how far it came: asked, answered, taken-back, hidden */
const char *
sol_client_word_get_state (SolRecord *word)
{
  const char *state = sol_record_get_text (word, "state");

  return state != NULL ? state : SOL_CLIENT_WORD_ASKED;
}

static gboolean
is_in (SolRecord *word, const char *state)
{
  return g_str_equal (sol_client_word_get_state (word), state);
}

static gboolean
says_the_same (SolRecord *a, SolRecord *b, const char *field)
{
  return g_strcmp0 (sol_record_get_text (a, field), sol_record_get_text (b, field)) == 0;
}

/**
 * sol_client_word_note_structure:
 * @word: of a client, as it was asked for or left
 *
 * Notes what it is about, which may have been merged with what he meant, and for who moderates
 * where that is.
 */
void
sol_client_word_note_structure (SolRecord *word, SolRecord *supplier)
{
  g_autofree char *department = sol_listing_review_find_department (supplier);

  sol_record_set_text (word, "supplier", sol_record_get_id (supplier));
  sol_record_set_text (word, "structure", sol_record_get_text (supplier, "name"));
  sol_record_set_text (word, "department", department);
}

/* A client is asked about a structure that all can see. What that is the server alone knows. */
static gboolean
check_structure (SolRecord *word, const SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord) supplier = NULL;

  if (context->find == NULL)
    return TRUE;
  supplier = sol_merged_supplier_follow (context, sol_record_get_text (word, "supplier"));
  if (supplier == NULL ||
      g_strcmp0 (sol_record_get_text (supplier, "organisation"), context->actor->organisation) != 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "It is no structure of theirs");
  sol_client_word_note_structure (word, supplier);
  return sol_record_get_text (supplier, "verified_on") != NULL ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "draft",
                           "Clients are asked once the listing is published");
}

static gboolean
begin (SolRecord *word, const SolOperationContext *context, GError **error)
{
  if (sol_record_get_text (word, "supplier") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "supplier",
                             "It is of no structure");
  if (sol_record_get_text (word, "client") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "client",
                             "It does not say who is asked");
  sol_record_set_text (word, "state", SOL_CLIENT_WORD_ASKED);
  sol_record_set_text (word, "asked_at", context->moment);
  return check_structure (word, context, error);
}

/* What was answered is of what was asked. */
static gboolean
check_question (SolRecord *edited, SolRecord *before, GError **error)
{
  static const char *const question[] = { "client", "about", "address" };

  if (!says_the_same (edited, before, "supplier"))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "supplier",
                             "Of another structure somebody is asked anew");
  for (guint i = 0; !is_in (before, SOL_CLIENT_WORD_ASKED) && i < G_N_ELEMENTS (question); i++)
    if (!says_the_same (edited, before, question[i]))
      return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE,
                               sol_client_word_get_state (before), "It was answered");
  return TRUE;
}

static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (edited == NULL)
    return TRUE;
  return before == NULL ? begin (edited, context, error) : check_question (edited, before, error);
}

static gboolean
check_state (SolRecord *word, const char *from, GError **error)
{
  const char *state = sol_client_word_get_state (word);

  return strstr (from, state) != NULL ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state,
                           "Not from the state that it is in");
}

/* @n_told: counts the arguments that there are */
static gboolean
take_argument (SolRecord *word,
               JsonObject *arguments,
               const char *name,
               guint *n_told,
               GError **error)
{
  JsonNode *node = json_object_get_member (arguments, name);
  g_autofree char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                              ? g_strstrip (g_strdup (json_node_get_string (node)))
                              : NULL;

  *n_told += node != NULL;
  if (text == NULL || *text == '\0')
    return g_str_equal (name, "role") ||
           sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, name, "It is empty");
  if (g_utf8_strlen (text, -1) > sol_record_find_field (word, name, NULL)->max_length)
    return sol_model_refuse (error, SOL_MODEL_ERROR_TOO_LONG, name, "It is too long");
  sol_record_set_text (word, name, text);
  return TRUE;
}

/* By the link, where he consented too: his address was only there to send him that. */
static gboolean
give (SolRecord *record,
      const SolOperation *operation,
      JsonObject *arguments,
      SolOperationContext *context,
      GError **error)
{
  guint n_told = 0;
  g_autofree char *day = g_strndup (context->moment, strlen ("YYYY-MM-DD"));

  if (!sol_operation_check_server (context, error) ||
      !check_state (record, SOL_CLIENT_WORD_ASKED, error) ||
      !take_argument (record, arguments, "text", &n_told, error) ||
      !take_argument (record, arguments, "name", &n_told, error) ||
      !take_argument (record, arguments, "role", &n_told, error))
    return FALSE;
  if (json_object_get_size (arguments) > n_told)
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                             "There is one too many");
  sol_record_set_text (record, "state", SOL_CLIENT_WORD_ANSWERED);
  sol_record_set_text (record, "answered_at", context->moment);
  sol_record_set_text (record, "consented_on", day);
  sol_record_set_text (record, "address", NULL);
  return TRUE;
}

/* Nothing stays of what he said, nor of who he is. */
static gboolean
take_back (SolRecord *record,
           const SolOperation *operation,
           JsonObject *arguments,
           SolOperationContext *context,
           GError **error)
{
  static const char *const his[] = { "text",    "name",   "role",     "consented_on",
                                     "address", "remark", "hidden_at" };

  if (!sol_operation_check_server (context, error) ||
      !sol_operation_check_arguments (arguments, NULL, error) ||
      !check_state (record, SOL_CLIENT_WORD_ANSWERED " " SOL_CLIENT_WORD_HIDDEN, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (his); i++)
    sol_record_set_text (record, his[i], NULL);
  sol_record_set_text (record, "state", SOL_CLIENT_WORD_TAKEN_BACK);
  return TRUE;
}

static const SolOperation operations[] = {
  { SOL_CLIENT_WORD_GIVE, give },
  { SOL_CLIENT_WORD_TAKE_BACK, take_back },
  { NULL },
};

static gboolean
is_shown (SolRecord *word)
{
  gboolean shown = FALSE;

  return is_in (word, SOL_CLIENT_WORD_ANSWERED) && sol_record_get_flag (word, "shown", &shown) &&
         shown;
}

static gboolean
is_moderated (SolRecord *word)
{
  return is_shown (word) || is_in (word, SOL_CLIENT_WORD_HIDDEN);
}

static char *
get_review_scope (SolRecord *word)
{
  return sol_scope_new (SOL_SCOPE_KIND_REVIEW, sol_record_get_text (word, "department"));
}

static void
fill_call (SolRecord *call, SolRecord *word)
{
  sol_record_set_text (call, "word", sol_record_get_id (word));
}

static const SolProjection projections[] = {
  { "word_call", get_review_scope, NULL, is_moderated, .fill = fill_call },
  /* He consented that it is on the page of the structure: it is nowhere while there is none, or
   * another organisation has it than the one that asked him. */
  { "shown_word", sol_projection_to_all, NULL, is_shown, .beside = "supplier",
    .of = "organisation" },
  { NULL },
};

/* Each may be a mail to somebody. */
static const SolQuota quotas[] = {
  { .state = SOL_CLIENT_WORD_ASKED, .most = 100 },
  { .within = DAY, .most = 30 },
  { .most = 500 },
  { .most = 0 },
};

static void
sol_client_word_class_init (SolClientWordClass *klass)
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
sol_client_word_init (SolClientWord *self)
{
}

static void
sol_shown_word_class_init (SolShownWordClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), shown_fields,
                                   G_N_ELEMENTS (shown_fields));
}

static void
sol_shown_word_init (SolShownWord *self)
{
}
