/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-first-steps-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-arrival.h"
#include "app/account/sol-first-steps.h"
#include "app/sol-window.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-ring.h"
#include "app/widgets/sol-toast.h"
#include "model/sol-join-request.h"
#include "model/sol-record-edit.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"
#include "store/sol-store-seen.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-first-steps-page.ui"

/**
 * SolFirstStepsPage:
 *
 * What to do first, by what one is, ticked by what the files say. Hidden, it leaves the menu.
 */
struct _SolFirstStepsPage
{
  AdwBin parent_instance;

  SolAccountPlace *place;     /* unowned: it holds this page */
  SolLiveList *organisations; /* (nullable): while the account has no files */
  SolLiveList *listings;      /* (nullable): likewise */
  SolLiveList *requests;      /* (nullable): likewise */
  SolLiveList *claims;        /* (nullable): likewise */
  gboolean has_seen;
  SolRing *ring;
  GtkLabel *greeting;
  GtkLabel *promise;
  GtkListBox *steps;
  SolArrival *arriving; /* in their place */
};

G_DEFINE_FINAL_TYPE (SolFirstStepsPage, sol_first_steps_page, ADW_TYPE_BIN)

static SolAccountStore *
get_store (SolFirstStepsPage *self)
{
  return sol_session_get_account_store (sol_account_place_get_session (self->place));
}

/* Returns: (transfer none) (nullable): as it is held in @list */
static SolRecord *
get_record (SolLiveList *list, guint index)
{
  g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (list), index);

  return sol_shown_record_get_record (shown);
}

static guint
count (SolLiveList *list)
{
  return list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
}

static gboolean
has_items (SolRecord *record, const char *field)
{
  GPtrArray *items = sol_record_get_items (record, field);

  return items != NULL && items->len > 0;
}

static void
look_at_listing (SolFirstFacts *facts, SolRecord *listing)
{
  const char *state = sol_record_get_text (listing, "state");
  g_auto (GStrv) missing = sol_record_list_missing (listing);

  facts->has_listing = facts->has_listing || missing[0] == NULL;
  facts->has_practice = facts->has_practice || has_items (listing, "criteria");
  facts->has_sent = facts->has_sent || g_strcmp0 (state, "submitted") == 0 ||
                    g_strcmp0 (state, "published") == 0 ||
                    sol_record_get_text (listing, "verified_on") != NULL;
}

static gboolean
has_own (SolLiveList *list, const char *scope)
{
  for (guint i = 0; i < count (list); i++)
    {
      SolRecord *record = get_record (list, i);

      if (record != NULL && g_strcmp0 (sol_record_get_scope (record), scope) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
look_at_organisation (SolFirstStepsPage *self, SolFirstFacts *facts, const char *id)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", id);

  for (guint i = 0; i < count (self->organisations); i++)
    {
      SolRecord *record = get_record (self->organisations, i);
      GPtrArray *members = record != NULL && g_strcmp0 (sol_record_get_id (record), id) == 0
                               ? sol_record_get_items (record, "members")
                               : NULL;

      facts->has_colleague = facts->has_colleague || (members != NULL && members->len > 1);
    }
  for (guint i = 0; i < count (self->listings); i++)
    {
      SolRecord *listing = get_record (self->listings, i);

      if (listing != NULL && g_strcmp0 (sol_record_get_scope (listing), scope) == 0)
        look_at_listing (facts, listing);
    }
  facts->has_claimed = facts->has_listing || has_own (self->claims, scope);
}

static SolFirstFacts
look (SolFirstStepsPage *self)
{
  SolAccountSession *account = sol_account_place_get_account (self->place);
  SolMembership *membership = sol_account_place_get_membership (self->place);
  SolFirstFacts facts = { .kind = sol_account_session_get_kind (account),
                          .has_account = TRUE,
                          .has_seen = self->has_seen };

  for (guint i = 0; i < count (self->requests); i++)
    {
      SolRecord *request = get_record (self->requests, i);

      facts.has_asked = facts.has_asked || (request != NULL && sol_join_request_is_asked (request));
    }
  if (membership == NULL)
    return facts;
  facts.belongs = TRUE;
  facts.kind = sol_membership_get_kind (membership);
  look_at_organisation (self, &facts, sol_membership_get_id (membership));
  return facts;
}

/* @parameter: name of a section of the window */
static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolFirstStepsPage *self = SOL_FIRST_STEPS_PAGE (widget);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autofree char *section = g_variant_dup_string (parameter, NULL);

  /* The page goes with it. */
  sol_account_place_leave (self->place);
  gtk_widget_activate_action (window, "win.section", "s", section);
}

static void
hide (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolFirstStepsPage *self = SOL_FIRST_STEPS_PAGE (widget);
  SolWindow *window = SOL_WINDOW (gtk_widget_get_root (widget));
  SolAccountSession *account = sol_account_place_get_account (self->place);

  sol_first_steps_set_hidden (sol_account_session_get_id (account), TRUE);
  sol_account_place_leave (self->place);
  sol_window_take_toast (
      window, sol_toast_new_undo (_ ("The first steps are hidden"), "win.account", "first-steps"));
}

static GtkWidget *
make_number (const SolFirstStep *step, guint number, gboolean next)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (step->done ? "✓" : digits);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "step-number");
  if (step->done || next)
    gtk_widget_add_css_class (label, step->done ? "done" : "now");
  return label;
}

