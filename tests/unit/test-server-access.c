/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "model/sol-json.h"
#include "server/sol-secret.h"
#include "server/sol-sqlite.h"
#include "sol-local-request.h"
#include "sol-test-storage.h"

/* Who sees what, held against a model that looks at everything. */

#define N_PEOPLE 3
#define N_ORGANISATIONS 3
#define N_LISTINGS 8
#define NOW (g_get_real_time () / G_USEC_PER_SEC)

/* A person's client: its cursor and what it holds. */
typedef struct
{
  char *account;
  char *token;
  char *cursor;
  GHashTable *held; /* "type/id" -> "scope rev" */
} Reader;

typedef struct
{
  SolTestStorage base;
  SolServer *server;
  char *snapshots;
  Reader readers[N_PEOPLE];
  gboolean belongs[N_PEOPLE][N_ORGANISATIONS];
  gint64 counter;
} Fixture;

static char *
name (const char *kind, guint n)
{
  return g_strdup_printf ("%s-%u", kind, n);
}

static void
add_reader (Fixture *self, guint n)
{
  Reader *reader = &self->readers[n];
  g_autofree char *address = g_strdup_printf ("p%u@example.org", n);
  g_autofree char *access = NULL;
  g_autofree char *refresh = name ("refresh", n);
  SolAccount account = { .address = address,
                         .name = address,
                         .kind = (char *) "supplier",
                         .role = (char *) "member",
                         .locale = (char *) "fr",
                         .password = (char *) "hash",
                         .state = (char *) SOL_ACCOUNT_ACTIVE };
  SolSession session = { .client = (char *) "test", .account = &account };
  SolTokenHashes tokens = { .refresh = refresh,
                            .access_until = NOW + 900,
                            .refresh_until = NOW + 900 };
  SolAudit audit = { NULL, NULL, "", "test", "" };
  gboolean opened;
  g_autoptr (GError) error = NULL;

  reader->account = name ("person", n);
  reader->token = name ("token", n);
  reader->cursor = g_strdup ("");
  reader->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  access = sol_secret_hash ("access", reader->token);
  tokens.access = access;
  account.id = session.id = reader->account;
  session.created_at = session.used_at = NOW;
  session.expires_at = NOW + 900;
  audit.account = reader->account;
  g_assert_true (sol_accounts_add (self->server->accounts, &account, &audit, &error));
  g_assert_true (sol_accounts_open_session (self->server->accounts, &session, &tokens, &audit,
                                            &opened, &error));
  g_assert_no_error (error);
  g_assert_true (opened);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sol_test_storage_set_up (&self->base, data);
  self->snapshots = g_strconcat (self->base.path, ".snapshots", NULL);
  self->server = sol_server_new (self->base.storage, sol_passwords_new (1, 8, NULL),
                                 self->snapshots, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PEOPLE; i++)
    add_reader (self, i);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->snapshots, 0, NULL);
  const char *file;

  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->snapshots, file, NULL);

      g_unlink (path);
    }
  g_rmdir (self->snapshots);
  g_free (self->snapshots);
  sol_server_free (self->server);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_free (self->readers[i].account);
      g_free (self->readers[i].token);
      g_free (self->readers[i].cursor);
      g_hash_table_unref (self->readers[i].held);
    }
  sol_test_storage_tear_down (&self->base, data);
}

static void
put (Fixture *self, const char *type, const char *id, const char *scope, const char *doc)
{
  SolStorageWrite write = { type, id, scope, doc, -1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_storage_apply (self->base.storage, &write, 1, &error));
  g_assert_no_error (error);
}

static char *
scope_of (guint organisation)
{
  return g_strdup_printf ("org:organisation-%u", organisation);
}

