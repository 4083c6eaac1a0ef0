/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-page.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-kept.h"
#include "app/listing/sol-argument-card.h"
#include "app/listing/sol-argument-control.h"
#include "app/listing/sol-argument-edit.h"
#include "app/listing/sol-argument-export.h"
#include "app/listing/sol-argument-line.h"
#include "app/listing/sol-argument-paper.h"
#include "app/listing/sol-argument-quotes.h"
#include "app/listing/sol-practice-words.h"
#include "app/sol-error-words.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-pane.h"
#include "app/widgets/sol-tab-stop.h"
#include "app/widgets/sol-toast.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-argument-page.ui"

/**
 * SolArgumentPage:
 *
 * The questions that lead to the argument sheet, of which one is open, beside the sheet as it
 * becomes. It writes into the form of the listing, whose keeper keeps and sends what is typed.
 */
struct _SolArgumentPage
{
  AdwBin parent_instance;

  SolForm *form;                       /* (nullable): until a listing is opened */
  SolFormKeeper *keeper;               /* (nullable): likewise */
  SolArgumentQuotes *quotes;           /* (nullable): likewise */
  const SolArgumentQuestion *question; /* (nullable): likewise */
  guint scroll;
  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkWidget *back;
  GtkWidget *see_sheet;
  GtkLabel *progress;
  GtkImage *saved_icon;
  GtkLabel *saved;
  GtkWidget *send;
  GtkScrolledWindow *scroller;
  GtkWidget *column; /* of the questions */
  GtkListBox *before;
  SolArgumentCard *card;
  GtkListBox *after;
  GtkWidget *copy;
  SolArgumentPaper *paper;
};

enum
{
  CLOSED,
  TURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolArgumentPage, sol_argument_page, ADW_TYPE_BIN)

static SolRecord *
get_listing (SolArgumentPage *self)
{
  return sol_form_get_record (self->form);
}

static GPtrArray *
get_words (SolArgumentPage *self)
{
  return sol_argument_quotes_get_words (self->quotes);
}

static void
on_folded (SolArgumentPage *self)
{
  gboolean folded;

  if (self->leaflet == NULL)
    return; /* the template is being made */
  folded = adw_leaflet_get_folded (self->leaflet);
  gtk_widget_set_visible (self->back, !folded);
  gtk_widget_set_visible (self->see_sheet, folded);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), !folded);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_signal_emit (self, signals[TURNED], 0);
}

static void
on_back (SolArgumentPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
update_lines (SolArgumentPage *self, GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    sol_argument_line_update (SOL_ARGUMENT_LINE (gtk_list_box_row_get_child (row)),
                              get_listing (self), get_words (self));
}

static void
show_sheet (SolArgumentPage *self)
{
  const guint n_answers = sol_argument_count_answers (get_listing (self), get_words (self));
  g_autofree char *progress = sol_argument_control_say_progress (n_answers);

  gtk_label_set_label (self->progress, progress);
  sol_argument_paper_show (self->paper, get_listing (self), get_words (self),
                           self->question->paragraph);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "argument.export-pdf", n_answers > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "argument.export-odt", n_answers > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "argument.copy-sheet", n_answers > 0);
}

static void
show_kept (SolArgumentPage *self)
{
  const char *icon;
  g_autofree char *words = sol_form_kept_say (self->form, self->keeper, &icon);

  gtk_label_set_label (self->saved, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved_icon), words);
  gtk_image_set_from_icon_name (self->saved_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->saved_icon), icon != NULL);
  gtk_widget_set_visible (self->send,
                          sol_form_is_changed (self->form) && sol_form_get_editable (self->form));
}

static void
show_answers (SolArgumentPage *self)
{
  sol_argument_card_update (self->card, get_listing (self), self->quotes);
  update_lines (self, self->before);
  update_lines (self, self->after);
  show_sheet (self);
}

static void
on_changed (SolArgumentPage *self, guint index)
{
  static const char *const shown[] = { "argument", "quotes", "name", NULL };

  if (!g_strv_contains (shown, SOL_RECORD_GET_CLASS (get_listing (self))->fields[index].name))
    return;
  show_answers (self);
  show_kept (self);
}

