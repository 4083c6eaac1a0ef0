/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sol-test-account.h"

/* A process that is killed while it acts, sends and is answered: what was told to be kept is kept,
 * and what is shown is what an uncut run shows. */

#define N_ROUNDS 20
#define MAX_WAIT 60000 /* µs before a kill */

/* Tells each act on the pipe once it is kept, and now and then has all that waits answered. */
static void
act_for_ever (const char *folder)
{
  SolTestAccount fixture = { .folder = (char *) folder };

  sol_test_account_open (&fixture);
  for (guint i = 0;; i++)
    {
      g_autofree char *id = sol_test_account_uuid ((guint) getpid () * 1000 + i);
      g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"%s\"}}", id);
      g_autofree char *act = sol_test_act (&fixture, "create", id, patch);

      printf ("%s\n", id);
      fflush (stdout);
      if (i % 3 == 2)
        sol_test_answer_all (&fixture);
    }
}

static pid_t
start (const char *folder, int *output)
{
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      execl ("/proc/self/exe", "test-account-killed", "--act", folder, NULL);
      _exit (3);
    }
  close (ends[1]);
  *output = ends[0];
  return child;
}

static void
collect (int output, GPtrArray *told)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  ssize_t n;
  g_auto (GStrv) lines = NULL;

  while ((n = read (output, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (output);
  lines = g_strsplit (text->str, "\n", -1);
  /* What follows the last line end was cut in the middle of its telling. */
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    g_ptr_array_add (told, g_strdup (lines[i]));
}

static void
test_told_is_kept (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (SolLiveList) outbox = NULL;
  gint64 highest = 0;

  sol_test_account_close (fixture);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint before = told->len;
      int output;
      pid_t child = start (fixture->folder, &output);
      char first;
      int status;

      g_assert_cmpint (read (output, &first, 1), ==, 1);
      g_usleep ((gulong) g_random_int_range (0, MAX_WAIT));
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      collect (output, told);
      if (told->len > before)
        {
          char *whole = g_strdup_printf ("%c%s", first, (char *) told->pdata[before]);

          g_free (told->pdata[before]);
          told->pdata[before] = whole;
        }
    }

  g_assert_cmpuint (told->len, >=, N_ROUNDS);
  sol_test_account_open (fixture);
  for (guint i = 0; i < told->len; i++)
    {
      g_autofree char *name = sol_test_name_shown (fixture, told->pdata[i]);

      g_assert_cmpstr (name, ==, told->pdata[i]);
    }

  sol_test_answer_all (fixture);
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), >=, told->len);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      SolOutboxEntry *entry = sol_test_entry (outbox, i);
      gint64 n = sol_outbox_entry_get_mutation (entry)->n;

      g_assert_cmpuint (sol_outbox_entry_get_state (entry), ==, SOL_OUTBOX_ACKNOWLEDGED);
      g_assert_true (g_hash_table_add (numbers, GINT_TO_POINTER (n)));
      highest = MAX (highest, n);
    }
  g_assert_cmpint (highest, ==, g_hash_table_size (numbers));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--act"))
    act_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-killed/told-is-kept", test_told_is_kept);
  return g_test_run ();
}
