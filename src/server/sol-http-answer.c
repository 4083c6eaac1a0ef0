/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/sol-json.h"
#include "server/sol-gzip.h"
#include "server/sol-http-private.h"

#define GZIP_FROM 1000 /* bytes: below, packing gains nothing */
#define GZIP_LEVEL 1   /* the answer is made while the client waits */
#define STREAM_BLOCK (32 * 1024)

/**
 * sol_request_set_header:
 *
 * A header of the answer, to be set before it is given.
 */
void
sol_request_set_header (SolRequest *self, const char *name, const char *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/* 0 before the answer is given. */
guint
sol_request_get_status (SolRequest *self)
{
  return self->status;
}

static void
answer (SolRequest *self, guint status, const SolAnswer *body)
{
  sol_request_set_header (self, "X-Content-Type-Options", "nosniff");
  self->status = status;
  self->engine->answer (self, status, body);
}

static void
answer_bytes (SolRequest *self, guint status, GBytes *bytes)
{
  answer (self, status, &(SolAnswer){ .bytes = bytes });
}

/**
 * sol_request_answer:
 *
 * Answers with bytes, packed when the client takes that and it is worth it.
 */
void
sol_request_answer (SolRequest *self, guint status, const char *media_type, GBytes *body)
{
  sol_request_set_header (self, "Content-Type", media_type);
  sol_request_set_header (self, "Vary", "Accept-Encoding");
  if (g_bytes_get_size (body) >= GZIP_FROM && sol_request_accepts_gzip (self))
    {
      g_autoptr (GBytes) packed = sol_gzip_bytes (body, GZIP_LEVEL);

      sol_request_set_header (self, "Content-Encoding", "gzip");
      answer_bytes (self, status, packed);
      return;
    }
  answer_bytes (self, status, body);
}

/**
 * sol_request_answer_text:
 * @text: (transfer full): UTF-8
 */
void
sol_request_answer_text (SolRequest *self, guint status, const char *media_type, char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  sol_request_answer (self, status, media_type, body);
}

/* Without a body: 204 and the like. */
void
sol_request_answer_empty (SolRequest *self, guint status)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  answer_bytes (self, status, nothing);
}

/* 304: what the client holds is still so. */
void
sol_request_answer_not_modified (SolRequest *self)
{
  sol_request_answer_empty (self, 304);
}

/* Packs what it reads. */
typedef struct
{
  SolHttpRead read;
  gpointer stream;
  GDestroyNotify destroy;
  SolGzip *gzip;
  GByteArray *packed;
  guint sent; /* of @packed */
  gboolean ended;
  char *plain;
} Stream;

static void
stream_free (gpointer data)
{
  Stream *self = data;

  if (self->destroy != NULL)
    self->destroy (self->stream);
  sol_gzip_free (self->gzip);
  g_byte_array_unref (self->packed);
  g_free (self->plain);
  g_free (self);
}

/* Reads on until something packed is ready. */
static gboolean
stream_fill (Stream *self)
{
  g_byte_array_set_size (self->packed, 0);
  self->sent = 0;
  while (!self->ended && self->packed->len == 0)
    {
      gssize got = self->read (self->stream, self->plain, STREAM_BLOCK);

      if (got < 0)
        return FALSE;
      self->ended = got == 0;
      sol_gzip_pack (self->gzip, self->plain, (gsize) got, self->ended, self->packed);
    }
  return TRUE;
}

/* A #SolHttpRead of what another one gives. */
static gssize
stream_read_packed (gpointer data, char *buffer, gsize max)
{
  Stream *self = data;
  gsize n;

  if (self->sent == self->packed->len && !stream_fill (self))
    return -1;
  n = MIN (max, self->packed->len - self->sent);
  memcpy (buffer, self->packed->data + self->sent, n);
  self->sent += (guint) n;
  return (gssize) n;
}

/**
 * sol_request_answer_stream:
 * @stream: (transfer full): handed to @read, on one thread at a time, until @destroy takes it
 *
 * Answers 200 with a body that is made while it is sent, packed when the client takes that.
 */
void
sol_request_answer_stream (SolRequest *self,
                           const char *media_type,
                           SolHttpRead read,
                           gpointer stream,
                           GDestroyNotify destroy)
{
  Stream *packing;

  sol_request_set_header (self, "Content-Type", media_type);
  sol_request_set_header (self, "Vary", "Accept-Encoding");
  if (!sol_request_accepts_gzip (self))
    {
      answer (self, 200, &(SolAnswer){ .read = read, .stream = stream, .destroy = destroy });
      return;
    }

  packing = g_new0 (Stream, 1);
  *packing = (Stream){ .read = read,
                       .stream = stream,
                       .destroy = destroy,
                       .gzip = sol_gzip_new (GZIP_LEVEL),
                       .packed = g_byte_array_new (),
                       .plain = g_malloc (STREAM_BLOCK) };
  sol_request_set_header (self, "Content-Encoding", "gzip");
  answer (self, 200,
          &(SolAnswer){ .read = stream_read_packed, .stream = packing, .destroy = stream_free });
}

