/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-siret-search.h"
#include "model/sol-projection.h"
#include "model/sol-siret.h"

/* Whom else the catalogue has under the SIRET that is typed: those of one association may share it,
 * each of another kind. */

/* What its organisation claimed is the structure that the listing is to tell of. */
static gboolean
is_claimed (SolListingPage *self, SolRecord *twin)
{
  const char *organisation = sol_record_get_text (twin, "organisation");

  return organisation != NULL && sol_record_get_text (twin, "verified_on") == NULL &&
         g_str_equal (organisation, sol_form_keeper_get_organisation (self->keeper));
}

/* Returns: (transfer none) (nullable): one of another structure, of the same kind if there is */
static SolRecord *
find_twin (SolListingPage *self)
{
  SolRecord *listing = sol_form_get_record (self->form);
  const char *kind = sol_record_get_text (listing, "kind");
  g_autoptr (SolRecord)
      own = sol_projection_make (SOL_RECORD_GET_CLASS (listing)->projections, listing);
  SolRecord *found = NULL;

  for (guint i = 0; i < self->twins->len; i++)
    {
      SolRecord *twin = self->twins->pdata[i];

      if (g_strcmp0 (sol_record_get_id (twin), sol_record_get_id (own)) == 0 ||
          is_claimed (self, twin))
        continue;
      if (g_strcmp0 (sol_record_get_text (twin, "kind"), kind) == 0)
        return twin;
      found = twin;
    }
  return found;
}

static char *
say_none (const char *kind)
{
  if (kind == NULL)
    return g_strdup (_ ("The key is right. Nobody else in the catalogue uses it."));
  /* TRANSLATORS: %s: a kind of structure, such as ACI. */
  return g_strdup_printf (_ ("The key is right. No other %s of the catalogue uses it."), kind);
}

static char *
say_twin (SolRecord *twin, const char *kind, SolFormTone *tone)
{
  const char *name = sol_record_get_text (twin, "name");
  const char *other = sol_record_get_text (twin, "kind");

  if (g_strcmp0 (kind, other) != 0)
    /* TRANSLATORS: name of a structure, its kind. */
    return g_strdup_printf (_ ("The key is right. “%s” (%s) has this number too."), name,
                            other != NULL ? other : "?");
  *tone = SOL_FORM_TONE_DOUBT;
  return g_strdup_printf (_ ("“%s” of the catalogue has this number and this kind. Your text is "
                             "kept."),
                          name);
}

static void
say (SolListingPage *self)
{
  SolFieldRow *row = sol_form_view_find_row (self->form_view, "siret");
  const char *kind = sol_record_get_text (sol_form_get_record (self->form), "kind");
  SolFormTone tone = SOL_FORM_TONE_GOOD;
  SolRecord *twin = find_twin (self);
  g_autofree char *said = twin != NULL ? say_twin (twin, kind, &tone) : say_none (kind);

  if (row != NULL)
    sol_field_row_set_said (row, said, tone);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingPage) self = user_data;
  g_autoptr (GPtrArray) found = sol_siret_search_finish (SOL_STORE (source), result, NULL);

  if (found == NULL || g_task_get_cancellable (G_TASK (result)) != self->twin_search)
    return;
  g_clear_object (&self->twin_search);
  self->twins = g_steal_pointer (&found);
  say (self);
}

/**
 * sol_listing_page_forget_twins: (skip)
 */
void
sol_listing_page_forget_twins (SolListingPage *self)
{
  g_cancellable_cancel (self->twin_search);
  g_clear_object (&self->twin_search);
  g_clear_pointer (&self->twin_siret, g_free);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
}

/**
 * sol_listing_page_show_twins: (skip)
 *
 * Looks for them when the SIRET is another one, and says what is known.
 */
void
sol_listing_page_show_twins (SolListingPage *self)
{
  const char *siret = sol_record_get_text (sol_form_get_record (self->form), "siret");

  if (g_strcmp0 (siret, self->twin_siret) != 0)
    {
      sol_listing_page_forget_twins (self);
      self->twin_siret = g_strdup (siret);
      if (siret == NULL || self->catalogue == NULL || !sol_siret_is_valid (siret))
        return;
      self->twin_search = g_cancellable_new ();
      sol_siret_search_async (self->catalogue, siret, self->twin_search, on_found,
                              g_object_ref (self));
    }
  else if (self->twins != NULL)
    say (self);
}

/**
 * sol_listing_page_set_catalogue:
 * @catalogue: (nullable): where others with its SIRET are looked for; %NULL to let it go
 */
void
sol_listing_page_set_catalogue (SolListingPage *self, SolStore *catalogue)
{
  if (!g_set_object (&self->catalogue, catalogue))
    return;
  sol_listing_page_forget_twins (self);
}
