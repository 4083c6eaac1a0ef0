/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-moderated-words-page.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-words.h"
#include "app/sol-format.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-lines-label.h"
#include "model/sol-client-word.h"
#include "model/sol-word-call.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-moderated-words-page.ui"

/**
 * SolModeratedWordsPage:
 *
 * What clients say of structures and all see, for a moderator to hide, with a reason that the
 * structure and the client read, and what was hidden, to be seen again. It emits "changed" when
 * there are more or less of them.
 */
struct _SolModeratedWordsPage
{
  AdwBin parent_instance;

  SolAccountStore *store;     /* (nullable) */
  SolLiveList *list;          /* (nullable): with @store */
  GtkFilterListModel *shown;  /* (nullable): likewise, of @list */
  GtkFilterListModel *hidden; /* (nullable): likewise */
  gboolean refocuses;         /* the row that had the focus goes */
  GtkLabel *count;
  GtkListBox *shown_list;
  GtkWidget *nothing;
  GtkWidget *hidden_box;
  GtkListBox *hidden_list;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolModeratedWordsPage, sol_moderated_words_page, ADW_TYPE_BIN)

static const char *
get_text (SolRecord *call, const char *field)
{
  const char *text = sol_record_get_text (call, field);

  return text != NULL ? text : "";
}

static SolModeratedWordsPage *
get_page (GtkWidget *row)
{
  return SOL_MODERATED_WORDS_PAGE (gtk_widget_get_ancestor (row, SOL_TYPE_MODERATED_WORDS_PAGE));
}

/* To what comes after it, or before; of the only one, to what comes in its place. */
static void
move_focus (SolModeratedWordsPage *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  self->refocuses = next == NULL || !gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

/* As the platform has it; what he decides is on its way. */
static void
act (GtkWidget *row, const char *operation, const char *remark, const char *words)
{
  SolModeratedWordsPage *self = get_page (row);
  SolShownRecord *shown = g_object_get_data (G_OBJECT (row), "shown");
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation (
      "word_call", sol_shown_record_get_id (shown), operation, remark != NULL ? "remark" : NULL,
      remark, NULL);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  g_autofree char *title = g_strjoinv (get_text (sol_shown_record_get_record (shown), "name"),
                                       parts);

  mutation->base_rev = sol_shown_record_get_rev (shown);
  move_focus (self, row);
  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), self->store, mutation, NULL, title);
}

/* Without a reason it is asked for. */
static void
on_hide (GtkWidget *row)
{
  GtkWidget *reason = g_object_get_data (G_OBJECT (row), "reason");
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (reason))));

  if (*typed == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (reason))));
  else
    /* TRANSLATORS: %s is a client */
    act (row, SOL_WORD_CALL_HIDE, typed, _ ("The word of %s is hidden"));
}

static void
on_allow (GtkWidget *row)
{
  /* TRANSLATORS: %s is a client */
  act (row, SOL_WORD_CALL_ALLOW, NULL, _ ("The word of %s is shown again"));
}

/* @words: with "%s" for the client */
static GtkWidget *
make_button (const char *label, const char *words, SolRecord *call)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  g_autofree char *said = g_strjoinv (get_text (call, "name"), parts);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

static void
add_reason (GtkWidget *row, SolRecord *call)
{
  GtkWidget *reason = adw_entry_row_new ();
  GtkWidget *answer = adw_action_row_new ();
  /* TRANSLATORS: %s is a client */
  GtkWidget *hide = make_button (_ ("Hide This Word"), _ ("Hide the word of %s"), call);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (reason),
                                 _ ("Why; the structure and the client read it"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (reason))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why; the structure and the client read it"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Hide This Word"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (answer), hide);
  g_object_set_data (G_OBJECT (row), "reason", reason);
  g_signal_connect_object (hide, "clicked", G_CALLBACK (on_hide), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (reason, "entry-activated", G_CALLBACK (on_hide), row, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), reason);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), answer);
}

/* (transfer full): below its text, who said it of whom */
static char *
say_detail (SolRecord *call, const char *more)
{
  g_autofree char *who = sol_supplier_words_say_who (call);

  return g_strdup_printf ("%s\n%s%s%s", who, get_text (call, "structure"), more != NULL ? "\n" : "",
                          more != NULL ? more : "");
}

static void
name_row (GtkWidget *row, const char *quote, const char *detail)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, quote,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

static GtkWidget *
make_shown (gpointer item, gpointer unused)
{
  SolShownRecord *shown = item;
  SolRecord *call = sol_shown_record_get_record (shown);
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *quote = sol_supplier_words_quote (call);
  g_autofree char *detail = say_detail (call, NULL);

  g_object_set (row, "title", quote, "subtitle", detail, "use-markup", FALSE, NULL);
  name_row (row, quote, detail);
  g_object_set_data_full (G_OBJECT (row), "shown", g_object_ref (shown), g_object_unref);
  add_reason (row, call);
  return row;
}

/* Its button below its words: beside them it would leave them no room in a narrow window. */
static GtkWidget *
make_hidden_box (const char *quote, const char *detail, GtkWidget *button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *more = sol_lines_label_new (detail, "detail");

  gtk_widget_add_css_class (box, "hidden-word");
  gtk_widget_add_css_class (more, "secondary");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), sol_lines_label_new (quote, NULL));
  gtk_box_append (GTK_BOX (box), more);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
