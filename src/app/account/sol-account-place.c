/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-account-place.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/account/sol-account-pages-private.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-account-place.ui"
#define FORM_WIDTH 400 /* px */
#define LIST_WIDTH 560
#define ABOUT "about" /* of a page: what it was made for */

/**
 * SolAccountPlace:
 *
 * Where one comes in and looks after one's account, in place of the sections of a window. Its pages
 * are made when they are first shown and stay, with what was typed, until one leaves.
 */
struct _SolAccountPlace
{
  AdwBin parent_instance;

  SolSession *session;       /* (nullable) */
  SolActingFor *acting;      /* (nullable): with the session */
  GCancellable *cancellable; /* of what is waited for */
  GQueue *trail;  /* (element-type utf8): names of the pages before this one, the last one first */
  char *address;  /* (nullable): of who is coming in, from one page to the next */
  char *password; /* (nullable): likewise */
  char *subject;  /* (nullable): what the page that is made is about */
  char *wanted;   /* (nullable): page to show once one has come in */
  const char *title; /* (nullable): of the page that is shown */
  AdwFlap *flap;
  AdwClamp *clamp;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (SolAccountPlace, sol_account_place, ADW_TYPE_BIN)

enum
{
  PROP_TITLE = 1,
};

enum
{
  SIGNAL_LEFT,
  SIGNAL_SAID,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_TITLE + 1];
static guint signals[N_SIGNALS];

static void
set_entrance (SolAccountPlace *self, gboolean entrance)
{
  adw_flap_set_fold_policy (self->flap,
                            entrance ? ADW_FLAP_FOLD_POLICY_AUTO : ADW_FLAP_FOLD_POLICY_ALWAYS);
  adw_flap_set_reveal_flap (self->flap, entrance && !adw_flap_get_folded (self->flap));
  adw_clamp_set_maximum_size (self->clamp, entrance ? FORM_WIDTH : LIST_WIDTH);
  adw_clamp_set_tightening_threshold (self->clamp, entrance ? FORM_WIDTH : LIST_WIDTH);
}

static void
set_title (SolAccountPlace *self, const char *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;
  self->title = title;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
open_page (SolAccountPlace *self, const char *name)
{
  const SolAccountPage *told = sol_account_pages_find (name);
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);

  g_return_if_fail (told != NULL);
  if (page == NULL)
    {
      page = told->make (self);
      g_object_set_data_full (G_OBJECT (page), ABOUT, g_strdup (self->subject), g_free);
      gtk_stack_add_named (self->stack, page, name);
    }
  set_entrance (self, told->entrance);
  set_title (self, _ (told->title));
  gtk_stack_set_visible_child (self->stack, page);
  gtk_widget_grab_focus (page);
}

static void
show_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_account_place_show (SOL_ACCOUNT_PLACE (widget), g_variant_get_string (parameter, NULL));
}

/* To the page before, or out of here. */
static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolAccountPlace *self = SOL_ACCOUNT_PLACE (widget);
  g_autofree char *name = g_str_equal (action, "account.back") ? g_queue_pop_head (self->trail)
                                                               : NULL;

  if (name != NULL)
    {
      open_page (self, name);
      return;
    }
  g_clear_pointer (&self->wanted, g_free);
  sol_account_place_leave (self);
}

/* What a page waits for may hold it: it ends here, as the place may before that comes. */
static void
end_page (SolAccountPlace *self, GtkWidget *page)
{
  g_autoptr (GtkWidget) held = g_object_ref (page);
  GtkRoot *root = gtk_widget_get_root (page);

  /* A password entry of GTK 4.8 still listens to the focus when it is gone. */
  if (root != NULL && (gtk_widget_get_state_flags (page) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    gtk_root_set_focus (root, NULL);
  gtk_stack_remove (self->stack, page);
  g_object_run_dispose (G_OBJECT (page));
}

/* Nothing of it is left: the next who comes in may be another person. */
static void
clear (SolAccountPlace *self)
{
  GtkWidget *page;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->stack))) != NULL)
    end_page (self, page);
  g_queue_clear_full (self->trail, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->wanted, g_free);
  sol_account_place_keep (self, NULL, NULL);
}

static void
forget_password (SolAccountPlace *self)
{
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
}

static gboolean
sol_account_place_grab_focus (GtkWidget *widget)
{
  GtkWidget *page = gtk_stack_get_visible_child (SOL_ACCOUNT_PLACE (widget)->stack);

  return page != NULL && gtk_widget_grab_focus (page);
}

