/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/review/sol-review-fact.h"
#include "app/review/sol-review-page-private.h"
#include "app/sol-undoable.h"

/* What the moderator does. */

static const struct
{
  const char *operation;
  const char *done;  /* %s: the name of the listing */
  const char *asked; /* (nullable): for a reason, of which %s is the name too */
  const char *verb;  /* (nullable): with @asked */
} operations[] = {
  { "publish", N_ ("Accepted: %s") },
  { "ask_changes", N_ ("Changes asked: %s") },
  { "refuse", N_ ("Refused: %s"), N_ ("Why is “%s” refused? The structure reads this."),
    N_ ("Refuse") },
  { "suspend", N_ ("Suspended: %s"),
    N_ ("Why is “%s” suspended? Buyers no longer see it; the structure reads this."),
    N_ ("Suspend") },
};

static guint
find_operation (const char *operation)
{
  guint i = 0;

  while (!g_str_equal (operations[i].operation, operation))
    i++;
  return i;
}

static char *
say (const char *words, SolRecord *review)
{
  const char *name = sol_record_get_text (review, "name");
  g_auto (GStrv) parts = g_strsplit (_ (words), "%s", 2);

  return g_strjoinv (name != NULL ? name : _ ("Without a name"), parts);
}

/* On what is before him, not on what came a moment ago. */
static void
act (SolReviewPage *self, SolMutation *owned_mutation)
{
  g_autoptr (SolMutation) mutation = owned_mutation;
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  const guint number = find_operation (mutation->op);
  g_autofree char *title = say (operations[number].done, sol_review_page_get_review (self));

  sol_review_work_keep (self->work);
  mutation->base_rev = sol_shown_record_get_rev (self->shown);
  if (SOL_IS_WINDOW (window))
    sol_undoable_act_on_draft (SOL_WINDOW (window), self->store, mutation, NULL, title);
}

/**
 * sol_review_page_close_reason: (skip)
 *
 * Gives up what reason was being written.
 */
void
sol_review_page_close_reason (SolReviewPage *self)
{
  static const GValue empty = G_VALUE_INIT;

  self->reasoned = NULL;
  sol_form_control_set_value (SOL_FORM_CONTROL (self->reason), &empty);
  gtk_widget_set_visible (self->reason_box, FALSE);
}

static void
ask_reason (SolReviewPage *self, const char *operation)
{
  const guint number = find_operation (operation);
  g_autofree char *asked = NULL;

  if (!sol_review_page_may (self, operation))
    return;
  asked = say (operations[number].asked, sol_review_page_get_review (self));
  sol_review_page_close_reason (self);
  self->reasoned = operations[number].operation;
  gtk_label_set_label (self->reason_label, asked);
  gtk_button_set_label (self->give_reason, _ (operations[number].verb));
  gtk_widget_set_visible (self->reason_box, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (sol_form_control_get_target (SOL_FORM_CONTROL (self->reason))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, asked, -1);
  gtk_widget_grab_focus (sol_form_control_get_target (SOL_FORM_CONTROL (self->reason)));
  sol_review_page_show_decision (self);
}

static void
refuse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_reason (SOL_REVIEW_PAGE (widget), "refuse");
}

static void
suspend (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_reason (SOL_REVIEW_PAGE (widget), "suspend");
}

static char *
read_reason (SolReviewPage *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (sol_form_control_get_target (SOL_FORM_CONTROL (self->reason)));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (view), &start, &end);
  return g_strstrip (gtk_text_iter_get_text (&start, &end));
}

/* Without one it is asked for again. */
static void
give_reason (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewPage *self = SOL_REVIEW_PAGE (widget);
  g_autofree char *reason = NULL;
  const char *operation = self->reasoned;

  if (operation == NULL)
    return;
  reason = read_reason (self);
  if (*reason == '\0')
    {
      gtk_widget_grab_focus (sol_form_control_get_target (SOL_FORM_CONTROL (self->reason)));
      return;
    }
  act (self, sol_mutation_new_operation ("listing_review", sol_shown_record_get_id (self->shown),
                                         operation, "remark", reason, NULL));
  sol_review_page_close_reason (self);
  sol_review_page_show_decision (self);
}

