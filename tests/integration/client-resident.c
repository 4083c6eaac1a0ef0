/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: client-resident FD. The real client, loaded once: for each message on that socket it runs
 * with these words, and answers its exit status. A message is the seconds of silence after which it
 * gives a line up (0: as everywhere), then the words, a NUL after each; beside it come the three
 * standard streams. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/sol-soup-transport-private.h"

int client_main (int argc, char **argv);
#define main client_main
#include "app/main.c"
#undef main

#define MAX_WORDS 4096 /* bytes */
#define N_STREAMS 3

static guint silence; /* seconds */

static SolTransport *
make_impatient (void)
{
  SolTransport *transport = sol_soup_transport_new ();

  sol_soup_transport_set_silence (SOL_SOUP_TRANSPORT (transport), silence);
  return transport;
}

static int
run_client (GPtrArray *words, const int *streams)
{
  int status;

  silence = (guint) atoi (words->pdata[0]);
  sol_transport_set_maker (silence > 0 ? make_impatient : NULL);
  for (int i = 0; i < N_STREAMS; i++)
    {
      dup2 (streams[i], i);
      close (streams[i]);
    }
  status = client_main ((int) words->len - 2, (char **) words->pdata + 1);
  fflush (stdout);
  return status;
}

/* NULL-terminated, as main() has them. */
static GPtrArray *
split_words (const char *message, gssize length)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (const char *at = message; at < message + length; at += strlen (at) + 1)
    g_ptr_array_add (words, g_strdup (at));
  g_ptr_array_add (words, NULL);
  return words;
}

/* Returns: the length of the message, 0 when there is none any more */
static gssize
receive (int line, char *message, int *streams)
{
  union
  {
    struct cmsghdr head;
    char space[CMSG_SPACE (sizeof (int) * N_STREAMS)];
  } beside;
  struct iovec text = { message, MAX_WORDS };
  struct msghdr head = {
    .msg_iov = &text,
    .msg_iovlen = 1,
    .msg_control = &beside,
    .msg_controllen = sizeof beside,
  };
  const gssize length = recvmsg (line, &head, 0);

  if (length > 0)
    {
      g_assert_cmpuint (beside.head.cmsg_len, ==, CMSG_LEN (sizeof (int) * N_STREAMS));
      memcpy (streams, CMSG_DATA (&beside.head), sizeof (int) * N_STREAMS);
    }
  return length;
}

static gboolean
run_next (int line)
{
  char message[MAX_WORDS];
  int streams[N_STREAMS], status;
  const gssize length = receive (line, message, streams);
  g_autoptr (GPtrArray) words = NULL;

  if (length <= 0)
    return FALSE;
  words = split_words (message, length);
  status = run_client (words, streams);
  return send (line, &status, sizeof status, MSG_NOSIGNAL) == sizeof status;
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 2);
  while (run_next (atoi (argv[1])))
    ;
  return 0;
}
