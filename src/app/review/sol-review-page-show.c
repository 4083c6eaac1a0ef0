/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "app/listing/sol-listing-answers.h"
#include "app/review/sol-review-facts.h"
#include "app/review/sol-review-page-private.h"
#include "app/review/sol-review-words.h"

static char *
say_count (SolReviewPage *self)
{
  const guint n = sol_review_queue_count_waiting (self->queue);

  if (n == 0)
    return g_strdup (_ ("Nothing to review"));
  return g_strdup_printf (ngettext ("%u listing to review", "%u listings to review", n), n);
}

/* What is not there, and what comes next. */
static void
show_nothing (SolReviewPage *self)
{
  const gboolean known = sol_review_queue_count_known (self->queue) > 0;
  const gboolean waiting = sol_review_queue_count_waiting (self->queue) > 0;
  const gboolean plain = gtk_drop_down_get_selected (self->show) == SOL_REVIEW_SHOW_WAITING;

  if (!known || (!waiting && plain))
    {
      adw_status_page_set_title (self->nothing,
                                 known ? _ ("All is reviewed") : _ ("No listing yet"));
      adw_status_page_set_description (
          self->nothing,
          _ ("A listing comes here by itself when its structure sends it for review."));
    }
  else
    {
      adw_status_page_set_title (self->nothing, _ ("None is like this"));
      adw_status_page_set_description (self->nothing,
                                       _ ("No listing has what you search and filter by."));
    }
  gtk_widget_set_visible (self->show_all, known);
}

/**
 * sol_review_page_show_queue: (skip)
 *
 * How many there are, or why none is.
 */
void
sol_review_page_show_queue (SolReviewPage *self)
{
  g_autofree char *count = NULL;
  guint n_rows;

  if (self->queue == NULL || !sol_review_queue_get_loaded (self->queue))
    return;
  sol_review_page_show_networks (self);
  count = say_count (self);
  n_rows = g_list_model_get_n_items (sol_review_queue_get_rows (self->queue));
  gtk_label_set_label (self->count, count);
  show_nothing (self);
  gtk_stack_set_visible_child_name (self->queue_stack, n_rows > 0 ? "list" : "nothing");
  adw_status_page_set_description (self->none,
                                   n_rows > 0 ? _ ("Choose one of the queue to read it.") : NULL);
}

static SolItem *
find_exact (SolRecord *review, const char *field)
{
  GPtrArray *remarks = sol_record_get_items (review, "remarks");

  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    if (g_strcmp0 (sol_item_get_text (remarks->pdata[i], "field"), field) == 0)
      return remarks->pdata[i];
  return NULL;
}

typedef struct
{
  SolReviewPage *page;
  gboolean all;
  const char *section; /* (nullable): the last one with a heading */
  guint n_changed;
} Filling;

static void
on_remarked (SolReviewPage *self, const char *text, SolReviewFact *fact)
{
  if (self->work != NULL)
    sol_review_work_set (self->work, sol_review_fact_get_field (fact), text);
}

static void
on_proofs (SolReviewPage *self, SolReviewFact *fact)
{
  sol_review_proofs_lead_to (self->proofs, sol_review_fact_get_field (fact));
  adw_leaflet_set_visible_child_name (self->sides, "proofs");
}

static void
add_heading (Filling *filling, const char *section)
{
  GtkWidget *heading;

  if (g_strcmp0 (filling->section, section) == 0)
    return;
  heading = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label",
                          section, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "fact-section");
  gtk_box_append (filling->page->facts, heading);
  filling->section = section;
}

static void
append_fact (Filling *filling, const SolReviewFactText *text)
{
  SolReviewPage *self = filling->page;
  SolRecord *review = sol_review_page_get_review (self);
  SolReviewFact *fact = SOL_REVIEW_FACT (sol_review_fact_new (text));
  SolItem *remark = find_exact (review, text->field);

  sol_review_fact_set_history (fact, remark,
                               remark != NULL ? sol_listing_answers_find (review, remark) : NULL);
  sol_review_fact_set_editable (fact, sol_review_page_may (self, "ask_changes") &&
                                          sol_review_work_get_ready (self->work));
  sol_review_fact_set_remark (fact, sol_review_work_get (self->work, text->field));
  g_signal_connect_object (fact, "remarked", G_CALLBACK (on_remarked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fact, "proofs", G_CALLBACK (on_proofs), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->facts, GTK_WIDGET (fact));
}

/* Among what changed stands also what was remarked, before or now. */
static void
take_fact (const char *section, const SolReviewFactText *text, gpointer user_data)
{
  Filling *filling = user_data;
  SolReviewPage *self = filling->page;
  const gboolean spoken = find_exact (sol_review_page_get_review (self), text->field) != NULL;

  filling->n_changed += text->changed || spoken;
  if (!filling->all && !text->changed && !spoken &&
      sol_review_work_get (self->work, text->field) == NULL)
    return;
  add_heading (filling, section);
  append_fact (filling, text);
}

static void
count_fact (const char *section, const SolReviewFactText *text, gpointer user_data)
{
  Filling *filling = user_data;

  filling->n_changed += text->changed || find_exact (sol_review_page_get_review (filling->page),
                                                     text->field) != NULL;
}

static void
append_whole (Filling *filling)
{
  const SolReviewFactText text = { SOL_REVIEW_WHOLE, _ ("On the whole listing") };

  append_fact (filling, &text);
}

static void
clear_facts (SolReviewPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, child);
}

