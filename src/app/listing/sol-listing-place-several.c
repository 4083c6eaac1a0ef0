/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/listing/sol-listing-place-private.h"
#include "app/sol-error-words.h"
#include "app/sol-window.h"
#include "app/widgets/sol-toast.h"
#include "model/sol-handover.h"
#include "model/sol-listing.h"
#include "store/sol-account-drafts.h"
#include "store/sol-shown-record.h"

/* The listings of one organisation, which may run an ACI and an EI under one number: one begins
 * from the other, and both are found in a menu. */

/* "Semailles des Remparts · ACI" */
static char *
make_title (SolRecord *listing)
{
  const char *name = sol_record_get_text (listing, "name");
  const char *kind = sol_record_get_text (listing, "kind");

  if (name == NULL)
    name = _ ("Without a name");
  return kind != NULL ? g_strdup_printf ("%s · %s", name, kind) : g_strdup (name);
}

/* Each once: a draft of one that is at the platform is that one. */
static void
add_listing (SolListingPlace *self, GHashTable *titles, SolRecord *listing)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", self->organisation);

  if (listing != NULL && g_strcmp0 (sol_record_get_scope (listing), scope) == 0 &&
      !g_hash_table_contains (titles, sol_record_get_id (listing)))
    g_hash_table_insert (titles, g_strdup (sol_record_get_id (listing)), make_title (listing));
}

static void
add_drafts (SolListingPlace *self, GHashTable *titles, GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      SolDraft *draft = drafts->pdata[i];
      g_autoptr (SolRecord) edited = NULL;

      if (!g_str_equal (sol_draft_get_record_type (draft), "listing") ||
          sol_draft_get_discarded_at (draft) != 0 ||
          g_strcmp0 (sol_draft_get_organisation (draft), self->organisation) != 0 ||
          g_hash_table_contains (titles, sol_draft_get_id (draft)))
        continue;
      edited = sol_draft_make_edited (draft);
      if (edited != NULL)
        g_hash_table_insert (titles, g_strdup (sol_draft_get_id (draft)), make_title (edited));
    }
}

static gint
compare_titles (gconstpointer a, gconstpointer b, gpointer titles)
{
  return g_utf8_collate (g_hash_table_lookup (titles, a), g_hash_table_lookup (titles, b));
}

static GMenu *
make_menu (GHashTable *titles)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GList)
      ids = g_list_sort_with_data (g_hash_table_get_keys (titles), compare_titles, titles);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (g_hash_table_lookup (titles, id->data), NULL);

      g_menu_item_set_action_and_target (item, "listing.open", "s", id->data);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
on_drafts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingPlace) self = user_data;
  g_autoptr (GPtrArray)
      drafts = sol_account_store_list_drafts_finish (SOL_ACCOUNT_STORE (source), result, NULL);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GMenu) menu = NULL;
  const char *id = sol_listing_page_get_id (self->page);

  /* None when it was let go meanwhile, and opened again perhaps. */
  if (drafts == NULL || self->store != SOL_ACCOUNT_STORE (source) || self->listings == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->listings)); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->listings), i);

      add_listing (self, titles, sol_shown_record_get_record (shown));
    }
  add_drafts (self, titles, drafts);
  menu = make_menu (titles);
  sol_listing_page_set_choice (self->page,
                               g_hash_table_size (titles) > 1 ? G_MENU_MODEL (menu) : NULL,
                               id != NULL ? g_hash_table_lookup (titles, id) : NULL);
}

/**
 * sol_listing_place_update_choice: (skip)
 *
 * Has the menu tell which listings there are.
 */
void
sol_listing_place_update_choice (SolListingPlace *self)
{
  sol_account_store_list_drafts_async (self->store, self->cancellable, on_drafts,
                                       g_object_ref (self));
}

static void
open_listing (SolListingPlace *self, const char *id)
{
  if (g_strcmp0 (sol_listing_page_get_id (self->page), id) != 0)
    sol_listing_page_let_go (self->page);
  sol_listing_place_show_listing (self, id);
  sol_listing_place_update_choice (self);
}

