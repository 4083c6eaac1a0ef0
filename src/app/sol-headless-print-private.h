/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-options.h"
#include "store/sol-catalogue-list.h"

G_BEGIN_DECLS

/**
 * SolFound:
 * @suppliers: (element-type SolSupplier): the rows to print
 * @distances: (element-type double): kilometres, NaN where not known; one a row
 *
 * An answer, ready to be printed.
 */
typedef struct
{
  SolCatalogueList *list;
  GPtrArray *suppliers;
  GArray *distances;
} SolFound;

void sol_headless_print (const SolFound *found, const SolOptions *options);

G_END_DECLS
