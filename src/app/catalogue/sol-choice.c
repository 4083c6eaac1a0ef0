/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-choice.h"

/**
 * SolChoice:
 *
 * The structures chosen to be copied or exported, by the key of their record: a choice outlives
 * the rows, the search and the order. Apart from which structure is open.
 */
struct _SolChoice
{
  GObject parent_instance;

  GArray *keys; /* gint64, in the order of choosing */
  GHashTable *set;
  gboolean active;
};

enum
{
  PROP_ACTIVE = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolChoice, sol_choice, G_TYPE_OBJECT)

gboolean
sol_choice_get_active (SolChoice *self)
{
  return self->active;
}

/**
 * sol_choice_set_active:
 * @active: whether rows show check boxes; leaving forgets what was chosen
 */
void
sol_choice_set_active (SolChoice *self, gboolean active)
{
  if (self->active == active)
    return;

  self->active = active;
  if (!active)
    {
      g_array_set_size (self->keys, 0);
      g_hash_table_remove_all (self->set);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sol_choice_has (SolChoice *self, gint64 key)
{
  return g_hash_table_contains (self->set, &key);
}

void
sol_choice_set (SolChoice *self, gint64 key, gboolean chosen)
{
  if (sol_choice_has (self, key) == chosen)
    return;

  if (chosen)
    {
      g_hash_table_add (self->set, g_memdup2 (&key, sizeof key));
      g_array_append_val (self->keys, key);
    }
  for (guint i = 0; !chosen && i < self->keys->len; i++)
    if (g_array_index (self->keys, gint64, i) == key)
      g_array_remove_index (self->keys, i--);
  if (!chosen)
    g_hash_table_remove (self->set, &key);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
sol_choice_get_n (SolChoice *self)
{
  return self->keys->len;
}

/**
 * sol_choice_get_keys:
 *
 * Returns: (transfer full) (element-type gint64): in the order they were chosen
 */
GArray *
sol_choice_get_keys (SolChoice *self)
{
  return g_array_copy (self->keys);
}

static void
sol_choice_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_ACTIVE)
    g_value_set_boolean (value, SOL_CHOICE (object)->active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_choice_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_ACTIVE)
    sol_choice_set_active (SOL_CHOICE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_choice_finalize (GObject *object)
{
  g_array_unref (SOL_CHOICE (object)->keys);
  g_hash_table_unref (SOL_CHOICE (object)->set);
  G_OBJECT_CLASS (sol_choice_parent_class)->finalize (object);
}

static void
sol_choice_class_init (SolChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_choice_get_property;
  object_class->set_property = sol_choice_set_property;
  object_class->finalize = sol_choice_finalize;
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sol_choice_init (SolChoice *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

SolChoice *
sol_choice_new (void)
{
  return g_object_new (SOL_TYPE_CHOICE, NULL);
}
