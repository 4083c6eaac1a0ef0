/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-kind-choice.h"

#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-kind-choice.ui"

/**
 * SolKindChoice:
 *
 * As what one comes, of a new account.
 */
struct _SolKindChoice
{
  AdwBin parent_instance;

  GtkCheckButton *supplier;
  GtkCheckButton *buyer;
  GtkCheckButton *partner;
  GtkCheckButton *individual;
};

G_DEFINE_FINAL_TYPE (SolKindChoice, sol_kind_choice, ADW_TYPE_BIN)

static gboolean
sol_kind_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_KIND_CHOICE (widget)->supplier));
}

static void
sol_kind_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_KIND_CHOICE);
  G_OBJECT_CLASS (sol_kind_choice_parent_class)->dispose (object);
}

static void
sol_kind_choice_class_init (SolKindChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_kind_choice_dispose;
  sol_focus_set_grab (widget_class, sol_kind_choice_grab_focus);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolKindChoice, supplier);
  gtk_widget_class_bind_template_child (widget_class, SolKindChoice, buyer);
  gtk_widget_class_bind_template_child (widget_class, SolKindChoice, partner);
  gtk_widget_class_bind_template_child (widget_class, SolKindChoice, individual);
}

static void
sol_kind_choice_init (SolKindChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* supplier, buyer, partner or individual */
const char *
sol_kind_choice_get_kind (SolKindChoice *self)
{
  if (gtk_check_button_get_active (self->buyer))
    return "buyer";
  if (gtk_check_button_get_active (self->partner))
    return "partner";
  return gtk_check_button_get_active (self->individual) ? "individual" : "supplier";
}
