/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "guide/sol-qr.h"
#include "guide/sol-showcase.h"
#include "sol-config.h"
#include "sol-showcase-style.h"

/* A page that stands alone: it fetches nothing, runs nothing, and says so to the browser. */

#define STYLE SOL_RESOURCE_PATH "showcase/showcase.css"
#define POLICY "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
#define N_STEPS 3

/* A control character has no place in a text of HTML. */
static void
append_text (GString *html, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);

      if (character == '&')
        g_string_append (html, "&amp;");
      else if (character == '<')
        g_string_append (html, "&lt;");
      else if (character == '>')
        g_string_append (html, "&gt;");
      else if (character == '"')
        g_string_append (html, "&quot;");
      else if (character == '\n' || !g_unichar_iscntrl (character))
        g_string_append_unichar (html, character);
    }
}

/* What stands between two tags: nothing at all without a text. */
static void
append_element (GString *html, const char *begin, const char *text, const char *end)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append (html, begin);
  append_text (html, text);
  g_string_append (html, end);
}

static void
append_picture (GString *html, const SolShowcasePicture *picture, const char *css_class)
{
  g_autofree char *base64 = NULL;
  gsize length;
  const guint8 *data;

  if (picture->jpeg == NULL)
    return;
  data = g_bytes_get_data (picture->jpeg, &length);
  base64 = g_base64_encode (data, length);
  g_string_append_printf (html,
                          "<img class=\"%s\" alt=\"\" width=\"%d\" height=\"%d\" "
                          "src=\"data:image/jpeg;base64,%s\">\n",
                          css_class, picture->width, picture->height, base64);
}

static void
append_link (GString *html, const char *link, const char *words)
{
  if (link == NULL || words == NULL)
    return;
  append_element (html, "<li><a href=\"", link, "\">");
  append_element (html, "", words, "</a></li>\n");
}

static void
append_contact (GString *html, const SolShowcase *self)
{
  if (!sol_showcase_has_contact (self))
    return;
  append_element (html, "<h2>", self->contact_heading, "</h2>\n");
  g_string_append (html, "<ul>\n");
  append_element (html, "<li>", self->address, "</li>\n");
  append_link (html, self->call_link, self->call);
  append_link (html, self->mail_link, self->mail);
  append_link (html, self->site_link, self->site);
  g_string_append (html, "</ul>\n");
}

static void
append_part (GString *html, const SolShowcasePart *part)
{
  if (part->lines->len == 0)
    return;
  append_element (html, "<h2>", part->heading, "</h2>\n");
  if (part->listed)
    g_string_append (html, "<ul>\n");
  for (guint i = 0; i < part->lines->len; i++)
    append_element (html, part->listed ? "<li>" : "<p class=\"text\">", part->lines->pdata[i],
                    part->listed ? "</li>\n" : "</p>\n");
  if (part->listed)
    g_string_append (html, "</ul>\n");
}

static void
append_parts (GString *html, const SolShowcase *self, gboolean beside)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const SolShowcasePart *part = self->parts->pdata[i];

      if (part->beside == beside)
        append_part (html, part);
    }
}

static void
append_bars (GString *html, const SolShowcase *self)
{
  if (self->bars->len == 0)
    return;
  append_element (html, "<h2>", self->bars_heading, "</h2>\n");
  g_string_append (html, "<ul class=\"bars\">\n");
  for (guint i = 0; i < self->bars->len; i++)
    {
      const SolShowcaseBar *bar = self->bars->pdata[i];

      append_element (html, "<li><span>", bar->title, "</span>");
      append_element (html, " <span class=\"level\">", bar->word, "</span>");
      g_string_append (html, "<span class=\"steps\" aria-hidden=\"true\">");
      for (guint step = 1; step <= N_STEPS; step++)
        g_string_append (html, step <= bar->level ? "<i class=\"on\"></i>" : "<i></i>");
      g_string_append (html, "</span></li>\n");
    }
  g_string_append (html, "</ul>\n");
}

static void
append_code (GString *html, const SolShowcase *self)
{
  g_autoptr (SolQr) code = self->link == NULL ? NULL : sol_qr_new (self->link);
  g_autoptr (GString) label = g_string_new (NULL);

  if (code == NULL)
    return;
  append_text (label, self->link_words);
  sol_qr_append_svg (code, html, label->str);
  append_element (html, "<p>", self->link_words, "</p>\n");
}

static void
append_head (GString *html, const SolShowcase *self)
{
  g_autoptr (GBytes) style = g_resource_lookup_data (sol_showcase_style_get_resource (), STYLE,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_string_append_printf (html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n", self->language);
  g_string_append (html, "<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n");
  append_element (html, "<title>", self->name, "</title>\n");
  append_element (html, "<meta name=\"description\" content=\"", self->lead, "\">\n");
  g_string_append_printf (html, "<style>\n%s</style>\n</head>\n",
                          (const char *) g_bytes_get_data (style, NULL));
}

/**
 * sol_showcase_make_html:
 * @showcase: a #SolShowcase
 * @note: (out): 0
 *
 * A #SolMakeFile. Any thread.
 *
 * Returns: (transfer full): a page of HTML that holds its own pictures
 */
GBytes *
sol_showcase_make_html (gpointer showcase, guint *note)
{
  const SolShowcase *self = showcase;
  GString *html = g_string_new (NULL);

  *note = 0;
  append_head (html, self);
  g_string_append (html, "<body>\n<main>\n<header>\n");
  append_picture (html, &self->logo, "logo");
  append_element (html, "<div><h1>", self->name, "</h1>\n");
  append_element (html, "<p class=\"lead\">", self->lead, "</p>");
  g_string_append (html, "</div>\n</header>\n");
  append_picture (html, &self->photo, "photo");
  g_string_append (html, "<div class=\"columns\">\n<div>\n");
  append_parts (html, self, FALSE);
  g_string_append (html, "</div>\n<aside>\n");
  append_contact (html, self);
  append_bars (html, self);
  append_parts (html, self, TRUE);
  append_code (html, self);
  g_string_append (html, "</aside>\n</div>\n");
  append_element (html, "<footer>", self->foot, "</footer>\n");
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}
