/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "sol-config.h"

#define PROGRAM "achetons-solidaires-decode"
#define TIMEOUT_US (20 * G_USEC_PER_SEC)
#define MAX_ANSWER (32 * 1024 * 1024) /* bytes */
#define MAX_LINE 64                   /* bytes of a line of it */
#define BLOCK (64 * 1024)             /* bytes */

/* What somebody sent is read by a process that can do nothing else; what that one tells is believed
 * no more than he is. */

/* (transfer full): beside this program as it was built, or where it is installed */
static char *
find_program (void)
{
  const char *told = g_getenv ("SOL_DECODE");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *beside = g_build_filename (folder, PROGRAM, NULL);

  if (told != NULL)
    return g_strdup (told);
  return g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE)
             ? g_steal_pointer (&beside)
             : g_build_filename (SOL_LIBEXEC_DIR, PROGRAM, NULL);
}

/* The end of it, FALSE when that does not come in time or there is too much. */
static gboolean
read_answer (int pipe, GByteArray *answer)
{
  const gint64 deadline = g_get_monotonic_time () + TIMEOUT_US;
  g_autofree guint8 *block = g_malloc (BLOCK);

  while (answer->len <= MAX_ANSWER)
    {
      struct pollfd poll_fd = { pipe, POLLIN, 0 };
      gint64 left = (deadline - g_get_monotonic_time ()) / 1000;
      gssize got;

      if (left <= 0)
        return FALSE;
      if (poll (&poll_fd, 1, (int) left) <= 0)
        continue;
      got = read (pipe, block, BLOCK);
      if (got == 0)
        return TRUE;
      if (got < 0 && errno != EINTR)
        return FALSE;
      g_byte_array_append (answer, block, (guint) MAX (got, 0));
    }
  return FALSE;
}

static GSubprocess *
start (int file, const char *option, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *program = find_program ();
  g_auto (GStrv) nothing = g_new0 (char *, 1);
  int copy = fcntl (file, F_DUPFD_CLOEXEC, 3);

  g_subprocess_launcher_set_environ (launcher, nothing);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_take_stdin_fd (launcher, copy);
  return g_subprocess_launcher_spawn (launcher, error, program, option, NULL);
}

static gboolean
run (int file, const char *option, GByteArray *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  GInputStream *output;
  gboolean read;

  if (lseek (file, 0, SEEK_SET) != 0)
    return FALSE;
  process = start (file, option, &error);
  if (process == NULL)
    {
      g_warning ("%s", error->message);
      return FALSE;
    }
  output = g_subprocess_get_stdout_pipe (process);
  read = read_answer (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (output)), answer);
  if (!read)
    g_subprocess_force_exit (process);
  return g_subprocess_wait (process, NULL, NULL) && read && g_subprocess_get_successful (process);
}

/* (transfer full) (nullable): the line at @at, which goes behind it */
static char *
take_line (const GByteArray *answer, gsize *at)
{
  const char *start = (const char *) answer->data + *at;
  const char *end = memchr (start, '\n', MIN (answer->len - *at, MAX_LINE));

  if (end == NULL)
    return NULL;
  *at += (gsize) (end - start) + 1;
  return g_strndup (start, (gsize) (end - start));
}

static gboolean
take_picture (const GByteArray *answer, gsize *at, GPtrArray *shown)
{
  g_autofree char *line = take_line (answer, at);
  char *end = NULL;
  guint64 side = line != NULL ? g_ascii_strtoull (line, &end, 10) : 0;
  guint64 size = end != NULL ? g_ascii_strtoull (end, NULL, 10) : 0;
  SolShown *picture;

  if (side == 0 || side > G_MAXINT || size == 0 || size > answer->len - *at)
    return FALSE;
  picture = g_new0 (SolShown, 1);
  picture->side = (guint) side;
  picture->picture = g_bytes_new (answer->data + *at, size);
  g_ptr_array_add (shown, picture);
  *at += size;
  return TRUE;
}

/* Words that the database keeps, and that a client may show by its own: of few letters. */
static const char *
take_fault (const char *told)
{
  return *told != '\0' && strspn (told, "abcdefghijklmnopqrstuvwxyz-") == strlen (told)
             ? g_intern_string (told)
             : "damaged";
}

static gboolean
take_pictures (const GByteArray *answer, gsize *at, GPtrArray *shown)
{
  while (*at < answer->len)
    if (!take_picture (answer, at, shown))
      return FALSE;
  return TRUE;
}

/* What does not come to an end, or crashes, leaves nothing to show of a document that is good. */
static void
draw_document (int file, GPtrArray *shown)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autofree char *told = NULL;
  gsize at = 0;

  if (!run (file, "--draw", answer))
    return;
  told = take_line (answer, &at);
  if (told == NULL || *told == '!' || !take_pictures (answer, &at, shown))
    g_ptr_array_set_size (shown, 0);
}

/**
 * sol_decoder_look:
 * @file: what was sent
 * @shown: (element-type SolShown): takes what is to be shown of it
 * @fault: (out): why it is refused, one of few words; %NULL when it is not
 *
 * Blocks, for some seconds at most.
 *
 * Returns: (transfer full) (nullable): the type of media that its bytes say
 */
char *
sol_decoder_look (int file, GPtrArray *shown, const char **fault)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autofree char *told = NULL;
  gsize at = 0;

  *fault = "damaged";
  if (!run (file, NULL, answer))
    return NULL; /* it crashed, or took too long */
  told = take_line (answer, &at);
  if (told == NULL)
    return NULL;
  if (*told == '!')
    {
      *fault = take_fault (told + 1);
      return NULL;
    }
  if (!take_pictures (answer, &at, shown))
    return NULL;
  if (g_str_equal (told, "application/pdf"))
    draw_document (file, shown);
  *fault = NULL;
  return g_steal_pointer (&told);
}
