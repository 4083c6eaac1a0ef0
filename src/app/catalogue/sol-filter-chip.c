/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-filter-chip.h"

#include <glib/gi18n.h>

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-filter-chip.ui"

/**
 * SolFilterChip:
 *
 * One filter that is on; activating it removes it.
 */
struct _SolFilterChip
{
  AdwBin parent_instance;

  GtkLabel *title;
  SolQuery *without;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolFilterChip, sol_filter_chip, ADW_TYPE_BIN)

static void
on_clicked (SolFilterChip *self)
{
  g_signal_emit (self, signals[REMOVED], 0, self->without);
}

static void
sol_filter_chip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FILTER_CHIP);
  G_OBJECT_CLASS (sol_filter_chip_parent_class)->dispose (object);
}

static void
sol_filter_chip_finalize (GObject *object)
{
  g_clear_pointer (&SOL_FILTER_CHIP (object)->without, sol_query_free);
  G_OBJECT_CLASS (sol_filter_chip_parent_class)->finalize (object);
}

static void
sol_filter_chip_class_init (SolFilterChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_filter_chip_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_filter_chip_finalize;

  /* The user wants the query without it (a SolQuery). */
  signals[REMOVED] = g_signal_new ("removed", SOL_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, SOL_TYPE_QUERY);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFilterChip, title);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
sol_filter_chip_init (SolFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_filter_chip_new:
 * @title: what the filter asks
 * @without: (transfer none): the query once it is removed
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
sol_filter_chip_new (const char *title, const SolQuery *without)
{
  SolFilterChip *self = g_object_new (SOL_TYPE_FILTER_CHIP, NULL);
  g_autofree char *name = g_strdup_printf (_ ("Remove the filter: %s"), title);

  self->without = sol_query_copy (without);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (adw_bin_get_child (ADW_BIN (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
