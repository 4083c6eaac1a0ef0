/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-codes.h"

#include "server/sol-claim-codes.h"
#include "sim-rows.h"
#include "sim-typed.h"
#include "sim-world.h"

/* What people were told that their codes were good for, and what moderators saw as they gave a
 * structure to somebody. */

static GPtrArray *proven;    /* (element-type utf8): claims */
static GHashTable *accepted; /* a set of: claim and who had the structure then */
static GHashTable *entered;  /* code -> account and organisation */

void
sim_codes_begin (void)
{
  proven = g_ptr_array_new_with_free_func (g_free);
  accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  entered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
sim_codes_end (void)
{
  g_clear_pointer (&proven, g_ptr_array_unref);
  g_clear_pointer (&accepted, g_hash_table_unref);
  g_clear_pointer (&entered, g_hash_table_unref);
}

/* @database: of the server, which keeps a hash of the one code that proves it */
void
sim_codes_note_proven (const char *database, const char *claim, const char *code)
{
  g_autofree char *hash = sol_claim_codes_hash (claim, code);
  g_autofree char *sql = g_strdup_printf (
      "SELECT 1 FROM claim_code WHERE claim = '%s' AND hash <> '%s'", claim, hash);
  g_autoptr (GPtrArray) other = sim_rows_read (database, sql);

  sim_rows_close ();
  if (other->len > 0)
    sim_fail ("The code of another claim was good");
  g_ptr_array_add (proven, g_strdup (claim));
}

/* Returns: (transfer none) (element-type utf8): claims that people were told are proven */
GPtrArray *
sim_codes_list_proven (void)
{
  return proven;
}

/* @holder: who had the structure, as the moderator saw it; or "" */
void
sim_codes_note_accepted (const char *claim, const char *holder)
{
  g_hash_table_add (accepted, g_strconcat (claim, " ", holder, NULL));
}

gboolean
sim_codes_was_seen (const char *claim, const char *holder)
{
  g_autofree char *key = g_strconcat (claim, " ", holder, NULL);

  return g_hash_table_contains (accepted, key);
}

/* A code is good once: who brings it again is told the same. A server that was put back does not
 * know. */
void
sim_codes_note_entered (const char *code, const char *account, const char *organisation)
{
  char *now = g_strconcat (account, " ", organisation, NULL);
  const char *before = g_hash_table_lookup (entered, code);

  if (before != NULL && !g_str_equal (before, now) && !sim_typed_count_anew ())
    sim_fail ("A code was good twice: for %s, and for %s", before, now);
  g_hash_table_insert (entered, g_strdup (code), now);
}