static void
write_organisation (Fixture *self, guint organisation)
{
  g_autoptr (GString) doc = g_string_new ("{\"members\":[");
  g_autofree char *id = name ("organisation", organisation);
  g_autofree char *scope = scope_of (organisation);
  gboolean first = TRUE;

  for (guint i = 0; i < N_PEOPLE; i++)
    if (self->belongs[i][organisation])
      {
        g_string_append_printf (doc, "%s{\"id\":\"%u\",\"account\":\"%s\",\"role\":\"%s\"}",
                                first ? "" : ",", i, self->readers[i].account,
                                g_random_boolean () ? "member" : "manager");
        first = FALSE;
      }
  g_string_append (doc, "]}");
  put (self, "organisation", id, scope, doc->str);
}

static void
toggle (Fixture *self, guint person, guint organisation)
{
  self->belongs[person][organisation] = !self->belongs[person][organisation];
  write_organisation (self, organisation);
}

/* Writes a listing anew, wherever it was: into an organisation, for all to see, or away. */
static void
write_listing (Fixture *self, guint listing, guint place)
{
  g_autofree char *id = name ("listing", listing);
  g_autofree char *doc = g_strdup_printf ("{\"name\":\"%" G_GINT64_FORMAT "\"}", ++self->counter);
  g_autofree char *scope = place < N_ORGANISATIONS ? scope_of (place) : g_strdup ("public");

  put (self, "listing", id, scope, place <= N_ORGANISATIONS ? doc : NULL);
}

static gboolean
may_read (Fixture *self, const Reader *reader, const char *scope)
{
  const char *id = strchr (scope, '-');

  if (g_str_equal (scope, "members"))
    return TRUE;
  return g_str_has_prefix (scope, "org:") &&
         self->belongs[reader - self->readers][g_ascii_strtoull (id + 1, NULL, 10)];
}

static gboolean
is_of (gpointer key, gpointer value, gpointer scope)
{
  g_autofree char *prefix = g_strconcat (scope, " ", NULL);

  return g_str_has_prefix (value, prefix);
}

static void
take_record (Fixture *self, Reader *reader, JsonObject *line)
{
  const char *scope = json_object_get_string_member (line, "s");
  gint64 rev = json_object_get_int_member (line, "rev");
  g_autofree char *key = g_strconcat (json_object_get_string_member (line, "t"), "/",
                                      json_object_get_string_member (line, "id"), NULL);
  const char *held = g_hash_table_lookup (reader->held, key);

  if (!may_read (self, reader, scope))
    g_error ("%s is told of %s in %s", reader->account, key, scope);
  if (held != NULL && rev <= g_ascii_strtoll (strchr (held, ' ') + 1, NULL, 10))
    return;
  if (json_object_has_member (line, "del"))
    g_hash_table_remove (reader->held, key);
  else
    g_hash_table_insert (reader->held, g_steal_pointer (&key),
                         g_strdup_printf ("%s %" G_GINT64_FORMAT, scope, rev));
}

/* Whether there is more. */
static gboolean
take_line (Fixture *self, Reader *reader, const char *text)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);
  JsonObject *line = json_node_get_object (node);

  if (json_object_has_member (line, "drop"))
    g_hash_table_foreach_remove (reader->held, is_of,
                                 (gpointer) json_object_get_string_member (line, "drop"));
  else if (!json_object_has_member (line, "next"))
    take_record (self, reader, line);
  else
    {
      g_free (reader->cursor);
      reader->cursor = g_strdup (json_object_get_string_member (line, "next"));
      g_assert_cmpuint (strlen (reader->cursor), <=, SOL_CURSOR_MAX_LENGTH);
      return json_object_get_boolean_member (line, "more");
    }
  return TRUE;
}

