/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-document.h"
#include "guide/sol-zip.h"

/* An OpenDocument text: LibreOffice and Word open it, and the structure goes on writing. */

#define MEDIA_TYPE "application/vnd.oasis.opendocument.text"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SPACE(prefix, name) \
  " xmlns:" prefix "=\"urn:oasis:names:tc:opendocument:xmlns:" name ":1.0\""
#define OFFICE SPACE ("office", "office")
#define TEXT SPACE ("text", "text")
#define STYLE SPACE ("style", "style")
#define FO SPACE ("fo", "xsl-fo-compatible")
#define DUBLIN " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
#define VERSION " office:version=\"1.3\""

static const char manifest[] = HEAD "<manifest:manifest" SPACE (
    "manifest",
    "manifest") " manifest:version=\"1.3\">"
                "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" MEDIA_TYPE
                "\"/>"
                "<manifest:file-entry manifest:full-path=\"content.xml\" "
                "manifest:media-type=\"text/xml\"/>"
                "<manifest:file-entry manifest:full-path=\"styles.xml\" "
                "manifest:media-type=\"text/xml\"/>"
                "<manifest:file-entry manifest:full-path=\"meta.xml\" "
                "manifest:media-type=\"text/xml\"/>"
                "</manifest:manifest>\n";

/* %1$s: language, %2$s: its country */
static const char styles[] = HEAD
    "<office:document-styles" OFFICE STYLE FO VERSION "><office:styles>"
    "<style:default-style style:family=\"paragraph\">"
    "<style:text-properties style:font-name=\"Sans\" fo:font-family=\"sans-serif\""
    " fo:font-size=\"11pt\" fo:language=\"%s\" fo:country=\"%s\"/></style:default-style>"
    "<style:style style:name=\"Standard\" style:family=\"paragraph\"/>"
    "<style:style style:name=\"Text_20_body\" style:display-name=\"Text body\""
    " style:family=\"paragraph\" style:parent-style-name=\"Standard\">"
    "<style:paragraph-properties fo:margin-bottom=\"0.1cm\" "
    "fo:line-height=\"115%%\"/></style:style>"
    "<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\""
    " style:family=\"paragraph\" style:parent-style-name=\"Standard\""
    " style:default-outline-level=\"1\"><style:paragraph-properties fo:margin-bottom=\"0.3cm\"/>"
    "<style:text-properties fo:font-size=\"20pt\" fo:font-weight=\"bold\"/></style:style>"
    "<style:style style:name=\"Heading_20_2\" style:display-name=\"Heading 2\""
    " style:family=\"paragraph\" style:parent-style-name=\"Standard\""
    " style:default-outline-level=\"2\"><style:paragraph-properties fo:margin-top=\"0.4cm\""
    " fo:margin-bottom=\"0.1cm\" fo:keep-with-next=\"always\"/>"
    "<style:text-properties fo:font-size=\"12pt\" fo:font-weight=\"bold\"/></style:style>"
    "<style:style style:name=\"Quotations\" style:family=\"paragraph\""
    " style:parent-style-name=\"Text_20_body\"><style:paragraph-properties"
    " fo:margin-left=\"1cm\" fo:margin-right=\"1cm\" fo:margin-bottom=\"0.1cm\"/></style:style>"
    "</office:styles><office:automatic-styles><style:page-layout style:name=\"A4\">"
    "<style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\""
    " fo:margin=\"2cm\"/></style:page-layout></office:automatic-styles><office:master-styles>"
    "<style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"/>"
    "</office:master-styles></office:document-styles>\n";

/* A control character has no place in XML; a second blank in a row is lost unless it is told. */
static void
append_character (GString *xml, gunichar character, gboolean after_blank)
{
  if (character == '&')
    g_string_append (xml, "&amp;");
  else if (character == '<')
    g_string_append (xml, "&lt;");
  else if (character == '>')
    g_string_append (xml, "&gt;");
  else if (character == '\t')
    g_string_append (xml, "<text:tab/>");
  else if (character == ' ' && after_blank)
    g_string_append (xml, "<text:s/>");
  else if (character >= ' ' && (character & 0xfffe) != 0xfffe)
    g_string_append_unichar (xml, character);
}

static void
append_words (GString *xml, const char *words)
{
  gboolean after_blank = TRUE;

  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      append_character (xml, g_utf8_get_char (at), after_blank);
      after_blank = *at == ' ';
    }
}

static void
append_heading (GString *xml, const char *words, guint level)
{
  g_string_append_printf (
      xml, "<text:h text:style-name=\"Heading_20_%u\" text:outline-level=\"%u\">", level, level);
  append_words (xml, words);
  g_string_append (xml, "</text:h>\n");
}

static void
append_lines (GString *xml, const char *style, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append_printf (xml, "<text:p text:style-name=\"%s\">", style);
      append_words (xml, lines[i]);
      g_string_append (xml, "</text:p>\n");
    }
}

static char *
make_content (const SolDocument *self)
{
  GString *xml = g_string_new (HEAD "<office:document-content" OFFICE TEXT VERSION ">"
                                    "<office:body><office:text>\n");

  append_heading (xml, self->title, 1);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const SolDocumentPart *part = self->parts->pdata[i];

      if (part->heading != NULL)
        append_heading (xml, part->heading, 2);
      append_lines (xml, part->quoted ? "Quotations" : "Text_20_body", part->text);
    }
  g_string_append (xml, "</office:text></office:body></office:document-content>\n");
  return g_string_free (xml, FALSE);
}

static char *
make_meta (const SolDocument *self)
{
  GString *xml = g_string_new (HEAD "<office:document-meta" OFFICE DUBLIN VERSION
                                    "><office:meta><dc:title>");

  append_words (xml, self->title);
  g_string_append_printf (xml, "</dc:title><dc:language>%s</dc:language>", self->language);
  g_string_append (xml, "</office:meta></office:document-meta>\n");
  return g_string_free (xml, FALSE);
}

/**
 * sol_document_make_odt:
 * @document: a #SolDocument
 * @n_pages: (out): 0: it has none before it is opened
 *
 * A #SolMakeFile. Any thread.
 *
 * Returns: (transfer full): the file
 */
GBytes *
sol_document_make_odt (gpointer document, guint *n_pages)
{
  const SolDocument *self = document;
  const gboolean french = g_str_equal (self->language, "fr");
  g_autofree char *content = make_content (self);
  g_autofree char *meta = make_meta (self);
  g_autofree char *style = g_strdup_printf (styles, self->language, french ? "FR" : "GB");
  SolZip *zip = sol_zip_new ();

  *n_pages = 0;
  sol_zip_add (zip, "mimetype", MEDIA_TYPE); /* first, and as it is: the file is known by it */
  sol_zip_add (zip, "META-INF/manifest.xml", manifest);
  sol_zip_add (zip, "content.xml", content);
  sol_zip_add (zip, "styles.xml", style);
  sol_zip_add (zip, "meta.xml", meta);
  return sol_zip_finish (zip);
}
