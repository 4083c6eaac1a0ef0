/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-fact.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-prose-control.h"
#include "app/sol-format.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-fact.ui"

/**
 * SolReviewFact:
 *
 * One field of a listing before its moderator: what it says, what was published before, what was
 * remarked and answered, and the remark that he writes. It emits "remarked" with what he typed, and
 * "proofs" when he wants to see them.
 */
struct _SolReviewFact
{
  AdwBin parent_instance;

  char *field;
  gboolean editable;
  gboolean writing; /* though there may be nothing of it yet */
  GtkLabel *label;
  GtkWidget *changed;
  GtkLabel *value;
  GtkLabel *before;
  GtkWidget *proofs;
  GtkWidget *write;
  GtkWidget *history;
  GtkLabel *asked;
  GtkLabel *answered;
  GtkWidget *writing_box;
  SolProseControl *remark;
  GtkMenuButton *phrases;
};

enum
{
  REMARKED,
  PROOFS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolReviewFact, sol_review_fact, ADW_TYPE_BIN)

/* What is remarked most often, to begin from. */
static const char *const phrases[] = {
  N_ ("Could you say it in a few more words: for whom, and where?"),
  N_ ("A digit seems to be missing: could you check it?"),
  N_ ("Could you add a proof? A photo or an attendance sheet is enough."),
  N_ ("This proof is more than two years old. Do you have a newer one?"),
  N_ ("Buyers ask this often: could you fill it in?"),
};

static void
show_writing (SolReviewFact *self, gboolean writing)
{
  self->writing = writing;
  gtk_widget_set_visible (self->writing_box, writing);
  gtk_widget_set_visible (self->write, self->editable && !writing);
}

static void
on_write (SolReviewFact *self)
{
  sol_review_fact_write (self);
}

static void
on_typed (SolReviewFact *self, const GValue *value)
{
  g_signal_emit (self, signals[REMARKED], 0, G_IS_VALUE (value) ? g_value_get_string (value) : "");
}

static void
on_removed (SolReviewFact *self)
{
  sol_review_fact_set_remark (self, NULL);
  g_signal_emit (self, signals[REMARKED], 0, "");
  gtk_widget_grab_focus (self->write);
}

static void
on_proofs (SolReviewFact *self)
{
  g_signal_emit (self, signals[PROOFS], 0);
}

/* It takes the place of what was begun with. */
static void
put_phrase (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolReviewFact *self = SOL_REVIEW_FACT (widget);
  const char *phrase = g_variant_get_string (parameter, NULL);

  sol_review_fact_set_remark (self, phrase);
  g_signal_emit (self, signals[REMARKED], 0, phrase);
  gtk_widget_grab_focus (sol_form_control_get_target (SOL_FORM_CONTROL (self->remark)));
}

static void
sol_review_fact_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_REVIEW_FACT);
  g_clear_pointer (&SOL_REVIEW_FACT (object)->field, g_free);
  G_OBJECT_CLASS (sol_review_fact_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, label);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, changed);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, value);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, before);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, proofs);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, write);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, history);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, asked);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, answered);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, writing_box);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, remark);
  gtk_widget_class_bind_template_child (widget_class, SolReviewFact, phrases);
}

static void
sol_review_fact_class_init (SolReviewFactClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_review_fact_dispose;

  signals[REMARKED] = g_signal_new ("remarked", SOL_TYPE_REVIEW_FACT, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PROOFS] = g_signal_new ("proofs", SOL_TYPE_REVIEW_FACT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_PROSE_CONTROL);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_removed);
  gtk_widget_class_bind_template_callback (widget_class, on_proofs);
  gtk_widget_class_install_action (widget_class, "fact.phrase", "s", put_phrase);
}

static void
sol_review_fact_init (SolReviewFact *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (phrases[i]), NULL);

      g_menu_item_set_action_and_target (item, "fact.phrase", "s", _ (phrases[i]));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->phrases, G_MENU_MODEL (menu));
}

