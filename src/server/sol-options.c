/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-options.h"

#include <string.h>

#include "model/sol-version.h"

#define CREDENTIALS "ACHETONS_SMTP_CREDENTIALS"
#define DEFAULT_DATABASE "achetons-solidaires.db"
#define DEFAULT_LISTEN "127.0.0.1:8480"
#define DEFAULT_CONNECTIONS 1000
#define MAX_CONNECTIONS 100000
#define DEFAULT_PASSES 2
#define MAX_PASSES 100
#define DEFAULT_KIB (64 * 1024)
#define MIN_KIB 8
#define MAX_KIB (4 * 1024 * 1024 - 1)
#define DEFAULT_STOP 20 /* seconds */
#define DEFAULT_GOAL 500
#define MAX_GOAL 1000000
#define MAX_STOP (60 * 60) /* seconds */

/* As it stands before the path of a link. */
static gboolean
is_site (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          g_str_equal (g_uri_get_scheme (uri), "http")) &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         g_uri_get_userinfo (uri) == NULL && !g_str_has_suffix (text, "/") && strlen (text) <= 200;
}

/* Enough to refuse a name, a telephone number or a whole line. */
static gboolean
is_mailbox (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " \t\r\n<>") == NULL;
}

static gboolean
check_keeping (const SolOptions *self, GError **error)
{
  for (guint i = 0; i < SOL_N_RETENTIONS; i++)
    if (self->keep_days[i] < 0 || self->keep_days[i] > SOL_RETENTION_MAX_DAYS)
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     "--keep-… takes a number of days from 1 to %d", SOL_RETENTION_MAX_DAYS);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_day (const char *text)
{
  g_autofree char *instant = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (instant, NULL);

  return day != NULL && strlen (text) == strlen ("YYYY-MM-DD");
}

static gboolean
check_address (const SolOptions *self, GError **error)
{
  if (self->address == NULL || is_site (self->address))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "--public-address takes https://HOST, without a slash at its end");
  return FALSE;
}

static gboolean
check_goal (const SolOptions *self, GError **error)
{
  if (self->goal >= 0 && self->goal <= MAX_GOAL &&
      (self->goal_until == NULL || is_day (self->goal_until)))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--goal takes a number of structures up to %d, --goal-until a day: YYYY-MM-DD",
               MAX_GOAL);
  return FALSE;
}

