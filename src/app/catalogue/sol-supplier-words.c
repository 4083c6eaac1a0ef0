/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-detail-row.h"
#include "app/catalogue/sol-supplier-sections.h"
#include "app/sol-format.h"
#include "store/sol-store-find.h"

/* Words of clients, as everybody reads them. */

static gint64
get_place (SolRecord *word)
{
  gint64 place;

  return sol_record_get_number (word, "place", &place) ? place : G_MAXINT64;
}

/* As its structure put them, then the latest. */
static int
compare (gconstpointer a, gconstpointer b)
{
  SolRecord *one = *(SolRecord *const *) a;
  SolRecord *other = *(SolRecord *const *) b;

  if (get_place (one) != get_place (other))
    return get_place (one) < get_place (other) ? -1 : 1;
  return g_strcmp0 (sol_record_get_text (other, "consented_on"),
                    sol_record_get_text (one, "consented_on"));
}

/**
 * sol_supplier_words_load_async:
 *
 * Reads the words of clients that are shown of @supplier.
 */
void
sol_supplier_words_load_async (SolStore *store,
                               SolSupplier *supplier,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  sol_store_find_async (store, "shown_word", "supplier", sol_record_get_id (SOL_RECORD (supplier)),
                        cancellable, callback, user_data);
}

/**
 * sol_supplier_words_load_finish:
 *
 * Returns: (transfer full) (element-type SolRecord) (nullable): in the order in which they are
 * shown
 */
GPtrArray *
sol_supplier_words_load_finish (SolStore *store, GAsyncResult *result, GError **error)
{
  GPtrArray *words = sol_store_find_finish (store, result, error);

  if (words != NULL)
    g_ptr_array_sort (words, compare);
  return words;
}

/* Returns: (transfer full): between quotation marks */
char *
sol_supplier_words_quote (SolRecord *word)
{
  const char *text = sol_record_get_text (word, "text");

  /* TRANSLATORS: what somebody said */
  return g_strdup_printf (_ ("“%s”"), text != NULL ? text : "");
}

/* Returns: (transfer full): "Camille Roux, mairie d’Apt · Entretien du parc · 12 novembre 2026" */
char *
sol_supplier_words_say_who (SolRecord *word)
{
  const char *name = sol_record_get_text (word, "name");
  const char *role = sol_record_get_text (word, "role");
  const char *about = sol_record_get_text (word, "about");
  g_autofree char *day = sol_format_date (sol_record_get_text (word, "consented_on"));
  GString *who = g_string_new (name != NULL ? name : "");

  if (role != NULL)
    g_string_append_printf (who, ", %s", role);
  if (about != NULL)
    g_string_append_printf (who, " · %s", about);
  if (*day != '\0')
    g_string_append_printf (who, " · %s", day);
  return g_string_free (who, FALSE);
}

/**
 * sol_supplier_words_fill:
 * @words: (element-type SolRecord): of clients
 *
 * Puts them in the place of what was in @box.
 *
 * Returns: how many there are
 */
guint
sol_supplier_words_fill (GtkBox *box, GPtrArray *words)
{
  sol_supplier_sections_empty (box);
  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *quote = sol_supplier_words_quote (words->pdata[i]);
      g_autofree char *who = sol_supplier_words_say_who (words->pdata[i]);

      gtk_box_append (box, sol_detail_row_new (NULL, quote, who));
    }
  return words->len;
}
