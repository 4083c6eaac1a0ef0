/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-real-server.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define LISTENING "Listening on "

static char *
read_line (SolRealServer *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

/* A test that failed leaves none behind. */
static void
die_with_test (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/**
 * sol_real_server_start:
 * @folder: of its database, which is made when it is missing; the same the next time
 *
 * Again at the same address after sol_real_server_stop().
 */
void
sol_real_server_start (SolRealServer *self, const char *folder)
{
  const char *listen = self->address != NULL ? strstr (self->address, "//") + 2 : "127.0.0.1:0";
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (self->database == NULL)
    self->database = g_build_filename (folder, "server.db", NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (
      launcher, &error, g_getenv ("SOL_SERVER"), "--database", self->database, "--listen", listen,
      "--demo", "--password-passes", "1", "--password-kib", "8", "--show-codes", NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = read_line (self);
  g_assert_true (g_str_has_prefix (line, LISTENING));
  g_free (self->address);
  self->address = g_strdup (line + strlen (LISTENING));
}

void
sol_real_server_stop (SolRealServer *self)
{
  if (self->process != NULL)
    {
      g_subprocess_send_signal (self->process, SIGTERM);
      g_subprocess_wait (self->process, NULL, NULL);
      g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
    }
  g_clear_object (&self->process);
  g_clear_object (&self->output);
}

/**
 * sol_real_server_wait_for_code:
 * @kind: confirm, reset
 *
 * Returns: (transfer full): what a mail would have told
 */
char *
sol_real_server_wait_for_code (SolRealServer *self, const char *kind, const char *address)
{
  g_autofree char *head = g_strdup_printf ("Code %s %s ", kind, address);

  while (TRUE)
    {
      g_autofree char *line = read_line (self);

      if (g_str_has_prefix (line, head))
        return g_strdup (line + strlen (head));
    }
}

/* After the last stop. */
void
sol_real_server_clear (SolRealServer *self)
{
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->address, g_free);
}
