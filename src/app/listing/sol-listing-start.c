/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-start.h"

#include <glib/gi18n.h>

#include "app/listing/sol-siret-search.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-claim.h"
#include "model/sol-listing.h"
#include "model/sol-practice-level.h"
#include "model/sol-siret.h"
#include "model/sol-supplier.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"
#include "store/sol-store-records.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-start.ui"

/**
 * SolListingStart:
 *
 * What is shown to an organisation without a listing: it begins one from what it claimed in the
 * catalogue, from what the catalogue has under its SIRET, or from nothing.
 */
struct _SolListingStart
{
  AdwBin parent_instance;

  SolStore *store; /* (nullable): the catalogue */
  GCancellable *search;
  SolLiveList *claims;    /* (nullable): of the account */
  char *organisation;     /* (nullable): with @claims */
  GCancellable *claiming; /* with @claims */
  GtkLabel *title;
  GtkLabel *lead;
  GtkWidget *making;
  GtkWidget *claimed_title;
  GtkBox *claimed;
  GtkEntry *siret;
  GtkLabel *helper;
  GtkBox *found;
};

enum
{
  BEGUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolListingStart, sol_listing_start, ADW_TYPE_BIN)

/**
 * sol_listing_start_make_listing:
 * @supplier: of the catalogue
 *
 * Returns: (transfer full): a listing that says what @supplier says, and shows what it shows; of
 *   the criteria what has been answered
 */
SolRecord *
sol_listing_start_make_listing (SolRecord *supplier)
{
  SolRecord *listing = sol_record_new (SOL_TYPE_LISTING, 0);
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (listing);
  g_autoptr (GPtrArray) answered = NULL;

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const SolField *field = &klass->fields[i];
      guint index;

      if (!(field->flags & SOL_FIELD_SERVER) &&
          sol_record_find_field (supplier, field->name, &index) != NULL)
        sol_record_set_value (listing, i, sol_record_get_value (supplier, index));
    }
  answered = sol_practice_list_answered (sol_record_get_items (supplier, "criteria"));
  sol_record_set_items (listing, "criteria", answered->len > 0 ? answered : NULL);
  return listing;
}

/* One, until the listener says that there is none. */
static void
begin_with (SolListingStart *self, SolRecord *listing)
{
  gtk_widget_set_sensitive (self->making, FALSE);
  g_signal_emit (self, signals[BEGUN], 0, listing);
}

static void
begin (SolListingStart *self, GtkWidget *button)
{
  SolRecord *supplier = g_object_get_data (G_OBJECT (button), "supplier");
  g_autoptr (SolRecord) listing = sol_listing_start_make_listing (supplier);

  begin_with (self, listing);
}

static void
on_empty (SolListingStart *self)
{
  g_autoptr (SolRecord) listing = sol_record_new (SOL_TYPE_LISTING, 0);
  g_autofree char *siret = sol_siret_normalize (gtk_editable_get_text (GTK_EDITABLE (self->siret)));

  if (siret != NULL && sol_siret_is_valid (siret))
    sol_record_set_text (listing, "siret", siret);
  begin_with (self, listing);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_way (SolListingStart *self, GtkBox *box, SolRecord *supplier)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label;
  const char *kind = sol_record_get_text (supplier, "kind");
  /* TRANSLATORS: a button: name of a structure of the catalogue, its kind. */
  g_autofree char *words = g_strdup_printf (_ ("Begin from “%s” (%s)"),
                                            sol_record_get_text (supplier, "name"),
                                            kind != NULL ? kind : "?");

  label = gtk_label_new (words);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_widget_add_css_class (button, "suggested-action");
  g_object_set_data_full (G_OBJECT (button), "supplier", g_object_ref (supplier), g_object_unref);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (begin), self);
  gtk_box_append (box, button);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingStart) self = user_data;
  g_autoptr (GPtrArray) found = sol_siret_search_finish (SOL_STORE (source), result, NULL);

  if (found == NULL || g_task_get_cancellable (G_TASK (result)) != self->search)
    return;
  for (guint i = 0; i < found->len; i++)
    add_way (self, self->found, found->pdata[i]);
  gtk_label_set_label (self->helper,
                       found->len > 0
                           ? _ ("The catalogue knows you already: begin from what it says.")
                           : _ ("The key is right. The catalogue has nothing under this number."));
}

/* Latest wins: what was looked for before is no longer asked. */
static void
start_search (SolListingStart *self, const char *siret)
{
  self->search = g_cancellable_new ();
  sol_siret_search_async (self->store, siret, self->search, on_found, g_object_ref (self));
}

