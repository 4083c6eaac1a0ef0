/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <string.h>

#include "sol-config.h"

/* What is to be seen in a window of the test's own. */

typedef gboolean (*SolTestIsIt) (GtkWidget *widget, gconstpointer data);

/* Returns: (transfer none) (nullable): the first that @is_it, of what is mapped */
static inline GtkWidget *
sol_test_find (GtkWidget *widget, SolTestIsIt is_it, gconstpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (is_it (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = sol_test_find (child, is_it, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether it is a label with @words in it. */
static inline gboolean
sol_test_says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

/* Whether it is an entry with @text in it, and no more. */
static inline gboolean
sol_test_holds (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_ENTRY (widget) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text);
}

static inline gboolean
sol_test_is_of_type (GtkWidget *widget, gconstpointer name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

/* Its windows look like those of the application, which loads it by itself. */
static inline void
sol_test_add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, SOL_RESOURCE_PATH "style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
