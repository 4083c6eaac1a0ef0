/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-line.h"

#include <glib/gi18n.h>

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-argument-line.ui"

/**
 * SolArgumentLine:
 *
 * A question that is not open, with the first words of its answer.
 */
struct _SolArgumentLine
{
  AdwBin parent_instance;

  const SolArgumentQuestion *question;
  GtkImage *mark;
  GtkLabel *title;
  GtkLabel *excerpt;
};

G_DEFINE_FINAL_TYPE (SolArgumentLine, sol_argument_line, ADW_TYPE_BIN)

static void
sol_argument_line_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARGUMENT_LINE);
  G_OBJECT_CLASS (sol_argument_line_parent_class)->dispose (object);
}

static void
sol_argument_line_class_init (SolArgumentLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_argument_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentLine, mark);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentLine, title);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentLine, excerpt);
}

static void
sol_argument_line_init (SolArgumentLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_argument_line_new:
 * @question: static
 *
 * Returns: (transfer floating): not answered
 */
GtkWidget *
sol_argument_line_new (const SolArgumentQuestion *question)
{
  SolArgumentLine *self = g_object_new (SOL_TYPE_ARGUMENT_LINE, NULL);

  self->question = question;
  gtk_label_set_label (self->title, question->text);
  return GTK_WIDGET (self);
}

const SolArgumentQuestion *
sol_argument_line_get_question (SolArgumentLine *self)
{
  return self->question;
}

static char *
say_answer (const char *answer)
{
  g_autofree char *line = g_strdelimit (g_strstrip (g_strdup (answer)), "\n\t", ' ');

  /* TRANSLATORS: the beginning of an answer, in quotation marks */
  return g_strdup_printf (_ ("“%s”"), line);
}

/**
 * sol_argument_line_update:
 * @listing: with what is answered
 * @words: (element-type SolClientWord): which clients gave
 */
void
sol_argument_line_update (SolArgumentLine *self, SolRecord *listing, GPtrArray *words)
{
  const char *answer = sol_argument_get_answer (listing, self->question->id);
  const gboolean answered = sol_argument_is_answered (listing, self->question, words);
  g_autofree char *excerpt = answer != NULL ? say_answer (answer)
                                            : g_strdup (answered ? _ ("In the words of a client")
                                                                 : _ ("Not answered yet"));
  g_autofree char *name = g_strdup_printf ("%s %s", self->question->text, excerpt);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_image_set_from_icon_name (self->mark, answered ? "emblem-ok-symbolic" : NULL);
  gtk_label_set_label (self->excerpt, excerpt);
  /* GTK 4.8 finds no name in what a row holds. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
