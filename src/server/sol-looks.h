/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

/**
 * SolLook:
 * @supplier: its id
 * @day: YYYY-MM-DD, of the calendar of who looked
 *
 * That somebody looked at the page of a structure.
 */
typedef struct
{
  char *supplier;
  char *day;
} SolLook;

void sol_look_free (SolLook *self);

/**
 * SolLookBatch:
 * @id: drawn by chance by the application, the same when it asks again
 * @account: (nullable): who looked, which is not kept; his organisations' own are not counted
 * @kind: (nullable): of the account
 * @organisation: (nullable): for which he acted, when he is its member
 * @looks: (element-type SolLook)
 *
 * What one application sends at once. The strings stay the caller's.
 */
typedef struct
{
  const char *id;
  const char *account;
  const char *kind;
  const char *organisation;
  GPtrArray *looks;
} SolLookBatch;

#define SOL_TYPE_LOOKS (sol_looks_get_type ())
G_DECLARE_INTERFACE (SolLooks, sol_looks, SOL, LOOKS, GObject)

/**
 * SolLooksInterface:
 *
 * How often pages of structures were looked at. Errors are #SolStorageError. All calls may wait for
 * the disk and may come from any thread.
 */
struct _SolLooksInterface
{
  GTypeInterface parent_interface;

  gboolean (*take) (SolLooks *self,
                    const SolLookBatch *batch,
                    gint64 now,
                    guint *n_counted,
                    GError **error);
  gboolean (*add_web) (SolLooks *self, GHashTable *counts, gint64 now, GError **error);
  gboolean (*tell) (SolLooks *self, gint64 now, GError **error);
};

gboolean sol_looks_take (SolLooks *self,
                         const SolLookBatch *batch,
                         gint64 now,
                         guint *n_counted,
                         GError **error);
gboolean sol_looks_add_web (SolLooks *self, GHashTable *counts, gint64 now, GError **error);
gboolean sol_looks_tell (SolLooks *self, gint64 now, GError **error);

G_END_DECLS
