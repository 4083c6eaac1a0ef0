/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/listing/sol-listing-page-private.h"

/* Which of the listings of an organisation is open. */

/* The same menu is left as it is: it may be open. */
static gboolean
is_new (GMenuModel *menu, GMenuModel *before)
{
  const int n_items = menu != NULL ? g_menu_model_get_n_items (menu) : 0;

  if (before == NULL || g_menu_model_get_n_items (before) != n_items)
    return TRUE;
  for (int i = 0; i < n_items; i++)
    {
      g_autoptr (GVariant) title = g_menu_model_get_item_attribute_value (menu, i, "label", NULL);
      g_autoptr (GVariant) old = g_menu_model_get_item_attribute_value (before, i, "label", NULL);
      g_autoptr (GVariant) id = g_menu_model_get_item_attribute_value (menu, i, "target", NULL);
      g_autoptr (GVariant) of = g_menu_model_get_item_attribute_value (before, i, "target", NULL);

      if (!g_variant_equal (title, old) || !g_variant_equal (id, of))
        return TRUE;
    }
  return FALSE;
}

/**
 * sol_listing_page_set_choice:
 * @menu: (nullable): of the listings of the organisation, where there are several
 * @title: (nullable): of the one that is open
 */
void
sol_listing_page_set_choice (SolListingPage *self, GMenuModel *menu, const char *title)
{
  /* TRANSLATORS: %s: name and kind of the listing that is open. */
  g_autofree char *name = g_strdup_printf (_ ("%s, other listings"), title != NULL ? title : "");

  if (is_new (menu, gtk_menu_button_get_menu_model (self->choice)))
    gtk_menu_button_set_menu_model (self->choice, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), menu != NULL);
  gtk_label_set_label (self->chosen, title != NULL ? title : "");
  /* What has the focus is the button inside. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->choice))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
