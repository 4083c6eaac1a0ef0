/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_contact_link_make_mail (const char *address, const char *subject, const char *body);
char *sol_contact_link_make_call (const char *phone);

G_END_DECLS