static void
keep_reason (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_review_page_close_reason (SOL_REVIEW_PAGE (widget));
  sol_review_page_show_decision (SOL_REVIEW_PAGE (widget));
  gtk_widget_child_focus (GTK_WIDGET (SOL_REVIEW_PAGE (widget)->facts), GTK_DIR_TAB_FORWARD);
}

/* None: accepted; some: they are asked for. */
static void
decide (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewPage *self = SOL_REVIEW_PAGE (widget);

  if (self->work == NULL)
    return;
  if (self->reasoned != NULL)
    give_reason (widget, action, NULL);
  else if (sol_review_work_count (self->work) > 0)
    act (self, sol_review_work_make_act (self->work));
  else
    act (self, sol_mutation_new_operation ("listing_review", sol_shown_record_get_id (self->shown),
                                           "publish", NULL));
}

static SolReviewFact *
find_fact (SolReviewPage *self)
{
  SolReviewFact *first = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->facts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!SOL_IS_REVIEW_FACT (child))
        continue;
      if (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_FOCUS_WITHIN)
        return SOL_REVIEW_FACT (child);
      if (first == NULL)
        first = SOL_REVIEW_FACT (child);
    }
  return first;
}

/* On the field where the focus is, else on the first. */
static void
remark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewFact *fact = find_fact (SOL_REVIEW_PAGE (widget));

  if (fact != NULL)
    sol_review_fact_write (fact);
}

static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewPage *self = SOL_REVIEW_PAGE (widget);
  const int step = g_str_equal (action, "review.next") ? 1 : -1;
  guint position;

  if (self->selection == NULL)
    return;
  position = gtk_single_selection_get_selected (self->selection) + (guint) step;
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    gtk_single_selection_set_selected (self->selection, position);
}

/* Whatever was filtered. */
static void
show_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewPage *self = SOL_REVIEW_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->department, 0);
  gtk_drop_down_set_selected (self->network, 0);
  gtk_drop_down_set_selected (self->show, SOL_REVIEW_SHOW_ALL);
}

static void
show_facts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_set_visible_child_name (SOL_REVIEW_PAGE (widget)->sides, "facts");
}

static GtkShortcut *
make_shortcut (const char *keys, const char *action)
{
  return gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys), gtk_named_action_new (action));
}

/**
 * sol_review_page_install_keys: (skip)
 *
 * Those that a text would take for itself: they are of the page wherever the caret is.
 */
void
sol_review_page_install_keys (SolReviewPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEventController *escape = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        make_shortcut ("<Control>Return", "review.decide"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        make_shortcut ("<Control>Page_Down", "review.next"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        make_shortcut ("<Control>Page_Up", "review.previous"));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (escape),
                                        make_shortcut ("Escape", "review.keep"));
  gtk_widget_add_controller (self->reason_box, escape);
}

/**
 * sol_review_page_install_actions: (skip)
 */
void
sol_review_page_install_actions (GtkWidgetClass *widget_class)
{
  g_autoptr (GtkShortcut) remarks = make_shortcut ("r", "review.remark");

  gtk_widget_class_install_action (widget_class, "review.decide", NULL, decide);
  gtk_widget_class_install_action (widget_class, "review.refuse", NULL, refuse);
  gtk_widget_class_install_action (widget_class, "review.suspend", NULL, suspend);
  gtk_widget_class_install_action (widget_class, "review.give-reason", NULL, give_reason);
  gtk_widget_class_install_action (widget_class, "review.keep", NULL, keep_reason);
  gtk_widget_class_install_action (widget_class, "review.remark", NULL, remark);
  gtk_widget_class_install_action (widget_class, "review.next", NULL, turn);
  gtk_widget_class_install_action (widget_class, "review.previous", NULL, turn);
  gtk_widget_class_install_action (widget_class, "review.show-all", NULL, show_all);
  gtk_widget_class_install_action (widget_class, "review.facts", NULL, show_facts);

  gtk_widget_class_add_shortcut (widget_class, remarks);
}
