/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "exchange/sol-import.h"
#include "model/sol-clock.h"
#include "server/sol-demo.h"
#include "server/sol-departures.h"
#include "server/sol-duplicates.h"
#include "server/sol-events.h"
#include "server/sol-import-storage.h"
#include "server/sol-listen.h"
#include "server/sol-openapi.h"
#include "server/sol-options.h"
#include "server/sol-reminders.h"
#include "server/sol-secret.h"
#include "server/sol-server.h"
#include "server/sol-storage-sqlite.h"
#include "sol-config.h"

#define IDLE_SECONDS 15
#define TICK_SECONDS 30
#define PURGE_EVERY_SECONDS (24 * 60 * 60)

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
purge (gpointer storage)
{
  gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;

  if (!sol_storage_purge (storage, now - sol_retention_get (SOL_RETENTION_TOMBSTONES), &error) ||
      !sol_storage_purge_mutations (storage, now, &error) ||
      !sol_uploads_purge (SOL_UPLOADS (storage), now, &error) ||
      !sol_accounts_purge (SOL_ACCOUNTS (storage), now, &error) ||
      !sol_access_purge (SOL_ACCESS (storage), now, &error))
    g_warning ("%s", error->message);
  return G_SOURCE_CONTINUE;
}

static gboolean
tick (gpointer server)
{
  sol_server_tick (server);
  return G_SOURCE_CONTINUE;
}

/* Answers until a signal tells it to end. */
static gboolean
serve (const SolOptions *options, SolServer *server, int socket, const char *url, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  SolHttp *http;
  SolHttpOptions http_options = { .socket = socket,
                                  .max_connections = (guint) options->max_connections,
                                  .idle_seconds = IDLE_SECONDS,
                                  .behind_proxy = options->behind_proxy,
                                  .proxy = options->proxy,
                                  .get_body_max = sol_server_get_body_max,
                                  .get_pace = sol_server_get_pace };

  g_unix_signal_add (SIGTERM, quit, loop);
  g_unix_signal_add (SIGINT, quit, loop);
  g_timeout_add_seconds (TICK_SECONDS, tick, server);
  g_timeout_add_seconds (PURGE_EVERY_SECONDS, purge, server->storage);
  http = sol_http_new (&http_options, sol_server_handle, server, error);
  if (http == NULL)
    return FALSE;
  printf ("Listening on %s\n", url);
  fflush (stdout);
  g_main_loop_run (loop);
  sol_listen_forget (sol_options_get_listen (options));
  sol_http_stop (http, (guint) options->stop_seconds);
  return TRUE;
}

static void
tell_report (SolImportReport *report, gboolean preview, gboolean undoable)
{
  g_autofree char *text = report != NULL ? sol_import_report_to_text (report, preview) : NULL;

  if (text != NULL)
    printf ("%s", text);
  if (report != NULL && report->import_id != NULL && !preview && undoable)
    printf ("--undo-import %s\n", report->import_id);
  fflush (stdout);
}

static gboolean
import (const SolOptions *options, SolStorage *storage, GError **error)
{
  g_autoptr (SolImportStorage) target = sol_import_storage_new (storage);
  g_autoptr (SolImportReport) report = NULL;
  gboolean done = TRUE;

  if (options->undo_import != NULL)
    done = sol_import_undo (&target->target, options->undo_import, &report, error);
  else if (options->import_format != NULL)
    done = sol_import_run (options->import_format, options->import_file, &target->target,
                           options->preview, NULL, NULL, NULL, &report, error);
  tell_report (report, options->preview, options->undo_import == NULL);
  if (done && report != NULL && !options->preview)
    {
      const char *undone = options->undo_import;
      const SolAudit audit = { "server",
                               NULL,
                               "",
                               undone != NULL ? "undo-import" : "import",
                               undone != NULL              ? undone
                               : report->import_id != NULL ? report->import_id
                                                           : "",
                               NULL };

      done = sol_personal_note (SOL_PERSONAL (storage), &audit, error);
    }
  return done;
}

