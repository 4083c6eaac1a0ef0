/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-count-row.h"

#include <glib/gi18n.h>

#include "app/census/sol-census-bar.h"
#include "app/census/sol-census-words.h"
#include "app/sol-format.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "census/sol-census-count-row.ui"

/**
 * SolCensusCountRow:
 *
 * A department or a network: how many structures came how far there, as a bar and in words.
 */
struct _SolCensusCountRow
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *number;
  SolCensusBar *bar;
  GtkLabel *said;
};

G_DEFINE_FINAL_TYPE (SolCensusCountRow, sol_census_count_row, ADW_TYPE_BIN)

static void
sol_census_count_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CENSUS_COUNT_ROW);
  G_OBJECT_CLASS (sol_census_count_row_parent_class)->dispose (object);
}

static void
sol_census_count_row_class_init (SolCensusCountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_census_count_row_dispose;

  g_type_ensure (SOL_TYPE_CENSUS_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCensusCountRow, name);
  gtk_widget_class_bind_template_child (widget_class, SolCensusCountRow, number);
  gtk_widget_class_bind_template_child (widget_class, SolCensusCountRow, bar);
  gtk_widget_class_bind_template_child (widget_class, SolCensusCountRow, said);
}

static void
sol_census_count_row_init (SolCensusCountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_census_count_row_new:
 * @most: what a whole bar stands for
 *
 * Returns: (transfer floating): a row of what it counts now
 */
GtkWidget *
sol_census_count_row_new (SolCensusBy by, const SolCensusCount *count, guint most)
{
  SolCensusCountRow *self = g_object_new (SOL_TYPE_CENSUS_COUNT_ROW, NULL);
  g_autofree char *name = sol_census_words_say_place (by, count->code);
  g_autofree char *number = sol_format_number (count->n[SOL_CENSUS_CENSUSED]);
  g_autofree char *said = sol_census_words_say_count (count->n);
  /* Translators: a place, or a network, and what is counted there */
  g_autofree char *label = g_strdup_printf (_ ("%1$s: %2$s"), name, said);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->said, said);
  sol_census_bar_set (self->bar, count->n, most);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}
