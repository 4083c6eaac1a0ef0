/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim-check.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-server-files.h"
#include "sim-sheet.h"
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
  GPtrArray *all = sim_typed_get_all ();
  const SimTyped *last = NULL;

  for (guint i = 0; i < all->len; i++)
    if (is_of (all->pdata[i], listing, field, code) && get_rev (all->pdata[i], applied) > 0 &&
        (last == NULL || get_rev (all->pdata[i], applied) > get_rev (last, applied)))
      last = all->pdata[i];
  return last;
}

/* Returns: (transfer full) (nullable): %NULL: there is no such listing now, or no such item in it
 */
static char *
read_field (const char *database, guint listing, const char *field)
{
  g_autofree char *sql = g_strdup_printf ("SELECT doc FROM record WHERE type = 'listing'"
                                          " AND id = '%s' AND doc IS NOT NULL",
                                          sim_people_get_listing (listing));
  g_autoptr (GPtrArray) rows = sim_rows_read (database, sql);

  return rows->len == 1 ? sim_sheet_read_text (rows->pdata[0], field) : NULL;
}

/* Whether @text may stand there though nobody was told that it was kept. */
static gboolean
may_be (guint listing, const char *field, const char *text)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len; i++)
    if (is_of (all->pdata[i], listing, field, text) && ((SimTyped *) all->pdata[i])->unsure)
      return TRUE;
  return FALSE;
}

/* Whether the item that it is in may have been taken away: answers to remarks go with these. */
static gboolean
may_be_gone (const SimTyped *typed)
{
  GPtrArray *all = sim_typed_get_all ();
  gboolean may = g_str_has_prefix (typed->field, "answers/");

  for (guint i = 0; i < all->len && !may; i++)
    {
      const SimTyped *other = all->pdata[i];

      may = other->leaves && !other->code && other->listing == typed->listing &&
            g_str_has_prefix (typed->field, other->field);
    }
  return may;
}

/* Returns: the revision that its author saw; -1: that is not known any more */
static gint64
get_base (const SimTyped *typed)
{
  g_auto (GStrv) entry = find_entry (typed);

  return entry != NULL ? g_ascii_strtoll (entry[2], NULL, 10) : -1;
}

/* It was his own, or he had seen it. */
static gboolean
may_take_away (const SimTyped *removal, const SimTyped *typed, GHashTable *applied)
{
  const gint64 base = get_base (removal);

  return removal->client == typed->client || base <= 0 || base >= get_rev (typed, applied);
}

/* Who takes away what another took away is told the revision of that one: of two, it was who might.
 * @first: (nullable) */
static gboolean
is_before (const SimTyped *one, const SimTyped *first, const SimTyped *typed, GHashTable *applied)
{
  const gint64 rev = get_rev (one, applied);

  return first == NULL || rev < get_rev (first, applied) ||
         (rev == get_rev (first, applied) && may_take_away (one, typed, applied));
}

/* Returns: (nullable): what first took the item of @typed away since it was written */
static const SimTyped *
find_removal (const SimTyped *typed, GHashTable *applied)
{
  GPtrArray *all = sim_typed_get_all ();
  const gint64 rev = get_rev (typed, applied);
  const SimTyped *first = NULL;

  for (guint i = 0; rev > 0 && i < all->len; i++)
    {
      const SimTyped *other = all->pdata[i];

      if (other->leaves && !other->code && other->listing == typed->listing &&
          g_str_has_prefix (typed->field, other->field) && get_rev (other, applied) > rev &&
          is_before (other, first, typed, applied))
        first = other;
    }
  return first;
}

/* Whether it was, so that what is there now may be of who left this part of it to others. */
static gboolean
was_made_anew (const SimTyped *typed, GHashTable *applied)
{
  return g_str_has_prefix (typed->field, "answers/") || find_removal (typed, applied) != NULL;
}

