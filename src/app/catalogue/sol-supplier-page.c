/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/catalogue/sol-public-link.h"
#include "app/catalogue/sol-showcase-export.h"
#include "app/catalogue/sol-showcase-words.h"
#include "app/catalogue/sol-supplier-actions.h"
#include "app/catalogue/sol-supplier-charter.h"
#include "app/catalogue/sol-supplier-missing.h"
#include "app/catalogue/sol-supplier-reach.h"
#include "app/catalogue/sol-supplier-sections.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "model/sol-contact-link.h"
#include "model/sol-link.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-supplier-page.ui"

enum
{
  PROP_SUPPLIER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolSupplierPage, sol_supplier_page, ADW_TYPE_BIN)

/* Returns: (transfer none): "" while the field is empty */
const char *
sol_supplier_page_get_text (SolSupplierPage *self, const char *field)
{
  const char *text = sol_record_get_text (SOL_RECORD (self->supplier), field);

  return text == NULL ? "" : text;
}

static void
show_contact (SolSupplierPage *self)
{
  g_autofree char *mail = sol_contact_link_make_mail (sol_supplier_page_get_text (self, "email"),
                                                      NULL, NULL);
  g_autofree char *call = sol_contact_link_make_call (sol_supplier_page_get_text (self, "phone"));
  g_autofree char *site = sol_link_make_site (sol_supplier_page_get_text (self, "website"));
  g_autofree char *missing = sol_supplier_missing_make_contact (self->supplier);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.write", mail != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.call", call != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.visit", site != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.leave-word",
                                 sol_supplier_page_takes_words (self));
  gtk_label_set_label (self->contact_note, missing);
  gtk_widget_set_visible (GTK_WIDGET (self->contact_note), *missing != '\0');
}

static void
show_work (SolSupplierPage *self)
{
  g_autofree char *reach = sol_supplier_reach_make_words (self->supplier);
  const char *description = sol_supplier_page_get_text (self, "description");

  gtk_label_set_label (self->description, *description == '\0' ? _ ("Not provided") : description);
  gtk_widget_set_visible (GTK_WIDGET (self->activities), sol_supplier_reach_fill_activities (
                                                             self->activities, self->supplier) > 0);
  gtk_widget_set_visible (
      GTK_WIDGET (self->images),
      sol_supplier_sections_fill_images (self->images, self->supplier, self->pictures) > 0);
  gtk_widget_set_visible (self->map_box, sol_supplier_reach_fill_map (self->map, self->supplier));
  gtk_label_set_label (self->reach, *reach == '\0' ? _ ("Reach not provided") : reach);
}

static void
show_sections (SolSupplierPage *self)
{
  SolSupplier *supplier = self->supplier;
  const guint n_offers = sol_supplier_sections_fill_offers (self->offers, supplier);
  g_autofree char *offers_note = sol_format_number (n_offers);
  const guint n_missing = sol_supplier_missing_fill (self->missing, supplier);
  g_autofree char *share = sol_format_percent (sol_supplier_missing_get_share (supplier));

  gtk_label_set_label (self->offers_note, offers_note);
  gtk_widget_set_visible (self->offers_section, n_offers > 0);
  gtk_widget_set_visible (
      self->criteria_section,
      sol_supplier_sections_fill_criteria (self->criteria, supplier, self->pictures) > 0);
  gtk_widget_set_visible (self->charter_section,
                          sol_supplier_charter_fill (self->charter, supplier) > 0);
  gtk_widget_set_visible (self->environment_section,
                          sol_supplier_sections_fill_environment (self->environment, supplier) > 0);
  gtk_widget_set_visible (self->figures_section,
                          sol_supplier_sections_fill_figures (self->figures, supplier) > 0);
  gtk_widget_set_visible (self->references_section,
                          sol_supplier_sections_fill_references (self->references, supplier) > 0);
  gtk_widget_set_visible (self->labels_section,
                          sol_supplier_sections_fill_labels (self->labels, supplier) > 0);
  sol_supplier_sections_fill_identity (self->identity, supplier);
  gtk_label_set_label (self->missing_note, share);
  gtk_label_set_label (self->missing_lead, n_missing == 0
                                               ? _ ("Everything is provided.")
                                               : _ ("Not provided yet, and what it would bring:"));
}

static void
show_supplier (SolSupplierPage *self)
{
  gtk_widget_set_visible (self->content, self->supplier != NULL);
  sol_supplier_page_read_words (self);
  if (self->supplier == NULL)
    return;
  sol_supplier_page_show_head (self);
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
    uri = sol_contact_link_make_mail (sol_supplier_page_get_text (self, "email"), NULL, NULL);
  else if (g_str_equal (action, "structure.call"))
    uri = sol_contact_link_make_call (sol_supplier_page_get_text (self, "phone"));
  else
    uri = sol_link_make_site (sol_supplier_page_get_text (self, "website"));
  sol_supplier_actions_open (widget, uri);
}

static void
copy_identity (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);

  if (self->supplier != NULL)
    sol_supplier_actions_copy_identity (widget, self->supplier);
}

