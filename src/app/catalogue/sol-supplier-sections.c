/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-sections.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-criterion-row.h"
#include "app/catalogue/sol-detail-row.h"
#include "app/catalogue/sol-fact-row.h"
#include "app/catalogue/sol-offer-row.h"
#include "app/catalogue/sol-picture-view.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "model/sol-referential.h"
#include "model/sol-siret.h"
#include "model/sol-text.h"

#define FIGURE_WIDTH 117 /* pixels */
#define IMAGE_WIDTH 240
#define IMAGE_HEIGHT 160

static GPtrArray *
get_items (SolSupplier *supplier, const char *field, guint *n_items)
{
  GPtrArray *items = sol_record_get_items (SOL_RECORD (supplier), field);

  *n_items = items == NULL ? 0 : items->len;
  return items;
}

static const char *
get_text (SolItem *item, const char *field)
{
  const char *text = sol_item_get_text (item, field);

  return text == NULL ? "" : text;
}

/* The parts that are there, with a dot between them; a full stop at the end goes. */
static char *
join (const char *const *parts, guint n_parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append (text, parts[i]);
      if (i + 1 < n_parts && text->str[text->len - 1] == '.')
        g_string_truncate (text, text->len - 1);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_supplier_sections_empty:
 *
 * Takes every child out of @box.
 */
void
sol_supplier_sections_empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

guint
sol_supplier_sections_fill_offers (GtkBox *box, SolSupplier *supplier)
{
  guint n_offers;
  GPtrArray *offers = get_items (supplier, "offers", &n_offers);

  sol_supplier_sections_empty (box);
  for (guint i = 0; i < n_offers; i++)
    gtk_box_append (box, sol_offer_row_new (g_ptr_array_index (offers, i)));
  return n_offers;
}

static SolItem *
find_criterion (GPtrArray *criteria, const char *code)
{
  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    if (g_strcmp0 (sol_item_get_text (criteria->pdata[i], "criterion"), code) == 0)
      return criteria->pdata[i];
  return NULL;
}

guint
sol_supplier_sections_fill_criteria (GtkBox *box, SolSupplier *supplier, SolPictures *pictures)
{
  guint n_criteria;
  GPtrArray *criteria = get_items (supplier, "criteria", &n_criteria);
  const SolCode *codes;
  guint n_codes;

  sol_supplier_sections_empty (box);
  codes = sol_referential_get_codes ("criteria", &n_codes);
  for (guint i = 0; n_criteria > 0 && i < n_codes; i++)
    gtk_box_append (box,
                    sol_criterion_row_new (codes[i].code, find_criterion (criteria, codes[i].code),
                                           sol_record_get_id (SOL_RECORD (supplier)), pictures));
  return n_criteria;
}

guint
sol_supplier_sections_fill_environment (GtkBox *box, SolSupplier *supplier)
{
  guint n_practices;
  GPtrArray *practices = get_items (supplier, "environment", &n_practices);

  sol_supplier_sections_empty (box);
  for (guint i = 0; i < n_practices; i++)
    {
      SolItem *item = g_ptr_array_index (practices, i);
      g_autofree char *date = sol_format_date (sol_item_get_text (item, "on"));
      const char *const parts[] = { get_text (item, "text"), date };
      g_autofree char *detail = join (parts, G_N_ELEMENTS (parts));

      gtk_box_append (box, sol_detail_row_new (NULL,
                                               sol_referential_label ("environment-practices",
                                                                      get_text (item, "practice")),
                                               detail));
    }
  return n_practices;
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
make_origin (SolItem *figure)
{
  g_autofree char *source = sol_text_lower_first (get_text (figure, "source"));
  gint64 year;

  if (!sol_item_get_number (figure, "year", &year))
    return g_steal_pointer (&source);
  if (*source == '\0')
    return g_strdup_printf ("%" G_GINT64_FORMAT, year);
  return g_strdup_printf ("%" G_GINT64_FORMAT ", %s", year, source);
}

static GtkWidget *
make_figure (SolItem *figure, gint64 value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *measure = get_text (figure, "measure");
  g_autofree char *number = g_strcmp0 (measure, "turnover") == 0 ? sol_format_turnover (value)
                                                                 : sol_format_number (value);
  g_autofree char *name = sol_text_lower_first (sol_referential_label ("measures", measure));
  g_autofree char *origin = make_origin (figure);
  GtkWidget *detail = make_label (origin, "detail");

  gtk_widget_add_css_class (detail, "secondary");
  gtk_widget_set_visible (detail, *origin != '\0');
  gtk_box_append (GTK_BOX (box), make_label (number, "figure"));
  gtk_box_append (GTK_BOX (box), make_label (name, NULL));
  gtk_box_append (GTK_BOX (box), detail);
  gtk_widget_set_size_request (box, FIGURE_WIDTH, -1);
  return box;
}

guint
sol_supplier_sections_fill_figures (SolWrapBox *box, SolSupplier *supplier)
{
  guint n_figures;
  GPtrArray *figures = get_items (supplier, "figures", &n_figures);

  sol_wrap_box_remove_all (box);
  for (guint i = 0; i < n_figures; i++)
    {
      SolItem *figure = g_ptr_array_index (figures, i);
      gint64 value;

      if (sol_item_get_number (figure, "value", &value))
        sol_wrap_box_append (box, make_figure (figure, value));
    }
  return n_figures;
}

static GtkWidget *
make_image (SolItem *image, const char *supplier, SolPictures *pictures)
{
  const char *caption = get_text (image, "caption");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *view = sol_picture_view_new (*caption == '\0' ? _ ("Picture") : caption);
  GtkWidget *label = make_label (caption, "detail");

  gtk_widget_set_size_request (view, IMAGE_WIDTH, IMAGE_HEIGHT);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_visible (label, *caption != '\0');
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), label);
  sol_picture_view_show (SOL_PICTURE_VIEW (view), pictures, supplier,
                         sol_item_get_blob (image, "picture"));
  return box;
}

