/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <microhttpd.h>
#include <string.h>

#include "server/sol-http-private.h"

#define MAX_PARAMETERS 200

typedef struct
{
  guint n_hosts;
  guint n_lengths;
  guint n_encodings;
  gboolean malformed;
  guint64 length; /* of the body */
} HeaderCount;

/* "Transfer-Encoding " is another name to one reader and the same to the next. */
static gboolean
is_well_formed (const char *name, const char *value)
{
  if (*name == '\0')
    return FALSE;
  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("!#$%&'*+-.^_`|~", *at) == NULL)
      return FALSE;
  for (const char *at = value != NULL ? value : ""; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at) && *at != '\t')
      return FALSE;
  return TRUE;
}

static enum MHD_Result
count_header (void *data,
              enum MHD_ValueKind kind,
              const char *name,
              size_t name_size,
              const char *value,
              size_t value_size)
{
  HeaderCount *count = data;

  if (!is_well_formed (name, value))
    count->malformed = TRUE;
  else if (g_ascii_strcasecmp (name, "Host") == 0)
    count->n_hosts++;
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    count->n_encodings++;
  else if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    {
      count->n_lengths++;
      if (!g_ascii_string_to_unsigned (value != NULL ? value : "", 10, 0, G_MAXUINT64,
                                       &count->length, NULL))
        count->length = G_MAXUINT64;
    }
  return MHD_YES;
}

static enum MHD_Result
take_parameter (void *data,
                enum MHD_ValueKind kind,
                const char *name,
                size_t name_size,
                const char *value,
                size_t value_size)
{
  SolRequest *self = data;
  SolParameter parameter = { name, value != NULL ? value : "" };

  /* What hides a NUL or is not UTF-8 ends the walk, and is seen by the count. */
  if (self->parameters->len >= MAX_PARAMETERS || strlen (name) != name_size ||
      strlen (parameter.value) != value_size || !g_utf8_validate (name, -1, NULL) ||
      !g_utf8_validate (parameter.value, -1, NULL))
    {
      self->refused = TRUE;
      return MHD_NO;
    }
  g_array_append_val (self->parameters, parameter);
  return MHD_YES;
}

static gboolean
refuse (SolRequest *self, guint status, const char *reason, const char *detail)
{
  self->refused = TRUE;
  sol_request_answer_problem (self, status, reason, "%s", detail);
  return FALSE;
}

/* A body without a length could be endless: no route takes one. */
static gboolean
check_length (SolRequest *self, const HeaderCount *count)
{
  guint64 max = sol_http_get_body_max (self->owner, self);
  g_autofree char *told = NULL;

  if (self->status != 0)
    return FALSE;
  self->body_size = count->length;
  if (count->n_encodings == 0 && count->length <= max)
    return TRUE;
  if (max == 0)
    return refuse (self, 413, "body", "This route takes no body");
  told = g_strdup_printf (
      "This route takes a body of a length that is told, and at most %" G_GUINT64_FORMAT " bytes",
      max);
  return refuse (self, 413, "body", told);
}

/* Two readers of one request (a proxy and this server) must never see two different ones. */
static gboolean
check_headers (SolRequest *self, const char *version)
{
  HeaderCount count = { 0 };

  MHD_get_connection_values_n (self->connection, MHD_HEADER_KIND, count_header, &count);
  if (count.malformed)
    return refuse (self, 400, "header", "The name or the value of a header is malformed");
  if (count.n_hosts > 1)
    return refuse (self, 400, "host", "There is more than one Host header");
  if (count.n_hosts == 0 && g_str_equal (version, MHD_HTTP_VERSION_1_1))
    return refuse (self, 400, "host", "There is no Host header");
  if (count.n_lengths > 1)
    return refuse (self, 400, "content-length", "There is more than one Content-Length header");
  if (count.n_lengths > 0 && count.n_encodings > 0)
    return refuse (self, 400, "content-length",
                   "There are both Content-Length and Transfer-Encoding");
  return check_length (self, &count);
}

/* Looks at what all routes have in common. When it is not right the answer is given. */
gboolean
sol_request_check (SolRequest *self, const char *version)
{
  if (!check_headers (self, version))
    return FALSE;
  if (!g_utf8_validate (self->path, -1, NULL) || strstr (self->target, "%00") != NULL)
    return refuse (self, 400, "path", "The path is not UTF-8 text");
  MHD_get_connection_values_n (self->connection, MHD_GET_ARGUMENT_KIND, take_parameter, self);
  if (self->refused)
    return refuse (self, 400, "parameters", "The parameters are too many or not UTF-8 text");
  return TRUE;
}

