/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-correction-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-page-draft.h"
#include "app/account/sol-place-act.h"
#include "app/catalogue/sol-supplier-actions.h"
#include "app/outbox/sol-outbox-fields.h"
#include "app/widgets/sol-drop-down.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-link.h"
#include "model/sol-supplier.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-store-records.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-correction-page.ui"

/**
 * SolCorrectionPage:
 *
 * Where somebody says what is wrong in the catalogue, of the structure that the place was asked to
 * show it for: a moderator answers. Without a network it leaves later.
 */
struct _SolCorrectionPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolRecord *supplier;    /* (nullable): once it is read */
  SolPageDraft *draft;    /* (nullable): without a structure */
  GtkLabel *title;
  GtkDropDown *field;
  GtkLabel *present;
  SolEntryField *value;
  SolEntryField *message;
  SolEntryField *link;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolCorrectionPage, sol_correction_page, ADW_TYPE_BIN)

static const char *const names[] = { "name",    "siret",    "kind", "naf",
                                     "address", "postcode", "city", NULL };

static const char *
get_field (SolCorrectionPage *self)
{
  return names[gtk_drop_down_get_selected (self->field)];
}

static void
show_present (SolCorrectionPage *self)
{
  const char *text = self->supplier != NULL ? sol_record_get_text (self->supplier, get_field (self))
                                            : NULL;
  /* Translators: %s is what it says of a structure */
  g_autofree char *said = text != NULL ? g_strdup_printf (_ ("The catalogue says: %s"), text)
                                       : g_strdup (_ ("The catalogue says nothing of it"));

  gtk_label_set_label (self->present, said);
}

/* (transfer full): as it was typed, without what surrounds it */
static char *
read_field (SolEntryField *field)
{
  return g_strstrip (g_strdup (sol_entry_field_get_text (field)));
}

/* Returns: whether it can leave; what is missing is told where it goes */
static gboolean
check (SolCorrectionPage *self, const char *value, const char *message, const char *link)
{
  if (self->supplier == NULL)
    sol_submit_bar_refuse (self->submit, _ ("This structure is no longer in the catalogue"));
  else if (*value == '\0')
    sol_entry_field_refuse (self->value, _ ("Write what should stand there"));
  else if (*message == '\0')
    sol_entry_field_refuse (self->message, _ ("Write how you know it: a moderator reads it"));
  else if (*link != '\0' && !sol_link_is_site (link))
    sol_entry_field_refuse (self->link, _ ("Write the address of a Web page, or leave it empty"));
  else
    return TRUE;
  return FALSE;
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCorrectionPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_page_draft_end (self->draft);
  sol_account_place_say (self->place, _ ("The correction is on its way"));
  sol_account_place_leave (self->place);
}

static void
send (SolCorrectionPage *self, const char *value, const char *message, const char *link)
{
  g_autofree char *id = sol_uuid_new ();
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autoptr (SolMutation) mutation = NULL;

  if (store == NULL)
    {
      sol_submit_bar_refuse (self->submit, why);
      return;
    }
  mutation = sol_mutation_new_operation ("correction", id, SOL_MUTATION_CREATE, "supplier",
                                         sol_record_get_id (self->supplier), "field",
                                         get_field (self), "value", value, "message", message,
                                         *link != '\0' ? "link" : NULL, link, NULL);
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, NULL, SOL_ACT_PLAIN, NULL, on_acted,
                               g_object_ref (self));
}

static void
on_send (SolCorrectionPage *self)
{
  g_autofree char *value = read_field (self->value);
  g_autofree char *message = read_field (self->message);
  g_autofree char *link = read_field (self->link);

  if (check (self, value, message, link))
    send (self, value, message, link);
}

static void
on_activate (SolCorrectionPage *self)
{
  sol_submit_bar_send (self->submit);
}

static void
on_supplier (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCorrectionPage) self = user_data;
  g_autoptr (SolRecord) record = sol_store_get_record_finish (SOL_STORE (source), result, NULL);
  g_autofree char *title = NULL;

  if (self->submit == NULL || record == NULL)
    return;
  g_set_object (&self->supplier, record);
  /* Translators: %s is a structure */
  title = g_strdup_printf (_ ("An error about %s"), sol_record_get_text (record, "name"));
  gtk_label_set_label (self->title, title);
  show_present (self);
}

/* What no field of the form is for: that it closed, that its telephone is another one's. */
static void
write_to_platform (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCorrectionPage *self = SOL_CORRECTION_PAGE (widget);
  SolStore *catalogue = sol_session_get_store (sol_account_place_get_session (self->place));

  if (self->supplier != NULL)
    sol_supplier_actions_report (widget, catalogue, SOL_SUPPLIER (self->supplier));
}

static gboolean
sol_correction_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_CORRECTION_PAGE (widget)->field));
}

static void
sol_correction_page_dispose (GObject *object)
{
  SolCorrectionPage *self = SOL_CORRECTION_PAGE (object);

  if (self->draft != NULL)
    sol_page_draft_leave (self->draft);
  g_clear_object (&self->draft);
  g_clear_object (&self->supplier);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CORRECTION_PAGE);
  G_OBJECT_CLASS (sol_correction_page_parent_class)->dispose (object);
}

static void
sol_correction_page_class_init (SolCorrectionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_correction_page_dispose;
  sol_focus_set_grab (widget_class, sol_correction_page_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, field);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, present);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, value);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, link);
  gtk_widget_class_bind_template_child (widget_class, SolCorrectionPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "correction.write", NULL, write_to_platform);
}

static void
sol_correction_page_init (SolCorrectionPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_take (labels, sol_outbox_fields_get_label ("listing", names[i]));
  gtk_drop_down_set_model (self->field, G_LIST_MODEL (labels));
  sol_drop_down_prepare (self->field);
  g_signal_connect_object (self->field, "notify::selected", G_CALLBACK (show_present), self,
                           G_CONNECT_SWAPPED);
}

/* What he began to say of this structure, and did not send. */
static void
open_draft (SolCorrectionPage *self, const char *supplier)
{
  self->draft = sol_page_draft_new (sol_account_place_get_session (self->place), "correction",
                                    supplier);
  sol_page_draft_add_choice (self->draft, "field", self->field, names);
  sol_page_draft_add_text (self->draft, "value", self->value);
  sol_page_draft_add_text (self->draft, "message", self->message);
  sol_page_draft_add_text (self->draft, "link", self->link);
  sol_page_draft_open (self->draft);
}

/**
 * sol_correction_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the structure that
 *   the place was asked to show it for
 */
GtkWidget *
sol_correction_page_new (SolAccountPlace *place)
{
  SolCorrectionPage *self = g_object_new (SOL_TYPE_CORRECTION_PAGE, NULL);
  SolStore *catalogue = sol_session_get_store (sol_account_place_get_session (place));
  const char *supplier = sol_account_place_get_subject (place);

  self->place = place;
  if (supplier == NULL)
    return GTK_WIDGET (self);
  open_draft (self, supplier);
  sol_store_get_record_async (catalogue, "supplier", supplier,
                              sol_account_place_get_cancellable (place), on_supplier,
                              g_object_ref (self));
  return GTK_WIDGET (self);
}
