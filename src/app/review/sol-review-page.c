/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-page-private.h"

#include <glib/gi18n.h>

#include "app/review/sol-review-row.h"
#include "app/widgets/sol-drop-down.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-pane.h"
#include "app/widgets/sol-tab-stop.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"
#include "store/sol-store-records.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-page.ui"

enum
{
  PROP_CAN_GO_BACK = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolReviewPage, sol_review_page, ADW_TYPE_BIN)

static void
on_turned (SolReviewPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

static void
on_folded (SolReviewPage *self)
{
  if (self->leaflet == NULL)
    return; /* the template is being made */
  gtk_widget_set_visible (self->back_to_facts, adw_leaflet_get_folded (self->sides));
  if (adw_leaflet_get_folded (self->leaflet))
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  on_turned (self);
}

static void
close_listing (SolReviewPage *self)
{
  sol_review_page_close_reason (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  if (self->work != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->work, self);
      sol_review_work_stop (self->work);
    }
  g_clear_object (&self->work);
  g_clear_object (&self->shown);
  g_clear_object (&self->published);
  self->compared = FALSE;
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolRecord)
      published = sol_store_get_record_finish (SOL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shown == NULL)
    return;
  g_set_object (&self->published, published);
  self->compared = TRUE;
  sol_review_page_show_listing (self);
}

/* What others see of a listing has the id of what its moderator reads of it, unless it took the
 * place of what was in the catalogue before. */
static void
look_up_published (SolReviewPage *self)
{
  SolRecord *review = sol_review_page_get_review (self);
  const char *place = sol_record_get_text (review, "supplier");

  if (self->catalogue == NULL || sol_record_get_text (review, "verified_on") == NULL)
    {
      self->compared = TRUE;
      return;
    }
  sol_store_get_record_async (self->catalogue, "supplier",
                              place != NULL ? place : sol_shown_record_get_id (self->shown),
                              self->cancellable, on_published, g_object_ref (self));
}

static void
on_worked (SolReviewPage *self)
{
  sol_review_page_show_decision (self);
}

static void
on_work_ready (SolReviewPage *self)
{
  if (!sol_review_work_get_ready (self->work))
    return;
  g_signal_handlers_disconnect_by_func (self->work, on_work_ready, self);
  sol_review_page_show_facts (self);
}

/* The moderator is at it while the platform, or he himself, changes it. */
static void
on_shown_changed (SolReviewPage *self)
{
  if (sol_review_page_get_review (self) != NULL)
    sol_review_page_show_listing (self);
}

static void
open_listing (SolReviewPage *self, SolShownRecord *shown)
{
  close_listing (self);
  if (shown == NULL || sol_shown_record_get_record (shown) == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      adw_leaflet_set_visible_child_name (self->leaflet, "queue");
      return;
    }
  self->shown = g_object_ref (shown);
  self->cancellable = g_cancellable_new ();
  self->work = sol_review_work_new (self->store, sol_shown_record_get_record (shown));
  g_signal_connect_object (self->work, "changed", G_CALLBACK (on_worked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "changed", G_CALLBACK (on_work_ready), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "notify::record", G_CALLBACK (on_shown_changed), self,
                           G_CONNECT_SWAPPED);
  sol_review_history_set (self->history, self->account, sol_shown_record_get_id (shown));
  look_up_published (self);
  gtk_toggle_button_set_active (self->changed, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  adw_leaflet_set_visible_child_name (self->sides, "facts");
  sol_review_page_show_listing (self);
  gtk_stack_set_visible_child_name (self->stack, "listing");
}

static void
on_selected (SolReviewPage *self)
{
  SolShownRecord *shown = gtk_single_selection_get_selected_item (self->selection);

  if (shown != self->shown)
    open_listing (self, shown);
}

/* Beside the queue it is there already, and the queue goes on having the keys. */
static void
on_activated (SolReviewPage *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "listing");
  gtk_widget_child_focus (GTK_WIDGET (self->facts), GTK_DIR_TAB_FORWARD);
}

static void
on_setup (SolReviewPage *self, GtkListItem *item)
{
  GtkWidget *row = sol_review_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
on_bind (SolReviewPage *self, GtkListItem *item)
{
  sol_review_row_set_shown (SOL_REVIEW_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
on_unbind (SolReviewPage *self, GtkListItem *item)
{
  sol_review_row_set_shown (SOL_REVIEW_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_view_turned (SolReviewPage *self)
{
  if (self->shown != NULL)
    sol_review_page_show_facts (self);
}

/* On the queue; folded on a listing, in that. */
static gboolean
sol_review_page_grab_focus (GtkWidget *widget)
{
  SolReviewPage *self = SOL_REVIEW_PAGE (widget);

  if (sol_review_page_get_can_go_back (self))
    return gtk_widget_child_focus (GTK_WIDGET (self->facts), GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (GTK_WIDGET (self->list)) ||
         gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
sol_review_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CAN_GO_BACK)
    g_value_set_boolean (value, sol_review_page_get_can_go_back (SOL_REVIEW_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_review_page_dispose (GObject *object)
{
  SolReviewPage *self = SOL_REVIEW_PAGE (object);

  if (self->list != NULL)
    sol_review_page_let_go (self);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_REVIEW_PAGE);
  G_OBJECT_CLASS (sol_review_page_parent_class)->dispose (object);
}

static void
bind_queue (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, duplicates);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, duplicates_label);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, words);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, claims);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, corrections);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, count);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, order);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, search);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, show);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, department);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, network);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, queue_stack);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, list);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, show_all);
}

