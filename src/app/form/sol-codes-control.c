/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-codes-control.h"

#include "app/form/sol-form-codes.h"
#include "app/form/sol-form-control.h"
#include "app/widgets/sol-wrap-box.h"

#define CODE "code" /* data of a check button */

/**
 * SolCodesControl:
 *
 * Any of the codes of a short referential, each with its check button. A code that this program
 * does not know stays in the set.
 */
struct _SolCodesControl
{
  AdwBin parent_instance;

  GtkWidget *box;
  GPtrArray *buttons; /* not owned */
  GPtrArray *unknown; /* codes without a button */
  gboolean setting;
};

static void sol_codes_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolCodesControl,
                               sol_codes_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_codes_control_init_control))

static void
on_toggled (SolCodesControl *self)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  if (self->setting)
    return;
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (self->buttons->pdata[i]))
      g_ptr_array_add (codes, g_object_get_data (self->buttons->pdata[i], CODE));
  g_ptr_array_extend (codes, self->unknown, NULL, NULL);
  g_ptr_array_add (codes, NULL);
  sol_form_control_emit_codes (SOL_FORM_CONTROL (self), (const char *const *) codes->pdata);
}

static gboolean
has_button (SolCodesControl *self, const char *code)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (g_str_equal (g_object_get_data (self->buttons->pdata[i], CODE), code))
      return TRUE;
  return FALSE;
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  static const char *const nothing[] = { NULL };
  SolCodesControl *self = SOL_CODES_CONTROL (control);
  const char *const *codes = G_IS_VALUE (value) ? g_value_get_boxed (value) : nothing;

  self->setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (
        self->buttons->pdata[i],
        g_strv_contains (codes, g_object_get_data (self->buttons->pdata[i], CODE)));
  self->setting = FALSE;

  g_ptr_array_set_size (self->unknown, 0);
  for (guint i = 0; codes[i] != NULL; i++)
    if (!has_button (self, codes[i]))
      g_ptr_array_add (self->unknown, g_strdup (codes[i]));
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (control);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (control), editable);
}

static void
sol_codes_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_codes_control_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_CODES_CONTROL (object)->buttons);
  g_ptr_array_unref (SOL_CODES_CONTROL (object)->unknown);
  G_OBJECT_CLASS (sol_codes_control_parent_class)->finalize (object);
}

static void
sol_codes_control_class_init (SolCodesControlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_codes_control_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sol_codes_control_init (SolCodesControl *self)
{
  self->buttons = g_ptr_array_new ();
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  self->box = sol_wrap_box_new (18, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

static void
add_code (SolCodesControl *self, const char *list, const char *code)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (sol_referential_label (list, code));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (GTK_LABEL (label)), -1);
  g_object_set_data_full (G_OBJECT (button), CODE, g_strdup (code), g_free);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_toggled), self);
  g_ptr_array_add (self->buttons, button);
  sol_wrap_box_append (SOL_WRAP_BOX (self->box), button);
}

/**
 * sol_codes_control_new:
 * @list: a referential, short enough to be shown whole
 *
 * Returns: (transfer floating): of which none is chosen
 */
GtkWidget *
sol_codes_control_new (const char *list)
{
  SolCodesControl *self = g_object_new (SOL_TYPE_CODES_CONTROL, NULL);
  g_autoptr (GPtrArray) codes = sol_form_codes_list (list);

  for (guint i = 0; i < codes->len; i++)
    add_code (self, list, ((SolCode *) codes->pdata[i])->code);
  return GTK_WIDGET (self);
}
