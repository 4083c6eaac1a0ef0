/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-check.h"
#include "sim-codes.h"
#include "sim-mail.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-typed.h"

/* What must hold of structures that organisations claimed, and of those that a network invited. */

/* A structure is of one organisation: another gets it only by a moderator who saw whose it was. */
static void
check_supplier (const char *database, const char *supplier)
{
  g_autofree char *claims_sql = g_strdup_printf (
      "SELECT id, doc ->> '$.organisation' FROM record WHERE type = 'claim' AND doc ->> '$.state'"
      " = 'accepted' AND doc ->> '$.supplier' = '%s' ORDER BY seq",
      supplier);
  g_autofree char *supplier_sql = g_strdup_printf (
      "SELECT coalesce (doc ->> '$.organisation', '') FROM record WHERE type = 'supplier'"
      " AND id = '%s' AND doc IS NOT NULL",
      supplier);
  g_autoptr (GPtrArray) claims = sim_rows_read (database, claims_sql);
  g_autoptr (GPtrArray) now = sim_rows_read (database, supplier_sql);
  g_autofree char *holder = g_strdup ("");

  for (guint i = 0; i < claims->len; i++)
    {
      g_auto (GStrv) claim = g_strsplit (claims->pdata[i], "|", 2);

      if (*holder != '\0' && !g_str_equal (holder, claim[1]) &&
          !sim_codes_was_seen (claim[0], holder))
        sim_fail ("A structure was given to %s, by who did not see that %s had it", claim[1],
                  holder);
      g_free (holder);
      holder = g_strdup (claim[1]);
    }
  if (now->len == 1 && !g_str_equal (now->pdata[0], holder))
    sim_fail ("A structure is of “%s”, and was given to “%s”", (char *) now->pdata[0], holder);
}

/* Who was told that his code is good has what he claimed. */
static void
check_proven (const char *database)
{
  GPtrArray *proven = sim_codes_list_proven ();

  for (guint i = 0; i < proven->len; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT 1 FROM record WHERE type = 'claim' AND id = '%s'"
          " AND doc ->> '$.state' = 'accepted'",
          (char *) proven->pdata[i]);
      g_autoptr (GPtrArray) rows = sim_rows_read (database, sql);

      if (rows->len == 0)
        sim_fail ("A claim was said to be proven, and is not accepted");
    }
}

/* A code that is said to have left did: it came to somebody. */
static void
check_sent (const char *database)
{
  g_autoptr (GPtrArray) sent = sim_rows_read (
      database, "SELECT c.id, k.hash FROM record c JOIN claim_code k ON k.claim = c.id"
                " WHERE c.type = 'claim' AND c.doc ->> '$.state' = 'sent'");

  for (guint i = 0; i < sent->len; i++)
    {
      g_auto (GStrv) claim = g_strsplit (sent->pdata[i], "|", 2);

      if (!sim_mail_came (claim[0], claim[1]))
        sim_fail ("The code of %s is said to have left, and came to nobody", claim[0]);
    }
}

/* Each code that was used began one organisation and one listing, and each of these one code; the
 * entry may have been taken away since. */
static void
check_census (const char *database)
{
  g_autoptr (GPtrArray) rows = sim_rows_read (
      database, "SELECT (SELECT count (*) FROM census_invitation WHERE used_by IS NOT NULL) -"
                " (SELECT count (*) FROM record WHERE type = 'organisation' AND doc IS NOT NULL)");
  g_autoptr (GPtrArray) lost = sim_rows_read (
      database, "SELECT e.id FROM census_invitation i JOIN record e ON e.type = 'census_entry'"
                " AND e.id = i.entry AND e.doc IS NOT NULL WHERE i.used_by IS NOT NULL"
                " AND NOT EXISTS (SELECT 1 FROM record o JOIN record l ON l.type = 'listing'"
                " AND l.id = e.doc ->> '$.listing' AND l.scope = 'org:' || o.id"
                " WHERE o.type = 'organisation' AND o.id = e.doc ->> '$.organisation')");
  const gint64 n_without = -g_ascii_strtoll (rows->pdata[0], NULL, 10) - (SIM_NETWORK + 1);

  if (n_without != 0)
    sim_fail ("%d organisations began without a code", (int) n_without);
  if (lost->len > 0)
    sim_fail ("A code was used, and %s says nothing of what began", (char *) lost->pdata[0]);
}

void
sim_check_claims (const char *database)
{
  for (guint i = 0; i < SIM_N_SUPPLIERS; i++)
    check_supplier (database, sim_people_get_supplier (i));
  if (!sim_typed_count_anew ())
    check_proven (database);
  check_sent (database);
  check_census (database);
}
