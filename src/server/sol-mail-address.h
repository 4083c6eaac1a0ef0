/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_MAIL_ADDRESS_MAX 254

char *sol_mail_address_normalise (const char *text);

G_END_DECLS
