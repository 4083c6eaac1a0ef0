/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-place-private.h"

#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-listing-moves.h"
#include "sol-config.h"
#include "store/sol-account-drafts.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-place.ui"

/* What the page of the listing has as well, and of the argument sheet under its own name. */
static const char *const forwarded[] = { "listing.send", "listing.next-gap", "listing.next-part",
                                         "listing.previous-part" };

enum
{
  PROP_CAN_GO_BACK = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolListingPlace, sol_listing_place, ADW_TYPE_BIN)

static gboolean
is_on_page (SolListingPlace *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "page") == 0;
}

/* Whether it is folded on a page that another led to; the charter, the history and what closes a
 * listing have a way back of their own. */
static gboolean
can_go_back (SolListingPlace *self)
{
  gboolean can;

  if (sol_argument_page_is_open (self->argument))
    return sol_argument_page_get_folded (self->argument);
  if (sol_charter_page_is_open (self->charter) || sol_closing_page_is_open (self->closing) ||
      sol_history_page_is_open (self->history))
    return FALSE;
  g_object_get (self->page, "can-go-back", &can, NULL);
  return can && is_on_page (self);
}

static void
tell_back (SolListingPlace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

/* It goes on writing the same form. */
static void
open_argument (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  SolFormKeeper *keeper = sol_listing_page_get_keeper (self->page);

  if (keeper == NULL || !sol_form_keeper_get_ready (keeper))
    return;
  gtk_stack_set_visible_child_name (self->stack, "argument");
  sol_argument_page_open (self->argument, sol_listing_page_get_form (self->page), keeper,
                          self->store);
  tell_back (self);
}

static void
close_argument (SolListingPlace *self)
{
  sol_argument_page_let_go (self->argument);
  gtk_stack_set_visible_child_name (self->stack, "page");
  sol_listing_page_focus_form (self->page);
  tell_back (self);
}

/* To be read, and signed for the same listing. */
static void
open_charter (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  const SolListingOwner owner = { .organisation = self->organisation,
                                  .roles = self->roles,
                                  .account_name = self->account_name };
  SolFormKeeper *keeper = sol_listing_page_get_keeper (self->page);

  if (keeper == NULL || !sol_form_keeper_get_ready (keeper))
    return;
  gtk_stack_set_visible_child_name (self->stack, "charter");
  sol_charter_page_open (self->charter, sol_listing_page_get_form (self->page), keeper, self->store,
                         &owner);
  sol_charter_page_focus (self->charter);
  tell_back (self);
}

static void
close_charter (SolListingPlace *self)
{
  sol_charter_page_let_go (self->charter);
  gtk_stack_set_visible_child_name (self->stack, "page");
  sol_listing_page_focus_form (self->page);
  tell_back (self);
}

/* Since when that listing is of no structure any more. */
static void
open_closing (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  SolFormKeeper *keeper = sol_listing_page_get_keeper (self->page);

  if (keeper == NULL || !sol_form_keeper_get_ready (keeper))
    return;
  gtk_stack_set_visible_child_name (self->stack, "closing");
  sol_closing_page_open (self->closing, keeper);
  sol_closing_page_focus (self->closing);
  tell_back (self);
}

static void
close_closing (SolListingPlace *self)
{
  sol_closing_page_let_go (self->closing);
  gtk_stack_set_visible_child_name (self->stack, "page");
  sol_listing_page_focus_form (self->page);
  tell_back (self);
}

/* It puts back into the same form. */
static void
open_history (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  SolFormKeeper *keeper = sol_listing_page_get_keeper (self->page);

  if (keeper == NULL || self->account == NULL || !sol_form_keeper_get_ready (keeper))
    return;
  gtk_stack_set_visible_child_name (self->stack, "history");
  sol_history_page_open (self->history, sol_listing_page_get_form (self->page), keeper,
                         self->account);
  sol_history_page_focus (self->history);
  tell_back (self);
}

static void
close_history (SolListingPlace *self)
{
  sol_history_page_let_go (self->history);
  gtk_stack_set_visible_child_name (self->stack, "page");
  sol_listing_page_focus_form (self->page);
  tell_back (self);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);

  if (sol_charter_page_is_open (self->charter))
    close_charter (self);
  else if (sol_closing_page_is_open (self->closing))
    close_closing (self);
  else if (sol_history_page_is_open (self->history))
    close_history (self);
  else if (!sol_argument_page_is_open (self->argument))
    sol_listing_page_go_back (self->page);
  else if (!sol_argument_page_go_back (self->argument))
    close_argument (self);
}

static void
next_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);

  if (sol_argument_page_is_open (self->argument))
    sol_argument_page_next_pane (self->argument);
  else if (is_on_page (self))
    sol_listing_page_next_pane (self->page);
}

