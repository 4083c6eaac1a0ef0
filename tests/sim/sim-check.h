/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-client.h"

G_BEGIN_DECLS

void sim_check_public (SimClient *client, const char *database);
void sim_check_search (SimClient *client);
void sim_check_server (const char *database);
void sim_check_claims (const char *database);
void sim_check_words (const char *database);
void sim_check_away (SimClient *client, gboolean again);
void sim_check_private (SimClient *client, const char *database);
GHashTable *sim_check_list_applied (const char *database);
GHashTable *sim_check_list_entries (SimClient *client);
void sim_check_typed (SimClient *client, GHashTable *entries, GHashTable *applied);
void sim_check_fields (const char *database, GHashTable *const *entries, GHashTable *applied);

G_END_DECLS
