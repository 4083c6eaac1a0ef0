/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-looks-row.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-looks-row.ui"

/**
 * SolLooksRow:
 *
 * A line of a chart: what is counted, its number and a bar that is as long as that, beside the
 * others.
 */
struct _SolLooksRow
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *number;
  GtkLevelBar *bar;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (SolLooksRow, sol_looks_row, ADW_TYPE_BIN)

static void
sol_looks_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LOOKS_ROW);
  G_OBJECT_CLASS (sol_looks_row_parent_class)->dispose (object);
}

static void
sol_looks_row_class_init (SolLooksRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_looks_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolLooksRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolLooksRow, number);
  gtk_widget_class_bind_template_child (widget_class, SolLooksRow, bar);
  gtk_widget_class_bind_template_child (widget_class, SolLooksRow, detail);
}

static void
sol_looks_row_init (SolLooksRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_FULL);
}

GtkWidget *
sol_looks_row_new (void)
{
  return g_object_new (SOL_TYPE_LOOKS_ROW, NULL);
}

/**
 * sol_looks_row_set:
 * @detail: (nullable): of what it is made up
 * @most: number of the longest bar
 */
void
sol_looks_row_set (SolLooksRow *self, const char *title, const char *detail, guint n, guint most)
{
  g_autofree char *number = sol_format_number (n);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_level_bar_set_max_value (self->bar, MAX (most, 1));
  gtk_level_bar_set_value (self->bar, n);
}

/* Returns: (transfer full): all of it, in a sentence */
char *
sol_looks_row_say (SolLooksRow *self)
{
  const char *detail = gtk_label_get_label (self->detail);

  /* Translators: what is counted, such as a month, and its number */
  g_autofree char *said = g_strdup_printf (_ ("%s: %s"), gtk_label_get_label (self->title),
                                           gtk_label_get_label (self->number));

  return *detail != '\0' ? g_strdup_printf ("%s. %s", said, detail) : g_steal_pointer (&said);
}