static gboolean
read_page (Fixture *self, Reader *reader, guint limit)
{
  g_autofree char *target = g_strdup_printf ("/v1/changes?access=own&limit=%u&since=%s", limit,
                                             reader->cursor);
  g_autofree char *bearer = g_strconcat ("Bearer ", reader->token, NULL);
  g_autoptr (GPtrArray) headers = g_ptr_array_new ();
  g_autoptr (SolLocalAnswer) answer = NULL;
  g_autofree char *body = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean more = TRUE;

  g_ptr_array_add (headers, (gpointer) "Authorization");
  g_ptr_array_add (headers, bearer);
  answer = sol_local_request (self->server, "GET", target, headers, NULL);
  body = g_strndup ((const char *) answer->body->data, answer->body->len);
  if (answer->status != 200)
    g_error ("%u: %s", answer->status, body);
  lines = g_strsplit (body, "\n", -1);
  for (char **line = lines; **line != '\0'; line++)
    more = take_line (self, reader, *line);
  return more;
}

static void
read_to_the_end (Fixture *self, Reader *reader)
{
  guint n_pages = 0;

  while (read_page (self, reader, (guint) g_random_int_range (1, 9)))
    g_assert_cmpuint (++n_pages, <, 200);
}

typedef struct
{
  Fixture *fixture;
  const Reader *reader;
  guint n;
} Comparison;

static gboolean
compare (const SolStored *record, gpointer data)
{
  Comparison *self = data;
  g_autofree char *key = g_strconcat (record->type, "/", record->id, NULL);
  g_autofree char *expected = g_strdup_printf ("%s %" G_GINT64_FORMAT, record->scope, record->rev);

  if (record->doc != NULL && may_read (self->fixture, self->reader, record->scope))
    {
      self->n++;
      g_assert_cmpstr (g_hash_table_lookup (self->reader->held, key), ==, expected);
    }
  return TRUE;
}

/* It holds all that it may see, as it is, and nothing else. */
static void
assert_holds_what_it_may (Fixture *self, const Reader *reader)
{
  Comparison comparison = { self, reader, 0 };
  SolStoragePage page = { .limit = G_MAXINT };

  g_assert_true (sol_storage_read_page (self->base.storage, &page, compare, &comparison, NULL));
  g_assert_cmpuint (g_hash_table_size (reader->held), ==, comparison.n);
}

static void
take_a_step (Fixture *self)
{
  Reader *reader = &self->readers[g_random_int_range (0, N_PEOPLE)];
  int dice = g_random_int_range (0, 20);

  if (dice < 6)
    toggle (self, (guint) g_random_int_range (0, N_PEOPLE),
            (guint) g_random_int_range (0, N_ORGANISATIONS));
  else if (dice < 13)
    write_listing (self, (guint) g_random_int_range (0, N_LISTINGS),
                   (guint) g_random_int_range (0, N_ORGANISATIONS + 2));
  else if (dice < 19)
    read_page (self, reader, (guint) g_random_int_range (1, 4));
  else
    {
      read_to_the_end (self, reader);
      assert_holds_what_it_may (self, reader);
    }
}

static void
test_walk_agrees_with_the_whole (Fixture *self, gconstpointer data)
{
  put (self, "supplier_contact", "contact-1", "members", "{\"name\":\"N\"}");
  for (guint i = 0; i < N_ORGANISATIONS; i++)
    write_organisation (self, i);
  for (guint i = 0; i < 2000; i++)
    take_a_step (self);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      read_to_the_end (self, &self->readers[i]);
      assert_holds_what_it_may (self, &self->readers[i]);
    }
}

/* It left for a scope that he saw for a while, and was written again there: he must not keep it. */
static void
test_moved_is_told_whatever_follows (Fixture *self, gconstpointer data)
{
  Reader *reader = &self->readers[0];

  toggle (self, 0, 0);
  write_listing (self, 0, 0);
  read_to_the_end (self, reader);
  write_listing (self, 0, 1);
  write_listing (self, 1, 0);
  write_listing (self, 0, 1);
  toggle (self, 0, 1);
  while (!g_hash_table_contains (reader->held, "listing/listing-1"))
    g_assert_true (read_page (self, reader, 1));
  toggle (self, 0, 1);
  read_to_the_end (self, reader);
  assert_holds_what_it_may (self, reader);
}

