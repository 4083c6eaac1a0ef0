/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-session-banners.h"

#include <glib/gi18n.h>

#include "app/sol-banner.h"
#include "app/sol-error-words.h"
#include "app/sol-sync-words.h"
#include "sol-config.h"
#include "store/sol-store-meta.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-session-banners.ui"

/**
 * SolSessionBanners:
 *
 * What is to be known of the opened catalogue, above it: of what kind it is, what happened to its
 * copy here, and how the exchanges with its platform go.
 */
struct _SolSessionBanners
{
  AdwBin parent_instance;

  GSettings *settings;
  SolSession *session; /* (nullable) */
  SolBanner *kind;
  SolBanner *notice;
  SolBanner *account;
  SolBanner *exchanges;
  gboolean told_below;
};

G_DEFINE_FINAL_TYPE (SolSessionBanners, sol_session_banners, ADW_TYPE_BIN)

static void
show_exchanges (SolSessionBanners *self)
{
  SolSync *sync = sol_session_get_sync (self->session);
  const SolSyncState state = sol_sync_get_state (sync);
  const SolSyncWords *said = sol_sync_words_get (state);
  g_autofree char *note = sol_sync_words_make_note (state, sol_sync_get_download_size (sync),
                                                    sol_sync_get_detail (sync));
  g_autofree char *text = sol_sync_words_make_banner (state, note, sol_sync_get_last_success (sync),
                                                      sol_sync_get_retry_at (sync));

  /* An attempt is no news: the banner stays until it succeeded. */
  if (state == SOL_SYNC_RUNNING && sol_banner_is_shown (self->exchanges))
    return;
  if (!said->in_banner || (self->told_below && note == NULL))
    {
      sol_banner_hide (self->exchanges);
      return;
    }

  sol_banner_show (self->exchanges, said->icon, text);
  if (said->button != NULL)
    sol_banner_set_button (self->exchanges, _ (said->button), said->action);
  if (state == SOL_SYNC_METERED && g_settings_get_enum (self->settings, "metered") == 0)
    sol_banner_set_secondary (self->exchanges, _ ("Wait for Another Network"),
                              "win.refuse-metered");
}

static void
show_demonstration (SolSessionBanners *self)
{
  sol_banner_show (self->kind, "dialog-information-symbolic",
                   _ ("Demonstration, all invented. What you write stays in it."));
  sol_banner_set_button (self->kind, _ ("Leave"), "app.leave-demonstration");
}

static void
on_demo_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionBanners) self = user_data;
  g_autofree char *demo = sol_store_get_meta_finish (SOL_STORE (source), result, NULL);

  /* Another catalogue may have been opened meanwhile. */
  if (self->session != NULL && sol_session_get_store (self->session) == SOL_STORE (source) &&
      g_strcmp0 (demo, "true") == 0)
    show_demonstration (self);
}

/* The server says that its structures are invented: kept in the store, so offline too. */
static void
look_for_demonstration (SolSessionBanners *self)
{
  sol_store_get_meta_async (sol_session_get_store (self->session), SOL_SYNC_META_DEMO, NULL,
                            on_demo_read, g_object_ref (self));
}

static void
show_kind (SolSessionBanners *self)
{
  const SolSessionKind kind = sol_session_get_kind (self->session);

  if (kind == SOL_SESSION_DEMO)
    show_demonstration (self);
  else if (kind == SOL_SESSION_PLATFORM)
    look_for_demonstration (self);
  else
    {
      sol_banner_show (self->kind, "changes-prevent-symbolic",
                       _ ("This catalogue was read from a file. It is read-only."));
      sol_banner_set_button (self->kind, _ ("Close the File"), "app.leave-file");
    }
}

/* Once: the store says it of one opening, and the session hands it out a single time. */
static void
show_notice (SolSessionBanners *self)
{
  const gboolean from_file = sol_session_get_kind (self->session) == SOL_SESSION_FILE;

  if (!sol_session_take_notice (self->session))
    return;

  sol_banner_show (self->notice, "dialog-warning-symbolic",
                   from_file ? _ ("The copy of this file kept here was damaged and was set aside. "
                                  "Open the file again.")
                             : _ ("The catalogue kept here could not be read. It is being received "
                                  "again; your own work was left as it is."));
  if (from_file)
    sol_banner_set_button (self->notice, _ ("Open a File…"), "app.open");
  sol_banner_set_secondary (self->notice, _ ("Close"), "banners.close-notice");
}

