/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-personal.h"

G_DEFINE_INTERFACE (SolPersonal, sol_personal, G_TYPE_OBJECT)

static void
sol_personal_default_init (SolPersonalInterface *iface)
{
}

/**
 * sol_personal_print:
 * @file: descriptor that takes one JSON object
 *
 * All that is held on a person, for GDPR articles 15 (access) and 20 (portability):
 * https://eur-lex.europa.eu/eli/reg/2016/679/oj. Of passwords, tokens and codes there are hashes
 * alone, and those are not told.
 */
gboolean
sol_personal_print (SolPersonal *self, const char *account, int file, GError **error)
{
  return SOL_PERSONAL_GET_IFACE (self)->print (self, account, file, error);
}

/**
 * sol_personal_close:
 * @audit: whose account, and by which session
 * @leaving: (out): what came of it
 *
 * Ends the sessions of an account, which is erased %SOL_PERSONAL_WAIT later unless its owner signs
 * in before. Who alone manages an organisation of several names another manager first.
 */
gboolean
sol_personal_close (SolPersonal *self,
                    const SolAudit *audit,
                    gint64 now,
                    SolPersonalLeaving *leaving,
                    GError **error)
{
  return SOL_PERSONAL_GET_IFACE (self)->close (self, audit, now, leaving, error);
}

/**
 * sol_personal_erase_due:
 *
 * Erases the accounts whose time has come, as GDPR article 17 has it
 * (https://eur-lex.europa.eu/eli/reg/2016/679/oj). What the organisations wrote stays theirs, with
 * "erased" where an author was; of the person, his sessions, requests and names nothing is left.
 * The audit keeps the account's id, which leads to nobody any more, until its own time is up.
 */
gboolean
sol_personal_erase_due (SolPersonal *self, gint64 now, GError **error)
{
  return SOL_PERSONAL_GET_IFACE (self)->erase_due (self, now, error);
}

/**
 * sol_personal_list_unused:
 *
 * Marks the accounts that nobody has used for %SOL_RETENTION_INACTIVE as to be erased
 * %SOL_PERSONAL_NOTICE later; who signs in before keeps his.
 *
 * Returns: (element-type SolAccount) (transfer full) (nullable): those that were not marked before
 */
GPtrArray *
sol_personal_list_unused (SolPersonal *self, gint64 now, GError **error)
{
  return SOL_PERSONAL_GET_IFACE (self)->list_unused (self, now, error);
}

/**
 * sol_personal_print_history:
 * @scopes: of what was done
 * @records: (nullable): ids of what it was done to; %NULL: whatever it was, and from which client
 *
 * Returns: (transfer full) (nullable): JSON, the last acts, the newest first
 */
char *
sol_personal_print_history (SolPersonal *self,
                            const char *const *scopes,
                            const char *const *records,
                            GError **error)
{
  return SOL_PERSONAL_GET_IFACE (self)->print_history (self, scopes, records, error);
}

/**
 * sol_personal_note:
 *
 * Writes a line of the audit for what has no transaction of its own.
 */
gboolean
sol_personal_note (SolPersonal *self, const SolAudit *audit, GError **error)
{
  return SOL_PERSONAL_GET_IFACE (self)->note (self, audit, error);
}
