/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-duplicate-view.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-outbox-fields.h"
#include "app/review/sol-duplicate-words.h"
#include "app/review/sol-review-facts.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-duplicate.h"
#include "sol-config.h"
#include "store/sol-store-records.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-duplicate-view.ui"

/**
 * SolDuplicateView:
 *
 * Two structures of the catalogue that may be one, side by side, with what differs marked. It emits
 * "answered" with the operation that a moderator chose and the id of the one to keep.
 */
struct _SolDuplicateView
{
  AdwBin parent_instance;

  SolShownRecord *shown;
  GCancellable *cancellable; /* (nullable): once it was opened */
  SolRecord *records[2];     /* (nullable): of the catalogue, the first and the second */
  guint n_read;
  GtkBox *first;
  GtkBox *second;
  GtkLabel *notice;
  GtkWidget *apart;
};

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolDuplicateView, sol_duplicate_view, ADW_TYPE_BIN)

/* In the order in which one looks whether two are one. */
static const char *const facts[] = { "kind",  "siret", "naf",     "address",     "postcode", "city",
                                     "phone", "email", "website", "description", "networks" };

static void
on_apart (SolDuplicateView *self)
{
  g_signal_emit (self, signals[ANSWERED], 0, SOL_DUPLICATE_SPLIT, NULL);
}

static void
on_keep (GtkButton *button, SolDuplicateView *self)
{
  g_signal_emit (self, signals[ANSWERED], 0, SOL_DUPLICATE_MERGE,
                 g_object_get_data (G_OBJECT (button), "keep"));
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* What it is called, with a mark on what differs. */
static GtkWidget *
make_caption (const char *title, const char *mark)
{
  GtkWidget *box = g_object_new (SOL_TYPE_WRAP_BOX, "child-spacing", 6, "line-spacing", 3, NULL);

  sol_wrap_box_append (SOL_WRAP_BOX (box), make_label (title, "caption-heading"));
  if (mark != NULL)
    sol_wrap_box_append (SOL_WRAP_BOX (box), make_label (mark, "mark"));
  return box;
}

static void
add_fact (GtkBox *side, const char *title, const char *value, const char *other)
{
  const char *mark = g_strcmp0 (value, other) == 0 ? NULL : _ ("different");
  GtkWidget *box;

  if (value == NULL && other == NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), make_caption (title, mark));
  gtk_box_append (GTK_BOX (box), value != NULL ? make_label (value, NULL)
                                               : make_label (_ ("Not provided"), "secondary"));
  gtk_box_append (side, box);
}

static const char *
get_name (SolRecord *supplier)
{
  const char *name = sol_record_get_text (supplier, "name");

  return name != NULL ? name : "";
}

static GtkWidget *
make_keep (SolDuplicateView *self, SolRecord *kept, SolRecord *gone)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (_ ("Keep This One"));
  /* TRANSLATORS: two structures */
  g_autofree char *said = g_strdup_printf (_ ("Keep “%s”, merge “%s” with it"), get_name (kept),
                                           get_name (gone));

  g_object_set (label, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (button, sol_duplicate_words_may_go (gone, kept));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_object_set_data_full (G_OBJECT (button), "keep", g_strdup (sol_record_get_id (kept)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_keep), self, G_CONNECT_DEFAULT);
  return button;
}

static void
fill_side (SolDuplicateView *self, GtkBox *side, SolRecord *supplier, SolRecord *other)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (side), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_name (supplier), -1);
  gtk_box_append (side, make_label (get_name (supplier), "heading"));
  gtk_box_append (side, make_keep (self, supplier, other));
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *title = sol_outbox_fields_get_label ("listing", facts[i]);
      g_autofree char *value = sol_review_facts_say (supplier, facts[i]);
      g_autofree char *there = sol_review_facts_say (other, facts[i]);

      add_fact (side, title, value, there);
    }
  add_fact (side, _ ("Whose it is"), sol_duplicate_words_say_people (supplier),
            sol_duplicate_words_say_people (other));
  add_fact (side, _ ("Where it comes from"), sol_record_get_text (supplier, "source"),
            sol_record_get_text (other, "source"));
}

static void
say_notice (SolDuplicateView *self, const char *words)
{
  gtk_label_set_label (self->notice, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), words != NULL);
}

static void
show (SolDuplicateView *self)
{
  SolRecord *first = self->records[0];
  SolRecord *second = self->records[1];
  const gboolean both = first != NULL && second != NULL;
  gboolean first_may, second_may;

  gtk_widget_set_visible (GTK_WIDGET (self->first), both);
  gtk_widget_set_visible (GTK_WIDGET (self->second), both);
  if (!both)
    {
      say_notice (self, _ ("One of the two is not on this computer yet."));
      return;
    }
  fill_side (self, self->first, first, second);
  fill_side (self, self->second, second, first);
  first_may = sol_duplicate_words_may_go (first, second);
  second_may = sol_duplicate_words_may_go (second, first);
  say_notice (self,
              first_may && second_may ? NULL
              : first_may || second_may
                  ? _ ("One of the two has its people: it is kept, and nothing is taken from them.")
                  : _ ("Both have their people, and nothing is taken from either: ask them which "
                       "listing they go on with, and archive the other."));
}

typedef struct
{
  SolDuplicateView *view;
  guint index;
} Reading;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (SolDuplicateView) self = reading->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolRecord) record = sol_store_get_record_finish (SOL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_set_object (&self->records[reading->index], record);
  if (++self->n_read == G_N_ELEMENTS (self->records))
    show (self);
}

static void
sol_duplicate_view_dispose (GObject *object)
{
  SolDuplicateView *self = SOL_DUPLICATE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (self->records); i++)
    g_clear_object (&self->records[i]);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_DUPLICATE_VIEW);
  G_OBJECT_CLASS (sol_duplicate_view_parent_class)->dispose (object);
}

static void
sol_duplicate_view_class_init (SolDuplicateViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_duplicate_view_dispose;

  signals[ANSWERED] = g_signal_new ("answered", SOL_TYPE_DUPLICATE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicateView, first);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicateView, second);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicateView, notice);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicateView, apart);
  gtk_widget_class_bind_template_callback (widget_class, on_apart);
}

static void
sol_duplicate_view_init (SolDuplicateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_duplicate_view_new:
 * @shown: the pair
 *
 * Returns: (transfer floating): empty until sol_duplicate_view_open()
 */
GtkWidget *
sol_duplicate_view_new (SolShownRecord *shown)
{
  SolDuplicateView *self = g_object_new (SOL_TYPE_DUPLICATE_VIEW, NULL);
  g_autofree char *pair = sol_duplicate_words_say_title (sol_shown_record_get_record (shown));
  /* TRANSLATORS: %s is the names of two structures */
  g_autofree char *said = g_strdup_printf (_ ("They are two: %s"), pair);

  self->shown = g_object_ref (shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apart), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                  -1);
  return GTK_WIDGET (self);
}

/**
 * sol_duplicate_view_open:
 * @catalogue: (nullable): where the two are read, the first time
 */
void
sol_duplicate_view_open (SolDuplicateView *self, SolStore *catalogue)
{
  static const char *const fields[] = { "first", "second" };
  SolRecord *pair = sol_shown_record_get_record (self->shown);

  if (self->cancellable != NULL || pair == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; catalogue != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      Reading *reading = g_new0 (Reading, 1);

      reading->view = g_object_ref (self);
      reading->index = i;
      sol_store_get_record_async (catalogue, "supplier", sol_record_get_text (pair, fields[i]),
                                  self->cancellable, on_read, reading);
    }
  if (catalogue == NULL)
    show (self);
}