/* To the page that is shown, wherever in the window the focus is. */
static void
forward (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPlace *self = SOL_LISTING_PLACE (widget);
  g_autofree char *of_argument = g_strconcat ("argument", strchr (action, '.'), NULL);

  if (sol_argument_page_is_open (self->argument))
    gtk_widget_activate_action (GTK_WIDGET (self->argument), of_argument, NULL);
  else if (sol_history_page_is_open (self->history) && g_str_equal (action, "listing.send"))
    gtk_widget_activate_action (GTK_WIDGET (self->history), "history.send", NULL);
  else if (is_on_page (self))
    gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL);
}

/**
 * sol_listing_place_show_listing: (skip)
 * @id: of the organisation, or of a draft of it
 */
void
sol_listing_place_show_listing (SolListingPlace *self, const char *id)
{
  if (g_strcmp0 (sol_listing_page_get_id (self->page), id) != 0)
    sol_listing_page_open (self->page, self->store, id, self->organisation, self->roles,
                           self->pictures);
  gtk_stack_set_visible_child_name (self->stack, "page");
  tell_back (self);
}

/* The first that is not over, else the first. */
static char *
find_listing (SolListingPlace *self)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", self->organisation);
  g_autofree char *archived = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->listings)); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->listings), i);
      SolRecord *record = sol_shown_record_get_record (shown);

      if (record == NULL || g_strcmp0 (sol_record_get_scope (record), scope) != 0)
        continue;
      if (!sol_listing_is_over (record))
        return g_strdup (sol_record_get_id (record));
      if (archived == NULL)
        archived = g_strdup (sol_record_get_id (record));
    }
  return g_steal_pointer (&archived);
}

static const char *
find_draft (SolListingPlace *self, GPtrArray *drafts)
{
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    if (g_str_equal (sol_draft_get_record_type (drafts->pdata[i]), "listing") &&
        g_strcmp0 (sol_draft_get_organisation (drafts->pdata[i]), self->organisation) == 0 &&
        sol_draft_get_discarded_at (drafts->pdata[i]) == 0)
      return sol_draft_get_id (drafts->pdata[i]);
  return NULL;
}

static void
on_drafts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      drafts = sol_account_store_list_drafts_finish (SOL_ACCOUNT_STORE (source), result, &error);
  const char *id;

  /* They are those of another organisation, or another store, by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->store != SOL_ACCOUNT_STORE (source) || sol_listing_page_get_id (self->page) != NULL)
    return;
  id = find_draft (self, drafts);
  if (id != NULL)
    {
      sol_listing_place_show_listing (self, id);
      return;
    }
  /* One that is not here may be at the platform. */
  gtk_stack_set_visible_child_name (
      self->stack, sol_live_list_get_received (self->listings) ? "start" : "arriving");
  tell_back (self);
}

/**
 * sol_listing_place_show_any: (skip)
 *
 * Shows one of those that there are, or how one is begun. One that is open stays open: it may be a
 * new one, which is in no list before it is sent.
 */
void
sol_listing_place_show_any (SolListingPlace *self)
{
  g_autofree char *id = NULL;

  if (self->store == NULL || !sol_live_list_get_loaded (self->listings))
    return;
  sol_listing_place_update_choice (self);
  sol_listing_place_let_taken_go (self);
  if (sol_listing_page_get_id (self->page) != NULL)
    return;
  id = find_listing (self);
  if (id != NULL)
    sol_listing_place_show_listing (self, id);
  else
    sol_account_store_list_drafts_async (self->store, self->cancellable, on_drafts,
                                         g_object_ref (self));
}

