/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-account-button.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-first-steps.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-account-button.ui"

/**
 * SolAccountButton:
 *
 * Top left in the header: for which organisation one acts, and the menu of one's account; or, while
 * nobody is signed in, the way in.
 */
struct _SolAccountButton
{
  AdwBin parent_instance;

  SolActingFor *acting; /* (nullable) */
  GSimpleActionGroup *actions;
  GtkWidget *sign_in;
  GtkWidget *sign_in_label;
  GtkMenuButton *menu;
  AdwAvatar *avatar;
  GtkWidget *label;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (SolAccountButton, sol_account_button, ADW_TYPE_BIN)

static SolAccountSession *
get_account (SolAccountButton *self)
{
  return self->acting != NULL ? sol_acting_for_get_account (self->acting) : NULL;
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, target != NULL ? "s" : NULL, target);
  g_menu_append_item (menu, item);
}

/* A name may hold an underscore, which is no mnemonic. */
static void
add_choice (GMenu *menu, const char *name, const char *organisation)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);

  add_item (menu, label, "acting.organisation", organisation);
}

static GMenuModel *
make_choices (SolAccountSession *account)
{
  GMenu *menu = g_menu_new ();
  GListModel *list = sol_account_session_get_memberships (account);
  const guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolMembership) membership = g_list_model_get_item (list, i);

      add_choice (menu, sol_membership_get_name (membership), sol_membership_get_id (membership));
    }
  if (n > 0)
    add_item (menu, _ ("Myself"), "acting.organisation", "");
  add_item (menu, _ ("_Join or Found Another…"), "win.account", "organisations");
  return G_MENU_MODEL (menu);
}

static gboolean
sells (SolMembership *membership)
{
  return membership != NULL && g_strcmp0 (sol_membership_get_kind (membership), "supplier") == 0;
}

static GMenuModel *
make_pages (SolAccountButton *self)
{
  GMenu *menu = g_menu_new ();

  if (!sol_first_steps_get_hidden (sol_account_session_get_id (get_account (self))))
    add_item (menu, _ ("_First Steps"), "win.account", "first-steps");
  if (sol_acting_for_get_organisation (self->acting) != NULL)
    add_item (menu, _ ("_My Organisation"), "win.account", "organisation");
  if (sells (sol_acting_for_get_membership (self->acting)))
    {
      add_item (menu, _ ("_Claim My Structure"), "win.account", "claim");
      add_item (menu, _ ("_Workshops"), "win.section", "workshops");
    }
  add_item (menu, _ ("What I _Send"), "win.outbox", NULL);
  add_item (menu, _ ("My _Sessions"), "win.account", "sessions");
  add_item (menu, _ ("My _Data"), "win.account", "data");
  add_item (menu, _ ("_Preferences"), "app.preferences", NULL);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_ends (void)
{
  GMenu *menu = g_menu_new ();

  add_item (menu, _ ("_Change Account…"), "win.change-account", NULL);
  add_item (menu, _ ("Sign _Out"), "win.sign-out", NULL);
  return G_MENU_MODEL (menu);
}

static void
add_section (GMenu *menu, const char *label, GMenuModel *owned_section)
{
  g_menu_append_section (menu, label, owned_section);
  g_object_unref (owned_section);
}

static GtkWidget *
make_who (SolAccountSession *account)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (sol_account_session_get_name (account));
  GtkWidget *address = gtk_label_new (sol_account_session_get_address (account));

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (address, "detail");
  gtk_widget_add_css_class (address, "secondary");
  gtk_widget_add_css_class (box, "who");
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *line = i == 0 ? name : address;

      g_object_set (line, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                    "max-width-chars", 32, NULL);
      gtk_box_append (GTK_BOX (box), line);
    }
  return box;
}

/* When it is opened: what is open stays as it is read. One popover for all times: GTK 4.8 may hold
 * that the pointer is in one that went (a crossing that comes after it closed), and asks where. */
