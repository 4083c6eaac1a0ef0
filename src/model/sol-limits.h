/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/* What no record says alone: how many there may be, and how much all together may take. The server,
 * which alone has them all, holds to it in the transaction that writes one; a client shows its own
 * act as unconfirmed until then. */

/**
 * SolQuota:
 * @state: (nullable): counts those in that state; %NULL: in any
 * @same: (nullable): a field: counts those that have the same text there; %NULL: any
 * @within: seconds: counts those that were made so lately, whatever became of them; 0: those that
 *   are there
 * @most: how many there may be
 *
 * How many records of a type one scope may have.
 */
struct _SolQuota
{
  const char *state;
  const char *same;
  guint within;
  guint most;
};

/**
 * SolShare:
 * @parent: a field: the reference to the record of which it is a share; it stays what it is
 * @quantity: a field, a number: how much it takes; empty is nothing
 * @limit: of the parent, a number: how much all shares may take; empty: as much as they like
 * @sum: of the parent, a number that rules write: how much they take
 * @deadline: (nullable): of the parent, an instant: from then on none takes more or less
 *
 * Says of a type that each of its records takes a part of what another record has to give. The
 * server derives the sum, in the transaction that writes a share.
 */
struct _SolShare
{
  const char *parent;
  const char *quantity;
  const char *limit;
  const char *sum;
  const char *deadline;
};

G_END_DECLS
