/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-found-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-place-act.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-organisation.h"
#include "model/sol-siret.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-found-page.ui"

/**
 * SolFoundPage:
 *
 * A new organisation. It is an act like any other: kept here at once, and sent when there is a
 * line.
 */
struct _SolFoundPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  GtkCheckButton *supplier;
  GtkCheckButton *public_buyer;
  GtkCheckButton *private_buyer;
  GtkCheckButton *partner;
  SolEntryField *name;
  SolEntryField *siret;
  SolEntryField *city;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolFoundPage, sol_found_page, ADW_TYPE_BIN)

static gboolean
is_buyer (SolFoundPage *self)
{
  return gtk_check_button_get_active (self->public_buyer) ||
         gtk_check_button_get_active (self->private_buyer);
}

static const char *
get_kind (SolFoundPage *self)
{
  if (is_buyer (self))
    return "buyer";
  return gtk_check_button_get_active (self->partner) ? "partner" : "supplier";
}

static char *
get_text (SolEntryField *field)
{
  return g_strstrip (g_strdup (sol_entry_field_get_text (field)));
}

/* Its digits alone: people write it in groups. */
static char *
get_siret (SolFoundPage *self)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = sol_entry_field_get_text (self->siret); *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (digits, *at);
  return g_string_free (digits, FALSE);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFoundPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_account_place_say (self->place, _ ("Kept: it comes with the next exchange"));
  sol_account_place_leave (self->place);
}

static void
set_text (SolRecord *record, const char *field, const char *text)
{
  if (*text != '\0')
    sol_record_set_text (record, field, text);
}

static SolMutation *
make_mutation (SolFoundPage *self, const char *name, const char *siret)
{
  g_autoptr (SolRecord) before = sol_record_new (SOL_TYPE_ORGANISATION, 0);
  g_autoptr (SolRecord) made = sol_record_new (SOL_TYPE_ORGANISATION, 0);
  g_autofree char *city = get_text (self->city);
  g_autofree char *id = sol_uuid_new ();
  SolMutation *mutation = sol_mutation_new (NULL, 0, "organisation", id);

  set_text (made, "name", name);
  set_text (made, "kind", get_kind (self));
  set_text (made, "siret", siret);
  set_text (made, "city", city);
  if (is_buyer (self))
    g_object_set (made, "public-body", gtk_check_button_get_active (self->public_buyer), NULL);
  mutation->op = g_strdup (SOL_MUTATION_CREATE);
  sol_patch_free (mutation->patch);
  mutation->patch = sol_patch_new_diff (before, made);
  return mutation;
}

static gboolean
check (SolEntryField *field, gboolean right, const char *fault)
{
  if (!right)
    sol_entry_field_refuse (field, fault);
  return right;
}

static void
on_send (SolFoundPage *self)
{
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autofree char *name = get_text (self->name);
  g_autofree char *siret = get_siret (self);
  g_autoptr (SolMutation) mutation = NULL;

  if (!check (self->name, *name != '\0', _ ("Type its name")) ||
      !check (self->siret, *siret == '\0' || sol_siret_is_valid (siret),
              _ ("This SIRET is not right: it has fourteen digits, of which the last checks the "
                 "others")))
    return;
  if (store == NULL)
    {
      sol_submit_bar_refuse (self->submit, why);
      return;
    }

  mutation = make_mutation (self, name, siret);
  sol_account_place_await (self->place, mutation->target);
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, NULL, SOL_ACT_PLAIN, NULL, on_acted,
                               g_object_ref (self));
}

static void
on_activate (SolFoundPage *self, SolEntryField *field)
{
  if (field == self->city)
    sol_submit_bar_send (self->submit);
  else
    gtk_widget_grab_focus (GTK_WIDGET (field == self->name ? self->siret : self->city));
}

static gboolean
sol_found_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_FOUND_PAGE (widget)->supplier));
}

static void
sol_found_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FOUND_PAGE);
  G_OBJECT_CLASS (sol_found_page_parent_class)->dispose (object);
}

static void
sol_found_page_class_init (SolFoundPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_found_page_dispose;
  sol_focus_set_grab (widget_class, sol_found_page_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, supplier);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, public_buyer);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, private_buyer);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, partner);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, siret);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, city);
  gtk_widget_class_bind_template_child (widget_class, SolFoundPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_found_page_init (SolFoundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_found_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_found_page_new (SolAccountPlace *place)
{
  SolFoundPage *self = g_object_new (SOL_TYPE_FOUND_PAGE, NULL);

  self->place = place;
  return GTK_WIDGET (self);
}