/* @pictures: (nullable) */
guint
sol_supplier_sections_fill_images (SolWrapBox *box, SolSupplier *supplier, SolPictures *pictures)
{
  guint n_images;
  GPtrArray *images = get_items (supplier, "images", &n_images);

  sol_wrap_box_remove_all (box);
  for (guint i = 0; i < n_images; i++)
    sol_wrap_box_append (box, make_image (g_ptr_array_index (images, i),
                                          sol_record_get_id (SOL_RECORD (supplier)), pictures));
  return n_images;
}

guint
sol_supplier_sections_fill_references (GtkBox *box, SolSupplier *supplier)
{
  guint n_references;
  GPtrArray *references = get_items (supplier, "references", &n_references);

  sol_supplier_sections_empty (box);
  for (guint i = 0; i < n_references; i++)
    {
      SolItem *item = g_ptr_array_index (references, i);
      g_autofree char *year = NULL;
      g_autofree char *detail = NULL;
      gint64 number;

      if (sol_item_get_number (item, "year", &number))
        year = g_strdup_printf ("%" G_GINT64_FORMAT, number);
      detail = join ((const char *const[]){ get_text (item, "text"), year }, 2);
      gtk_box_append (box, sol_detail_row_new (NULL, get_text (item, "name"), detail));
    }
  return n_references;
}

static GtkWidget *
make_supplier_label (SolItem *item)
{
  g_autofree char *date = sol_format_date (sol_item_get_text (item, "on"));
  const char *parts[3] = { NULL, NULL, get_text (item, "proof") };
  g_autofree char *issuer = NULL;
  g_autofree char *since = NULL;
  g_autofree char *detail = NULL;
  GtkWidget *row;

  if (*get_text (item, "issuer") != '\0')
    /* TRANSLATORS: %s is who gives a label. */
    parts[0] = issuer = g_strdup_printf (_ ("Issuer: %s"), get_text (item, "issuer"));
  if (*date != '\0')
    /* TRANSLATORS: %s is the day a label was given. */
    parts[1] = since = g_strdup_printf (_ ("on %s"), date);
  detail = join (parts, G_N_ELEMENTS (parts));
  row = sol_detail_row_new ("emblem-ok-symbolic",
                            sol_referential_label ("labels", get_text (item, "label")), detail);
  sol_detail_row_set_link (SOL_DETAIL_ROW (row), get_text (item, "proof"));
  return row;
}

static GtkWidget *
make_mark (SolSupplier *supplier, const char *field, const char *code)
{
  gboolean inside;

  if (!sol_record_get_flag (SOL_RECORD (supplier), field, &inside) || !inside)
    return NULL;
  return sol_detail_row_new ("mark-location-symbolic", code, sol_referential_label ("marks", code));
}

guint
sol_supplier_sections_fill_labels (GtkBox *box, SolSupplier *supplier)
{
  const char *const *networks = sol_record_get_codes (SOL_RECORD (supplier), "networks");
  GtkWidget *marks[2] = { make_mark (supplier, "qpv", "QPV"), make_mark (supplier, "zrr", "ZRR") };
  guint n_labels;
  GPtrArray *labels = get_items (supplier, "labels", &n_labels);
  guint n_all = n_labels;

  sol_supplier_sections_empty (box);
  for (guint i = 0; i < n_labels; i++)
    gtk_box_append (box, make_supplier_label (g_ptr_array_index (labels, i)));
  for (guint i = 0; networks != NULL && networks[i] != NULL; i++, n_all++)
    {
      GtkWidget *row = sol_detail_row_new ("system-users-symbolic",
                                           sol_referential_label ("networks", networks[i]),
                                           _ ("Network member"));

      sol_detail_row_set_link (SOL_DETAIL_ROW (row),
                               sol_referential_extra ("networks", networks[i], "website"));
      gtk_box_append (box, row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i] != NULL)
      {
        gtk_box_append (box, marks[i]);
        n_all++;
      }
  return n_all;
}