static void
sol_listing_place_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CAN_GO_BACK)
    g_value_set_boolean (value, can_go_back (SOL_LISTING_PLACE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_listing_place_dispose (GObject *object)
{
  SolListingPlace *self = SOL_LISTING_PLACE (object);

  if (self->page != NULL)
    sol_listing_place_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_PLACE);
  G_OBJECT_CLASS (sol_listing_place_parent_class)->dispose (object);
}

static void
sol_listing_place_class_init (SolListingPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = sol_listing_place_get_property;
  G_OBJECT_CLASS (klass)->dispose = sol_listing_place_dispose;

  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                           G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (SOL_TYPE_ARGUMENT_PAGE);
  g_type_ensure (SOL_TYPE_ARRIVAL);
  g_type_ensure (SOL_TYPE_CHARTER_PAGE);
  g_type_ensure (SOL_TYPE_CLOSING_PAGE);
  g_type_ensure (SOL_TYPE_HISTORY_PAGE);
  g_type_ensure (SOL_TYPE_LISTING_PAGE);
  g_type_ensure (SOL_TYPE_LISTING_START);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, argument);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, charter);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, closing);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, history);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, page);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, start);
  gtk_widget_class_bind_template_child (widget_class, SolListingPlace, arriving);
  gtk_widget_class_bind_template_callback (widget_class, sol_listing_place_begin);
  gtk_widget_class_bind_template_callback (widget_class, close_argument);
  gtk_widget_class_bind_template_callback (widget_class, close_charter);
  gtk_widget_class_bind_template_callback (widget_class, close_closing);
  gtk_widget_class_bind_template_callback (widget_class, close_history);
  gtk_widget_class_bind_template_callback (widget_class, tell_back);
  gtk_widget_class_install_action (widget_class, "listing.argument", NULL, open_argument);
  gtk_widget_class_install_action (widget_class, "listing.charter", NULL, open_charter);
  gtk_widget_class_install_action (widget_class, "listing.closing", NULL, open_closing);
  gtk_widget_class_install_action (widget_class, "listing.history", NULL, open_history);
  gtk_widget_class_install_action (widget_class, "listing.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "listing.next-pane", NULL, next_pane);
  sol_listing_place_install_several (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    gtk_widget_class_install_action (widget_class, forwarded[i], NULL, forward);
}

static void
sol_listing_place_init (SolListingPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
}

/**
 * sol_listing_place_new:
 *
 * Returns: (transfer floating): of no organisation
 */
GtkWidget *
sol_listing_place_new (void)
{
  return g_object_new (SOL_TYPE_LISTING_PLACE, NULL);
}

/**
 * sol_listing_place_set_catalogue:
 * @store: (nullable): where a listing may begin from; %NULL to let it go
 */
void
sol_listing_place_set_catalogue (SolListingPlace *self, SolStore *store)
{
  sol_listing_start_set_catalogue (self->start, store);
  sol_listing_page_set_catalogue (self->page, store);
}

static void
watch_listings (SolListingPlace *self)
{
  g_autoptr (SolLiveList) claims = sol_account_store_list_records (self->store, "claim");

  sol_listing_start_set_claims (self->start, claims, self->organisation);
  self->listings = sol_account_store_list_records (self->store, "listing");
  g_signal_connect_object (self->listings, "changed", G_CALLBACK (sol_listing_place_show_any), self,
                           G_CONNECT_SWAPPED);
  sol_listing_place_watch_offers (self, self->store);
  sol_listing_place_show_any (self);
}

static void
warm (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  guint n_communes;

  sol_commune_get_all (&n_communes);
  g_task_return_boolean (task, TRUE);
}

static void
on_warm (GObject *source, GAsyncResult *result, gpointer data)
{
  SolListingPlace *self = SOL_LISTING_PLACE (source);

  if (g_task_propagate_boolean (G_TASK (result), NULL) && self->store != NULL)
    watch_listings (self);
}

/* The names of communes are read on a worker, before the first field shows one. */
static void
start_warming (SolListingPlace *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_warm, NULL);

  g_task_set_source_tag (task, start_warming);
  g_task_run_in_thread (task, warm);
}

/**
 * sol_listing_place_is_open:
 *
 * Returns: whether it is @owner's, for who has @store
 */
gboolean
sol_listing_place_is_open (SolListingPlace *self,
                           SolAccountStore *store,
                           const SolListingOwner *owner)
{
  return self->store == store && g_strcmp0 (self->organisation, owner->organisation) == 0 &&
         self->roles == owner->roles;
}

/**
 * sol_listing_place_open:
 * @store: of the account that writes
 * @owner: whose listing it is
 */
void
sol_listing_place_open (SolListingPlace *self, SolAccountStore *store, const SolListingOwner *owner)
{
  if (sol_listing_place_is_open (self, store, owner))
    return;

  sol_listing_place_let_go (self);
  self->store = g_object_ref (store);
  self->organisation = g_strdup (owner->organisation);
  self->roles = owner->roles;
  self->account_name = g_strdup (owner->account_name);
  g_set_object (&self->account, owner->account);
  g_set_object (&self->pictures, owner->pictures);
  sol_arrival_set_sync (self->arriving, owner->sync);
  self->cancellable = g_cancellable_new ();
  sol_listing_start_set_organisation (self->start, owner->name,
                                      (owner->roles & (SOL_ROLE_MEMBER | SOL_ROLE_MANAGER)) != 0);
  start_warming (self);
}

/**
 * sol_listing_place_let_go:
 *
 * Keeps what was typed, and lets the store go.
 */
void
sol_listing_place_let_go (SolListingPlace *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->listings != NULL)
    g_signal_handlers_disconnect_by_data (self->listings, self);
  g_clear_object (&self->listings);
  sol_listing_place_watch_offers (self, NULL);
  sol_listing_start_set_claims (self->start, NULL, NULL);
  sol_argument_page_let_go (self->argument);
  sol_charter_page_let_go (self->charter);
  sol_closing_page_let_go (self->closing);
  sol_history_page_let_go (self->history);
  sol_listing_page_let_go (self->page);
  g_clear_object (&self->store);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->account_name, g_free);
  g_clear_object (&self->account);
  g_clear_object (&self->pictures);
  sol_arrival_set_sync (self->arriving, NULL);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}
