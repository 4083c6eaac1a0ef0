/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-duplicates-page.h"

#include <glib/gi18n.h>

#include "app/review/sol-duplicate-view.h"
#include "app/review/sol-duplicate-words.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-focus.h"
#include "model/sol-duplicate.h"
#include "sol-config.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-duplicates-page.ui"
#define MAX_ANSWERED 20

/**
 * SolDuplicatesPage:
 *
 * The structures of the catalogue that may be one, for a moderator to say, and what was said
 * lately, to be undone. It emits "changed" when there are more or less of them.
 */
struct _SolDuplicatesPage
{
  AdwBin parent_instance;

  SolAccountStore *store;       /* (nullable) */
  SolStore *catalogue;          /* (nullable): where the structures are read */
  SolLiveList *list;            /* (nullable): with @store */
  GtkFilterListModel *proposed; /* (nullable): likewise, of @list */
  GtkSliceListModel *last;      /* (nullable): likewise, answered */
  gboolean refocuses;           /* the row that had the focus goes */
  GtkLabel *count;
  GtkWidget *intro;
  GtkListBox *pairs;
  GtkWidget *nothing;
  GtkWidget *answered_box;
  GtkListBox *answered;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolDuplicatesPage, sol_duplicates_page, ADW_TYPE_BIN)

/* As the platform has it; what he says is on its way. */
static void
act (SolDuplicatesPage *self, SolShownRecord *shown, SolMutation *owned_mutation, const char *words)
{
  g_autoptr (SolMutation) mutation = owned_mutation;
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  g_autofree char *pair = sol_duplicate_words_say_title (sol_shown_record_get_record (shown));
  g_autofree char *title = g_strjoinv (pair, parts);

  mutation->base_rev = sol_shown_record_get_rev (shown);
  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), self->store, mutation, NULL, title);
}

/* To what comes after it, or before; of the only one, to what comes in its place. */
static void
move_focus (SolDuplicatesPage *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  self->refocuses = next == NULL || !gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static void
on_answered (GtkWidget *row, const char *op, const char *keep, SolDuplicateView *view)
{
  SolDuplicatesPage *self = SOL_DUPLICATES_PAGE (
      gtk_widget_get_ancestor (row, SOL_TYPE_DUPLICATES_PAGE));
  SolShownRecord *shown = g_object_get_data (G_OBJECT (row), "shown");
  const gboolean merges = keep != NULL;
  SolMutation *mutation = sol_mutation_new_operation ("duplicate", sol_shown_record_get_id (shown),
                                                      op, merges ? "keep" : NULL, keep, NULL);

  move_focus (self, row);
  act (self, shown, mutation,
       /* TRANSLATORS: %s is the names of two structures */
       merges ? _ ("Merged: %s") : _ ("They are two: %s"));
}

static void
on_expanded (GtkWidget *row)
{
  SolDuplicatesPage *self = SOL_DUPLICATES_PAGE (
      gtk_widget_get_ancestor (row, SOL_TYPE_DUPLICATES_PAGE));

  if (self != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
    sol_duplicate_view_open (g_object_get_data (G_OBJECT (row), "view"), self->catalogue);
}

/* The row in which the two stand is passed by: one goes to what is in it. */
static void
name_inner (GtkWidget *row)
{
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Side by side"), -1);
}

static GtkWidget *
make_pair (gpointer item, gpointer page)
{
  SolShownRecord *shown = item;
  SolRecord *pair = sol_shown_record_get_record (shown);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *view = sol_duplicate_view_new (shown);
  g_autofree char *title = sol_duplicate_words_say_title (pair);
  g_autofree char *reasons = sol_duplicate_words_say_reasons (pair);

  g_object_set (row, "title", title, "subtitle", reasons, "use-markup", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reasons, -1);
  g_object_set_data_full (G_OBJECT (row), "shown", g_object_ref (shown), g_object_unref);
  g_object_set_data (G_OBJECT (row), "view", view);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), view);
  name_inner (gtk_widget_get_parent (view));
  g_signal_connect_object (view, "answered", G_CALLBACK (on_answered), row, G_CONNECT_SWAPPED);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded), NULL);
  return row;
}