static guint
add_fact (GtkBox *box, const char *title, const char *value)
{
  const gboolean known = value != NULL && *value != '\0';

  gtk_box_append (box, sol_fact_row_new (title, known ? value : _ ("Not provided")));
  return known;
}

static char *
make_siret (SolSupplier *supplier)
{
  const char *siret = sol_record_get_text (SOL_RECORD (supplier), "siret");
  g_autofree char *formatted = siret == NULL ? NULL : sol_siret_format (siret);
  gboolean fault = FALSE;

  if (siret == NULL || *siret == '\0')
    return NULL;
  sol_record_get_flag (SOL_RECORD (supplier), "siret_fault", &fault);
  if (!fault && sol_siret_is_valid (siret))
    return g_steal_pointer (&formatted);
  /* TRANSLATORS: %s is a SIRET whose check digit does not fit. */
  return g_strdup_printf (_ ("%s (⚠ wrong key, to be checked)"), formatted);
}

static char *
make_code_and_label (SolSupplier *supplier, const char *field, const char *list)
{
  const char *code = sol_record_get_text (SOL_RECORD (supplier), field);

  if (code == NULL || *code == '\0')
    return NULL;
  if (sol_referential_find (list, code) == NULL)
    return g_strdup (code);
  return g_strdup_printf ("%s, %s", code, sol_referential_label (list, code));
}

static guint
add_code (GtkBox *box,
          const char *title,
          SolSupplier *supplier,
          const char *field,
          const char *list)
{
  const char *code = sol_record_get_text (SOL_RECORD (supplier), field);

  return add_fact (box, title, code == NULL ? NULL : sol_referential_label (list, code));
}

static guint
add_flag (GtkBox *box, const char *title, SolSupplier *supplier, const char *field)
{
  gboolean flag;

  if (!sol_record_get_flag (SOL_RECORD (supplier), field, &flag))
    return add_fact (box, title, NULL);
  return add_fact (box, title, flag ? _ ("Yes") : _ ("No"));
}

static guint
add_nature (GtkBox *box, SolSupplier *supplier)
{
  const char *nature = sol_record_get_text (SOL_RECORD (supplier), "nature");

  if (nature == NULL || *nature == '\0')
    return 0;
  return add_fact (box, _ ("Nature"),
                   g_strcmp0 (nature, "HEAD_OFFICE") == 0 ? _ ("Head office")
                   : g_strcmp0 (nature, "BRANCH") == 0    ? _ ("Branch")
                                                          : nature);
}

static guint
add_contact (GtkBox *box, SolSupplier *supplier)
{
  const char *phone = sol_record_get_text (SOL_RECORD (supplier), "phone");
  g_autofree char *formatted = phone == NULL ? NULL : sol_format_phone (phone);
  g_autofree char *address = sol_supplier_text_make_address (supplier);

  return add_fact (box, _ ("Address"), address) + add_fact (box, _ ("Telephone"), formatted) +
         add_fact (box, _ ("Mail"), sol_record_get_text (SOL_RECORD (supplier), "email")) +
         add_fact (box, _ ("Web site"), sol_record_get_text (SOL_RECORD (supplier), "website"));
}

static guint
add_source (GtkBox *box, SolSupplier *supplier)
{
  const char *source = sol_record_get_text (SOL_RECORD (supplier), "source");
  const char *key = sol_record_get_text (SOL_RECORD (supplier), "external_id");
  g_autofree char *text = join ((const char *const[]){ source, key }, 2);

  return *text == '\0' ? 0 : add_fact (box, _ ("Source"), text);
}

guint
sol_supplier_sections_fill_identity (GtkBox *box, SolSupplier *supplier)
{
  g_autofree char *siret = make_siret (supplier);
  g_autofree char *naf = make_code_and_label (supplier, "naf", "naf");
  g_autofree char *year = NULL;
  gint64 number;
  guint n = 0;

  sol_supplier_sections_empty (box);
  if (sol_record_get_number (SOL_RECORD (supplier), "year", &number))
    year = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  n += add_fact (box, _ ("SIRET"), siret);
  n += add_fact (box, _ ("NAF"), naf);
  n += add_code (box, _ ("Legal form"), supplier, "legal_form", "legal-forms");
  n += add_fact (box, _ ("Founded"), year);
  n += add_nature (box, supplier);
  n += add_code (box, _ ("Staff"), supplier, "staff_bracket", "staff-brackets");
  n += add_contact (box, supplier);
  n += add_flag (box, _ ("QPV"), supplier, "qpv");
  n += add_flag (box, _ ("ZRR"), supplier, "zrr");
  n += add_source (box, supplier);
  return n;
}
