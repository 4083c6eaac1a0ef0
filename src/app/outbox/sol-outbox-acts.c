/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-acts.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-outbox-words.h"
#include "store/sol-account-act.h"
#include "store/sol-account-settle.h"

/* What a user does about one entry: takes it back, sends it again, brings back or opens its record.
 */

/* An act of the user on one entry. */
typedef struct
{
  SolOutboxPlace *place;
  char *id;
  char *what;
} Wish;

static Wish *
wish_new (SolOutboxPlace *place, const char *id)
{
  Wish *self = g_new0 (Wish, 1);

  self->place = g_object_ref (place);
  self->id = g_strdup (id);
  return self;
}

static void
wish_free (Wish *self)
{
  g_object_unref (self->place);
  g_free (self->id);
  g_free (self->what);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
on_discarded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_account_store_discard_finish (SOL_ACCOUNT_STORE (source), result, &error))
    sol_outbox_place_refuse (wish->place, error);
  else
    sol_outbox_place_tell_discarded (wish->place, wish->what, wish->id);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (SolOutboxEntry) entry = sol_outbox_place_find (self, id);
  g_autofree char *details = NULL;
  Wish *wish;

  if (entry == NULL)
    return;
  details = sol_outbox_words_make_details (entry);
  wish = wish_new (self, id);
  /* Translators: %s is what was done, such as "Listing: Telephone" */
  wish->what = g_strdup_printf (_ ("“%s” is discarded"), details);
  sol_account_store_discard_async (sol_outbox_place_get_store (self), id, NULL, on_discarded, wish);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_account_store_undo_discard_finish (SOL_ACCOUNT_STORE (source), result, &error))
    sol_outbox_place_refuse (wish->place, error);
  else
    sol_outbox_place_send_now (wish->place);
}

static void
undo_discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  if (sol_outbox_place_get_store (self) != NULL)
    sol_account_store_undo_discard_async (sol_outbox_place_get_store (self), id, NULL, on_undone,
                                          wish_new (self, id));
}

static void
on_retried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_account_store_retry_finish (SOL_ACCOUNT_STORE (source), result, &error))
    sol_outbox_place_refuse (wish->place, error);
  else
    sol_outbox_place_send_now (wish->place);
}

static void
retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  sol_account_store_retry_async (sol_outbox_place_get_store (self), id, NULL, on_retried,
                                 wish_new (self, id));
}

static void
on_brought_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sol_account_store_act_finish (SOL_ACCOUNT_STORE (source), result, &error);

  if (id == NULL)
    sol_outbox_place_refuse (wish->place, error);
  else
    sol_account_store_retry_async (SOL_ACCOUNT_STORE (source), wish->id, NULL, on_retried,
                                   wish_new (wish->place, wish->id));
}

/* Others deleted the record while he wrote: it is brought back first, then what he wrote leaves. */
static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (SolOutboxEntry) entry = sol_outbox_place_find (self, id);
  g_autoptr (SolMutation) mutation = NULL;

  if (entry == NULL)
    return;
  mutation = sol_mutation_new (NULL, 0, sol_outbox_entry_get_mutation (entry)->type,
                               sol_outbox_entry_get_mutation (entry)->target);
  mutation->op = g_strdup (SOL_MUTATION_RESTORE);
  sol_account_store_act_async (sol_outbox_place_get_store (self), mutation,
                               sol_outbox_entry_get_organisation (entry), SOL_ACT_PLAIN, NULL,
                               on_brought_back, wish_new (self, id));
}

/* The form of the record has what was refused laid back into its fields. */
static void
open_record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOutboxPlace *self = SOL_OUTBOX_PLACE (widget);
  g_autoptr (SolOutboxEntry)
      entry = sol_outbox_place_find (self, g_variant_get_string (parameter, NULL));
  const char *type = entry != NULL ? sol_outbox_entry_get_mutation (entry)->type : "";

  if (entry == NULL)
    return;
  if (!g_str_equal (type, "listing"))
    {
      gtk_widget_activate_action (widget, "win.account", "s", "organisations");
      return;
    }
  sol_outbox_place_act_for (self, sol_outbox_entry_get_organisation (entry));
  sol_outbox_place_leave (self);
  gtk_widget_activate_action (widget, "win.section", "s", "listing");
}

/**
 * sol_outbox_acts_install:
 * @widget_class: of #SolOutboxPlace
 *
 * Gives it the actions on an entry; each takes the id of one.
 */
void
sol_outbox_acts_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "outbox.discard", "s", discard);
  gtk_widget_class_install_action (widget_class, "outbox.undo-discard", "s", undo_discard);
  gtk_widget_class_install_action (widget_class, "outbox.retry", "s", retry);
  gtk_widget_class_install_action (widget_class, "outbox.keep", "s", keep);
  gtk_widget_class_install_action (widget_class, "outbox.open", "s", open_record);
}