static void
bind_listing (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, none);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, where);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, received);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, history);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, sides);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, views);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, changed);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, whole);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, compare);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, note_box);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, note);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, facts);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, proofs);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, back_to_facts);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, reason_box);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, reason);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, give_reason);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, decision);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, decide);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPage, decide_label);
}

static void
sol_review_page_class_init (SolReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sol_review_page_get_property;
  object_class->dispose = sol_review_page_dispose;
  sol_focus_set_grab (widget_class, sol_review_page_grab_focus);

  /* Folded on a listing, which the queue leads to. */
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                           G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_PANE);
  g_type_ensure (SOL_TYPE_PROSE_CONTROL);
  g_type_ensure (SOL_TYPE_REVIEW_CLAIMS);
  g_type_ensure (SOL_TYPE_REVIEW_HISTORY);
  g_type_ensure (SOL_TYPE_REVIEW_PROOFS);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_queue (widget_class);
  bind_listing (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_filtered",
                                                G_CALLBACK (sol_review_page_filter));
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_turned);
  gtk_widget_class_bind_template_callback (widget_class, on_view_turned);
  sol_review_page_install_actions (widget_class);
}

static void
sol_review_page_init (SolReviewPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->leaflet = ADW_LEAFLET (adw_bin_get_child (ADW_BIN (self)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  sol_drop_down_prepare (self->order);
  sol_drop_down_prepare (self->show);
  sol_drop_down_prepare (self->department);
  sol_drop_down_prepare (self->network);
  sol_review_page_install_keys (self);
  on_folded (self);
}

/**
 * sol_review_page_new:
 *
 * Returns: (transfer floating): a page without a queue
 */
GtkWidget *
sol_review_page_new (void)
{
  return g_object_new (SOL_TYPE_REVIEW_PAGE, NULL);
}

/**
 * sol_review_page_open:
 * @store: of the moderator
 * @queue: of what he reviews
 */
void
sol_review_page_open (SolReviewPage *self,
                      SolAccountStore *store,
                      SolReviewQueue *queue,
                      const SolReviewer *reviewer)
{
  sol_review_page_let_go (self);
  self->store = g_object_ref (store);
  self->queue = g_object_ref (queue);
  sol_review_claims_set_store (self->claims, store, "claim_call");
  sol_review_claims_set_store (self->corrections, store, "correction_call");
  g_set_object (&self->account, reviewer->account);
  g_set_object (&self->pictures, reviewer->pictures);
  sol_review_page_set_departments (self, reviewer->departments);
  self->selection = gtk_single_selection_new (g_object_ref (sol_review_queue_get_rows (queue)));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (queue, "changed", G_CALLBACK (sol_review_page_show_queue), self,
                           G_CONNECT_SWAPPED);
  sol_review_page_filter (self);
  sol_review_page_show_queue (self);
  on_selected (self);
}

/**
 * sol_review_page_set_catalogue:
 * @catalogue: (nullable): what buyers see, to compare with; %NULL to let it go
 */
void
sol_review_page_set_catalogue (SolReviewPage *self, SolStore *catalogue)
{
  g_set_object (&self->catalogue, catalogue);
}

/**
 * sol_review_page_let_go:
 *
 * Keeps what was typed, and lets the store go.
 */
void
sol_review_page_let_go (SolReviewPage *self)
{
  close_listing (self);
  sol_review_claims_set_store (self->claims, NULL, NULL);
  sol_review_claims_set_store (self->corrections, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "none");
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->queue);
  g_clear_object (&self->store);
  sol_review_history_set (self->history, NULL, NULL);
  g_clear_object (&self->account);
  g_clear_object (&self->pictures);
  g_clear_pointer (&self->departments, g_strfreev);
  g_clear_pointer (&self->networks, g_strfreev);
}

/**
 * sol_review_page_get_review: (skip)
 *
 * Returns: (transfer none) (nullable): the listing that is open, as it is shown
 */
SolRecord *
sol_review_page_get_review (SolReviewPage *self)
{
  return self->shown != NULL ? sol_shown_record_get_record (self->shown) : NULL;
}

/* Returns: whether it is folded on a listing */
gboolean
sol_review_page_get_can_go_back (SolReviewPage *self)
{
  return self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet) &&
         g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "listing") == 0;
}

/* From the proofs to the facts, from the listing to the queue, as far as it is folded. */
void
sol_review_page_go_back (SolReviewPage *self)
{
  if (adw_leaflet_get_folded (self->sides) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->sides), "proofs") == 0)
    adw_leaflet_set_visible_child_name (self->sides, "facts");
  else
    adw_leaflet_set_visible_child_name (self->leaflet, "queue");
}

/* From the queue to the listing, and back. */
void
sol_review_page_next_pane (SolReviewPage *self)
{
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "listing");
      gtk_widget_child_focus (GTK_WIDGET (self->facts), GTK_DIR_TAB_FORWARD);
    }
  else
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "queue");
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
    }
}
