/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-paper.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-words.h"
#include "app/widgets/sol-lines-label.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-argument-paper.ui"

/* A paragraph on the paper: its words and what clients said, or that there is nothing yet. */
typedef struct
{
  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *text;
  GtkBox *quotes;
  GtkLabel *hole;
} Place;

/**
 * SolArgumentPaper:
 *
 * The argument sheet as it leaves the program; and, on the screen only, where something is missing
 * and which paragraph is being written.
 */
struct _SolArgumentPaper
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkBox *paper;
  GArray *places; /* of #Place */
};

G_DEFINE_FINAL_TYPE (SolArgumentPaper, sol_argument_paper, ADW_TYPE_BIN)

static void
sol_argument_paper_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARGUMENT_PAPER);
  G_OBJECT_CLASS (sol_argument_paper_parent_class)->dispose (object);
}

static void
sol_argument_paper_finalize (GObject *object)
{
  g_array_unref (SOL_ARGUMENT_PAPER (object)->places);
  G_OBJECT_CLASS (sol_argument_paper_parent_class)->finalize (object);
}

static void
sol_argument_paper_class_init (SolArgumentPaperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_argument_paper_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_argument_paper_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPaper, name);
}

static void
sol_argument_paper_init (SolArgumentPaper *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->paper = GTK_BOX (adw_bin_get_child (ADW_BIN (self)));
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = sol_lines_label_new ("", css_class);

  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkBox *
add_box (GtkWidget *box)
{
  GtkWidget *within = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), within);
  return GTK_BOX (within);
}

static void
add_place (SolArgumentPaper *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const Place place = { box, add_label (box, "heading"), add_label (box, NULL), add_box (box),
                        add_label (box, "hole") };

  gtk_box_append (self->paper, box);
  g_array_append_val (self->places, place);
}

static void
show_quotes (GtkBox *box, GPtrArray *words)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < words->len; i++)
    {
      GtkWidget *quote = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      g_autofree char *said = sol_supplier_words_quote (words->pdata[i]);
      g_autofree char *who = sol_supplier_words_say_who (words->pdata[i]);

      gtk_label_set_label (add_label (quote, NULL), said);
      gtk_label_set_label (add_label (quote, "caption"), who);
      gtk_widget_add_css_class (quote, "quotation");
      gtk_box_append (box, quote);
    }
  gtk_widget_set_visible (GTK_WIDGET (box), words->len > 0);
}

/* The first paragraph stands below the name, which is heading enough. */
static void
show_paragraph (const Place *place, const SolParagraph *paragraph, gboolean first, gboolean written)
{
  /* TRANSLATORS: a paragraph that has no words yet: "In figures: to come" */
  g_autofree char *words = g_strdup_printf (_ ("%s: to come"), paragraph->about->title);
  const gboolean hole = sol_argument_is_hole (paragraph);

  gtk_label_set_label (place->heading, paragraph->about->title);
  gtk_widget_set_visible (GTK_WIDGET (place->heading), !hole && !first);
  gtk_label_set_label (place->text, paragraph->text != NULL ? paragraph->text : "");
  gtk_widget_set_visible (GTK_WIDGET (place->text), paragraph->text != NULL);
  show_quotes (place->quotes, paragraph->quotes);
  gtk_label_set_label (place->hole, words);
  gtk_widget_set_visible (GTK_WIDGET (place->hole), hole);
  if (written)
    gtk_widget_add_css_class (place->box, "being-written");
  else
    gtk_widget_remove_css_class (place->box, "being-written");
}

/**
 * sol_argument_paper_show:
 * @words: (nullable) (element-type SolClientWord): what clients said
 * @written: id of the paragraph that is being written
 */
void
sol_argument_paper_show (SolArgumentPaper *self,
                         SolRecord *listing,
                         GPtrArray *words,
                         const char *written)
{
  g_autoptr (GPtrArray) sheet = sol_argument_compose (listing, words);
  const char *name = sol_record_get_text (listing, "name");

  gtk_label_set_label (self->name, name != NULL ? name : _ ("The name of your structure"));
  while (self->places->len < sheet->len)
    add_place (self);
  for (guint i = 0; i < sheet->len; i++)
    {
      const SolParagraph *paragraph = sheet->pdata[i];

      show_paragraph (&g_array_index (self->places, Place, i), paragraph, i == 0,
                      g_str_equal (paragraph->about->id, written));
    }
}
