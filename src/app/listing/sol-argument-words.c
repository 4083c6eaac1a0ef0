/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-words.h"
#include "app/widgets/sol-lines-label.h"
#include "model/sol-argument.h"
#include "model/sol-listing-moves.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-argument-words.ui"

/* A word on the list. */
typedef struct
{
  GtkWidget *box;
  GtkLabel *quote;
  GtkLabel *who;
  GtkWidget *turn;
  GtkLabel *act; /* on it */
} Row;

/**
 * SolArgumentWords:
 *
 * What clients said and all see, to be put in the argument sheet as it is, and taken out again, by
 * the action "argument.turn-quote" of whoever holds it, whose parameter is the id of the word.
 */
struct _SolArgumentWords
{
  AdwBin parent_instance;

  GtkBox *list;
  GtkLabel *none;
  GtkWidget *ask;
  GArray *rows; /* of #Row */
};

G_DEFINE_FINAL_TYPE (SolArgumentWords, sol_argument_words, ADW_TYPE_BIN)

static void
sol_argument_words_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARGUMENT_WORDS);
  G_OBJECT_CLASS (sol_argument_words_parent_class)->dispose (object);
}

static void
sol_argument_words_finalize (GObject *object)
{
  g_array_unref (SOL_ARGUMENT_WORDS (object)->rows);
  G_OBJECT_CLASS (sol_argument_words_parent_class)->finalize (object);
}

static void
sol_argument_words_class_init (SolArgumentWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_argument_words_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_argument_words_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentWords, list);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentWords, none);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentWords, ask);
}

static void
sol_argument_words_init (SolArgumentWords *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = sol_lines_label_new ("", css_class);

  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_row (SolArgumentWords *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *act = gtk_label_new (""); /* several lines, where letters are large */
  const Row row = { box, add_label (box, NULL), add_label (box, "caption"), gtk_button_new (),
                    GTK_LABEL (act) };

  gtk_label_set_wrap (row.act, TRUE);
  gtk_label_set_justify (row.act, GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (row.turn), act);
  gtk_widget_add_css_class (box, "quotation");
  gtk_widget_set_halign (row.turn, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), row.turn);
  gtk_box_append (self->list, box);
  g_array_append_val (self->rows, row);
}

static void
show_row (const Row *row, SolRecord *word, gboolean taken, gboolean editable)
{
  const char *client = sol_record_get_text (word, "name");
  g_autofree char *quote = sol_supplier_words_quote (word);
  g_autofree char *who = sol_supplier_words_say_who (word);
  /* Translators: %s is a client, here and in the next one */
  g_autofree char *name = g_strdup_printf (taken ? _ ("Take the word of %s out of my sheet")
                                                 : _ ("Put the word of %s in my sheet"),
                                           client != NULL ? client : "");

  gtk_label_set_label (row->quote, quote);
  gtk_label_set_label (row->who, who);
  gtk_label_set_label (row->act, taken ? _ ("Take out of My Sheet") : _ ("Put in My Sheet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->turn), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->turn), "s", sol_record_get_id (word));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row->turn),
                                  editable ? "argument.turn-quote" : NULL);
  gtk_widget_set_sensitive (row->turn, editable);
}

/* What all see by his consent; what was put in can be taken out, also when it is shown no more. */
static gboolean
is_offered (SolRecord *listing, SolRecord *word)
{
  gboolean shown = FALSE;

  return (sol_record_get_flag (word, "shown", &shown) && shown) ||
         sol_argument_has_quote (listing, sol_record_get_id (word));
}

/**
 * sol_argument_words_show:
 * @quotes: which clients gave
 * @editable: whether whoever sees it may write @listing
 */
void
sol_argument_words_show (SolArgumentWords *self,
                         SolRecord *listing,
                         SolArgumentQuotes *quotes,
                         gboolean editable)
{
  GPtrArray *words = sol_argument_quotes_get_words (quotes);
  g_autofree char *page = g_strconcat ("words/", sol_argument_quotes_get_supplier (quotes), NULL);
  const gboolean seen = sol_listing_is_seen (listing);
  guint n = 0;

  for (guint i = 0; i < words->len; i++)
    if (is_offered (listing, words->pdata[i]))
      {
        if (n == self->rows->len)
          add_row (self);
        show_row (&g_array_index (self->rows, Row, n), words->pdata[i],
                  sol_argument_has_quote (listing, sol_record_get_id (words->pdata[i])), editable);
        n++;
      }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (g_array_index (self->rows, Row, i).box, i < n);
  gtk_widget_set_visible (GTK_WIDGET (self->none), n == 0);
  gtk_label_set_label (self->none,
                       seen ? _ ("None is shown on your page yet: ask a client for one, and show "
                                 "what he answers.")
                            : _ ("Once your listing is published, you can ask your clients for a "
                                 "word by a link."));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->ask), "s", page);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ask), "win.account");
  gtk_widget_set_visible (self->ask, seen);
}
