/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-nine-control.h"

#include "app/catalogue/sol-supplier-text.h"
#include "app/form/sol-form-control.h"
#include "app/listing/sol-nine-row.h"
#include "app/listing/sol-practice-words.h"
#include "app/widgets/sol-practice-mark.h"
#include "app/widgets/sol-tab-stop.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-nine-control.ui"

/**
 * SolNineControl:
 *
 * The nine practices in a form: the mark of nine bars with what it says, and a row of each, which
 * leads to its questions by the action "listing.criterion".
 */
struct _SolNineControl
{
  AdwBin parent_instance;

  SolPracticeMark *mark;
  GtkLabel *score;
  GtkListBox *nine;
};

static void sol_nine_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolNineControl,
                               sol_nine_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_nine_control_init_control))

static void
on_row_activated (SolNineControl *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "listing.criterion", "s",
                              sol_nine_row_get_practice (sol_nine_row_of (row))->criterion);
}

static void
show_mark (SolNineControl *self, GPtrArray *criteria)
{
  guint8 levels[SOL_N_PRACTICES];
  guint n_proven;
  g_autofree char *nine = sol_practice_words_say_nine (criteria, &n_proven);
  g_autofree char *score = sol_supplier_text_make_score (n_proven);

  for (guint i = 0; i < SOL_N_PRACTICES; i++)
    {
      const char code[2] = { (char) ('1' + i), '\0' };

      levels[i] = (guint8) sol_practice_get_criterion_level (
          sol_practice_find_criterion (criteria, code));
    }
  sol_practice_mark_set_levels (self->mark, levels);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  nine, -1);
  gtk_label_set_label (self->score, score);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolNineControl *self = SOL_NINE_CONTROL (control);
  GPtrArray *criteria = sol_value_is_empty (value) ? NULL : g_value_get_boxed (value);

  sol_nine_row_update_all (self->nine, criteria);
  show_mark (self, criteria);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (SOL_NINE_CONTROL (control)->nine);
}

/* Answers can be read by who may not write them: that is for the page of each. */
static void
set_editable (SolFormControl *control, gboolean editable)
{
}

static void
sol_nine_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_nine_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_NINE_CONTROL);
  G_OBJECT_CLASS (sol_nine_control_parent_class)->dispose (object);
}

static void
sol_nine_control_class_init (SolNineControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_nine_control_dispose;

  g_type_ensure (SOL_TYPE_PRACTICE_MARK);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolNineControl, mark);
  gtk_widget_class_bind_template_child (widget_class, SolNineControl, score);
  gtk_widget_class_bind_template_child (widget_class, SolNineControl, nine);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sol_nine_control_init (SolNineControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_nine_row_fill (self->nine);
}

/**
 * sol_nine_control_new:
 * @field: of the criteria
 *
 * Returns: (transfer floating): of which nothing is answered
 */
GtkWidget *
sol_nine_control_new (const SolField *field)
{
  return g_object_new (SOL_TYPE_NINE_CONTROL, NULL);
}
