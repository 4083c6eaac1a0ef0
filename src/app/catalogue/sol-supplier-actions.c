/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-actions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-file-choice.h"
#include "app/widgets/sol-toast.h"
#include "model/sol-contact-link.h"
#include "model/sol-siret.h"
#include "store/sol-store-meta.h"
#include "sync/sol-sync-state.h"

/* The window shows what passes; a page that stands in none of ours may have its own place. */
static void
show_toast (GtkWidget *from, const char *text)
{
  GtkWidget *overlay;

  if (gtk_widget_activate_action (from, "win.toast", "s", text))
    return;
  overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), sol_toast_new (text));
}

static void
take_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_toast (from, _ ("No application opens this. The address is in the identity below."));
}

/**
 * sol_supplier_actions_open:
 * @uri: made by sol-supplier-link.h
 *
 * Opens it in the user's browser, mail or telephone application; says so when there is none.
 */
void
sol_supplier_actions_open (GtkWidget *from, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (from);

  if (uri != NULL && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, take_opened,
                       g_object_ref (from));
}

/**
 * sol_supplier_actions_make_identity:
 *
 * Returns: (transfer full): name, SIRET and address, a line each, as they are pasted in a letter
 */
char *
sol_supplier_actions_make_identity (SolSupplier *supplier)
{
  const char *name = sol_record_get_text (SOL_RECORD (supplier), "name");
  const char *siret = sol_record_get_text (SOL_RECORD (supplier), "siret");
  g_autofree char *address = sol_supplier_text_make_address (supplier);
  g_autoptr (GString) text = g_string_new (name);

  if (siret != NULL && *siret != '\0')
    {
      g_autofree char *formatted = sol_siret_format (siret);

      g_string_append_printf (text, "\nSIRET %s", formatted);
    }
  if (*address != '\0')
    g_string_append_printf (text, "\n%s", address);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_supplier_actions_copy_identity:
 *
 * Puts name, SIRET and address in the clipboard and says so.
 */
void
sol_supplier_actions_copy_identity (GtkWidget *from, SolSupplier *supplier)
{
  g_autofree char *text = sol_supplier_actions_make_identity (supplier);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text);
  show_toast (from, _ ("SIRET and address copied"));
}

/**
 * sol_supplier_actions_copy_link:
 * @link: (nullable): %NULL when there is none
 */
void
sol_supplier_actions_copy_link (GtkWidget *from, const char *link)
{
  if (link != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (from), link);
  show_toast (from, link != NULL ? _ ("Link copied") : _ ("This structure has no link"));
}

/* A mail to who keeps the catalogue, or the text that is saved where none can be sent. */
typedef struct
{
  GtkWidget *from;
  char *to; /* (nullable) */
  char *subject;
  char *body;
} Report;

static void
report_free (Report *report)
{
  g_object_unref (report->from);
  g_free (report->to);
  g_free (report->subject);
  g_free (report->body);
  g_free (report);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Report, report_free)

static char *
make_body (SolSupplier *supplier)
{
  g_autofree char *identity = sol_supplier_actions_make_identity (supplier);
  const char *id = sol_record_get_id (SOL_RECORD (supplier));

  /* TRANSLATORS: a mail that reports an error: name and address of a structure, its number. */
  return g_strdup_printf (_ ("%s\nListing: %s\n\nWhat is wrong:\n\n\nWhat is right, and how you "
                             "know it:\n\n"),
                          identity, id == NULL ? "" : id);
}

static Report *
make_report (GtkWidget *from, SolSupplier *supplier, const char *platform_mail)
{
  Report *report = g_new0 (Report, 1);

  report->from = g_object_ref (from);
  report->to = g_strdup (platform_mail);
  /* TRANSLATORS: subject of a mail; %s is the name of a structure. */
  report->subject = g_strdup_printf (_ ("Error in a listing: %s"),
                                     sol_record_get_text (SOL_RECORD (supplier), "name"));
  report->body = make_body (supplier);
  return report;
}

static GBytes *
make_text (const Report *report)
{
  GString *text = g_string_new (NULL);

  if (report->to != NULL)
    /* TRANSLATORS: whom a mail is sent to; %s is a mail address. */
    g_string_append_printf (text, _ ("To: %s\n"), report->to);
  g_string_append_printf (text, "%s\n\n%s", report->subject, report->body);
  return g_string_free_to_bytes (text);
}

static void
take_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    show_toast (from, _ ("Text saved: fill it in and send it to the platform"));
  else
    show_toast (from, error->message);
}

static void
save_report (GtkWidget *from, GFile *file, gpointer data)
{
  g_autoptr (Report) report = data;
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return;
  bytes = make_text (report);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, take_saved, g_object_ref (from));
}

static void
ask_where_to_save (Report *owned_report)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Save the Report"), NULL, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _ ("error-report.txt"));
  sol_file_choice_ask (owned_report->from, dialog, save_report, owned_report);
}

static void
take_mail_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Report) report = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_toast (report->from, _ ("No mail application opens. Save the text to send it later."));
  ask_where_to_save (g_steal_pointer (&report));
}

/* What is written about, while it is looked up to whom. */
typedef struct
{
  GtkWidget *from;
  SolSupplier *supplier;
} About;

static void
about_free (About *about)
{
  g_object_unref (about->from);
  g_object_unref (about->supplier);
  g_free (about);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (About, about_free)

static void
write_report (GtkWidget *from, SolSupplier *supplier, const char *platform_mail)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autoptr (Report) report = make_report (from, supplier, platform_mail);
  g_autofree char *uri = sol_contact_link_make_mail (platform_mail, report->subject, report->body);

  if (uri != NULL && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, take_mail_opened,
                       g_steal_pointer (&report));
  else
    ask_where_to_save (g_steal_pointer (&report));
}

static void
take_contact (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (About) about = data;
  g_autofree char *mail = sol_store_get_meta_finish (SOL_STORE (source), result, NULL);

  if (gtk_widget_get_root (about->from) != NULL) /* or he left meanwhile */
    write_report (about->from, about->supplier, mail);
}

/**
 * sol_supplier_actions_report:
 * @store: whose notes say who keeps the catalogue
 *
 * Writes to him about @supplier in the user's mail application; without one of both, saves the text
 * to fill in, so that nothing is lost.
 */
void
sol_supplier_actions_report (GtkWidget *from, SolStore *store, SolSupplier *supplier)
{
  About *about = g_new0 (About, 1);

  about->from = g_object_ref (from);
  about->supplier = g_object_ref (supplier);
  sol_store_get_meta_async (store, SOL_SYNC_META_CONTACT, NULL, take_contact, about);
}