static void
sol_account_place_dispose (GObject *object)
{
  SolAccountPlace *self = SOL_ACCOUNT_PLACE (object);

  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    clear (self);
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_account_place_parent_class)->dispose (object);
}

static void
sol_account_place_finalize (GObject *object)
{
  SolAccountPlace *self = SOL_ACCOUNT_PLACE (object);

  forget_password (self);
  g_free (self->address);
  g_free (self->subject);
  g_free (self->wanted);
  g_queue_free_full (self->trail, g_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->acting);
  G_OBJECT_CLASS (sol_account_place_parent_class)->finalize (object);
}

static void
sol_account_place_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, SOL_ACCOUNT_PLACE (object)->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sol_account_place_class_init (SolAccountPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = sol_account_place_get_property;
  G_OBJECT_CLASS (klass)->dispose = sol_account_place_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_account_place_finalize;
  sol_focus_set_grab (widget_class, sol_account_place_grab_focus);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  /* The window shows its sections again. */
  signals[SIGNAL_LEFT] = g_signal_new ("left", SOL_TYPE_ACCOUNT_PLACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  /* Something passing, in one short sentence. */
  signals[SIGNAL_SAID] = g_signal_new ("said", SOL_TYPE_ACCOUNT_PLACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolAccountPlace, flap);
  gtk_widget_class_bind_template_child (widget_class, SolAccountPlace, clamp);
  gtk_widget_class_bind_template_child (widget_class, SolAccountPlace, stack);
  gtk_widget_class_install_action (widget_class, "account.show", "s", show_page);
  gtk_widget_class_install_action (widget_class, "account.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "account.leave", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "account.back", NULL);
}

static void
sol_account_place_init (SolAccountPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->trail = g_queue_new ();
}

/**
 * sol_account_place_set_session:
 * @session: (nullable): an opened catalogue that has a platform
 * @acting: (nullable): for whom one acts in this window; with @session
 *
 * Lets go what was shown of another one.
 */
void
sol_account_place_set_session (SolAccountPlace *self, SolSession *session, SolActingFor *acting)
{
  clear (self);
  g_set_object (&self->session, session);
  g_set_object (&self->acting, acting);
}

/**
 * sol_account_place_show:
 * @page: its name; what it is about may follow after a slash. Back leads to the one before. One
 *   that is about something else yet is ended: each page is there once
 *
 * Who claims, corrects, or says a word, comes in first, and is led back to it.
 */
void
sol_account_place_show (SolAccountPlace *self, const char *page)
{
  static const char *const within[] = { "claim", "correction", "handover", "offer",
                                        "word",  "words",      NULL };
  const char *before = gtk_stack_get_visible_child_name (self->stack);
  g_auto (GStrv) parts = g_strsplit (page, "/", 2);
  const gboolean is_in = sol_account_session_get_id (sol_account_place_get_account (self)) != NULL;
  const char *name = parts[0];
  GtkWidget *made;

  if (!is_in && g_strv_contains (within, name))
    {
      name = "sign-in";
      g_free (self->wanted);
      self->wanted = g_strdup (page);
    }
  g_free (self->subject);
  self->subject = g_strdup (name == parts[0] ? parts[1] : page);
  if (before != NULL && !g_str_equal (before, name))
    g_queue_push_head (self->trail, g_strdup (before));
  made = gtk_stack_get_child_by_name (self->stack, name);
  if (made != NULL && self->subject != NULL &&
      g_strcmp0 (g_object_get_data (G_OBJECT (made), ABOUT), self->subject) != 0)
    end_page (self, made);
  open_page (self, name);
}

/**
 * sol_account_place_say:
 * @text: something passing, in one short sentence
 */
void
sol_account_place_say (SolAccountPlace *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_SAID], 0, text);
}

/**
 * sol_account_place_choose:
 * @organisation: (nullable): the id of one of those that one belongs to; %NULL for oneself
 *
 * Acts for it from now on in this window, and leaves.
 */
void
sol_account_place_choose (SolAccountPlace *self, const char *organisation)
{
  SolMembership *membership;
  g_autofree char *said = NULL;

  sol_acting_for_choose (self->acting, organisation);
  membership = sol_acting_for_get_membership (self->acting);
  /* Translators: %s is the name of an organisation, or of the person */
  said = g_strdup_printf (
      _ ("You act for %s"),
      membership != NULL ? sol_membership_get_name (membership)
                         : sol_account_session_get_name (sol_account_place_get_account (self)));
  sol_account_place_say (self, said);
  sol_account_place_leave (self);
}