static void
set_action (GtkWidget *button, const SolFirstStep *step)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  step->section != NULL ? "steps.go" : "account.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    step->section != NULL ? step->section : step->page);
}

/* One is begun by its button, which says what the step is to who hears it alone. */
static GtkWidget *
make_button (const SolFirstStep *step, gboolean next)
{
  GtkWidget *button = gtk_button_new_with_label (step->verb);
  /* Translators: a verb on a button, then what is done: "Continue: Write your listing" */
  g_autofree char *said = g_strdup_printf (_ ("%s: %s"), step->verb, step->title);

  set_action (button, step);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  if (next)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

static char *
say_details (const SolFirstStep *step)
{
  if (step->done)
    return g_strdup (_ ("Done"));
  /* Translators: what a step is, then how long it takes */
  return g_strdup_printf (ngettext ("%s %u minute", "%s %u minutes", step->minutes), step->details,
                          step->minutes);
}

static void
append (SolFirstStepsPage *self, const SolFirstStep *step, guint number, gboolean next)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *details = say_details (step);

  g_object_set (row, "title", step->title, "use-markup", FALSE, "subtitle", details, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  details, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_number (step, number, next));
  if (!step->done)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (step, next));
  gtk_list_box_append (self->steps, row);
}

static void
show_progress (SolFirstStepsPage *self, GArray *list)
{
  guint n_done = 0, minutes = 0;
  g_autofree char *promise = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const SolFirstStep *step = &g_array_index (list, SolFirstStep, i);

      n_done += step->done ? 1 : 0;
      minutes += step->done ? 0 : step->minutes;
    }
  promise = g_strdup_printf (ngettext ("%u minute more, at a time that suits you.",
                                       "%u minutes more, in as many times as you like.", minutes),
                             minutes);
  sol_ring_set_percent (self->ring, 100 * n_done / MAX (1, list->len));
  gtk_label_set_label (self->promise, minutes > 0 ? promise : _ ("All of it is done."));
}

/* Of what is at the platform nothing is said before it is here. */
static gboolean
is_known (SolFirstStepsPage *self)
{
  return self->listings == NULL || sol_account_place_get_membership (self->place) == NULL ||
         sol_live_list_get_received (self->listings);
}

static void
update (SolFirstStepsPage *self)
{
  const SolFirstFacts facts = look (self);
  g_autoptr (GArray) list = sol_first_steps_list (&facts);
  gboolean met = FALSE; /* one that is not done */
  GtkListBoxRow *row;

  gtk_widget_set_visible (GTK_WIDGET (self->arriving), !is_known (self));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), is_known (self));
  gtk_widget_set_visible (GTK_WIDGET (self->promise), is_known (self));
  while ((row = gtk_list_box_get_row_at_index (self->steps, 0)) != NULL)
    gtk_list_box_remove (self->steps, GTK_WIDGET (row));
  for (guint i = 0; i < list->len; i++)
    {
      const SolFirstStep *step = &g_array_index (list, SolFirstStep, i);

      append (self, step, i + 1, !step->done && !met);
      met = met || !step->done;
    }
  show_progress (self, list);
}

