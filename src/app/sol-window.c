/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-window.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-place.h"
#include "app/account/sol-sign-out.h"
#include "app/outbox/sol-outbox-place.h"
#include "app/sol-failure.h"
#include "app/sol-first-run.h"
#include "app/sol-header.h"
#include "app/sol-sections.h"
#include "app/sol-session-banners.h"
#include "app/widgets/sol-toast-focus.h"
#include "app/widgets/sol-toast.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-window.ui"
#define NARROW_WIDTH 560             /* px */
#define NARROW_CLASS "narrow-window" /* of style.css */
#define MOUSE_BACK 8                 /* the mouse's button, as X and Wayland count them */

/**
 * SolWindow:
 *
 * The header, the banners and the sections around what one opened catalogue shows.
 */
struct _SolWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  SolSession *session;
  SolActingFor *acting;
  char *landing; /* (nullable): page of the account to show when the catalogue is opened */
  SolHeader *header;
  SolAccountPlace *account;
  SolOutboxPlace *outbox;
  SolSessionBanners *banners;
  AdwToastOverlay *toasts;
  GtkStack *stages;
  GtkWidget *first_run;
  SolSections *sections;
  AdwViewSwitcherBar *switcher_bar;
  GtkLabel *loading;
  SolFailure *failure;
};

G_DEFINE_FINAL_TYPE (SolWindow, sol_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the section that is shown does: their keys hold wherever in the window the focus is. */
static const char *const forwarded[] = { "win.search",    "win.back",      "win.toggle-filters",
                                         "win.next-pane", "win.next-part", "win.previous-part",
                                         "win.next-gap",  "win.send" };

static gboolean
is_at (SolWindow *self, const char *stage)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stages), stage) == 0;
}

static void
forward (GtkWidget *widget, const char *action, GVariant *unused)
{
  SolWindow *self = SOL_WINDOW (widget);

  if (is_at (self, "account") && g_str_equal (action, "win.back"))
    gtk_widget_activate_action (GTK_WIDGET (self->account), "account.back", NULL);
  else if (is_at (self, "outbox") && g_str_equal (action, "win.back"))
    gtk_widget_activate_action (GTK_WIDGET (self->outbox), "outbox.back", NULL);
  else
    sol_sections_activate (self->sections, action);
}

static void
sync_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWindow *self = SOL_WINDOW (widget);

  if (self->session != NULL && sol_session_get_sync (self->session) != NULL)
    sol_sync_try_now (sol_session_get_sync (self->session));
}

/* The answer is a preference: it holds at the next start, and can be changed there. */
static void
answer_metered (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const gboolean allowed = g_str_equal (action, "win.allow-metered");

  g_settings_set_string (SOL_WINDOW (widget)->settings, "metered", allowed ? "always" : "never");
}

static gboolean
is_away (SolWindow *self)
{
  return is_at (self, "account") || is_at (self, "outbox");
}

/* Where nothing that has the focus takes it. From the header too: what one was doing there had the
 * focus before. */
static gboolean
on_escape (GtkWidget *widget, GVariant *unused, gpointer user_data)
{
  SolWindow *self = SOL_WINDOW (widget);

  if (!is_away (self) &&
      !(is_at (self, "sections") && sol_sections_get_can_go_back (self->sections)))
    return FALSE;
  forward (widget, "win.back", NULL);
  return TRUE;
}

static void
on_pressed (SolWindow *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  forward (GTK_WIDGET (self), "win.back", NULL);
}

static void
update_title (SolWindow *self)
{
  const gboolean within = is_at (self, "sections") &&
                          !sol_sections_is_in_catalogue (self->sections);
  const char *title = is_at (self, "account")  ? sol_account_place_get_title (self->account)
                      : is_at (self, "outbox") ? _ ("What I send")
                      : within                 ? sol_sections_get_title (self->sections)
                                               : _ ("Achetons Solidaires");

  sol_header_set_title (self->header, title);
}

static void
update_header (SolWindow *self)
{
  const gboolean away = is_away (self);
  const gboolean deep = away || sol_sections_get_can_go_back (self->sections);
  const gboolean listing = !sol_sections_is_in_catalogue (self->sections);
  const char *back = away || listing ? _ ("Back") : _ ("Back to the results");

  update_title (self);
  sol_header_set_back (self->header, deep ? back : NULL);
  sol_header_set_has_filters (self->header, !away && sol_sections_get_has_filters (self->sections));
  sol_header_set_has_sections (self->header, is_at (self, "sections") &&
                                                 sol_sections_get_several (self->sections));
}

static void
set_stage (SolWindow *self, const char *name)
{
  const gboolean reading = g_str_equal (name, "sections");

  gtk_stack_set_visible_child_name (self->stages, name);
  sol_session_banners_set_told_below (self->banners, g_str_equal (name, "outbox"));
  update_header (self);
  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), forwarded[i],
                                   reading ||
                                       (g_str_equal (forwarded[i], "win.back") && is_away (self)));
}

