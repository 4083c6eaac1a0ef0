/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-looks-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-looks-row.h"
#include "app/catalogue/sol-public-link.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-supplier-looks.h"
#include "sol-config.h"
#include "store/sol-live-list.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-looks-page.ui"

/**
 * SolLooksPage:
 *
 * How often the page of a structure was looked at in the last twelve months, month by month and as
 * what; for its organisation alone, from what was received last.
 */
struct _SolLooksPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolLiveList *looks;     /* (nullable): while the account has no files */
  char *supplier;         /* (nullable): id of the structure */
  char *link;             /* (nullable): where all see it */
  GtkLabel *total;
  GtkWidget *chart;
  GtkListBox *visitors;
  GtkListBox *months;
  GtkWidget *copy;
  GtkWidget *complete;
};

G_DEFINE_FINAL_TYPE (SolLooksPage, sol_looks_page, ADW_TYPE_BIN)

static const char *const labels[SOL_N_VISITORS] = {
  [SOL_VISITOR_PUBLIC_BUYER] = N_ ("Public buyers"),
  [SOL_VISITOR_PRIVATE_BUYER] = N_ ("Private buyers"),
  [SOL_VISITOR_BUYER] = N_ ("Buyers, public or private"),
  [SOL_VISITOR_STRUCTURE] = N_ ("Other structures"),
  [SOL_VISITOR_PARTNER] = N_ ("Partners and networks"),
  [SOL_VISITOR_INDIVIDUAL] = N_ ("Individuals"),
  [SOL_VISITOR_UNKNOWN] = N_ ("Visitors without an account"),
  [SOL_VISITOR_WEB] = N_ ("Your page on the web"),
};

/* (nullable): of what was received */
static SolRecord *
find_looks (SolLooksPage *self)
{
  const guint n = self->looks != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->looks)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->looks), i);
      SolRecord *record = sol_shown_record_get_record (shown);

      if (record != NULL &&
          g_strcmp0 (sol_record_get_text (record, "supplier"), self->supplier) == 0)
        return record;
    }
  return NULL;
}

/* (transfer full): "November 2026", as a title begins: some languages have a small letter there */
static char *
say_month (const char *month)
{
  g_autofree char *instant = g_strconcat (month, "-01T00:00:00Z", NULL);
  g_autoptr (GDateTime) first = g_date_time_new_from_iso8601 (instant, NULL);
  g_autofree char *said = NULL;
  g_autofree char *head = NULL;

  if (first == NULL)
    return g_strdup (month);
  /* Translators: a month and its year, as g_date_time_format() has them */
  said = g_date_time_format (first, _ ("%OB %Y"));
  head = g_utf8_strup (said, g_utf8_next_char (said) - said);
  return g_strconcat (head, g_utf8_next_char (said), NULL);
}

/* (transfer full) (nullable): "Public buyers: 2 · Your page on the web: 1" */
static char *
say_parts (const SolLooksMonth *month)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < SOL_N_VISITORS; i++)
    if (month->n[i] > 0)
      {
        g_autofree char *part = NULL;

        /* Translators: a kind of visitor, and how often these looked */
        part = g_strdup_printf (C_ ("visitor", "%s: %u"), _ (labels[i]), month->n[i]);
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
      }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/* The row at @index, which is made when there is none. */
