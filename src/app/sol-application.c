/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-application.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-catalogue-page.h"
#include "app/sol-options.h"
#include "sol-config.h"
#include "sol-ui.h"

struct _SolApplication
{
  AdwApplication parent_instance;

  SolStore *store;
};

G_DEFINE_FINAL_TYPE (SolApplication, sol_application, ADW_TYPE_APPLICATION)

static char *
make_store_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "achetons-solidaires", NULL);
}

/* Here, before GApplication registers and GTK looks for a display: scripts and ssh sessions have
 * none. Returning -1 goes on to the window. */
static int
sol_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  return sol_options_handle (given);
}

static void
present_window (GtkWidget *window)
{
  gtk_window_set_title (GTK_WINDOW (window), _ ("Achetons Solidaires"));
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_catalogue (SolApplication *self)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *page = sol_catalogue_page_new (self->store);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), page);
  present_window (window);
}

/* A plain window has a title bar without a page to bring one. */
static void
show_failure (SolApplication *self, const GError *error)
{
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (self));
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The catalogue cannot be opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), error->message);
  gtk_window_set_child (GTK_WINDOW (window), page);
  present_window (window);
}

static void
on_store_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  self->store = sol_store_open_finish (result, &error);
  if (self->store != NULL)
    show_catalogue (self);
  else
    show_failure (self, error);
  g_application_release (G_APPLICATION (self));
}

static void
sol_application_activate (GApplication *application)
{
  SolApplication *self = SOL_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *path = make_store_path ();

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  /* Held, since an application without a window would leave before the store is open. */
  g_application_hold (application);
  sol_store_open_async (path, NULL, on_store_opened, g_object_ref (self));
}

static void
sol_application_shutdown (GApplication *application)
{
  SolApplication *self = SOL_APPLICATION (application);

  /* Chained up first: it destroys the windows, which hold lists over the store. */
  G_APPLICATION_CLASS (sol_application_parent_class)->shutdown (application);
  if (self->store != NULL)
    sol_store_close (self->store);
  g_clear_object (&self->store);
}

static void
sol_application_class_init (SolApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = sol_application_handle_local_options;
  application_class->activate = sol_application_activate;
  application_class->shutdown = sol_application_shutdown;
}

static void
sol_application_init (SolApplication *self)
{
  sol_options_add (G_APPLICATION (self));
}

SolApplication *
sol_application_new (void)
{
  /* By hand: the templates are in a static library, whose constructors the linker may drop. */
  g_resources_register (sol_ui_get_resource ());
  return g_object_new (SOL_TYPE_APPLICATION, "application-id", SOL_APPLICATION_ID, NULL);
}
