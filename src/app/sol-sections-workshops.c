/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-sections-private.h"
#include "app/workshop/sol-workshops-place.h"

/* The section of workshops: of who holds them, and of structures that come to them. */

static void
drop (SolSections *self)
{
  sol_sections_drop_place (self, self->workshops, (GDestroyNotify) sol_workshops_place_let_go);
}

/* A structure has the section once it was asked to a workshop, or asks for it: not before it is of
 * use. */
static void
show (SolSections *self, gboolean animates)
{
  SolWorkshopsPlace *place = (SolWorkshopsPlace *) adw_bin_get_child (self->workshops);

  sol_sections_show_page (self, self->workshops_page,
                          animates || self->wants_workshops ||
                              (place != NULL && sol_workshops_place_get_any (place)));
}

static void
on_any (SolSections *self)
{
  show (self, FALSE);
}

static void
put (SolSections *self, SolAccountStore *store, const SolWorkshopGuest *guest)
{
  GtkWidget *place = sol_workshops_place_new (store, guest);

  sol_sections_put_place (self, self->workshops, place);
  if (!guest->animates)
    g_signal_connect_swapped (place, "notify::any", G_CALLBACK (on_any), self);
}

/* For whoever is signed in now, and acts for whom he does. */
void
sol_sections_update_workshops (SolSections *self)
{
  SolWorkshopGuest guest;
  const gboolean comes = sol_workshop_guest_init (&guest, sol_session_get_account (self->session),
                                                  sol_acting_for_get_membership (self->acting));
  SolAccountStore *store = comes ? sol_sections_get_own_store (self) : NULL;
  SolWorkshopsPlace *place = (SolWorkshopsPlace *) adw_bin_get_child (self->workshops);

  self->wants_workshops = self->wants_workshops && comes;
  if (place == NULL || store == NULL || !sol_workshops_place_is_of (place, store, &guest))
    {
      drop (self);
      if (store != NULL)
        put (self, store, &guest);
    }
  show (self, comes && guest.animates);
}

/* Lets the store go. */
void
sol_sections_drop_workshops (SolSections *self)
{
  sol_sections_show_page (self, self->workshops_page, FALSE);
  self->wants_workshops = FALSE;
  drop (self);
}

/* He asks for it: it is there, if it can be of use. */
void
sol_sections_want_workshops (SolSections *self)
{
  if (adw_bin_get_child (self->workshops) == NULL)
    return;
  self->wants_workshops = TRUE;
  sol_sections_show_page (self, self->workshops_page, TRUE);
}