/**
 * sol_account_place_await:
 * @organisation: the id of one that was founded just now
 *
 * Acts for it in this window from the moment on that one belongs to it.
 */
void
sol_account_place_await (SolAccountPlace *self, const char *organisation)
{
  sol_acting_for_await (self->acting, organisation);
}

static void
go_in (SolAccountPlace *self)
{
  SolAccountSession *account = sol_account_place_get_account (self);
  GListModel *list = sol_account_session_get_memberships (account);
  g_autoptr (SolMembership) only = g_list_model_get_item (list, 0);

  forget_password (self);
  g_queue_clear_full (self->trail, g_free);
  if (sol_account_session_take_reopened (account))
    sol_account_place_say (self, _ ("Your account stays: you signed in, so it is not erased"));
  if (g_list_model_get_n_items (list) == 1)
    sol_account_place_choose (self, sol_membership_get_id (only));
  else if (only == NULL && self->wanted == NULL && sol_account_session_get_reviews (account)[0])
    {
      sol_account_place_leave (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.section", "s", "review");
    }
  else
    open_page (self, "organisations");
}

/* Without a line now, what was known before holds. */
static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolAccountPlace) self = user_data;
  g_autoptr (GError) error = NULL;

  sol_account_session_refresh_finish (SOL_ACCOUNT_SESSION (source), result, &error);
  if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    go_in (self);
}

/**
 * sol_account_place_come_in:
 *
 * Somebody has signed in: who belongs to one organisation acts for it, who only reviews begins, and
 * others are asked.
 */
void
sol_account_place_come_in (SolAccountPlace *self)
{
  sol_account_session_refresh_async (sol_account_place_get_account (self), self->cancellable,
                                     on_refreshed, g_object_ref (self));
}

/**
 * sol_account_place_leave:
 *
 * Gives up what is waited for, and has the window show its sections; or what one came in for.
 */
void
sol_account_place_leave (SolAccountPlace *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  clear (self);
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
  if (wanted != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.account", "s", wanted);
}

/**
 * sol_account_place_get_title:
 *
 * Returns: (transfer none) (nullable): of the page that is shown, in the user's language; told by
 *   "notify::title"
 */
const char *
sol_account_place_get_title (SolAccountPlace *self)
{
  return self->title;
}

/**
 * sol_account_place_get_session:
 *
 * Returns: (transfer none): the catalogue whose platform this is
 */
SolSession *
sol_account_place_get_session (SolAccountPlace *self)
{
  return self->session;
}

/**
 * sol_account_place_get_account:
 *
 * Returns: (transfer none): who is signed in at its platform
 */
SolAccountSession *
sol_account_place_get_account (SolAccountPlace *self)
{
  return sol_session_get_account (self->session);
}

/**
 * sol_account_place_get_membership:
 *
 * Returns: (transfer none) (nullable): for what one acts in this window; %NULL for oneself
 */
SolMembership *
sol_account_place_get_membership (SolAccountPlace *self)
{
  return sol_acting_for_get_membership (self->acting);
}

/**
 * sol_account_place_get_cancellable:
 *
 * Returns: (transfer none): cancelled when one leaves
 */
GCancellable *
sol_account_place_get_cancellable (SolAccountPlace *self)
{
  return self->cancellable;
}

/**
 * sol_account_place_keep:
 * @address: (nullable): what was typed on one page, for the next
 * @password: (nullable): likewise; in memory until one leaves
 */
void
sol_account_place_keep (SolAccountPlace *self, const char *address, const char *password)
{
  char *kept = g_strdup (address); /* which may be what was kept already */

  g_free (self->address);
  self->address = kept;
  forget_password (self);
  self->password = g_strdup (password);
}

const char *
sol_account_place_get_address (SolAccountPlace *self)
{
  return self->address != NULL ? self->address : "";
}

/* Returns: (nullable): what the page is about, as it is made; of coming in, the page one comes for
 */
const char *
sol_account_place_get_subject (SolAccountPlace *self)
{
  return self->subject;
}

const char *
sol_account_place_get_password (SolAccountPlace *self)
{
  return self->password;
}
