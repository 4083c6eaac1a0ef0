/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-acting-for.h"

/**
 * SolActingFor:
 *
 * For which organisation one acts in one window: of those that one belongs to, the one chosen
 * there, else the one chosen last anywhere; else for oneself.
 */
struct _SolActingFor
{
  GObject parent_instance;

  SolAccountSession *account; /* (nullable) */
  SolMembership *membership;  /* (nullable): %NULL for oneself */
  char *awaited;              /* (nullable): chosen as soon as one belongs to it */
};

G_DEFINE_FINAL_TYPE (SolActingFor, sol_acting_for, G_TYPE_OBJECT)

enum
{
  PROP_ORGANISATION = 1,
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_ORGANISATION + 1];
static guint signals[N_SIGNALS];

/* Returns: (transfer none) (nullable) */
static SolMembership *
find (SolActingFor *self, const char *organisation)
{
  return self->account != NULL && organisation != NULL
             ? sol_account_session_find_membership (self->account, organisation)
             : NULL;
}

static void
take (SolActingFor *self, SolMembership *membership)
{
  if (g_set_object (&self->membership, membership))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORGANISATION]);
}

/* One may have come or gone, joined one, or been taken out of it. */
static void
update (SolActingFor *self)
{
  const char *before = sol_acting_for_get_organisation (self);
  const char *last = self->account != NULL ? sol_account_session_get_organisation (self->account)
                                           : NULL;
  SolMembership *membership = find (self, before);

  if (find (self, self->awaited) != NULL)
    {
      g_autofree char *awaited = g_steal_pointer (&self->awaited);

      sol_acting_for_choose (self, awaited);
      return;
    }
  take (self, membership != NULL ? membership : find (self, last));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sol_acting_for_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ORGANISATION)
    g_value_set_string (value, sol_acting_for_get_organisation (SOL_ACTING_FOR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
drop_account (SolActingFor *self)
{
  if (self->account != NULL)
    {
      g_signal_handlers_disconnect_by_data (sol_account_session_get_memberships (self->account),
                                            self);
      g_signal_handlers_disconnect_by_data (self->account, self);
    }
  g_clear_pointer (&self->awaited, g_free);
  g_clear_object (&self->account);
}

static void
sol_acting_for_dispose (GObject *object)
{
  SolActingFor *self = SOL_ACTING_FOR (object);

  drop_account (self);
  g_clear_object (&self->membership);
  G_OBJECT_CLASS (sol_acting_for_parent_class)->dispose (object);
}

static void
sol_acting_for_class_init (SolActingForClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sol_acting_for_get_property;
  object_class->dispose = sol_acting_for_dispose;
  properties[PROP_ORGANISATION] = g_param_spec_string ("organisation", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                           G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  /* Who acts, what is known of him, where he belongs, or for whom he acts. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SOL_TYPE_ACTING_FOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_acting_for_init (SolActingFor *self)
{
}

/**
 * sol_acting_for_new:
 *
 * Returns: (transfer full): for one window; without an account, for nobody
 */
SolActingFor *
sol_acting_for_new (void)
{
  return g_object_new (SOL_TYPE_ACTING_FOR, NULL);
}

/**
 * sol_acting_for_set_account:
 * @account: (nullable): who may act
 */
void
sol_acting_for_set_account (SolActingFor *self, SolAccountSession *account)
{
  if (self->account == account)
    return;

  drop_account (self);
  if (account != NULL)
    {
      self->account = g_object_ref (account);
      g_signal_connect_object (sol_account_session_get_memberships (account), "items-changed",
                               G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (account, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

/**
 * sol_acting_for_get_account:
 *
 * Returns: (transfer none) (nullable): who acts
 */
SolAccountSession *
sol_acting_for_get_account (SolActingFor *self)
{
  return self->account;
}

/**
 * sol_acting_for_choose:
 * @organisation: (nullable): the id of one of those that one belongs to; %NULL for oneself
 */
void
sol_acting_for_choose (SolActingFor *self, const char *organisation)
{
  if (self->account == NULL)
    return;
  sol_account_session_set_organisation (self->account, organisation);
  take (self, find (self, organisation));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * sol_acting_for_await:
 * @organisation: the id of one that one founded, which the platform has still to take up
 *
 * Chooses it as soon as one belongs to it.
 */
void
sol_acting_for_await (SolActingFor *self, const char *organisation)
{
  g_free (self->awaited);
  self->awaited = g_strdup (organisation);
}

/**
 * sol_acting_for_get_organisation:
 *
 * Returns: (transfer none) (nullable): its id, for mutations; %NULL when one acts for oneself
 */
const char *
sol_acting_for_get_organisation (SolActingFor *self)
{
  return self->membership != NULL ? sol_membership_get_id (self->membership) : NULL;
}

/**
 * sol_acting_for_get_membership:
 *
 * Returns: (transfer none) (nullable): what one is there; %NULL when one acts for oneself
 */
SolMembership *
sol_acting_for_get_membership (SolActingFor *self)
{
  return self->membership;
}
