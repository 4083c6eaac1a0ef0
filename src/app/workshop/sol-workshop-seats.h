/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_WORKSHOP_SEATS (sol_workshop_seats_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopSeats, sol_workshop_seats, SOL, WORKSHOP_SEATS, AdwBin)

void sol_workshop_seats_show (SolWorkshopSeats *self,
                              SolRecord *workshop,
                              GListModel *census,
                              const char *organisation);

G_END_DECLS
