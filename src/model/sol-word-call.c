/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-word-call.h"

#include "model/sol-client-word.h"
#include "model/sol-limits.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"

/**
 * SolWordCall:
 *
 * A #SolClientWord that all see, or that one hid, as the moderators of the structure's department
 * see it: they hide it, and say why, or let it be seen again.
 */
struct _SolWordCall
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolWordCall, sol_word_call, SOL_TYPE_RECORD)

static const SolField fields[] = {
  { "word", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "client_word" },
  { "supplier", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" },
  { "structure", SOL_FIELD_TEXT, SOL_FIELD_SERVER | SOL_FIELD_TITLE, 255 },
  { "about", SOL_FIELD_TEXT, SOL_FIELD_SERVER, SOL_CLIENT_WORD_ABOUT },
  { "text", SOL_FIELD_PROSE, SOL_FIELD_SERVER, SOL_CLIENT_WORD_TEXT },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, SOL_CLIENT_WORD_NAME },
  { "role", SOL_FIELD_TEXT, SOL_FIELD_SERVER, SOL_CLIENT_WORD_ROLE },
  { "consented_on", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 },
  { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 }, /* that of the word */
  { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, SOL_CLIENT_WORD_REMARK },
  { "hidden_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
};

static gboolean
check_state (SolRecord *word, gboolean hides, GError **error)
{
  const char *state = sol_client_word_get_state (word);

  return g_str_equal (state, hides ? SOL_CLIENT_WORD_ANSWERED : SOL_CLIENT_WORD_HIDDEN) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, state,
                           "Not from the state that it is in");
}

static void
write_down (SolRecord *word, SolRecord *call, const char *state)
{
  sol_record_set_text (word, "state", state);
  sol_record_set_text (word, "remark", sol_record_get_text (call, "remark"));
}

/* Of one that was left in the application: who left it would bring it back by any change. */
static void
tell_given (SolRecord *word, SolRecord *call, gboolean hides, SolOperationContext *context)
{
  const char *id = sol_record_get_text (word, "given");
  g_autoptr (SolRecord) given = id != NULL ? context->read (context->data, "given_word", id) : NULL;

  if (given == NULL)
    return;
  write_down (given, call, hides ? SOL_CLIENT_WORD_HIDDEN : NULL);
  sol_operation_add_effect (context, given, FALSE, TRUE);
}

/* On his own computer a moderator has the copy alone. */
static gboolean
tell_word (SolRecord *call, gboolean hides, SolOperationContext *context, GError **error)
{
  const char *id = sol_record_get_text (call, "word");
  g_autoptr (SolRecord) word = context->find != NULL && id != NULL
                                   ? context->read (context->data, "client_word", id)
                                   : NULL;

  if (word == NULL)
    return TRUE;
  if (!check_state (word, hides, error))
    return FALSE;
  write_down (word, call, hides ? SOL_CLIENT_WORD_HIDDEN : SOL_CLIENT_WORD_ANSWERED);
  sol_record_set_text (word, "hidden_at", sol_record_get_text (call, "hidden_at"));
  sol_operation_add_effect (context, word, FALSE, TRUE);
  tell_given (word, call, hides, context);
  return TRUE;
}

/* Takes it from the page of the structure, or lets it be there again. */
static gboolean
moderate (SolRecord *call,
          const SolOperation *operation,
          JsonObject *arguments,
          SolOperationContext *context,
          GError **error)
{
  const gboolean hides = operation->data == NULL;

  if (!(context->actor->roles & SOL_ROLE_MODERATOR))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "moderator",
                             "Only a moderator hides");
  if (!check_state (call, hides, error) ||
      !(hides ? sol_operation_take_text (call, arguments, "remark", TRUE, error)
              : sol_operation_check_arguments (arguments, NULL, error)))
    return FALSE;
  if (!hides)
    sol_record_set_text (call, "remark", NULL);
  sol_record_set_text (call, "state", hides ? SOL_CLIENT_WORD_HIDDEN : SOL_CLIENT_WORD_ANSWERED);
  sol_record_set_text (call, "hidden_at", hides ? context->moment : NULL);
  return tell_word (call, hides, context, error);
}

static const SolOperation operations[] = {
  { SOL_WORD_CALL_HIDE, moderate },
  { SOL_WORD_CALL_ALLOW, moderate, "allows" },
  { NULL },
};

static void
sol_word_call_class_init (SolWordCallClass *klass)
{
  SOL_RECORD_CLASS (klass)->operations = operations;
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_word_call_init (SolWordCall *self)
{
}
