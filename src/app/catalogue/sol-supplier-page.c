/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/catalogue/sol-supplier-actions.h"
#include "app/catalogue/sol-supplier-link.h"
#include "app/catalogue/sol-supplier-missing.h"
#include "app/catalogue/sol-supplier-reach.h"
#include "app/catalogue/sol-supplier-sections.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "app/widgets/sol-practice-mark.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-supplier-page.ui"

/**
 * SolSupplierPage:
 *
 * All that is known of a structure, on one scrolling page. What a structure did not say is left
 * out and told in one line at its end. Its bar goes through the results by the actions
 * "catalogue.previous" and "catalogue.next", which who shows the results brings.
 */
struct _SolSupplierPage
{
  AdwBin parent_instance;

  SolSupplier *supplier; /* (nullable) */
  double distance_km;    /* NAN when not known */
  char *platform_mail;   /* (nullable) */

  GtkLabel *rank;
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkLabel *logo;
  GtkLabel *name;
  GtkLabel *subtitle;
  GtkWidget *invented;
  GtkWidget *score;
  SolPracticeMark *score_mark;
  GtkLabel *score_label;
  GtkLabel *contact_note;
  GtkLabel *description;
  GtkBox *activities;
  GtkWidget *map_box;
  SolPlaceMap *map;
  GtkLabel *reach;
  GtkWidget *offers_section;
  GtkLabel *offers_note;
  GtkBox *offers;
  GtkWidget *criteria_section;
  GtkLabel *criteria_note;
  GtkBox *criteria;
  GtkWidget *environment_section;
  GtkBox *environment;
  GtkWidget *figures_section;
  SolWrapBox *figures;
  GtkWidget *references_section;
  GtkBox *references;
  GtkWidget *labels_section;
  GtkBox *labels;
  GtkBox *identity;
  GtkLabel *missing;
};

enum
{
  PROP_SUPPLIER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolSupplierPage, sol_supplier_page, ADW_TYPE_BIN)

static const char *
get_text (SolSupplierPage *self, const char *field)
{
  const char *text = sol_record_get_text (SOL_RECORD (self->supplier), field);

  return text == NULL ? "" : text;
}

static void
add_words (GString *text, const char *separator, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : separator, words);
}

