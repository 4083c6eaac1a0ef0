/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-reply.h"
#include "sync/sol-account-error.h"

G_BEGIN_DECLS

GError *sol_account_error_from_reply (const SolReply *reply);
GError *sol_account_error_from (GError *cause);

G_END_DECLS
