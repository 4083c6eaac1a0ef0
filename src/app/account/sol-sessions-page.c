/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-sessions-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/catalogue/sol-words.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-sessions-page.ui"
#define OTHERS "others" /* all but this one, to the server */

/**
 * SolSessionsPage:
 *
 * Where one is signed in, here and elsewhere, since when; one or all others can be ended.
 */
struct _SolSessionsPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  GtkListBox *list;
  GtkWidget *others;
  GtkWidget *said;
  GtkLabel *message;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (SolSessionsPage, sol_sessions_page, ADW_TYPE_BIN)

static void look (SolSessionsPage *self);

static void
say (SolSessionsPage *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
  gtk_widget_set_visible (self->again, wrong);
}

static void
show_refusal (SolSessionsPage *self, const GError *error)
{
  g_autofree char *said = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  said = sol_account_words_refuse (sol_account_place_get_account (self->place), error);
  say (self, said, TRUE);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_account_session_end_session_finish (SOL_ACCOUNT_SESSION (source), result, &error) ||
      g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_GONE))
    {
      sol_account_place_say (self->place, _ ("Signed out there"));
      look (self);
    }
  else
    show_refusal (self, error);
}

static void
end (SolSessionsPage *self, const char *session)
{
  sol_account_session_end_session_async (sol_account_place_get_account (self->place), session,
                                         sol_account_place_get_cancellable (self->place), on_ended,
                                         g_object_ref (self));
}

static void
end_one (GtkWidget *widget, const char *action, GVariant *parameter)
{
  end (SOL_SESSIONS_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
end_others (GtkWidget *widget, const char *action, GVariant *parameter)
{
  end (SOL_SESSIONS_PAGE (widget), OTHERS);
}

static char *
format_time (gint64 seconds)
{
  g_autofree char *written = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  return sol_words_instant (written);
}

static GtkWidget *
make_button (const SolSignedIn *session, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Sign Out"));
  /* Translators: %s is a computer */
  g_autofree char *said = g_strdup_printf (_ ("Sign out on %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sessions.end");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", session->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

static void
append (SolSessionsPage *self, const SolSignedIn *session)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = *session->client != '\0' ? session->client : _ ("Another program");
  g_autofree char *since = format_time (session->created_at);
  g_autofree char *used = format_time (session->used_at);
  g_autofree char *title = session->current ? g_strdup_printf (_ ("%s (here)"), name)
                                            : g_strdup (name);
  /* Translators: both are a date and a time */
  g_autofree char *subtitle = g_strdup_printf (_ ("Since %s. Used last %s"), since, used);

  g_object_set (row, "title", title, "use-markup", FALSE, "subtitle", subtitle, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
  if (!session->current)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (session, name));
  gtk_list_box_append (self->list, row);
}

static void
show_list (SolSessionsPage *self, GPtrArray *sessions)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < sessions->len; i++)
    append (self, g_ptr_array_index (sessions, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  gtk_widget_set_visible (self->others, sessions->len > 2);
  /* Its button went with the row that had the focus. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = sol_account_session_list_sessions_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);

  if (sessions == NULL)
    {
      show_refusal (self, error);
      return;
    }
  say (self, NULL, FALSE);
  show_list (self, sessions);
}

static void
look (SolSessionsPage *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->list)))
    say (self, _ ("Asking the platform…"), FALSE);
  sol_account_session_list_sessions_async (sol_account_place_get_account (self->place),
                                           sol_account_place_get_cancellable (self->place),
                                           on_listed, g_object_ref (self));
}

static void
look_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  look (SOL_SESSIONS_PAGE (widget));
}

static gboolean
sol_sessions_page_grab_focus (GtkWidget *widget)
{
  SolSessionsPage *self = SOL_SESSIONS_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->again);
}

static void
sol_sessions_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sol_sessions_page_parent_class)->map (widget);
  look (SOL_SESSIONS_PAGE (widget));
}

static void
sol_sessions_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SESSIONS_PAGE);
  G_OBJECT_CLASS (sol_sessions_page_parent_class)->dispose (object);
}

static void
sol_sessions_page_class_init (SolSessionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_sessions_page_dispose;
  sol_focus_set_grab (widget_class, sol_sessions_page_grab_focus);
  widget_class->map = sol_sessions_page_map;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSessionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SolSessionsPage, others);
  gtk_widget_class_bind_template_child (widget_class, SolSessionsPage, said);
  gtk_widget_class_bind_template_child (widget_class, SolSessionsPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolSessionsPage, again);
  gtk_widget_class_install_action (widget_class, "sessions.end", "s", end_one);
  gtk_widget_class_install_action (widget_class, "sessions.end-others", NULL, end_others);
  gtk_widget_class_install_action (widget_class, "sessions.look", NULL, look_again);
}

static void
sol_sessions_page_init (SolSessionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_sessions_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_sessions_page_new (SolAccountPlace *place)
{
  SolSessionsPage *self = g_object_new (SOL_TYPE_SESSIONS_PAGE, NULL);

  self->place = place;
  return GTK_WIDGET (self);
}