static void
test_rights_follow_what_gives_them (Fixture *self, gconstpointer data)
{
  SolAccess *access = self->server->access;
  const char *const reviews[] = { "review:84", "review:13", NULL };
  const char *const fewer[] = { "review:13", NULL };
  g_autoptr (SolRights) before = NULL;
  g_autoptr (SolRights) after = NULL;
  g_autofree char *scopes = NULL;
  SolRoles roles;

  self->belongs[0][1] = TRUE;
  write_organisation (self, 1);
  g_assert_true (sol_access_set_scopes (access, "person-0", reviews, NULL));
  before = sol_access_get_rights (access, "person-0", 0, NULL);
  scopes = g_strjoinv (" ", before->scopes);
  g_assert_cmpstr (scopes, ==, "members user:person-0 org:organisation-1 review:13 review:84");
  g_assert_cmpint (before->version, ==, 3);
  g_assert_true (sol_access_get_roles (access, "person-0", "org:organisation-1", &roles, NULL));
  g_assert_true (roles & SOL_ROLE_MEMBER);
  g_assert_true (sol_access_get_roles (access, "person-1", "org:organisation-1", &roles, NULL));
  g_assert_cmpint (roles, ==, SOL_ROLE_NONE);

  g_assert_true (sol_access_set_scopes (access, "person-0", fewer, NULL));
  put (self, "organisation", "organisation-1", "org:organisation-1", NULL);
  after = sol_access_get_rights (access, "person-0", before->version, NULL);
  g_assert_cmpint (after->version, ==, 5);
  g_assert_cmpuint (after->changes->len, ==, 2);
  g_assert_cmpstr (((SolRightChange *) after->changes->pdata[1])->scope, ==, "org:organisation-1");
  g_assert_false (((SolRightChange *) after->changes->pdata[1])->gained);
}

#define ASKED                                                                          \
  "{\"organisation\":\"organisation-0\",\"account\":\"person-2\",\"state\":\"asked\"," \
  "\"asked_at\":\"2026-11-26T12:00:00Z\"}"

static guint
remind (Fixture *self, gint64 now)
{
  g_autoptr (GPtrArray) managers = sol_access_remind (self->server->access, now, NULL);

  g_assert_nonnull (managers);
  if (managers->len > 0)
    g_assert_cmpstr (((SolReminder *) managers->pdata[0])->address, ==, "p0@example.org");
  return managers->len;
}

static void
test_managers_are_reminded_twice (Fixture *self, gconstpointer data)
{
  const gint64 asked = G_GINT64_CONSTANT (1795694400), day = 24 * 3600;
  g_autoptr (SolStored) request = NULL;

  put (self, "organisation", "organisation-0", "org:organisation-0",
       "{\"members\":[{\"id\":\"a\",\"account\":\"person-0\",\"role\":\"manager\"},"
       "{\"id\":\"b\",\"account\":\"person-1\",\"role\":\"member\"}]}");
  put (self, "join_request", "request", "user:person-2", ASKED);
  put (self, "join_request", "other", "user:person-1", ASKED);
  g_assert_cmpuint (remind (self, asked + 3 * day - 1), ==, 0);
  g_assert_cmpuint (remind (self, asked + 3 * day), ==, 1);
  request = sol_storage_get (self->base.storage, "join_request", "request", NULL);
  g_assert_nonnull (strstr (request->doc, "\"reminded_at\":\"2026-11-29T12:00:00Z\""));
  g_assert_cmpuint (remind (self, asked + 8 * day - 1), ==, 0);
  g_assert_cmpuint (remind (self, asked + 8 * day), ==, 1);
  g_assert_cmpuint (remind (self, asked + 30 * day), ==, 0);
}