static void
open_chosen (GtkWidget *widget, const char *action, GVariant *id)
{
  open_listing (SOL_LISTING_PLACE (widget), g_variant_get_string (id, NULL));
}

/* A draft, and where it is to be shown once the disk has it. */
typedef struct
{
  SolListingPlace *place;
  char *id;
} Begun;

static void
begun_free (Begun *self)
{
  g_object_unref (self->place);
  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Begun, begun_free)

static Begun *
begun_new (SolListingPlace *place, const char *id)
{
  Begun *self = g_new0 (Begun, 1);

  self->place = g_object_ref (place);
  self->id = g_strdup (id);
  return self;
}

static void
on_begun_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Begun) begun = user_data;
  SolListingPlace *self = begun->place;
  g_autoptr (GError) error = NULL;
  const gboolean kept = sol_account_store_save_draft_finish (SOL_ACCOUNT_STORE (source), result,
                                                             &error);
  g_autofree char *said = kept ? NULL : sol_error_words_say (error);

  if (self->store != SOL_ACCOUNT_STORE (source))
    return;
  if (kept)
    open_listing (self, begun->id);
  else
    sol_listing_start_refuse (self->start, said);
}

/**
 * sol_listing_place_begin: (skip)
 * @listing: what it says from the beginning
 *
 * A draft from its first moment on, found again at the next start.
 */
void
sol_listing_place_begin (SolListingPlace *self, SolRecord *listing)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (SolDraft) draft = sol_draft_new ("listing", id, self->organisation, 0);

  sol_draft_set_records (draft, NULL, listing);
  sol_account_store_save_draft_async (self->store, draft, NULL, on_begun_kept,
                                      begun_new (self, id));
}

/* Number and kind together are what a structure is known by: the kind is asked anew. */
static void
begin_another (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  SolForm *form = sol_listing_page_get_form (self->page);
  g_autoptr (SolRecord) listing = NULL;

  if (sol_listing_page_get_id (self->page) == NULL || sol_form_get_record (form) == NULL)
    return;
  listing = sol_listing_start_make_listing (sol_form_get_record (form));
  sol_record_set_text (listing, "kind", NULL);
  sol_record_set_text (listing, "note", NULL);
  sol_record_set_items (listing, "answers", NULL);
  sol_listing_place_begin (self, listing);
}

static void
on_put_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Begun) begun = user_data;
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (begun->place));
  g_autoptr (GError) error = NULL;
  const gboolean back = sol_account_store_discard_draft_finish (SOL_ACCOUNT_STORE (source), result,
                                                                &error);
  g_autofree char *said = back ? NULL : sol_error_words_say (error);

  if (begun->place->store != SOL_ACCOUNT_STORE (source))
    return;
  if (back)
    open_listing (begun->place, begun->id);
  else if (SOL_IS_WINDOW (window))
    sol_window_add_toast (SOL_WINDOW (window), said);
}

static void
put_back (AdwToast *toast, Begun *begun)
{
  SolListingPlace *self = begun->place;

  if (self->store != NULL)
    sol_account_store_discard_draft_async (self->store, "listing", begun->id, self->organisation,
                                           FALSE, NULL, on_put_back, begun_new (self, begun->id));
}

/* @owned_begun: (transfer full) */
static void
tell_discarded (SolWindow *window, Begun *owned_begun)
{
  AdwToast *toast = sol_toast_new_undo (_ ("The draft is discarded"), NULL, NULL);

  g_signal_connect (toast, "button-clicked", G_CALLBACK (put_back), owned_begun);
  g_object_set_data_full (G_OBJECT (toast), "begun", owned_begun, (GDestroyNotify) begun_free);
  sol_window_take_toast (window, toast);
}

