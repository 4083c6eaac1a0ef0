/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-mutation.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolWorkshopWriter:
 * @widget: on the screen: in its window it is told what fails
 * @store: of who writes
 * @organisation: that he acts for
 *
 * Who writes from where. The objects stay the caller's.
 */
typedef struct
{
  GtkWidget *widget;
  SolAccountStore *store;
  const char *organisation;
} SolWorkshopWriter;

SolRecord *sol_workshop_act_put (SolRecord *record, const char *list, SolItem *note);
SolRecord *sol_workshop_act_remove (SolRecord *record, const char *list, const char *id);
void sol_workshop_act_edit (const SolWorkshopWriter *writer,
                            SolRecord *base,
                            SolRecord *edited,
                            const char *undo);
void sol_workshop_act_run (const SolWorkshopWriter *writer,
                           const SolMutation *mutation,
                           const char *undo);

G_END_DECLS
