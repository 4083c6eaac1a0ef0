/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-headless-account-private.h"
#include "store/sol-outbox-text.h"
#include "store/sol-outbox.h"

/* What waits, as text or JSON. */

static gboolean
is_wanted (SolOutboxEntry *entry, gboolean conflicts)
{
  const SolOutboxState state = sol_outbox_entry_get_state (entry);

  return conflicts ? state == SOL_OUTBOX_CONFLICT
                   : state != SOL_OUTBOX_ACKNOWLEDGED && state != SOL_OUTBOX_DISCARDED;
}

static void
print_conflicts (SolOutboxEntry *entry)
{
  g_autoptr (GPtrArray) conflicts = sol_outbox_entry_list_conflicts (entry);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const SolConflictText *conflict = g_ptr_array_index (conflicts, i);

      g_print (
          "\t%s\t%s\t%s\t%s\t%s\n", conflict->path, conflict->mine != NULL ? conflict->mine : "",
          conflict->theirs != NULL ? conflict->theirs : "",
          conflict->who != NULL ? conflict->who : "", conflict->when != NULL ? conflict->when : "");
    }
}

static void
print_entry (SolOutboxEntry *entry)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);
  const char *title = sol_outbox_entry_get_title (entry);
  const char *code = sol_outbox_entry_get_code (entry);
  g_autoptr (GDateTime)
      date = g_date_time_new_from_unix_local (sol_outbox_entry_get_created_at (entry) / 1000);
  g_autofree char *moment = g_date_time_format (date, "%F %R");

  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
           sol_outbox_state_get_name (sol_outbox_entry_get_state (entry)), moment, mutation->type,
           mutation->target, mutation->op, title != NULL ? title : "", code != NULL ? code : "");
  print_conflicts (entry);
}

static void
print_text (GListModel *entries, gboolean conflicts)
{
  const guint n = g_list_model_get_n_items (entries);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (entries, i);

      if (is_wanted (entry, conflicts))
        print_entry (entry);
    }
}

static void
print_json (GListModel *entries, gboolean conflicts)
{
  const guint n = g_list_model_get_n_items (entries);
  g_autoptr (GString) text = g_string_new ("{\"entries\":[");
  gboolean first = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (entries, i);

      if (!is_wanted (entry, conflicts))
        continue;
      g_string_append (text, first ? "\n" : ",\n");
      sol_outbox_entry_append_json (entry, text);
      first = FALSE;
    }
  g_string_append (text, "]}\n");
  sol_headless_write (text->str);
}

/**
 * sol_headless_load_outbox: (skip)
 *
 * Returns: (transfer full): what he did, all of it loaded
 */
SolLiveList *
sol_headless_load_outbox (SolAccountStore *store, GError **error)
{
  g_autoptr (SolLiveList) entries = sol_account_store_list_outbox (store);

  while (!sol_live_list_get_loaded (entries) && sol_live_list_get_error (entries) == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (sol_live_list_get_error (entries) == NULL)
    return g_steal_pointer (&entries);

  g_propagate_error (error, g_error_copy (sol_live_list_get_error (entries)));
  return NULL;
}

/**
 * sol_headless_print_outbox: (skip)
 *
 * Prints what --outbox and --conflicts ask for.
 */
gboolean
sol_headless_print_outbox (const SolOptions *options, SolAccountStore *store, GError **error)
{
  g_autoptr (SolLiveList) entries = NULL;
  const gboolean conflicts = !options->account.outbox;

  if (!options->account.outbox && !options->account.conflicts)
    return TRUE;
  entries = sol_headless_load_outbox (store, error);
  if (entries == NULL)
    return FALSE;

  if (options->format == SOL_FORMAT_JSON)
    print_json (G_LIST_MODEL (entries), conflicts);
  else
    print_text (G_LIST_MODEL (entries), conflicts);
  return TRUE;
}