static void
on_left (SolWindow *self)
{
  set_stage (self, "sections");
  sol_sections_return (self->sections);
}

/* @parameter: name of a section, or its number among those that can be seen */
static void
show_section (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWindow *self = SOL_WINDOW (widget);

  if (self->session == NULL)
    return;
  if (!is_at (self, "sections"))
    set_stage (self, "sections");
  if (g_variant_is_of_type (parameter, G_VARIANT_TYPE_STRING))
    sol_sections_show (self->sections, g_variant_get_string (parameter, NULL));
  else
    sol_sections_show_nth (self->sections, (guint) g_variant_get_int32 (parameter));
}

/* @parameter: (nullable): name of a page */
static void
show_account (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWindow *self = SOL_WINDOW (widget);
  const char *page = parameter != NULL ? g_variant_get_string (parameter, NULL) : "sign-in";

  if (sol_acting_for_get_account (self->acting) == NULL)
    {
      sol_window_add_toast (self, _ ("This catalogue is a file: open that of a platform first"));
      return;
    }
  set_stage (self, "account");
  sol_account_place_show (self->account, page);
}

static void
show_outbox (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWindow *self = SOL_WINDOW (widget);

  if (self->session == NULL || sol_session_get_account_store (self->session) == NULL)
    return;
  set_stage (self, "outbox");
  sol_outbox_place_show (self->outbox);
  if (g_str_equal (action, "win.back-up"))
    gtk_widget_activate_action (GTK_WIDGET (self->outbox), "outbox.back-up", NULL);
}

static void
on_discarded (SolWindow *self, const char *title, const char *id)
{
  sol_window_take_toast (self, sol_toast_new_undo (title, "win.undo-discard", id));
}

static void
undo_discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (SOL_WINDOW (widget)->outbox),
                                      "outbox.undo-discard", parameter);
}

static void
sign_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWindow *self = SOL_WINDOW (widget);

  if (self->session != NULL)
    sol_sign_out_start (self, self->session, g_str_equal (action, "win.change-account"));
}

static void
drop_session (SolWindow *self)
{
  sol_sections_set_session (self->sections, NULL, NULL);
  sol_account_place_set_session (self->account, NULL, NULL);
  sol_outbox_place_set_session (self->outbox, NULL, NULL);
  sol_acting_for_set_account (self->acting, NULL);
  sol_header_set_sync (self->header, NULL, NULL);
  sol_session_banners_set_session (self->banners, NULL);
  g_clear_object (&self->session);
}

static void
sol_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const gboolean narrow = width < NARROW_WIDTH;

  GTK_WIDGET_CLASS (sol_window_parent_class)->size_allocate (widget, width, height, baseline);
  sol_header_set_narrow (SOL_WINDOW (widget)->header, narrow);
  if (gtk_widget_has_css_class (widget, NARROW_CLASS) == narrow)
    return;
  if (narrow)
    gtk_widget_add_css_class (widget, NARROW_CLASS);
  else
    gtk_widget_remove_css_class (widget, NARROW_CLASS);
}

static void
sol_window_dispose (GObject *object)
{
  SolWindow *self = SOL_WINDOW (object);

  /* The template goes with the first disposal of several. */
  if (self->sections != NULL)
    drop_session (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->acting);
  g_clear_pointer (&self->landing, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WINDOW);
  G_OBJECT_CLASS (sol_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolWindow, header);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, account);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, outbox);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, banners);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, stages);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, first_run);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, sections);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, SolWindow, failure);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    gtk_widget_class_install_action (widget_class, forwarded[i], NULL, forward);
  gtk_widget_class_install_action (widget_class, "win.section", "s", show_section);
  gtk_widget_class_install_action (widget_class, "win.nth-section", "i", show_section);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_now);
  gtk_widget_class_install_action (widget_class, "win.outbox", NULL, show_outbox);
  gtk_widget_class_install_action (widget_class, "win.back-up", NULL, show_outbox);
  gtk_widget_class_install_action (widget_class, "win.undo-discard", "s", undo_discard);
  gtk_widget_class_install_action (widget_class, "win.account", "s", show_account);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, show_account);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out);
  gtk_widget_class_install_action (widget_class, "win.change-account", NULL, sign_out);
  gtk_widget_class_install_action (widget_class, "win.allow-metered", NULL, answer_metered);
  gtk_widget_class_install_action (widget_class, "win.refuse-metered", NULL, answer_metered);
}

