/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

/**
 * SolListingSection:
 * @title: to be translated
 * @lead: (nullable): what is said above its fields, likewise
 * @fields: ends in a %NULL name
 * @say: (nullable): (transfer full): how far it is, where that is not told by which are filled
 *
 * A part of the listing, edited on one page.
 */
typedef struct
{
  const char *title;
  const char *lead;
  const SolFormField *fields;
  char *(*say) (SolRecord *listing);
} SolListingSection;

const SolListingSection *sol_listing_sections_get (guint *n_sections);
const SolListingSection *sol_listing_sections_find (const char *field, const char **label);

G_END_DECLS
