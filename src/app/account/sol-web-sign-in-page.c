/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-web-sign-in-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-kind-choice.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"
#include "sync/sol-web-sign-in.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-web-sign-in-page.ui"

/**
 * SolWebSignInPage:
 *
 * Signing in by the system's browser: it waits for that, and asks who is new as what he comes, and
 * who has an account with a password for it, once. It begins each time it is shown, and gives up
 * when one goes to another page.
 */
struct _SolWebSignInPage
{
  AdwBin parent_instance;

  SolAccountPlace *place;    /* unowned: it holds this page */
  SolWebSignIn *web;         /* (nullable): what is under way */
  GCancellable *cancellable; /* (nullable): of it */
  GtkWidget *waiting;
  GtkWidget *reopen;
  SolSubmitBar *again;
  GtkWidget *fresh;
  GtkLabel *fresh_reason;
  SolKindChoice *kind;
  SolEntryField *name;
  SolSubmitBar *make;
  GtkWidget *taken;
  GtkLabel *taken_reason;
  SolEntryField *password;
  SolSubmitBar *link;
};

G_DEFINE_FINAL_TYPE (SolWebSignInPage, sol_web_sign_in_page, ADW_TYPE_BIN)

/* @part: the one of what can be shown, which gets the focus */
static void
show (SolWebSignInPage *self, GtkWidget *part)
{
  GtkWidget *parts[] = { self->waiting, GTK_WIDGET (self->again), self->fresh, self->taken };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i], parts[i] == part);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
give_up (SolWebSignInPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->web);
}

/* Another one may be under way when the answer to this one comes. */
static gboolean
is_over (SolWebSignInPage *self, GObject *web)
{
  return G_OBJECT (self->web) != web;
}

static void
fail (SolWebSignInPage *self, const char *said)
{
  give_up (self);
  show (self, GTK_WIDGET (self->again));
  sol_submit_bar_refuse (self->again, said);
}

static void
refuse (SolWebSignInPage *self, const GError *error)
{
  g_autofree char *said = sol_account_words_refuse (sol_account_place_get_account (self->place),
                                                    error);

  fail (self, said);
}

static void
come_in (SolWebSignInPage *self)
{
  sol_entry_field_set_text (self->password, NULL);
  sol_account_place_come_in (self->place);
}

static void
show_fresh (SolWebSignInPage *self)
{
  g_autofree char *said = g_strdup_printf (
      /* Translators: %s is a mail address */
      _ ("You have no account here yet. One is created for %s, and you come in to it as you just "
         "did."),
      sol_web_sign_in_get_address (self->web));

  gtk_label_set_label (self->fresh_reason, said);
  sol_entry_field_set_text (self->name, sol_web_sign_in_get_name (self->web));
  sol_submit_bar_end (self->make);
  show (self, self->fresh);
}

static void
show_taken (SolWebSignInPage *self)
{
  g_autofree char *said = g_strdup_printf (
      /* Translators: %s is a mail address */
      _ ("%s has an account here already. Give its password this once: from now on you come in "
         "without it too."),
      sol_web_sign_in_get_address (self->web));

  gtk_label_set_label (self->taken_reason, said);
  sol_submit_bar_end (self->link);
  show (self, self->taken);
}

/* Back from the browser, whose window was in front. */
static void
on_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWebSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = sol_web_sign_in_wait_finish (SOL_WEB_SIGN_IN (source), result, &error);

  if (is_over (self, source))
    return;
  gtk_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  if (done)
    come_in (self);
  else if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_NEW))
    show_fresh (self);
  else if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_TAKEN))
    show_taken (self);
  else
    refuse (self, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWebSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && self->web != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, _ ("No browser opens. Choose one in the settings of this computer, then begin "
                   "again."));
}

static void
on_reopen (SolWebSignInPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->web != NULL && sol_web_sign_in_get_url (self->web) != NULL)
    gtk_show_uri_full (GTK_WINDOW (root), sol_web_sign_in_get_url (self->web), GDK_CURRENT_TIME,
                       self->cancellable, on_opened, g_object_ref (self));
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWebSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean begun = sol_web_sign_in_begin_finish (SOL_WEB_SIGN_IN (source), result, &error);

  if (is_over (self, source))
    return;
  if (!begun)
    {
      refuse (self, error);
      return;
    }
  gtk_widget_set_sensitive (self->reopen, TRUE);
  sol_web_sign_in_wait_async (self->web, self->cancellable, on_back, g_object_ref (self));
  on_reopen (self);
}