static void
on_marked (SolArgumentPage *self)
{
  sol_argument_card_set_editable (self->card, sol_form_get_editable (self->form));
  sol_argument_card_update (self->card, get_listing (self), self->quotes);
  show_kept (self);
}

static void
on_edited (SolArgumentPage *self, const char *text)
{
  sol_argument_edit_put (self->form, self->question, text);
}

static void
fill_lines (GtkListBox *list, const SolArgumentQuestion *from, const SolArgumentQuestion *end)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (const SolArgumentQuestion *question = from; question < end; question++)
    gtk_list_box_append (list, sol_argument_line_new (question));
  gtk_widget_set_visible (GTK_WIDGET (list), from < end);
}

/* Once it has its place: the whole question is seen, not only the box that has the focus. */
static gboolean
scroll_to_card (gpointer user_data)
{
  SolArgumentPage *self = user_data;
  graphene_rect_t bounds;

  self->scroll = 0;
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->card), self->column, &bounds))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                              bounds.origin.y - 12);
  return G_SOURCE_REMOVE;
}

static void
open_question (SolArgumentPage *self, const SolArgumentQuestion *question)
{
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();

  self->question = question;
  fill_lines (self->before, guide->questions, question);
  fill_lines (self->after, question + 1, guide->questions + guide->n_questions);
  sol_argument_card_open (self->card, question, sol_practice_words_find_kind (get_listing (self)));
  show_answers (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "questions");
  gtk_widget_grab_focus (GTK_WIDGET (self->card));
  if (self->scroll == 0)
    self->scroll = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, scroll_to_card, self, NULL);
}

static void
on_line_activated (SolArgumentPage *self, GtkListBoxRow *row)
{
  open_question (
      self, sol_argument_line_get_question (SOL_ARGUMENT_LINE (gtk_list_box_row_get_child (row))));
}

static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);
  const SolArgumentGuide *guide = sol_argument_guide_get_newest ();
  const gboolean forward = g_str_equal (action, "argument.next-part");
  const SolArgumentQuestion *end = forward ? &guide->questions[guide->n_questions - 1]
                                           : guide->questions;

  if (self->question != NULL && self->question != end)
    open_question (self, self->question + (forward ? 1 : -1));
}

static void
go_on_later (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);

  if (self->form != NULL)
    open_question (self,
                   sol_argument_find_open (get_listing (self), get_words (self), self->question));
}

static void
see_sheet (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);

  adw_leaflet_set_visible_child_name (self->leaflet, "sheet");
  gtk_widget_child_focus (self->copy, GTK_DIR_TAB_FORWARD);
}

/* Put in by mistake, it is taken out where it is told, and the other way round. */
static void
turn_quote (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);
  const char *word = g_variant_get_string (parameter, NULL);
  gboolean taken;

  if (self->form == NULL || !sol_form_get_editable (self->form))
    return;
  taken = sol_argument_edit_turn_quote (self->form, word);
  adw_toast_overlay_add_toast (self->toasts,
                               sol_toast_new_undo (taken ? _ ("The word is in your sheet")
                                                         : _ ("The word is out of your sheet"),
                                                   action, word));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolArgumentPage) self = user_data;
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
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);

  if (self->keeper != NULL && sol_form_get_editable (self->form))
    sol_form_keeper_send_async (self->keeper, NULL, on_sent, g_object_ref (self));
}

static void
copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);

  if (self->form != NULL)
    sol_argument_export_copy (
        self->toasts, get_listing (self), get_words (self),
        g_str_equal (action, "argument.copy-sheet") ? NULL : self->question->paragraph);
}

static void
export_sheet (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (widget);

  if (self->form != NULL)
    sol_argument_export_save (self->toasts, get_listing (self), get_words (self),
                              g_str_equal (action, "argument.export-odt")
                                  ? &sol_argument_export_odt
                                  : &sol_argument_export_pdf);
}

