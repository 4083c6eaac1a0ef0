/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-page-private.h"
#include "app/catalogue/sol-supplier-words.h"

/* The words of its clients, on the page of a structure. */

static void
take_words (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolSupplierPage *self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = sol_supplier_words_load_finish (SOL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another one is shown, or the page is no more */
  self = user_data;
  gtk_widget_set_visible (self->words_section,
                          words != NULL && sol_supplier_words_fill (self->words, words) > 0);
}

/**
 * sol_supplier_page_read_words: (skip)
 *
 * Shows them once they are read: they are records of their own.
 */
void
sol_supplier_page_read_words (SolSupplierPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->supplier == NULL || self->store == NULL)
    return;
  self->reading = g_cancellable_new ();
  sol_supplier_words_load_async (self->store, self->supplier, self->reading, take_words, self);
}

/**
 * sol_supplier_page_takes_words: (skip)
 *
 * Returns: whether somebody of it is here to read them
 */
gboolean
sol_supplier_page_takes_words (SolSupplierPage *self)
{
  return *sol_supplier_page_get_text (self, "organisation") != '\0' &&
         *sol_supplier_page_get_text (self, "verified_on") != '\0';
}
