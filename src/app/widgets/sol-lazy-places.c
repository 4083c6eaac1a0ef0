/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-lazy-places.h"

/**
 * SolLazyPlaces:
 *
 * The places of a list's rows, as a #GListModel of objects that say nothing: which row is in a
 * place may change without a change of the places.
 */
struct _SolLazyPlaces
{
  GObject parent_instance;

  guint n;
};

static gpointer
sol_lazy_places_get_item (GListModel *model, guint position)
{
  return position < SOL_LAZY_PLACES (model)->n ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static guint
sol_lazy_places_get_n_items (GListModel *model)
{
  return SOL_LAZY_PLACES (model)->n;
}

static GType
sol_lazy_places_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sol_lazy_places_get_item_type;
  iface->get_n_items = sol_lazy_places_get_n_items;
  iface->get_item = sol_lazy_places_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SolLazyPlaces,
                               sol_lazy_places,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
sol_lazy_places_class_init (SolLazyPlacesClass *klass)
{
}

static void
sol_lazy_places_init (SolLazyPlaces *self)
{
}

static void
tell (SolLazyPlaces *self, guint position, guint removed, guint added)
{
  self->n = self->n - removed + added;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/**
 * sol_lazy_places_change:
 * @shift: by how many places the rows seen went down, or up
 * @n: how many there are now
 *
 * Tells the shift as places that come or go before those seen, and the rest after the last: a
 * list view keeps the items of all others.
 */
void
sol_lazy_places_change (SolLazyPlaces *self, int shift, guint n)
{
  tell (self, 0, MAX (-shift, 0), MAX (shift, 0));
  if (n < self->n)
    tell (self, n, self->n - n, 0);
  else
    tell (self, self->n, 0, n - self->n);
}

SolLazyPlaces *
sol_lazy_places_new (void)
{
  return g_object_new (SOL_TYPE_LAZY_PLACES, NULL);
}
