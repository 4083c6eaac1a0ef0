/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-headless-account-private.h"
#include "model/sol-clock.h"
#include "model/sol-model-error.h"
#include "model/sol-random.h"
#include "model/sol-record-registry.h"
#include "model/sol-record-typed.h"
#include "model/sol-uuid.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox-text.h"

/* Acts of the command line. They are kept here, and sent by the next sync. */

#define NEW "new"

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
is_called (SolMembership *membership, const char *typed)
{
  g_autofree char *name = g_utf8_casefold (sol_membership_get_name (membership), -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  return g_str_equal (sol_membership_get_id (membership), typed) || g_str_equal (name, wanted);
}

/* @organisation: (out) (transfer full) */
static gboolean
find_organisation (SolAccountSession *session,
                   const char *typed,
                   char **organisation,
                   GError **error)
{
  GListModel *memberships = sol_account_session_get_memberships (session);
  const guint n = g_list_model_get_n_items (memberships);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolMembership) membership = g_list_model_get_item (memberships, i);

      if (!is_called (membership, typed))
        continue;
      if (*organisation != NULL)
        return refuse (error, _ ("Several of your organisations are called “%s”: give its id"),
                       typed);
      *organisation = g_strdup (sol_membership_get_id (membership));
    }
  return *organisation != NULL ||
         refuse (error,
                 _ ("You belong to no organisation that is called “%s”, as far as is known "
                    "here: --sync asks the platform"),
                 typed);
}

/* What an organisation's members write is written for the only one they have. */
static gboolean
choose_organisation (SolAccountSession *session,
                     const SolOptions *options,
                     GType type,
                     char **organisation,
                     GError **error)
{
  GListModel *memberships = sol_account_session_get_memberships (session);
  g_autoptr (SolRecordClass) klass = g_type_class_ref (type);
  g_autoptr (SolMembership) only = NULL;

  if (options->account.organisation != NULL)
    return find_organisation (session, options->account.organisation, organisation, error);
  *organisation = g_strdup (sol_account_session_get_organisation (session));
  if (*organisation != NULL || klass->owner != SOL_SCOPE_KIND_ORG || klass->founds ||
      g_list_model_get_n_items (memberships) != 1)
    return TRUE;

  only = g_list_model_get_item (memberships, 0);
  *organisation = g_strdup (sol_membership_get_id (only));
  return TRUE;
}

