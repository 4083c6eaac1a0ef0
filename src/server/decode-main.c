/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "model/sol-media.h"
#include "server/decode-confine.h"
#include "server/decode-document.h"
#include "server/decode-picture.h"

/* Looks at one attachment that somebody sent: all that reads such bytes is here, in a process that
 * can do nothing else. It is given the file as its standard input and tells on the standard output
 * what it is, a line of the type of media or "!" and why it is refused; then each picture that is
 * drawn anew, a line of its side and its length in bytes, and the bytes. A document is drawn when
 * that is asked for, by a process of its own: one that takes too long to draw is a document still.
 */

#define MAX_SIZE (50 * 1024 * 1024) /* bytes */
#define BLOCK (256 * 1024)          /* bytes */

static GBytes *
read_all (void)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (BLOCK);
  gssize got;

  while ((got = read (STDIN_FILENO, block, BLOCK)) > 0 && bytes->len <= MAX_SIZE)
    g_byte_array_append (bytes, block, (guint) got);
  return g_byte_array_free_to_bytes (bytes);
}

static void
write_all (const char *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (STDOUT_FILENO, data, size);

      if (written < 0)
        _exit (1);
      data += written;
      size -= (gsize) written;
    }
}

static void
tell (const char *mark, const char *text)
{
  write_all (mark, strlen (mark));
  write_all (text, strlen (text));
  write_all ("\n", 1);
}

static void
take_picture (guint side, const char *picture, gsize size, gpointer data)
{
  g_autofree char *head = g_strdup_printf ("%u %" G_GSIZE_FORMAT "\n", side, size);
  GString *pictures = data;

  g_string_append (pictures, head);
  g_string_append_len (pictures, picture, (gssize) size);
}

static const char *
look (GBytes *bytes, gboolean draws, const char **media_type, GString *pictures)
{
  *media_type = sol_media_find_type (bytes);
  if (*media_type == NULL)
    return "unknown-type";
  if (!g_str_equal (*media_type, "application/pdf"))
    return decode_picture_look (bytes, *media_type, take_picture, pictures);
  if (!draws)
    return decode_document_look (bytes);
  decode_document_draw (bytes, take_picture, pictures);
  return NULL;
}

static void
answer (gboolean draws)
{
  g_autoptr (GBytes) bytes = read_all ();
  g_autoptr (GString) pictures = g_string_new (NULL);
  const char *media_type;
  const char *fault = g_bytes_get_size (bytes) > MAX_SIZE
                          ? "too-large"
                          : look (bytes, draws, &media_type, pictures);

  if (fault != NULL)
    {
      tell ("!", fault);
      return;
    }
  tell ("", media_type);
  write_all (pictures->str, pictures->len);
}

int
main (int argc, char **argv)
{
  decode_picture_prepare ();
  if (!decode_confine ())
    return 2;
  if (argc == 2 && g_str_equal (argv[1], "--attempts"))
    decode_confine_attempt (tell);
  else
    answer (argc == 2 && g_str_equal (argv[1], "--draw"));
  _exit (0); /* nothing that is not in this file runs on */
}
