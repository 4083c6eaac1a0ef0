/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-page.h"

#include <string.h>

#include "sol-config.h"
#include "sol-pages.h"

/* Pages for who has a browser and not the application: no script, and nothing of elsewhere. */

/* (transfer full): of data/pages */
static char *
load (const char *page)
{
  g_autofree char *path = g_strdup_printf (SOL_RESOURCE_PATH "pages/%s.html", page);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sol_pages_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* (nullable): "" is none */
static const char *
find (const SolPageText *texts, guint n_texts, const char *name, gsize length)
{
  for (guint i = 0; i < n_texts; i++)
    if (strlen (texts[i].name) == length && strncmp (texts[i].name, name, length) == 0)
      return texts[i].text != NULL && *texts[i].text != '\0' ? texts[i].text : NULL;
  return NULL;
}

/* @line: after its condition, if it had one */
static void
fill_line (GString *html, const char *line, const SolPageText *texts, guint n_texts)
{
  for (const char *hole = strchr (line, '{'); hole != NULL; hole = strchr (line, '{'))
    {
      const char *end = hole + strcspn (hole, "}");
      const char *text = find (texts, n_texts, hole + 1, (gsize) (end - hole) - 1);
      g_autofree char *safe = text != NULL ? g_markup_escape_text (text, -1) : NULL;

      g_string_append_len (html, line, hole - line);
      g_string_append (html, safe != NULL ? safe : "");
      line = *end != '\0' ? end + 1 : end;
    }
  g_string_append (html, line);
}

/* (transfer full): a line that begins with {?name} is there when that text is */
static char *
fill (const char *page, const SolPageText *texts, guint n_texts)
{
  g_autofree char *template = load (page);
  g_auto (GStrv) lines = g_strsplit (template, "\n", -1);
  GString *html = g_string_new (NULL);

  for (char **at = lines; *at != NULL; at++)
    {
      const char *line = *at;
      const gsize length = g_str_has_prefix (line, "{?") ? strcspn (line, "}") : 0;

      if (length > 0 && find (texts, n_texts, line + 2, length - 2) == NULL)
        continue;
      fill_line (html, length > 0 ? line + length + 1 : line, texts, n_texts);
      g_string_append_c (html, '\n');
    }
  return g_string_free (html, FALSE);
}

/* Returns: (transfer full) (nullable): of a form; %NULL, and the request is answered, of what is
 * none */
GHashTable *
sol_page_read_form (SolRequest *request)
{
  gsize size;
  const char *body = sol_request_get_body (request, &size);
  g_autoptr (GError) error = NULL;
  GHashTable *form = g_uri_parse_params (body, (gssize) size, "&", G_URI_PARAMS_WWW_FORM, &error);

  if (form == NULL)
    sol_request_answer_problem (request, 400, "body", "The body is no form: %s", error->message);
  return form;
}

/* Of a page that a browser shows. */
void
sol_page_set_headers (SolRequest *request)
{
  sol_request_set_header (request, "Content-Security-Policy", SOL_PAGE_POLICY);
  sol_request_set_header (request, "Referrer-Policy", "no-referrer");
}

/**
 * sol_page_answer:
 * @page: of data/pages, without its ending
 *
 * Answers with a page of somebody's own, which nobody keeps. Any thread.
 */
void
sol_page_answer (SolRequest *request,
                 guint status,
                 const char *page,
                 const char *title,
                 const SolPageText *texts,
                 guint n_texts)
{
  g_autofree char *frame = load ("frame");
  g_autofree char *body = fill (page, texts, n_texts);
  char *hole = strstr (frame, "{title}");
  char *place = strstr (frame, "{body}");
  g_autofree char *safe = g_markup_escape_text (title, -1);

  *hole = *place = '\0';
  sol_page_set_headers (request);
  sol_request_set_header (request, "Cache-Control", "no-store");
  sol_request_answer_text (
      request, status, SOL_PAGE_TYPE,
      g_strconcat (frame, safe, hole + strlen ("{title}"), body, place + strlen ("{body}"), NULL));
}
