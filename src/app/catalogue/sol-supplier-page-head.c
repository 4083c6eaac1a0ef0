/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-page-private.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"
#include "model/sol-listing-charter.h"
#include "model/sol-referential.h"

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
  g_autofree char *verified = sol_format_date (sol_supplier_page_get_text (self, "verified_on"));
  g_autofree char *updated = sol_format_date (sol_supplier_page_get_text (self, "updated_at"));
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_strcmp0 (sol_supplier_page_get_text (self, "brand"),
                 sol_supplier_page_get_text (self, "name")) != 0)
    add_words (text, "", sol_supplier_page_get_text (self, "brand"));
  add_words (text, " · ",
             *sol_supplier_page_get_text (self, "kind") == '\0'
                 ? _ ("Kind not provided")
                 : sol_referential_label ("kinds", sol_supplier_page_get_text (self, "kind")));
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
  SolRecord *record = SOL_RECORD (self->supplier);
  const char *family = sol_supplier_text_get_family_class (
      sol_supplier_page_get_text (self, "kind"));
  g_autofree char *initials = sol_supplier_text_make_initials (
      sol_supplier_page_get_text (self, "name"));
  const char *classes[] = { "logo", "kind", family, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self->initials), classes);
  gtk_label_set_label (self->initials, initials);
  sol_picture_view_show (self->logo, self->pictures, sol_record_get_id (record),
                         sol_record_get_blob (record, "logo"));
}

/* A button to the practices, or a plain word where it would lead nowhere. */
static void
show_score (SolSupplierPage *self)
{
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;
  const gboolean known = sol_supplier_text_get_levels (self->supplier, levels, &n_proven);
  g_autofree char *score = known ? sol_supplier_text_make_score (n_proven) : g_strdup ("");
  /* TRANSLATORS: a button that goes to the practices; %s tells how many are proven. */
  g_autofree char *name = g_strdup_printf (_ ("Practices: %s"), score);

  sol_practice_mark_set_levels (self->score_mark, levels);
  sol_practice_mark_set_proven (self->score_mark, n_proven);
  gtk_label_set_label (self->score_label, score);
  gtk_label_set_label (self->criteria_note, score);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->score), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_visible (self->score, known);
  gtk_widget_set_visible (self->no_practices, !known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "structure.show-practices", known);
}

/* It is found no more; who kept its address, or saw it lately, is told. */
static void
show_closed (SolSupplierPage *self)
{
  const char *on = sol_record_get_text (SOL_RECORD (self->supplier), "closed_on");
  const char *why = sol_record_get_text (SOL_RECORD (self->supplier), "closed_why");
  g_autofree char *day = on != NULL ? sol_format_date (on) : NULL;
  g_autofree char *since = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->closed), on != NULL);
  if (on == NULL)
    return;
  /* Translators: %s is a day */
  since = g_strdup_printf (_ ("Closed since %s"), day);
  text = g_strconcat (since, why != NULL ? "\n" : "", why, NULL);
  gtk_label_set_label (self->closed, text);
}

/* What it is called, what and where it is, how it looks and how it does. */
void
sol_supplier_page_show_head (SolSupplierPage *self)
{
  g_autofree char *subtitle = make_subtitle (self);
  gboolean invented = FALSE;

  show_logo (self);
  show_score (self);
  show_closed (self);
  gtk_label_set_label (self->name, sol_supplier_page_get_text (self, "name"));
  gtk_label_set_label (self->subtitle, subtitle);
  sol_record_get_flag (SOL_RECORD (self->supplier), "invented", &invented);
  gtk_widget_set_visible (self->invented, invented);
  gtk_widget_set_visible (self->outside,
                          sol_listing_charter_is_alone (SOL_RECORD (self->supplier)));
}
