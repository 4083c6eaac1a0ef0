/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-gain-row.h"

#include <glib/gi18n.h>

#include "app/listing/sol-listing-progress.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-gain-row.ui"

/**
 * SolListingGainRow:
 *
 * Something that would make a listing more complete, and by how much; pressing it leads there.
 */
struct _SolListingGainRow
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkLabel *title;
  GtkLabel *gain;
  GtkLabel *why;
};

G_DEFINE_FINAL_TYPE (SolListingGainRow, sol_listing_gain_row, ADW_TYPE_BIN)

static void
sol_listing_gain_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_GAIN_ROW);
  G_OBJECT_CLASS (sol_listing_gain_row_parent_class)->dispose (object);
}

static void
sol_listing_gain_row_class_init (SolListingGainRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_listing_gain_row_dispose;

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolListingGainRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolListingGainRow, gain);
  gtk_widget_class_bind_template_child (widget_class, SolListingGainRow, why);
}

static void
sol_listing_gain_row_init (SolListingGainRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->button = adw_bin_get_child (ADW_BIN (self));
}

/**
 * sol_listing_gain_row_new:
 *
 * Returns: (transfer floating): of nothing yet
 */
GtkWidget *
sol_listing_gain_row_new (void)
{
  return g_object_new (SOL_TYPE_LISTING_GAIN_ROW, NULL);
}

/**
 * sol_listing_gain_row_show:
 * @part: static: that @listing does not have all of
 */
void
sol_listing_gain_row_show (SolListingGainRow *self,
                           const SolCompletenessPart *part,
                           SolRecord *listing)
{
  const SolListingStep *step = sol_listing_progress_find_step (part);
  g_autofree char *gain = sol_listing_progress_say_gain (part, listing);
  g_autofree char *name = g_strdup_printf ("%s, %s", _ (step->title), gain);

  gtk_label_set_label (self->title, _ (step->title));
  gtk_label_set_label (self->gain, gain);
  gtk_label_set_label (self->why, _ (step->why));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", part->field);
}