static void
on_seen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFirstStepsPage) self = user_data;
  g_autoptr (GPtrArray) ids = sol_store_list_seen_finish (SOL_STORE (source), result, NULL);

  self->has_seen = ids != NULL && ids->len > 0;
  if (adw_bin_get_child (ADW_BIN (self)) != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    update (self);
}

static SolLiveList *
follow (SolFirstStepsPage *self, const char *type)
{
  SolLiveList *list = sol_account_store_list_records (get_store (self), type);

  g_signal_connect_object (list, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return list;
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolFirstStepsPage *self)
{
  g_clear_object (&self->organisations);
  g_clear_object (&self->listings);
  g_clear_object (&self->requests);
  g_clear_object (&self->claims);
  if (get_store (self) != NULL)
    {
      self->organisations = follow (self, "organisation");
      self->listings = follow (self, "listing");
      self->requests = follow (self, "join_request");
      self->claims = follow (self, "claim");
    }
  update (self);
}

static gboolean
sol_first_steps_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (SOL_FIRST_STEPS_PAGE (widget)->steps),
                                 GTK_DIR_TAB_FORWARD);
}

static void
sol_first_steps_page_dispose (GObject *object)
{
  SolFirstStepsPage *self = SOL_FIRST_STEPS_PAGE (object);

  g_clear_object (&self->organisations);
  g_clear_object (&self->listings);
  g_clear_object (&self->requests);
  g_clear_object (&self->claims);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FIRST_STEPS_PAGE);
  G_OBJECT_CLASS (sol_first_steps_page_parent_class)->dispose (object);
}

static void
sol_first_steps_page_class_init (SolFirstStepsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_first_steps_page_dispose;
  sol_focus_set_grab (widget_class, sol_first_steps_page_grab_focus);
  g_type_ensure (SOL_TYPE_ARRIVAL);
  g_type_ensure (SOL_TYPE_RING);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFirstStepsPage, ring);
  gtk_widget_class_bind_template_child (widget_class, SolFirstStepsPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, SolFirstStepsPage, promise);
  gtk_widget_class_bind_template_child (widget_class, SolFirstStepsPage, steps);
  gtk_widget_class_bind_template_child (widget_class, SolFirstStepsPage, arriving);
  gtk_widget_class_install_action (widget_class, "steps.go", "s", go);
  gtk_widget_class_install_action (widget_class, "steps.hide", NULL, hide);
}

static void
sol_first_steps_page_init (SolFirstStepsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_first_steps_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; shown, it is hidden no
 * longer
 */
GtkWidget *
sol_first_steps_page_new (SolAccountPlace *place)
{
  SolFirstStepsPage *self = g_object_new (SOL_TYPE_FIRST_STEPS_PAGE, NULL);
  SolSession *session = sol_account_place_get_session (place);
  SolAccountSession *account = sol_account_place_get_account (place);
  const char *known = sol_account_session_get_name (account);
  g_autofree char *name = sol_account_words_shorten (known != NULL ? known : "");
  g_autofree char *greeting = g_strdup_printf (_ ("Hello %s"), name);

  self->place = place;
  sol_arrival_set_sync (self->arriving, sol_session_get_sync (session));
  gtk_label_set_label (self->greeting, g_strstrip (greeting));
  sol_first_steps_set_hidden (sol_account_session_get_id (account), FALSE);
  g_signal_connect_object (sol_session_get_account_files (session), "notify::store",
                           G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  sol_store_list_seen_async (sol_session_get_store (session), 1,
                             sol_account_place_get_cancellable (place), on_seen,
                             g_object_ref (self));
  return GTK_WIDGET (self);
}
