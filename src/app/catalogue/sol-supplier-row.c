/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/catalogue/sol-filter.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/catalogue/sol-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-practice-mark.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-supplier-row.ui"
#define MAX_LABELS 2
#define MIN_TAG_CHARS 6 /* of a tag that is cut */

/**
 * SolSupplierRow:
 *
 * One structure of the results. Its list item is named by all that it shows.
 */
struct _SolSupplierRow
{
  AdwBin parent_instance;

  SolChoice *choice;
  SolCatalogueItem *item;
  guint position;
  GtkCheckButton *chosen;
  GtkLabel *name;
  GtkLabel *distance;
  GtkLabel *kind;
  GtkLabel *place;
  GtkWidget *tags; /* around the labels */
  GtkBox *labels;
  SolPracticeMark *mark;
  GtkLabel *score;
  GtkLabel *summary;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (SolSupplierRow, sol_supplier_row, ADW_TYPE_BIN)

static void
show_kind (SolSupplierRow *self, SolSupplier *supplier)
{
  static const char *const families[] = { "insertion", "handicap", "ess" };
  const char *kind = sol_record_get_text (SOL_RECORD (supplier), "kind");
  const char *family = sol_supplier_text_get_family_class (kind);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->kind), families[i]);
  if (family != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), family);
  gtk_label_set_label (self->kind, kind != NULL ? kind : "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), kind != NULL);
}

/* "ESUS (social utility)" is explained on the page: a tag has room for its name. */
static GtkWidget *
make_tag (const char *name)
{
  const char *explained = strstr (name, " (");
  g_autofree char *text = explained != NULL ? g_strndup (name, explained - name) : g_strdup (name);
  GtkWidget *tag = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (tag), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (tag), MIN (g_utf8_strlen (text, -1), MIN_TAG_CHARS));
  gtk_widget_add_css_class (tag, "tag");
  return tag;
}

static void
show_labels (SolSupplierRow *self, SolSupplier *supplier, GString *said)
{
  GPtrArray *labels = sol_record_get_items (SOL_RECORD (supplier), "labels");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->labels))) != NULL)
    gtk_box_remove (self->labels, child);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const char *code = sol_item_get_text (g_ptr_array_index (labels, i), "label");
      g_autofree char *name = code != NULL ? sol_filter_value_label (SOL_FACET_LABEL, code) : NULL;

      if (name == NULL)
        continue;
      g_string_append_printf (said, ", %s", name);
      if (i < MAX_LABELS)
        gtk_box_append (self->labels, make_tag (name));
    }
}

/* Returns: (transfer full): what is said of the practices */
static char *
show_practices (SolSupplierRow *self, SolSupplier *supplier)
{
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven = 0;
  gboolean known = sol_supplier_text_get_levels (supplier, levels, &n_proven);
  g_autofree char *short_score = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->mark), known);
  if (!known)
    {
      gtk_label_set_label (self->score, _ ("Not provided"));
      return g_strdup (_ ("practices not provided"));
    }

  /* Translators: so many of the nine practices are proven, in few characters */
  short_score = g_strdup_printf (_ ("%u/9"), n_proven);
  sol_practice_mark_set_levels (self->mark, levels);
  gtk_label_set_label (self->score, short_score);
  return sol_supplier_text_make_score (n_proven);
}

static void
show_reason (SolSupplierRow *self)
{
  const char *reason = sol_catalogue_item_get_reason (self->item);
  g_autofree char *markup = NULL;

  markup = sol_words_embolden (reason != NULL ? reason : "",
                               sol_catalogue_item_get_reason_words (self->item));
  gtk_label_set_markup (self->summary, markup);
}

static void
append_said (GString *said, const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (said, "%s%s", said->len > 0 ? ", " : "", text);
}

/* The list item is what a screen reader stops at. */
static void
say (SolSupplierRow *self, const char *said)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));

  while (list_item != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (list_item)) !=
                                  GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    list_item = gtk_widget_get_parent (list_item);
  if (list_item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                    -1);
}