static gboolean
check (const SolOptions *self, int argc, GError **error)
{
  if (self->import_format != NULL && self->import_file == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--import takes a format and a file or folder");
  else if (self->contact != NULL && !is_mailbox (self->contact))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--contact takes a mail address: NAME@EXAMPLE.ORG");
  else if ((self->smtp != NULL) != (self->mail_from != NULL))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--smtp and --mail-from belong together");
  else if ((self->oidc_issuer != NULL) != (self->oidc_client_id != NULL))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--oidc-issuer and --oidc-client-id belong together");
  else if (self->preview && self->import_format == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--preview belongs to --import");
  else if (argc > 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "There is an argument that belongs to no option");
  else if (self->max_connections < 1 || self->max_connections > MAX_CONNECTIONS)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--max-connections takes a number from 1 to %d", MAX_CONNECTIONS);
  else if (self->password_passes < 1 || self->password_passes > MAX_PASSES)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--password-passes takes a number from 1 to %d", MAX_PASSES);
  else if (self->password_kib < MIN_KIB || self->password_kib > MAX_KIB)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--password-kib takes a number from %d to %d", MIN_KIB, MAX_KIB);
  else if (self->minimum_client != NULL && !g_ascii_isdigit (*self->minimum_client))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--minimum-client takes a version, such as " SOL_OLDEST_CLIENT);
  else if (self->stop_seconds < 0 || self->stop_seconds > MAX_STOP)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--stop-seconds takes a number from 0 to %d", MAX_STOP);
  else if ((self->account != NULL || self->since != NULL) && !self->audit)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--account and --since belong to --audit");
  else
    return check_keeping (self, error);
  return FALSE;
}

static gboolean
take_proxy (const char *name, const char *address, gpointer data, GError **error)
{
  SolOptions *self = data;

  self->behind_proxy = TRUE;
  if (address == NULL || sol_address_parse (&self->proxy, address))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--behind-proxy=%s: that is no address of IPv4 or IPv6", address);
  return FALSE;
}

/* The file that --import takes after the format. */
static void
take_file (SolOptions *self, int *argc, char **argv)
{
  if (self->import_format == NULL || *argc != 2)
    return;
  self->import_file = g_strdup (argv[1]);
  *argc = 1;
}

/**
 * sol_options_read_credentials:
 * @credentials: (out) (nullable): USER:PASSWORD of the mail server; free with sol_secret_free()
 *
 * Never from the command line, which all users of a machine can read.
 */
gboolean
sol_options_read_credentials (const SolOptions *self, char **credentials, GError **error)
{
  *credentials = NULL;
  if (self->smtp_credentials == NULL)
    *credentials = g_strdup (g_getenv (CREDENTIALS));
  else if (!g_file_get_contents (self->smtp_credentials, credentials, NULL, error))
    return FALSE;
  g_unsetenv (CREDENTIALS);
  if (*credentials != NULL)
    g_strchomp (*credentials);
  return TRUE;
}

/**
 * sol_options_read_oidc_secret:
 * @secret: (out) (nullable): that the OpenID provider gave; free with sol_secret_free()
 */
gboolean
sol_options_read_oidc_secret (const SolOptions *self, char **secret, GError **error)
{
  *secret = NULL;
  if (self->oidc_secret != NULL && !g_file_get_contents (self->oidc_secret, secret, NULL, error))
    return FALSE;
  if (*secret != NULL)
    g_strchomp (*secret);
  return TRUE;
}

/* An import alone ends the program; with --listen it goes on to answer. */
gboolean
sol_options_serves (const SolOptions *self)
{
  return self->listen != NULL || (self->import_format == NULL && self->undo_import == NULL);
}

const char *
sol_options_get_listen (const SolOptions *self)
{
  return self->listen != NULL ? self->listen : DEFAULT_LISTEN;
}

static void
add_account_entries (SolOptions *self, GOptionGroup *group)
{
  GOptionEntry entries[] = {
    { "password-passes", 0, 0, G_OPTION_ARG_INT, &self->password_passes,
      "What a password costs to guess: passes of Argon2id (2)", "N" },
    { "password-kib", 0, 0, G_OPTION_ARG_INT, &self->password_kib,
      "What a password costs to guess: memory of Argon2id (65536)", "KIB" },
    { "public-address", 0, 0, G_OPTION_ARG_STRING, &self->address,
      "Where people reach this server: links in mails and on documents lead there",
      "https://HOST" },
    { "smtp", 0, 0, G_OPTION_ARG_STRING, &self->smtp,
      "Server that mails are sent through: smtps://HOST[:PORT], or smtp://HOST[:PORT], which "
      "without "
      "credentials is for a relay of this machine or of a network of yours: whoever can change "
      "what "
      "passes can have its codes sent without TLS",
      "URL" },
    { "smtp-ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->smtp_ca_file,
      "Authorities (PEM) that certify that server, in place of those of the system", "FILE" },
    { "smtp-credentials", 0, 0, G_OPTION_ARG_FILENAME, &self->smtp_credentials,
      "File that says USER:PASSWORD for it; without it " CREDENTIALS " may", "FILE" },
    { "mail-from", 0, 0, G_OPTION_ARG_STRING, &self->mail_from, "Whom mails are from", "ADDRESS" },
    { "show-codes", 0, 0, G_OPTION_ARG_NONE, &self->show_codes,
      "Print the codes that confirm an address, for who hands them over: whoever reads them can "
      "take over accounts",
      NULL },
    { NULL },
  };

  g_option_group_add_entries (group, entries);
}

static void
add_oidc_entries (SolOptions *self, GOptionGroup *group)
{
  GOptionEntry entries[] = {
    { "oidc-issuer", 0, 0, G_OPTION_ARG_STRING, &self->oidc_issuer,
      "OpenID provider at which people may sign in too: https://HOST/…", "URL" },
    { "oidc-client-id", 0, 0, G_OPTION_ARG_STRING, &self->oidc_client_id,
      "What it calls this platform, to which it is a native application: it sends the browser back "
      "to http://127.0.0.1, any port",
      "ID" },
    { "oidc-secret", 0, 0, G_OPTION_ARG_FILENAME, &self->oidc_secret,
      "File of the secret that it gave, if it gave one", "FILE" },
    { "oidc-ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->oidc_ca_file,
      "Authorities (PEM) that certify it, in place of those of the system", "FILE" },
    { "oidc-name", 0, 0, G_OPTION_ARG_STRING, &self->oidc_name, "What people know it by (OpenID)",
      "NAME" },
    { NULL },
  };

  g_option_group_add_entries (group, entries);
}

static void
add_keeping_entries (SolOptions *self, GOptionGroup *group)
{
  GOptionEntry entries[] = {
    { "keep-audit", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_AUDIT],
      "How long it is kept who did what (365)", "DAYS" },
    { "keep-sessions", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_SESSIONS],
      "How long sessions that ended are (30)", "DAYS" },
    { "keep-answers", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_ANSWERS],
      "How long what was answered to mutations is (90)", "DAYS" },
    { "keep-tombstones", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_TOMBSTONES],
      "How long readers are told that a record was deleted (180)", "DAYS" },
    { "keep-deleted", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_RESTORABLE],
      "How long what was deleted can be restored (30)", "DAYS" },
    { "keep-history", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_HISTORY],
      "How long what was written in place of what is (365)", "DAYS" },
    { "keep-looks", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_LOOKS],
      "How long it is kept how often the pages of structures were looked at (396)", "DAYS" },
    { "keep-uploads", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_UPLOADS],
      "How long attachments that no record names are (7)", "DAYS" },
    { "keep-unconfirmed", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_UNCONFIRMED],
      "How long accounts are whose address nobody confirmed (7)", "DAYS" },
    { "keep-inactive", 0, 0, G_OPTION_ARG_INT, &self->keep_days[SOL_RETENTION_INACTIVE],
      "After how long the owner of an account that is not used is told by mail that it is erased "
      "in 30 days, unless he signs in (730)",
      "DAYS" },
    { "audit", 0, 0, G_OPTION_ARG_NONE, &self->audit,
      "Print who did what, from what client and when, and end; beside a server that runs, too",
      NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &self->account, "With --audit: of that account alone",
      "ID" },
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since, "With --audit: from that day on",
      "YYYY-MM-DD" },
    { NULL },
  };

  g_option_group_add_entries (group, entries);
}