static void
on_undo (GtkWidget *row)
{
  SolDuplicatesPage *self = SOL_DUPLICATES_PAGE (
      gtk_widget_get_ancestor (row, SOL_TYPE_DUPLICATES_PAGE));
  SolShownRecord *shown = g_object_get_data (G_OBJECT (row), "shown");

  move_focus (self, row);
  act (self, shown,
       sol_mutation_new_operation ("duplicate", sol_shown_record_get_id (shown), SOL_DUPLICATE_UNDO,
                                   NULL),
       /* TRANSLATORS: %s is the names of two structures */
       _ ("Proposed again: %s"));
}

static GtkWidget *
make_answered (gpointer item, gpointer page)
{
  SolShownRecord *shown = item;
  SolRecord *pair = sol_shown_record_get_record (shown);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *undo = gtk_button_new_with_label (_ ("Undo"));
  g_autofree char *title = sol_duplicate_words_say_title (pair);
  g_autofree char *answer = sol_duplicate_words_say_answer (pair);
  /* TRANSLATORS: %s is the names of two structures */
  g_autofree char *said = g_strdup_printf (_ ("Undo the answer on %s"), title);

  g_object_set (row, "title", title, "subtitle", answer, "use-markup", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, answer, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (undo), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
  g_object_set_data_full (G_OBJECT (row), "shown", g_object_ref (shown), g_object_unref);
  g_signal_connect_swapped (undo, "clicked", G_CALLBACK (on_undo), row);
  return row;
}

static gboolean
is_proposed (gpointer item, gpointer unused)
{
  SolRecord *pair = sol_shown_record_get_record (item);

  return pair != NULL && sol_duplicate_is (pair, SOL_DUPLICATE_PROPOSED);
}

static gboolean
is_answered (gpointer item, gpointer unused)
{
  return sol_shown_record_get_record (item) != NULL && !is_proposed (item, unused);
}

/* The surest first. */
static int
compare_scores (gconstpointer a, gconstpointer b, gpointer unused)
{
  SolRecord *one = sol_shown_record_get_record ((gpointer) a);
  SolRecord *other = sol_shown_record_get_record ((gpointer) b);
  gint64 left = 0, right = 0;

  if (one == NULL || other == NULL)
    return 0;
  sol_record_get_number (one, "score", &left);
  sol_record_get_number (other, "score", &right);
  return left != right ? (left > right ? -1 : 1)
                       : g_strcmp0 (sol_record_get_text (one, "first_name"),
                                    sol_record_get_text (other, "first_name"));
}

static int
compare_moments (gconstpointer a, gconstpointer b, gpointer unused)
{
  SolRecord *one = sol_shown_record_get_record ((gpointer) a);
  SolRecord *other = sol_shown_record_get_record ((gpointer) b);

  return one == NULL || other == NULL ? 0
                                      : g_strcmp0 (sol_record_get_text (other, "answered_at"),
                                                   sol_record_get_text (one, "answered_at"));
}

static GListModel *
sort (SolDuplicatesPage *self, GCompareDataFunc compare)
{
  return G_LIST_MODEL (
      gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->list)),
                               GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL))));
}

static GtkFilterListModel *
filter (GListModel *owned_sorted, GtkCustomFilterFunc func)
{
  return gtk_filter_list_model_new (owned_sorted,
                                    GTK_FILTER (gtk_custom_filter_new (func, NULL, NULL)));
}

