/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-criterion-page.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/listing/sol-listing-answers.h"
#include "app/listing/sol-listing-remark.h"
#include "app/listing/sol-nine-row.h"
#include "app/listing/sol-practice-edit.h"
#include "app/listing/sol-practice-question.h"
#include "app/listing/sol-practice-words.h"
#include "app/listing/sol-proof-examples.h"
#include "app/widgets/sol-pane.h"
#include "app/widgets/sol-tab-stop.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-criterion-page.ui"

/**
 * SolCriterionPage:
 *
 * The questions on one of the nine practices, of which one is open; beside them the nine, and what
 * can be a proof. It writes into the form of the listing.
 */
struct _SolCriterionPage
{
  AdwBin parent_instance;

  SolForm *form;               /* (nullable): until a practice is opened */
  const SolPractice *practice; /* (nullable): likewise */
  GPtrArray *questions;        /* of #SolPracticeQuestion, not owned */
  gboolean selecting;
  AdwLeaflet *leaflet;
  AdwFlap *flap;
  GtkLabel *score;
  GtkListBox *nine;
  GtkScrolledWindow *scroller;
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *introduction;
  AdwBin *remark; /* has what the review remarked of the practice */
  GtkBox *question_box;
  GtkWidget *previous;
  GtkLabel *previous_title;
  GtkWidget *next;
  GtkLabel *next_title;
  GtkWidget *kept;
  GtkImage *saved_icon;
  GtkLabel *saved;
  SolProofExamples *examples;
};

enum
{
  CLOSED,
  TURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolCriterionPage, sol_criterion_page, ADW_TYPE_BIN)

static void fill (SolCriterionPage *self, const SolPractice *practice);

static void
on_folded (SolCriterionPage *self)
{
  if (self->flap == NULL || self->leaflet == NULL)
    return; /* the template is being made */
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
  gtk_widget_set_visible (self->kept, !adw_leaflet_get_folded (self->leaflet));
  if (adw_leaflet_get_folded (self->leaflet))
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_signal_emit (self, signals[TURNED], 0);
}