/* Returns: whether his files cannot be opened, and he was told why */
static gboolean
show_fault (SolSessionBanners *self)
{
  SolSessionAccount *files = sol_session_get_account_files (self->session);
  const GError *error = sol_session_account_get_error (files);
  g_autofree char *said = error != NULL ? sol_error_words_say (error) : NULL;
  g_autofree char *text = NULL;

  if (error == NULL)
    return FALSE;
  /* Translators: %s says what happened and what to do */
  text = g_strdup_printf (_ ("Your own work cannot be opened: you can read, and write nothing. %s"),
                          said);
  sol_banner_show (self->account, "dialog-warning-symbolic", text);
  return TRUE;
}

static void
show_account (SolSessionBanners *self)
{
  SolAccountSession *account = sol_session_get_account (self->session);

  if (show_fault (self))
    return;
  if (sol_session_account_get_stays (sol_session_get_account_files (self->session)))
    {
      sol_banner_show (self->account, "dialog-warning-symbolic",
                       _ ("Another program has the files of your account open: they are still on "
                          "this computer. Close it, then start this application again, and they "
                          "go."));
      return;
    }
  if (sol_account_session_get_state (account) != SOL_ACCOUNT_ENDED || self->told_below)
    {
      sol_banner_hide (self->account);
      return;
    }
  sol_banner_show (self->account, "avatar-default-symbolic",
                   _ ("You are signed out. What you wrote is kept here."));
  sol_banner_set_button (self->account, _ ("Sign In"), "win.sign-in");
}

static void
close_notice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_banner_hide (SOL_SESSION_BANNERS (widget)->notice);
  gtk_widget_activate_action (widget, "win.search", NULL);
}

static void
on_metered_answered (SolSessionBanners *self)
{
  if (self->session != NULL && sol_session_get_sync (self->session) != NULL)
    show_exchanges (self);
}

static void
drop_session (SolSessionBanners *self)
{
  SolSync *sync = self->session != NULL ? sol_session_get_sync (self->session) : NULL;

  if (sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (sync, self);
      g_signal_handlers_disconnect_by_data (sol_session_get_account (self->session), self);
      g_signal_handlers_disconnect_by_data (sol_session_get_account_files (self->session), self);
    }
  g_clear_object (&self->session);
}

static void
sol_session_banners_dispose (GObject *object)
{
  SolSessionBanners *self = SOL_SESSION_BANNERS (object);

  drop_session (self);
  g_clear_object (&self->settings);
  /* The bin's own child is not bound: the template would leave it to the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_session_banners_parent_class)->dispose (object);
}

static void
sol_session_banners_class_init (SolSessionBannersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_session_banners_dispose;
  /* The builder knows a type by name only once it is registered. */
  g_type_ensure (SOL_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSessionBanners, kind);
  gtk_widget_class_bind_template_child (widget_class, SolSessionBanners, notice);
  gtk_widget_class_bind_template_child (widget_class, SolSessionBanners, account);
  gtk_widget_class_bind_template_child (widget_class, SolSessionBanners, exchanges);
  gtk_widget_class_install_action (widget_class, "banners.close-notice", NULL, close_notice);
}

static void
sol_session_banners_init (SolSessionBanners *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_banner_set_max_lines (self->kind, 3);
}

/**
 * sol_session_banners_set_settings:
 * @settings: where the answer about metered lines is kept
 */
void
sol_session_banners_set_settings (SolSessionBanners *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "changed::metered", G_CALLBACK (on_metered_answered), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_session_banners_set_told_below:
 * @told_below: whether what is below says how the exchanges go: only the rest is said here
 */
void
sol_session_banners_set_told_below (SolSessionBanners *self, gboolean told_below)
{
  if (self->told_below == told_below)
    return;
  self->told_below = told_below;
  if (told_below)
    sol_banner_hide (self->exchanges);
  if (self->session == NULL || sol_session_get_sync (self->session) == NULL)
    return;
  show_exchanges (self);
  show_account (self);
}

/**
 * sol_session_banners_set_session:
 * @session: (nullable): the opened catalogue, if any
 */
void
sol_session_banners_set_session (SolSessionBanners *self, SolSession *session)
{
  SolSync *sync = session != NULL ? sol_session_get_sync (session) : NULL;

  drop_session (self);
  sol_banner_hide (self->kind);
  sol_banner_hide (self->notice);
  sol_banner_hide (self->account);
  sol_banner_hide (self->exchanges);
  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  show_kind (self);
  show_notice (self);
  if (sync == NULL)
    return;

  g_signal_connect_swapped (sync, "notify", G_CALLBACK (show_exchanges), self);
  g_signal_connect_swapped (sync, "notify::last-success", G_CALLBACK (show_kind), self);
  g_signal_connect_swapped (sol_session_get_account (session), "notify::state",
                            G_CALLBACK (show_account), self);
  g_signal_connect_swapped (sol_session_get_account_files (session), "notify::store",
                            G_CALLBACK (show_account), self);
  show_exchanges (self);
  show_account (self);
}