static void
show (SolDuplicatesPage *self)
{
  const guint n = sol_duplicates_page_count (self);
  const guint n_answered = self->last != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->last))
                                              : 0;
  g_autofree char *told = g_strdup_printf (
      ngettext ("%u pair of structures to look at", "%u pairs of structures to look at", n), n);

  gtk_label_set_label (self->count, told);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  gtk_widget_set_visible (self->intro, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pairs), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
  gtk_widget_set_visible (self->answered_box, n_answered > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What one of them says may be something else. */
static void
on_list_changed (SolDuplicatesPage *self)
{
  GtkFilterListModel *answered = GTK_FILTER_LIST_MODEL (
      gtk_slice_list_model_get_model (self->last));

  gtk_filter_changed (gtk_filter_list_model_get_filter (self->proposed),
                      GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (gtk_filter_list_model_get_filter (answered), GTK_FILTER_CHANGE_DIFFERENT);
  show (self);
  if (self->refocuses)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  self->refocuses = FALSE;
}

static void
let_go (SolDuplicatesPage *self)
{
  gtk_list_box_bind_model (self->pairs, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->answered, NULL, NULL, NULL, NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->proposed);
  g_clear_object (&self->last);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
}

static void
sol_duplicates_page_dispose (GObject *object)
{
  SolDuplicatesPage *self = SOL_DUPLICATES_PAGE (object);

  if (self->pairs != NULL)
    let_go (self);
  g_clear_object (&self->catalogue);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_DUPLICATES_PAGE);
  G_OBJECT_CLASS (sol_duplicates_page_parent_class)->dispose (object);
}

static gboolean
sol_duplicates_page_grab_focus (GtkWidget *widget)
{
  SolDuplicatesPage *self = SOL_DUPLICATES_PAGE (widget);

  return (sol_duplicates_page_count (self) > 0 &&
          gtk_widget_child_focus (GTK_WIDGET (self->pairs), GTK_DIR_TAB_FORWARD)) ||
         gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
sol_duplicates_page_class_init (SolDuplicatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_duplicates_page_dispose;
  sol_focus_set_grab (widget_class, sol_duplicates_page_grab_focus);

  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_DUPLICATES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicatesPage, count);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicatesPage, intro);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicatesPage, pairs);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicatesPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicatesPage, answered_box);
  gtk_widget_class_bind_template_child (widget_class, SolDuplicatesPage, answered);
}

static void
sol_duplicates_page_init (SolDuplicatesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_duplicates_page_set_store:
 * @store: (nullable): of the moderator; %NULL to let it go
 */
void
sol_duplicates_page_set_store (SolDuplicatesPage *self, SolAccountStore *store)
{
  let_go (self);
  if (store != NULL)
    {
      self->store = g_object_ref (store);
      self->list = sol_account_store_list_records (store, "duplicate");
      self->proposed = filter (sort (self, compare_scores), is_proposed);
      self->last = gtk_slice_list_model_new (
          G_LIST_MODEL (filter (sort (self, compare_moments), is_answered)), 0, MAX_ANSWERED);
      gtk_list_box_bind_model (self->pairs, G_LIST_MODEL (self->proposed), make_pair, NULL, NULL);
      gtk_list_box_bind_model (self->answered, G_LIST_MODEL (self->last), make_answered, NULL,
                               NULL);
      g_signal_connect_object (self->list, "changed", G_CALLBACK (on_list_changed), self,
                               G_CONNECT_SWAPPED);
    }
  show (self);
}

/* @catalogue: (nullable): where the structures are; %NULL to let it go */
void
sol_duplicates_page_set_catalogue (SolDuplicatesPage *self, SolStore *catalogue)
{
  g_set_object (&self->catalogue, catalogue);
}

/* Returns: how many pairs somebody is to look at */
guint
sol_duplicates_page_count (SolDuplicatesPage *self)
{
  return self->proposed != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->proposed)) : 0;
}

/* Returns: whether there are any, answered ones too */
gboolean
sol_duplicates_page_has_any (SolDuplicatesPage *self)
{
  return self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
}