static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (self->supplier != NULL && toasts != NULL)
    sol_showcase_export (ADW_TOAST_OVERLAY (toasts), g_variant_get_string (parameter, NULL),
                         self->supplier, self->store, self->pictures, NULL);
}

/* Of its page at the platform, else of its own site. */
static void
take_link (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSupplierPage) self = user_data;
  g_autofree char *page = sol_public_link_find_finish (SOL_STORE (source), result, NULL);
  g_autofree char *own = self->supplier != NULL ? sol_showcase_words_make_link (self->supplier)
                                                : NULL;

  sol_supplier_actions_copy_link (GTK_WIDGET (self), page != NULL ? page : own);
}

static void
copy_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);

  if (self->supplier != NULL && self->store != NULL)
    sol_public_link_find_async (self->store, sol_record_get_id (SOL_RECORD (self->supplier)), NULL,
                                take_link, g_object_ref (self));
}

/* Its people come in, and prove that it is theirs; a client comes in, and says a word. */
static void
come_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);
  const char *name = g_str_equal (action, "structure.claim")        ? "claim/"
                     : g_str_equal (action, "structure.leave-word") ? "word/"
                                                                    : "correction/";
  g_autofree char *page = NULL;

  if (self->supplier == NULL)
    return;
  page = g_strconcat (name, sol_record_get_id (SOL_RECORD (self->supplier)), NULL);
  gtk_widget_activate_action (widget, "win.account", "s", page);
}

/* A moderator of its platform answers what is proposed; what its people keep up, and a catalogue
 * that is a file, have none. */
static void
report_error (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSupplierPage *self = SOL_SUPPLIER_PAGE (widget);

  if (self->has_platform && !sol_supplier_page_takes_words (self))
    come_in (widget, action, parameter);
  else if (self->supplier != NULL && self->store != NULL)
    sol_supplier_actions_report (widget, self->store, self->supplier);
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

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SUPPLIER_PAGE);
  g_clear_object (&self->supplier);
  g_clear_object (&self->pictures);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sol_supplier_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, next);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, more);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, rank);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, content);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, initials);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, logo);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, invented);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, closed);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, outside);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, score);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, score_mark);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, score_label);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, no_practices);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, contact_note);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, description);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, activities);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, map_box);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, map);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, reach);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, images);
}

static void
bind_sections (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, offers_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, offers_note);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, offers);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, criteria_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, criteria_note);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, criteria);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, charter_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, charter);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, environment_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, environment);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, figures_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, figures);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, words_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, words);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, references_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, references);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, labels_section);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, labels);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, identity);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, missing);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, missing_lead);
  gtk_widget_class_bind_template_child (widget_class, SolSupplierPage, missing_note);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "structure.show-practices", NULL, show_practices);
  gtk_widget_class_install_action (widget_class, "structure.write", NULL, contact_supplier);
  gtk_widget_class_install_action (widget_class, "structure.call", NULL, contact_supplier);
  gtk_widget_class_install_action (widget_class, "structure.visit", NULL, contact_supplier);
  gtk_widget_class_install_action (widget_class, "structure.copy-identity", NULL, copy_identity);
  gtk_widget_class_install_action (widget_class, "structure.copy-link", NULL, copy_link);
  gtk_widget_class_install_action (widget_class, "structure.export", "s", export);
  gtk_widget_class_install_action (widget_class, "structure.report", NULL, report_error);
  gtk_widget_class_install_action (widget_class, "structure.claim", NULL, come_in);
  gtk_widget_class_install_action (widget_class, "structure.leave-word", NULL, come_in);
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

  g_type_ensure (SOL_TYPE_PICTURE_VIEW);
  g_type_ensure (SOL_TYPE_PLACE_MAP);
  g_type_ensure (SOL_TYPE_PRACTICE_MARK);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  bind_sections (widget_class);
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
      gtk_widget_set_visible (self->words_section, FALSE);
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
    sol_supplier_page_show_head (self);
}

/**
 * sol_supplier_page_focus:
 *
 * Puts the focus at the top of the page, on what goes through the results: nothing there is sent by
 * a key pressed twice.
 */
void
sol_supplier_page_focus (SolSupplierPage *self)
{
  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  if (!gtk_widget_grab_focus (self->next))
    gtk_widget_grab_focus (self->more);
  /* A leaflet that turns to the page has put the focus in its text first, which selects it. */
  gtk_label_select_region (self->description, 0, 0);
}

/**
 * sol_supplier_page_attach:
 * @store: (transfer none): the open store that its structures are of
 * @pictures: (transfer none) (nullable): where their logos and pictures come from
 */
void
sol_supplier_page_attach (SolSupplierPage *self, SolStore *store, SolPictures *pictures)
{
  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  g_set_object (&self->store, store);
  g_set_object (&self->pictures, pictures);
}

/**
 * sol_supplier_page_set_has_platform:
 * @has_platform: whether the catalogue is that of a platform, where people have accounts
 */
void
sol_supplier_page_set_has_platform (SolSupplierPage *self, gboolean has_platform)
{
  g_return_if_fail (SOL_IS_SUPPLIER_PAGE (self));

  self->has_platform = has_platform;
}
