/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "app/listing/sol-listing-answers.h"
#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-listing-remark.h"
#include "app/outbox/sol-outbox-fields.h"
#include "model/sol-item-list.h"
#include "model/sol-referential.h"

/* What the review remarked, each at its field. */

/* (transfer full): the practice, where it is about one of the nine */
static char *
say_field (SolListingPage *self, SolItem *remark)
{
  const char *path = sol_item_get_text (remark, "field");
  g_auto (GStrv) parts = g_strsplit (path, "/", 2);
  GPtrArray *criteria = sol_record_get_items (sol_form_get_record (self->form), "criteria");
  SolItem *criterion = criteria != NULL && parts[1] != NULL && g_str_equal (parts[0], "criteria")
                           ? sol_item_list_find (criteria, parts[1], NULL)
                           : NULL;
  const char *code = criterion != NULL ? sol_item_get_text (criterion, "criterion") : NULL;

  return code != NULL ? g_strdup (sol_referential_label ("criteria", code))
                      : sol_outbox_fields_get_label ("listing", path);
}

/* Above it stands the field; of a part of that it says which. */
static GtkWidget *
make_remark (SolListingPage *self, SolItem *remark)
{
  g_autofree char *label = strchr (sol_item_get_text (remark, "field"), '/') != NULL
                               ? say_field (self, remark)
                               : NULL;

  return sol_listing_remark_new (self->form, remark, label);
}

static void
show_at_field (SolListingPage *self, const char *name)
{
  SolRecord *record = sol_form_get_record (self->form);
  SolFieldRow *row = sol_form_view_find_row (self->form_view, name);
  SolItem *remark = sol_listing_answers_find_remark (record, name);
  GtkWidget *below = row != NULL ? sol_field_row_get_below (row) : NULL;

  if (row == NULL)
    return;
  if (remark != NULL && below != NULL &&
      sol_listing_remark_is_of (SOL_LISTING_REMARK (below), remark))
    sol_listing_remark_update (SOL_LISTING_REMARK (below));
  else if (remark != NULL || below != NULL)
    sol_field_row_set_below (row, remark != NULL ? make_remark (self, remark) : NULL);
}

/* A worse mark stays. */
static void
mark_field (SolListingPage *self, const char *name)
{
  SolRecord *record = sol_form_get_record (self->form);
  SolItem *remark = sol_listing_answers_find_remark (record, name);
  const gboolean open = remark != NULL && !sol_listing_answers_is_answered (record, remark);
  guint index;
  SolFormMark mark;

  if (sol_record_find_field (record, name, &index) == NULL)
    return;
  mark = sol_form_get_mark (self->form, index, NULL);
  if (open && mark == SOL_FORM_MARK_NONE)
    sol_form_set_mark (self->form, name, SOL_FORM_MARK_REMARK, NULL);
  else if (!open && mark == SOL_FORM_MARK_REMARK)
    sol_form_set_mark (self->form, name, SOL_FORM_MARK_NONE, NULL);
}

static void
clear (SolListingPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->other_remarks))) != NULL)
    gtk_box_remove (self->other_remarks, child);
}

/* Whether those that stand above are of these remarks, in this order. */
static gboolean
is_shown (SolListingPage *self, GPtrArray *remarks)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->other_remarks));

  for (guint i = 0; i < remarks->len; i++, child = gtk_widget_get_next_sibling (child))
    if (child == NULL || !sol_listing_remark_is_of (SOL_LISTING_REMARK (child), remarks->pdata[i]))
      return FALSE;
  return child == NULL;
}

/* Of what no section asks as one field, and of parts of one that has another remark below it. */
static GPtrArray *
list_others (SolListingPage *self)
{
  SolRecord *record = sol_form_get_record (self->form);
  GPtrArray *all = sol_record_get_items (record, "remarks");
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (sol_item_get_text (all->pdata[i], "field"), "/", 2);
      const char *label;

      if (sol_listing_sections_find (parts[0], &label) == NULL ||
          sol_listing_answers_find_remark (record, parts[0]) != all->pdata[i])
        g_ptr_array_add (others, all->pdata[i]);
    }
  return others;
}

static void
show_others (SolListingPage *self)
{
  g_autoptr (GPtrArray) others = list_others (self);

  gtk_widget_set_visible (GTK_WIDGET (self->other_remarks), others->len > 0);
  if (is_shown (self, others))
    {
      for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->other_remarks));
           child != NULL; child = gtk_widget_get_next_sibling (child))
        sol_listing_remark_update (SOL_LISTING_REMARK (child));
      return;
    }
  clear (self);
  for (guint i = 0; i < others->len; i++)
    {
      g_autofree char *label = say_field (self, others->pdata[i]);

      gtk_box_append (self->other_remarks,
                      sol_listing_remark_new (self->form, others->pdata[i], label));
    }
}

/**
 * sol_listing_page_show_remarks: (skip)
 *
 * Puts each remark at its field, with what is answered so far.
 */
void
sol_listing_page_show_remarks (SolListingPage *self)
{
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);

  for (guint i = 0; i < n_sections; i++)
    for (const SolFormField *field = sections[i].fields; field != NULL && field->name != NULL;
         field++)
      {
        mark_field (self, field->name);
        show_at_field (self, field->name);
      }
  show_others (self);
}
