/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-claim-moves.h"
#include "model/sol-clock.h"
#include "model/sol-correction.h"
#include "model/sol-handover.h"
#include "model/sol-join-request.h"
#include "model/sol-listing-charter.h"
#include "server/sol-storage-sqlite-claims-private.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Who is to answer is told again, twice; who signed the charter is told that it ends. */

#define DAY (24 * 3600)
#define FIRST_REMINDER (3 * DAY) /* after what nobody answered was asked */
#define LAST_REMINDER (8 * DAY)
#define MAX_REMINDERS 100 /* of a kind, of one time */

#define ASKED "json_extract (doc, '$.asked_at')"
#define INVITED "json_extract (doc, '$.invited_at')"
#define REMINDED "json_extract (doc, '$.reminded_at')"

/* Those that wait for 3 days @since then and were not told, and those that wait for 8 and were not
 * since then: their ids, and @of, by which those who are to answer are found. */
#define DUE(index, which, since, of)                                              \
  "SELECT id, " of " FROM record INDEXED BY " index " WHERE " which " AND " since \
  " <= ?1 AND (" REMINDED " IS NULL OR (" since " <= ?2 AND " REMINDED            \
  " < strftime ('%Y-%m-%dT%H:%M:%SZ', " since ", '+8 days'))) ORDER BY " since " LIMIT ?3"

/* Those that end within 60 days and were not told, within 15 and were not since then, or that ended
 * and were not since then; what was not told in time is told once. ?4: now. */
#define UNTIL "json_extract (doc, '$.charter[0].until')"
#define CHARTERS                                                                                \
  "SELECT id, substr (scope, 1 + length ('org:')) FROM record INDEXED BY record_charter WHERE " \
  "type = 'listing' AND " UNTIL " <= date (?4, '+60 days') AND "                                \
  "coalesce (json_extract (doc, '$.state'), '') NOT IN ('archived', 'closed') AND "             \
  "coalesce (json_extract (doc, '$.charter[0].reminded_on'), '') < CASE WHEN " UNTIL            \
  " < date (?4) THEN date (" UNTIL ", '+1 day') WHEN " UNTIL                                    \
  " <= date (?4, '+15 days') THEN date (" UNTIL ", '-15 days') ELSE date (" UNTIL               \
  ", '-60 days') END ORDER BY " UNTIL " LIMIT ?3"

#define ACCOUNTS                                                                             \
  "SELECT a.address, a.locale FROM access_grant AS g JOIN account AS a ON a.id = g.account " \
  "WHERE a.state = 'active' AND "

/* Not where anybody said no, whichever network was told. */
#define CENSUSED                                                                                   \
  "SELECT e.address, 'fr' FROM (SELECT COALESCE (json_extract (c.doc, "                            \
  "'$.email'), " SOL_CLAIM_ADDRESS ") AS address FROM record AS c WHERE c.type = "                 \
  "'census_entry' AND c.id = ?1) AS e WHERE NOT EXISTS (SELECT 1 FROM record AS r WHERE r.type = " \
  "'census_entry' AND json_extract (r.doc,  '$.state') = 'refused' AND json_extract (r.doc, "      \
  "'$.refusal') IS NOT 'not-us' AND lower (json_extract "                                          \
  "(r.doc, '$.email')) = lower (e.address))"

#define MANAGERS ACCOUNTS "g.type = 'organisation' AND g.id = ?1 AND g.roles & ?2"

static const struct
{
  const char *type;
  const char *op;
  const char *due;
  const char *whom; /* addresses and languages; ?1: what the due one is of */
  const char *mail;
  gboolean strangers; /* they never asked for anything */
} kinds[] = {
  { "join_request", SOL_JOIN_REQUEST_REMIND,
    DUE ("record_join_asked",
         "type = 'join_request' AND json_extract (doc, '$.state') = 'asked'",
         ASKED,
         "json_extract (doc, '$.organisation')"),
    MANAGERS, "reminder" },
  { "claim", SOL_CLAIM_REMIND,
    DUE ("record_claim_asked",
         "type = 'claim' AND json_extract (doc, '$.state') = 'asked'",
         ASKED,
         "'review:' || json_extract (doc, '$.department')"),
    ACCOUNTS "g.type = 'account' AND g.scope = ?1", "claim-moderator" },
  { "claim", SOL_CLAIM_REMIND,
    DUE ("record_claim_sent",
         "type = 'claim' AND json_extract (doc, '$.state') = 'sent'",
         ASKED,
         "id"),
    "SELECT " SOL_CLAIM_ADDRESS ", 'fr' FROM record AS c WHERE c.type = 'claim' AND c.id = ?1",
    "claim-contact", TRUE },
  { "census_entry", SOL_CENSUS_REMIND,
    DUE ("record_census_invited",
         "type = 'census_entry' AND json_extract (doc, '$.state') = 'invited' AND COALESCE "
         "(json_extract (doc, '$.email'), json_extract (doc, '$.supplier')) IS NOT NULL",
         INVITED,
         "id"),
    CENSUSED, "census-reminder", TRUE },
  { "correction", SOL_CORRECTION_REMIND,
    DUE ("record_correction_asked",
         "type = 'correction' AND json_extract (doc, '$.state') = 'asked'",
         ASKED,
         "'review:' || json_extract (doc, '$.department')"),
    ACCOUNTS "g.type = 'account' AND g.scope = ?1", "correction" },
  { "handover", SOL_HANDOVER_REMIND,
    DUE ("record_handover_offered",
         "type = 'handover' AND json_extract (doc, '$.state') = 'offered'",
         ASKED,
         "json_extract (doc, '$.organisation')"),
    MANAGERS, "handover" },
  { "listing", SOL_LISTING_REMIND_CHARTER, CHARTERS, MANAGERS, "charter" },
};