/* (transfer full) (nullable): the fact in which the moderator is */
static char *
find_focus (SolReviewPage *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->facts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (SOL_IS_REVIEW_FACT (child) &&
        (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_FOCUS_WITHIN))
      return g_strdup (sol_review_fact_get_field (SOL_REVIEW_FACT (child)));
  return NULL;
}

static void
put_focus (SolReviewPage *self, const char *field)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->facts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (SOL_IS_REVIEW_FACT (child) &&
        g_str_equal (sol_review_fact_get_field (SOL_REVIEW_FACT (child)), field))
      sol_review_fact_focus (SOL_REVIEW_FACT (child));
}

static void
show_views (SolReviewPage *self, guint n_changed)
{
  /* TRANSLATORS: %u is how many fields changed */
  g_autofree char *label = g_strdup_printf (_ ("What changed (%u)"), n_changed);

  gtk_button_set_label (GTK_BUTTON (self->changed), label);
  gtk_widget_set_visible (self->views, n_changed > 0);
}

/**
 * sol_review_page_show_facts: (skip)
 *
 * What the listing says, or what of it changed.
 */
void
sol_review_page_show_facts (SolReviewPage *self)
{
  SolRecord *review = sol_review_page_get_review (self);
  g_autofree char *focused = find_focus (self);
  Filling counting = { self };
  Filling filling = { self };

  sol_review_facts_foreach (review, self->published, count_fact, &counting);
  filling.all = counting.n_changed == 0 || !gtk_toggle_button_get_active (self->changed);
  clear_facts (self);
  sol_review_facts_foreach (review, self->published, take_fact, &filling);
  append_whole (&filling);
  show_views (self, counting.n_changed);
  if (focused != NULL)
    put_focus (self, focused);
  sol_review_page_show_decision (self);
}

/**
 * sol_review_page_may: (skip)
 * @operation: of the type
 *
 * Returns: whether it can be done from the state that the listing is in
 */
gboolean
sol_review_page_may (SolReviewPage *self, const char *operation)
{
  static const struct
  {
    const char *operation;
    const char *from;
  } moves[] = {
    { "publish", " submitted suspended " },
    { "ask_changes", " submitted published " },
    { "refuse", " submitted " },
  };
  SolRecord *review = sol_review_page_get_review (self);
  g_autofree char *state = NULL;

  if (review == NULL || sol_shown_record_get_state (self->shown) == SOL_SHOWN_CONFLICT)
    return FALSE;
  if (g_str_equal (operation, "suspend"))
    return sol_record_get_text (review, "verified_on") != NULL;
  state = g_strdup_printf (" %s ", sol_review_words_get_state (review));
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].operation, operation))
      return strstr (moves[i].from, state) != NULL;
  return FALSE;
}

static char *
say_decision (SolReviewPage *self, guint n_remarks)
{
  SolRecord *review = sol_review_page_get_review (self);

  if (self->work != NULL && sol_review_work_get_unread (self->work))
    return g_strdup (
        _ ("What you may have begun to remark cannot be read on this computer right "
           "now. It is tried again by itself; until then nothing is written over it."));
  if (n_remarks > 0 && sol_review_page_may (self, "ask_changes"))
    return g_strdup_printf (sol_review_work_get_kept (self->work)
                                ? ngettext ("%u remark written, kept on this computer",
                                            "%u remarks written, kept on this computer", n_remarks)
                                : ngettext ("%u remark written…", "%u remarks written…", n_remarks),
                            n_remarks);
  if (g_str_equal (sol_review_words_get_state (review), "changes-asked"))
    return g_strdup (_ ("The structure answers next; its listing comes back here by itself."));
  if (g_str_equal (sol_review_words_get_state (review), "refused"))
    return g_strdup (_ ("The structure may begin again; its listing comes back here then."));
  if (g_str_equal (sol_review_words_get_state (review), "published"))
    return g_strdup (_ ("Buyers see it. What the structure changes comes back here."));
  return g_strdup ("");
}

