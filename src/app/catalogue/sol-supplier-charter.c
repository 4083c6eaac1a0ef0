/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-charter.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-detail-row.h"
#include "app/catalogue/sol-supplier-sections.h"
#include "app/sol-charter-words.h"
#include "app/sol-format.h"
#include "model/sol-referential.h"

/* (transfer full): "Reached", or by when; "" where neither is told */
static char *
say_due (SolItem *goal)
{
  const GValue *done = sol_item_get_value (goal, "done");
  const char *due = sol_item_get_text (goal, "due");
  g_autofree char *day = sol_format_date (due);

  if (!sol_value_is_empty (done) && g_value_get_boolean (done))
    return g_strdup (_ ("Goal reached"));
  return due != NULL ? g_strdup_printf (_ ("Goal for %s"), day) : g_strdup (_ ("Goal"));
}

static GtkWidget *
make_goal (SolItem *goal)
{
  const char *criterion = sol_item_get_text (goal, "criterion");
  g_autofree char *due = say_due (goal);
  g_autofree char *detail = criterion != NULL
                                ? g_strdup_printf ("%s · %s", due,
                                                   sol_referential_label ("criteria", criterion))
                                : g_strdup (due);

  return sol_detail_row_new (NULL, sol_item_get_text (goal, "text"), detail);
}

/**
 * sol_supplier_charter_fill:
 *
 * Puts what it committed itself to in the place of what was in @box.
 *
 * Returns: how much that is
 */
guint
sol_supplier_charter_fill (GtkBox *box, SolSupplier *supplier)
{
  GPtrArray *goals = sol_record_get_items (SOL_RECORD (supplier), "goals");
  g_autofree char *signed_on = sol_charter_words_say_public (SOL_RECORD (supplier));
  guint n = 0;

  sol_supplier_sections_empty (box);
  if (signed_on != NULL)
    {
      gtk_box_append (box, sol_detail_row_new ("emblem-ok-symbolic", signed_on,
                                               _ ("Nine commitments, for two years")));
      n++;
    }
  for (guint i = 0; goals != NULL && i < goals->len; i++, n++)
    gtk_box_append (box, make_goal (goals->pdata[i]));
  return n;
}
