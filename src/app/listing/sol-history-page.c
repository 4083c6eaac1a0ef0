/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-history-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/form/sol-form-kept.h"
#include "app/listing/sol-history-days.h"
#include "app/sol-error-words.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-toast.h"
#include "model/sol-replaced.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-history-page.ui"
#define TYPE "listing"

/**
 * SolHistoryPage:
 *
 * What was written in place of what in a listing, by day and person. What was there is put back
 * into its form, as if it were typed: it can be undone, and leaves when the user sends it.
 */
struct _SolHistoryPage
{
  AdwBin parent_instance;

  SolForm *form;              /* (nullable): until a listing is opened, as all below */
  SolFormKeeper *keeper;      /* (nullable) */
  SolAccountSession *account; /* (nullable) */
  GCancellable *asking;       /* (nullable): while a page is on its way */
  gint64 next;                /* page; 0: there is none */
  gint64 rev;                 /* of the listing as it was when they were asked for */
  char *put_path;             /* (nullable): what was put back last */
  JsonNode *put_over;         /* (nullable): with @put_path: what that replaced */

  AdwToastOverlay *toasts;
  GtkWidget *back;
  GtkLabel *saved;
  GtkWidget *send;
  GtkScrolledWindow *scroller;
  GtkWidget *said;
  GtkLabel *message;
  GtkWidget *again;
  SolHistoryDays *days;
  GtkWidget *more;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolHistoryPage, sol_history_page, ADW_TYPE_BIN)

static SolRecord *
get_listing (SolHistoryPage *self)
{
  return sol_form_get_record (self->form);
}

/* @again: whether that helps */
static void
tell (SolHistoryPage *self, const char *text, gboolean again)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
  gtk_widget_set_visible (self->again, again);
}

static void
show_kept (SolHistoryPage *self)
{
  const char *icon;
  g_autofree char *words = sol_form_kept_say (self->form, self->keeper, &icon);

  gtk_label_set_label (self->saved, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved), words);
  gtk_widget_set_visible (self->send,
                          sol_form_is_changed (self->form) && sol_form_get_editable (self->form));
}

/* What the parts say of now. */
static void
show_now (SolHistoryPage *self)
{
  sol_history_days_show_now (self->days, get_listing (self), sol_form_get_editable (self->form));
  show_kept (self);
}

/* Has the part say what @node says. Returns: whether it has a place for it */
static gboolean
put (SolHistoryPage *self, const char *path, JsonNode *node)
{
  g_auto (GValue) value = G_VALUE_INIT;
  guint index;

  if (!sol_form_get_editable (self->form) ||
      !sol_replaced_put_back (get_listing (self), path, node, &index, &value))
    return FALSE;
  sol_form_edit (self->form, index, &value);
  return TRUE;
}

static void
on_put_back (SolHistoryPage *self, SolHistoryPart *part)
{
  const char *path = sol_history_part_get_path (part);
  JsonNode *now = sol_history_days_find_now (self->days, path);
  JsonNode *over = now != NULL ? json_node_copy (now) : json_node_new (JSON_NODE_NULL);

  if (!put (self, path, sol_history_part_get_before (part)))
    {
      json_node_unref (over);
      return;
    }
  g_free (self->put_path);
  self->put_path = g_strdup (path);
  g_clear_pointer (&self->put_over, json_node_unref);
  self->put_over = over;
  adw_toast_overlay_add_toast (
      self->toasts,
      sol_toast_new_undo (_ ("Put back in your listing, and not sent yet"), "history.undo", path));
  gtk_widget_grab_focus (self->send);
}

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolHistoryPage *self = SOL_HISTORY_PAGE (widget);

  if (self->form == NULL || g_strcmp0 (self->put_path, g_variant_get_string (parameter, NULL)) != 0)
    return;
  put (self, self->put_path, self->put_over);
}

static void
take (SolHistoryPage *self, SolHistory *history, gboolean first)
{
  if (first)
    sol_history_days_clear (self->days);
  self->next = history->next;
  sol_history_days_append (self->days, g_steal_pointer (&history->lines));
  history->lines = g_ptr_array_new ();
  gtk_widget_set_visible (self->more, self->next > 0);
  tell (self,
        sol_history_days_is_empty (self->days) ? _ ("Nothing was written down of it yet.") : NULL,
        FALSE);
}

typedef struct
{
  SolHistoryPage *page;
  gboolean first;
} Asked;

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (SolHistoryPage) self = asked->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolHistory) history = sol_account_session_list_history_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);
  g_autofree char *refused = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  if (history != NULL)
    {
      take (self, history, asked->first);
      return;
    }
  refused = sol_account_words_refuse (SOL_ACCOUNT_SESSION (source), error);
  tell (self, refused, TRUE);
}