static void
on_begin (SolWebSignInPage *self)
{
  give_up (self);
  self->cancellable = g_cancellable_new ();
  self->web = sol_web_sign_in_new (sol_account_place_get_account (self->place),
                                   _ ("That is all: you can close this page and go back to the "
                                      "application."));
  gtk_widget_set_sensitive (self->reopen, FALSE);
  show (self, self->waiting);
  sol_web_sign_in_begin_async (self->web, self->cancellable, on_begun, g_object_ref (self));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWebSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  const gboolean made = sol_web_sign_in_make_account_finish (SOL_WEB_SIGN_IN (source), result,
                                                             &error);

  if (is_over (self, source))
    return;
  if (made)
    {
      come_in (self);
      return;
    }
  said = sol_account_words_refuse (sol_account_place_get_account (self->place), error);
  sol_submit_bar_end (self->make);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_NAME))
    sol_entry_field_refuse (self->name, said);
  else if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_ELSEWHERE))
    fail (self, said);
  else
    sol_submit_bar_refuse (self->make, said);
}

static void
on_make (SolWebSignInPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (sol_entry_field_get_text (self->name)));

  if (*name == '\0')
    {
      sol_entry_field_refuse (self->name, _ ("Type your name"));
      return;
    }
  sol_submit_bar_wait (self->make, _ ("Creating the account…"));
  sol_web_sign_in_make_account_async (self->web, name, sol_kind_choice_get_kind (self->kind),
                                      self->cancellable, on_made, g_object_ref (self));
}

/* Whom the password has let in is in, linked or not. */
static void
on_linked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWebSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  const gboolean linked = sol_web_sign_in_link_finish (SOL_WEB_SIGN_IN (source), result, &error);
  SolAccountSession *account;

  if (is_over (self, source))
    return;
  account = sol_account_place_get_account (self->place);
  if (linked || sol_account_session_get_state (account) == SOL_ACCOUNT_SIGNED_IN)
    {
      come_in (self);
      return;
    }
  said = sol_account_words_refuse (account, error);
  sol_submit_bar_end (self->link);
  sol_entry_field_set_text (self->password, NULL);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD))
    sol_entry_field_refuse (self->password, said);
  else
    sol_submit_bar_refuse (self->link, said);
}

static void
on_link (SolWebSignInPage *self)
{
  const char *password = sol_entry_field_get_text (self->password);

  if (*password == '\0')
    {
      sol_entry_field_refuse (self->password, _ ("Type your password"));
      return;
    }
  sol_submit_bar_wait (self->link, _ ("Signing in…"));
  sol_web_sign_in_link_async (self->web, password, self->cancellable, on_linked,
                              g_object_ref (self));
}

static void
on_activate (SolWebSignInPage *self, SolEntryField *field)
{
  sol_submit_bar_send (field == self->name ? self->make : self->link);
}

static gboolean
sol_web_sign_in_page_grab_focus (GtkWidget *widget)
{
  SolWebSignInPage *self = SOL_WEB_SIGN_IN_PAGE (widget);

  if (gtk_widget_get_visible (self->fresh))
    return gtk_widget_grab_focus (GTK_WIDGET (self->kind));
  if (gtk_widget_get_visible (self->taken))
    return gtk_widget_grab_focus (GTK_WIDGET (self->password));
  return gtk_widget_child_focus (gtk_widget_get_visible (self->waiting) ? self->waiting
                                                                        : GTK_WIDGET (self->again),
                                 GTK_DIR_TAB_FORWARD);
}

static void
sol_web_sign_in_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sol_web_sign_in_page_parent_class)->map (widget);
  on_begin (SOL_WEB_SIGN_IN_PAGE (widget));
}

static void
sol_web_sign_in_page_unmap (GtkWidget *widget)
{
  SolWebSignInPage *self = SOL_WEB_SIGN_IN_PAGE (widget);

  give_up (self);
  sol_entry_field_set_text (self->password, NULL);
  GTK_WIDGET_CLASS (sol_web_sign_in_page_parent_class)->unmap (widget);
}

static void
sol_web_sign_in_page_dispose (GObject *object)
{
  give_up (SOL_WEB_SIGN_IN_PAGE (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WEB_SIGN_IN_PAGE);
  G_OBJECT_CLASS (sol_web_sign_in_page_parent_class)->dispose (object);
}

static void
sol_web_sign_in_page_class_init (SolWebSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_web_sign_in_page_dispose;
  sol_focus_set_grab (widget_class, sol_web_sign_in_page_grab_focus);
  widget_class->map = sol_web_sign_in_page_map;
  widget_class->unmap = sol_web_sign_in_page_unmap;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_KIND_CHOICE);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, reopen);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, again);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, fresh);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, fresh_reason);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, kind);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, make);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, taken);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, taken_reason);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, SolWebSignInPage, link);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
  gtk_widget_class_bind_template_callback (widget_class, on_reopen);
}

static void
sol_web_sign_in_page_init (SolWebSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_web_sign_in_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_web_sign_in_page_new (SolAccountPlace *place)
{
  SolWebSignInPage *self = g_object_new (SOL_TYPE_WEB_SIGN_IN_PAGE, NULL);

  self->place = place;
  return GTK_WIDGET (self);
}
