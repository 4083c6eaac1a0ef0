/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-transport.h"

G_BEGIN_DECLS

#define SOL_TYPE_SOUP_TRANSPORT (sol_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (SolSoupTransport, sol_soup_transport, SOL, SOUP_TRANSPORT, GObject)

SolTransport *sol_soup_transport_new (void);
void sol_soup_transport_set_silence (SolSoupTransport *self, guint seconds);

G_END_DECLS