static gboolean
set_up_mail (const SolOptions *options, SolServer *server, GError **error)
{
  char *credentials;

  server->show_codes = options->show_codes;
  if (options->smtp == NULL)
    return TRUE;
  if (!sol_options_read_credentials (options, &credentials, error))
    return FALSE;
  server->mailer = sol_mailer_new (options->smtp, options->mail_from, credentials,
                                   options->smtp_ca_file, error);
  sol_secret_free (credentials);
  return server->mailer != NULL;
}

static gboolean
set_up_oidc (const SolOptions *options, SolServer *server, GError **error)
{
  char *secret;

  if (options->oidc_issuer == NULL)
    return TRUE;
  if (!sol_options_read_oidc_secret (options, &secret, error))
    return FALSE;
  server->oidc = sol_oidc_new (options->oidc_issuer, options->oidc_client_id, secret,
                               options->oidc_name != NULL ? options->oidc_name : "OpenID",
                               options->oidc_ca_file, error);
  sol_secret_free (secret);
  return server->oidc != NULL;
}

static SolServer *
make_server (const SolOptions *options, SolStorage *storage, GError **error)
{
  g_autofree char *folder = g_strconcat (options->database, ".snapshots", NULL);
  g_autoptr (SolServer) server = NULL;
  g_autoptr (SolPasswords) passwords = sol_passwords_new ((guint) options->password_passes,
                                                          (guint) options->password_kib, error);

  if (passwords == NULL ||
      !(options->demo ? sol_demo_open_accounts (SOL_ACCOUNTS (storage), passwords, error)
                      : sol_demo_close_accounts (SOL_ACCOUNTS (storage), error)))
    return NULL;
  server = sol_server_new (storage, g_steal_pointer (&passwords), folder, error);
  if (server == NULL || !set_up_mail (options, server, error) ||
      !set_up_oidc (options, server, error))
    return NULL;
  sol_events_set_max (server->events, (guint) options->max_connections / 2);
  server->demo = options->demo;
  server->contact = g_strdup (options->contact != NULL ? options->contact
                              : options->demo          ? SOL_DEMO_CONTACT
                                                       : NULL);
  server->address = g_strdup (options->address);
  server->goal = (guint) options->goal;
  server->goal_until = g_strdup (options->goal_until);
  if (options->minimum_client != NULL)
    sol_server_set_minimum_client (server, options->minimum_client);
  return g_steal_pointer (&server);
}

static gboolean
run (const SolOptions *options, int socket, const char *url, GError **error)
{
  g_autoptr (SolStorage)
      storage = sol_storage_sqlite_open (options->database, options->restored, error);
  g_autoptr (SolServer) server = NULL;

  if (storage == NULL || !sol_storage_learn (storage, error) ||
      (options->demo && !sol_demo_load (storage, error)) || !import (options, storage, error))
    return FALSE;
  if (!sol_options_serves (options))
    return TRUE;
  purge (storage);
  server = make_server (options, storage, error);
  if (server != NULL)
    {
      sol_reminders_send (server);
      sol_duplicates_see_to (server, 1);
      sol_departures_see_to (server);
    }
  return server != NULL && serve (options, server, socket, url, error);
}

/* The address first: a wrong one is told before anything is written. */
static gboolean
listen_and_run (const SolOptions *options, GError **error)
{
  g_autofree char *url = NULL;
  int socket = -1;

  if (sol_options_serves (options))
    {
      socket = sol_listen_open (sol_options_get_listen (options), options->behind_proxy, &url,
                                error);
      if (socket < 0)
        return FALSE;
    }
  return run (options, socket, url, error);
}

int
main (int argc, char **argv)
{
  g_auto (SolOptions) options = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN);
  if (!sol_options_parse (&options, &argc, &argv, &error))
    {
      g_printerr ("achetons-solidaires-server: %s\n", error->message);
      return 2;
    }
  if (options.version)
    {
      printf ("achetons-solidaires-server %s\n", SOL_VERSION);
      return EXIT_SUCCESS;
    }
  if (options.print_openapi)
    {
      g_autofree char *text = sol_openapi_print ();

      fputs (text, stdout);
      return EXIT_SUCCESS;
    }
  if (options.audit ? sol_storage_sqlite_print_audit (options.database, options.account,
                                                      options.since, &error)
                    : listen_and_run (&options, &error))
    return EXIT_SUCCESS;
  g_printerr ("achetons-solidaires-server: %s\n", error->message);
  return EXIT_FAILURE;
}
