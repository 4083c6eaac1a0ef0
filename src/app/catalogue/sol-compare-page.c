/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-compare-page.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-compare-facts.h"
#include "app/catalogue/sol-compare-head.h"
#include "app/catalogue/sol-criterion-row.h"
#include "app/catalogue/sol-supplier-sections.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/widgets/sol-practice-mark.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-practice-level.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-compare-page.ui"
#define COLUMN_CHARS 22  /* average characters that a column has, or they go below each other */
#define FOLDED_WIDTH 240 /* pixels */
#define MARGIN 12        /* pixels, of the heads where there are no columns */
#define SAME "same"      /* of a line: all of them say the same */

/**
 * SolComparePage:
 *
 * Two to five structures side by side: a column each, a line for each fact and each practice, whose
 * proofs open under its level. Nothing is ranked and nothing coloured as the best.
 */
struct _SolComparePage
{
  AdwBin parent_instance;

  SolPictures *pictures; /* (nullable) */
  GPtrArray *suppliers;  /* (element-type SolSupplier) */
  SolQuery *query;       /* for the distances */
  guint next;            /* line to be made */
  guint filling;         /* source that makes it */
  gboolean narrow;       /* no room for columns */
  guint refold;
  GtkLabel *title;
  GtkCheckButton *differences;
  GtkWidget *back;
  GtkScrolledWindow *scroller;
  GtkBox *heads;
  GtkBox *lines;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolComparePage, sol_compare_page, ADW_TYPE_BIN)

static gboolean
has_same (GtkWidget *line)
{
  return g_object_get_data (G_OBJECT (line), SAME) != NULL;
}

/* A heading whose lines are all hidden would head those of the next one. */
static void
show_differences (SolComparePage *self)
{
  const gboolean only = gtk_check_button_get_active (self->differences);
  GtkWidget *heading = NULL;

  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    if (gtk_widget_has_css_class (line, "compare-group"))
      {
        heading = line;
        gtk_widget_set_visible (heading, !only);
      }
    else if (gtk_widget_has_css_class (line, "compare-cell"))
      {
        gtk_widget_set_visible (line, !only || !has_same (line));
        if (heading != NULL && gtk_widget_get_visible (line))
          gtk_widget_set_visible (heading, TRUE);
      }
}

static void fill (SolComparePage *self);

/* Those that stay close up; the focus goes on to the one that takes its place. */
static void
take_out (SolComparePage *self, GtkWidget *button)
{
  SolSupplier *supplier = g_object_get_data (G_OBJECT (button), "supplier");
  const gint64 key = sol_record_get_key (SOL_RECORD (supplier));

  g_ptr_array_remove (self->suppliers, supplier);
  fill (self);
  gtk_widget_grab_focus (self->back);
  g_signal_emit (self, signals[REMOVED], 0, key);
}

/* The line of a fact: its title, and room for what each says. */
static GtkWidget *
make_line (SolComparePage *self, const char *title)
{
  GtkWidget *line = gtk_box_new (
      self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, self->narrow ? 6 : 12);
  GtkWidget *label = sol_compare_head_make_label (title, self->narrow ? "heading" : NULL);

  gtk_box_set_homogeneous (GTK_BOX (line), !self->narrow);
  gtk_widget_add_css_class (line, "compare-cell");
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

/* Who hears a column, and not where it stands, is told whose it is, and of what. */
static void
add_cell (SolComparePage *self,
          GtkWidget *line,
          SolSupplier *supplier,
          GtkWidget *shown,
          const char *title,
          const char *said)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", title,
                                            sol_compare_head_get_name (supplier), said);

  if (self->narrow)
    {
      GtkWidget *name = sol_compare_head_make_label (sol_compare_head_get_name (supplier),
                                                     "detail");

      gtk_widget_add_css_class (name, "secondary");
      gtk_box_append (GTK_BOX (cell), name);
    }
  gtk_box_append (GTK_BOX (cell), shown);
  g_strdelimit (label, "\n", ';');
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (line), cell);
}

/* A line of which all say the same is pale, and goes when only differences are asked for. */
static void
note_whether_same (GtkWidget *line, GPtrArray *said)
{
  for (guint i = 1; i < said->len; i++)
    if (!g_str_equal (said->pdata[i], said->pdata[0]))
      return;
  g_object_set_data (G_OBJECT (line), SAME, line);
  gtk_widget_add_css_class (line, "same");
}

static void
add_line (SolComparePage *self, GtkWidget *line, GPtrArray *said)
{
  note_whether_same (line, said);
  gtk_widget_set_visible (line,
                          !gtk_check_button_get_active (self->differences) || !has_same (line));
  gtk_box_append (self->lines, line);
}

