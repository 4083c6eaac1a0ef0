/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-organisation-rows.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/catalogue/sol-words.h"
#include "model/sol-join-request.h"

/* The rows of SolOrganisationPage and SolJoinPage, which have their actions. */

static GtkWidget *
make_row (const char *name, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *initials = sol_account_words_shorten (name);

  g_object_set (row, "title", title, "use-markup", FALSE, "subtitle", subtitle, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, initials, TRUE));
  return row;
}

static void
add_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu (SolItem *member, const char *name)
{
  const char *account = sol_item_get_text (member, "account");
  const gboolean manager = g_strcmp0 (sol_item_get_text (member, "role"), "manager") == 0;
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: %s is the name of a member */
  g_autofree char *said = g_strdup_printf (_ ("What to do with %s"), name);

  add_item (menu, manager ? _ ("Make a Simple _Member") : _ ("Make a _Manager"),
            "organisation.set-role",
            g_variant_new ("(ss)", account, manager ? "member" : "manager"));
  add_item (menu, _ ("_Remove"), "organisation.remove", g_variant_new_string (account));
  g_object_set (button, "menu-model", menu, "icon-name", "view-more-symbolic", "valign",
                GTK_ALIGN_CENTER, "has-frame", FALSE, "tooltip-text", said, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

/**
 * sol_organisation_rows_make_member:
 * @own: it is oneself
 * @manages: whether who sees it may change it
 *
 * Returns: (transfer floating): who it is, what there, since when
 */
GtkWidget *
sol_organisation_rows_make_member (SolItem *member, gboolean own, gboolean manages)
{
  const char *told = sol_item_get_text (member, "name");
  const char *name = told != NULL ? told : _ ("Somebody");
  const char *written = sol_item_get_text (member, "since");
  const char *role = sol_account_words_get_name (sol_item_get_text (member, "role"));
  g_autofree char *since = written != NULL ? sol_words_instant (written) : NULL;
  /* Translators: a role, then a day and a time */
  g_autofree char *subtitle = since != NULL ? g_strdup_printf (_ ("%s since %s"), role, since)
                                            : g_strdup (role);
  /* Translators: %s is one's own name */
  g_autofree char *title = own ? g_strdup_printf (_ ("%s (you)"), name) : g_strdup (name);
  GtkWidget *row = make_row (name, title, subtitle);

  if (manages && !own)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu (member, name));
  return row;
}

static GtkWidget *
make_button (const char *label, const char *said, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

/**
 * sol_organisation_rows_make_call:
 * @call: a join_call
 *
 * Returns: (transfer floating): who asks to join and why, to be answered
 */
GtkWidget *
sol_organisation_rows_make_call (SolRecord *call)
{
  const char *told = sol_record_get_text (call, "name");
  const char *name = told != NULL ? told : _ ("Somebody");
  const char *message = sol_record_get_text (call, "message");
  const char *request = sol_record_get_text (call, "request");
  /* Translators: %s is the name of a person */
  g_autofree char *accepts = g_strdup_printf (_ ("Accept %s"), name);
  g_autofree char *refuses = g_strdup_printf (_ ("Refuse %s"), name);
  GtkWidget *row = make_row (name, name, message != NULL ? message : "");
  GtkWidget *accept;

  if (request == NULL)
    return row;
  accept = make_button (_ ("Accept"), accepts, "organisation.accept",
                        g_variant_new ("(ss)", request, name));
  gtk_widget_add_css_class (accept, "suggested-action");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (_ ("Refuse"), refuses, "organisation.refuse",
                                          g_variant_new ("(ss)", request, name)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), accept);
  return row;
}

static char *
say_request (SolShownRecord *shown)
{
  SolRecord *request = sol_shown_record_get_record (shown);
  const char *state = sol_record_get_text (request, "state");
  const char *moment = sol_record_get_text (
      request, sol_join_request_is_asked (request) ? "asked_at" : "answered_at");
  g_autofree char *when = moment != NULL ? sol_words_instant (moment) : g_strdup ("");

  if (sol_shown_record_get_state (shown) == SOL_SHOWN_WAITING)
    return g_strdup (_ ("Waiting to be sent"));
  if (sol_shown_record_get_state (shown) != SOL_SHOWN_SETTLED)
    return g_strdup (_ ("Not taken up: “What I send” says why"));
  /* Translators: %s is a day and a time */
  if (sol_join_request_is_asked (request))
    return g_strdup_printf (_ ("Asked %s, not answered yet"), when);
  if (g_strcmp0 (state, "accepted") == 0)
    return g_strdup_printf (_ ("Accepted %s"), when);
  return g_strdup_printf (_ ("Refused %s"), when);
}

/**
 * sol_organisation_rows_make_request:
 * @shown: a join_request
 *
 * Returns: (transfer floating): which organisation was asked, what became of it, and its taking
 * back
 */
GtkWidget *
sol_organisation_rows_make_request (SolShownRecord *shown)
{
  SolRecord *request = sol_shown_record_get_record (shown);
  const gboolean asked = sol_join_request_is_asked (request);
  const char *called = sol_record_get_text (request, "called");
  const char *name = called != NULL ? called : _ ("An organisation");
  g_autofree char *subtitle = say_request (shown);
  /* Translators: %s is the name of an organisation */
  g_autofree char *said = g_strdup_printf (
      asked ? _ ("Withdraw the request to %s") : _ ("Remove the request to %s"), name);
  GtkWidget *row = make_row (name, name, subtitle);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (asked ? _ ("Withdraw") : _ ("Remove"), said,
                                          "join.withdraw",
                                          g_variant_new_string (sol_shown_record_get_id (shown))));
  return row;
}
