/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-claim-moves.h"
#include "model/sol-claim.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Who was written to says no, or takes that back. */

static gboolean
write_link (SolSqlite *writer, gpointer data, GError **error)
{
  const SolRefusalLink *link = data;

  return sol_sqlite_execute (writer,
                             "INSERT INTO refusal_code (hash, type, id, address, expires_at) "
                             "VALUES (?1, ?2, ?3, ?4, ?5)",
                             error, "tttti", link->hash, link->type, link->id, link->address,
                             link->expires_at);
}

static gboolean
put_link (SolRefusals *refusals, const SolRefusalLink *link, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (refusals), write_link, (gpointer) link,
                                   error);
}

/* What is answered otherwise by now leads nowhere. */
static const char find_sql[] =
    "SELECT k.type, k.id, k.address, coalesce (json_extract (r.doc, '$.name'), json_extract "
    "(r.doc, '$.structure'), ''), CASE k.type WHEN 'census_entry' THEN (SELECT json_extract "
    "(o.doc, '$.name') FROM record AS o WHERE o.type = 'organisation' AND o.id = substr (r.scope, "
    "length ('org:') + 1)) END, json_extract (r.doc, '$.source'), k.type = 'claim' OR json_extract "
    "(r.doc, '$.email') IS "
    "NULL, CASE json_extract (r.doc, '$.state') WHEN 'refused' THEN coalesce (json_extract (r.doc, "
    "'$.refusal'), '" SOL_REFUSAL_NOT_US "') END FROM refusal_code AS k JOIN record AS r ON r.type "
    "= k.type AND r.id = k.id AND r.doc IS NOT NULL WHERE k.hash = ?1 AND k.expires_at > ?2 AND "
    "(json_extract (r.doc, '$.state') IN ('found', 'invited', 'asked', 'sent') OR (json_extract "
    "(r.doc, '$.state') = 'refused' AND (json_extract (r.doc, '$.refusal') IS NOT NULL OR "
    "json_extract (r.doc, '$.reason') = '" SOL_CLAIM_DENIED "')))";

typedef struct
{
  SolRefusalAsked *asked; /* (nullable): as the next two */
  char *id;
  char *address;
} Found;

static void
found_clear (Found *self)
{
  g_clear_pointer (&self->asked, sol_refusal_asked_free);
  g_free (self->id);
  g_free (self->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static char *
dup_column (sqlite3_stmt *row, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

static gboolean
look_up (SolSqlite *connection, const char *hash, gint64 now, Found *found, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (connection, find_sql, error, "ti", hash, now);
  int code = row != NULL ? sol_sqlite_step (connection, row, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    {
      found->id = dup_column (row, 1);
      found->address = dup_column (row, 2);
      found->asked = g_new0 (SolRefusalAsked, 1);
      found->asked->type = dup_column (row, 0);
      found->asked->structure = dup_column (row, 3);
      found->asked->network = dup_column (row, 4);
      found->asked->source = dup_column (row, 5);
      found->asked->known = sqlite3_column_int (row, 6) != 0;
      found->asked->reason = dup_column (row, 7);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static SolRefusalAsked *
find (SolRefusals *refusals, const char *hash, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (refusals);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_auto (Found) found = { 0 };

  if (reader == NULL)
    return NULL;
  look_up (reader, hash, now, &found, error);
  sol_storage_sqlite_give_reader (self, reader);
  return g_steal_pointer (&found.asked);
}

typedef struct
{
  const char *hash;
  const char *reason; /* (nullable) */
  gint64 now;
  gboolean done; /* out */
} Answering;

static SolMutation *
make_act (const Answering *answering, const Found *found)
{
  const gboolean census = g_str_equal (found->asked->type, "census_entry");
  SolMutation *mutation = sol_storage_sqlite_make_act (found->asked->type, found->id,
                                                       answering->reason == NULL
                                                           ? SOL_CENSUS_TAKE_UP
                                                       : census ? SOL_CENSUS_LEAVE_ALONE
                                                                : SOL_CLAIM_DENY);

  if (answering->reason == NULL || !census)
    return mutation;
  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "refusal", answering->reason);
  return mutation;
}

/* That it is not them says nothing of what else they want, nor does that they take it back. What
 * was said of a claim is not kept. */
static gboolean
note_mailbox (SolSqlite *writer, const Answering *answering, const Found *found, GError **error)
{
  if (answering->reason == NULL)
    return (g_str_equal (found->asked->type, "census_entry") &&
            g_str_equal (found->asked->reason, SOL_REFUSAL_NOT_US)) ||
           sol_sqlite_execute (writer, "DELETE FROM unwanted_mail WHERE address = ?1", error, "t",
                               found->address);
  return g_str_equal (answering->reason, SOL_REFUSAL_NOT_US) ||
         sol_sqlite_execute (writer,
                             "INSERT OR IGNORE INTO unwanted_mail (address, since) VALUES (?1, ?2)",
                             error, "ti", found->address, answering->now);
}

static gboolean
run (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  const SolActor actor = { .account = "contact", .roles = SOL_ROLE_SERVER };
  Answering *answering = data;
  const SolStorageSender sender = { &actor, NULL, "link", answering->now };
  g_autoptr (SolMutation) mutation = NULL;
  g_auto (Found) found = { 0 };

  if (!look_up (writer, answering->hash, answering->now, &found, error))
    return FALSE;
  if (found.asked == NULL)
    return TRUE;
  answering->done = (found.asked->reason == NULL) == (answering->reason == NULL);
  if (answering->done)
    return TRUE; /* by the same form, sent twice at a time */
  mutation = make_act (answering, &found);
  return sol_storage_sqlite_act (writer, seq, &sender, mutation, &answering->done, error) &&
         (!answering->done || note_mailbox (writer, answering, &found, error));
}

static gboolean
answer (SolRefusals *refusals,
        const char *hash,
        const char *reason,
        gint64 now,
        gboolean *done,
        GError **error)
{
  Answering answering = { hash, reason, now, FALSE };
  const gboolean written = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (refusals), run,
                                                          &answering, error);

  *done = answering.done;
  return written;
}

/**
 * sol_storage_sqlite_is_unwanted: (skip)
 *
 * See sol_refusals_is_unwanted().
 */
gboolean
sol_storage_sqlite_is_unwanted (SolSqlite *connection,
                                const char *address,
                                gboolean *unwanted,
                                GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (connection, "SELECT 1 FROM unwanted_mail WHERE address = ?1",
                                       error, "t", address);
  int code = row != NULL ? sol_sqlite_step (connection, row, error) : SQLITE_ERROR;

  *unwanted = code == SQLITE_ROW;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
is_unwanted (SolRefusals *refusals, const char *address, gboolean *unwanted, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (refusals);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  gboolean done;

  if (reader == NULL)
    return FALSE;
  done = sol_storage_sqlite_is_unwanted (reader, address, unwanted, error);
  sol_storage_sqlite_give_reader (self, reader);
  return done;
}

void
sol_storage_sqlite_refusals_init (SolRefusalsInterface *iface)
{
  iface->put_link = put_link;
  iface->find = find;
  iface->answer = answer;
  iface->is_unwanted = is_unwanted;
}
