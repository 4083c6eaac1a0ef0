/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-item.h"
#include "model/sol-record.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

GtkWidget *sol_organisation_rows_make_member (SolItem *member, gboolean own, gboolean manages);
GtkWidget *sol_organisation_rows_make_call (SolRecord *call);
GtkWidget *sol_organisation_rows_make_request (SolShownRecord *shown);

G_END_DECLS