static void
add_heading (SolComparePage *self, const char *title)
{
  GtkWidget *heading = sol_compare_head_make_label (title, "heading");

  gtk_widget_add_css_class (heading, "compare-group");
  gtk_box_append (self->lines, heading);
}

static void
add_fact (SolComparePage *self, const SolCompareFact *fact)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *line = make_line (self, _ (fact->title));

  if (fact->group != NULL)
    add_heading (self, _ (fact->group));
  for (guint i = 0; i < self->suppliers->len; i++)
    {
      SolSupplier *supplier = self->suppliers->pdata[i];
      char *text = fact->say (supplier, self->query);

      if (text == NULL || *text == '\0')
        {
          g_free (text);
          text = g_strdup (_ ("Not provided"));
        }
      g_ptr_array_add (said, text);
      add_cell (self, line, supplier, sol_compare_head_make_label (text, NULL), _ (fact->title),
                text);
    }
  add_line (self, line, said);
}

static GtkWidget *
make_score (SolSupplier *supplier, char **said)
{
  GtkWidget *box = g_object_new (SOL_TYPE_WRAP_BOX, "child-spacing", 9, NULL);
  GtkWidget *mark = sol_practice_mark_new ();
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;
  const gboolean known = sol_supplier_text_get_levels (supplier, levels, &n_proven);

  *said = known ? sol_supplier_text_make_score (n_proven) : g_strdup (_ ("Not provided"));
  sol_practice_mark_set_levels (SOL_PRACTICE_MARK (mark), levels);
  sol_practice_mark_set_proven (SOL_PRACTICE_MARK (mark), n_proven);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (mark, known);
  sol_wrap_box_append (SOL_WRAP_BOX (box), mark);
  sol_wrap_box_append (SOL_WRAP_BOX (box), sol_compare_head_make_label (*said, NULL));
  return box;
}

static void
add_scores (SolComparePage *self)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *line = make_line (self, _ ("All together"));

  add_heading (self, _ ("Practices"));
  for (guint i = 0; i < self->suppliers->len; i++)
    {
      char *text;
      GtkWidget *score = make_score (self->suppliers->pdata[i], &text);

      g_ptr_array_add (said, text);
      add_cell (self, line, self->suppliers->pdata[i], score, _ ("All together"), text);
    }
  add_line (self, line, said);
}

static void
add_practice (SolComparePage *self, const SolCode *criterion)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = g_strdup_printf ("%s. %s", criterion->code,
                                            sol_referential_label ("criteria", criterion->code));
  GtkWidget *line = make_line (self, title);

  gtk_widget_set_size_request (gtk_widget_get_first_child (line), -1, SOL_CRITERION_ROW_HEIGHT);
  for (guint i = 0; i < self->suppliers->len; i++)
    {
      SolRecord *supplier = self->suppliers->pdata[i];
      SolItem *item = sol_practice_find_criterion (sol_record_get_items (supplier, "criteria"),
                                                   criterion->code);
      GtkWidget *row = sol_criterion_row_new (criterion->code, item, sol_record_get_id (supplier),
                                              self->pictures);
      const char *level = sol_criterion_row_set_column (
          SOL_CRITERION_ROW (row), sol_compare_head_get_name (SOL_SUPPLIER (supplier)));

      g_ptr_array_add (said, g_strdup (level));
      add_cell (self, line, SOL_SUPPLIER (supplier), row, title, level);
    }
  add_line (self, line, said);
}

/* Returns: whether there is such a line */
static gboolean
add_nth (SolComparePage *self, guint n)
{
  guint n_before, n_after, n_practices;
  const SolCompareFact *before = sol_compare_facts_get_before (&n_before);
  const SolCompareFact *after = sol_compare_facts_get_after (&n_after);
  const SolCode *practices = sol_referential_get_codes ("criteria", &n_practices);

  if (n < n_before)
    add_fact (self, &before[n]);
  else if (n == n_before)
    add_scores (self);
  else if ((n -= n_before + 1) < n_practices)
    add_practice (self, &practices[n]);
  else if ((n -= n_practices) < n_after)
    add_fact (self, &after[n]);
  else
    return FALSE;
  return TRUE;
}

/* One line a turn: of five structures they are some hundred widgets. */
static gboolean
add_next (gpointer user_data)
{
  SolComparePage *self = user_data;

  if (add_nth (self, self->next++))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  show_differences (self);
  return G_SOURCE_REMOVE;
}

static void
add_head (SolComparePage *self, GtkBox *box, SolSupplier *supplier)
{
  GtkWidget *remove;
  GtkWidget *head = sol_compare_head_new (supplier, &remove);

  g_object_set_data_full (G_OBJECT (remove), "supplier", g_object_ref (supplier), g_object_unref);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (take_out), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (head, self->narrow ? MARGIN : 0);
  gtk_widget_set_margin_end (head, self->narrow ? MARGIN : 0);
  gtk_box_append (box, head);
}