/* What stands there is what was last taken up. */
static void
check_text (const char *database, const SimTyped *typed, GHashTable *applied)
{
  g_autofree char *name = NULL;
  g_autofree char *now = NULL;

  if (find_last (typed->listing, typed->field, NULL, applied) != typed)
    return;
  name = read_field (database, typed->listing, "name");
  now = read_field (database, typed->listing, typed->field);
  if (name != NULL && now == NULL && !may_be_gone (typed))
    sim_fail ("“%s” is gone with %s, which nobody took away", typed->text, typed->field);
  if (now != NULL && !g_str_equal (now, typed->text) &&
      !(*now == '\0' && was_made_anew (typed, applied)) &&
      !may_be (typed->listing, typed->field, now))
    sim_fail ("The %s of listing %u is “%s”, not “%s”", typed->field, typed->listing, now,
              typed->text);
}

/* A code that joined last is there, whatever others did to the set. */
static void
check_code (const char *database, const SimTyped *typed, GHashTable *applied)
{
  g_autofree char *now = NULL;

  if (typed->leaves || find_last (typed->listing, typed->field, typed->text, applied) != typed)
    return;
  now = read_field (database, typed->listing, typed->field);
  if (now != NULL && strstr (now, typed->text) == NULL && !may_be_gone (typed) &&
      !may_be (typed->listing, typed->field, typed->text))
    sim_fail ("%s joined %s of listing %u, and is not among %s", typed->text, typed->field,
              typed->listing, now);
}

/* Whether the author of @typed had written over @other, having seen it, before he sent again what
 * he wrote earlier: that stands over his own words then. */
static gboolean
had_followed (const SimTyped *typed, const SimTyped *other, GHashTable *applied)
{
  GPtrArray *all = sim_typed_get_all ();
  const gint64 seen = get_rev (other, applied);

  for (guint i = 0; i < all->len; i++)
    {
      const SimTyped *own = all->pdata[i];

      if (is_of (own, typed->listing, typed->field, NULL) && own->client == typed->client &&
          get_base (own) >= seen && get_rev (own, applied) < get_rev (typed, applied) &&
          get_rev (own, applied) > seen)
        return TRUE;
    }
  return FALSE;
}

/* Nobody's text was written over by who had not seen it; what was taken away meanwhile may be
 * written anew. */
static void
check_unseen (const SimTyped *typed, GHashTable *applied)
{
  GPtrArray *all = sim_typed_get_all ();
  gint64 base = get_base (typed);
  gint64 rev = get_rev (typed, applied);

  for (guint i = 0; base > 0 && rev > 0 && i < all->len; i++)
    {
      const SimTyped *other = all->pdata[i];

      if (is_of (other, typed->listing, typed->field, NULL) && other->client != typed->client &&
          get_rev (other, applied) > base && get_rev (other, applied) < rev &&
          !had_followed (typed, other, applied))
        sim_fail ("“%s” was written over by “%s”, who had not seen it", other->text, typed->text);
    }
}

/* Nor was it taken away so. */
static void
check_removed (const SimTyped *typed, GHashTable *applied)
{
  const SimTyped *removal = find_removal (typed, applied);

  if (removal != NULL && !may_take_away (removal, typed, applied))
    sim_fail ("“%s” was taken away with %s by who had not seen it", typed->text, removal->field);
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

/* Neither a code, nor an item that leaves. */
static gboolean
is_text (const SimTyped *typed)
{
  return typed->field != NULL && !typed->leaves && !typed->code;
}

/* @entries: by client, of sim_check_list_entries() */
void
sim_check_fields (const char *database, GHashTable *const *entries, GHashTable *applied)
{
  GPtrArray *all = sim_typed_get_all ();

  outboxes = entries;
  for (guint i = 0; i < all->len; i++)
    {
      const SimTyped *typed = all->pdata[i];

      if (typed->hash != NULL)
        check_file (database, typed);
      if (typed->code)
        check_code (database, typed, applied);
      if (!is_text (typed))
        continue;
      check_text (database, typed, applied);
      if (strchr (typed->field, '/') == NULL || !may_be_gone (typed))
        check_unseen (typed, applied);
      check_removed (typed, applied);
    }
}
