/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-place.h"

#include "app/account/sol-arrival.h"
#include "app/review/sol-duplicates-page.h"
#include "app/review/sol-moderated-words-page.h"
#include "app/review/sol-review-page.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-place.ui"

/**
 * SolReviewPlace:
 *
 * Where a moderator reviews what was submitted, once that is on this computer.
 */
struct _SolReviewPlace
{
  AdwBin parent_instance;

  SolAccountStore *store; /* (nullable) */
  SolReviewQueue *queue;  /* (nullable): with @store */
  GStrv departments;      /* (nullable): likewise; codes */
  GtkStack *stack;
  SolReviewPage *page;
  SolDuplicatesPage *duplicates;
  SolModeratedWordsPage *words;
  SolArrival *arriving;
};

enum
{
  PROP_CAN_GO_BACK = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolReviewPlace, sol_review_place, ADW_TYPE_BIN)

static gboolean
is_on (SolReviewPlace *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static gboolean
is_on_other (SolReviewPlace *self)
{
  return is_on (self, "duplicates") || is_on (self, "words");
}

/* Whether it is on a page that another led to. */
static gboolean
can_go_back (SolReviewPlace *self)
{
  return is_on_other (self) ||
         (is_on (self, "page") && sol_review_page_get_can_go_back (self->page));
}

static void
tell_back (SolReviewPlace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

/* One that is not here may be at the platform. */
static void
on_changed (SolReviewPlace *self)
{
  if (!sol_review_queue_get_loaded (self->queue) || is_on_other (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, sol_review_queue_count_known (self->queue) > 0 ||
                                                         sol_review_queue_get_received (self->queue)
                                                     ? "page"
                                                     : "arriving");
  tell_back (self);
}

static void
on_duplicates_changed (SolReviewPlace *self)
{
  sol_review_page_set_duplicates (self->page, sol_duplicates_page_count (self->duplicates),
                                  sol_duplicates_page_has_any (self->duplicates));
}

static void
on_words_changed (SolReviewPlace *self)
{
  sol_review_page_set_words (self->page, sol_moderated_words_page_has_any (self->words));
}

static void
show_other (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewPlace *self = SOL_REVIEW_PLACE (widget);
  GtkWidget *page = g_str_equal (action, "review.words") ? GTK_WIDGET (self->words)
                                                         : GTK_WIDGET (self->duplicates);

  gtk_stack_set_visible_child (self->stack, page);
  tell_back (self);
  gtk_widget_grab_focus (page);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewPlace *self = SOL_REVIEW_PLACE (widget);
  const gboolean from_words = is_on (self, "words");

  if (!is_on_other (self))
    {
      sol_review_page_go_back (self->page);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "page");
  on_changed (self);
  if (from_words)
    sol_review_page_focus_words (self->page);
  else
    sol_review_page_focus_duplicates (self->page);
}

static void
next_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_review_page_next_pane (SOL_REVIEW_PLACE (widget)->page);
}

static gboolean
sol_review_place_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (SOL_REVIEW_PLACE (widget)->stack));
}

static void
sol_review_place_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CAN_GO_BACK)
    g_value_set_boolean (value, can_go_back (SOL_REVIEW_PLACE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_review_place_dispose (GObject *object)
{
  SolReviewPlace *self = SOL_REVIEW_PLACE (object);

  if (self->page != NULL)
    sol_review_place_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_REVIEW_PLACE);
  G_OBJECT_CLASS (sol_review_place_parent_class)->dispose (object);
}

static void
sol_review_place_class_init (SolReviewPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = sol_review_place_get_property;
  G_OBJECT_CLASS (klass)->dispose = sol_review_place_dispose;
  sol_focus_set_grab (widget_class, sol_review_place_grab_focus);

  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                           G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (SOL_TYPE_ARRIVAL);
  g_type_ensure (SOL_TYPE_DUPLICATES_PAGE);
  g_type_ensure (SOL_TYPE_MODERATED_WORDS_PAGE);
  g_type_ensure (SOL_TYPE_REVIEW_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPlace, page);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPlace, duplicates);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPlace, words);
  gtk_widget_class_bind_template_child (widget_class, SolReviewPlace, arriving);
  gtk_widget_class_bind_template_callback (widget_class, on_duplicates_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_words_changed);
  gtk_widget_class_bind_template_callback (widget_class, tell_back);
  gtk_widget_class_install_action (widget_class, "review.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "review.duplicates", NULL, show_other);
  gtk_widget_class_install_action (widget_class, "review.words", NULL, show_other);
  gtk_widget_class_install_action (widget_class, "review.next-pane", NULL, next_pane);
}

static void
sol_review_place_init (SolReviewPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
}

/**
 * sol_review_place_new:
 *
 * Returns: (transfer floating): of nobody
 */
GtkWidget *
sol_review_place_new (void)
{
  return g_object_new (SOL_TYPE_REVIEW_PLACE, NULL);
}

/* @store: (nullable): what buyers see; %NULL to let it go */
void
sol_review_place_set_catalogue (SolReviewPlace *self, SolStore *store)
{
  sol_review_page_set_catalogue (self->page, store);
  sol_duplicates_page_set_catalogue (self->duplicates, store);
}

/* Returns: whether it is of who has @store, for these departments */
gboolean
sol_review_place_is_open (SolReviewPlace *self,
                          SolAccountStore *store,
                          const char *const *departments)
{
  return self->store != NULL && self->store == store &&
         g_strv_equal ((const char *const *) self->departments, departments);
}

/**
 * sol_review_place_open:
 * @store: of the moderator
 */
void
sol_review_place_open (SolReviewPlace *self, SolAccountStore *store, const SolReviewer *reviewer)
{
  if (sol_review_place_is_open (self, store, reviewer->departments))
    return;

  sol_review_place_let_go (self);
  self->store = g_object_ref (store);
  self->departments = g_strdupv ((GStrv) reviewer->departments);
  self->queue = sol_review_queue_new (store);
  sol_arrival_set_sync (self->arriving, reviewer->sync);
  sol_review_page_open (self->page, store, self->queue, reviewer);
  sol_duplicates_page_set_store (self->duplicates, store);
  sol_moderated_words_page_set_store (self->words, store);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
}

/**
 * sol_review_place_let_go:
 *
 * Keeps what was typed, and lets the store go.
 */
void
sol_review_place_let_go (SolReviewPlace *self)
{
  sol_review_page_let_go (self->page);
  sol_duplicates_page_set_store (self->duplicates, NULL);
  sol_moderated_words_page_set_store (self->words, NULL);
  if (self->queue != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->queue, self);
      sol_review_queue_stop (self->queue);
    }
  g_clear_object (&self->queue);
  g_clear_object (&self->store);
  g_clear_pointer (&self->departments, g_strfreev);
  sol_arrival_set_sync (self->arriving, NULL);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}