static void
make_menu (GtkMenuButton *button, gpointer user_data)
{
  SolAccountButton *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) head = g_menu_new ();
  g_autoptr (GMenuItem) who = g_menu_item_new (NULL, NULL);
  SolAccountSession *account = get_account (self);
  GtkPopoverMenu *popover = GTK_POPOVER_MENU (gtk_menu_button_get_popover (button));

  g_menu_item_set_attribute (who, "custom", "s", "who");
  g_menu_append_item (head, who);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (head));
  add_section (menu, _ ("Acting for"), make_choices (account));
  add_section (menu, NULL, make_pages (self));
  add_section (menu, NULL, make_ends ());
  gtk_popover_menu_set_menu_model (popover, G_MENU_MODEL (menu));
  gtk_popover_menu_add_child (popover, make_who (account), "who");
}

static void
show_choice (SolAccountButton *self)
{
  SolAccountSession *account = get_account (self);
  SolMembership *membership = sol_acting_for_get_membership (self->acting);
  const char *name = membership != NULL ? sol_membership_get_name (membership)
                                        : sol_account_session_get_name (account);
  /* Translators: %s is the name of an organisation, or of the person */
  g_autofree char *said = g_strdup_printf (_ ("Acting for %s. Account menu"), name);
  g_autofree char *initials = sol_account_words_shorten (name);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "organisation");

  adw_avatar_set_text (self->avatar, initials);
  gtk_label_set_label (GTK_LABEL (self->label), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                  -1);
  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_string (membership != NULL ? sol_membership_get_id (membership) : ""));
}

static void
update (SolAccountButton *self)
{
  SolAccountSession *account = get_account (self);
  const gboolean there = account != NULL && sol_account_session_get_id (account) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), account != NULL);
  gtk_widget_set_visible (self->sign_in, !there);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), there);
  gtk_widget_set_visible (self->sign_in_label, !self->compact);
  /* As wide as what has an icon alone: a finger hits it. */
  if (self->compact)
    gtk_widget_add_css_class (self->sign_in, "image-button");
  else
    gtk_widget_remove_css_class (self->sign_in, "image-button");
  gtk_widget_set_visible (self->label, !self->compact);
  if (!there)
    return;

  show_choice (self);
}

static void
choose (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SolAccountButton *self = user_data;
  const char *organisation = g_variant_get_string (parameter, NULL);

  sol_acting_for_choose (self->acting, *organisation != '\0' ? organisation : NULL);
}

static void
sol_account_button_dispose (GObject *object)
{
  SolAccountButton *self = SOL_ACCOUNT_BUTTON (object);

  if (self->acting != NULL)
    g_signal_handlers_disconnect_by_data (self->acting, self);
  g_clear_object (&self->acting);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ACCOUNT_BUTTON);
  G_OBJECT_CLASS (sol_account_button_parent_class)->dispose (object);
}

static void
sol_account_button_class_init (SolAccountButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_account_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolAccountButton, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SolAccountButton, sign_in_label);
  gtk_widget_class_bind_template_child (widget_class, SolAccountButton, menu);
  gtk_widget_class_bind_template_child (widget_class, SolAccountButton, avatar);
  gtk_widget_class_bind_template_child (widget_class, SolAccountButton, label);
}

static void
sol_account_button_init (SolAccountButton *self)
{
  static const GActionEntry entries[] = { { "organisation", choose, "s", "''" } };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "acting", G_ACTION_GROUP (self->actions));
  gtk_menu_button_set_popover (self->menu, gtk_popover_menu_new_from_model (NULL));
  gtk_menu_button_set_create_popup_func (self->menu, make_menu, self, NULL);
}

/**
 * sol_account_button_set_acting:
 * @acting: for whom one acts in this window
 */
void
sol_account_button_set_acting (SolAccountButton *self, SolActingFor *acting)
{
  self->acting = g_object_ref (acting);
  g_signal_connect_object (acting, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * sol_account_button_set_compact:
 * @compact: whether there is no room for words
 */
void
sol_account_button_set_compact (SolAccountButton *self, gboolean compact)
{
  self->compact = compact;
  update (self);
}
