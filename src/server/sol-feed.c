/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-feed.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "server/sol-account-answers.h"
#include "server/sol-authz.h"
#include "server/sol-feed-rights.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define READ_AT_ONCE 100           /* records read of the database for one piece of the answer */
#define PIECE (64 * 1024)          /* bytes, from which on a piece is sent before more is read */
#define CHECKPOINT_EVERY 250       /* records */
#define MAX_PAGE (4 * 1024 * 1024) /* bytes of an answer */
#define MAX_TYPES 64
#define ROUTE "/v1/changes"

static const char *const public_scopes[] = { SOL_SCOPE_PUBLIC, NULL };

/**
 * sol_feed_append_line:
 *
 * One line of the feed, with its line feed. The document goes as it is stored.
 */
void
sol_feed_append_line (GString *text, const SolStored *record)
{
  g_string_append_printf (text, "{\"t\":\"%s\",\"id\":", record->type);
  sol_json_append_string (text, record->id);
  g_string_append (text, ",\"s\":");
  sol_json_append_string (text, record->scope);
  g_string_append_printf (text, ",\"rev\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT,
                          record->rev, record->seq);
  if (record->doc == NULL)
    g_string_append (text, record->moved ? ",\"del\":\"moved\"}\n" : ",\"del\":\"deleted\"}\n");
  else
    g_string_append_printf (text, ",\"doc\":%s}\n", record->doc);
}

