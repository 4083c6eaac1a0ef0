/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-view.h"

#include "app/form/sol-field-row.h"

#define SPACING 18 /* px */

/**
 * SolFormView:
 *
 * Some fields of a #SolForm in one column: the reading order is the order of Tab.
 */
struct _SolFormView
{
  AdwBin parent_instance;

  SolForm *form;
  const SolFormField *fields;
  GPtrArray *rows; /* of @fields, not owned */
  guint *indices;  /* of @fields in the type's table */
};

G_DEFINE_FINAL_TYPE (SolFormView, sol_form_view, ADW_TYPE_BIN)

static void
show_mark (SolFormView *self, guint number)
{
  const char *detail;
  const SolFormMark mark = sol_form_get_mark (self->form, self->indices[number], &detail);

  sol_field_row_set_mark (self->rows->pdata[number], mark, detail);
}

static void
on_marked (SolFormView *self)
{
  const gboolean editable = sol_form_get_editable (self->form);

  for (guint i = 0; i < self->rows->len; i++)
    {
      show_mark (self, i);
      sol_field_row_set_editable (self->rows->pdata[i], editable);
    }
}

/* What one field says may depend on what is typed into another. */
static void
compare (SolFormView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (self->fields[i].beside != NULL)
      {
        SolFormTone tone = SOL_FORM_TONE_PLAIN;
        g_autofree char *said = self->fields[i].beside (sol_form_get_record (self->form), &tone);

        sol_field_row_set_said (self->rows->pdata[i], said, tone);
      }
}

static void
on_changed (SolFormView *self, guint index)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (self->indices[i] == index)
      sol_field_row_set_value (self->rows->pdata[i],
                               sol_record_get_value (sol_form_get_record (self->form), index));
  compare (self);
}

static void
on_edited (SolFormView *self, const GValue *value, SolFieldRow *row)
{
  guint number;

  if (!g_ptr_array_find (self->rows, row, &number))
    return;
  sol_form_edit (self->form, self->indices[number], value);
  if (self->fields[number].follow != NULL)
    self->fields[number].follow (self->form, value);
}

static void
sol_form_view_drop (SolFormView *self)
{
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->indices, g_free);
}

static void
sol_form_view_dispose (GObject *object)
{
  sol_form_view_drop (SOL_FORM_VIEW (object));
  G_OBJECT_CLASS (sol_form_view_parent_class)->dispose (object);
}

static void
sol_form_view_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_FORM_VIEW (object)->rows);
  G_OBJECT_CLASS (sol_form_view_parent_class)->finalize (object);
}

static void
sol_form_view_class_init (SolFormViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sol_form_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_form_view_finalize;
}

static void
sol_form_view_init (SolFormView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "form");
}

/**
 * sol_form_view_new:
 *
 * Returns: (transfer floating): that shows nothing yet
 */
GtkWidget *
sol_form_view_new (void)
{
  return g_object_new (SOL_TYPE_FORM_VIEW, NULL);
}

static void
add_row (SolFormView *self, GtkBox *box, guint number)
{
  SolRecord *record = sol_form_get_record (self->form);
  const SolField *field = sol_record_find_field (record, self->fields[number].name,
                                                 &self->indices[number]);
  GtkWidget *row;

  g_return_if_fail (field != NULL);

  row = sol_field_row_new (&self->fields[number], field);
  sol_field_row_set_value (SOL_FIELD_ROW (row),
                           sol_record_get_value (record, self->indices[number]));
  g_signal_connect_swapped (row, "edited", G_CALLBACK (on_edited), self);
  g_ptr_array_add (self->rows, row);
  gtk_box_append (box, row);
}

/**
 * sol_form_view_show:
 * @form: with a record
 * @fields: static: which of it, in their order; ends in a %NULL name
 *
 * Shows these instead of what it showed.
 */
void
sol_form_view_show (SolFormView *self, SolForm *form, const SolFormField *fields)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  guint n_fields = 0;

  sol_form_view_drop (self);
  while (fields[n_fields].name != NULL)
    n_fields++;
  self->form = g_object_ref (form);
  self->fields = fields;
  self->indices = g_new0 (guint, n_fields);
  for (guint i = 0; i < n_fields; i++)
    add_row (self, GTK_BOX (box), i);
  adw_bin_set_child (ADW_BIN (self), box);
  compare (self);
  on_marked (self);
  g_signal_connect_swapped (form, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (form, "marked", G_CALLBACK (on_marked), self);
}

/**
 * sol_form_view_get_files:
 *
 * Returns: (transfer none) (nullable): what its controls attach files with
 */
SolFormFiles *
sol_form_view_get_files (SolFormView *self)
{
  return self->form != NULL ? sol_form_get_files (self->form) : NULL;
}

/**
 * sol_form_view_focus_field:
 *
 * Returns: whether it shows a field of this name; it has the focus then
 */
gboolean
sol_form_view_focus_field (SolFormView *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (self->fields[i].name, name))
      return gtk_widget_grab_focus (self->rows->pdata[i]);
  return FALSE;
}

/**
 * sol_form_view_find_row:
 *
 * Returns: (transfer none) (nullable): the row of the field of this name, while it is shown
 */
SolFieldRow *
sol_form_view_find_row (SolFormView *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (self->fields[i].name, name))
      return self->rows->pdata[i];
  return NULL;
}
