/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-claim-moves.h"
#include "model/sol-claim.h"
#include "model/sol-json.h"
#include "model/sol-siret.h"
#include "model/sol-uuid.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What somebody who was invited begins with the code: his organisation, and its listing or the
 * claim of what the catalogue has of it. */

typedef struct
{
  SolRecord *entry;    /* (nullable) */
  SolRecord *supplier; /* (nullable): what the catalogue has */
  gboolean used;
  gboolean listed;
  char *organisation; /* id of the one that is made */
  char *made;         /* id of its listing, or claim */
} Begun;

static gboolean
load (SolSqlite *writer,
      const SolStorageSender *sender,
      const char *id,
      Begun *begun,
      GError **error)
{
  g_autoptr (GError) failed = NULL;
  const char *supplier;

  begun->entry = sol_storage_sqlite_load_record (writer, "census_entry", id, sender->now, &failed);
  supplier = begun->entry != NULL ? sol_record_get_text (begun->entry, "supplier") : NULL;
  if (supplier != NULL)
    begun->supplier = sol_storage_sqlite_follow_supplier (writer, supplier, sender->now, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* @begun: its @used: he brought it before, and the answer was lost; its @listed: the code went to
 * whom the catalogue lists */
static gboolean
find_entry (SolSqlite *writer,
            const SolStorageSender *sender,
            const char *hash,
            Begun *begun,
            GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT entry, used_by IS NOT NULL, listed FROM census_invitation WHERE hash = ?1 AND "
      "expires_at > ?2 AND (used_by IS NULL OR used_by = ?3)",
      error, "tit", hash, sender->now, sender->actor->account);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;
  g_autofree char *id = NULL;

  if (code == SQLITE_ROW)
    {
      id = g_strdup ((const char *) sqlite3_column_text (row, 0));
      begun->used = sqlite3_column_int (row, 1) != 0;
      begun->listed = sqlite3_column_int (row, 2) != 0;
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE || (code == SQLITE_ROW && load (writer, sender, id, begun, error));
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
found (SolSqlite *writer, gint64 *seq, const SolStorageSender *sender, Begun *begun, GError **error)
{
  static const char *const names[] = { "name", "department", "city", "phone", NULL };
  const SolActor actor = { .account = sender->actor->account, .name = sender->actor->name };
  const SolStorageSender himself = { &actor, sender->session, sender->client, sender->now };
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act (
      "organisation", begun->organisation, SOL_MUTATION_CREATE);

  mutation->patch->set = describe (begun->entry, names);
  json_object_set_string_member (mutation->patch->set, "kind", "supplier");
  return begin (writer, seq, &himself, mutation, error);
}

/* What somebody who manages the organisation does. */
static gboolean
begin_for (SolSqlite *writer,
           gint64 *seq,
           const SolStorageSender *sender,
           Begun *begun,
           const SolMutation *mutation,
           GError **error)
{
  const SolActor actor = { .account = sender->actor->account,
                           .organisation = begun->organisation,
                           .roles = SOL_ROLE_MEMBER | SOL_ROLE_MANAGER,
                           .name = sender->actor->name };
  const SolStorageSender himself = { &actor, sender->session, sender->client, sender->now };

  return begin (writer, seq, &himself, mutation, error);
}

static gboolean
begin_listing (SolSqlite *writer,
               gint64 *seq,
               const SolStorageSender *sender,
               Begun *begun,
               GError **error)
{
  static const char *const names[] = { "name",       "kind",  "postcode", "city", "commune",
                                       "department", "email", "phone",    NULL };
  g_autoptr (SolMutation)
      mutation = sol_storage_sqlite_make_act ("listing", begun->made, SOL_MUTATION_CREATE);

  mutation->patch->set = describe (begun->entry, names);
  mutation->patch->add = describe_networks (begun->entry);
  return begin_for (writer, seq, sender, begun, mutation, error);
}

/* What the server does to the claim. @name: (nullable): of an argument, which is @value */
static gboolean
move_claim (SolSqlite *writer,
            gint64 *seq,
            const SolStorageSender *sender,
            Begun *begun,
            const char *op,
            const char *name,
            const char *value,
            GError **error)
{
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act ("claim", begun->made, op);

  if (name != NULL)
    {
      mutation->patch->set = json_object_new ();
      json_object_set_string_member (mutation->patch->set, name, value);
    }
  return begin (writer, seq, sender, mutation, error);
}

/* The code proves it where it went to whom the catalogue lists; else a moderator answers. */
static gboolean
begin_claim (SolSqlite *writer,
             gint64 *seq,
             const SolStorageSender *sender,
             Begun *begun,
             GError **error)
{
  g_autoptr (SolMutation)
      mutation = sol_storage_sqlite_make_act ("claim", begun->made, SOL_MUTATION_CREATE);
  const char *proof = begun->listed ? SOL_CLAIM_CONTACT : SOL_CLAIM_MODERATOR;

  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "supplier",
                                 sol_record_get_id (begun->supplier));
  json_object_set_string_member (mutation->patch->set, "proof", proof);
  json_object_set_string_member (mutation->patch->set, "called",
                                 sol_record_get_text (begun->entry, "name"));
  if (!begin_for (writer, seq, sender, begun, mutation, error))
    return FALSE;
  if (!begun->listed)
    return move_claim (writer, seq, sender, begun, SOL_CLAIM_TURN, "reason", SOL_CLAIM_INVITED,
                       error);
  return move_claim (writer, seq, sender, begun, SOL_CLAIM_SEND, "sent_to", "…", error) &&
         move_claim (writer, seq, sender, begun, SOL_CLAIM_PROVE, NULL, NULL, error);
}

static gboolean
note_answer (SolSqlite *writer,
             gint64 *seq,
             const SolStorageSender *sender,
             Begun *begun,
             GError **error)
{
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act (
      "census_entry", sol_record_get_id (begun->entry), SOL_CENSUS_ANSWER);

  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "organisation", begun->organisation);
  json_object_set_string_member (mutation->patch->set,
                                 begun->supplier != NULL ? "claim" : "listing", begun->made);
  return begin (writer, seq, sender, mutation, error);
}

/* Whether it waits for an answer. What its people publish by now is no longer to be claimed. */
static gboolean
is_awaited (const Begun *begun)
{
  const char *state = begun->entry != NULL ? sol_census_entry_get_state (begun->entry) : "";

  return !begun->used && (g_str_equal (state, "found") || g_str_equal (state, "invited")) &&
         (begun->supplier == NULL ||
          sol_record_get_text (begun->supplier, "organisation") == NULL ||
          sol_record_get_text (begun->supplier, "verified_on") == NULL);
}

static void
begun_clear (Begun *self)
{
  g_clear_object (&self->entry);
  g_clear_object (&self->supplier);
  g_free (self->organisation);
  g_free (self->made);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Begun, begun_clear)

/**
 * sol_storage_sqlite_take_census: (skip)
 * @sender: who brings the code; acts as the server
 * @organisation: (out) (transfer full) (nullable): that he manages now, whose listing is begun, or
 *   that claims what the catalogue has; %NULL without an error when the code is not good
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
  g_auto (Begun) begun = { .organisation = sol_uuid_new (), .made = sol_uuid_new () };

  if (!find_entry (writer, sender, hash, &begun, error))
    return FALSE;
  if (begun.used && begun.entry != NULL)
    *organisation = g_strdup (sol_record_get_text (begun.entry, "organisation"));
  if (!is_awaited (&begun))
    return TRUE;
  if (!found (writer, seq, sender, &begun, error) ||
      !(begun.supplier != NULL ? begin_claim : begin_listing) (writer, seq, sender, &begun,
                                                               error) ||
      !note_answer (writer, seq, sender, &begun, error))
    return FALSE;
  *organisation = g_steal_pointer (&begun.organisation);
  return sol_sqlite_execute (writer, "UPDATE census_invitation SET used_by = ?2 WHERE hash = ?1",
                             error, "tt", hash, sender->actor->account);
}
