/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-uuid.h"
#include "server/sol-demo.h"
#include "server/sol-storage.h"

#define SOURCE "demo-account"

/* Invented people, one a role. */
static const struct
{
  const char *address;
  const char *name;
  const char *kind;
  const char *role;
} people[] = {
  { "gerante@example.org", "Ada Exemple (gérante)", "supplier", "member" },
  { "encadrant@example.org", "Benoît Exemple (encadrant)", "supplier", "member" },
  { "acheteuse@example.org", "Chloé Exemple (acheteuse)", "buyer", "member" },
  { "reseau@example.org", "Driss Exemple (réseau)", "partner", "animator" },
  { "moderation@example.org", "Élise Exemple (modération)", "partner", "moderator" },
  { "administration@example.org", "Farid Exemple (administration)", "partner", "administrator" },
};

/* @account: (out): its strings stay another's */
static void
describe (guint index, char *id, const char *hash, SolAccount *account)
{
  *account = (SolAccount){ .id = id,
                           .address = (char *) people[index].address,
                           .name = (char *) people[index].name,
                           .kind = (char *) people[index].kind,
                           .role = (char *) people[index].role,
                           .locale = (char *) "fr",
                           .password = (char *) hash,
                           .state = (char *) SOL_ACCOUNT_ACTIVE,
                           .created_at = sol_clock_seconds () };
}

static gboolean
open_one (SolAccounts *accounts, guint index, const char *hash, GError **error)
{
  g_autofree char *id = sol_uuid_from_name (SOURCE, people[index].address);
  SolAudit audit = { id, NULL, "", "demo", "open" };
  SolAccount account;

  describe (index, id, hash, &account);
  return sol_accounts_add (accounts, &account, &audit, error) &&
         sol_accounts_change (accounts, &account, NULL, FALSE, &audit, error);
}

/**
 * sol_demo_find_person:
 * @address: of one of them
 * @id: (out) (transfer full): of the account
 *
 * Returns: the name; %NULL for nobody of them
 */
const char *
sol_demo_find_person (const char *address, char **id)
{
  *id = sol_uuid_from_name (SOURCE, address);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i].address, address))
      return people[i].name;

  return NULL;
}

/**
 * sol_demo_open_accounts:
 *
 * Has all of them there as they were invented, whatever visitors changed.
 */
gboolean
sol_demo_open_accounts (SolAccounts *accounts, SolPasswords *passwords, GError **error)
{
  g_autofree char *hash = sol_passwords_hash (passwords, SOL_DEMO_PASSWORD);

  for (guint i = 0; hash != NULL && i < G_N_ELEMENTS (people); i++)
    if (!open_one (accounts, i, hash, error))
      return FALSE;
  if (hash != NULL)
    return TRUE;
  g_set_error_literal (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_FAILED,
                       "There is no memory to hash a password");
  return FALSE;
}

/**
 * sol_demo_close_accounts:
 *
 * On a server that is no demonstration, nobody comes in by a password that all know; nor does who
 * came in before.
 */
gboolean
sol_demo_close_accounts (SolAccounts *accounts, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *id = sol_uuid_from_name (SOURCE, people[i].address);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SolAccount) there = sol_accounts_find (accounts, people[i].address, &local_error);
      SolAccount closed = { .id = id, .state = (char *) SOL_ACCOUNT_CLOSED };
      SolAudit audit = { id, NULL, "", "demo", "close" };

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (there != NULL && g_str_equal (there->id, id) &&
          !g_str_equal (there->state, SOL_ACCOUNT_CLOSED) &&
          !sol_accounts_change (accounts, &closed, NULL, TRUE, &audit, error))
        return FALSE;
    }
  return TRUE;
}

/* Tells anybody how to sign in, for /v1/about. */
void
sol_demo_append_accounts (GString *text)
{
  g_string_append (text, "\"demo_accounts\":[");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_string_append_printf (text, "%s{\"address\":\"%s\",\"password\":\"%s\",\"name\":",
                              i > 0 ? "," : "", people[i].address, SOL_DEMO_PASSWORD);
      sol_json_append_string (text, people[i].name);
      g_string_append_printf (text, ",\"kind\":\"%s\",\"role\":\"%s\"}", people[i].kind,
                              people[i].role);
    }
  g_string_append (text, "],");
}