/* Of sol_request_answer_open(). */
void
sol_request_answer_with_stream (SolRequest *self, SolHttpStream *stream)
{
  answer (self, 200, &(SolAnswer){ .open = stream });
}

static gboolean
read_number (const char **at, guint64 *number)
{
  char *end;

  if (!g_ascii_isdigit (**at))
    return FALSE;
  *number = g_ascii_strtoull (*at, &end, 10);
  *at = end;
  return TRUE;
}

/* One range. FALSE for several, or one that begins past the end. */
static gboolean
read_range (const char *header, guint64 size, guint64 *first, guint64 *end)
{
  const char *at = header;
  guint64 last;

  *end = size;
  if (!g_str_has_prefix (at, "bytes="))
    return FALSE;
  at += strlen ("bytes=");
  if (*at == '-')
    {
      at++;
      if (!read_number (&at, &last) || *at != '\0' || last == 0)
        return FALSE;
      *first = size - MIN (last, size);
      return size > 0;
    }
  if (!read_number (&at, first) || *at++ != '-' || *first >= size)
    return FALSE;
  if (*at == '\0')
    return TRUE;
  if (!read_number (&at, &last) || *at != '\0' || last < *first)
    return FALSE;
  *end = MIN (last, size - 1) + 1;
  return TRUE;
}

static gboolean
range_is_wanted (SolRequest *self, const char *etag)
{
  const char *condition = sol_request_get_header (self, "If-Range");

  return sol_request_get_header (self, "Range") != NULL &&
         (condition == NULL || g_strcmp0 (condition, etag) == 0);
}

static const char *
find_own_header (SolRequest *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->headers, i), name))
      return g_ptr_array_index (self->headers, i + 1);
  return NULL;
}

/**
 * sol_request_answer_file:
 * @file: (transfer full): a descriptor of a regular file that does not change
 *
 * Answers with the file or the one range that is asked for. Its ETag is to be set before.
 */
void
sol_request_answer_file (SolRequest *self, const char *media_type, int file)
{
  g_autofree char *content_range = NULL;
  guint64 first = 0, end;
  struct stat info;

  if (fstat (file, &info) != 0)
    {
      close (file);
      sol_request_answer_problem (self, 500, "file", "The file cannot be read");
      return;
    }
  end = (guint64) info.st_size;
  sol_request_set_header (self, "Accept-Ranges", "bytes");
  if (range_is_wanted (self, find_own_header (self, "ETag")))
    {
      if (!read_range (sol_request_get_header (self, "Range"), (guint64) info.st_size, &first,
                       &end))
        {
          close (file);
          content_range = g_strdup_printf ("bytes */%" G_GUINT64_FORMAT, (guint64) info.st_size);
          sol_request_set_header (self, "Content-Range", content_range);
          sol_request_answer_problem (self, 416, "range",
                                      "One range of bytes inside the file can be asked for");
          return;
        }
      content_range = g_strdup_printf ("bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT
                                       "/%" G_GUINT64_FORMAT,
                                       first, end - 1, (guint64) info.st_size);
      sol_request_set_header (self, "Content-Range", content_range);
    }
  sol_request_set_header (self, "Content-Type", media_type);
  answer (self, content_range != NULL ? 206 : 200,
          &(SolAnswer){ .file = file, .first = first, .size = end - first });
}

static const char *
title_of (guint status)
{
  switch (status)
    {
    case 400:
      return "Bad request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content too large";
    case 415:
      return "Unsupported media type";
    case 416:
      return "Range not satisfiable";
    case 422:
      return "Unprocessable content";
    case 426:
      return "Upgrade required";
    case 429:
      return "Too many requests";
    case 503:
      return "Service unavailable";
    default:
      return "Internal server error";
    }
}

/**
 * sol_request_answer_problem_with:
 * @reason: what a program tells the case by, stable: "feed", "expired"
 * @members: more of them as JSON, each after a comma
 * @detail: what a person reads
 *
 * An error, told by RFC 9457.
 */
void
sol_request_answer_problem_with (SolRequest *self,
                                 guint status,
                                 const char *reason,
                                 const char *members,
                                 const char *detail)
{
  GString *text = g_string_new ("{\"type\":\"about:blank\",\"title\":");

  sol_json_append_string (text, title_of (status));
  g_string_append_printf (text, ",\"status\":%u,\"reason\":", status);
  sol_json_append_string (text, reason);
  g_string_append (text, ",\"detail\":");
  sol_json_append_string (text, detail);
  g_string_append_printf (text, "%s}\n", members);
  sol_request_set_header (self, "Cache-Control", "no-store");
  sol_request_answer_text (self, status, "application/problem+json", g_string_free (text, FALSE));
}

/* As sol_request_answer_problem_with(); @format: of what a person reads */
void
sol_request_answer_problem (SolRequest *self,
                            guint status,
                            const char *reason,
                            const char *format,
                            ...)
{
  g_autofree char *detail = NULL;
  va_list arguments;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sol_request_answer_problem_with (self, status, reason, "", detail);
}
