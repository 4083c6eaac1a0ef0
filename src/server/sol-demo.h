/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-accounts.h"
#include "server/sol-passwords.h"
#include "server/sol-storage.h"

G_BEGIN_DECLS

/* Invented too: example.org belongs to nobody. */
#define SOL_DEMO_CONTACT "catalogue@example.org"

/* All of them have it: known, so that anybody can look around. */
#define SOL_DEMO_PASSWORD "demonstration ouverte"

gboolean sol_demo_load (SolStorage *storage, GError **error);
GHashTable *sol_demo_list_published (GError **error);
gboolean sol_demo_found_organisations (SolStorage *storage, GHashTable *suppliers, GError **error);
const char *sol_demo_find_person (const char *address, char **id);
gboolean sol_demo_open_accounts (SolAccounts *accounts, SolPasswords *passwords, GError **error);
gboolean sol_demo_close_accounts (SolAccounts *accounts, GError **error);
void sol_demo_append_accounts (GString *text);

G_END_DECLS
