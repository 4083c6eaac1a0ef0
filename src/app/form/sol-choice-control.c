/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-choice-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-codes.h"
#include "app/form/sol-form-control.h"
#include "app/widgets/sol-drop-down.h"

/**
 * SolChoiceControl:
 *
 * One code of a referential that is short enough to be opened as a list; the first line empties it.
 */
struct _SolChoiceControl
{
  AdwBin parent_instance;

  GPtrArray *codes; /* SolCode, behind the first line */
  GtkDropDown *drop_down;
  gboolean setting;
};

static void sol_choice_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolChoiceControl,
                               sol_choice_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_choice_control_init_control))

static void
on_selected (SolChoiceControl *self)
{
  const guint selected = gtk_drop_down_get_selected (self->drop_down);
  const SolCode *code = NULL;

  if (self->setting)
    return;
  if (selected > 0 && selected <= self->codes->len)
    code = self->codes->pdata[selected - 1];
  sol_form_control_emit_text (SOL_FORM_CONTROL (self), code != NULL ? code->code : NULL);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolChoiceControl *self = SOL_CHOICE_CONTROL (control);
  guint selected = 0;

  for (guint i = 0; i < self->codes->len && G_IS_VALUE (value); i++)
    if (g_strcmp0 (((SolCode *) self->codes->pdata[i])->code, g_value_get_string (value)) == 0)
      selected = i + 1;
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->drop_down, selected);
  self->setting = FALSE;
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (SOL_CHOICE_CONTROL (control)->drop_down);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (control), editable);
}

static void
sol_choice_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_choice_control_finalize (GObject *object)
{
  g_clear_pointer (&SOL_CHOICE_CONTROL (object)->codes, g_ptr_array_unref);
  G_OBJECT_CLASS (sol_choice_control_parent_class)->finalize (object);
}

static void
sol_choice_control_class_init (SolChoiceControlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_choice_control_finalize;
}

static void
sol_choice_control_init (SolChoiceControl *self)
{
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  sol_drop_down_prepare (self->drop_down);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self);
}

/**
 * sol_choice_control_new:
 * @list: static: a referential
 *
 * Returns: (transfer floating): with none chosen
 */
GtkWidget *
sol_choice_control_new (const char *list)
{
  SolChoiceControl *self = g_object_new (SOL_TYPE_CHOICE_CONTROL, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->codes = sol_form_codes_list (list);
  gtk_string_list_append (names, _ ("Not said"));
  for (guint i = 0; i < self->codes->len; i++)
    gtk_string_list_append (
        names, sol_referential_label (list, ((SolCode *) self->codes->pdata[i])->code));
  self->setting = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->drop_down, 0);
  self->setting = FALSE;
  return GTK_WIDGET (self);
}