static void
add_import_entries (SolOptions *self, GOptionGroup *group)
{
  GOptionEntry entries[] = {
    { "import", 0, 0, G_OPTION_ARG_STRING, &self->import_format,
      "Import a file or folder, named after the format; ends then, unless --listen is given too",
      "FORMAT FILE-OR-FOLDER" },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &self->preview,
      "Tell what the import would do, and write nothing", NULL },
    { "goal", 0, 0, G_OPTION_ARG_INT, &self->goal,
      "How many structures are to be censused, for who follows it (500); 0: no goal", "N" },
    { "goal-until", 0, 0, G_OPTION_ARG_STRING, &self->goal_until,
      "Until when (the end of the year)", "YYYY-MM-DD" },
    { "undo-import", 0, 0, G_OPTION_ARG_STRING, &self->undo_import,
      "Take back an import; rows that were changed since are listed and left", "ID" },
    { NULL },
  };

  g_option_group_add_entries (group, entries);
}

static GOptionGroup *
make_group (SolOptions *self)
{
  GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &self->database,
      "SQLite database, made when it is not there (" DEFAULT_DATABASE ")", "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen,
      "Where to answer: ADDRESS:PORT (port 0: a free one) or unix:PATH (" DEFAULT_LISTEN ")",
      "WHERE" },
    { "behind-proxy", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, take_proxy,
      "A proxy stands before the server, on this machine or at ADDRESS: its X-Real-IP is believed, "
      "and other addresses than this machine's may be listened on",
      "ADDRESS" },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &self->max_connections,
      "Connections at one time; more wait", "N" },
    { "stop-seconds", 0, 0, G_OPTION_ARG_INT, &self->stop_seconds,
      "On SIGTERM, how long answers under way may still take (20)", "N" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo,
      "Write the demonstration catalogue (invented structures) first", NULL },
    { "contact", 0, 0, G_OPTION_ARG_STRING, &self->contact,
      "Mailbox of who keeps the catalogue: errors in it are reported there", "ADDRESS" },
    { "minimum-client", 0, 0, G_OPTION_ARG_STRING, &self->minimum_client,
      "Older applications are refused, and say that they have to be updated (" SOL_OLDEST_CLIENT
      ")",
      "VERSION" },
    { "restored", 0, 0, G_OPTION_ARG_NONE, &self->restored,
      "The database was put back from a backup: clients are to read it anew, and all sessions end",
      NULL },
    { "print-openapi", 0, 0, G_OPTION_ARG_NONE, &self->print_openapi,
      "Print the description of the API (OpenAPI 3.1)", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, "Print the version", NULL },
    { NULL },
  };
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, self, NULL);

  g_option_group_add_entries (group, entries);
  add_import_entries (self, group);
  add_account_entries (self, group);
  add_oidc_entries (self, group);
  add_keeping_entries (self, group);
  return group;
}

/* Reads the command line. `--help` prints and ends the program. */
gboolean
sol_options_parse (SolOptions *self, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  self->max_connections = DEFAULT_CONNECTIONS;
  self->password_passes = DEFAULT_PASSES;
  self->password_kib = DEFAULT_KIB;
  self->stop_seconds = DEFAULT_STOP;
  self->goal = DEFAULT_GOAL;
  g_option_context_set_summary (context, "The backend of Achetons Solidaires.");
  g_option_context_set_main_group (context, make_group (self));
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  take_file (self, argc, *argv);
  if (!check (self, *argc, error) || !check_goal (self, error) || !check_address (self, error))
    return FALSE;
  for (guint i = 0; i < SOL_N_RETENTIONS; i++)
    if (self->keep_days[i] > 0)
      sol_retention_set (i, (guint) self->keep_days[i]);
  if (self->database == NULL)
    self->database = g_strdup (DEFAULT_DATABASE);
  return TRUE;
}

void
sol_options_clear (SolOptions *self)
{
  g_free (self->database);
  g_free (self->listen);
  g_free (self->import_format);
  g_free (self->import_file);
  g_free (self->undo_import);
  g_free (self->contact);
  g_free (self->address);
  g_free (self->minimum_client);
  g_free (self->goal_until);
  g_free (self->smtp);
  g_free (self->smtp_credentials);
  g_free (self->smtp_ca_file);
  g_free (self->mail_from);
  g_free (self->oidc_issuer);
  g_free (self->oidc_client_id);
  g_free (self->oidc_secret);
  g_free (self->oidc_name);
  g_free (self->oidc_ca_file);
  g_free (self->account);
  g_free (self->since);
}
