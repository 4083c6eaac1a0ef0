/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_ORGANISATION (sol_organisation_get_type ())
G_DECLARE_FINAL_TYPE (SolOrganisation, sol_organisation, SOL, ORGANISATION, SolRecord)

/* Operations that the server alone runs. */
#define SOL_ORGANISATION_FORGET "forget" /* "account" */
#define SOL_ORGANISATION_ADMIT "admit"   /* "account", "name", "role" */
#define SOL_ORGANISATION_RENAME "rename" /* "account", "name" */

G_END_DECLS
