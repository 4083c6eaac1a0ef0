/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-seen-list.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "sol-config.h"
#include "store/sol-store-looks.h"
#include "store/sol-store-seen.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-seen-list.ui"
#define N_SEEN 5
/* Going through results with the arrows is not seeing them. */
#define SEEN_AFTER_MS 800
/* Nor is a glance on the way a look that the structure is told of. */
#define LOOKED_AFTER_MS 2000

/**
 * SolSeenList:
 *
 * The structures seen last, where no structure is open. It also notes them.
 */
struct _SolSeenList
{
  AdwBin parent_instance;

  SolStore *store;
  GCancellable *cancellable;
  SolAccountSession *account; /* (nullable): who looks; none: looks are not counted */
  char *noting;
  char *looker; /* (nullable): the account that opened it */
  guint timeout;
  GtkListBox *seen;
};

enum
{
  CHOSEN,
  LISTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolSeenList, sol_seen_list, ADW_TYPE_BIN)

static void
add_supplier (SolSeenList *self, SolSupplier *supplier)
{
  GtkWidget *row = adw_action_row_new ();
  const char *kind = sol_record_get_text (SOL_RECORD (supplier), "kind");
  g_autofree char *place = sol_supplier_text_make_place (supplier);
  g_autofree char *subtitle = NULL;

  subtitle = kind != NULL ? g_strdup_printf ("%s · %s", kind, place) : g_strdup (place);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 sol_record_get_text (SOL_RECORD (supplier), "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "supplier", g_object_ref (supplier), g_object_unref);
  gtk_list_box_append (self->seen, row);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSeenList) self = user_data;
  g_autoptr (GPtrArray) suppliers = sol_store_list_seen_finish (SOL_STORE (source), result, NULL);
  GtkListBoxRow *row;

  if (self->seen == NULL)
    return;
  g_signal_emit (self, signals[LISTED], 0);
  if (suppliers == NULL)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->seen, 0)) != NULL)
    gtk_list_box_remove (self->seen, GTK_WIDGET (row));
  for (guint i = 0; i < suppliers->len; i++)
    add_supplier (self, g_ptr_array_index (suppliers, i));
  gtk_widget_set_visible (GTK_WIDGET (self), suppliers->len > 0);
}

/**
 * sol_seen_list_update:
 *
 * Reads the list anew.
 */
void
sol_seen_list_update (SolSeenList *self)
{
  sol_store_list_seen_async (self->store, N_SEEN, self->cancellable, on_listed,
                             g_object_ref (self));
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSeenList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_store_note_seen_finish (SOL_STORE (source), result, &error))
    g_debug ("A structure seen was not noted: %s", error->message);
}

static void
on_look_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sol_store_note_look_finish (SOL_STORE (source), result, &error))
    g_debug ("A look was not noted: %s", error->message);
}

/* A session that is found again after the start is that of who looks. */
static gboolean
has_another_come (SolSeenList *self)
{
  return self->looker != NULL &&
         g_strcmp0 (self->looker, sol_account_session_get_id (self->account)) != 0;
}

/* Not where another section, or the list in a narrow window, lies over the page; nor what one of
 * this computer opened and another has before him. */
static gboolean
on_looked (gpointer user_data)
{
  SolSeenList *self = user_data;
  GtkWidget *pages = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_STACK);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  SolStoreLook look = { self->noting, day };

  self->timeout = 0;
  if (self->account == NULL || has_another_come (self) || pages == NULL ||
      !gtk_widget_get_mapped (pages))
    return G_SOURCE_REMOVE;
  look.account = sol_account_session_get_id (self->account);
  look.organisation = sol_account_session_get_organisation (self->account);
  sol_store_note_look_async (self->store, &look, NULL, on_look_noted, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_long_enough (gpointer user_data)
{
  SolSeenList *self = user_data;

  self->timeout = g_timeout_add (LOOKED_AFTER_MS - SEEN_AFTER_MS, on_looked, self);
  /* Not cancelled with the page: what was seen was seen. */
  sol_store_note_seen_async (self->store, self->noting, NULL, on_noted, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/**
 * sol_seen_list_note:
 * @id: (nullable): the structure that is open now, %NULL for none
 */
void
sol_seen_list_note (SolSeenList *self, const char *id)
{
  if (g_strcmp0 (self->noting, id) == 0)
    return;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_free (self->noting);
  self->noting = g_strdup (id);
  g_free (self->looker);
  self->looker = self->account != NULL ? g_strdup (sol_account_session_get_id (self->account))
                                       : NULL;
  if (id != NULL)
    self->timeout = g_timeout_add (SEEN_AFTER_MS, on_long_enough, self);
}

static void
on_row_activated (SolSeenList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "supplier"));
}

static void
sol_seen_list_dispose (GObject *object)
{
  SolSeenList *self = SOL_SEEN_LIST (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SEEN_LIST);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (sol_seen_list_parent_class)->dispose (object);
}

static void
sol_seen_list_finalize (GObject *object)
{
  g_free (SOL_SEEN_LIST (object)->noting);
  g_free (SOL_SEEN_LIST (object)->looker);
  G_OBJECT_CLASS (sol_seen_list_parent_class)->finalize (object);
}

static void
sol_seen_list_class_init (SolSeenListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_seen_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_seen_list_finalize;

  /* The user wants one of them again (a SolSupplier). */
  signals[CHOSEN] = g_signal_new ("chosen", SOL_TYPE_SEEN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, SOL_TYPE_SUPPLIER);
  /* What was seen is known, were it nothing: from here on the list keeps its size. */
  signals[LISTED] = g_signal_new ("listed", SOL_TYPE_SEEN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSeenList, seen);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sol_seen_list_init (SolSeenList *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sol_seen_list_attach (SolSeenList *self, SolStore *store)
{
  g_set_object (&self->store, store);
}

/**
 * sol_seen_list_set_account:
 * @account: (transfer none): who looks, signed in or not: from here on looks are kept for the
 *   platform to count
 */
void
sol_seen_list_set_account (SolSeenList *self, SolAccountSession *account)
{
  g_set_object (&self->account, account);
}
