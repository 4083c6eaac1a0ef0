/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-criterion-row.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "app/widgets/sol-level-meter.h"
#include "app/widgets/sol-lines-label.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-link.h"
#include "model/sol-practice-level.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-criterion-row.ui"

/**
 * SolCriterionRow:
 *
 * A criterion of the charter: its level in three squares and a word; under it open the answers to
 * its questions, each with its level, its words and its proofs.
 */
struct _SolCriterionRow
{
  AdwBin parent_instance;

  SolPictures *pictures; /* (nullable): with @supplier */
  char *supplier;
  GtkWidget *line;
  GtkLabel *title;
  SolLevelMeter *meter;
  GtkLabel *level;
  GtkLabel *no_proof;
  GtkToggleButton *proofs;
  GtkLabel *proofs_label;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkBox *proof_list;
};

G_DEFINE_FINAL_TYPE (SolCriterionRow, sol_criterion_row, ADW_TYPE_BIN)

static void
toggle_proofs (SolCriterionRow *self)
{
  const gboolean open = gtk_toggle_button_get_active (self->proofs);

  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->proofs), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
sol_criterion_row_dispose (GObject *object)
{
  g_clear_object (&SOL_CRITERION_ROW (object)->pictures);
  g_clear_pointer (&SOL_CRITERION_ROW (object)->supplier, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CRITERION_ROW);
  G_OBJECT_CLASS (sol_criterion_row_parent_class)->dispose (object);
}

static void
sol_criterion_row_class_init (SolCriterionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_criterion_row_dispose;

  g_type_ensure (SOL_TYPE_LEVEL_METER);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, line);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, meter);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, level);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, no_proof);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, proofs);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, proofs_label);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, SolCriterionRow, proof_list);
  gtk_widget_class_bind_template_callback (widget_class, toggle_proofs);
}

static void
sol_criterion_row_init (SolCriterionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_kind_icon (const char *kind)
{
  return g_strcmp0 (kind, "link") == 0     ? "insert-link-symbolic"
         : g_strcmp0 (kind, "figure") == 0 ? "accessories-calculator-symbolic"
                                           : "x-office-document-symbolic";
}

static const char *
get_kind_word (const char *kind)
{
  return g_strcmp0 (kind, "link") == 0     ? _ ("link")
         : g_strcmp0 (kind, "figure") == 0 ? _ ("figure")
                                           : _ ("document");
}

/* (transfer full) (nullable): of the document on the platform, or what is on the Web */
static char *
make_proof_address (SolCriterionRow *self, SolItem *proof)
{
  const SolBlob *file = sol_item_get_blob (proof, "file");

  if (file != NULL && self->pictures != NULL)
    return sol_pictures_make_address (self->pictures, "supplier", self->supplier, file);
  return sol_link_make_site (sol_item_get_text (proof, "link"));
}

/* The title (which leads to what it proves with, when that can be opened), its kind, its date. */
static char *
make_proof_markup (SolCriterionRow *self, SolItem *proof)
{
  const char *title = sol_item_get_text (proof, "title");
  g_autofree char *uri = make_proof_address (self, proof);
  g_autofree char *date = sol_format_date (sol_item_get_text (proof, "on"));
  const char *word = get_kind_word (sol_item_get_text (proof, "kind"));
  const char *figure;
  g_autofree char *name = NULL;
  g_autofree char *rest = NULL;

  title = title == NULL ? word : title;
  name = uri == NULL ? g_markup_escape_text (title, -1)
                     : g_markup_printf_escaped ("<a href=\"%s\">%s</a>", uri, title);
  figure = sol_item_get_text (proof, "figure");
  rest = g_markup_printf_escaped (" · %s%s%s%s%s", word, figure == NULL ? "" : " · ",
                                  figure == NULL ? "" : figure, *date == '\0' ? "" : " · ", date);
  return g_strconcat (name, rest, NULL);
}

static GtkWidget *
make_proof (SolCriterionRow *self, SolItem *proof)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (
      get_kind_icon (sol_item_get_text (proof, "kind")));
  GtkWidget *label = sol_lines_label_new (NULL, "detail");
  g_autofree char *markup = make_proof_markup (self, proof);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static guint
add_proofs (SolCriterionRow *self, GPtrArray *evidence)
{
  const guint n_proofs = evidence == NULL ? 0 : evidence->len;

  for (guint i = 0; i < n_proofs; i++)
    gtk_box_append (self->proof_list, make_proof (self, g_ptr_array_index (evidence, i)));
  return n_proofs;
}

static void
add_line (SolCriterionRow *self, const char *text, const char *css_class)
{
  gtk_box_append (self->proof_list, sol_lines_label_new (text, css_class));
}

/* The question, the level with what it means, the structure's own words, then the proofs. */
static guint
add_answer (SolCriterionRow *self, const SolQuestion *question, SolItem *answer)
{
  const guint level = sol_practice_answer_get_level (answer);
  const char *note = sol_item_get_text (answer, "note");
  g_autofree char *meaning = g_strdup_printf (
      _ ("%s: %s"), sol_supplier_text_get_level ((guint8) level), question->levels[level]);

  add_line (self, question->text, "heading");
  add_line (self, meaning, "detail");
  if (note != NULL)
    add_line (self, note, "detail");
  return add_proofs (self, sol_item_get_items (answer, "evidence"));
}

/* Returns: how many proofs there are: of the answers, and those told without any */
static guint
add_answers (SolCriterionRow *self, SolItem *criterion)
{
  GPtrArray *answers = sol_item_get_items (criterion, "answers");
  const SolPractice *practice = sol_practice_find_asked (sol_item_get_text (criterion, "criterion"),
                                                         answers);
  guint n_proofs = 0;

  for (guint i = 0; practice != NULL && i < practice->n_questions; i++)
    {
      SolItem *answer = sol_practice_find_answer (answers, practice->questions[i].id);

      if (answer != NULL)
        n_proofs += add_answer (self, &practice->questions[i], answer);
    }
  return n_proofs + add_proofs (self, sol_item_get_items (criterion, "evidence"));
}

static void
set_proofs (SolCriterionRow *self, SolItem *criterion)
{
  GPtrArray *answers = criterion == NULL ? NULL : sol_item_get_items (criterion, "answers");
  const guint n_answers = answers == NULL ? 0 : answers->len;
  const guint n_proofs = criterion == NULL ? 0 : add_answers (self, criterion);
  g_autofree char *count = n_proofs > 0
                               ? g_strdup_printf (ngettext ("%u proof", "%u proofs", n_proofs),
                                                  n_proofs)
                               : g_strdup_printf (ngettext ("%u answer", "%u answers", n_answers),
                                                  n_answers);
  g_autofree char *name = g_strdup_printf ("%s, %s", count, gtk_label_get_text (self->title));

  gtk_label_set_label (self->proofs_label, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->proofs), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->proofs), n_proofs > 0 || n_answers > 0);
}

