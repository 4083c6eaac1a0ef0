/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-nine-row.h"

#include "app/listing/sol-practice-words.h"
#include "app/widgets/sol-level-meter.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-nine-row.ui"

/**
 * SolNineRow:
 *
 * One of the nine practices and how far a structure is with it, in words and in three squares.
 */
struct _SolNineRow
{
  AdwBin parent_instance;

  const SolPractice *practice;
  GtkLabel *title;
  GtkLabel *words;
  SolLevelMeter *meter;
};

G_DEFINE_FINAL_TYPE (SolNineRow, sol_nine_row, ADW_TYPE_BIN)

static void
sol_nine_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_NINE_ROW);
  G_OBJECT_CLASS (sol_nine_row_parent_class)->dispose (object);
}

static void
sol_nine_row_class_init (SolNineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_nine_row_dispose;

  g_type_ensure (SOL_TYPE_LEVEL_METER);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolNineRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolNineRow, words);
  gtk_widget_class_bind_template_child (widget_class, SolNineRow, meter);
}

static void
sol_nine_row_init (SolNineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_nine_row_new:
 *
 * Returns: (transfer floating): of which nothing is answered
 */
GtkWidget *
sol_nine_row_new (const SolPractice *practice)
{
  SolNineRow *self = g_object_new (SOL_TYPE_NINE_ROW, NULL);

  self->practice = practice;
  gtk_label_set_label (self->title, practice->title);
  return GTK_WIDGET (self);
}

const SolPractice *
sol_nine_row_get_practice (SolNineRow *self)
{
  return self->practice;
}

static void
update (SolNineRow *self, GPtrArray *criteria)
{
  SolItem *criterion = sol_practice_find_criterion (criteria, self->practice->criterion);
  g_autofree char *words = sol_practice_words_say_criterion (self->practice, criterion);
  g_autofree char *name = g_strdup_printf ("%s, %s", self->practice->title, words);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_label_set_label (self->words, words);
  sol_level_meter_set_level (self->meter, (guint8) sol_practice_get_criterion_level (criterion));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * sol_nine_row_fill:
 * @list: empty
 *
 * Adds a row of each of the nine to @list.
 */
void
sol_nine_row_fill (GtkListBox *list)
{
  guint n;
  const SolPractice *practices = sol_practices_get (sol_practices_get_newest (), &n);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (list, sol_nine_row_new (&practices[i]));
}

/* Returns: (transfer none): what is in @row */
SolNineRow *
sol_nine_row_of (GtkListBoxRow *row)
{
  return SOL_NINE_ROW (gtk_list_box_row_get_child (row));
}

/**
 * sol_nine_row_update_all:
 * @criteria: (nullable) (element-type SolItem): as they are written
 */
void
sol_nine_row_update_all (GtkListBox *list, GPtrArray *criteria)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    update (sol_nine_row_of (row), criteria);
}
