/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-refusals.h"

G_DEFINE_INTERFACE (SolRefusals, sol_refusals, G_TYPE_OBJECT)

static void
sol_refusals_default_init (SolRefusalsInterface *iface)
{
}

void
sol_refusal_asked_free (SolRefusalAsked *self)
{
  g_free (self->type);
  g_free (self->structure);
  g_free (self->network);
  g_free (self->source);
  g_free (self->reason);
  g_free (self);
}

/* The code is good from now on, beside those of earlier mails. */
gboolean
sol_refusals_put_link (SolRefusals *self, const SolRefusalLink *link, GError **error)
{
  return SOL_REFUSALS_GET_IFACE (self)->put_link (self, link, error);
}

/**
 * sol_refusals_find:
 * @hash: of a code
 *
 * Returns: (transfer full) (nullable): what it leads to; %NULL without an error when that is
 * nothing
 */
SolRefusalAsked *
sol_refusals_find (SolRefusals *self, const char *hash, gint64 now, GError **error)
{
  return SOL_REFUSALS_GET_IFACE (self)->find (self, hash, now, error);
}

/**
 * sol_refusals_answer:
 * @reason: (nullable): one of SOL_REFUSAL_*; %NULL: the refusal is taken back
 * @done: (out): %FALSE: there is nothing to refuse, or to take back
 */
gboolean
sol_refusals_answer (SolRefusals *self,
                     const char *hash,
                     const char *reason,
                     gint64 now,
                     gboolean *done,
                     GError **error)
{
  return SOL_REFUSALS_GET_IFACE (self)->answer (self, hash, reason, now, done, error);
}

/* @address: hash of a mailbox, which may want nothing that it did not ask for */
gboolean
sol_refusals_is_unwanted (SolRefusals *self,
                          const char *address,
                          gboolean *unwanted,
                          GError **error)
{
  return SOL_REFUSALS_GET_IFACE (self)->is_unwanted (self, address, unwanted, error);
}