make_hidden (gpointer item, gpointer unused)
{
  SolShownRecord *shown = item;
  SolRecord *call = sol_shown_record_get_record (shown);
  GtkWidget *row = gtk_list_box_row_new ();
  /* TRANSLATORS: %s is a client */
  GtkWidget *allow = make_button (_ ("Show Again"), _ ("Show the word of %s again"), call);
  g_autofree char *day = sol_format_date (sol_record_get_text (call, "hidden_at"));
  /* TRANSLATORS: a day, and why */
  g_autofree char *why = g_strdup_printf (_ ("Hidden on %s: %s"), day, get_text (call, "remark"));
  g_autofree char *quote = sol_supplier_words_quote (call);
  g_autofree char *detail = say_detail (call, why);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_hidden_box (quote, detail, allow));
  name_row (row, quote, detail);
  g_object_set_data_full (G_OBJECT (row), "shown", g_object_ref (shown), g_object_unref);
  g_signal_connect_object (allow, "clicked", G_CALLBACK (on_allow), row, G_CONNECT_SWAPPED);
  return row;
}

static gboolean
is_in (gpointer item, gpointer state)
{
  SolRecord *call = sol_shown_record_get_record (item);

  return call != NULL && g_str_equal (sol_client_word_get_state (call), state);
}

/* The latest first. */
static int
compare (gconstpointer a, gconstpointer b, gpointer unused)
{
  SolRecord *one = sol_shown_record_get_record ((gpointer) a);
  SolRecord *other = sol_shown_record_get_record ((gpointer) b);

  return one == NULL || other == NULL ? 0
                                      : g_strcmp0 (sol_record_get_text (other, "answered_at"),
                                                   sol_record_get_text (one, "answered_at"));
}

static GtkFilterListModel *
filter (SolModeratedWordsPage *self, const char *state)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  GListModel *sorted = G_LIST_MODEL (
      gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), sorter));

  return gtk_filter_list_model_new (
      sorted, GTK_FILTER (gtk_custom_filter_new (is_in, (gpointer) state, NULL)));
}

static guint
count (GtkFilterListModel *model)
{
  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static void
show (SolModeratedWordsPage *self)
{
  const guint n = count (self->shown);
  g_autofree char *told = g_strdup_printf (
      ngettext ("%u word of a client is shown to all", "%u words of clients are shown to all", n),
      n);

  gtk_label_set_label (self->count, n > 0 ? told : _ ("No word is shown"));
  gtk_widget_set_visible (GTK_WIDGET (self->shown_list), n > 0);
  gtk_widget_set_visible (self->nothing, !sol_moderated_words_page_has_any (self));
  gtk_widget_set_visible (self->hidden_box, count (self->hidden) > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What one of them says may be something else. */
static void
on_list_changed (SolModeratedWordsPage *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->hidden), GTK_FILTER_CHANGE_DIFFERENT);
  show (self);
  if (self->refocuses)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  self->refocuses = FALSE;
}

static void
let_go (SolModeratedWordsPage *self)
{
  gtk_list_box_bind_model (self->shown_list, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->hidden_list, NULL, NULL, NULL, NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->shown);
  g_clear_object (&self->hidden);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
}

static void
sol_moderated_words_page_dispose (GObject *object)
{
  SolModeratedWordsPage *self = SOL_MODERATED_WORDS_PAGE (object);

  if (self->shown_list != NULL)
    let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_MODERATED_WORDS_PAGE);
  G_OBJECT_CLASS (sol_moderated_words_page_parent_class)->dispose (object);
}

static gboolean
sol_moderated_words_page_grab_focus (GtkWidget *widget)
{
  SolModeratedWordsPage *self = SOL_MODERATED_WORDS_PAGE (widget);

  return (count (self->shown) > 0 &&
          gtk_widget_child_focus (GTK_WIDGET (self->shown_list), GTK_DIR_TAB_FORWARD)) ||
         gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
sol_moderated_words_page_class_init (SolModeratedWordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_moderated_words_page_dispose;
  sol_focus_set_grab (widget_class, sol_moderated_words_page_grab_focus);

  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_MODERATED_WORDS_PAGE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolModeratedWordsPage, count);
  gtk_widget_class_bind_template_child (widget_class, SolModeratedWordsPage, shown_list);
  gtk_widget_class_bind_template_child (widget_class, SolModeratedWordsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, SolModeratedWordsPage, hidden_box);
  gtk_widget_class_bind_template_child (widget_class, SolModeratedWordsPage, hidden_list);
}

static void
sol_moderated_words_page_init (SolModeratedWordsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_moderated_words_page_set_store:
 * @store: (nullable): of the moderator; %NULL to let it go
 */
void
sol_moderated_words_page_set_store (SolModeratedWordsPage *self, SolAccountStore *store)
{
  let_go (self);
  if (store != NULL)
    {
      self->store = g_object_ref (store);
      self->list = sol_account_store_list_records (store, "word_call");
      self->shown = filter (self, SOL_CLIENT_WORD_ANSWERED);
      self->hidden = filter (self, SOL_CLIENT_WORD_HIDDEN);
      gtk_list_box_bind_model (self->shown_list, G_LIST_MODEL (self->shown), make_shown, NULL,
                               NULL);
      gtk_list_box_bind_model (self->hidden_list, G_LIST_MODEL (self->hidden), make_hidden, NULL,
                               NULL);
      g_signal_connect_object (self->list, "changed", G_CALLBACK (on_list_changed), self,
                               G_CONNECT_SWAPPED);
    }
  show (self);
}

/* Returns: whether there are any, hidden ones too */
gboolean
sol_moderated_words_page_has_any (SolModeratedWordsPage *self)
{
  return count (self->shown) + count (self->hidden) > 0;
}
