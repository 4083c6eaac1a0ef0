/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-check.h"
#include "sim-rows.h"

/* What must hold of what clients say of structures. */

/* What all see is what somebody said and consented to, what its structure shows, what nobody hid,
 * and of a structure that all see. */
static void
check_shown (const char *database)
{
  g_autoptr (GPtrArray) shown = sim_rows_read (
      database, "SELECT doc ->> '$.supplier', doc ->> '$.text', doc ->> '$.name',"
                " doc ->> '$.consented_on' FROM record WHERE type = 'shown_word'"
                " AND doc IS NOT NULL ORDER BY 2, 1");
  g_autoptr (GPtrArray) meant = sim_rows_read (
      database, "SELECT w.doc ->> '$.supplier', w.doc ->> '$.text', w.doc ->> '$.name',"
                " w.doc ->> '$.consented_on' FROM record w JOIN record s ON s.type = 'supplier'"
                " AND s.id = w.doc ->> '$.supplier' AND s.scope = 'public' AND s.doc IS NOT NULL"
                " WHERE w.type = 'client_word' AND w.doc IS NOT NULL"
                " AND w.doc ->> '$.state' = 'answered' AND w.doc ->> '$.shown' = 1"
                " AND w.doc ->> '$.consented_on' IS NOT NULL ORDER BY 2, 1");

  sim_tell ("%u words are shown", shown->len);
  sim_rows_are_equal ("words that all see", shown, meant);
}

/* What somebody left is what its structure has, until he takes it back; what is hidden of it is
 * hidden for both. */
static void
check_left (const char *database)
{
  g_autoptr (GPtrArray) astray = sim_rows_read (
      database, "SELECT w.id FROM record w LEFT JOIN record g ON g.type = 'given_word'"
                " AND g.id = w.doc ->> '$.given' WHERE w.type = 'client_word'"
                " AND w.doc ->> '$.given' IS NOT NULL AND (g.doc IS NULL"
                " OR (w.doc ->> '$.state' = 'hidden') IS NOT"
                " (coalesce (g.doc ->> '$.state', '') = 'hidden')"
                " OR (w.doc ->> '$.state' = 'answered'"
                " AND w.doc ->> '$.text' IS NOT g.doc ->> '$.text'))");

  if (astray->len > 0)
    sim_fail ("A structure has a word that nobody left so: %s", (char *) astray->pdata[0]);
}

/* Of what was taken back nothing stays. */
static void
check_taken_back (const char *database)
{
  g_autoptr (GPtrArray) kept = sim_rows_read (
      database, "SELECT id FROM record WHERE type = 'client_word'"
                " AND doc ->> '$.state' = 'taken-back' AND (doc ->> '$.text' IS NOT NULL"
                " OR doc ->> '$.name' IS NOT NULL)");

  if (kept->len > 0)
    sim_fail ("A word was taken back, and is there: %s", (char *) kept->pdata[0]);
}

void
sim_check_words (const char *database)
{
  check_shown (database);
  check_left (database);
  check_taken_back (database);
}