/* Nothing is read that is not asked for: each step of each plan goes by an index. */
static void
test_plans_go_by_indexes (Fixture *self, gconstpointer data)
{
  static const char *const queries[] = {
    "SELECT seq, key FROM record WHERE scope = ?1 AND seq > ?2 AND seq <= ?5 AND (?4 IS NULL OR "
    "type IN (SELECT value FROM json_each (?4))) ORDER BY seq LIMIT ?3",
    "SELECT m.seq FROM moved AS m LEFT JOIN record AS r ON r.type = m.type AND r.id = m.id WHERE "
    "m.scope = ?1 AND m.seq > ?2 AND r.seq > m.seq ORDER BY m.seq LIMIT ?3",
    "SELECT account, scope, roles FROM access_grant WHERE type = ?1 AND id = ?2",
    "SELECT roles FROM access_grant WHERE account = ?1 AND scope = ?2",
    "SELECT MAX (version) FROM access_log WHERE account = ?1",
    "SELECT version FROM access_log WHERE account = ?1 AND version > ?2 ORDER BY version",
    "SELECT r.id FROM access_grant AS g JOIN record AS r ON r.type = g.type AND r.id = g.id WHERE "
    "g.account = ?1 AND g.type = 'organisation'",
    "SELECT r.id FROM access_through AS t JOIN record AS r ON r.type = t.type AND r.id = t.id "
    "WHERE "
    "t.organisation = ?1",
    "DELETE FROM access_through WHERE type = ?1 AND id = ?2",
    "SELECT workshop FROM workshop_code WHERE hash = ?1",
    "SELECT id FROM record WHERE type = 'join_request' AND json_extract (doc, '$.state') = 'asked' "
    "AND json_extract (doc, '$.asked_at') <= ?1",
    "SELECT id FROM record INDEXED BY record_claim_asked WHERE type = 'claim' AND json_extract "
    "(doc, '$.state') = 'asked' AND "
    "json_extract (doc, '$.asked_at') <= ?1 ORDER BY json_extract (doc, '$.asked_at')",
    "SELECT c.id FROM claim_code AS k JOIN record AS c ON c.type = 'claim' AND c.id = k.claim "
    "WHERE "
    "k.expires_at <= ?1",
    "SELECT id FROM record WHERE type = 'supplier' AND json_extract (doc, '$.organisation') = ?1",
    "SELECT id FROM record WHERE type = 'listing' AND json_extract (doc, '$.charter[0].until') <= "
    "?1 ORDER BY json_extract (doc, '$.charter[0].until')",
    "DELETE FROM invitation WHERE expires_at < ?1",
    "SELECT role FROM invitation WHERE hash = ?1 AND EXISTS (SELECT 1 FROM access_grant AS g WHERE "
    "g.account = invited_by AND g.type = 'organisation' AND g.id = organisation AND g.roles & 1)",
  };
  g_autoptr (SolSqlite) reader = sol_sqlite_open (self->base.path, FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[i], NULL);
      sqlite3_stmt *plan = sol_sqlite_prepare (reader, g_intern_string (sql), NULL);

      while (sol_sqlite_step (reader, plan, NULL) == SQLITE_ROW)
        {
          const char *step = (const char *) sqlite3_column_text (plan, 3);

          if (strstr (step, "json_each") == NULL &&
              (g_str_has_prefix (step, "SCAN") || strstr (step, "TEMP B-TREE") != NULL))
            g_error ("%s: %s", queries[i], step);
        }
    }
}

#define ADD(path, function) \
  g_test_add ("/server-access/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("walk-agrees-with-the-whole", test_walk_agrees_with_the_whole);
  ADD ("moved-is-told-whatever-follows", test_moved_is_told_whatever_follows);
  ADD ("rights-follow-what-gives-them", test_rights_follow_what_gives_them);
  ADD ("managers-are-reminded-twice", test_managers_are_reminded_twice);
  ADD ("plans-go-by-indexes", test_plans_go_by_indexes);
  return g_test_run ();
}
