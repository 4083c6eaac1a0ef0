/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-lines-label.h"

/**
 * sol_lines_label_new:
 * @text: (nullable)
 * @css_class: (nullable)
 *
 * Returns: (transfer floating): a label from where lines begin, in as many lines as it takes
 */
GtkWidget *
sol_lines_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}
