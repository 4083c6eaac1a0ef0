/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-compare-head.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-actions.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/widgets/sol-lines-label.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-contact-link.h"

/* What stands over the column of a structure. */

/* (transfer none): never empty */
const char *
sol_compare_head_get_name (SolSupplier *supplier)
{
  const char *name = sol_record_get_text (SOL_RECORD (supplier), "name");

  return name != NULL ? name : _ ("Without a name");
}

/* (transfer floating): in as many lines as it takes */
GtkWidget *
sol_compare_head_make_label (const char *text, const char *css_class)
{
  GtkWidget *label = sol_lines_label_new (text, css_class);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static void
write_to (GtkWidget *button, SolSupplier *supplier)
{
  g_autofree char *uri = sol_contact_link_make_mail (
      sol_record_get_text (SOL_RECORD (supplier), "email"), NULL, NULL);

  sol_supplier_actions_open (button, uri);
}

static GtkWidget *
make_remove (SolSupplier *supplier)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is the name of a structure */
  g_autofree char *label = g_strdup_printf (_ ("Take “%s” out"),
                                            sol_compare_head_get_name (supplier));

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  return button;
}

static GtkWidget *
make_kind_and_place (SolSupplier *supplier)
{
  const char *kind = sol_record_get_text (SOL_RECORD (supplier), "kind");
  const char *family = sol_supplier_text_get_family_class (kind);
  g_autofree char *place = sol_supplier_text_make_place (supplier);
  GtkWidget *box = g_object_new (SOL_TYPE_WRAP_BOX, "child-spacing", 6, NULL);
  GtkWidget *tag = gtk_label_new (kind);

  gtk_widget_add_css_class (tag, "kind");
  if (family != NULL)
    gtk_widget_add_css_class (tag, family);
  gtk_widget_set_valign (tag, GTK_ALIGN_START);
  gtk_widget_set_visible (tag, kind != NULL);
  sol_wrap_box_append (SOL_WRAP_BOX (box), tag);
  sol_wrap_box_append (SOL_WRAP_BOX (box), sol_compare_head_make_label (place, "detail"));
  return box;
}

static GtkWidget *
make_write (SolSupplier *supplier)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Write"));
  /* Translators: %s is the name of a structure */
  g_autofree char *label = g_strdup_printf (_ ("Write to %s"),
                                            sol_compare_head_get_name (supplier));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_visible (button, sol_record_get_text (SOL_RECORD (supplier), "email") != NULL);
  g_signal_connect_object (button, "clicked", G_CALLBACK (write_to), supplier, 0);
  return button;
}

/**
 * sol_compare_head_new:
 * @remove: (out) (transfer none): the button that takes it out
 *
 * Returns: (transfer floating): its name, kind and place, and a way to write to it
 */
GtkWidget *
sol_compare_head_new (SolSupplier *supplier, GtkWidget **remove)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  *remove = make_remove (supplier);
  gtk_widget_add_css_class (head, "compare-head");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words),
                  sol_compare_head_make_label (sol_compare_head_get_name (supplier), "heading"));
  gtk_box_append (GTK_BOX (words), make_kind_and_place (supplier));
  gtk_box_append (GTK_BOX (words), make_write (supplier));
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), *remove);
  return head;
}
