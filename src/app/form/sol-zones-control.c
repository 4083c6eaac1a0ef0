/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-zones-control.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-place-entry.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/form/sol-form-control.h"
#include "app/widgets/sol-wrap-box.h"

/**
 * SolZonesControl:
 *
 * A set of places, as "department:84": each can be taken away, and an entry adds one.
 */
struct _SolZonesControl
{
  AdwBin parent_instance;

  GtkWidget *chips;
  SolPlaceEntry *entry;
  GPtrArray *zones; /* codes */
  gboolean editable;
};

static void sol_zones_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolZonesControl,
                               sol_zones_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_zones_control_init_control))

static void
tell (SolZonesControl *self)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_copy (self->zones, NULL, NULL);

  g_ptr_array_set_free_func (codes, NULL);
  g_ptr_array_add (codes, NULL);
  sol_form_control_emit_codes (SOL_FORM_CONTROL (self), (const char *const *) codes->pdata);
}

static void show_zones (SolZonesControl *self);

static void
on_removed (SolZonesControl *self, GtkWidget *chip)
{
  const char *zone = gtk_widget_get_name (chip);
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->zones, zone, g_str_equal, &index))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_ptr_array_remove_index (self->zones, index);
  show_zones (self);
  tell (self);
}

static void
add_chip (SolZonesControl *self, const char *zone)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  g_autofree char *title = sol_supplier_text_make_zone (zone);
  g_autofree char *label = g_strdup_printf (_ ("Remove: %s"), title);

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), title);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "window-close-symbolic");
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_set_name (chip, zone);
  gtk_widget_set_tooltip_text (chip, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_sensitive (chip, self->editable);
  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (on_removed), self);
  sol_wrap_box_append (SOL_WRAP_BOX (self->chips), chip);
}

static void
show_zones (SolZonesControl *self)
{
  sol_wrap_box_remove_all (SOL_WRAP_BOX (self->chips));
  for (guint i = 0; i < self->zones->len; i++)
    add_chip (self, self->zones->pdata[i]);
  gtk_widget_set_visible (self->chips, self->zones->len > 0);
}

static void
on_placed (SolZonesControl *self, const char *place)
{
  if (place == NULL)
    return;
  if (!g_ptr_array_find_with_equal_func (self->zones, place, g_str_equal, NULL))
    g_ptr_array_add (self->zones, g_strdup (place));
  show_zones (self);
  tell (self);
  sol_place_entry_set_place (self->entry, NULL);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolZonesControl *self = SOL_ZONES_CONTROL (control);
  const char *const *zones = G_IS_VALUE (value) ? g_value_get_boxed (value) : NULL;

  g_ptr_array_set_size (self->zones, 0);
  for (guint i = 0; zones != NULL && zones[i] != NULL; i++)
    g_ptr_array_add (self->zones, g_strdup (zones[i]));
  show_zones (self);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return sol_place_entry_get_entry (SOL_ZONES_CONTROL (control)->entry);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  SolZonesControl *self = SOL_ZONES_CONTROL (control);

  self->editable = editable;
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), editable);
  show_zones (self);
}

static void
sol_zones_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_zones_control_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_ZONES_CONTROL (object)->zones);
  G_OBJECT_CLASS (sol_zones_control_parent_class)->finalize (object);
}

static void
sol_zones_control_class_init (SolZonesControlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_zones_control_finalize;
}

static void
sol_zones_control_init (SolZonesControl *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->zones = g_ptr_array_new_with_free_func (g_free);
  self->editable = TRUE;
  self->chips = sol_wrap_box_new (6, 6);
  self->entry = g_object_new (SOL_TYPE_PLACE_ENTRY, NULL);
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_widget_set_visible (self->chips, FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->entry, "placed", G_CALLBACK (on_placed), self);
}

/**
 * sol_zones_control_new:
 * @field: codes of places
 *
 * Returns: (transfer floating): of none
 */
GtkWidget *
sol_zones_control_new (const SolField *field)
{
  return g_object_new (SOL_TYPE_ZONES_CONTROL, NULL);
}
