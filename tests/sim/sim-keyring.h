/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-keyring.h"

G_BEGIN_DECLS

/* The keyring of one machine: what is in it outlasts every end of the program. */
SolKeyring *sim_keyring_new (void);

G_END_DECLS
