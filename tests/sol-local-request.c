/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-local-request.h"

#include <string.h>
#include <unistd.h>

#include "server/sol-http-private.h"

#define BLOCK (32 * 1024) /* bytes */

typedef struct
{
  GPtrArray *headers; /* of the request */
  SolLocalAnswer *answer;
} Ends;

static const char *
get_header (SolRequest *request, const char *name)
{
  const Ends *ends = request->owner;

  for (guint i = 0; i + 1 < ends->headers->len; i += 2)
    if (g_ascii_strcasecmp (ends->headers->pdata[i], name) == 0)
      return ends->headers->pdata[i + 1];
  return NULL;
}

static void
get_address (SolRequest *request, SolAddress *address)
{
  g_assert_true (sol_address_parse (address, "127.0.0.1"));
}

static guint
get_n_active (SolRequest *request)
{
  return 1;
}

static gboolean
is_head (SolRequest *request)
{
  return g_str_equal (request->method, "HEAD");
}

static void
take_stream (SolRequest *request, SolLocalAnswer *taken, const SolAnswer *answer)
{
  g_autofree char *block = g_malloc (BLOCK);
  gssize got = 0;

  while (!is_head (request) && (got = answer->read (answer->stream, block, BLOCK)) > 0)
    g_byte_array_append (taken->body, (const guint8 *) block, (guint) got);
  taken->cut = got < 0;
  if (answer->destroy != NULL)
    answer->destroy (answer->stream);
}

static void
take_file (SolRequest *request, SolLocalAnswer *taken, const SolAnswer *answer)
{
  guint8 *room;

  if (!is_head (request))
    {
      g_byte_array_set_size (taken->body, (guint) answer->size);
      room = taken->body->data;
      taken->cut = pread (answer->file, room, answer->size, (off_t) answer->first) !=
                   (gssize) answer->size;
    }
  close (answer->file);
}

static void
take_answer (SolRequest *request, guint status, const SolAnswer *answer)
{
  const Ends *ends = request->owner;
  SolLocalAnswer *taken = ends->answer;

  taken->status = status;
  taken->headers = g_ptr_array_ref (request->headers);
  if (answer->read != NULL)
    take_stream (request, taken, answer);
  else if (answer->open != NULL)
    taken->open = sol_http_stream_ref (answer->open);
  else if (answer->bytes == NULL)
    take_file (request, taken, answer);
  else if (!is_head (request))
    g_byte_array_append (taken->body, g_bytes_get_data (answer->bytes, NULL),
                         (guint) g_bytes_get_size (answer->bytes));
}

static const SolRequestEngine engine = { get_header, get_address, get_n_active, take_answer };

static char *
unescape (const char *text)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), "+", ' ');
  char *read = g_uri_unescape_string (plain, NULL);

  g_assert_nonnull (read);
  return read;
}

/* @kept: owns what the request points to */
static void
read_target (SolRequest *request, const char *target, GPtrArray *kept)
{
  g_auto (GStrv) parts = g_strsplit (target, "?", 2);
  g_auto (GStrv) pairs = g_strsplit (parts[1] != NULL ? parts[1] : "", "&", -1);

  request->target = g_strdup (target);
  request->path = g_uri_unescape_string (parts[0], NULL);
  g_ptr_array_add (kept, (gpointer) request->path);
  for (char **pair = pairs; *pair != NULL; pair++)
    {
      g_auto (GStrv) sides = g_strsplit (*pair, "=", 2);
      SolParameter parameter;

      if (sides[0] == NULL)
        continue;
      parameter.name = unescape (sides[0]);
      parameter.value = unescape (sides[1] != NULL ? sides[1] : "");
      g_ptr_array_add (kept, (gpointer) parameter.name);
      g_ptr_array_add (kept, (gpointer) parameter.value);
      g_array_append_val (request->parameters, parameter);
    }
}

/**
 * sol_local_request:
 * @target: path and parameters, escaped
 * @headers: (element-type utf8): name, value, name, value
 * @body: (nullable)
 *
 * What the engine of HTTP checks before it hands a request on is not checked.
 */
SolLocalAnswer *
sol_local_request (SolServer *server,
                   const char *method,
                   const char *target,
                   GPtrArray *headers,
                   GBytes *body)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  SolLocalAnswer *answer = g_new0 (SolLocalAnswer, 1);
  Ends ends = { headers, answer };
  SolRequest request = { 0 };

  answer->body = g_byte_array_new ();
  sol_request_init (&request, &engine, &ends);
  request.method = method;
  read_target (&request, target, kept);
  if (body != NULL)
    {
      request.body = g_byte_array_new ();
      g_byte_array_append (request.body, g_bytes_get_data (body, NULL),
                           (guint) g_bytes_get_size (body));
    }
  sol_server_handle (&request, server);
  sol_request_clear (&request);
  return answer;
}

void
sol_local_answer_free (SolLocalAnswer *self)
{
  g_byte_array_unref (self->body);
  g_ptr_array_unref (self->headers);
  if (self->open != NULL)
    {
      sol_http_stream_leave (self->open);
      sol_http_stream_unref (self->open);
    }
  g_free (self);
}
