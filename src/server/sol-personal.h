/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/sol-accounts.h"
#include "server/sol-storage.h"

G_BEGIN_DECLS

#define SOL_PERSONAL_WAIT (7 * 24 * 3600)    /* seconds from closing to erasing */
#define SOL_PERSONAL_NOTICE (30 * 24 * 3600) /* the same, of one that nobody uses */

/**
 * SolPersonalLeaving:
 * @alone: (nullable): names of organisations that others belong to and that nobody else manages
 * @erase_at: seconds since 1970
 *
 * What came of closing an account; nothing was done when there are names.
 */
typedef struct
{
  GStrv alone;
  gint64 erase_at;
} SolPersonalLeaving;

#define SOL_TYPE_PERSONAL (sol_personal_get_type ())
G_DECLARE_INTERFACE (SolPersonal, sol_personal, SOL, PERSONAL, GObject)

/**
 * SolPersonalInterface:
 *
 * What is held on people, for them. Errors are #SolStorageError. All calls may wait for the disk
 * and may come from any thread.
 */
struct _SolPersonalInterface
{
  GTypeInterface parent_interface;

  gboolean (*print) (SolPersonal *self, const char *account, int file, GError **error);
  gboolean (*close) (SolPersonal *self,
                     const SolAudit *audit,
                     gint64 now,
                     SolPersonalLeaving *leaving,
                     GError **error);
  gboolean (*erase_due) (SolPersonal *self, gint64 now, GError **error);
  GPtrArray *(*list_unused) (SolPersonal *self, gint64 now, GError **error);
  char *(*print_history) (SolPersonal *self,
                          const char *const *scopes,
                          const char *const *records,
                          GError **error);
  gboolean (*note) (SolPersonal *self, const SolAudit *audit, GError **error);
};

gboolean sol_personal_print (SolPersonal *self, const char *account, int file, GError **error);
gboolean sol_personal_close (SolPersonal *self,
                             const SolAudit *audit,
                             gint64 now,
                             SolPersonalLeaving *leaving,
                             GError **error);
gboolean sol_personal_erase_due (SolPersonal *self, gint64 now, GError **error);
GPtrArray *sol_personal_list_unused (SolPersonal *self, gint64 now, GError **error);
char *sol_personal_print_history (SolPersonal *self,
                                  const char *const *scopes,
                                  const char *const *records,
                                  GError **error);
gboolean sol_personal_note (SolPersonal *self, const SolAudit *audit, GError **error);

G_END_DECLS
