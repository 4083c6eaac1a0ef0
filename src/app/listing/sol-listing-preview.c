/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-preview.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-missing.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "app/widgets/sol-practice-mark.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-preview.ui"
#define MAX_CHIPS 6
#define MAX_OFFERS 4

/**
 * SolListingPreview:
 *
 * A structure in short, as a buyer finds it: while it is written.
 */
struct _SolListingPreview
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *where;
  SolWrapBox *chips;
  GtkLabel *description;
  GtkLabel *offers;
  GtkLabel *practices;
  SolPracticeMark *mark;
  GtkLabel *contact;
};

G_DEFINE_FINAL_TYPE (SolListingPreview, sol_listing_preview, ADW_TYPE_BIN)

static void
sol_listing_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_PREVIEW);
  G_OBJECT_CLASS (sol_listing_preview_parent_class)->dispose (object);
}

static void
sol_listing_preview_class_init (SolListingPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_listing_preview_dispose;

  g_type_ensure (SOL_TYPE_PRACTICE_MARK);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, name);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, where);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, chips);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, description);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, offers);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, practices);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, mark);
  gtk_widget_class_bind_template_child (widget_class, SolListingPreview, contact);
}

static void
sol_listing_preview_init (SolListingPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_where (SolListingPreview *self, SolSupplier *supplier)
{
  const char *kind = sol_record_get_text (SOL_RECORD (supplier), "kind");
  g_autofree char *place = sol_supplier_text_make_place (supplier);
  g_autofree char *text = NULL;

  if (kind == NULL || *kind == '\0')
    text = g_strdup (place);
  else
    text = *place != '\0' ? g_strdup_printf ("%s · %s", kind, place) : g_strdup (kind);
  show_text (self->where, text);
}

static void
show_chips (SolListingPreview *self, SolSupplier *supplier)
{
  GPtrArray *activities = sol_record_get_items (SOL_RECORD (supplier), "activities");
  guint n_shown = 0;

  sol_wrap_box_remove_all (self->chips);
  for (guint i = 0; activities != NULL && i < activities->len && n_shown < MAX_CHIPS; i++)
    {
      const char *sector = sol_item_get_text (activities->pdata[i], "sector");
      GtkWidget *chip;

      if (sector == NULL)
        continue;
      chip = gtk_label_new (sol_referential_label ("sectors", sector));
      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (chip, "mark");
      gtk_widget_add_css_class (chip, "accented");
      sol_wrap_box_append (self->chips, chip);
      n_shown++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chips), n_shown > 0);
}

/* "Taille de haies: 24,50 € / heure", a line each. */
static void
show_offers (SolListingPreview *self, SolSupplier *supplier)
{
  GPtrArray *offers = sol_record_get_items (SOL_RECORD (supplier), "offers");
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 cents;

  for (guint i = 0; offers != NULL && i < offers->len && i < MAX_OFFERS; i++)
    {
      SolItem *offer = offers->pdata[i];
      const char *title = sol_item_get_text (offer, "title");
      g_autofree char *price = sol_item_get_number (offer, "price", &cents)
                                   ? sol_format_price (cents, sol_item_get_text (offer, "unit"))
                                   : g_strdup (_ ("on request"));

      if (title != NULL)
        /* TRANSLATORS: an offer and its price. */
        g_string_append_printf (text, _ ("%s: %s"), title, price);
      if (title != NULL)
        g_string_append_c (text, '\n');
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  show_text (self->offers, text->str);
}

/**
 * sol_listing_preview_show:
 * @supplier: what buyers would see
 */
void
sol_listing_preview_show (SolListingPreview *self, SolSupplier *supplier)
{
  SolRecord *record = SOL_RECORD (supplier);
  const char *name = sol_record_get_text (record, "name");
  g_autofree char *contact = sol_supplier_missing_make_contact (supplier);
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;
  const gboolean known = sol_supplier_text_get_levels (supplier, levels, &n_proven);
  g_autofree char *score = known ? sol_supplier_text_make_score (n_proven)
                                 : g_strdup (_ ("Practices not provided"));

  gtk_label_set_label (self->name, name != NULL ? name : _ ("Your name"));
  show_where (self, supplier);
  show_chips (self, supplier);
  show_text (self->description, sol_record_get_text (record, "description"));
  show_offers (self, supplier);
  show_text (self->practices, score);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), known);
  sol_practice_mark_set_levels (self->mark, levels);
  show_text (self->contact, contact);
}
