/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store-private.h"

G_BEGIN_DECLS

/**
 * SolJob:
 * @store: whose connection it uses
 * @task: answered with the result of @func
 * @kind: the lane it runs in
 * @func: its SQL
 * @free_result: (nullable): frees a result that nobody collects
 *
 * One use of a connection.
 */
typedef struct
{
  SolStore *store;
  GTask *task;
  SolStoreLaneKind kind;
  SolStoreFunc func;
  GDestroyNotify free_result;
} SolJob;

gboolean sol_job_is_writing (SolStoreLaneKind kind);
gpointer sol_job_run (SolJob *self, SolDatabase *db, GError **error);

G_END_DECLS
