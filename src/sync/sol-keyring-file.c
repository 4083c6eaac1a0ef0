/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/sol-account-error.h"
#include "sync/sol-keyring.h"

/* The file of a session, which a script names where there is no keyring. It is as good as the
 * password: nobody but its owner may read it. */

#define GROUP "session"
#define MAX_FILE (64 * 1024) /* bytes */

#define SOL_TYPE_KEYRING_FILE (sol_keyring_file_get_type ())
G_DECLARE_FINAL_TYPE (SolKeyringFile, sol_keyring_file, SOL, KEYRING_FILE, GObject)

struct _SolKeyringFile
{
  GObject parent_instance;

  char *path;
};

static void sol_keyring_file_implement (SolKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolKeyringFile,
                               sol_keyring_file,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_KEYRING, sol_keyring_file_implement))

static gboolean
refuse (SolKeyringFile *self, const char *why, GError **error)
{
  g_set_error (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_SESSION_FILE, "%s: %s", self->path, why);
  return FALSE;
}

static gboolean
check_open (SolKeyringFile *self, int file, GError **error)
{
  struct stat about;

  if (fstat (file, &about) != 0)
    return refuse (self, g_strerror (errno), error);
  if (!S_ISREG (about.st_mode) || about.st_size > MAX_FILE)
    return refuse (self, "this is not the file of a session", error);
  if (about.st_uid != geteuid ())
    return refuse (self, "this file is another user's", error);
  if ((about.st_mode & 077) != 0)
    return refuse (self, "others may read this file: make it 0600, and sign in again", error);
  return TRUE;
}

static gboolean
read_open (SolKeyringFile *self, int file, GKeyFile *session, GError **error)
{
  g_autofree char *text = g_malloc (MAX_FILE);
  gsize length = 0;
  gssize part;
  gboolean read_well;

  while (length < MAX_FILE && (part = read (file, text + length, MAX_FILE - length)) > 0)
    length += (gsize) part;
  read_well = g_key_file_load_from_data (session, text, length, G_KEY_FILE_NONE, NULL);
  explicit_bzero (text, length);
  return read_well || length == 0 || refuse (self, "this is not the file of a session", error);
}

/* Returns: (transfer full) (nullable): %NULL without an error when there is no file */
static GKeyFile *
read_session (SolKeyringFile *self, GError **error)
{
  g_autoptr (GKeyFile) session = g_key_file_new ();
  const int file = g_open (self->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
  gboolean read_well;

  if (file < 0)
    {
      if (errno != ENOENT)
        refuse (self, g_strerror (errno), error);
      return NULL;
    }
  read_well = check_open (self, file, error) && read_open (self, file, session, error);
  close (file);
  return read_well ? g_steal_pointer (&session) : NULL;
}

static gboolean
is_of (GKeyFile *session, const char *key, const char *value)
{
  g_autofree char *held = g_key_file_get_string (session, GROUP, key, NULL);

  return g_strcmp0 (held, value) == 0;
}

static char *
find (SolKeyring *keyring, const char *server, GError **error)
{
  g_autoptr (GKeyFile) session = read_session (SOL_KEYRING_FILE (keyring), error);

  return session != NULL && is_of (session, "server", server)
             ? g_key_file_get_string (session, GROUP, "account", NULL)
             : NULL;
}

static char *
load (SolKeyring *keyring, const char *server, const char *account, GError **error)
{
  g_autoptr (GKeyFile) session = read_session (SOL_KEYRING_FILE (keyring), error);

  return session != NULL && is_of (session, "server", server) && is_of (session, "account", account)
             ? g_key_file_get_string (session, GROUP, "refresh", NULL)
             : NULL;
}

static gboolean
write_text (int file, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize part = write (file, text, length);

      if (part < 0 && errno == EINTR)
        continue;
      if (part < 0)
        return FALSE;
      text += part;
      length -= (gsize) part;
    }
  return fsync (file) == 0;
}

/* The name too is on the disk when this returns. */
static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int opened = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = opened >= 0 && fsync (opened) == 0;

  if (opened >= 0)
    close (opened);
  return done;
}

/* Beside it first, then in its place: whoever reads finds the earlier one or this one. */
static gboolean
replace (SolKeyringFile *self, const char *text, gsize length, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *beside = g_strconcat (self->path, ".", id, NULL);
  const int file = g_open (beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean written;

  if (file < 0)
    return refuse (self, g_strerror (errno), error);
  written = write_text (file, text, length);
  if (close (file) == 0 && written && g_rename (beside, self->path) == 0)
    return sync_folder (self->path) || refuse (self, g_strerror (errno), error);

  refuse (self, g_strerror (errno), error);
  g_unlink (beside);
  return FALSE;
}

/* What is there and is no session of ours is not written over. */
static gboolean
may_replace (SolKeyringFile *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GKeyFile) there = read_session (self, &cause);

  if (cause == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
store (SolKeyring *keyring,
       const char *server,
       const char *account,
       const char *secret,
       GError **error)
{
  SolKeyringFile *self = SOL_KEYRING_FILE (keyring);
  g_autoptr (GKeyFile) session = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;
  gboolean done;

  if (!may_replace (self, error))
    return FALSE;

  g_key_file_set_string (session, GROUP, "server", server);
  g_key_file_set_string (session, GROUP, "account", account);
  g_key_file_set_string (session, GROUP, "refresh", secret);
  text = g_key_file_to_data (session, &length, NULL);
  done = replace (self, text, length, error);
  explicit_bzero (text, length);
  return done;
}

static gboolean
clear (SolKeyring *keyring, const char *server, const char *account, GError **error)
{
  SolKeyringFile *self = SOL_KEYRING_FILE (keyring);
  g_autoptr (GKeyFile) session = read_session (self, NULL);

  if (session == NULL || !is_of (session, "server", server) || !is_of (session, "account", account))
    return TRUE;

  return g_unlink (self->path) == 0 || errno == ENOENT || refuse (self, g_strerror (errno), error);
}

static gboolean
is_kept (SolKeyring *keyring)
{
  return TRUE;
}

static void
sol_keyring_file_finalize (GObject *object)
{
  g_free (SOL_KEYRING_FILE (object)->path);
  G_OBJECT_CLASS (sol_keyring_file_parent_class)->finalize (object);
}

static void
sol_keyring_file_implement (SolKeyringInterface *iface)
{
  iface->find = find;
  iface->load = load;
  iface->store = store;
  iface->clear = clear;
  iface->is_kept = is_kept;
}

static void
sol_keyring_file_class_init (SolKeyringFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_keyring_file_finalize;
}

static void
sol_keyring_file_init (SolKeyringFile *self)
{
}

/**
 * sol_keyring_new_for_file:
 * @path: of the file, which is made by the first secret that is kept; mode 0600
 */
SolKeyring *
sol_keyring_new_for_file (const char *path)
{
  SolKeyringFile *self = g_object_new (SOL_TYPE_KEYRING_FILE, NULL);

  self->path = g_strdup (path);
  return SOL_KEYRING (self);
}