static void
show_nothing (SolSupplierRow *self)
{
  gtk_label_set_label (self->name, "…");
  gtk_label_set_label (self->distance, "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), FALSE);
  gtk_label_set_label (self->place, "");
  gtk_label_set_label (self->score, "");
  gtk_label_set_label (self->summary, "");
  gtk_widget_set_visible (self->tags, FALSE);
  say (self, _ ("Loading"));
}

static void
show_supplier (SolSupplierRow *self, SolSupplier *supplier)
{
  const char *name = sol_record_get_text (SOL_RECORD (supplier), "name");
  const char *kind = sol_record_get_text (SOL_RECORD (supplier), "kind");
  g_autofree char *distance = sol_format_distance (sol_catalogue_item_get_distance_km (self->item));
  g_autofree char *place = sol_supplier_text_make_place (supplier);
  g_autofree char *practices = show_practices (self, supplier);
  g_autoptr (GString) said = g_string_new (name);

  append_said (said, kind != NULL ? sol_referential_label ("kinds", kind) : NULL);
  append_said (said, place);
  append_said (said, distance);
  show_kind (self, supplier);
  show_labels (self, supplier, said);
  gtk_widget_set_visible (self->tags,
                          gtk_widget_get_first_child (GTK_WIDGET (self->labels)) != NULL);
  gtk_label_set_label (self->name, name != NULL ? name : _ ("Without a name"));
  gtk_label_set_label (self->distance, distance);
  gtk_label_set_label (self->place, place);
  show_reason (self);
  append_said (said, practices);
  append_said (said, sol_catalogue_item_get_reason (self->item));
  say (self, said->str);
}

static void
update (SolSupplierRow *self)
{
  SolSupplier *supplier = self->item != NULL ? sol_catalogue_item_get_supplier (self->item) : NULL;

  if (supplier != NULL)
    show_supplier (self, supplier);
  else
    show_nothing (self);
}

static void
update_choice (SolSupplierRow *self)
{
  gboolean active = sol_choice_get_active (self->choice);

  self->setting = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->chosen), active);
  gtk_check_button_set_active (
      self->chosen, active && self->item != NULL &&
                        sol_choice_has (self->choice, sol_catalogue_item_get_key (self->item)));
  self->setting = FALSE;
}

static void
on_chosen_toggled (SolSupplierRow *self)
{
  if (!self->setting && self->item != NULL)
    sol_choice_set (self->choice, sol_catalogue_item_get_key (self->item),
                    gtk_check_button_get_active (self->chosen));
}

/* One click opens: where the page covers the list a selection alone would show nothing. */
static void
on_released (SolSupplierRow *self, int n_press)
{
  if (n_press == 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "catalogue.open", "u", self->position);
}

static void
sol_supplier_row_dispose (GObject *object)
{
  SolSupplierRow *self = SOL_SUPPLIER_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SUPPLIER_ROW);
  g_clear_object (&self->item);
  g_clear_object (&self->choice);
  G_OBJECT_CLASS (sol_supplier_row_parent_class)->dispose (object);
}

static void
sol_supplier_row_class_init (SolSupplierRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_supplier_row_dispose;

  g_type_ensure (SOL_TYPE_PRACTICE_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, chosen);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, distance);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, kind);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, labels);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, tags);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, mark);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, name);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, place);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, score);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierRow, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
}

static void
sol_supplier_row_init (SolSupplierRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_supplier_row_set_item:
 * @item: (nullable): the structure to show, which may be loaded later; %NULL before the row is put
 *   away, which leaves it as it looks
 * @position: its place in the results
 */
void
sol_supplier_row_set_item (SolSupplierRow *self, SolCatalogueItem *item, guint position)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  self->position = position;
  if (item == NULL)
    return;

  g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
  update (self);
  update_choice (self);
}

/**
 * sol_supplier_row_choose_focused:
 * @list: in which the list item with the focus is
 *
 * Chooses the structure that it shows, or no longer, and starts choosing.
 *
 * Returns: whether there is one
 */
gboolean
sol_supplier_row_choose_focused (GtkWidget *list)
{
  GtkWidget *found = gtk_root_get_focus (gtk_widget_get_root (list));
  SolSupplierRow *self;

  while (found != NULL && !SOL_IS_SUPPLIER_ROW (found))
    found = gtk_widget_get_first_child (found);
  self = found != NULL && gtk_widget_is_ancestor (found, list) ? SOL_SUPPLIER_ROW (found) : NULL;
  if (self == NULL || self->item == NULL)
    return FALSE;
  sol_choice_set_active (self->choice, TRUE);
  sol_choice_set (self->choice, sol_catalogue_item_get_key (self->item),
                  !sol_choice_has (self->choice, sol_catalogue_item_get_key (self->item)));
  return TRUE;
}

/**
 * sol_supplier_row_new:
 * @choice: (transfer none): which structures are chosen
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
sol_supplier_row_new (SolChoice *choice)
{
  SolSupplierRow *self = g_object_new (SOL_TYPE_SUPPLIER_ROW, NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (update_choice), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
