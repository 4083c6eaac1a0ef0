/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-row.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/review/sol-review-words.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-row.ui"

/**
 * SolReviewRow:
 *
 * One listing of the queue: whose, where, what is asked and since when. Its list item is named by
 * all of that.
 */
struct _SolReviewRow
{
  AdwBin parent_instance;

  SolShownRecord *shown; /* (nullable) */
  GtkLabel *name;
  GtkWidget *late;
  GtkLabel *age;
  GtkLabel *kind;
  GtkLabel *place;
  GtkLabel *what;
};

G_DEFINE_FINAL_TYPE (SolReviewRow, sol_review_row, ADW_TYPE_BIN)

static void
sol_review_row_dispose (GObject *object)
{
  sol_review_row_set_shown (SOL_REVIEW_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_REVIEW_ROW);
  G_OBJECT_CLASS (sol_review_row_parent_class)->dispose (object);
}

static void
sol_review_row_class_init (SolReviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_review_row_dispose;

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolReviewRow, name);
  gtk_widget_class_bind_template_child (widget_class, SolReviewRow, late);
  gtk_widget_class_bind_template_child (widget_class, SolReviewRow, age);
  gtk_widget_class_bind_template_child (widget_class, SolReviewRow, kind);
  gtk_widget_class_bind_template_child (widget_class, SolReviewRow, place);
  gtk_widget_class_bind_template_child (widget_class, SolReviewRow, what);
}

static void
sol_review_row_init (SolReviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sol_review_row_new (void)
{
  return g_object_new (SOL_TYPE_REVIEW_ROW, NULL);
}

static void
show_kind (SolReviewRow *self, SolRecord *review)
{
  static const char *const families[] = { "insertion", "handicap", "ess" };
  const char *kind = sol_record_get_text (review, "kind");
  const char *family = sol_supplier_text_get_family_class (kind);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->kind), families[i]);
  if (family != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), family);
  gtk_label_set_label (self->kind, kind != NULL ? kind : "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), kind != NULL);
}

/* The list item is what a screen reader stops at. */
static void
say (SolReviewRow *self)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *said = g_strdup_printf (
      "%s, %s, %s, %s, %s", gtk_label_get_label (self->name), gtk_label_get_label (self->kind),
      gtk_label_get_label (self->place), gtk_label_get_label (self->what),
      gtk_label_get_label (self->age));

  if (list_item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                    -1);
}

static void
show (SolReviewRow *self)
{
  SolRecord *review = sol_shown_record_get_record (self->shown);
  const char *name = review != NULL ? sol_record_get_text (review, "name") : NULL;
  g_autofree char *age = NULL;
  g_autofree char *place = NULL;
  g_autofree char *what = NULL;

  if (review == NULL)
    return;
  age = sol_review_words_say_age (review);
  place = sol_review_words_say_place (review);
  what = sol_review_words_say_what (self->shown);
  gtk_label_set_label (self->name, name != NULL ? name : _ ("Without a name"));
  gtk_label_set_label (self->age, age);
  gtk_widget_set_visible (self->late,
                          sol_review_words_is_waiting (review) &&
                              sol_review_words_count_days (review) >= SOL_REVIEW_LATE_DAYS);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->what, what);
  show_kind (self, review);
  say (self);
}

/* @shown: (nullable): a listing_review */
void
sol_review_row_set_shown (SolReviewRow *self, SolShownRecord *shown)
{
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_set_object (&self->shown, shown);
  if (shown == NULL)
    return;
  g_signal_connect_object (shown, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
