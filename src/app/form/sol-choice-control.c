/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-choice-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-codes.h"
#include "app/form/sol-form-control.h"

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

/* Its button has the focus, and no name of its own before GTK 4.10: that is what is chosen. */
static void
name_button (SolChoiceControl *self)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->drop_down));
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->drop_down);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  chosen != NULL ? gtk_string_object_get_string (chosen) : "", -1);
}

static void
on_selected (SolChoiceControl *self)
{
  const guint selected = gtk_drop_down_get_selected (self->drop_down);
  const SolCode *code = NULL;

  name_button (self);
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
make_label (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
show_label (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* The platform's own factory is as wide as the longest label. */
static void
make_factory (SolChoiceControl *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (make_label), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (show_label), NULL);
  gtk_drop_down_set_factory (self->drop_down, factory);
}

static void
sol_choice_control_init (SolChoiceControl *self)
{
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  make_factory (self);
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
  name_button (self);
  return GTK_WIDGET (self);
}
