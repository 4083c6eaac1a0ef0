/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-membership.h"

/**
 * SolMembership:
 *
 * An organisation for which who is signed in may act.
 */
struct _SolMembership
{
  GObject parent_instance;

  char *id;
  char *name;
  char *kind; /* supplier, buyer, partner */
  char *role; /* member, manager */
};

G_DEFINE_FINAL_TYPE (SolMembership, sol_membership, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_KIND,
  PROP_ROLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sol_membership_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SolMembership *self = SOL_MEMBERSHIP (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sol_membership_finalize (GObject *object)
{
  SolMembership *self = SOL_MEMBERSHIP (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->role);
  G_OBJECT_CLASS (sol_membership_parent_class)->finalize (object);
}

static void
sol_membership_class_init (SolMembershipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_membership_get_property;
  object_class->finalize = sol_membership_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_membership_init (SolMembership *self)
{
}

/**
 * sol_membership_new:
 * @id: of the organisation
 * @name: as people call it
 * @kind: supplier, buyer or partner
 * @role: member or manager
 */
SolMembership *
sol_membership_new (const char *id, const char *name, const char *kind, const char *role)
{
  SolMembership *self = g_object_new (SOL_TYPE_MEMBERSHIP, NULL);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->kind = g_strdup (kind);
  self->role = g_strdup (role);
  return self;
}

const char *
sol_membership_get_id (SolMembership *self)
{
  return self->id;
}

const char *
sol_membership_get_name (SolMembership *self)
{
  return self->name;
}

const char *
sol_membership_get_kind (SolMembership *self)
{
  return self->kind;
}

const char *
sol_membership_get_role (SolMembership *self)
{
  return self->role;
}

gboolean
sol_membership_is_manager (SolMembership *self)
{
  return g_strcmp0 (self->role, "manager") == 0;
}
