/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-seats.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-lines-label.h"
#include "app/workshop/sol-workshop-words.h"
#include "model/sol-item.h"
#include "model/sol-workshop.h"
#include "sol-config.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "workshop/sol-workshop-seats.ui"

/**
 * SolWorkshopSeats:
 *
 * Who is around the table, who was asked, who went; and whom of the network one can ask.
 */
struct _SolWorkshopSeats
{
  AdwBin parent_instance;

  SolRecord *workshop; /* (nullable): as it was shown last */
  GtkLabel *count;
  GtkBox *rows;
  GtkMenuButton *ask;
};

G_DEFINE_FINAL_TYPE (SolWorkshopSeats, sol_workshop_seats, ADW_TYPE_BIN)

static void
sol_workshop_seats_dispose (GObject *object)
{
  g_clear_object (&SOL_WORKSHOP_SEATS (object)->workshop);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WORKSHOP_SEATS);
  G_OBJECT_CLASS (sol_workshop_seats_parent_class)->dispose (object);
}

static void
sol_workshop_seats_class_init (SolWorkshopSeatsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_workshop_seats_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSeats, count);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSeats, rows);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSeats, ask);
}

static void
sol_workshop_seats_init (SolWorkshopSeats *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_button (GtkBox *row, const char *organisation, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  /* Translators: %s is a structure */
  g_autofree char *label = g_strdup_printf (_ ("Send %s away"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", organisation);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "workshop.send-away");
  gtk_box_append (row, button);
}

static void
add_row (SolWorkshopSeats *self, SolItem *seat)
{
  const char *role = sol_item_get_text (seat, "role");
  const char *name = sol_item_get_text (seat, "name");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *said = g_strdup_printf ("%s · %s", name != NULL ? name : "",
                                           sol_workshop_words_get_seat (role));
  GtkWidget *label = sol_lines_label_new (said, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  if (g_strcmp0 (role, SOL_WORKSHOP_JOINED) == 0 || g_strcmp0 (role, SOL_WORKSHOP_INVITED) == 0)
    add_button (GTK_BOX (row), sol_item_get_text (seat, "organisation"), name != NULL ? name : "");
  gtk_box_append (self->rows, row);
}

/* The same rows stay, and with them the focus. */
static gboolean
is_shown (SolWorkshopSeats *self, SolRecord *workshop)
{
  guint index;

  if (self->workshop == NULL ||
      g_strcmp0 (sol_record_get_id (self->workshop), sol_record_get_id (workshop)) != 0)
    return FALSE;
  sol_record_find_field (workshop, "seats", &index);
  return sol_value_equal (sol_record_get_value (self->workshop, index),
                          sol_record_get_value (workshop, index));
}

static void
show_rows (SolWorkshopSeats *self, SolRecord *workshop)
{
  GPtrArray *seats = sol_record_get_items (workshop, "seats");
  const guint n = sol_workshop_count_joined (workshop);
  g_autofree char *count = n > 0 ? g_strdup_printf (ngettext ("%u structure around the table",
                                                              "%u structures around the table", n),
                                                    n)
                                 : g_strdup (_ ("Nobody is around the table yet"));
  GtkWidget *row;

  gtk_label_set_label (self->count, count);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint i = 0; seats != NULL && i < seats->len; i++)
    if (g_strcmp0 (sol_item_get_text (seats->pdata[i], "role"), SOL_WORKSHOP_ORGANISER) != 0)
      add_row (self, seats->pdata[i]);
}

/* Those of the census that answered, and do not sit there. */
static void
add_asked (GMenu *menu, SolRecord *workshop, SolRecord *entry, const char *scope)
{
  const char *id = entry != NULL ? sol_record_get_text (entry, "organisation") : NULL;
  const char *name = entry != NULL ? sol_record_get_text (entry, "name") : NULL;
  const char *role = id != NULL ? sol_workshop_get_role (workshop, id) : NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (id == NULL || name == NULL || g_strcmp0 (sol_record_get_scope (entry), scope) != 0 ||
      g_strcmp0 (role, SOL_WORKSHOP_JOINED) == 0 || g_strcmp0 (role, SOL_WORKSHOP_INVITED) == 0)
    return;
  item = g_menu_item_new (name, NULL);
  g_menu_item_set_action_and_target (item, "workshop.ask-in", "(ss)", id, name);
  g_menu_append_item (menu, item);
}

static void
show_choice (SolWorkshopSeats *self,
             SolRecord *workshop,
             GListModel *census,
             const char *organisation)
{
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, organisation);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (census); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (census, i);

      add_asked (menu, workshop, sol_shown_record_get_record (shown), scope);
    }
  gtk_menu_button_set_menu_model (self->ask, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->ask),
                          sol_workshop_is_open (workshop) &&
                              g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

/**
 * sol_workshop_seats_show:
 * @census: (element-type SolShownRecord): whom the network knows
 * @organisation: the network
 */
void
sol_workshop_seats_show (SolWorkshopSeats *self,
                         SolRecord *workshop,
                         GListModel *census,
                         const char *organisation)
{
  GtkPopover *popover = gtk_menu_button_get_popover (self->ask);

  if (!is_shown (self, workshop))
    show_rows (self, workshop);
  /* One that is open stays as the user reads it. */
  if (popover == NULL || !gtk_widget_get_mapped (GTK_WIDGET (popover)))
    show_choice (self, workshop, census, organisation);
  g_set_object (&self->workshop, workshop);
}
