/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-siret.h"
#include "model/sol-uuid.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Who was censused is invited, and what he begins with the code. */

typedef struct
{
  const SolStorageSender *sender;
  const SolCensusInvite *invite;
  SolCensusVerdict verdict; /* out */
  char *address;            /* out, (nullable) */
} Inviting;

/* (transfer full) (nullable): without an error when there is no such entry */
static SolRecord *
load_entry (SolSqlite *writer, const char *id, gint64 now, GError **error)
{
  SolMutationTarget target = { 0 };
  SolRecord *entry = NULL;

  if (sol_storage_sqlite_load_target (writer, "census_entry", id, now, &target, error) &&
      !target.deleted)
    entry = g_steal_pointer (&target.record);
  sol_mutation_target_clear (&target);
  return entry;
}

/* Who does not want to be written to is not, whichever network finds him. */
static gboolean
is_refused (SolSqlite *writer, const char *email, gboolean *refused, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT 1 FROM record WHERE type = 'census_entry' AND doc IS NOT NULL AND json_extract (doc, "
      "'$.state') = 'refused' AND lower (json_extract (doc, '$.email')) = lower (?1) LIMIT 1",
      error, "t", email);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *refused = code == SQLITE_ROW;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The code before it is void. */
static gboolean
keep_code (SolSqlite *writer, const SolCensusInvite *invite, GError **error)
{
  return sol_sqlite_execute (writer, "DELETE FROM census_invitation WHERE entry = ?1", error, "t",
                             invite->entry) &&
         sol_sqlite_execute (
             writer, "INSERT INTO census_invitation (hash, entry, expires_at) VALUES (?1, ?2, ?3)",
             error, "tti", invite->hash, invite->entry, invite->expires_at);
}

static SolCensusVerdict
judge (SolRecord *entry, const char *scope, const char *moment)
{
  const char *state;

  if (entry == NULL || g_strcmp0 (sol_record_get_scope (entry), scope) != 0)
    return SOL_CENSUS_UNKNOWN;
  state = sol_census_entry_get_state (entry);
  if (g_str_equal (state, "answered"))
    return SOL_CENSUS_ANSWERED;
  if (g_str_equal (state, "refused"))
    return SOL_CENSUS_REFUSED;
  return sol_census_entry_may_invite (entry, moment) ? SOL_CENSUS_INVITED : SOL_CENSUS_TOO_SOON;
}

static gboolean
invite_one (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Inviting *inviting = data;
  const SolStorageSender *sender = inviting->sender;
  g_autofree char *moment = sol_clock_print (sender->now);
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolRecord) entry = load_entry (writer, inviting->invite->entry, sender->now, &failed);
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act (
      "census_entry", inviting->invite->entry, SOL_CENSUS_INVITE);
  gboolean refused = FALSE, applied = FALSE;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  inviting->verdict = judge (entry, inviting->invite->scope, moment);
  if (inviting->verdict != SOL_CENSUS_INVITED)
    return TRUE;
  inviting->address = g_strdup (sol_record_get_text (entry, "email"));
  if (inviting->address != NULL && !is_refused (writer, inviting->address, &refused, error))
    return FALSE;
  if (refused)
    inviting->verdict = SOL_CENSUS_REFUSED;
  return refused || (sol_storage_sqlite_act (writer, seq, sender, mutation, &applied, error) &&
                     keep_code (writer, inviting->invite, error));
}

/**
 * sol_storage_sqlite_invite_censused: (skip)
 *
 * See sol_access_invite_censused().
 */
gboolean
sol_storage_sqlite_invite_censused (SolAccess *access,
                                    const SolStorageSender *sender,
                                    const SolCensusInvite *invite,
                                    SolCensusVerdict *verdict,
                                    char **address,
                                    GError **error)
{
  Inviting inviting = { sender, invite, SOL_CENSUS_UNKNOWN, NULL };
  const gboolean done = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (access), invite_one,
                                                       &inviting, error);

  *verdict = inviting.verdict;
  *address = inviting.address;
  if (!done)
    g_clear_pointer (address, g_free);
  return done;
}

/* @used: (out): he brought it before, and the answer was lost */
static char *
find_entry (SolSqlite *writer,
            const SolStorageSender *sender,
            const char *hash,
            gboolean *used,
            GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT entry, used_by IS NOT NULL FROM census_invitation WHERE hash = ?1 AND expires_at > "
      "?2 AND (used_by IS NULL OR used_by = ?3)",
      error, "tit", hash, sender->now, sender->actor->account);
  char *entry = NULL;

  if (row != NULL && sol_sqlite_step (writer, row, error) == SQLITE_ROW)
    {
      entry = g_strdup ((const char *) sqlite3_column_text (row, 0));
      *used = sqlite3_column_int (row, 1) != 0;
    }
  if (row != NULL)
    sqlite3_reset (row);
  return entry;
}

