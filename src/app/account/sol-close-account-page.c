/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-close-account-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-data-words.h"
#include "app/account/sol-first-steps.h"
#include "app/account/sol-sign-out.h"
#include "app/catalogue/sol-words.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"
#include "sync/sol-account-data.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-close-account-page.ui"

/**
 * SolCloseAccountPage:
 *
 * The way out: what goes with the account, what stays, what was not sent; then the password, or
 * a sign-in of just now.
 */
struct _SolCloseAccountPage
{
  AdwBin parent_instance;

  SolAccountPlace *place;   /* unowned: it holds this page */
  SolSessionAccount *files; /* his, which go with the account */
  char *account;            /* of who leaves */
  GtkLabel *consequences;
  GtkWidget *work;
  GtkLabel *unsent;
  GtkWidget *fresh; /* in place of the password, of an account that has none */
  SolEntryField *password;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolCloseAccountPage, sol_close_account_page, ADW_TYPE_BIN)

static char *
name_organisations (GStrv organisations)
{
  g_autofree char *names = g_strjoinv (_ ("”, “"), organisations);

  /* Translators: %s is the name of an organisation, or several: A”, “B */
  return g_strdup_printf (_ ("Others belong to “%s”, and nobody else manages it. Name another "
                             "manager on the page My Organisation, or have the others leave it; "
                             "then close your account."),
                          names);
}

static void
show_refusal (SolCloseAccountPage *self, GStrv organisations, const GError *error)
{
  const gboolean alone = organisations != NULL && organisations[0] != NULL;
  g_autofree char *said = alone ? name_organisations (organisations)
                                : sol_account_words_refuse (
                                      sol_account_place_get_account (self->place), error);

  sol_submit_bar_end (self->submit);
  if (error->domain == SOL_ACCOUNT_ERROR)
    sol_entry_field_set_text (self->password, NULL);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD))
    sol_entry_field_refuse (self->password, _ ("The password is not right"));
  else
    sol_submit_bar_refuse (self->submit, said);
}

static void
leave (SolCloseAccountPage *self, gint64 erased_at)
{
  g_autofree char *written = g_strdup_printf ("%" G_GINT64_FORMAT, erased_at);
  g_autofree char *moment = sol_words_instant (written);
  /* Translators: %s is a date and a time */
  g_autofree char *said = g_strdup_printf (_ ("Your account is closed. It is erased on %s, unless "
                                              "you sign in before"),
                                           moment);

  sol_account_place_say (self->place, said);
  sol_account_place_leave (self->place);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCloseAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) organisations = NULL;
  gint64 erased_at = 0;
  const gboolean closed = sol_account_session_close_finish (SOL_ACCOUNT_SESSION (source), result,
                                                            &erased_at, &organisations, &error);

  if (closed)
    sol_first_steps_set_hidden (self->account, FALSE);
  else
    sol_session_account_set_discards (self->files, FALSE);
  if (self->submit == NULL)
    return; /* he left */
  if (closed)
    leave (self, erased_at);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_refusal (self, organisations, error);
}

static void
on_send (SolCloseAccountPage *self)
{
  sol_submit_bar_wait (self->submit, _ ("Closing the account…"));
  sol_session_account_set_discards (self->files, TRUE);
  sol_account_session_close_async (
      sol_account_place_get_account (self->place), sol_entry_field_get_text (self->password),
      sol_account_place_get_cancellable (self->place), on_closed, g_object_ref (self));
}

static void
on_activate (SolCloseAccountPage *self)
{
  sol_submit_bar_send (self->submit);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCloseAccountPage) self = user_data;
  g_autoptr (SolPlatformInfo)
      info = sol_account_session_ask_platform_finish (SOL_ACCOUNT_SESSION (source), result, NULL);
  g_autofree char *leaving = info != NULL ? sol_data_words_make_leaving (info) : NULL;

  if (leaving != NULL && self->consequences != NULL)
    gtk_label_set_label (self->consequences, leaving);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCloseAccountPage) self = user_data;
  const guint n = sol_sign_out_count_finish (result);
  g_autofree char *said = g_strdup_printf (
      ngettext ("%u change was not sent yet: it is lost with the account.",
                "%u changes were not sent yet: they are lost with the account.", n),
      n);

  if (self->work == NULL)
    return;
  gtk_widget_set_visible (self->work, n > 0);
  gtk_label_set_label (self->unsent, said);
}

static gboolean
sol_close_account_page_grab_focus (GtkWidget *widget)
{
  SolCloseAccountPage *self = SOL_CLOSE_ACCOUNT_PAGE (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->password)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->password));
  return gtk_widget_child_focus (GTK_WIDGET (self->submit), GTK_DIR_TAB_FORWARD);
}

static void
sol_close_account_page_map (GtkWidget *widget)
{
  SolCloseAccountPage *self = SOL_CLOSE_ACCOUNT_PAGE (widget);

  GTK_WIDGET_CLASS (sol_close_account_page_parent_class)->map (widget);
  sol_sign_out_count_async (sol_account_place_get_session (self->place), on_counted,
                            g_object_ref (self));
}

static void
sol_close_account_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CLOSE_ACCOUNT_PAGE);
  G_OBJECT_CLASS (sol_close_account_page_parent_class)->dispose (object);
}

static void
sol_close_account_page_finalize (GObject *object)
{
  SolCloseAccountPage *self = SOL_CLOSE_ACCOUNT_PAGE (object);

  g_clear_object (&self->files);
  g_free (self->account);
  G_OBJECT_CLASS (sol_close_account_page_parent_class)->finalize (object);
}

static void
sol_close_account_page_class_init (SolCloseAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_close_account_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_close_account_page_finalize;
  sol_focus_set_grab (widget_class, sol_close_account_page_grab_focus);
  widget_class->map = sol_close_account_page_map;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCloseAccountPage, consequences);
  gtk_widget_class_bind_template_child (widget_class, SolCloseAccountPage, work);
  gtk_widget_class_bind_template_child (widget_class, SolCloseAccountPage, unsent);
  gtk_widget_class_bind_template_child (widget_class, SolCloseAccountPage, fresh);
  gtk_widget_class_bind_template_child (widget_class, SolCloseAccountPage, password);
  gtk_widget_class_bind_template_child (widget_class, SolCloseAccountPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_close_account_page_init (SolCloseAccountPage *self)
{
  const SolPlatformInfo nothing = { 0 };
  g_autofree char *leaving = sol_data_words_make_leaving (&nothing);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->consequences, leaving);
}

/**
 * sol_close_account_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_close_account_page_new (SolAccountPlace *place)
{
  SolCloseAccountPage *self = g_object_new (SOL_TYPE_CLOSE_ACCOUNT_PAGE, NULL);
  SolAccountSession *account = sol_account_place_get_account (place);
  const gboolean has_password = sol_account_session_has_password (account);

  self->place = place;
  self->account = g_strdup (sol_account_session_get_id (account));
  self->files = g_object_ref (
      sol_session_get_account_files (sol_account_place_get_session (place)));
  gtk_widget_set_visible (GTK_WIDGET (self->password), has_password);
  gtk_widget_set_visible (self->fresh, !has_password);
  sol_account_session_ask_platform_async (account, sol_account_place_get_cancellable (place),
                                          on_asked, g_object_ref (self));
  return GTK_WIDGET (self);
}
