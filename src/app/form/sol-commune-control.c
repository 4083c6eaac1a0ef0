/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-commune-control.h"

#include <string.h>

#include "app/catalogue/sol-place-entry.h"
#include "app/form/sol-form-control.h"

#define PREFIX "commune:"

/**
 * SolCommuneControl:
 *
 * A commune, found by its name or by a postcode.
 */
struct _SolCommuneControl
{
  AdwBin parent_instance;

  SolPlaceEntry *entry;
};

static void sol_commune_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolCommuneControl,
                               sol_commune_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_commune_control_init_control))

static void
on_placed (SolCommuneControl *self, const char *place)
{
  sol_form_control_emit_text (SOL_FORM_CONTROL (self),
                              place != NULL ? place + strlen (PREFIX) : NULL);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  g_autofree char *place = NULL;

  if (!sol_value_is_empty (value))
    place = g_strconcat (PREFIX, g_value_get_string (value), NULL);
  sol_place_entry_set_place (SOL_COMMUNE_CONTROL (control)->entry, place);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return sol_place_entry_get_entry (SOL_COMMUNE_CONTROL (control)->entry);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (control), editable);
}

static void
sol_commune_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_commune_control_class_init (SolCommuneControlClass *klass)
{
}

static void
sol_commune_control_init (SolCommuneControl *self)
{
  self->entry = SOL_PLACE_ENTRY (sol_place_entry_new_for_communes ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "placed", G_CALLBACK (on_placed), self);
}

/**
 * sol_commune_control_new:
 * @field: a code of "communes"
 *
 * Returns: (transfer floating): with none chosen
 */
GtkWidget *
sol_commune_control_new (const SolField *field)
{
  return g_object_new (SOL_TYPE_COMMUNE_CONTROL, NULL);
}