static void
name_buttons (SolReviewFact *self, const char *label)
{
  /* TRANSLATORS: %s is the name of a field */
  g_autofree char *writes = g_strdup_printf (_ ("Write a remark on “%s”"), label);
  g_autofree char *removes = g_strdup_printf (_ ("Remark on “%s”"), label);
  g_autofree char *sees = g_strdup_printf (_ ("See the proofs of “%s”"), label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->write), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  writes, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->proofs), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sees, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (sol_form_control_get_target (SOL_FORM_CONTROL (self->remark))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, removes, -1);
}

/**
 * sol_review_fact_new:
 *
 * Returns: (transfer floating): without a remark
 */
GtkWidget *
sol_review_fact_new (const SolReviewFactText *text)
{
  SolReviewFact *self = g_object_new (SOL_TYPE_REVIEW_FACT, NULL);
  /* TRANSLATORS: what was published before */
  g_autofree char *before = text->before != NULL
                                ? g_strdup_printf (_ ("Before: “%s”"), text->before)
                                : g_strdup (_ ("Before: not provided"));

  self->field = g_strdup (text->field);
  gtk_label_set_label (self->label, text->label);
  gtk_label_set_label (self->value, text->value != NULL ? text->value : _ ("Not provided"));
  if (text->value == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->value), *text->field != '\0');
  gtk_widget_set_visible (self->changed, text->changed);
  gtk_label_set_label (self->before, before);
  gtk_widget_set_visible (GTK_WIDGET (self->before), text->changed);
  gtk_widget_set_visible (self->proofs, text->proofs);
  name_buttons (self, text->label);
  show_writing (self, FALSE);
  return GTK_WIDGET (self);
}

/* Returns: what a remark on it names */
const char *
sol_review_fact_get_field (SolReviewFact *self)
{
  return self->field;
}

static char *
say_answer (SolItem *answer)
{
  const char *text = answer != NULL ? sol_item_get_text (answer, "text") : NULL;

  if (answer == NULL)
    return g_strdup (_ ("No answer"));
  /* TRANSLATORS: %s is what the structure said to a remark */
  return text != NULL ? g_strdup_printf (_ ("Answer: %s"), text)
                      : g_strdup (_ ("Answer: it is corrected."));
}

/**
 * sol_review_fact_set_history:
 * @remark: (nullable): what was asked the last time
 * @answer: (nullable): what the structure said to it
 */
void
sol_review_fact_set_history (SolReviewFact *self, SolItem *remark, SolItem *answer)
{
  g_autofree char *day = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *answered = NULL;

  gtk_widget_set_visible (self->history, remark != NULL);
  if (remark == NULL)
    return;
  day = sol_format_date (sol_item_get_text (remark, "when"));
  /* TRANSLATORS: a day, and the remark of that day */
  asked = g_strdup_printf (_ ("Remark of %s: %s"), day, sol_item_get_text (remark, "text"));
  answered = say_answer (answer);
  gtk_label_set_label (self->asked, asked);
  gtk_label_set_label (self->answered, answered);
}

/* @remark: (nullable): what he wrote so far */
void
sol_review_fact_set_remark (SolReviewFact *self, const char *remark)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, remark != NULL ? remark : "");
  sol_form_control_set_value (SOL_FORM_CONTROL (self->remark), &value);
  show_writing (self, remark != NULL && *remark != '\0');
}

/* @editable: whether it is his turn */
void
sol_review_fact_set_editable (SolReviewFact *self, gboolean editable)
{
  self->editable = editable;
  show_writing (self, self->writing && editable);
}

/* Begins a remark, or goes on with it. */
void
sol_review_fact_write (SolReviewFact *self)
{
  if (!self->editable)
    return;
  show_writing (self, TRUE);
  gtk_widget_grab_focus (sol_form_control_get_target (SOL_FORM_CONTROL (self->remark)));
}

/* In the remark, where there is one. */
void
sol_review_fact_focus (SolReviewFact *self)
{
  gtk_widget_grab_focus (
      self->writing ? sol_form_control_get_target (SOL_FORM_CONTROL (self->remark)) : self->write);
}
