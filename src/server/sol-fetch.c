/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-fetch.h"

#include <curl/curl.h>

#define CONNECT_SECONDS 5L
#define TIMEOUT_SECONDS 10L

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* Nobody on the way reads or changes what is fetched: it is https, or stays on this machine. */
gboolean
sol_fetch_is_safe (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https") ||
         (g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri)));
}

static size_t
take_part (char *part, size_t size, size_t n, void *data)
{
  GString *answer = data;

  if (answer->len + size * n > SOL_FETCH_MAX)
    return 0; /* and it ends with an error */
  g_string_append_len (answer, part, (gssize) (size * n));
  return size * n;
}

static void
set_up (const SolFetch *self, CURL *curl, GString *answer, struct curl_slist *headers)
{
  curl_easy_setopt (curl, CURLOPT_URL, self->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  if (g_str_has_prefix (self->url, "http:"))
    curl_easy_setopt (curl, CURLOPT_PROXY, ""); /* it is this machine */
  if (self->form != NULL)
    curl_easy_setopt (curl, CURLOPT_POSTFIELDS, self->form);
  if (self->user != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
      curl_easy_setopt (curl, CURLOPT_USERNAME, self->user);
      curl_easy_setopt (curl, CURLOPT_PASSWORD, self->password);
    }
  if (self->bearer != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
      curl_easy_setopt (curl, CURLOPT_XOAUTH2_BEARER, self->bearer);
    }
  if (self->ca_file != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_CAINFO, self->ca_file);
      curl_easy_setopt (curl, CURLOPT_CAPATH, NULL); /* else those of the system are trusted too */
    }
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, take_part);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, answer);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, TIMEOUT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
}

/**
 * sol_fetch_run:
 * @status: (out): of the answer, whatever it is
 *
 * Asks, and follows nowhere else. Blocks, for ten seconds at most; any thread.
 *
 * Returns: (transfer full) (nullable): the body; %NULL when there is no whole answer
 */
char *
sol_fetch_run (const SolFetch *self, guint *status, GError **error)
{
  CURL *curl = curl_easy_init ();
  struct curl_slist *headers = curl_slist_append (NULL, "Accept: application/json");
  GString *answer = g_string_new (NULL);
  long code = 0;
  CURLcode done;

  set_up (self, curl, answer, headers);
  done = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &code);
  curl_easy_cleanup (curl);
  curl_slist_free_all (headers);
  *status = (guint) code;
  if (done == CURLE_OK)
    return g_string_free (answer, FALSE);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", self->url,
               curl_easy_strerror (done));
  g_string_free (answer, TRUE);
  return NULL;
}
