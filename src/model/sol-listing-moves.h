/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

/* From which states an operation leads where, who may, and what it takes: data of
 * sol_listing_move(). */
typedef struct _SolListingTransition SolListingTransition;

extern const SolListingTransition sol_listing_submit;
extern const SolListingTransition sol_listing_publish;
extern const SolListingTransition sol_listing_ask_changes;
extern const SolListingTransition sol_listing_refuse;
extern const SolListingTransition sol_listing_suspend;
extern const SolListingTransition sol_listing_archive;
extern const SolListingTransition sol_listing_close;
extern const SolListingTransition sol_listing_reopen;

const char *sol_listing_get_state (SolRecord *record);
gboolean sol_listing_is_over (SolRecord *record);
gboolean sol_listing_is_seen (SolRecord *record);
void
sol_listing_set_state (SolRecord *record, const char *state, const SolOperationContext *context);
gboolean sol_listing_move (SolRecord *record,
                           const SolOperation *operation,
                           JsonObject *arguments,
                           SolOperationContext *context,
                           GError **error);

G_END_DECLS
