/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-data-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-data-words.h"
#include "app/sol-file-choice.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"
#include "sync/sol-account-data.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-data-page.ui"

/**
 * SolDataPage:
 *
 * What the platform holds on who is signed in: why, for how long, who sees it; to take it with
 * oneself, and the way out.
 */
struct _SolDataPage
{
  AdwBin parent_instance;

  SolAccountPlace *place;    /* unowned: it holds this page */
  GCancellable *cancellable; /* (nullable): of the download, which goes on without the page */
  GtkListBox *notice;
  GtkLabel *contact;
  GtkLabel *leaving;
  SolSubmitBar *download;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (SolDataPage, sol_data_page, ADW_TYPE_BIN)

static void
end_download (SolDataPage *self)
{
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->cancel, FALSE);
  sol_submit_bar_end (self->download);
}

typedef struct
{
  SolAccountPlace *place;
  SolDataPage *page;
  char *name; /* of the file */
} Download;

static void
download_free (Download *download)
{
  g_object_unref (download->place);
  g_object_unref (download->page);
  g_free (download->name);
  g_free (download);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Download, download_free)

/* Returns: (transfer full): what came of it */
static char *
say (const Download *download, SolAccountSession *account, const GError *error)
{
  if (error == NULL)
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_ ("Your data is in “%s”"), download->name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("Given up: nothing was written"));
  return sol_account_words_refuse (account, error);
}

/* Whoever left the page is told where he is now. */
static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Download) download = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean saved = sol_account_session_save_data_finish (SOL_ACCOUNT_SESSION (source), result,
                                                               &error);
  const gboolean there = download->page->cancel != NULL;
  g_autofree char *said = say (download, SOL_ACCOUNT_SESSION (source), error);

  if (there)
    end_download (download->page);
  if (there && !saved && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sol_submit_bar_refuse (download->page->download, said);
  else
    sol_account_place_say (download->place, said);
}

static void
save (SolDataPage *self, GFile *file)
{
  Download *download = g_new0 (Download, 1);

  download->place = g_object_ref (self->place);
  download->page = g_object_ref (self);
  download->name = g_file_get_basename (file);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->cancel, TRUE);
  sol_submit_bar_wait (self->download, _ ("Receiving your data…"));
  gtk_widget_grab_focus (self->cancel);
  sol_account_session_save_data_async (sol_account_place_get_account (self->place), file,
                                       self->cancellable, on_saved, download);
}

static void
on_chosen (GtkWidget *page, GFile *file, gpointer unused)
{
  if (file != NULL)
    save (SOL_DATA_PAGE (page), file);
}

static void
on_download (SolDataPage *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Download My Data"), NULL, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  /* Translators: the name of a file */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("My data.json"));
  sol_file_choice_ask (GTK_WIDGET (self), chooser, on_chosen, NULL);
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (SOL_DATA_PAGE (widget)->cancellable);
}

static void
add_row (SolDataPage *self, const SolDataNotice *notice)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", notice->title, "subtitle", notice->text, "use-markup", FALSE,
                "subtitle-lines", 0, "title-lines", 0, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  notice->text, -1);
  gtk_list_box_append (self->notice, row);
}

static void
show (SolDataPage *self, const SolPlatformInfo *info)
{
  g_autoptr (GPtrArray) list = sol_data_words_list (info);
  g_autofree char *contact = sol_data_words_make_contact (info);
  g_autofree char *leaving = sol_data_words_make_leaving (info);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->notice, 0)) != NULL)
    gtk_list_box_remove (self->notice, GTK_WIDGET (row));
  for (guint i = 0; i < list->len; i++)
    add_row (self, g_ptr_array_index (list, i));
  gtk_label_set_markup (self->contact, contact);
  gtk_label_set_label (self->leaving, leaving);
}

/* Without a line nothing is told of times, and of whom to write to. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolDataPage) self = user_data;
  g_autoptr (SolPlatformInfo)
      info = sol_account_session_ask_platform_finish (SOL_ACCOUNT_SESSION (source), result, NULL);

  if (self->notice == NULL)
    return;
  if (info != NULL)
    show (self, info);
  else
    gtk_label_set_label (self->contact,
                         _ ("The platform does not answer now: come back to read for how long it "
                            "keeps what it holds, and whom to write to."));
}

static gboolean
sol_data_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_DATA_PAGE (widget)->notice));
}

static void
sol_data_page_dispose (GObject *object)
{
  SolDataPage *self = SOL_DATA_PAGE (object);

  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_DATA_PAGE);
  G_OBJECT_CLASS (sol_data_page_parent_class)->dispose (object);
}

static void
sol_data_page_class_init (SolDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_data_page_dispose;
  sol_focus_set_grab (widget_class, sol_data_page_grab_focus);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolDataPage, notice);
  gtk_widget_class_bind_template_child (widget_class, SolDataPage, contact);
  gtk_widget_class_bind_template_child (widget_class, SolDataPage, leaving);
  gtk_widget_class_bind_template_child (widget_class, SolDataPage, download);
  gtk_widget_class_bind_template_child (widget_class, SolDataPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_download);
  gtk_widget_class_install_action (widget_class, "data.cancel", NULL, cancel);
}

static void
sol_data_page_init (SolDataPage *self)
{
  const SolPlatformInfo nothing = { 0 };

  gtk_widget_init_template (GTK_WIDGET (self));
  show (self, &nothing);
  gtk_label_set_label (self->contact, "");
}

/**
 * sol_data_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_data_page_new (SolAccountPlace *place)
{
  SolDataPage *self = g_object_new (SOL_TYPE_DATA_PAGE, NULL);

  self->place = place;
  sol_account_session_ask_platform_async (sol_account_place_get_account (place),
                                          sol_account_place_get_cancellable (place), on_asked,
                                          g_object_ref (self));
  return GTK_WIDGET (self);
}
