/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>

#include "model/sol-clock.h"
#include "net/sol-client-private.h"
#include "net/sol-inflater-private.h"
#include "net/sol-net-error.h"

#define MAX_RETRY_AFTER_S 3600

void
sol_client_request_free (SolClientRequest *request)
{
  g_clear_pointer (&request->uri, g_uri_unref);
  g_free (request->media_type);
  g_free (request->etag);
  g_free (request->part_at);
  g_free (request->answer_etag);
  g_clear_pointer (&request->body, g_bytes_unref);
  sol_authorizer_free_secret (request->token);
  g_free (request);
}

/* @detail: (nullable): what the server said that is wrong */
GError *
sol_client_bad_answer (const char *what, const char *detail)
{
  return g_error_new (SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER, "%s%s%s", what,
                      detail != NULL ? ": " : "", detail != NULL ? detail : "");
}

/* Seconds, or a date (RFC 9110, 10.2.3). */
guint
sol_client_read_retry_after (const SolTransportAnswer *answer)
{
  const char *text = sol_transport_answer_get_header (answer, "retry-after");
  guint64 seconds;
  g_autoptr (GDateTime) date = NULL;
  gint64 wait;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL))
    return (guint) MIN (seconds, MAX_RETRY_AFTER_S);

  date = soup_date_time_new_from_http_string (text);
  wait = date != NULL ? g_date_time_to_unix (date) - sol_clock_seconds () : 0;
  return (guint) CLAMP (wait, 0, MAX_RETRY_AFTER_S);
}

static gboolean
check_type (const SolTransportAnswer *answer, const SolClientRequest *request, GError **error)
{
  const char *type = sol_transport_answer_get_header (answer, "content-type");

  if (request->media_type == NULL || sol_transport_answer_is_of_type (answer, request->media_type))
    return TRUE;

  g_propagate_error (
      error, sol_client_bad_answer ("Not the answer of a server of Achetons Solidaires, perhaps"
                                    " the network asks to sign in first; its type",
                                    type != NULL ? type : "?"));
  return FALSE;
}

/* A part that was not asked for would be appended to what is there already. */
static gboolean
check_range (const SolTransportAnswer *answer, const SolClientRequest *request, GError **error)
{
  const char *part = sol_transport_answer_get_header (answer, "content-range");
  g_autofree char *wanted = g_strdup_printf ("bytes %" G_GOFFSET_FORMAT "-", request->offset);

  if (request->offset == 0 && answer->status != SOUP_STATUS_PARTIAL_CONTENT)
    return TRUE;
  if (answer->status == SOUP_STATUS_PARTIAL_CONTENT && part != NULL &&
      g_str_has_prefix (part, wanted))
    return TRUE;

  g_propagate_error (error,
                     sol_client_bad_answer ("The server sent another part than was asked", NULL));
  return FALSE;
}

/* Returns: (transfer full): the body decompressed under a limit */
static GInputStream *
decode (const SolTransportAnswer *answer, GError **error)
{
  const char *coding = sol_transport_answer_get_header (answer, "content-encoding");
  g_autoptr (SolInflater) inflater = NULL;

  if (coding == NULL || g_ascii_strcasecmp (coding, "identity") == 0)
    return g_object_ref (answer->body);
  if (g_ascii_strcasecmp (coding, "gzip") != 0)
    {
      g_propagate_error (error, sol_client_bad_answer ("The answer is coded as", coding));
      return NULL;
    }

  inflater = sol_inflater_new ();
  return g_converter_input_stream_new (answer->body, G_CONVERTER (inflater));
}

/* A server of ours explains each refusal; whoever else refuses is the proxy. */
static SolNetError
read_refusal (const SolTransportAnswer *answer)
{
  SolNetError code = sol_net_error_from_status (answer->status);

  if (code == SOL_NET_ERROR_FORBIDDEN && answer->maybe_of_proxy &&
      !sol_transport_answer_is_of_type (answer, SOL_CLIENT_PROBLEM))
    return SOL_NET_ERROR_PROXY_REFUSES;
  return code;
}

/**
 * sol_client_read_answer: (skip)
 *
 * Returns: (transfer full): its body, decompressed under a limit; %NULL with a #SolNetError for a
 *   refusal, and for what is not that which was asked
 */
GInputStream *
sol_client_read_answer (const SolTransportAnswer *answer, SolClientRequest *request, GError **error)
{
  request->status = answer->status;
  g_free (request->answer_etag);
  request->answer_etag = g_strdup (sol_transport_answer_get_header (answer, "etag"));
  /* That of a proxy, or of whoever else stands between, is not explained as ours are. */
  if (request->explained && sol_transport_answer_is_of_type (answer, SOL_CLIENT_PROBLEM))
    return decode (answer, error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    {
      g_set_error (error, SOL_NET_ERROR, read_refusal (answer), "HTTP status %u: %s",
                   answer->status, answer->reason);
      return NULL;
    }
  /* What says nothing has no type. */
  if (request->explained && answer->status != SOUP_STATUS_OK)
    return decode (answer, error);
  if (!check_type (answer, request, error) || !check_range (answer, request, error))
    return NULL;

  return decode (answer, error);
}

/* Returns: the status of the answer that finished @result; 0 when there was none */
guint
sol_client_get_status (GAsyncResult *result)
{
  const SolClientRequest *request = g_task_get_task_data (G_TASK (result));

  return request->status;
}

/* Returns: (nullable): what the answer that finished @result calls its version, with its quotes */
const char *
sol_client_get_etag (GAsyncResult *result)
{
  const SolClientRequest *request = g_task_get_task_data (G_TASK (result));

  return request->answer_etag;
}