static void
stop (SolHistoryPage *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* @next: 0: from the newest line on; what is shown stays until it comes. A button that a key
 * pressed tells a moment later, when the page may have been left. */
static void
ask (SolHistoryPage *self, gint64 next)
{
  Asked *asked;

  if (self->form == NULL)
    return;
  stop (self);
  self->rev = sol_record_get_rev (sol_form_get_base (self->form));
  if (!sol_form_keeper_get_exists (self->keeper))
    {
      tell (self, _ ("It is on this computer alone: its history begins when you send it."), FALSE);
      return;
    }
  if (sol_history_days_is_empty (self->days))
    tell (self, _ ("Loading…"), FALSE);
  asked = g_new0 (Asked, 1);
  asked->page = g_object_ref (self);
  asked->first = next == 0;
  self->asking = g_cancellable_new ();
  sol_account_session_list_history_async (self->account, TYPE,
                                          sol_form_keeper_get_id (self->keeper), next, self->asking,
                                          on_listed, asked);
}

static void
on_again (SolHistoryPage *self)
{
  ask (self, 0);
}

static void
on_more (SolHistoryPage *self)
{
  ask (self, self->next);
}

/* Somebody wrote: there is a line more. */
static void
on_updated (SolHistoryPage *self)
{
  if (!sol_form_keeper_get_ready (self->keeper))
    return;
  show_now (self);
  if (sol_record_get_rev (sol_form_get_base (self->form)) != self->rev)
    ask (self, 0);
}

static void
on_back (SolHistoryPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (sol_form_keeper_send_finish (SOL_FORM_KEEPER (source), result, &error) ||
      self->keeper != SOL_FORM_KEEPER (source))
    return;
  words = sol_error_words_say (error);
  adw_toast_overlay_add_toast (self->toasts, sol_toast_new (words));
}

static void
send (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolHistoryPage *self = SOL_HISTORY_PAGE (widget);

  if (self->keeper != NULL && sol_form_get_editable (self->form))
    sol_form_keeper_send_async (self->keeper, NULL, on_sent, g_object_ref (self));
}

static void
sol_history_page_dispose (GObject *object)
{
  SolHistoryPage *self = SOL_HISTORY_PAGE (object);

  sol_history_page_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_HISTORY_PAGE);
  G_OBJECT_CLASS (sol_history_page_parent_class)->dispose (object);
}

static void
sol_history_page_class_init (SolHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_history_page_dispose;

  /* Back to the listing. */
  signals[CLOSED] = g_signal_new ("closed", SOL_TYPE_HISTORY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_HISTORY_DAYS);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, back);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, saved);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, send);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, said);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, again);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, days);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPage, more);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_bind_template_callback (widget_class, on_put_back);
  gtk_widget_class_install_action (widget_class, "history.send", NULL, send);
  gtk_widget_class_install_action (widget_class, "history.undo", "s", undo);
}

static void
sol_history_page_init (SolHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->toasts = ADW_TOAST_OVERLAY (adw_bin_get_child (ADW_BIN (self)));
}

/**
 * sol_history_page_open:
 * @form: of a listing
 * @keeper: of @form, ready
 * @account: that reads it
 */
void
sol_history_page_open (SolHistoryPage *self,
                       SolForm *form,
                       SolFormKeeper *keeper,
                       SolAccountSession *account)
{
  sol_history_page_let_go (self);
  self->form = g_object_ref (form);
  self->keeper = g_object_ref (keeper);
  self->account = g_object_ref (account);
  g_signal_connect_object (form, "changed", G_CALLBACK (show_now), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "marked", G_CALLBACK (show_now), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_now (self);
  ask (self, 0);
}

/* Lets the form go. */
void
sol_history_page_let_go (SolHistoryPage *self)
{
  if (self->form == NULL)
    return;
  stop (self);
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_signal_handlers_disconnect_by_data (self->keeper, self);
  sol_history_days_clear (self->days);
  self->next = 0;
  gtk_widget_set_visible (self->more, FALSE);
  g_clear_object (&self->form);
  g_clear_object (&self->keeper);
  g_clear_object (&self->account);
  g_clear_pointer (&self->put_path, g_free);
  g_clear_pointer (&self->put_over, json_node_unref);
}

gboolean
sol_history_page_is_open (SolHistoryPage *self)
{
  return self->form != NULL;
}

/* Puts the focus where it begins, so that it is read from there. */
void
sol_history_page_focus (SolHistoryPage *self)
{
  gtk_widget_grab_focus (self->back);
}