typedef struct
{
  guint kind;
  char *id;
  char *of;
} Due;

static void
due_free (gpointer data)
{
  Due *self = data;

  g_free (self->id);
  g_free (self->of);
  g_free (self);
}

static gboolean
add_due (SolSqlite *connection, guint kind, gint64 now, GPtrArray *found, GError **error)
{
  g_autofree char *first = sol_clock_print (now - FIRST_REMINDER);
  g_autofree char *last = sol_clock_print (now - LAST_REMINDER);
  g_autofree char *moment = sol_clock_print (now);
  sqlite3_stmt *row = sol_sqlite_bind (connection, kinds[kind].due, error, "ttit", first, last,
                                       (gint64) MAX_REMINDERS, moment);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (connection, row, error)) == SQLITE_ROW)
    {
      Due *due = g_new0 (Due, 1);

      due->kind = kind;
      due->id = g_strdup ((const char *) sqlite3_column_text (row, 0));
      due->of = g_strdup ((const char *) sqlite3_column_text (row, 1));
      g_ptr_array_add (found, due);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE;
}

/* (transfer full) (nullable) */
static GPtrArray *
find_due (SolSqlite *connection, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (due_free);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!add_due (connection, i, now, found, error))
      return NULL;
  return g_steal_pointer (&found);
}

static gboolean
is_due (SolStorageSqlite *self, gint64 now, gboolean *due, GError **error)
{
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autoptr (GPtrArray) found = reader != NULL ? find_due (reader, now, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  *due = found != NULL && found->len > 0;
  return found != NULL;
}

typedef struct
{
  gint64 now;
  GPtrArray *reminders; /* of SolReminder */
} Reminding;

/* Each is told once, however many wait. */
static void
add_reminder (GPtrArray *reminders, const Due *due, sqlite3_stmt *row)
{
  const char *mail = kinds[due->kind].mail;
  const char *address = (const char *) sqlite3_column_text (row, 0);
  SolReminder *reminder;

  for (guint i = 0; i < reminders->len; i++)
    {
      const SolReminder *other = reminders->pdata[i];

      if (other->mail == mail && g_strcmp0 (other->address, address) == 0)
        return;
    }
  if (address == NULL)
    return;
  reminder = g_new0 (SolReminder, 1);
  reminder->mail = mail;
  reminder->address = g_strdup (address);
  reminder->locale = g_strdup ((const char *) sqlite3_column_text (row, 1));
  if (kinds[due->kind].strangers)
    {
      reminder->type = kinds[due->kind].type;
      reminder->id = g_strdup (due->id);
    }
  g_ptr_array_add (reminders, reminder);
}

static gboolean
add_reminders (SolSqlite *writer, Reminding *reminding, const Due *due, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (writer, kinds[due->kind].whom, error, "ti", due->of,
                                       (gint64) SOL_ROLE_MANAGER);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    add_reminder (reminding->reminders, due, row);
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE;
}

static gboolean
remind_of (SolSqlite *writer, gint64 *seq, Reminding *reminding, const Due *due, GError **error)
{
  const SolActor actor = { .account = "server", .roles = SOL_ROLE_SERVER };
  const SolStorageSender sender = { &actor, NULL, "server", reminding->now };
  g_autoptr (SolMutation)
      mutation = sol_storage_sqlite_make_act (kinds[due->kind].type, due->id, kinds[due->kind].op);
  gboolean applied;

  return sol_storage_sqlite_act (writer, seq, &sender, mutation, &applied, error) &&
         (!applied || add_reminders (writer, reminding, due, error));
}

static gboolean
remind_all (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Reminding *reminding = data;
  g_autoptr (GPtrArray) found = find_due (writer, reminding->now, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!remind_of (writer, seq, reminding, found->pdata[i], error))
      return FALSE;
  return found != NULL;
}

static GPtrArray *
remind (SolAccess *access, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (access);
  g_autoptr (GPtrArray)
      reminders = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_reminder_free);
  Reminding reminding = { now, reminders };
  gboolean due;

  if (!is_due (self, now, &due, error) ||
      (due && !sol_storage_sqlite_write_feed (self, remind_all, &reminding, error)))
    return NULL;
  return g_steal_pointer (&reminders);
}

void
sol_storage_sqlite_reminders_init (SolAccessInterface *iface)
{
  iface->remind = remind;
}
