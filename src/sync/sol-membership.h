/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SOL_TYPE_MEMBERSHIP (sol_membership_get_type ())
G_DECLARE_FINAL_TYPE (SolMembership, sol_membership, SOL, MEMBERSHIP, GObject)

SolMembership *
sol_membership_new (const char *id, const char *name, const char *kind, const char *role);
const char *sol_membership_get_id (SolMembership *self);
const char *sol_membership_get_name (SolMembership *self);
const char *sol_membership_get_kind (SolMembership *self);
const char *sol_membership_get_role (SolMembership *self);
gboolean sol_membership_is_manager (SolMembership *self);

G_END_DECLS
