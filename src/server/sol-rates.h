/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "server/sol-http.h"

G_BEGIN_DECLS

/**
 * SolRate:
 * @count: so many requests; 0: no limit
 * @seconds: … in so many seconds
 */
typedef struct
{
  guint count;
  guint seconds;
} SolRate;

/**
 * SolRates:
 *
 * What each address asked of late. Any thread.
 */
typedef struct _SolRates SolRates;

SolRates *sol_rates_new (void);
void sol_rates_free (SolRates *self);
guint sol_rates_take (SolRates *self, const SolRate *rate, const SolAddress *address, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolRates, sol_rates_free)

G_END_DECLS
