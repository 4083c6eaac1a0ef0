/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-marks-private.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"
#include "app/sol-file-words.h"
#include "model/sol-model-error.h"
#include "store/sol-outbox-entry.h"

#define UNKNOWN_BLOB "unknown-blob" /* with its hash, and why when it was sent */

/* Whether it is about a file: @arguments has its hash then. */
static gboolean
has_file (const char *code, const char *const *arguments)
{
  return g_strcmp0 (code, UNKNOWN_BLOB) == 0 && arguments != NULL && arguments[0] != NULL;
}

/* Why an act was not taken up, from the code that the platform gave. */
static char *
say_code (const char *code, const char *const *arguments)
{
  int known;

  if (g_strcmp0 (code, UNKNOWN_BLOB) == 0)
    return g_strdup (sol_file_words_refused (has_file (code, arguments) ? arguments[1] : NULL));
  if (sol_model_error_find (code, &known))
    return g_strdup (_ (sol_error_words_get (SOL_MODEL_ERROR, known).advice));
  return g_strdup (_ ("The platform did not take it."));
}

/* A refusal names the field that it is about, or the file which the field holds. */
static gboolean
is_named (SolForm *form, const char *field, const char *code, const char *const *arguments)
{
  guint index;

  if (!has_file (code, arguments))
    return arguments != NULL && g_strv_contains (arguments, field);
  return sol_record_find_field (sol_form_get_record (form), field, &index) != NULL &&
         sol_value_find_blob (sol_record_get_value (sol_form_get_record (form), index),
                              arguments[0]) != NULL;
}

static void
mark_refused (SolForm *form, SolOutboxEntry *entry)
{
  const char *code = sol_outbox_entry_get_code (entry);
  const char *const *arguments = sol_outbox_entry_get_arguments (entry);
  g_auto (GStrv) fields = sol_patch_list_fields (sol_outbox_entry_get_mutation (entry)->patch);
  g_autofree char *why = say_code (code, arguments);
  gboolean named = FALSE;

  /* What came with what it is about was not taken either, and says nothing. */
  for (guint i = 0; fields[i] != NULL && !named; i++)
    named = is_named (form, fields[i], code, arguments);
  for (guint i = 0; fields[i] != NULL; i++)
    if (!named || is_named (form, fields[i], code, arguments))
      sol_form_set_mark (form, fields[i], SOL_FORM_MARK_REFUSED, why);
}

static void
mark_conflict (SolForm *form, SolOutboxEntry *entry)
{
  g_auto (GStrv) fields = sol_patch_list_fields (sol_outbox_entry_get_mutation (entry)->patch);

  for (guint i = 0; fields[i] != NULL; i++)
    sol_form_set_mark (form, fields[i], SOL_FORM_MARK_OVERLAP, NULL);
}

/**
 * sol_form_marks_lay_refused: (skip)
 * @outbox: (element-type SolOutboxEntry): what was done to the record of @form
 * @laid: (element-type utf8): ids of those that were laid before
 *
 * Puts the words of acts that were refused back into their fields, once: nothing typed is lost.
 */
void
sol_form_marks_lay_refused (SolForm *form, GListModel *outbox, GHashTable *laid)
{
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (outbox, i);

      if (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_REFUSED &&
          g_hash_table_add (laid, g_strdup (sol_outbox_entry_get_id (entry))))
        sol_form_lay (form, sol_outbox_entry_get_mutation (entry)->patch);
    }
}

static void
mark_entry (SolForm *form, SolOutboxEntry *entry)
{
  if (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_REFUSED)
    mark_refused (form, entry);
  else if (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_CONFLICT)
    mark_conflict (form, entry);
}

/**
 * sol_form_marks_show: (skip)
 * @form: with a record
 * @shown: (nullable): the record with what waits
 * @outbox: (element-type SolOutboxEntry): what was done to it
 *
 * Says on each field how far what was sent of it has come.
 */
void
sol_form_marks_show (SolForm *form, SolShownRecord *shown, GListModel *outbox)
{
  const char *const *waiting = shown != NULL ? sol_shown_record_get_fields (shown) : NULL;

  sol_form_clear_mark (form, SOL_FORM_MARK_WAITING);
  sol_form_clear_mark (form, SOL_FORM_MARK_REFUSED);
  for (guint i = 0; waiting != NULL && waiting[i] != NULL; i++)
    sol_form_set_mark (form, waiting[i], SOL_FORM_MARK_WAITING, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (outbox, i);

      mark_entry (form, entry);
    }
}