static GtkListBoxRow *
ensure_row (GtkListBox *list, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  if (row != NULL)
    return row;
  row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (row, sol_looks_row_new ());
  gtk_list_box_row_set_activatable (row, FALSE);
  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

static void
show_row (GtkListBox *list, int index, const char *title, const char *detail, guint n, guint most)
{
  GtkListBoxRow *row = ensure_row (list, index);
  SolLooksRow *line = SOL_LOOKS_ROW (gtk_list_box_row_get_child (row));
  g_autofree char *said = NULL;

  sol_looks_row_set (line, title, detail, n, most);
  said = sol_looks_row_say (line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

/* Each kind has its line; that of buyers who do not say which only where there are any. */
static void
show_visitors (SolLooksPage *self, const SolLooksTally *tally)
{
  for (guint i = 0; i < SOL_N_VISITORS; i++)
    {
      show_row (self->visitors, (int) i, _ (labels[i]), NULL, tally->n[i], tally->most_of_visitor);
      gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (self->visitors, (int) i)),
                              i != SOL_VISITOR_BUYER || tally->n[i] > 0);
    }
}

/* The present one first. */
static void
show_months (SolLooksPage *self, const SolLooksTally *tally)
{
  for (guint i = 0; i < SOL_LOOKS_MONTHS; i++)
    {
      const SolLooksMonth *month = &tally->months[SOL_LOOKS_MONTHS - 1 - i];
      g_autofree char *title = say_month (month->month);
      g_autofree char *parts = say_parts (month);

      show_row (self->months, (int) i, title, parts, month->total, tally->most_of_month);
    }
}

/* (transfer full) */
static char *
say_total (const SolLooksTally *tally)
{
  const guint present = tally->months[SOL_LOOKS_MONTHS - 1].total;
  g_autofree char *year = NULL;
  g_autofree char *month = NULL;

  if (tally->total == 0)
    return g_strdup (_ ("Nobody has looked at it yet, or it was not counted yet: that is done once "
                        "a day."));
  year = g_strdup_printf (ngettext ("Looked at %u time in twelve months",
                                    "Looked at %u times in twelve months", tally->total),
                          tally->total);
  /* Translators: goes on after "Looked at 42 times in twelve months" */
  month = g_strdup_printf (ngettext ("%u of them this month", "%u of them this month", present),
                           present);
  return g_strdup_printf ("%s, %s.", year, month);
}

static void
show (SolLooksPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *total = NULL;
  SolLooksTally tally;

  sol_supplier_looks_tally (find_looks (self), day, &tally);
  total = say_total (&tally);
  gtk_label_set_label (self->total, total);
  gtk_widget_set_visible (self->chart, tally.total > 0);
  if (tally.total == 0)
    return;
  show_visitors (self, &tally);
  show_months (self, &tally);
}

static void
copy_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolLooksPage *self = SOL_LOOKS_PAGE (widget);

  if (self->link == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->link);
  sol_account_place_say (self->place, _ ("Link copied"));
}

static void
on_link (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolLooksPage) self = user_data;
  char *link = sol_public_link_find_finish (SOL_STORE (source), result, NULL);

  g_free (self->link);
  self->link = link;
  if (self->copy != NULL) /* else he left */
    gtk_widget_set_visible (self->copy, link != NULL);
}

static void
stop_watching (SolLooksPage *self)
{
  if (self->looks != NULL)
    g_signal_handlers_disconnect_by_data (self->looks, self);
  g_clear_object (&self->looks);
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolLooksPage *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  stop_watching (self);
  if (store != NULL)
    {
      self->looks = sol_account_store_list_records (store, "supplier_looks");
      g_signal_connect_object (self->looks, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  show (self);
}

static gboolean
sol_looks_page_grab_focus (GtkWidget *widget)
{
  SolLooksPage *self = SOL_LOOKS_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->copy) ? self->copy : self->complete);
}

static void
sol_looks_page_dispose (GObject *object)
{
  SolLooksPage *self = SOL_LOOKS_PAGE (object);

  stop_watching (self);
  g_clear_pointer (&self->supplier, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LOOKS_PAGE);
  G_OBJECT_CLASS (sol_looks_page_parent_class)->dispose (object);
}

static void
sol_looks_page_finalize (GObject *object)
{
  g_free (SOL_LOOKS_PAGE (object)->link);
  G_OBJECT_CLASS (sol_looks_page_parent_class)->finalize (object);
}

static void
sol_looks_page_class_init (SolLooksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_looks_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_looks_page_finalize;
  sol_focus_set_grab (widget_class, sol_looks_page_grab_focus);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolLooksPage, total);
  gtk_widget_class_bind_template_child (widget_class, SolLooksPage, chart);
  gtk_widget_class_bind_template_child (widget_class, SolLooksPage, visitors);
  gtk_widget_class_bind_template_child (widget_class, SolLooksPage, months);
  gtk_widget_class_bind_template_child (widget_class, SolLooksPage, copy);
  gtk_widget_class_bind_template_child (widget_class, SolLooksPage, complete);
  gtk_widget_class_install_action (widget_class, "looks.copy-link", NULL, copy_link);
}

static void
sol_looks_page_init (SolLooksPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_looks_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the structure that
 *   the place was asked to show it for
 */
GtkWidget *
sol_looks_page_new (SolAccountPlace *place)
{
  SolLooksPage *self = g_object_new (SOL_TYPE_LOOKS_PAGE, NULL);
  SolSession *session = sol_account_place_get_session (place);

  self->place = place;
  self->supplier = g_strdup (sol_account_place_get_subject (place));
  g_signal_connect_object (sol_session_get_account_files (session), "notify::store",
                           G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  if (self->supplier != NULL)
    sol_public_link_find_async (sol_session_get_store (session), self->supplier, NULL, on_link,
                                g_object_ref (self));
  return GTK_WIDGET (self);
}