/* An answer on its way. */
typedef struct
{
  SolServer *server;
  GStrv types;       /* (nullable): those asked for; all */
  GStrv readable;    /* (nullable): of those, the ones that all may see */
  SolRights *rights; /* (nullable): of who reads what is not for all; %NULL: the public feed */
  SolCursor cursor;
  gint64 purged;   /* the latest change that was forgotten */
  gint64 head;     /* where the feed ended when the answer began */
  gboolean afresh; /* the client begins */
  guint left;      /* records that may still be sent */
  guint since_checkpoint;
  gsize n_bytes;
  gsize sent;    /* of @text */
  gboolean full; /* @text, for now */
  gboolean ended;
  GString *text;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_strfreev (self->types);
  g_strfreev (self->readable);
  g_clear_pointer (&self->rights, sol_rights_free);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_checkpoint (Answer *self, gboolean more)
{
  g_autofree char *cursor = NULL;

  if (!more)
    {
      self->cursor.seq = MAX (self->cursor.seq, self->head);
      self->cursor.base = self->cursor.seq;
    }
  cursor = sol_cursor_print (&self->server->signer, &self->cursor);
  g_string_append_printf (self->text, "{\"next\":\"%s\",\"more\":%s}\n", cursor,
                          more ? "true" : "false");
  self->since_checkpoint = 0;
}

static gboolean
may_read (const Answer *self, const SolStored *record)
{
  return self->rights == NULL ||
         sol_authz_may_read (ROUTE, record->type, SOL_ROLE_ACCOUNT, record->scope);
}

/* Whether there is room for more. */
static gboolean
take_line (Answer *self, const SolStored *record)
{
  gsize before = self->text->len;

  self->left--;
  if (may_read (self, record))
    sol_feed_append_line (self->text, record);
  self->n_bytes += self->text->len - before;
  if (++self->since_checkpoint >= CHECKPOINT_EVERY)
    append_checkpoint (self, TRUE);
  self->full = self->text->len >= PIECE;
  return self->left > 0 && self->n_bytes < MAX_PAGE && !self->full;
}

static gboolean
pass_over (Answer *self)
{
  self->left--;
  return self->left > 0;
}

/* Who begins holds nothing of what is for all. Of what is not he may: an answer to an act of his
 * told it, and another deleted it since. */
static gboolean
take_record (const SolStored *record, gpointer data)
{
  Answer *self = data;

  self->cursor.seq = record->seq;
  if (record->doc == NULL && self->afresh && self->rights == NULL)
    return pass_over (self);
  return take_line (self, record);
}

/* So he may of a scope that he gained. What left it he has in its new one, or will. */
static gboolean
take_gained (const SolStored *record, gpointer data)
{
  Answer *self = data;

  self->cursor.filled = record->seq;
  return record->moved ? pass_over (self) : take_line (self, record);
}

/* Reads a piece of @page; @whole: (out): there was no more of it */
static gboolean
read_piece (Answer *self, SolStoragePage *page, SolStorageTake take, gboolean *whole)
{
  guint before = self->left;
  g_autoptr (GError) error = NULL;

  page->limit = MIN (READ_AT_ONCE, self->left);
  if (!sol_storage_read_page (self->server->storage, page, take, self, &error))
    {
      g_warning ("The feed ends early: %s", error->message);
      return FALSE;
    }
  *whole = before - self->left < page->limit && self->n_bytes < MAX_PAGE && !self->full;
  return TRUE;
}

/* A piece of a scope that the reader came to see. */
static gboolean
read_gained (Answer *self, const SolRightChange *gained)
{
  const char *const scopes[] = { gained->scope, NULL };
  SolStoragePage page = { .scopes = scopes,
                          .types = (const char *const *) self->types,
                          .since = self->cursor.filled,
                          .until = self->cursor.seq };
  gboolean whole;

  if (!read_piece (self, &page, take_gained, &whole))
    return FALSE;
  if (whole)
    sol_feed_rights_end_gained (&self->cursor, gained);
  return TRUE;
}

static const char *const *
get_scopes (const Answer *self)
{
  return self->rights != NULL ? (const char *const *) self->rights->scopes : public_scopes;
}

static const char *const *
get_types (const Answer *self)
{
  return (const char *const *) (self->rights != NULL ? self->types : self->readable);
}

/* A piece of the feed itself. */
static gboolean
read_feed (Answer *self)
{
  SolStoragePage page = { .scopes = get_scopes (self),
                          .types = get_types (self),
                          .since = self->cursor.seq };
  gboolean whole = TRUE;

  if (self->cursor.seq < self->head && !read_piece (self, &page, take_record, &whole))
    return FALSE;
  if (whole)
    self->cursor.seq = MAX (self->cursor.seq, self->head);
  return TRUE;
}

static const SolRightChange *
find_gained (Answer *self)
{
  return self->rights != NULL ? sol_feed_rights_find_gained (&self->cursor, self->rights) : NULL;
}

/* The next piece. */
static gboolean
fill (Answer *self)
{
  const SolRightChange *gained = find_gained (self);
  gboolean more;

  g_string_truncate (self->text, 0);
  self->sent = 0;
  self->full = FALSE;
  if (!(gained != NULL ? read_gained (self, gained) : read_feed (self)))
    return FALSE;
  more = find_gained (self) != NULL || self->cursor.seq < self->head;
  if (!more || self->left == 0 || self->n_bytes >= MAX_PAGE)
    {
      self->ended = TRUE;
      append_checkpoint (self, more);
    }
  return TRUE;
}

static gssize
read_answer (gpointer data, char *buffer, gsize size)
{
  Answer *self = data;
  gsize n;

  while (self->sent == self->text->len)
    {
      if (self->ended)
        return 0;
      if (!fill (self))
        return -1;
    }
  n = MIN (size, self->text->len - self->sent);
  memcpy (buffer, self->text->str + self->sent, n);
  self->sent += n;
  return (gssize) n;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What the table of rights leaves of the types that were asked for. */
static GStrv
list_readable (GStrv asked)
{
  g_auto (GStrv) all = sol_authz_list_readable (ROUTE, SOL_ROLE_ANONYMOUS, SOL_SCOPE_PUBLIC);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (char **name = all; *name != NULL; name++)
    if (asked == NULL || g_strv_contains ((const char *const *) asked, *name))
      g_strv_builder_add (names, *name);
  return g_strv_builder_end (names);
}

/* "supplier,term": in order, so that two ways to write it are one. */
static gboolean
read_types (SolRequest *request, GStrv *types)
{
  g_auto (GStrv) names = NULL;
  const char *text;

  *types = NULL;
  if (!sol_parameters_get_text (request, "types", &text))
    return FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;
  names = g_strsplit (text, ",", MAX_TYPES);
  for (char **name = names; *name != NULL; name++)
    if (sol_record_registry_find (*name) == G_TYPE_INVALID)
      {
        sol_request_answer_problem (request, 400, "types", "There is no record type “%s”", *name);
        return FALSE;
      }
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  *types = g_steal_pointer (&names);
  return TRUE;
}

/* Where the feed ends for this reader. Of what was purged nothing is left to read: to have read to
 * the end is to have read past it. */
static gboolean
find_head (SolServer *server, SolRequest *request, Answer *answer)
{
  g_autofree char *purged = sol_storage_get_meta (server->storage, "purged-seq", NULL);
  g_autoptr (GError) error = NULL;
  gint64 seq = sol_storage_get_last_seq (server->storage, get_scopes (answer), get_types (answer),
                                         &error);

  answer->purged = purged != NULL ? g_ascii_strtoll (purged, NULL, 10) : 0;
  answer->head = MAX (seq, answer->purged);
  if (seq < 0)
    sol_request_answer_problem (request, 500, "storage", "%s", error->message);
  return seq >= 0;
}

/* Why a cursor takes its reader no further, in the order of #SolCursorVerdict. */
static const struct
{
  guint status;
  const char *reason;
  const char *text;
} refusals[] = {
  [SOL_CURSOR_BAD] = { 400, "cursor", "“since” is no cursor of this server" },
  [SOL_CURSOR_OLD] = { 410, "expired", "The cursor is too old: begin again without one" },
  [SOL_CURSOR_FEED] = { 410, "feed", "The cursor is of another feed: begin again without one" },
  [SOL_CURSOR_ACCOUNT] = { 410, "account",
                           "The cursor is another reader's: begin again without one" },
  [SOL_CURSOR_TYPES] = { 410, "types", "The cursor is of other types: begin again without one" },
};

static gboolean
refuse_cursor (SolRequest *request, SolCursorVerdict verdict)
{
  sol_request_answer_problem (request, refusals[verdict].status, refusals[verdict].reason, "%s",
                              refusals[verdict].text);
  return FALSE;
}

/* Where the reader stands, of whose rights nothing is known yet. */
static gboolean
read_cursor (SolServer *server, SolRequest *request, guint64 account, Answer *answer)
{
  guint64 types = sol_cursor_hash_types ((const char *const *) answer->types);
  const char *since;
  SolCursorVerdict verdict;

  if (!sol_parameters_get_text (request, "since", &since))
    return FALSE;
  answer->afresh = since == NULL || *since == '\0';
  answer->cursor = (SolCursor){ .types = types, .account = account };
  if (answer->afresh)
    return TRUE;
  verdict = sol_cursor_parse (&server->signer, since, account, types, &answer->cursor);
  return verdict == SOL_CURSOR_GOOD || refuse_cursor (request, verdict);
}

/* What he may read, and what changed of that since he read. */
static gboolean
read_rights (SolServer *server, SolRequest *request, Answer *answer)
{
  const SolSession *session = sol_signed_in_get_session (request);
  g_autoptr (GError) error = NULL;

  answer->rights = sol_access_get_rights (server->access, session->account->id,
                                          MIN (answer->cursor.told, answer->cursor.rights), &error);
  if (answer->rights == NULL)
    return sol_account_answer_failure (request, error);
  if (answer->afresh)
    answer->cursor.told = answer->cursor.rights = answer->rights->version;
  return TRUE;
}

/* What the reader may know of the past. */
static gboolean
settle_cursor (SolRequest *request, Answer *answer)
{
  if (answer->afresh)
    answer->cursor.base = answer->head;
  return answer->cursor.seq >= answer->purged || answer->cursor.base >= answer->purged ||
         refuse_cursor (request, SOL_CURSOR_OLD);
}

/* The state of the feed that the answer would end at is its version. */
static gboolean
answer_not_modified (SolServer *server, SolRequest *request, const Answer *answer)
{
  gint64 head = MAX (answer->head, answer->cursor.seq);
  gint64 rights = answer->rights != NULL ? answer->rights->version : 0;
  SolCursor end = { answer->cursor.types, head, head, answer->cursor.account, rights, rights };
  g_autofree char *cursor = sol_cursor_print (&server->signer, &end);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", cursor);

  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control",
                          answer->rights != NULL ? "private, no-cache" : "no-cache");
  if (!sol_request_matches (request, etag))
    return FALSE;
  sol_request_answer_not_modified (request);
  return TRUE;
}

/* @account: (out): hash of who reads what is not for all; 0: nobody does */
static gboolean
read_access (SolServer *server, SolRequest *request, guint64 *account)
{
  const char *access;

  *account = 0;
  if (!sol_parameters_get_text (request, "access", &access))
    return FALSE;
  if (access == NULL)
    return TRUE;
  if (!g_str_equal (access, "own"))
    {
      sol_request_answer_problem (request, 400, "parameter", "“access” is “own” or is not there");
      return FALSE;
    }
  if (!sol_signed_in_check (server, request))
    return FALSE;
  *account = sol_cursor_hash_account (sol_signed_in_get_session (request)->account->id);
  return TRUE;
}

/* FALSE, and the request is answered, when there is nothing to stream. */
static gboolean
prepare (SolServer *server, SolRequest *request, Answer *answer)
{
  const char *const names[] = { "since", "limit", "types", "access", NULL };
  guint64 account;

  if (!sol_parameters_check_names (request, names) || !read_types (request, &answer->types) ||
      !sol_parameters_get_number (request, "limit", SOL_MAX_PAGE, SOL_MAX_PAGE, &answer->left) ||
      !read_access (server, request, &account) || !read_cursor (server, request, account, answer))
    return FALSE;
  answer->left = MAX (answer->left, 1);
  if (account == 0)
    answer->readable = list_readable (answer->types);
  else if (!read_rights (server, request, answer))
    return FALSE;
  return find_head (server, request, answer) && settle_cursor (request, answer) &&
         !answer_not_modified (server, request, answer);
}

/* GET /v1/changes */
void
sol_feed_handle (SolServer *server, SolRequest *request, const char *rest)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->server = server;
  answer->text = g_string_new (NULL);
  if (!prepare (server, request, answer))
    {
      answer_free (answer);
      return;
    }
  if (answer->rights != NULL)
    sol_feed_rights_tell_lost (&answer->cursor, answer->rights, answer->text);
  sol_request_answer_stream (request, "application/x-ndjson", read_answer, answer, answer_free);
}
