/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-offer-row.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-offer-row.ui"

/**
 * SolOfferRow:
 *
 * An offer of a structure and its indicative price, without tax.
 */
struct _SolOfferRow
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *price;
};

G_DEFINE_FINAL_TYPE (SolOfferRow, sol_offer_row, ADW_TYPE_BIN)

static void
sol_offer_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_OFFER_ROW);
  G_OBJECT_CLASS (sol_offer_row_parent_class)->dispose (object);
}

static void
sol_offer_row_class_init (SolOfferRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_offer_row_dispose;

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOfferRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolOfferRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SolOfferRow, price);
}

static void
sol_offer_row_init (SolOfferRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
make_detail (SolItem *offer)
{
  const char *const fields[] = { "text", "lead_time", "capacity" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *part = sol_item_get_text (offer, fields[i]);
      const gsize length = part == NULL ? 0 : strlen (part);

      if (length == 0)
        continue;
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_len (text, part, (gssize) (length - (part[length - 1] == '.')));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_offer_row_new:
 * @offer: of a supplier
 *
 * Returns: (transfer floating): what it is, when, how much of it, at what price
 */
GtkWidget *
sol_offer_row_new (SolItem *offer)
{
  SolOfferRow *self = g_object_new (SOL_TYPE_OFFER_ROW, NULL);
  g_autofree char *detail = make_detail (offer);
  g_autofree char *price = NULL;
  const char *title = sol_item_get_text (offer, "title");
  gint64 cents;

  if (sol_item_get_number (offer, "price", &cents))
    price = sol_format_price (cents, sol_item_get_text (offer, "unit"));
  gtk_label_set_label (self->title, title == NULL ? "" : title);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  gtk_label_set_label (self->price, price == NULL ? _ ("on request") : price);
  return GTK_WIDGET (self);
}