/* "Atelier et chantier d'insertion · Avignon (84), à 2,4 km", then when it was checked. */
static char *
make_subtitle (SolSupplierPage *self)
{
  g_autofree char *place = sol_supplier_text_make_place (self->supplier);
  g_autofree char *distance = sol_format_distance (self->distance_km);
  g_autofree char *verified = sol_format_date (get_text (self, "verified_on"));
  g_autofree char *updated = sol_format_date (get_text (self, "updated_at"));
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_strcmp0 (get_text (self, "brand"), get_text (self, "name")) != 0)
    add_words (text, "", get_text (self, "brand"));
  add_words (text, " · ",
             *get_text (self, "kind") == '\0'
                 ? _ ("Kind not provided")
                 : sol_referential_label ("kinds", get_text (self, "kind")));
  add_words (text, " · ", place);
  if (*distance != '\0')
    /* TRANSLATORS: follows a town; %s is a distance with its unit. */
    g_string_append_printf (text, _ (", %s away"), distance);
  g_string_append_c (text, '\n');
  if (*verified != '\0')
    /* TRANSLATORS: %s is a date. */
    g_string_append_printf (text, _ ("Listing verified on %s"), verified);
  else if (*updated != '\0')
    /* TRANSLATORS: %s is a date. */
    g_string_append_printf (text, _ ("Listing updated on %s, not verified"), updated);
  else
    g_string_append (text, _ ("Listing not verified"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_logo (SolSupplierPage *self)
{
  const char *family = sol_supplier_text_get_family_class (get_text (self, "kind"));
  g_autofree char *initials = sol_supplier_text_make_initials (get_text (self, "name"));
  const char *classes[] = { "logo", "kind", family, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self->logo), classes);
  gtk_label_set_label (self->logo, initials);
}

static void
show_score (SolSupplierPage *self)
{
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;
  const gboolean known = sol_supplier_text_get_levels (self->supplier, levels, &n_proven);
  g_autofree char *score = known ? sol_supplier_text_make_score (n_proven) : NULL;
  g_autofree char *name = g_strdup_printf (
      /* TRANSLATORS: a button that goes to the practices; %s tells how many are proven. */
      _ ("Practices: %s"), known ? score : _ ("Not provided"));

  sol_practice_mark_set_levels (self->score_mark, levels);
  sol_practice_mark_set_proven (self->score_mark, n_proven);
  gtk_widget_set_visible (GTK_WIDGET (self->score_mark), known);
  gtk_label_set_label (self->score_label, known ? score : _ ("Practices not provided"));
  gtk_label_set_label (self->criteria_note, known ? score : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->score), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.show-practices", known);
}

static void
show_head (SolSupplierPage *self)
{
  g_autofree char *subtitle = make_subtitle (self);
  gboolean invented = FALSE;

  show_logo (self);
  show_score (self);
  gtk_label_set_label (self->name, get_text (self, "name"));
  gtk_label_set_label (self->subtitle, subtitle);
  sol_record_get_flag (SOL_RECORD (self->supplier), "invented", &invented);
  gtk_widget_set_visible (self->invented, invented);
}

static void
show_contact (SolSupplierPage *self)
{
  g_autofree char *mail = sol_supplier_link_make_mail (get_text (self, "email"), NULL, NULL);
  g_autofree char *call = sol_supplier_link_make_call (get_text (self, "phone"));
  g_autofree char *site = sol_supplier_link_make_site (get_text (self, "website"));
  g_autofree char *missing = sol_supplier_missing_make_contact (self->supplier);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.write", mail != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.call", call != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.visit", site != NULL);
  gtk_label_set_label (self->contact_note, missing);
  gtk_widget_set_visible (GTK_WIDGET (self->contact_note), *missing != '\0');
}

static void
show_work (SolSupplierPage *self)
{
  g_autofree char *reach = sol_supplier_reach_make_words (self->supplier);
  const char *description = get_text (self, "description");

  gtk_label_set_label (self->description, *description == '\0' ? _ ("Not provided") : description);
  gtk_widget_set_visible (GTK_WIDGET (self->activities), sol_supplier_reach_fill_activities (
                                                             self->activities, self->supplier) > 0);
  gtk_widget_set_visible (self->map_box, sol_supplier_reach_fill_map (self->map, self->supplier));
  gtk_label_set_label (self->reach, *reach == '\0' ? _ ("Reach not provided") : reach);
}

static void
show_sections (SolSupplierPage *self)
{
  SolSupplier *supplier = self->supplier;
  const guint n_offers = sol_supplier_sections_fill_offers (self->offers, supplier);
  g_autofree char *offers_note = sol_format_number (n_offers);
  g_autofree char *missing = sol_supplier_missing_make_all (supplier);

  gtk_label_set_label (self->offers_note, offers_note);
  gtk_widget_set_visible (self->offers_section, n_offers > 0);
  gtk_widget_set_visible (self->criteria_section,
                          sol_supplier_sections_fill_criteria (self->criteria, supplier) > 0);
  gtk_widget_set_visible (self->environment_section,
                          sol_supplier_sections_fill_environment (self->environment, supplier) > 0);
  gtk_widget_set_visible (self->figures_section,
                          sol_supplier_sections_fill_figures (self->figures, supplier) > 0);
  gtk_widget_set_visible (self->references_section,
                          sol_supplier_sections_fill_references (self->references, supplier) > 0);
  gtk_widget_set_visible (self->labels_section,
                          sol_supplier_sections_fill_labels (self->labels, supplier) > 0);
  sol_supplier_sections_fill_identity (self->identity, supplier);
  gtk_label_set_label (self->missing, *missing == '\0' ? _ ("Everything is provided.") : missing);
}

static void
show_supplier (SolSupplierPage *self)
{
  gtk_widget_set_visible (self->content, self->supplier != NULL);
  if (self->supplier == NULL)
    return;
  show_head (self);
  show_contact (self);
  show_work (self);
  show_sections (self);
}

static void
show_practices (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double x, y;

  if (gtk_widget_translate_coordinates (self->criteria_section, self->content, 0, 0, &x, &y))
    gtk_adjustment_set_value (adjustment, y);
  gtk_widget_child_focus (GTK_WIDGET (self->criteria), GTK_DIR_TAB_FORWARD);
}

static void
contact_supplier (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);
  g_autofree char *uri = NULL;

  if (self->supplier == NULL)
    return;
  if (g_str_equal (action, "structure.write"))
    uri = sol_supplier_link_make_mail (get_text (self, "email"), NULL, NULL);
  else if (g_str_equal (action, "structure.call"))
    uri = sol_supplier_link_make_call (get_text (self, "phone"));
  else
    uri = sol_supplier_link_make_site (get_text (self, "website"));
  sol_supplier_actions_open (widget, uri);
}

