/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-proof-examples.h"

#include "app/listing/sol-practice-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-proof-examples.ui"

/**
 * SolProofExamples:
 *
 * What can be a proof of a practice, by the kind of structure: first of one's own kind.
 */
struct _SolProofExamples
{
  AdwBin parent_instance;

  const SolPractice *practice; /* (nullable): until one is shown */
  gboolean chosen;             /* by the listing, then by the user */
  GtkToggleButton *aci;
  GtkToggleButton *coop;
  GtkToggleButton *esat;
  GtkBox *list;
};

G_DEFINE_FINAL_TYPE (SolProofExamples, sol_proof_examples, ADW_TYPE_BIN)

static GtkWidget *
make_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static SolExampleKind
get_kind (SolProofExamples *self)
{
  if (gtk_toggle_button_get_active (self->coop))
    return SOL_EXAMPLE_COOP;
  return gtk_toggle_button_get_active (self->esat) ? SOL_EXAMPLE_ESAT : SOL_EXAMPLE_ACI;
}

static void
show_examples (SolProofExamples *self)
{
  const SolExampleKind kind = get_kind (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; self->practice != NULL && i < self->practice->n_questions; i++)
    {
      const SolExample *example = &self->practice->questions[i].examples[kind];
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

      gtk_box_append (GTK_BOX (box), make_line (example->title, "heading"));
      gtk_box_append (GTK_BOX (box), make_line (example->text, NULL));
      gtk_box_append (self->list, box);
    }
}

static void
on_toggled (SolProofExamples *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    show_examples (self);
}

static void
sol_proof_examples_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_PROOF_EXAMPLES);
  G_OBJECT_CLASS (sol_proof_examples_parent_class)->dispose (object);
}

static void
sol_proof_examples_class_init (SolProofExamplesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_proof_examples_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolProofExamples, aci);
  gtk_widget_class_bind_template_child (widget_class, SolProofExamples, coop);
  gtk_widget_class_bind_template_child (widget_class, SolProofExamples, esat);
  gtk_widget_class_bind_template_child (widget_class, SolProofExamples, list);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
sol_proof_examples_init (SolProofExamples *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkToggleButton *
find_nearest (SolProofExamples *self, SolRecord *listing)
{
  GtkToggleButton *const buttons[] = {
    [SOL_EXAMPLE_ACI] = self->aci, [SOL_EXAMPLE_COOP] = self->coop, [SOL_EXAMPLE_ESAT] = self->esat
  };

  return buttons[sol_practice_words_find_kind (listing)];
}

/**
 * sol_proof_examples_show:
 * @listing: tells what kind of structure it is
 */
void
sol_proof_examples_show (SolProofExamples *self, const SolPractice *practice, SolRecord *listing)
{
  self->practice = practice;
  if (!self->chosen)
    gtk_toggle_button_set_active (find_nearest (self, listing), TRUE);
  self->chosen = TRUE;
  show_examples (self);
}