static SolShownRecord *
load_record (SolAccountStore *store, const char *type, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_get_record_async (store, type, id, NULL, sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_account_store_get_record_finish (store, done, error);
}

static char *
new_id (void)
{
  guint8 random[SOL_UUID_RANDOM];

  sol_random_fill (random, sizeof random);
  return sol_uuid_new_at (sol_clock_now () / 1000, random);
}

static gboolean
set_fields (SolRecord *record, char **assignments, GError **error)
{
  for (guint i = 0; assignments[i] != NULL; i++)
    {
      const char *equals = strchr (assignments[i], '=');
      g_autofree char *name = g_strndup (assignments[i], (gsize) (equals - assignments[i]));

      if (!sol_record_set_typed (record, name, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_entry (SolAccountStore *store, SolOutboxEntry *entry, GPtrArray *choices, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_settle_async (store, sol_outbox_entry_get_id (entry), choices, NULL,
                                  sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_account_store_settle_finish (store, done, error);
}

static GStrv
list_names (char **assignments)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; assignments[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (assignments[i], strcspn (assignments[i], "="));

      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

static gboolean
is_in_conflict (SolOutboxEntry *entry, const char *type, const char *id)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);

  return sol_outbox_entry_get_state (entry) == SOL_OUTBOX_CONFLICT &&
         g_str_equal (mutation->type, type) && g_str_equal (mutation->target, id);
}

/* Who writes again what he and somebody else wrote has chosen. */
static gboolean
settle (SolAccountStore *store, SolShownRecord *shown, char **words, GError **error)
{
  g_autoptr (SolRecord) edited = sol_record_copy (sol_shown_record_get_record (shown));
  g_auto (GStrv) names = list_names (words + 2);
  g_autoptr (SolLiveList) entries = sol_headless_load_outbox (store, error);
  const guint n = entries != NULL ? g_list_model_get_n_items (G_LIST_MODEL (entries)) : 0;

  if (entries == NULL || !set_fields (edited, words + 2, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (entries), i);
      g_autoptr (GPtrArray) choices = NULL;

      if (!is_in_conflict (entry, words[0], words[1]))
        continue;
      choices = sol_outbox_entry_make_choices (entry, edited, names);
      if (choices == NULL)
        continue;
      if (!settle_entry (store, entry, choices, error))
        return FALSE;
      g_printerr ("%s\n", _ ("The conflict is settled by this"));
    }
  return TRUE;
}

/* Returns: (transfer full): what --edit does; without a patch when it changes nothing */
static SolMutation *
make_edit (SolAccountStore *store, GType type, char **words, GError **error)
{
  const gboolean fresh = g_str_equal (words[1], NEW);
  g_autofree char *id = fresh ? new_id () : g_strdup (words[1]);
  g_autoptr (SolShownRecord) shown = fresh ? NULL : load_record (store, words[0], id, error);
  g_autoptr (SolRecord) base = NULL;
  g_autoptr (SolRecord) edited = NULL;
  g_autoptr (SolMutation) mutation = NULL;

  if (!fresh && shown == NULL)
    return NULL;
  if (shown != NULL && sol_shown_record_get_record (shown) == NULL)
    {
      refuse (error, _ ("There is no such record here: %s. --sync asks the platform"), id);
      return NULL;
    }
  if (shown != NULL)
    {
      if (!settle (store, shown, words, error))
        return NULL;
      g_object_unref (shown);
      shown = load_record (store, words[0], id, error);
      if (shown == NULL)
        return NULL;
    }
  base = shown != NULL ? g_object_ref (sol_shown_record_get_record (shown))
                       : sol_record_new (type, 0);
  edited = sol_record_copy (base);
  if (!set_fields (edited, words + 2, error))
    return NULL;

  mutation = sol_mutation_new (NULL, 0, words[0], id);
  mutation->op = g_strdup (fresh ? SOL_MUTATION_CREATE : SOL_MUTATION_EDIT);
  mutation->base_rev = shown != NULL ? sol_shown_record_get_rev (shown) : 0;
  sol_patch_free (mutation->patch);
  mutation->patch = sol_patch_new_diff (base, edited);
  return g_steal_pointer (&mutation);
}

static SolMutation *
make_operation (char **words)
{
  SolMutation *mutation = sol_mutation_new (NULL, 0, words[0], words[1]);

  mutation->op = g_strdup (words[2]);
  for (char **word = words + 3; *word != NULL; word++)
    {
      const char *equals = strchr (*word, '=');
      g_autofree char *name = g_strndup (*word, (gsize) (equals - *word));

      sol_patch_set_argument (mutation->patch, name, equals + 1);
    }
  return mutation;
}

static gboolean
act (SolAccountStore *store, const SolMutation *mutation, const char *organisation, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autofree char *entry = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_act_async (store, mutation, organisation, SOL_ACT_PLAIN, NULL,
                               sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  entry = sol_account_store_act_finish (store, done, error);
  if (entry == NULL)
    return FALSE;

  g_print ("%s\n", mutation->target);
  return TRUE;
}

static gboolean
run (const SolOptions *options,
     SolAccountSession *session,
     SolAccountStore *store,
     gboolean editing,
     GError **error)
{
  char **words = editing ? options->account.edit : options->account.operate;
  const GType type = sol_record_registry_find (words[0]);
  g_autofree char *organisation = NULL;
  g_autoptr (SolMutation) mutation = NULL;

  if (type == G_TYPE_INVALID)
    return refuse (error, _ ("There is no such type of record: %s"), words[0]);
  if (!choose_organisation (session, options, type, &organisation, error))
    return FALSE;
  if (!sol_uuid_is_valid (words[1]) && !(editing && g_str_equal (words[1], NEW)))
    return refuse (error, _ ("That is no id of a record: %s"), words[1]);
  mutation = editing ? make_edit (store, type, words, error) : make_operation (words);
  if (mutation == NULL)
    return FALSE;
  if (!editing || !sol_patch_is_empty (mutation->patch))
    return act (store, mutation, organisation, error);

  g_printerr ("%s\n", _ ("Nothing is changed by this"));
  return TRUE;
}

/**
 * sol_headless_edit: (skip)
 *
 * Does what --edit and --operate say, and prints the id of the record. It waits here; --sync sends
 * it.
 */
gboolean
sol_headless_edit (const SolOptions *options,
                   SolAccountSession *session,
                   SolAccountStore *store,
                   GError **error)
{
  return (options->account.edit == NULL || run (options, session, store, TRUE, error)) &&
         (options->account.operate == NULL || run (options, session, store, FALSE, error));
}