static void
sol_window_class_init (SolWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_window_dispose;
  widget_class->size_allocate = sol_window_size_allocate;
  /* The builder knows a type by name only once it is registered. */
  g_type_ensure (SOL_TYPE_ACCOUNT_PLACE);
  g_type_ensure (SOL_TYPE_OUTBOX_PLACE);
  g_type_ensure (SOL_TYPE_SECTIONS);
  g_type_ensure (SOL_TYPE_SESSION_BANNERS);
  g_type_ensure (SOL_TYPE_FAILURE);
  g_type_ensure (SOL_TYPE_FIRST_RUN);
  g_type_ensure (SOL_TYPE_HEADER);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_left);
  gtk_widget_class_bind_template_callback (widget_class, on_discarded);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
  gtk_widget_class_bind_template_callback (widget_class, update_title);
  gtk_widget_class_bind_template_callback (widget_class, sol_window_add_toast);

  install_actions (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
sol_window_init (SolWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_toast_focus_guard (GTK_WINDOW (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), SOL_APPLICATION_ID);
  self->acting = sol_acting_for_new ();
  sol_header_set_acting (self->header, self->acting);
  sol_header_set_stack (self->header, sol_sections_get_stack (self->sections));
  adw_view_switcher_bar_set_stack (self->switcher_bar, sol_sections_get_stack (self->sections));
  set_stage (self, "loading");
}

/**
 * sol_window_new:
 * @settings: keeps the window's size from one start to the next
 *
 * Returns: (transfer floating): a window that waits for its catalogue
 */
GtkWidget *
sol_window_new (GtkApplication *application, GSettings *settings)
{
  SolWindow *self = g_object_new (SOL_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  sol_session_banners_set_settings (self->banners, settings);
  sol_sections_set_settings (self->sections, settings);
  return GTK_WIDGET (self);
}

static void
set_titles (SolWindow *self, const char *catalogue)
{
  g_autofree char *title = NULL;

  sol_header_set_subtitle (self->header, catalogue);
  if (catalogue != NULL)
    title = g_strdup_printf ("%s — %s", catalogue, _ ("Achetons Solidaires"));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _ ("Achetons Solidaires"));
}

/**
 * sol_window_show_first_run:
 *
 * Lets the catalogue go and asks for another.
 */
void
sol_window_show_first_run (SolWindow *self)
{
  drop_session (self);
  set_titles (self, NULL);
  set_stage (self, "first-run");
  gtk_widget_grab_focus (self->first_run);
}

/**
 * sol_window_show_loading:
 * @text: what is waited for
 *
 * Lets the catalogue go and says that another comes.
 */
void
sol_window_show_loading (SolWindow *self, const char *text)
{
  drop_session (self);
  set_titles (self, NULL);
  gtk_label_set_label (self->loading, text);
  set_stage (self, "loading");
}

/**
 * sol_window_show_failure:
 * @error: why no catalogue could be opened
 */
void
sol_window_show_failure (SolWindow *self, const GError *error)
{
  drop_session (self);
  set_titles (self, NULL);
  sol_failure_set_error (self->failure, error);
  set_stage (self, "failure");
  gtk_widget_grab_focus (GTK_WIDGET (self->failure));
}

static void
land (SolWindow *self)
{
  g_autofree char *page = g_steal_pointer (&self->landing);

  if (page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.account", "s", page);
}

/**
 * sol_window_set_landing:
 * @page: of the account
 *
 * Shows it as soon as the next catalogue is opened.
 */
void
sol_window_set_landing (SolWindow *self, const char *page)
{
  g_free (self->landing);
  self->landing = g_strdup (page);
}

/**
 * sol_window_set_session:
 * @session: an opened catalogue
 */
void
sol_window_set_session (SolWindow *self, SolSession *session)
{
  drop_session (self);
  self->session = g_object_ref (session);
  set_titles (self, sol_session_get_title (session));
  /* Of the demonstration it would be this computer's own address, another at each start. */
  sol_header_set_sync (
      self->header, sol_session_get_sync (session),
      sol_session_get_kind (session) != SOL_SESSION_DEMO ? sol_session_get_source (session) : NULL);
  sol_session_banners_set_session (self->banners, session);
  sol_acting_for_set_account (self->acting, sol_session_get_account (session));
  sol_account_place_set_session (self->account, session, self->acting);
  sol_outbox_place_set_session (self->outbox, session, self->acting);
  sol_sections_set_session (self->sections, session, self->acting);
  sol_sections_bind_filters (self->sections, sol_header_get_filters (self->header));
  set_stage (self, "sections");
  forward (GTK_WIDGET (self), "win.search", NULL);
  land (self);
}

/**
 * sol_window_add_toast:
 * @title: a passing thing, in one short sentence
 */
void
sol_window_add_toast (SolWindow *self, const char *title)
{
  adw_toast_overlay_add_toast (self->toasts, sol_toast_new (title));
}

/**
 * sol_window_take_toast:
 * @toast: (transfer full): one of another kind
 */
void
sol_window_take_toast (SolWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}
