/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/listing/sol-listing-sections.h"
#include "model/sol-completeness.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_LISTING_SECTION_OPEN,
  SOL_LISTING_SECTION_COMPLETE,
  SOL_LISTING_SECTION_ATTENTION,
} SolListingSectionState;

/**
 * SolListingStep:
 * @field: to be filled
 * @title: what to do, to be translated
 * @why: what it brings, likewise
 */
typedef struct
{
  const char *field;
  const char *title;
  const char *why;
} SolListingStep;

SolSupplier *sol_listing_progress_make_supplier (SolRecord *listing);
char *sol_listing_progress_say_section (SolForm *form,
                                        const SolListingSection *section,
                                        SolListingSectionState *state);
const SolListingStep *sol_listing_progress_find_step (const SolCompletenessPart *part);
char *sol_listing_progress_say_gain (const SolCompletenessPart *part, SolRecord *listing);
const char *sol_listing_progress_say_headline (guint percent);
char *sol_listing_progress_say_state (SolRecord *listing, SolRecord *held, gboolean exists);

G_END_DECLS