/* One that the disk keeps is there again. */
static void
on_discarded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Begun) begun = user_data;
  SolListingPlace *self = begun->place;
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  const gboolean gone = sol_account_store_discard_draft_finish (SOL_ACCOUNT_STORE (source), result,
                                                                &error);
  g_autofree char *said = gone ? NULL : sol_error_words_say (error);

  if (self->store != SOL_ACCOUNT_STORE (source))
    return;
  if (gone)
    sol_listing_place_show_any (self);
  else
    open_listing (self, begun->id);
  if (!SOL_IS_WINDOW (window))
    return;
  if (gone)
    tell_discarded (SOL_WINDOW (window), g_steal_pointer (&begun));
  else
    sol_window_add_toast (SOL_WINDOW (window), said);
}

/* One that was never sent: nobody else has it. What was typed last is kept before it goes. */
static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  Begun *begun;

  if (sol_listing_page_get_id (self->page) == NULL)
    return;
  begun = begun_new (self, sol_listing_page_get_id (self->page));
  sol_listing_page_let_go (self->page);
  sol_account_store_discard_draft_async (self->store, "listing", begun->id, self->organisation,
                                         TRUE, NULL, on_discarded, begun);
}

/* Whoever belongs to both organisations sees it yet, at the other one. */
static gboolean
is_elsewhere (SolListingPlace *self, SolShownRecord *shown)
{
  SolRecord *listing = sol_shown_record_get_record (shown);
  g_autofree char *scope = g_strdup_printf ("org:%s", self->organisation);

  return listing != NULL && g_strcmp0 (sol_record_get_scope (listing), scope) != 0;
}

static gboolean
is_listed (SolListingPlace *self, const char *id)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->listings));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->listings), i);

      if (g_str_equal (sol_shown_record_get_id (shown), id))
        return !is_elsewhere (self, shown);
    }
  return FALSE;
}

/* (transfer full) (nullable): by which another organisation took it */
static SolRecord *
find_taken (SolListingPlace *self, const char *id)
{
  const guint n = self->offers != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->offers)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->offers), i);
      SolRecord *offer = sol_shown_record_get_record (shown);

      if (offer != NULL && g_strcmp0 (sol_record_get_text (offer, "listing"), id) == 0 &&
          g_strcmp0 (sol_record_get_text (offer, "state"), SOL_HANDOVER_ACCEPTED) == 0)
        return g_object_ref (offer);
    }
  return NULL;
}

static void
tell_taken (SolListingPlace *self, SolRecord *offer)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  const char *name = sol_record_get_text (offer, "organisation_name");
  /* Translators: %s is an organisation */
  g_autofree char *said = g_strdup_printf (_ ("%s took the listing over"),
                                           name != NULL ? name : _ ("Another organisation"));

  if (SOL_IS_WINDOW (window))
    sol_window_add_toast (SOL_WINDOW (window), said);
}

/**
 * sol_listing_place_watch_offers: (skip)
 * @store: (nullable): %NULL to let them go
 */
void
sol_listing_place_watch_offers (SolListingPlace *self, SolAccountStore *store)
{
  if (self->offers != NULL)
    g_signal_handlers_disconnect_by_data (self->offers, self);
  g_clear_object (&self->offers);
  if (store == NULL)
    return;
  self->offers = sol_account_store_list_records (store, "handover");
  g_signal_connect_object (self->offers, "changed", G_CALLBACK (sol_listing_place_show_any), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_listing_place_let_taken_go: (skip)
 *
 * What another organisation took over is no longer shown here, wherever one is in it.
 */
void
sol_listing_place_let_taken_go (SolListingPlace *self)
{
  const char *id = sol_listing_page_get_id (self->page);
  g_autoptr (SolRecord) offer = id != NULL && !is_listed (self, id) ? find_taken (self, id) : NULL;

  if (offer == NULL)
    return;
  sol_argument_page_let_go (self->argument);
  sol_charter_page_let_go (self->charter);
  sol_closing_page_let_go (self->closing);
  sol_history_page_let_go (self->history);
  sol_listing_page_let_go (self->page);
  tell_taken (self, offer);
}

/**
 * sol_listing_place_install_several: (skip)
 */
void
sol_listing_place_install_several (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "listing.open", "s", open_chosen);
  gtk_widget_class_install_action (widget_class, "listing.begin-another", NULL, begin_another);
  gtk_widget_class_install_action (widget_class, "listing.discard", NULL, discard);
}
