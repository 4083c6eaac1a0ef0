/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-import-page.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"
#include "app/sol-import-lines.h"
#include "app/widgets/sol-focus.h"
#include "model/sol-record.h"
#include "sol-config.h"
#include "store/sol-store-error.h"

#define MAX_KNOWN 100 /* shown; the rest is counted */
#define TEMPLATE SOL_RESOURCE_PATH "census/sol-census-import-page.ui"

/**
 * SolCensusImportPage:
 *
 * What a file holds, before any of it is censused: how many are new, how many are there already,
 * whom the catalogue has, which lines are refused or doubtful, and why. Emits "left" once it was
 * censused, or not.
 */
struct _SolCensusImportPage
{
  AdwBin parent_instance;

  SolCensusImport *import;   /* (nullable) */
  SolAccountStore *store;    /* (nullable): likewise */
  char *organisation;        /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  GtkLabel *title;
  GtkLabel *summary;
  GtkLabel *counts;
  GtkWidget *known_box;
  GtkListBox *known;
  GtkLabel *known_beyond;
  GtkListBox *lines;
  GtkLabel *beyond;
  GtkWidget *accept;
  GtkWidget *give_up;
};

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolCensusImportPage, sol_census_import_page, ADW_TYPE_BIN)

static void
say (SolCensusImportPage *self, const char *summary, const char *counts)
{
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->counts, counts);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), *counts != '\0');
}

/* What is wrong with the file only its reader knows; what the store meets, the table says. */
static void
show_failure (SolCensusImportPage *self, const GError *error)
{
  g_autofree char *said = error->domain == SOL_STORE_ERROR ? sol_error_words_say (error)
                                                           : g_strdup (error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  say (self, _ ("This file cannot be censused"), said);
  gtk_widget_grab_focus (self->give_up);
}

static void
add_known (SolCensusImportPage *self, SolRecord *entry, const char *what)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = sol_record_get_text (entry, "name");

  g_object_set (row, "use-markup", FALSE, "title", name, "subtitle", what, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  gtk_list_box_append (self->known, row);
}

/* Whom the catalogue has, and what becomes of each. */
static void
show_known (SolCensusImportPage *self, GPtrArray *known, GPtrArray *claimed)
{
  const guint n = known->len + claimed->len;
  const guint n_beyond = n > MAX_KNOWN ? n - MAX_KNOWN : 0;
  g_autofree char *beyond = g_strdup_printf (
      ngettext ("and %u more structure", "and %u more structures", n_beyond), n_beyond);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->known, 0)) != NULL)
    gtk_list_box_remove (self->known, GTK_WIDGET (row));
  for (guint i = 0; i < n - n_beyond; i++)
    if (i < claimed->len)
      add_known (self, claimed->pdata[i], _ ("Its people have its listing already: not invited"));
    else
      add_known (self, known->pdata[i - claimed->len],
                 _ ("In the catalogue already: invited to claim its listing"));
  gtk_label_set_label (self->known_beyond, beyond);
  gtk_widget_set_visible (GTK_WIDGET (self->known_beyond), n_beyond > 0);
  gtk_widget_set_visible (self->known_box, n > 0);
}

/* Returns: (transfer full): "2 in the catalogue already · 1 censused before · …", without what is
 * not */
static char *
say_counts (const SolImportReport *report, guint n_known, guint n_claimed)
{
  const guint n_there = report->n[SOL_IMPORT_UPDATED] + report->n[SOL_IMPORT_UNCHANGED];
  const guint n_before = n_there - MIN (n_there, n_known + n_claimed);
  const guint n_refused = report->n[SOL_IMPORT_REFUSED] + report->n[SOL_IMPORT_DOUBTFUL];
  g_autofree char *known = g_strdup_printf (
      ngettext ("%u in the catalogue already", "%u in the catalogue already", n_known), n_known);
  g_autofree char *claimed = g_strdup_printf (
      ngettext ("%u claimed already", "%u claimed already", n_claimed), n_claimed);
  g_autofree char *before = g_strdup_printf (
      ngettext ("%u censused before", "%u censused before", n_before), n_before);
  g_autofree char *refused = g_strdup_printf (
      ngettext ("%u line left out", "%u lines left out", n_refused), n_refused);
  g_autofree char *faults = g_strdup_printf (
      ngettext ("%u SIRET to check", "%u SIRET to check", report->n_siret_faults),
      report->n_siret_faults);
  const struct
  {
    guint n;
    const char *said;
  } parts[] = { { n_known, known },
                { n_claimed, claimed },
                { n_before, before },
                { n_refused, refused },
                { report->n_siret_faults, faults } };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].n > 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i].said);
  return g_string_free (text, FALSE);
}