void
sol_request_init (SolRequest *self, const SolRequestEngine *engine, gpointer owner)
{
  self->engine = engine;
  self->owner = owner;
  self->parameters = g_array_new (FALSE, FALSE, sizeof (SolParameter));
  self->headers = g_ptr_array_new_with_free_func (g_free);
}

/* A body may hold a password: nothing of it stays in memory. */
static void
forget_body (SolRequest *self)
{
  if (self->body == NULL)
    return;
  explicit_bzero (self->body->data, self->body->len);
  g_byte_array_unref (self->body);
}

void
sol_request_clear (SolRequest *self)
{
  g_clear_pointer (&self->response, MHD_destroy_response);
  if (self->destroy_data != NULL)
    self->destroy_data (self->data);
  forget_body (self);
  g_array_unref (self->parameters);
  g_ptr_array_unref (self->headers);
  g_free (self->target);
}

const char *
sol_request_get_method (SolRequest *self)
{
  return self->method;
}

/* Without the parameters, its %-escapes read. */
const char *
sol_request_get_path (SolRequest *self)
{
  return self->path;
}

/**
 * sol_request_get_header:
 *
 * Returns: (nullable) (transfer none): the first one of that name, in any case
 */
const char *
sol_request_get_header (SolRequest *self, const char *name)
{
  return self->engine->get_header (self, name);
}

/**
 * sol_request_get_address:
 *
 * Who asks: the other end of the connection or, when that is the proxy, the one whom the proxy
 * tells. What anybody else tells is not believed. Of IPv6 only the network is given, as its owner
 * has all of it.
 */
void
sol_request_get_address (SolRequest *self, SolAddress *address)
{
  self->engine->get_address (self, address);
}

/**
 * sol_request_get_n_active:
 *
 * Returns: requests of the engine, @self among them, that came in and whose answer is not sent to
 *   its end
 */
guint
sol_request_get_n_active (SolRequest *self)
{
  return self->engine->get_n_active (self);
}

/**
 * sol_request_get_body:
 *
 * Returns: (transfer none): the whole body, which need not end in NUL; empty when there was none
 */
const char *
sol_request_get_body (SolRequest *self, gsize *size)
{
  *size = self->body != NULL ? self->body->len : 0;
  return self->body != NULL ? (const char *) self->body->data : "";
}

/**
 * sol_request_set_data:
 * @data: (transfer full): what was found out for the handler; ends with the request
 */
void
sol_request_set_data (SolRequest *self, gpointer data, GDestroyNotify destroy)
{
  if (self->destroy_data != NULL)
    self->destroy_data (self->data);
  self->data = data;
  self->destroy_data = destroy;
}

/* (nullable) (transfer none) */
gpointer
sol_request_get_data (SolRequest *self)
{
  return self->data;
}

/* Whether a comma-separated header has the element, and not with quality 0. */
static gboolean
header_has (const char *header, const char *wanted)
{
  g_auto (GStrv) elements = g_strsplit (header, ",", 64);

  for (char **element = elements; *element != NULL; element++)
    {
      char *quality = strchr (*element, ';');

      if (quality != NULL)
        *quality++ = '\0';
      if (g_ascii_strcasecmp (g_strstrip (*element), wanted) != 0)
        continue;
      quality = quality != NULL ? strstr (quality, "q=") : NULL;
      return quality == NULL || g_ascii_strtod (quality + 2, NULL) > 0;
    }
  return FALSE;
}

gboolean
sol_request_accepts_gzip (SolRequest *self)
{
  const char *header = sol_request_get_header (self, "Accept-Encoding");

  return header != NULL && header_has (header, "gzip");
}

guint
sol_request_get_n_parameters (SolRequest *self)
{
  return self->parameters->len;
}

/**
 * sol_request_get_parameter_at:
 * @value: (out): UTF-8, its escapes read; empty when there was none
 *
 * Returns: (transfer none): the name; one name may come several times
 */
const char *
sol_request_get_parameter_at (SolRequest *self, guint index, const char **value)
{
  SolParameter *parameter = &g_array_index (self->parameters, SolParameter, index);

  *value = parameter->value;
  return parameter->name;
}

/**
 * sol_request_matches:
 * @etag: with its quotes
 *
 * Returns: the client holds that version already (If-None-Match, compared weakly)
 */
gboolean
sol_request_matches (SolRequest *self, const char *etag)
{
  const char *header = sol_request_get_header (self, "If-None-Match");
  g_auto (GStrv) tags = header != NULL ? g_strsplit (header, ",", 64) : NULL;

  for (char **tag = tags; tag != NULL && *tag != NULL; tag++)
    {
      const char *bare = g_strstrip (*tag);

      if (g_str_has_prefix (bare, "W/"))
        bare += 2;
      if (g_str_equal (bare, etag) || g_str_equal (bare, "*"))
        return TRUE;
    }
  return FALSE;
}
