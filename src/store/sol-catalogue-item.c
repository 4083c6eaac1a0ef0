/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "store/sol-catalogue-item-private.h"

/**
 * SolCatalogueItem:
 *
 * One row of the catalogue: a structure, how far it is, and why it is there. The structure is
 * %NULL until its page was read, and is then told by a notification. The same row keeps its object
 * from one query to the next for as long as anybody holds it.
 */
struct _SolCatalogueItem
{
  GObject parent_instance;

  gint64 key;
  SolSupplier *supplier;
  double distance_km;
  char *reason;
  GStrv reason_words;
  guint answer; /* number of the answer it was last read for */
};

enum
{
  PROP_KEY = 1,
  PROP_SUPPLIER,
  PROP_DISTANCE_KM,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolCatalogueItem, sol_catalogue_item, G_TYPE_OBJECT)

gint64
sol_catalogue_item_get_key (SolCatalogueItem *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_ITEM (self), 0);

  return self->key;
}

/**
 * sol_catalogue_item_get_id:
 *
 * Returns: (transfer none) (nullable): the id of the structure; %NULL until it was read
 */
const char *
sol_catalogue_item_get_id (SolCatalogueItem *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_ITEM (self), NULL);

  return self->supplier != NULL ? sol_record_get_id (SOL_RECORD (self->supplier)) : NULL;
}

/**
 * sol_catalogue_item_get_supplier:
 *
 * Returns: (transfer none) (nullable): %NULL until it was read
 */
SolSupplier *
sol_catalogue_item_get_supplier (SolCatalogueItem *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_ITEM (self), NULL);

  return self->supplier;
}

/**
 * sol_catalogue_item_get_distance_km:
 *
 * Returns: kilometres from the point of the query; NaN without a point, or when it is not known
 *   where the structure is
 */
double
sol_catalogue_item_get_distance_km (SolCatalogueItem *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_ITEM (self), NAN);

  return self->distance_km;
}

/**
 * sol_catalogue_item_get_reason:
 *
 * Returns: (transfer none) (nullable): what of the structure has the words typed, or else its
 *   sectors; plain text; %NULL until it was read
 */
const char *
sol_catalogue_item_get_reason (SolCatalogueItem *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_ITEM (self), NULL);

  return self->reason;
}

/**
 * sol_catalogue_item_get_reason_words:
 *
 * Returns: (transfer none) (nullable): the words of the reason that match, as they are written
 *   in it, in their order
 */
const char *const *
sol_catalogue_item_get_reason_words (SolCatalogueItem *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_ITEM (self), NULL);

  return (const char *const *) self->reason_words;
}

void
sol_catalogue_item_set_supplier (SolCatalogueItem *self, SolSupplier *supplier)
{
  gint64 held = self->supplier != NULL ? sol_record_get_rev (SOL_RECORD (self->supplier)) : -1;

  if (held != sol_record_get_rev (SOL_RECORD (supplier)) &&
      g_set_object (&self->supplier, supplier))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUPPLIER]);
}

void
sol_catalogue_item_set_distance_km (SolCatalogueItem *self, double distance_km)
{
  if (self->distance_km == distance_km || (isnan (self->distance_km) && isnan (distance_km)))
    return;

  self->distance_km = distance_km;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISTANCE_KM]);
}

static gboolean
same_words (const char *const *a, const char *const *b)
{
  return a == NULL || b == NULL ? a == b : g_strv_equal (a, b);
}

void
sol_catalogue_item_set_reason (SolCatalogueItem *self, const char *reason, const char *const *words)
{
  if (g_strcmp0 (self->reason, reason) == 0 &&
      same_words ((const char *const *) self->reason_words, words))
    return;

  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_strfreev (self->reason_words);
  self->reason_words = g_strdupv ((char **) words);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

guint
sol_catalogue_item_get_answer (SolCatalogueItem *self)
{
  return self->answer;
}

void
sol_catalogue_item_set_answer (SolCatalogueItem *self, guint answer)
{
  self->answer = answer;
}

static void
sol_catalogue_item_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolCatalogueItem *self = SOL_CATALOGUE_ITEM (object);

  switch (property)
    {
    case PROP_KEY:
      g_value_set_int64 (value, self->key);
      break;
    case PROP_SUPPLIER:
      g_value_set_object (value, self->supplier);
      break;
    case PROP_DISTANCE_KM:
      g_value_set_double (value, self->distance_km);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_catalogue_item_finalize (GObject *object)
{
  SolCatalogueItem *self = SOL_CATALOGUE_ITEM (object);

  g_clear_object (&self->supplier);
  g_free (self->reason);
  g_strfreev (self->reason_words);
  G_OBJECT_CLASS (sol_catalogue_item_parent_class)->finalize (object);
}

static void
sol_catalogue_item_class_init (SolCatalogueItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_catalogue_item_get_property;
  object_class->finalize = sol_catalogue_item_finalize;

  properties[PROP_KEY] = g_param_spec_int64 ("key", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SUPPLIER] = g_param_spec_object ("supplier", NULL, NULL, SOL_TYPE_SUPPLIER,
                                                   flags);
  properties[PROP_DISTANCE_KM] = g_param_spec_double ("distance-km", NULL, NULL, 0, G_MAXDOUBLE, 0,
                                                      flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_catalogue_item_init (SolCatalogueItem *self)
{
  self->distance_km = NAN;
}

SolCatalogueItem *
sol_catalogue_item_new (gint64 key)
{
  SolCatalogueItem *self = g_object_new (SOL_TYPE_CATALOGUE_ITEM, NULL);

  self->key = key;
  return self;
}
