/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-feed.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "server/sol-authz.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"

#define READ_AT_ONCE 100           /* records read of the database for one piece of the answer */
#define PIECE (64 * 1024)          /* bytes, from which on a piece is sent before more is read */
#define CHECKPOINT_EVERY 250       /* records */
#define MAX_PAGE (4 * 1024 * 1024) /* bytes of an answer */
#define MAX_TYPES 64

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
    g_string_append (text, ",\"del\":\"deleted\"}\n");
  else
    g_string_append_printf (text, ",\"doc\":%s}\n", record->doc);
}

/* An answer on its way. */
typedef struct
{
  SolServer *server;
  GStrv types;    /* (nullable): those asked for; all */
  GStrv readable; /* of those, the ones the client may see */
  SolCursor cursor;
  gint64 purged;   /* the latest change that was forgotten */
  gint64 head;     /* where the feed ended when the answer began */
  gboolean afresh; /* the client holds nothing yet, no tombstone is of use to it */
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
take_record (const SolStored *record, gpointer data)
{
  Answer *self = data;
  gsize before = self->text->len;

  self->cursor.seq = record->seq;
  self->left--;
  if (record->doc == NULL && self->afresh)
    return self->left > 0;
  sol_feed_append_line (self->text, record);
  self->n_bytes += self->text->len - before;
  if (++self->since_checkpoint >= CHECKPOINT_EVERY)
    append_checkpoint (self, TRUE);
  self->full = self->text->len >= PIECE;
  return self->left > 0 && self->n_bytes < MAX_PAGE && !self->full;
}

/* The next piece. */
static gboolean
fill (Answer *self)
{
  SolStoragePage page = {
    .scope = SOL_SCOPE_PUBLIC,
    .types = (const char *const *) self->readable,
    .since = self->cursor.seq,
    .limit = MIN (READ_AT_ONCE, self->left),
  };
  guint before = self->left;
  g_autoptr (GError) error = NULL;

  g_string_truncate (self->text, 0);
  self->sent = 0;
  self->full = FALSE;
  if (self->cursor.seq < self->head &&
      !sol_storage_read_page (self->server->storage, &page, take_record, self, &error))
    {
      g_warning ("The feed ends early: %s", error->message);
      return FALSE;
    }
  if (before - self->left < page.limit && self->n_bytes < MAX_PAGE && !self->full)
    self->cursor.seq = MAX (self->cursor.seq, self->head); /* read to the end */
  if (self->cursor.seq >= self->head || self->left == 0 || self->n_bytes >= MAX_PAGE)
    {
      self->ended = TRUE;
      append_checkpoint (self, self->cursor.seq < self->head);
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
  g_auto (GStrv)
      all = sol_authz_list_readable ("/v1/changes", SOL_ROLE_ANONYMOUS, SOL_SCOPE_PUBLIC);
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
 * the end is to have read past it. -1 on an error. */
static gint64
get_head (SolServer *server, Answer *answer, GError **error)
{
  g_autofree char *purged = sol_storage_get_meta (server->storage, "purged-seq", NULL);
  gint64 seq = sol_storage_get_last_seq (server->storage, SOL_SCOPE_PUBLIC,
                                         (const char *const *) answer->readable, error);

  answer->purged = purged != NULL ? g_ascii_strtoll (purged, NULL, 10) : 0;
  return seq < 0 ? -1 : MAX (seq, answer->purged);
}

static gboolean
read_cursor (SolServer *server, SolRequest *request, const char *since, Answer *answer)
{
  guint64 types = sol_cursor_hash_types ((const char *const *) answer->types);

  answer->afresh = since == NULL || *since == '\0';
  if (answer->afresh)
    {
      answer->cursor = (SolCursor){ types, 0, answer->head };
      return TRUE;
    }
  switch (sol_cursor_parse (&server->signer, since, types, &answer->cursor))
    {
    case SOL_CURSOR_BAD:
      sol_request_answer_problem (request, 400, "cursor", "“since” is no cursor of this server");
      return FALSE;
    case SOL_CURSOR_FEED:
      sol_request_answer_problem (request, 410, "feed",
                                  "The cursor is of another feed: begin again without one");
      return FALSE;
    case SOL_CURSOR_TYPES:
      sol_request_answer_problem (request, 410, "types",
                                  "The cursor is of other types: begin again without one");
      return FALSE;
    default:
      break;
    }
  if (answer->cursor.seq >= answer->purged || answer->cursor.base >= answer->purged)
    return TRUE;
  sol_request_answer_problem (request, 410, "expired",
                              "The cursor is too old: begin again without one");
  return FALSE;
}

/* The state of the feed that the answer would end at is its version. */
static gboolean
answer_not_modified (SolServer *server, SolRequest *request, const Answer *answer)
{
  gint64 head = MAX (answer->head, answer->cursor.seq);
  SolCursor end = { answer->cursor.types, head, head };
  g_autofree char *cursor = sol_cursor_print (&server->signer, &end);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", cursor);

  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "no-cache");
  if (!sol_request_matches (request, etag))
    return FALSE;
  sol_request_answer_not_modified (request);
  return TRUE;
}

/* GET /v1/changes */
void
sol_feed_handle (SolServer *server, SolRequest *request, const char *rest)
{
  const char *names[] = { "since", "limit", "types", NULL };
  Answer *answer = g_new0 (Answer, 1);
  const char *since;
  g_autoptr (GError) error = NULL;

  answer->server = server;
  answer->text = g_string_new (NULL);
  if (!sol_parameters_check_names (request, names) || !read_types (request, &answer->types) ||
      !sol_parameters_get_text (request, "since", &since) ||
      !sol_parameters_get_number (request, "limit", SOL_MAX_PAGE, SOL_MAX_PAGE, &answer->left))
    {
      answer_free (answer);
      return;
    }
  answer->left = MAX (answer->left, 1);
  answer->readable = list_readable (answer->types);
  answer->head = get_head (server, answer, &error);
  if (answer->head < 0)
    sol_request_answer_problem (request, 500, "storage", "%s", error->message);
  if (answer->head < 0 || !read_cursor (server, request, since, answer) ||
      answer_not_modified (server, request, answer))
    {
      answer_free (answer);
      return;
    }
  sol_request_answer_stream (request, "application/x-ndjson", read_answer, answer, answer_free);
}
