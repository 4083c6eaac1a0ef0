/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"
#include "store/sol-database-private.h"
#include "store/sol-shown-record-private.h"

G_BEGIN_DECLS

/**
 * SolOverlayActor:
 *
 * Who acts, and what he may, as the server last said.
 */
typedef struct
{
  SolActor actor;
  char *organisation;
} SolOverlayActor;

gboolean sol_overlay_load_actor (SolDatabase *db,
                                 const char *account,
                                 const char *organisation,
                                 SolOverlayActor *actor,
                                 GError **error);
void sol_overlay_actor_clear (SolOverlayActor *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SolOverlayActor, sol_overlay_actor_clear)

SolShownRecord *sol_overlay_load (SolDatabase *db,
                                  const char *account,
                                  const char *type,
                                  const char *id,
                                  GError **error);
SolRecord *sol_overlay_read (gpointer reader, const char *type, const char *id);

/**
 * SolOverlayReader:
 *
 * The data of sol_overlay_read(), by which an operation looks at other records.
 */
typedef struct
{
  SolDatabase *db;
  const char *account;
} SolOverlayReader;

G_END_DECLS