static void
show_report (SolCensusImportPage *self, const SolImportReport *report)
{
  const guint n = sol_census_import_count (self->import);
  g_autoptr (GPtrArray) known = sol_census_import_list_known (self->import);
  GPtrArray *claimed = sol_census_import_get_claimed (self->import);
  g_autofree char *summary = g_strdup_printf (
      ngettext ("%u structure to census", "%u structures to census", n), n);
  g_autofree char *counts = say_counts (report, known->len, claimed->len);
  g_autofree char *label = g_strdup_printf (
      ngettext ("Census %u structure", "Census %u structures", n), n);

  say (self, summary, counts);
  show_known (self, known, claimed);
  sol_import_lines_fill (self->lines, self->beyond, report);
  gtk_button_set_label (GTK_BUTTON (self->accept), label);
  gtk_widget_set_visible (self->accept, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "census-import.accept", n > 0);
  gtk_widget_grab_focus (n > 0 ? self->accept : self->give_up);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCensusImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const SolImportReport *report = sol_census_import_read_finish (SOL_CENSUS_IMPORT (source), result,
                                                                 &error);

  if (SOL_CENSUS_IMPORT (source) != self->import)
    return;
  if (report != NULL)
    show_report (self, report);
  else
    show_failure (self, error);
}

static void
leave (SolCensusImportPage *self)
{
  sol_census_import_page_let_go (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCensusImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean kept = sol_census_import_keep_finish (SOL_CENSUS_IMPORT (source), result, &error);

  if (SOL_CENSUS_IMPORT (source) != self->import)
    return;
  if (kept)
    leave (self);
  else
    show_failure (self, error);
}

/* It may come a moment after the key that it is of, when the page was left. */
static void
accept (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCensusImportPage *self = SOL_CENSUS_IMPORT_PAGE (widget);

  if (self->import == NULL)
    return;
  gtk_widget_action_set_enabled (widget, "census-import.accept", FALSE);
  say (self, _ ("Censusing…"), "");
  sol_census_import_keep_async (self->import, self->store, self->organisation, self->cancellable,
                                on_kept, g_object_ref (self));
}

static void
give_up (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave (SOL_CENSUS_IMPORT_PAGE (widget));
}

static gboolean
sol_census_import_page_grab_focus (GtkWidget *widget)
{
  SolCensusImportPage *self = SOL_CENSUS_IMPORT_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_sensitive (self->accept) &&
                                        gtk_widget_get_visible (self->accept)
                                    ? self->accept
                                    : self->give_up);
}

static void
sol_census_import_page_dispose (GObject *object)
{
  sol_census_import_page_let_go (SOL_CENSUS_IMPORT_PAGE (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CENSUS_IMPORT_PAGE);
  G_OBJECT_CLASS (sol_census_import_page_parent_class)->dispose (object);
}

static void
sol_census_import_page_class_init (SolCensusImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_census_import_page_dispose;
  sol_focus_set_grab (widget_class, sol_census_import_page_grab_focus);
  signals[LEFT] = g_signal_new ("left", SOL_TYPE_CENSUS_IMPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, counts);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, known_box);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, known);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, known_beyond);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, lines);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, beyond);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, accept);
  gtk_widget_class_bind_template_child (widget_class, SolCensusImportPage, give_up);
  gtk_widget_class_install_action (widget_class, "census-import.accept", NULL, accept);
  gtk_widget_class_install_action (widget_class, "census-import.give-up", NULL, give_up);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "census-import.give-up",
                                       NULL);
}

static void
sol_census_import_page_init (SolCensusImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_census_import_page_open:
 * @entries: of #SolShownRecord: those that were censused before
 * @store: where they are kept
 * @organisation: that censuses
 *
 * Reads @file, and says what is in it.
 */
void
sol_census_import_page_open (SolCensusImportPage *self,
                             GFile *file,
                             SolStore *catalogue,
                             GListModel *entries,
                             SolAccountStore *store,
                             const char *organisation)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);

  sol_census_import_page_let_go (self);
  self->import = sol_census_import_new (file, catalogue, entries);
  self->store = g_object_ref (store);
  self->organisation = g_strdup (organisation);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->title, name);
  say (self, _ ("Reading the file…"), "");
  sol_census_import_read_async (self->import, self->cancellable, on_read, g_object_ref (self));
}

/* Lets the stores go, and forgets what was read. */
void
sol_census_import_page_let_go (SolCensusImportPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);
  g_clear_object (&self->store);
  g_clear_pointer (&self->organisation, g_free);
  if (self->lines == NULL)
    return;
  sol_import_lines_fill (self->lines, self->beyond, NULL);
  gtk_widget_set_visible (self->known_box, FALSE);
  gtk_widget_set_visible (self->accept, FALSE);
}