static void
on_examples_closed (SolCriterionPage *self)
{
  adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
on_back (SolCriterionPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_row_selected (SolCriterionPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->selecting && self->form != NULL)
    fill (self, sol_nine_row_get_practice (sol_nine_row_of (row)));
}

static void
on_row_activated (SolCriterionPage *self, GtkListBoxRow *row)
{
  on_row_selected (self, row);
  gtk_widget_child_focus (GTK_WIDGET (self->question_box), GTK_DIR_TAB_FORWARD);
}

static void
show_answers (SolCriterionPage *self)
{
  GPtrArray *criteria = sol_practice_edit_get_criteria (self->form);
  GPtrArray *answers = sol_practice_edit_get_answers (self->form, self->practice->criterion);
  guint n_proven;
  g_autofree char *nine = sol_practice_words_say_nine (criteria, &n_proven);
  g_autofree char *score = sol_supplier_text_make_score (n_proven);

  for (guint i = 0; i < self->questions->len; i++)
    {
      SolPracticeQuestion *question = self->questions->pdata[i];
      const char *id = sol_practice_question_get_question (question)->id;

      sol_practice_question_set_answer (question, sol_practice_find_answer (answers, id));
    }
  sol_nine_row_update_all (self->nine, criteria);
  gtk_label_set_label (self->score, score);
}

/* (nullable) */
static SolItem *
find_remark (SolCriterionPage *self)
{
  SolItem *criterion = sol_practice_find_criterion (sol_practice_edit_get_criteria (self->form),
                                                    self->practice->criterion);
  g_autofree char *path = criterion != NULL
                              ? g_strdup_printf ("criteria/%s", sol_item_get_id (criterion))
                              : NULL;

  return path != NULL ? sol_listing_answers_find_remark (sol_form_get_record (self->form), path)
                      : NULL;
}

static void
show_remark (SolCriterionPage *self)
{
  GtkWidget *shown = adw_bin_get_child (self->remark);
  SolItem *remark = find_remark (self);

  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
  if (shown != NULL && remark != NULL &&
      sol_listing_remark_is_of (SOL_LISTING_REMARK (shown), remark))
    sol_listing_remark_update (SOL_LISTING_REMARK (shown));
  else
    adw_bin_set_child (self->remark,
                       remark != NULL ? sol_listing_remark_new (self->form, remark, NULL) : NULL);
}

static void
on_changed (SolCriterionPage *self, guint index)
{
  const SolRecordClass *klass = SOL_RECORD_GET_CLASS (sol_form_get_record (self->form));

  if (g_str_equal (klass->fields[index].name, "criteria"))
    show_answers (self);
  show_remark (self);
}

static void
on_marked (SolCriterionPage *self)
{
  show_remark (self);
  for (guint i = 0; i < self->questions->len; i++)
    sol_practice_question_set_editable (self->questions->pdata[i],
                                        sol_form_get_editable (self->form));
}

/* By a button that a key pressed it is told a moment later, when the page may have been left. */
static void
on_edited (SolCriterionPage *self, SolItem *answer)
{
  if (self->form != NULL)
    sol_practice_edit_put (self->form, self->practice->criterion, answer);
}

static void
open_question (SolCriterionPage *self, SolPracticeQuestion *question)
{
  for (guint i = 0; i < self->questions->len; i++)
    sol_practice_question_set_open (self->questions->pdata[i],
                                    self->questions->pdata[i] == question);
}

static void
on_open_asked (SolCriterionPage *self, SolPracticeQuestion *question)
{
  open_question (self, question);
  gtk_widget_grab_focus (GTK_WIDGET (question));
}

/* The first without an answer that holds, else the first. */
static SolPracticeQuestion *
find_open (SolCriterionPage *self)
{
  GPtrArray *answers = sol_practice_edit_get_answers (self->form, self->practice->criterion);

  for (guint i = 0; i < self->questions->len; i++)
    {
      const char *id = sol_practice_question_get_question (self->questions->pdata[i])->id;
      SolItem *answer = sol_practice_find_answer (answers, id);

      if (answer == NULL ||
          sol_practice_answer_get_claim (answer) > sol_practice_answer_get_level (answer))
        return self->questions->pdata[i];
    }
  return self->questions->pdata[0];
}

static void
make_questions (SolCriterionPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->question_box))) != NULL)
    gtk_box_remove (self->question_box, child);
  g_ptr_array_set_size (self->questions, 0);
  for (guint i = 0; i < self->practice->n_questions; i++)
    {
      GtkWidget *question = sol_practice_question_new (&self->practice->questions[i],
                                                       sol_practices_get_newest (),
                                                       sol_form_get_files (self->form));

      g_signal_connect_swapped (question, "edited", G_CALLBACK (on_edited), self);
      g_signal_connect_swapped (question, "open-asked", G_CALLBACK (on_open_asked), self);
      gtk_box_append (self->question_box, question);
      g_ptr_array_add (self->questions, question);
    }
}

/* (nullable): that comes @step after the one that is shown */
static const SolPractice *
find_beside (SolCriterionPage *self, int step)
{
  guint n;
  const SolPractice *practices = sol_practices_get (sol_practices_get_newest (), &n);
  const int wanted = (int) (self->practice - practices) + step;

  return wanted >= 0 && wanted < (int) n ? &practices[wanted] : NULL;
}

static void
show_beside (GtkWidget *button, GtkLabel *label, const SolPractice *practice)
{
  gtk_widget_set_visible (button, practice != NULL);
  gtk_label_set_label (label, practice != NULL ? practice->title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  practice != NULL ? practice->title : "", -1);
}

static void
select_row (SolCriterionPage *self)
{
  GtkListBoxRow *row;

  self->selecting = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->nine, i)) != NULL; i++)
    if (sol_nine_row_get_practice (sol_nine_row_of (row)) == self->practice)
      gtk_list_box_select_row (self->nine, row);
  self->selecting = FALSE;
}

static void
fill (SolCriterionPage *self, const SolPractice *practice)
{
  guint n;
  g_autofree char *number = NULL;

  if (practice == self->practice)
    return;
  self->practice = practice;
  sol_practices_get (sol_practices_get_newest (), &n);
  number = g_strdup_printf (_ ("Practice %s of %u"), practice->criterion, n);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, practice->title);
  gtk_label_set_label (self->introduction, practice->introduction);
  show_beside (self->previous, self->previous_title, find_beside (self, -1));
  show_beside (self->next, self->next_title, find_beside (self, 1));
  make_questions (self);
  show_answers (self);
  on_marked (self);
  open_question (self, find_open (self));
  sol_proof_examples_show (self->examples, practice, sol_form_get_record (self->form));
  select_row (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCriterionPage *self = SOL_CRITERION_PAGE (widget);
  const SolPractice *wanted = self->practice != NULL
                                  ? find_beside (self,
                                                 g_str_equal (action, "practice.next") ? 1 : -1)
                                  : NULL;

  if (wanted == NULL)
    return;
  fill (self, wanted);
  gtk_widget_child_focus (GTK_WIDGET (self->question_box), GTK_DIR_TAB_FORWARD);
}

