/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim-check.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-server-files.h"
#include "sim-user.h"

/* What must hold of what several wrote into one listing. */

static GHashTable *const *outboxes; /* by client, of sim_check_list_entries() */

/* Returns: (transfer full) (nullable): the parts of its entry: state, id, base_rev, code, body */
static GStrv
find_entry (const SimTyped *typed)
{
  const char *row = typed->client >= 0 && typed->act != NULL
                        ? g_hash_table_lookup (outboxes[typed->client], typed->act)
                        : NULL;

  return row != NULL ? g_strsplit (row, "|", 5) : NULL;
}

/* Returns: the revision that it made; -1: it was not taken up */
static gint64
get_rev (const SimTyped *typed, GHashTable *applied)
{
  const char *rev = typed->act != NULL ? g_hash_table_lookup (applied, typed->act) : NULL;
  g_auto (GStrv) entry = rev == NULL ? find_entry (typed) : NULL;

  /* It was told anew. */
  if (entry != NULL && strstr (entry[4], typed->text) != NULL)
    rev = g_hash_table_lookup (applied, entry[1]);
  else if (rev == NULL && entry == NULL && typed->anew != NULL)
    rev = g_hash_table_lookup (applied, typed->anew);
  return rev != NULL ? g_ascii_strtoll (rev, NULL, 10) : -1;
}

static gboolean
is_of (const SimTyped *typed, guint listing, const char *field, const char *code)
{
  return typed->listing == listing && g_strcmp0 (typed->field, field) == 0 &&
         (code == NULL || g_str_equal (typed->text, code));
}

/* @code: (nullable): of a set: the latest word on that one. Returns: (nullable): what the server
 * took up last */
static const SimTyped *
find_last (guint listing, const char *field, const char *code, GHashTable *applied)
{
  GPtrArray *all = sim_user_get_typed ();
  const SimTyped *last = NULL;

  for (guint i = 0; i < all->len; i++)
    if (is_of (all->pdata[i], listing, field, code) && get_rev (all->pdata[i], applied) > 0 &&
        (last == NULL || get_rev (all->pdata[i], applied) > get_rev (last, applied)))
      last = all->pdata[i];
  return last;
}

/* Returns: (transfer full) (nullable): %NULL: there is no such listing now */
static char *
read_field (const char *database, guint listing, const char *field)
{
  g_autofree char *sql = g_strdup_printf ("SELECT doc ->> '$.%s' FROM record WHERE type = 'listing'"
                                          " AND id = '%s' AND doc IS NOT NULL",
                                          field, sim_people_get_listing (listing));
  g_autoptr (GPtrArray) rows = sim_rows_read (database, sql);

  return rows->len == 1 ? g_strdup (rows->pdata[0]) : NULL;
}

/* Whether @text may stand there though nobody was told that it was kept. */
static gboolean
may_be (guint listing, const char *field, const char *text)
{
  GPtrArray *all = sim_user_get_typed ();

  for (guint i = 0; i < all->len; i++)
    if (is_of (all->pdata[i], listing, field, text) && ((SimTyped *) all->pdata[i])->unsure)
      return TRUE;
  return FALSE;
}

/* What stands there is what was last taken up. */
static void
check_text (const char *database, guint listing, const char *field, GHashTable *applied)
{
  const SimTyped *last = find_last (listing, field, NULL, applied);
  g_autofree char *now = last != NULL ? read_field (database, listing, field) : NULL;

  if (now != NULL && !g_str_equal (now, last->text) && !may_be (listing, field, now))
    sim_fail ("The %s of listing %u is “%s”, not “%s”", field, listing, now, last->text);
}

/* A code that joined last is there, whatever others did to the set. */
static void
check_set (const char *database, guint listing, GHashTable *applied)
{
  g_autofree char *now = read_field (database, listing, SIM_SET);

  for (guint i = 0; now != NULL && i < 4; i++)
    {
      g_autofree char *code = g_strdup_printf ("N%u", i);
      const SimTyped *last = find_last (listing, SIM_SET, code, applied);

      if (last != NULL && !last->leaves && strstr (now, code) == NULL &&
          !may_be (listing, SIM_SET, code))
        sim_fail ("%s joined listing %u, and is not among %s", code, listing, now);
    }
}

/* Returns: the revision that its author saw; -1: that is not known any more */
static gint64
get_base (const SimTyped *typed)
{
  g_auto (GStrv) entry = find_entry (typed);

  return entry != NULL ? g_ascii_strtoll (entry[2], NULL, 10) : -1;
}

/* Nobody's text was written over by who had not seen it. */
static void
check_unseen (const SimTyped *typed, GHashTable *applied)
{
  GPtrArray *all = sim_user_get_typed ();
  gint64 base = get_base (typed);
  gint64 rev = get_rev (typed, applied);

  for (guint i = 0; base > 0 && rev > 0 && i < all->len; i++)
    {
      const SimTyped *other = all->pdata[i];

      if (is_of (other, typed->listing, typed->field, NULL) && other->client != typed->client &&
          get_rev (other, applied) > base && get_rev (other, applied) < rev)
        sim_fail ("“%s” was written over by “%s”, who had not seen it", other->text, typed->text);
    }
}

/* What the server's records name it has. */
static void
check_file (const char *database, const SimTyped *typed)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT u.state FROM record r LEFT JOIN upload u ON u.hash = '%s' AND u.owner = 'org:%s'"
      " WHERE r.type = 'listing' AND instr (r.doc, '%s') > 0",
      typed->hash, sim_people_get_organisation (sim_people_get_owner (typed->listing)),
      typed->hash);
  g_autoptr (GPtrArray) rows = sim_rows_read (database, sql);

  if (rows->len > 0 &&
      (!g_str_equal (rows->pdata[0], "2") || !sim_server_files_has (database, typed->hash)))
    sim_fail ("The server has not the file of “%s”", typed->text);
}

/* @entries: by client, of sim_check_list_entries() */
void
sim_check_fields (const char *database, GHashTable *const *entries, GHashTable *applied)
{
  static const char *const fields[] = { "name", "brand", "city", "phone", "description" };
  GPtrArray *all = sim_user_get_typed ();

  outboxes = entries;
  for (guint listing = 0; listing < SIM_N_LISTINGS; listing++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        check_text (database, listing, fields[i], applied);
      check_set (database, listing, applied);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const SimTyped *typed = all->pdata[i];

      if (typed->hash != NULL)
        check_file (database, typed);
      if (typed->field != NULL && !g_str_equal (typed->field, SIM_SET))
        check_unseen (typed, applied);
    }
}
