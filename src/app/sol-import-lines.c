/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-import-lines.h"

#include <glib/gi18n.h>

#define MAX_LINES 200 /* remarks shown; the rest is counted */

static char *
make_title (const SolImportLine *line)
{
  if (line->name == NULL || *line->name == '\0')
    /* Translators: %u is the number of a line in a file, where no structure is named */
    return g_strdup_printf (_ ("Line %u"), line->line);

  /* Translators: %1$u is the number of a line in a file, %2$s what the file calls the structure */
  return g_strdup_printf (_ ("Line %1$u: %2$s"), line->line, line->name);
}

static GtkWidget *
make_row (const SolImportLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = make_title (line);
  g_autofree char *why = sol_import_line_to_text (line);

  g_object_set (row, "use-markup", FALSE, "title", title, "subtitle", why, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  return row;
}

/**
 * sol_import_lines_fill:
 * @beyond: says how many remarks are not shown
 * @report: (nullable): %NULL to have none
 *
 * Puts the remarks of @report in the place of what was in @lines. Without any, neither is seen.
 */
void
sol_import_lines_fill (GtkListBox *lines, GtkLabel *beyond, const SolImportReport *report)
{
  const guint n_shown = report != NULL ? MIN (report->lines->len, MAX_LINES) : 0;
  const guint n_beyond = report != NULL ? report->lines->len - n_shown + report->n_lines_beyond : 0;
  g_autofree char *said = g_strdup_printf (
      ngettext ("and %u more remark", "and %u more remarks", n_beyond), n_beyond);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (lines, 0)) != NULL)
    gtk_list_box_remove (lines, GTK_WIDGET (row));
  for (guint i = 0; i < n_shown; i++)
    gtk_list_box_append (lines, make_row (report->lines->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (lines), n_shown > 0);
  gtk_label_set_label (beyond, said);
  gtk_widget_set_visible (GTK_WIDGET (beyond), n_beyond > 0);
}
