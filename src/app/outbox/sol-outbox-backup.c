/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-backup.h"

#include <glib/gi18n.h>

#include "app/sol-file-choice.h"
#include "store/sol-account-backup.h"

/* One's own work as one file: what was done and not sent, and the drafts. */

#define SUFFIX "solidaires"

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolOutboxPlace) place = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  SolBackupCounts counts = { 0 };
  guint n;

  sol_outbox_place_set_busy (place, FALSE);
  if (!sol_account_store_back_up_finish (SOL_ACCOUNT_STORE (source), result, &counts, &error))
    {
      sol_outbox_place_refuse (place, error);
      return;
    }
  n = counts.n_acts + counts.n_drafts;
  said = g_strdup_printf (ngettext ("%u change is backed up", "%u changes are backed up", n), n);
  sol_outbox_place_say (place, said);
}

static char *
count_restored (const SolBackupCounts *counts)
{
  const guint n = counts->n_acts + counts->n_drafts;

  if (n == 0)
    return g_strdup (_ ("All of this back-up is here already"));
  return g_strdup_printf (ngettext ("%u change is restored", "%u changes are restored", n), n);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolOutboxPlace) place = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  SolBackupCounts counts = { 0 };

  sol_outbox_place_set_busy (place, FALSE);
  if (!sol_account_store_restore_finish (SOL_ACCOUNT_STORE (source), result, &counts, &error))
    {
      sol_outbox_place_refuse (place, error);
      return;
    }
  said = count_restored (&counts);
  sol_outbox_place_say (place, said);
  sol_outbox_place_send_now (place);
}

static void
on_chosen (GtkWidget *widget, GFile *file, gpointer restores)
{
  SolOutboxPlace *place = SOL_OUTBOX_PLACE (widget);
  SolAccountStore *store = sol_outbox_place_get_store (place);

  if (file == NULL || store == NULL)
    return;

  sol_outbox_place_set_busy (place, TRUE);
  if (restores)
    sol_account_store_restore_async (store, file, NULL, on_restored, g_object_ref (place));
  else
    sol_account_store_back_up_async (store, file, NULL, on_backed_up, g_object_ref (place));
}

static void
suggest_name (GtkFileChooser *chooser)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%F");
  /* Translators: the name of a file, without its ending; %s is a day */
  g_autofree char *name = g_strdup_printf (_ ("My work %s"), day);
  g_autofree char *whole = g_strconcat (name, "." SUFFIX, NULL);

  gtk_file_chooser_set_current_name (chooser, whole);
}

/**
 * sol_outbox_backup_choose:
 * @restores: whether a back-up is read; else one is written
 *
 * Asks for the file, and does it.
 */
void
sol_outbox_backup_choose (SolOutboxPlace *place, gboolean restores)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      restores ? _ ("Restore a Back-Up") : _ ("Back Up My Work"), NULL,
      restores ? GTK_FILE_CHOOSER_ACTION_OPEN : GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_filter_set_name (filter, _ ("Back-ups of one’s work"));
  gtk_file_filter_add_suffix (filter, SUFFIX);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (!restores)
    suggest_name (GTK_FILE_CHOOSER (chooser));
  sol_file_choice_ask (GTK_WIDGET (place), chooser, on_chosen, GINT_TO_POINTER (restores));
}