static void
add_proof (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCriterionPage *self = SOL_CRITERION_PAGE (widget);

  for (guint i = 0; i < self->questions->len; i++)
    if (sol_practice_question_get_open (self->questions->pdata[i]))
      sol_practice_question_add_proof (self->questions->pdata[i]);
}

static void
sol_criterion_page_dispose (GObject *object)
{
  SolCriterionPage *self = SOL_CRITERION_PAGE (object);

  sol_criterion_page_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CRITERION_PAGE);
  G_OBJECT_CLASS (sol_criterion_page_parent_class)->dispose (object);
}

static void
sol_criterion_page_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_CRITERION_PAGE (object)->questions);
  G_OBJECT_CLASS (sol_criterion_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, flap);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, score);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, nine);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, number);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, introduction);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, remark);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, question_box);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, previous);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, previous_title);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, next);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, next_title);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, kept);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, saved_icon);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, saved);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionPage, examples);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_examples_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
}

static void
sol_criterion_page_class_init (SolCriterionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_criterion_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_criterion_page_finalize;

  /* Back to the listing. */
  signals[CLOSED] = g_signal_new ("closed", SOL_TYPE_CRITERION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  /* It folded, or unfolded. */
  signals[TURNED] = g_signal_new ("turned", SOL_TYPE_CRITERION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_PANE);
  g_type_ensure (SOL_TYPE_PROOF_EXAMPLES);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "practice.next", NULL, turn);
  gtk_widget_class_install_action (widget_class, "practice.previous", NULL, turn);
  gtk_widget_class_install_action (widget_class, "practice.add-proof", NULL, add_proof);
}

static void
sol_criterion_page_init (SolCriterionPage *self)
{
  self->questions = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->leaflet = ADW_LEAFLET (adw_bin_get_child (ADW_BIN (self)));
  sol_nine_row_fill (self->nine);
  on_folded (self);
}

/**
 * sol_criterion_page_open:
 * @form: of a listing
 * @criterion: its code
 */
void
sol_criterion_page_open (SolCriterionPage *self, SolForm *form, const char *criterion)
{
  const SolPractice *practice = sol_practices_find (sol_practices_get_newest (), criterion);

  g_return_if_fail (practice != NULL);

  sol_criterion_page_let_go (self);
  self->form = g_object_ref (form);
  g_signal_connect_object (form, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "marked", G_CALLBACK (on_marked), self, G_CONNECT_SWAPPED);
  fill (self, practice);
  gtk_widget_child_focus (GTK_WIDGET (self->question_box), GTK_DIR_TAB_FORWARD);
}

/* Lets the form go. */
void
sol_criterion_page_let_go (SolCriterionPage *self)
{
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  if (self->remark != NULL)
    adw_bin_set_child (self->remark, NULL);
  g_clear_object (&self->form);
  self->practice = NULL;
}

/* Returns: (transfer none) (nullable): code of the one that is open */
const char *
sol_criterion_page_get_criterion (SolCriterionPage *self)
{
  return self->practice != NULL ? self->practice->criterion : NULL;
}

/**
 * sol_criterion_page_set_kept:
 * @words: where what was typed is; "" when there is nothing to say
 */
void
sol_criterion_page_set_kept (SolCriterionPage *self, const char *icon, const char *words)
{
  gtk_image_set_from_icon_name (self->saved_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->saved_icon), *words != '\0');
  gtk_label_set_label (self->saved, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved), words);
}

/* Returns: whether the nine have no place beside the questions */
gboolean
sol_criterion_page_get_folded (SolCriterionPage *self)
{
  return adw_leaflet_get_folded (self->leaflet);
}

/**
 * sol_criterion_page_go_back:
 *
 * Returns: whether what lay over the questions went away; else the page itself is to be left
 */
gboolean
sol_criterion_page_go_back (SolCriterionPage *self)
{
  if (!adw_flap_get_folded (self->flap) || !adw_flap_get_reveal_flap (self->flap))
    return FALSE;
  adw_flap_set_reveal_flap (self->flap, FALSE);
  return TRUE;
}
