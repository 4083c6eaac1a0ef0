/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/decode-document.h"

#include <poppler.h>

#include "server/decode-names.h"

#define MAX_PAGES 2000

/* Of the page's links. */
static gboolean
page_launches (PopplerDocument *document, int number)
{
  PopplerPage *page = poppler_document_get_page (document, number);
  GList *links = page != NULL ? poppler_page_get_link_mapping (page) : NULL;
  gboolean launches = FALSE;

  for (GList *at = links; at != NULL && !launches; at = at->next)
    launches = ((PopplerLinkMapping *) at->data)->action->type == POPPLER_ACTION_LAUNCH;
  poppler_page_free_link_mapping (links);
  g_clear_object (&page);
  return launches;
}

static gboolean
launches (PopplerDocument *document)
{
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    if (page_launches (document, i))
      return TRUE;
  return FALSE;
}

static const char *
find_fault (PopplerDocument *document, GBytes *bytes)
{
  const int n_pages = poppler_document_get_n_pages (document);

  if (n_pages < 1)
    return "damaged";
  if (n_pages > MAX_PAGES)
    return "too-large";
  if (poppler_document_has_javascript (document) || decode_names_has (bytes, "/JavaScript"))
    return "script";
  if (poppler_document_has_attachments (document))
    return "attached-files";
  return launches (document) || decode_names_has (bytes, "/Launch") ? "launch" : NULL;
}

/**
 * decode_document_look:
 *
 * A PDF that opens without a password, has pages, and does nothing by itself.
 *
 * Returns: (nullable): why it is refused
 */
const char *
decode_document_look (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);
  const char *fault = document != NULL ? find_fault (document, bytes) : "damaged";

  g_clear_object (&document);
  return g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "encrypted" : fault;
}
