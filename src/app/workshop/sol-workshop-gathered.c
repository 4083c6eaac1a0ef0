/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-gathered.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-lines-label.h"
#include "app/workshop/sol-workshop-words.h"
#include "model/sol-item.h"
#include "store/sol-shown-record.h"

/* What is said around the table, as those who sit there read it. */

#define THEME_GAP 6 /* px above a theme, beside that of all lines */

/**
 * sol_workshop_list_shares:
 * @shares: (element-type SolShownRecord): all that he sees
 *
 * Returns: (transfer full) (element-type SolRecord): those of that workshop
 */
GPtrArray *
sol_workshop_list_shares (GListModel *shares, const char *workshop)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (shares); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (shares, i);
      SolRecord *record = sol_shown_record_get_record (shown);

      if (record != NULL && g_strcmp0 (sol_record_get_text (record, "workshop"), workshop) == 0)
        g_ptr_array_add (found, g_object_ref (record));
    }
  return found;
}

/**
 * sol_workshop_find:
 * @field: (nullable): %NULL: the id
 *
 * Returns: (transfer full) (nullable): the first that says @value there
 */
SolRecord *
sol_workshop_find (GListModel *records, const char *field, const char *value)
{
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (records, i);
      SolRecord *record = sol_shown_record_get_record (shown);

      if (record != NULL && g_strcmp0 (field != NULL ? sol_record_get_text (record, field)
                                                     : sol_record_get_id (record),
                                       value) == 0)
        return g_object_ref (record);
    }
  return NULL;
}

/**
 * sol_workshop_list_themes:
 * @workshop: (nullable): or its table; %NULL while one is not at it
 *
 * Returns: (transfer full): by which notes are gathered
 */
GStrv
sol_workshop_list_themes (SolRecord *workshop)
{
  GPtrArray *themes = workshop != NULL ? sol_record_get_items (workshop, "themes") : NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    g_strv_builder_add (names, sol_item_get_text (themes->pdata[i], "name"));
  for (guint i = 0; workshop == NULL && i < SOL_WORKSHOP_N_THEMES; i++)
    g_strv_builder_add (names, sol_workshop_words_get_theme (i));
  return g_strv_builder_end (names);
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* @style: (nullable). Returns: (transfer none): what shows it */
static GtkWidget *
add_line (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = sol_lines_label_new (text, style);

  gtk_box_append (box, label);
  return label;
}

static void
add_theme (GtkBox *box, const SolWorkshopTheme *theme)
{
  g_autofree char *said = sol_workshop_words_say_theme (theme);
  const gboolean first = gtk_widget_get_first_child (GTK_WIDGET (box)) == NULL;
  GtkWidget *heading = add_line (box, said, "heading");

  gtk_widget_set_margin_top (heading, first ? 0 : THEME_GAP);
  for (guint i = 0; i < theme->voices->len; i++)
    {
      g_autofree char *voice = sol_workshop_words_say_voice (theme->voices->pdata[i]);

      add_line (box, voice, NULL);
    }
}

/**
 * sol_workshop_gathered_fill:
 * @shares: (element-type SolRecord)
 * @list: "difficulties" or "strengths"
 *
 * Shows in @box what they say, by theme.
 */
void
sol_workshop_gathered_fill (GtkBox *box, GPtrArray *shares, const char *list)
{
  g_autoptr (GPtrArray) themes = sol_workshop_tally (shares, list);

  empty (box);
  for (guint i = 0; i < themes->len; i++)
    add_theme (box, themes->pdata[i]);
  if (themes->len == 0)
    add_line (box, _ ("Nothing yet"), "secondary");
}

/**
 * sol_workshop_gathered_fill_lines:
 * @list: "findings" or "actions"
 *
 * Shows in @box what the animator wrote for all.
 */
void
sol_workshop_gathered_fill_lines (GtkBox *box, SolRecord *workshop, const char *list)
{
  GPtrArray *notes = sol_record_get_items (workshop, list);
  const gboolean acts = g_str_equal (list, "actions");

  empty (box);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      g_autofree char *text = acts ? sol_workshop_words_say_action (notes->pdata[i])
                                   : g_strdup (sol_item_get_text (notes->pdata[i], "text"));

      add_line (box, text, NULL);
    }
  if (notes == NULL || notes->len == 0)
    add_line (box, _ ("Nothing yet"), "secondary");
}