static void
add_heads (SolComparePage *self)
{
  GtkBox *box = self->narrow ? self->lines : self->heads;

  if (!self->narrow)
    gtk_box_append (box, gtk_label_new (NULL));
  for (guint i = 0; i < self->suppliers->len; i++)
    add_head (self, box, self->suppliers->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->heads), !self->narrow);
}

static void
fill (SolComparePage *self)
{
  const guint n = self->suppliers->len;
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u structure side by side", "%u structures side by side", n), n);

  g_clear_handle_id (&self->filling, g_source_remove);
  sol_supplier_sections_empty (self->heads);
  sol_supplier_sections_empty (self->lines);
  gtk_label_set_label (self->title, title);
  add_heads (self);
  self->next = 0;
  self->filling = g_idle_add (add_next, self);
}

static gboolean
needs_fold (SolComparePage *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int char_width = pango_font_metrics_get_approximate_char_width (metrics);
  const int n_columns = (int) self->suppliers->len + 1;

  pango_font_metrics_unref (metrics);
  return width < PANGO_PIXELS (char_width * COLUMN_CHARS * n_columns);
}

static gboolean
refold (gpointer user_data)
{
  SolComparePage *self = user_data;

  self->refold = 0;
  self->narrow = !self->narrow;
  fill (self);
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Columns ask for no room: where they would need more they fold. */
static void
sol_compare_page_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, width);
  gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && !SOL_COMPARE_PAGE (widget)->narrow)
    *minimum = MIN (*minimum, FOLDED_WIDTH);
}

/* It does not fold here, where GTK wants no change of what is shown. */
static void
sol_compare_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SolComparePage *self = SOL_COMPARE_PAGE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, minimum), height, baseline, NULL);
  if (needs_fold (self, width) == self->narrow)
    g_clear_handle_id (&self->refold, g_source_remove);
  else if (self->refold == 0)
    self->refold = g_idle_add (refold, self);
}

static void
sol_compare_page_dispose (GObject *object)
{
  SolComparePage *self = SOL_COMPARE_PAGE (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_handle_id (&self->refold, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_COMPARE_PAGE);
  g_clear_pointer (&self->suppliers, g_ptr_array_unref);
  g_clear_pointer (&self->query, sol_query_free);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (sol_compare_page_parent_class)->dispose (object);
}

static void
sol_compare_page_class_init (SolComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_compare_page_dispose;
  widget_class->get_request_mode = get_request_mode;
  widget_class->measure = sol_compare_page_measure;
  widget_class->size_allocate = sol_compare_page_size_allocate;
  /* The one with that key was taken out. */
  signals[REMOVED] = g_signal_new ("removed", SOL_TYPE_COMPARE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolComparePage, title);
  gtk_widget_class_bind_template_child (widget_class, SolComparePage, differences);
  gtk_widget_class_bind_template_child (widget_class, SolComparePage, back);
  gtk_widget_class_bind_template_child (widget_class, SolComparePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolComparePage, heads);
  gtk_widget_class_bind_template_child (widget_class, SolComparePage, lines);
  gtk_widget_class_bind_template_callback (widget_class, show_differences);
}

static void
sol_compare_page_init (SolComparePage *self)
{
  self->suppliers = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* for it to know its width */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * sol_compare_page_new:
 * @pictures: (transfer none) (nullable): where documents that prove something are to be had
 *
 * Returns: (transfer floating): a page of no structures
 */
GtkWidget *
sol_compare_page_new (SolPictures *pictures)
{
  SolComparePage *self = g_object_new (SOL_TYPE_COMPARE_PAGE, NULL);

  g_set_object (&self->pictures, pictures);
  return GTK_WIDGET (self);
}

/**
 * sol_compare_page_show:
 * @suppliers: (element-type SolSupplier): two to five
 * @query: what was asked; with a point in it, distances are told from there
 *
 * "removed" tells the key of one that the user takes out.
 */
void
sol_compare_page_show (SolComparePage *self, GPtrArray *suppliers, const SolQuery *query)
{
  g_ptr_array_set_size (self->suppliers, 0);
  for (guint i = 0; i < suppliers->len; i++)
    g_ptr_array_add (self->suppliers, g_object_ref (suppliers->pdata[i]));
  g_clear_pointer (&self->query, sol_query_free);
  self->query = sol_query_copy (query);
  gtk_check_button_set_active (self->differences, FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  fill (self);
}

/**
 * sol_compare_page_focus:
 *
 * Puts the focus at the top of the page.
 */
void
sol_compare_page_focus (SolComparePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->differences));
}