static void
sol_argument_page_dispose (GObject *object)
{
  SolArgumentPage *self = SOL_ARGUMENT_PAGE (object);

  sol_argument_page_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARGUMENT_PAGE);
  G_OBJECT_CLASS (sol_argument_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, back);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, see_sheet);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, saved_icon);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, saved);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, send);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, before);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, card);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, after);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, copy);
  gtk_widget_class_bind_template_child (widget_class, SolArgumentPage, paper);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_line_activated);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "argument.next-part", NULL, turn);
  gtk_widget_class_install_action (widget_class, "argument.previous-part", NULL, turn);
  gtk_widget_class_install_action (widget_class, "argument.later", NULL, go_on_later);
  gtk_widget_class_install_action (widget_class, "argument.see-sheet", NULL, see_sheet);
  gtk_widget_class_install_action (widget_class, "argument.send", NULL, send);
  gtk_widget_class_install_action (widget_class, "argument.copy-paragraph", NULL, copy);
  gtk_widget_class_install_action (widget_class, "argument.copy-sheet", NULL, copy);
  gtk_widget_class_install_action (widget_class, "argument.export-pdf", NULL, export_sheet);
  gtk_widget_class_install_action (widget_class, "argument.export-odt", NULL, export_sheet);
  gtk_widget_class_install_action (widget_class, "argument.turn-quote", "s", turn_quote);
}

static void
sol_argument_page_class_init (SolArgumentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_argument_page_dispose;

  /* Back to the listing. */
  signals[CLOSED] = g_signal_new ("closed", SOL_TYPE_ARGUMENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  /* It folded, or unfolded. */
  signals[TURNED] = g_signal_new ("turned", SOL_TYPE_ARGUMENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_ARGUMENT_CARD);
  g_type_ensure (SOL_TYPE_ARGUMENT_PAPER);
  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_PANE);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
sol_argument_page_init (SolArgumentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent them behind the back of what holds them. */
  self->toasts = ADW_TOAST_OVERLAY (adw_bin_get_child (ADW_BIN (self)));
  self->leaflet = ADW_LEAFLET (adw_toast_overlay_get_child (self->toasts));
  self->column = gtk_widget_get_parent (GTK_WIDGET (self->card));
  on_folded (self);
}

/**
 * sol_argument_page_open:
 * @form: of a listing
 * @keeper: of @form, ready
 * @store: of who writes it
 */
void
sol_argument_page_open (SolArgumentPage *self,
                        SolForm *form,
                        SolFormKeeper *keeper,
                        SolAccountStore *store)
{
  sol_argument_page_let_go (self);
  self->form = g_object_ref (form);
  self->keeper = g_object_ref (keeper);
  self->quotes = sol_argument_quotes_new (store, sol_form_get_record (form));
  g_signal_connect_object (form, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "marked", G_CALLBACK (on_marked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "updated", G_CALLBACK (show_kept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->quotes, "changed", G_CALLBACK (show_answers), self,
                           G_CONNECT_SWAPPED);
  open_question (self,
                 sol_argument_find_open (get_listing (self), get_words (self), self->question));
  on_marked (self);
}

/* Lets the form go. */
void
sol_argument_page_let_go (SolArgumentPage *self)
{
  g_clear_handle_id (&self->scroll, g_source_remove);
  if (self->form == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_signal_handlers_disconnect_by_data (self->keeper, self);
  g_signal_handlers_disconnect_by_data (self->quotes, self);
  g_clear_object (&self->form);
  g_clear_object (&self->keeper);
  g_clear_object (&self->quotes);
  self->question = NULL;
}

gboolean
sol_argument_page_is_open (SolArgumentPage *self)
{
  return self->form != NULL;
}

/* Returns: whether the sheet has no place beside the questions */
gboolean
sol_argument_page_get_folded (SolArgumentPage *self)
{
  return adw_leaflet_get_folded (self->leaflet);
}

/**
 * sol_argument_page_go_back:
 *
 * Returns: whether the questions came back in place of the sheet; else the page is to be left
 */
gboolean
sol_argument_page_go_back (SolArgumentPage *self)
{
  if (!adw_leaflet_get_folded (self->leaflet) ||
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "sheet") != 0)
    return FALSE;
  adw_leaflet_set_visible_child_name (self->leaflet, "questions");
  gtk_widget_grab_focus (GTK_WIDGET (self->card));
  return TRUE;
}

/**
 * sol_argument_page_next_pane:
 *
 * From the question to the sheet, and back.
 */
void
sol_argument_page_next_pane (SolArgumentPage *self)
{
  if (gtk_widget_get_state_flags (self->column) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_widget_activate_action (GTK_WIDGET (self), "argument.see-sheet", NULL);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->card));
}