static void
on_changed (SolListingStart *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->siret));
  g_autofree char *siret = sol_siret_normalize (typed);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  clear (self->found);
  if (siret == NULL || !sol_siret_is_valid (siret))
    gtk_label_set_label (self->helper, _ ("Fourteen digits, on every invoice"));
  else if (self->store != NULL)
    start_search (self, siret);
}

static void
on_claimed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingStart) self = user_data;
  g_autoptr (SolRecord) supplier = sol_store_get_record_finish (SOL_STORE (source), result, NULL);

  if (supplier == NULL || g_task_get_cancellable (G_TASK (result)) != self->claiming)
    return;
  add_way (self, self->claimed, supplier);
  gtk_widget_set_visible (self->claimed_title, TRUE);
}

static gboolean
is_given (SolListingStart *self, SolRecord *claim)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", self->organisation);

  return claim != NULL && g_strcmp0 (sol_record_get_scope (claim), scope) == 0 &&
         g_strcmp0 (sol_record_get_text (claim, "state"), SOL_CLAIM_ACCEPTED) == 0;
}

static void
stop_claiming (SolListingStart *self)
{
  g_cancellable_cancel (self->claiming);
  g_clear_object (&self->claiming);
}

/* Whatever was claimed and given, read anew. */
static void
show_claimed (SolListingStart *self)
{
  const guint n = self->claims != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->claims)) : 0;

  stop_claiming (self);
  clear (self->claimed);
  gtk_widget_set_visible (self->claimed_title, FALSE);
  self->claiming = g_cancellable_new ();
  for (guint i = 0; i < n && self->store != NULL; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->claims), i);
      SolRecord *claim = sol_shown_record_get_record (shown);

      if (is_given (self, claim))
        sol_store_get_record_async (self->store, "supplier",
                                    sol_record_get_text (claim, "supplier"), self->claiming,
                                    on_claimed, g_object_ref (self));
    }
}

static void
sol_listing_start_dispose (GObject *object)
{
  SolListingStart *self = SOL_LISTING_START (object);

  if (self->claimed != NULL)
    sol_listing_start_set_claims (self, NULL, NULL);
  stop_claiming (self);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_START);
  G_OBJECT_CLASS (sol_listing_start_parent_class)->dispose (object);
}

static void
sol_listing_start_class_init (SolListingStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_listing_start_dispose;

  /* With what the listing says from the beginning, a #SolRecord. */
  signals[BEGUN] = g_signal_new ("begun", SOL_TYPE_LISTING_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, SOL_TYPE_RECORD);

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, title);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, lead);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, making);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, claimed_title);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, claimed);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, siret);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, helper);
  gtk_widget_class_bind_template_child (widget_class, SolListingStart, found);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_empty);
}

static void
sol_listing_start_init (SolListingStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_listing_start_set_catalogue:
 * @store: (nullable): where structures are looked for; %NULL to let it go
 */
void
sol_listing_start_set_catalogue (SolListingStart *self, SolStore *store)
{
  g_cancellable_cancel (self->search);
  g_set_object (&self->store, store);
  show_claimed (self);
}

/**
 * sol_listing_start_set_claims:
 * @claims: (nullable): what those of the account claimed; %NULL to let them go
 * @organisation: (nullable): whose claims are shown, with @claims
 */
void
sol_listing_start_set_claims (SolListingStart *self, SolLiveList *claims, const char *organisation)
{
  if (self->claims != NULL)
    g_signal_handlers_disconnect_by_data (self->claims, self);
  g_set_object (&self->claims, claims);
  g_free (self->organisation);
  self->organisation = g_strdup (organisation);
  if (claims != NULL)
    g_signal_connect_object (claims, "changed", G_CALLBACK (show_claimed), self, G_CONNECT_SWAPPED);
  show_claimed (self);
}

/**
 * sol_listing_start_set_organisation:
 * @name: of the organisation
 * @may_write: whether this user writes for it
 */
void
sol_listing_start_set_organisation (SolListingStart *self, const char *name, gboolean may_write)
{
  g_autofree char *title = g_strdup_printf (_ ("%s has no listing yet"), name);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (
      self->lead,
      may_write ? _ ("A listing tells buyers what you do, where and how. You write it here at your "
                     "own pace, with or without a network; nobody sees it before you send it.")
                : _ ("A member of the organisation writes it; you will read it here."));
  gtk_widget_set_visible (self->making, may_write);
  gtk_widget_set_sensitive (self->making, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->siret), "");
  on_changed (self);
}

/**
 * sol_listing_start_refuse:
 * @reason: why the listing that was begun is not kept, and what to do
 *
 * What he typed stands: he may begin again.
 */
void
sol_listing_start_refuse (SolListingStart *self, const char *reason)
{
  gtk_widget_set_sensitive (self->making, TRUE);
  gtk_label_set_label (self->helper, reason);
}