/**
 * sol_review_page_show_decision: (skip)
 *
 * The main button follows the remarks.
 */
void
sol_review_page_show_decision (SolReviewPage *self)
{
  const guint n_remarks = self->work != NULL ? sol_review_work_count (self->work) : 0;
  const gboolean asks = n_remarks > 0 && sol_review_page_may (self, "ask_changes");
  const gboolean ready = self->work != NULL && sol_review_work_get_ready (self->work);
  const gboolean accepts = n_remarks == 0 && ready && sol_review_page_may (self, "publish");
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  if (sol_review_page_get_review (self) == NULL)
    return;
  words = say_decision (self, n_remarks);
  label = asks ? g_strdup_printf (ngettext ("Ask for %u change", "Ask for %u changes", n_remarks),
                                  n_remarks)
               : g_strdup (_ ("Accept and publish"));
  gtk_label_set_label (self->decision, words);
  gtk_widget_set_visible (GTK_WIDGET (self->decision), *words != '\0');
  gtk_label_set_label (self->decide_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->decide), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->decide), asks || accepts);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.decide",
                                 asks || accepts || self->reasoned != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.refuse",
                                 sol_review_page_may (self, "refuse"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.suspend",
                                 sol_review_page_may (self, "suspend"));
}

static void
show_notice (SolReviewPage *self)
{
  const SolShownState state = sol_shown_record_get_state (self->shown);
  const char *words = "";

  if (state == SOL_SHOWN_CONFLICT)
    words = _ ("The structure changed this listing while you decided. Nothing was decided yet: see "
               "what changed.");
  else if (state == SOL_SHOWN_REFUSED)
    words = _ ("Your last decision came too late. “What I send” says why.");
  gtk_label_set_label (self->notice_label, words);
  gtk_widget_set_visible (self->notice, *words != '\0');
}

static void
show_note (SolReviewPage *self)
{
  SolRecord *review = sol_review_page_get_review (self);
  const char *note = sol_record_get_text (review, "note");
  /* TRANSLATORS: what the structure says to its moderator */
  g_autofree char *words = g_strdup_printf (_ ("Word of the structure: %s"),
                                            note != NULL ? note : "");

  gtk_label_set_label (self->note, words);
  gtk_widget_set_visible (self->note_box, note != NULL);
}

/**
 * sol_review_page_show_listing: (skip)
 *
 * All of the listing that is open.
 */
void
sol_review_page_show_listing (SolReviewPage *self)
{
  SolRecord *review = sol_review_page_get_review (self);
  const char *name = sol_record_get_text (review, "name");
  g_autofree char *where = sol_review_words_say_where (self->shown);
  g_autofree char *received = sol_review_words_say_received (review);

  gtk_label_set_label (self->name, name != NULL ? name : _ ("Without a name"));
  gtk_label_set_label (self->where, where);
  gtk_label_set_label (self->received, received);
  show_notice (self);
  show_note (self);
  sol_review_proofs_show (self->proofs, review, self->pictures);
  gtk_widget_set_visible (GTK_WIDGET (self->proofs), sol_review_proofs_count (self->proofs) > 0);
  if (self->compared)
    sol_review_page_show_facts (self);
}

/**
 * sol_review_page_set_duplicates:
 * @n_proposed: pairs of structures that may be one
 * @any: there are some, or were
 *
 * Leads to them from above the queue.
 */
void
sol_review_page_set_duplicates (SolReviewPage *self, guint n_proposed, gboolean any)
{
  g_autofree char *told = n_proposed > 0 ? g_strdup_printf (_ ("Duplicates (%u)"), n_proposed)
                                         : g_strdup (_ ("Duplicates"));

  gtk_label_set_label (self->duplicates_label, told);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->duplicates), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  told, -1);
  gtk_widget_set_visible (self->duplicates, any);
}

void
sol_review_page_focus_duplicates (SolReviewPage *self)
{
  gtk_widget_grab_focus (self->duplicates);
}

/**
 * sol_review_page_set_words:
 * @any: clients say something of the structures, or said
 *
 * Leads to it from above the queue.
 */
void
sol_review_page_set_words (SolReviewPage *self, gboolean any)
{
  gtk_widget_set_visible (self->words, any);
}

void
sol_review_page_focus_words (SolReviewPage *self)
{
  gtk_widget_grab_focus (self->words);
}
