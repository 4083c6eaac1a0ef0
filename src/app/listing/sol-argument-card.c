/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-card.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-prose-control.h"
#include "app/listing/sol-argument-words.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-argument-card.ui"
#define NEARLY_FULL 100 /* characters that are left */

/**
 * SolArgumentCard:
 *
 * The question that is open: why it is asked, its answer, and how others answered. It emits
 * "edited" with the answer.
 */
struct _SolArgumentCard
{
  AdwBin parent_instance;

  const SolArgumentQuestion *question; /* (nullable): until one is opened */
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *why;
  SolProseControl *answer;
  GtkLabel *room;
  SolArgumentWords *words; /* which clients left, where they are asked for */
  gboolean editable;
  GtkExpander *help;
  GtkBox *examples;
  GtkButton *previous;
  GtkButton *next;
  GtkButton *later;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolArgumentCard, sol_argument_card, ADW_TYPE_BIN)

static void
show_room (SolArgumentCard *self, const char *text)
{
  const glong max = (glong) sol_argument_answer_table.fields[2].max_length;
  const glong left = max - g_utf8_strlen (text, -1);
  g_autofree char *words = left < 0 ? g_strdup_printf (
                                          ngettext (
                                              "%ld character too many: shorten it, or it stays on "
                                              "this computer",
                                              "%ld characters too many: shorten it, or it stays on "
                                              "this computer",
                                              (gulong) -left),
                                          -left)
                                    : g_strdup_printf (ngettext ("Room for %ld more character",
                                                                 "Room for %ld more characters",
                                                                 (gulong) left),
                                                       left);

  gtk_label_set_label (self->room, words);
  gtk_widget_set_visible (GTK_WIDGET (self->room), left < NEARLY_FULL);
  if (left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->room), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->room), "attention");
}

static void
on_edited (SolArgumentCard *self, const GValue *value)
{
  const char *text = G_IS_VALUE (value) ? g_value_get_string (value) : "";

  show_room (self, text);
  g_signal_emit (self, signals[EDITED], 0, text);
}

static gboolean
sol_argument_card_grab_focus (GtkWidget *widget)
{
  SolFormControl *answer = SOL_FORM_CONTROL (SOL_ARGUMENT_CARD (widget)->answer);

  return gtk_widget_grab_focus (sol_form_control_get_target (answer));
}

static void
sol_argument_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARGUMENT_CARD);
  G_OBJECT_CLASS (sol_argument_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, number);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, title);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, why);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, answer);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, room);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, words);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, help);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, examples);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, previous);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, next);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentCard, later);
}

static void
sol_argument_card_class_init (SolArgumentCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_argument_card_dispose;
  sol_focus_set_grab (widget_class, sol_argument_card_grab_focus);

  /* The user made it this text. */
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_ARGUMENT_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SOL_TYPE_ARGUMENT_WORDS);
  g_type_ensure (SOL_TYPE_PROSE_CONTROL);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
}

static void
sol_argument_card_init (SolArgumentCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* That of one's own kind first. */
static void
show_examples (SolArgumentCard *self, SolExampleKind nearest)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->examples))) != NULL)
    gtk_box_remove (self->examples, child);
  for (guint i = 0; i < SOL_N_EXAMPLES; i++)
    {
      const guint kind = ((guint) nearest + i) % SOL_N_EXAMPLES;
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_box_append (GTK_BOX (box), make_line (guide->kinds[kind], "caption-heading"));
      gtk_box_append (GTK_BOX (box), make_line (self->question->examples[kind], "secondary"));
      gtk_box_append (self->examples, box);
    }
}

/* The answer is named by its question, and says why it is asked. */
static void
name_answer (SolArgumentCard *self)
{
  GtkWidget *target = sol_form_control_get_target (SOL_FORM_CONTROL (self->answer));

  gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->question->text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->question->why, -1);
}

/**
 * sol_argument_card_open:
 * @question: of the newest edition
 * @nearest: whose example comes first
 */
void
sol_argument_card_open (SolArgumentCard *self,
                        const SolArgumentQuestion *question,
                        SolExampleKind nearest)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  const guint index = (guint) (question - guide->questions);
  const gboolean last = index + 1 == guide->n_questions;
  g_autofree char *number = g_strdup_printf (_ ("Question %u of %u"), index + 1,
                                             guide->n_questions);

  self->question = question;
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, question->text);
  gtk_label_set_label (self->why, question->why);
  gtk_expander_set_expanded (self->help, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->previous), index > 0);
  gtk_button_set_label (self->next, last ? _ ("See my sheet") : _ ("Next"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next),
                                  last ? "argument.see-sheet" : "argument.next-part");
  show_examples (self, nearest);
  name_answer (self);
}

/**
 * sol_argument_card_update:
 * @listing: with the answer
 * @quotes: which clients gave
 */
void
sol_argument_card_update (SolArgumentCard *self, SolRecord *listing, SolArgumentQuotes *quotes)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  GPtrArray *words = sol_argument_quotes_get_words (quotes);
  SolItem *answer = sol_argument_find_answer (listing, self->question->id);
  static const GValue empty = G_VALUE_INIT;
  const char *text = answer != NULL ? sol_item_get_text (answer, "text") : NULL;
  const gboolean blank = !sol_argument_is_answered (listing, self->question, words);

  sol_form_control_set_value (SOL_FORM_CONTROL (self->answer),
                              answer != NULL ? sol_item_get_value (answer, "text") : &empty);
  show_room (self, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), self->question->quotes);
  if (self->question->quotes)
    sol_argument_words_show (self->words, listing, quotes, self->editable);
  gtk_widget_set_visible (GTK_WIDGET (self->later),
                          blank &&
                              sol_argument_count_answers (listing, words) + 1 < guide->n_questions);
}

void
sol_argument_card_set_editable (SolArgumentCard *self, gboolean editable)
{
  self->editable = editable;
  sol_form_control_set_editable (SOL_FORM_CONTROL (self->answer), editable);
}
