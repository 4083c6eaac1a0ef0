/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

/**
 * SolReviewShow:
 * @SOL_REVIEW_SHOW_WAITING: those that wait for a moderator
 * @SOL_REVIEW_SHOW_MINE: those that he decided upon
 * @SOL_REVIEW_SHOW_ALL: all that were ever submitted and not withdrawn
 */
typedef enum
{
  SOL_REVIEW_SHOW_WAITING,
  SOL_REVIEW_SHOW_MINE,
  SOL_REVIEW_SHOW_ALL,
} SolReviewShow;

typedef enum
{
  SOL_REVIEW_OLDEST,
  SOL_REVIEW_NEWEST,
  SOL_REVIEW_BY_NAME,
} SolReviewOrder;

#define SOL_TYPE_REVIEW_QUEUE (sol_review_queue_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewQueue, sol_review_queue, SOL, REVIEW_QUEUE, GObject)

SolReviewQueue *sol_review_queue_new (SolAccountStore *store);
void sol_review_queue_stop (SolReviewQueue *self);

GListModel *sol_review_queue_get_rows (SolReviewQueue *self);
gboolean sol_review_queue_get_loaded (SolReviewQueue *self);
gboolean sol_review_queue_get_received (SolReviewQueue *self);
guint sol_review_queue_count_waiting (SolReviewQueue *self);
guint sol_review_queue_count_known (SolReviewQueue *self);
void sol_review_queue_show (SolReviewQueue *self, SolReviewShow show);
void sol_review_queue_order (SolReviewQueue *self, SolReviewOrder order);
GStrv sol_review_queue_list_networks (SolReviewQueue *self);
void sol_review_queue_find (SolReviewQueue *self,
                            const char *department,
                            const char *network,
                            const char *text);

G_END_DECLS