static void
copy_text (SolRecord *entry, JsonObject *set, const char *field)
{
  const char *text = sol_record_get_text (entry, field);

  if (text != NULL)
    json_object_set_string_member (set, field, text);
}

static JsonObject *
describe (SolRecord *entry, const char *const *names)
{
  JsonObject *set = json_object_new ();
  const char *siret = sol_record_get_text (entry, "siret");

  for (guint i = 0; names[i] != NULL; i++)
    copy_text (entry, set, names[i]);
  if (siret != NULL && sol_siret_is_valid (siret))
    json_object_set_string_member (set, "siret", siret);
  return set;
}

static JsonObject *
describe_networks (SolRecord *entry)
{
  const char *const *codes = sol_record_get_codes (entry, "networks");
  JsonObject *add = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    json_array_add_string_element (array, codes[i]);
  json_object_set_array_member (add, "networks", array);
  return add;
}

/* One act that begins something from the entry. */
static gboolean
begin (SolSqlite *writer,
       gint64 *seq,
       const SolStorageSender *sender,
       const SolMutation *mutation,
       GError **error)
{
  gboolean applied;

  if (!sol_storage_sqlite_act (writer, seq, sender, mutation, &applied, error))
    return FALSE;
  if (!applied)
    g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_FAILED,
                 "What was censused makes no %s", mutation->type);
  return applied;
}

static gboolean
found (SolSqlite *writer,
       gint64 *seq,
       const SolStorageSender *sender,
       SolRecord *entry,
       const char *id,
       GError **error)
{
  static const char *const names[] = { "name", "department", "city", "phone", NULL };
  const SolActor actor = { .account = sender->actor->account, .name = sender->actor->name };
  const SolStorageSender himself = { &actor, sender->session, sender->client, sender->now };
  g_autoptr (SolMutation)
      mutation = sol_storage_sqlite_make_act ("organisation", id, SOL_MUTATION_CREATE);

  mutation->patch->set = describe (entry, names);
  json_object_set_string_member (mutation->patch->set, "kind", "supplier");
  return begin (writer, seq, &himself, mutation, error);
}

static gboolean
begin_listing (SolSqlite *writer,
               gint64 *seq,
               const SolStorageSender *sender,
               SolRecord *entry,
               const char *organisation,
               const char *id,
               GError **error)
{
  static const char *const names[] = { "name",       "kind",  "postcode", "city", "commune",
                                       "department", "email", "phone",    NULL };
  const SolActor actor = { .account = sender->actor->account,
                           .organisation = organisation,
                           .roles = SOL_ROLE_MEMBER | SOL_ROLE_MANAGER,
                           .name = sender->actor->name };
  const SolStorageSender himself = { &actor, sender->session, sender->client, sender->now };
  g_autoptr (SolMutation)
      mutation = sol_storage_sqlite_make_act ("listing", id, SOL_MUTATION_CREATE);

  mutation->patch->set = describe (entry, names);
  mutation->patch->add = describe_networks (entry);
  return begin (writer, seq, &himself, mutation, error);
}

static gboolean
note_answer (SolSqlite *writer,
             gint64 *seq,
             const SolStorageSender *sender,
             SolRecord *entry,
             const char *organisation,
             const char *listing,
             GError **error)
{
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act (
      "census_entry", sol_record_get_id (entry), SOL_CENSUS_ANSWER);

  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "organisation", organisation);
  json_object_set_string_member (mutation->patch->set, "listing", listing);
  return begin (writer, seq, sender, mutation, error);
}

/**
 * sol_storage_sqlite_take_census: (skip)
 * @sender: who brings the code; acts as the server
 * @organisation: (out) (transfer full) (nullable): that he manages now, whose listing is begun;
 *   %NULL without an error when the code is not good
 *
 * In the transaction that is open.
 */
gboolean
sol_storage_sqlite_take_census (SolSqlite *writer,
                                gint64 *seq,
                                const SolStorageSender *sender,
                                const char *hash,
                                char **organisation,
                                GError **error)
{
  gboolean used = FALSE;
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = find_entry (writer, sender, hash, &used, &failed);
  g_autoptr (SolRecord) entry = id != NULL ? load_entry (writer, id, sender->now, &failed) : NULL;
  g_autofree char *made = sol_uuid_new ();
  g_autofree char *listing = sol_uuid_new ();

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (used && entry != NULL)
    *organisation = g_strdup (sol_record_get_text (entry, "organisation"));
  if (used || entry == NULL ||
      judge (entry, sol_record_get_scope (entry), "") > SOL_CENSUS_TOO_SOON)
    return TRUE;
  if (!found (writer, seq, sender, entry, made, error) ||
      !begin_listing (writer, seq, sender, entry, made, listing, error) ||
      !note_answer (writer, seq, sender, entry, made, listing, error))
    return FALSE;
  *organisation = g_steal_pointer (&made);
  return sol_sqlite_execute (writer, "UPDATE census_invitation SET used_by = ?2 WHERE hash = ?1",
                             error, "tt", hash, sender->actor->account);
}
