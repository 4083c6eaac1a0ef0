/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-remark.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-prose-control.h"
#include "app/listing/sol-listing-answers.h"
#include "app/sol-format.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-remark.ui"

/**
 * SolListingRemark:
 *
 * What the review remarked of one field, below it, and what the structure answers: that it is
 * corrected, or why not. The answer is kept as it is typed and goes with the listing.
 */
struct _SolListingRemark
{
  AdwBin parent_instance;

  SolForm *form;
  SolItem *remark;
  gboolean writing; /* an answer is being typed, though there may be nothing of it yet */
  GtkLabel *by;
  GtkLabel *text;
  GtkWidget *answered;
  GtkLabel *answer;
  SolProseControl *reply;
  GtkWidget *corrected;
  GtkWidget *respond;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (SolListingRemark, sol_listing_remark, ADW_TYPE_BIN)

static void
on_corrected (SolListingRemark *self)
{
  self->writing = FALSE;
  sol_listing_answers_set (self->form, self->remark, TRUE, NULL);
  sol_listing_remark_update (self);
  gtk_widget_grab_focus (self->again);
}

static void
on_respond (SolListingRemark *self)
{
  self->writing = TRUE;
  sol_listing_remark_update (self);
  gtk_widget_grab_focus (sol_form_control_get_target (SOL_FORM_CONTROL (self->reply)));
}

static void
on_again (SolListingRemark *self)
{
  self->writing = FALSE;
  sol_listing_answers_set (self->form, self->remark, FALSE, NULL);
  sol_listing_remark_update (self);
  gtk_widget_grab_focus (self->corrected);
}

static void
on_replied (SolListingRemark *self, const GValue *value)
{
  sol_listing_answers_set (self->form, self->remark, FALSE,
                           G_IS_VALUE (value) ? g_value_get_string (value) : NULL);
}

static void
sol_listing_remark_dispose (GObject *object)
{
  SolListingRemark *self = SOL_LISTING_REMARK (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_REMARK);
  g_clear_object (&self->form);
  g_clear_object (&self->remark);
  G_OBJECT_CLASS (sol_listing_remark_parent_class)->dispose (object);
}

static void
sol_listing_remark_class_init (SolListingRemarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_listing_remark_dispose;

  g_type_ensure (SOL_TYPE_PROSE_CONTROL);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, by);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, text);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, answered);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, answer);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, reply);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, corrected);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, respond);
  gtk_widget_class_bind_template_child (widget_class, SolListingRemark, again);
  gtk_widget_class_bind_template_callback (widget_class, on_corrected);
  gtk_widget_class_bind_template_callback (widget_class, on_respond);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_replied);
}

static void
sol_listing_remark_init (SolListingRemark *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (sol_form_control_get_target (SOL_FORM_CONTROL (self->reply))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your answer"), -1);
}

static char *
say_by (SolItem *remark, const char *label)
{
  const char *who = sol_item_get_text (remark, "who");
  g_autofree char *day = sol_format_date (sol_item_get_text (remark, "when"));

  if (label != NULL)
    /* TRANSLATORS: the field that a remark is about, and the day */
    return g_strdup_printf (_ ("Remark on “%s”, %s"), label, day);
  if (who == NULL)
    return g_strdup_printf (_ ("Remark of the review, %s"), day);
  /* TRANSLATORS: a person, and a day */
  return g_strdup_printf (_ ("Remark of the review, %s, %s"), who, day);
}

/**
 * sol_listing_remark_new:
 * @form: with the listing
 * @label: (nullable): what it is about, where that does not stand above
 *
 * Returns: (transfer floating): it
 */
GtkWidget *
sol_listing_remark_new (SolForm *form, SolItem *remark, const char *label)
{
  SolListingRemark *self = g_object_new (SOL_TYPE_LISTING_REMARK, NULL);
  g_autofree char *by = say_by (remark, label);

  self->form = g_object_ref (form);
  self->remark = g_object_ref (remark);
  gtk_label_set_label (self->by, by);
  gtk_label_set_label (self->text, sol_item_get_text (remark, "text"));
  sol_listing_remark_update (self);
  return GTK_WIDGET (self);
}

/* Whether it shows the same words of the same remark. */
gboolean
sol_listing_remark_is_of (SolListingRemark *self, SolItem *remark)
{
  return sol_item_equal (self->remark, remark);
}

/**
 * sol_listing_remark_update:
 *
 * Shows what is answered so far.
 */
void
sol_listing_remark_update (SolListingRemark *self)
{
  SolItem *answer = sol_listing_answers_find (sol_form_get_record (self->form), self->remark);
  const char *text = answer != NULL ? sol_item_get_text (answer, "text") : NULL;
  const gboolean editable = sol_form_get_editable (self->form);
  const gboolean writing = editable && (self->writing || text != NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text != NULL ? text : "");
  sol_form_control_set_value (SOL_FORM_CONTROL (self->reply), &value);
  gtk_widget_set_visible (GTK_WIDGET (self->reply), writing);
  gtk_label_set_label (self->answer, text != NULL ? text : _ ("You answered: it is corrected."));
  gtk_widget_set_visible (self->answered, answer != NULL && !writing);
  gtk_widget_set_visible (self->corrected, editable && answer == NULL);
  gtk_widget_set_visible (self->respond, editable && answer == NULL && !writing);
  gtk_widget_set_visible (self->again, editable && answer != NULL);
}
