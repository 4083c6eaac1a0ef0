/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-query.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

/**
 * SolCompareFact:
 * @group: (nullable): the heading that begins with it, to be translated
 * @title: what it is, to be translated
 * @say: (transfer full) (nullable): how it is with @supplier, one line for each thing; %NULL when
 * it is not said
 *
 * Something that structures are held side by side by.
 */
typedef struct
{
  const char *group;
  const char *title;
  char *(*say) (SolSupplier *supplier, const SolQuery *query);
} SolCompareFact;

const SolCompareFact *sol_compare_facts_get_before (guint *n_facts);
const SolCompareFact *sol_compare_facts_get_after (guint *n_facts);

G_END_DECLS