static void
copy_identity (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);

  if (self->supplier != NULL)
    sol_supplier_actions_copy_identity (widget, self->supplier);
}

static void
report_error (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);

  if (self->supplier != NULL)
    sol_supplier_actions_report (widget, self->supplier, self->platform_mail);
}

static void
sol_supplier_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SUPPLIER)
    g_value_set_object (value, SOL_SUPPLIER_PAGE (object)->supplier);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_supplier_page_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (property == PROP_SUPPLIER)
    sol_supplier_page_set_supplier (SOL_SUPPLIER_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_supplier_page_dispose (GObject *object)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SUPPLIER_PAGE);
  g_clear_object (&self->supplier);
  g_clear_pointer (&self->platform_mail, g_free);
  G_OBJECT_CLASS (sol_supplier_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, rank);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, content);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, logo);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, invented);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, score);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, score_mark);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, score_label);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, contact_note);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, description);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, activities);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, map_box);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, map);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, reach);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, offers_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, offers_note);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, offers);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, criteria_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, criteria_note);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, criteria);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, environment_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, environment);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, figures_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, figures);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, references_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, references);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, labels_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, labels);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, identity);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, missing);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "structure.show-practices", NULL, show_practices);
  gtk_widget_class_install_action (widget_class, "structure.write", NULL, contact_supplier);
  gtk_widget_class_install_action (widget_class, "structure.call", NULL, contact_supplier);
  gtk_widget_class_install_action (widget_class, "structure.visit", NULL, contact_supplier);
  gtk_widget_class_install_action (widget_class, "structure.copy-identity", NULL, copy_identity);
  gtk_widget_class_install_action (widget_class, "structure.report", NULL, report_error);
}

static void
sol_supplier_page_class_init (SolSupplierPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_supplier_page_get_property;
  object_class->set_property = sol_supplier_page_set_property;
  object_class->dispose = sol_supplier_page_dispose;

  properties[PROP_SUPPLIER] = g_param_spec_object ("supplier", NULL, NULL, SOL_TYPE_SUPPLIER,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SOL_TYPE_PLACE_MAP);
  g_type_ensure (SOL_TYPE_PRACTICE_MARK);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
sol_supplier_page_init (SolSupplierPage *self)
{
  self->distance_km = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_supplier (self);
}

/**
 * sol_supplier_page_new:
 *
 * Returns: (transfer floating): a page of no structure
 */
GtkWidget *
sol_supplier_page_new (void)
{
  return g_object_new (SOL_TYPE_SUPPLIER_PAGE, NULL);
}

/**
 * sol_supplier_page_get_supplier:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
SolSupplier *
sol_supplier_page_get_supplier (SolSupplierPage *self)
{
  g_return_val_if_fail (SOL_IS_SUPPLIER_PAGE (self), NULL);

  return self->supplier;
}

/**
 * sol_supplier_page_set_supplier:
 * @supplier: (nullable): what to show; the same one again shows what changed in it
 *
 * Another structure is shown from the top of its page.
 */
void
sol_supplier_page_set_supplier (SolSupplierPage *self, SolSupplier *supplier)
{
  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  if (g_set_object (&self->supplier, supplier))
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUPPLIER]);
    }
  show_supplier (self);
}

/**
 * sol_supplier_page_set_rank:
 * @position: among the results, from 0
 * @n_items: how many results there are; 0 when it is not one of them
 */
void
sol_supplier_page_set_rank (SolSupplierPage *self, guint position, guint n_items)
{
  g_autofree char *of = NULL;
  g_autofree char *at = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  at = sol_format_number ((gint64) position + 1);
  of = sol_format_number (n_items);
  /* TRANSLATORS: which of the results is shown: "1 of 31". */
  text = position < n_items ? g_strdup_printf (_ ("%s of %s"), at, of) : g_strdup ("");
  gtk_label_set_label (self->rank, text);
}

/**
 * sol_supplier_page_set_distance_km:
 * @distance_km: from where the user asked, NAN when the user did not
 */
void
sol_supplier_page_set_distance_km (SolSupplierPage *self, double distance_km)
{
  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  self->distance_km = distance_km;
  if (self->supplier != NULL)
    show_head (self);
}

/**
 * sol_supplier_page_set_contact:
 * @platform_mail: (nullable): the mailbox that errors are reported to
 */
void
sol_supplier_page_set_contact (SolSupplierPage *self, const char *platform_mail)
{
  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  g_free (self->platform_mail);
  self->platform_mail = g_strdup (platform_mail);
}