/**
 * sol_criterion_row_new:
 * @criterion: code of a criterion of the charter
 * @item: (nullable): what a structure says of it
 * @supplier: id of that structure
 * @pictures: (nullable): where its documents are to be had
 *
 * Returns: (transfer floating): a row with its level in squares and in a word, and its proofs
 */
GtkWidget *
sol_criterion_row_new (const char *criterion,
                       SolItem *item,
                       const char *supplier,
                       SolPictures *pictures)
{
  SolCriterionRow *self = g_object_new (SOL_TYPE_CRITERION_ROW, NULL);
  const char *code = item == NULL ? NULL : sol_item_get_text (item, "level");
  const guint8 level = code == NULL ? SOL_LEVEL_NOT_PROVIDED : (guint8) (*code - '0');
  const SolCode *found = sol_referential_find ("criteria", criterion);
  g_autofree char *title = g_strdup_printf ("%s. %s", criterion,
                                            sol_referential_label ("criteria", criterion));

  self->supplier = g_strdup (supplier);
  g_set_object (&self->pictures, pictures);
  gtk_label_set_label (self->title, title);
  if (found != NULL && g_str_has_prefix (g_get_language_names ()[0], "fr"))
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), found->note);
  gtk_label_set_label (self->level, sol_supplier_text_get_level (level));
  sol_level_meter_set_level (self->meter, level);
  set_proofs (self, item);
  /* It keeps the place of the proofs, so that squares and words stand in one column. */
  gtk_widget_set_visible (GTK_WIDGET (self->no_proof),
                          !gtk_widget_get_visible (GTK_WIDGET (self->proofs)));
  if (level > SOL_LEVEL_MAX)
    gtk_label_set_label (self->no_proof, "");
  return GTK_WIDGET (self);
}

/**
 * sol_criterion_row_set_column:
 * @structure: whose column it stands in: its title is at the head of the line then
 *
 * Returns: (transfer none): the level, in a word
 */
const char *
sol_criterion_row_set_column (SolCriterionRow *self, const char *structure)
{
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", gtk_label_get_text (self->proofs_label),
                                           gtk_label_get_text (self->title), structure);

  gtk_widget_set_visible (GTK_WIDGET (self->title), FALSE);
  gtk_widget_remove_css_class (self->line, "line");
  gtk_widget_set_size_request (GTK_WIDGET (self->level), -1, SOL_CRITERION_ROW_HEIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->proofs), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  return gtk_label_get_text (self->level);
}
