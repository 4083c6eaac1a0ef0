/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolVisitor:
 * @SOL_VISITOR_PUBLIC_BUYER: a town hall, a hospital
 * @SOL_VISITOR_PRIVATE_BUYER: a company
 * @SOL_VISITOR_BUYER: of which nobody said whether it is public
 * @SOL_VISITOR_STRUCTURE: another supplier
 * @SOL_VISITOR_PARTNER: a partner or a network
 * @SOL_VISITOR_INDIVIDUAL: who acts for no organisation
 * @SOL_VISITOR_UNKNOWN: of the application, without an account
 * @SOL_VISITOR_WEB: of the page of the server, in a browser
 *
 * As what somebody looks at the page of a structure.
 */
typedef enum
{
  SOL_VISITOR_PUBLIC_BUYER,
  SOL_VISITOR_PRIVATE_BUYER,
  SOL_VISITOR_BUYER,
  SOL_VISITOR_STRUCTURE,
  SOL_VISITOR_PARTNER,
  SOL_VISITOR_INDIVIDUAL,
  SOL_VISITOR_UNKNOWN,
  SOL_VISITOR_WEB,
  SOL_N_VISITORS
} SolVisitor;

#define SOL_LOOKS_MONTHS 12     /* that are told */
#define SOL_LOOKS_MAX_BATCH 200 /* looks of a request */

#define SOL_TYPE_SUPPLIER_LOOKS (sol_supplier_looks_get_type ())
G_DECLARE_FINAL_TYPE (SolSupplierLooks, sol_supplier_looks, SOL, SUPPLIER_LOOKS, SolRecord)

/**
 * SolLooksMonth:
 * @month: "2026-11"
 *
 * How often a page was looked at in a month.
 */
typedef struct
{
  char month[8];
  guint n[SOL_N_VISITORS];
  guint total;
} SolLooksMonth;

/**
 * SolLooksTally:
 * @months: the present one last
 * @most: looks of the month that has most, and of the kind of visitor that has
 *
 * A year of looks.
 */
typedef struct
{
  SolLooksMonth months[SOL_LOOKS_MONTHS];
  guint n[SOL_N_VISITORS];
  guint total;
  guint most_of_month;
  guint most_of_visitor;
} SolLooksTally;

const char *sol_visitor_get_name (SolVisitor visitor);
SolVisitor sol_visitor_find (const char *account,
                             const char *organisation,
                             const char *public_body,
                             const char *siret);
char *sol_supplier_looks_make_id (const char *supplier);
void sol_supplier_looks_tally (SolRecord *looks, const char *day, SolLooksTally *tally);

G_END_DECLS
