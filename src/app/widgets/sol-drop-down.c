/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-drop-down.h"

static void
make_label (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
show_label (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* Its button has the focus, and no name of its own before GTK 4.10. */
static void
name_button (GtkDropDown *drop_down)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  chosen != NULL ? gtk_string_object_get_string (chosen) : "", -1);
}

/**
 * sol_drop_down_prepare:
 * @drop_down: of strings
 *
 * Lets it be narrower than its longest line, as it has to be with large text, and be read as what
 * is chosen.
 */
void
sol_drop_down_prepare (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (make_label), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (show_label), NULL);
  gtk_drop_down_set_factory (drop_down, factory);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (name_button), NULL);
  name_button (drop_down);
}
