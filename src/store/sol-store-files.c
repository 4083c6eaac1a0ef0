/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "model/sol-clock.h"
#include "store/sol-store-error.h"
#include "store/sol-store-private.h"

#define LOCK_FILE "lock"
#define OPEN_FILE                                                                 \
  "open" /* locked by all who have an account's folder open, or by who removes it \
          */
#define DAMAGED "-damaged" /* a job met a damaged page; looked at by the next opening */
#define RESERVE_FILE "reserve"
#define RESERVE_BYTES (8 * 1024 * 1024) /* given up when user.db finds the disk full */
#define MIN_FREE_BYTES (200ull * 1024 * 1024)
#define ASIDE ".aside"
#define COPIES_FOLDER "user-copies"
#define N_COPIES 7 /* days */

const SolStoreLayout sol_store_layout_server = { SOL_STORE_CACHE_FILE, "user", FALSE };
const SolStoreLayout sol_store_layout_account = { SOL_STORE_PRIVATE_FILE, "account", TRUE };

static void
set_system_error (int code, const char *path, GError **error)
{
  SolStoreError kind = SOL_STORE_ERROR_FAILED;

  if (code == EACCES || code == EPERM || code == EROFS)
    kind = SOL_STORE_ERROR_READ_ONLY;
  else if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    kind = SOL_STORE_ERROR_FULL;
  g_set_error (error, SOL_STORE_ERROR, kind, "%s: %s", path, g_strerror (code));
}

static void
set_locked (const char *folder, int file, GError **error)
{
  g_autofree char *holder = sol_store_find_holder (file);

  g_set_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_LOCKED, "%s is in use by %s", folder,
               holder);
}

/* The folder may have been taken away, and the file with it, just before it was locked. */
static gboolean
is_there (int lock, const char *path)
{
  struct stat held;
  struct stat there;

  return fstat (lock, &held) == 0 && stat (path, &there) == 0 && held.st_ino == there.st_ino &&
         held.st_dev == there.st_dev;
}

/* @how: LOCK_EX or LOCK_SH. The lock is let go by the kernel however the process ends. */
static int
lock_file (const char *folder, const char *file, int how, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  int code = EWOULDBLOCK;
  int lock;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_system_error (errno, folder, error);
      return -1;
    }

  lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    {
      set_system_error (errno, path, error);
      return -1;
    }
  if (flock (lock, how | LOCK_NB) != 0)
    code = errno;
  else if (is_there (lock, path))
    return lock;

  if (code == EWOULDBLOCK)
    set_locked (folder, lock, error);
  else
    set_system_error (code, path, error);
  close (lock);
  return -1;
}

/**
 * sol_store_files_lock:
 * @folder: of an account; made when it is not there
 *
 * For who takes the folder away, or another's in its place.
 *
 * Returns: a descriptor to be closed; -1 with %SOL_STORE_ERROR_LOCKED when any process has it open
 */
int
sol_store_files_lock (const char *folder, GError **error)
{
  return lock_file (folder, OPEN_FILE, LOCK_EX, error);
}

/**
 * sol_store_files_be_alone:
 * @self: of an account's @folder
 *
 * Returns: %FALSE with %SOL_STORE_ERROR_LOCKED when another process has the folder open too
 */
gboolean
sol_store_files_be_alone (SolStoreFiles *self, const char *folder, GError **error)
{
  if (self->lock >= 0 && flock (self->open, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  set_locked (folder, self->open, error);
  return FALSE;
}

static void
move_aside (const char *folder, const char *file)
{
  static const char *const parts[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (file, parts[i], NULL);
      g_autofree char *aside = g_strconcat (file, ASIDE, parts[i], NULL);
      g_autofree char *from = g_build_filename (folder, name, NULL);
      g_autofree char *to = g_build_filename (folder, aside, NULL);

      g_remove (to);
      g_rename (from, to);
    }
}

/* Touches the file only once it is known to be of this program or older. */
static SolDatabase *
open_checked (const char *path, const char *schema, GError **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  /* Killed before it was in WAL mode, it has a journal that only a writer may roll back; the
   * migration looks at its version too. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (journal, G_FILE_TEST_EXISTS))
    {
      g_autoptr (SolDatabase) look = sol_database_open (path, FALSE, error);

      if (look == NULL || !sol_database_check_version (look, schema, error))
        return NULL;
    }

  return sol_database_open (path, TRUE, error);
}

static SolDatabase *
open_cache (SolStoreFiles *self, const char *path, GError **error)
{
  g_autoptr (SolDatabase) db = open_checked (path, "cache", error);

  if (db == NULL || (self->layout->account && !sol_database_set_durable (db, error)) ||
      !sol_database_migrate (db, "cache", error) || !sol_store_derive (db, error))
    return NULL;

  return g_steal_pointer (&db);
}

static char *
get_damage_mark (const SolStoreLayout *layout, const char *folder)
{
  g_autofree char *name = g_strconcat (layout->cache, DAMAGED, NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
take_damage_mark (const SolStoreLayout *layout, const char *folder, GError **error)
{
  g_autofree char *mark = get_damage_mark (layout, folder);

  if (g_remove (mark) != 0)
    return FALSE;

  g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_CORRUPT,
                       "A damaged page was met while the program last ran");
  return TRUE;
}

/* What can be fetched again is not worth a refusal: the file is moved aside and made anew. */
static gboolean
ensure_cache (SolStoreFiles *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, self->layout->cache, NULL);
  g_autofree char *index = g_build_filename (folder, SOL_STORE_INDEX_FILE, NULL);
  g_autoptr (GError) cause = NULL;

  if (!take_damage_mark (self->layout, folder, &cause))
    self->cache = open_cache (self, path, &cause);
  if (self->cache != NULL)
    return TRUE;

  if (!g_error_matches (cause, SOL_STORE_ERROR, SOL_STORE_ERROR_CORRUPT) &&
      !g_error_matches (cause, SOL_STORE_ERROR, SOL_STORE_ERROR_TOO_NEW))
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&cause), "%s: ", path);
      return FALSE;
    }

  self->notice = SOL_STORE_NOTICE_CACHE_REBUILT;
  self->detail = g_strdup_printf ("%s: %s", path, cause->message);
  move_aside (folder, self->layout->cache);
  g_remove (index);
  self->cache = open_cache (self, path, error);
  return self->cache != NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
drop_copies (const char *copies, guint n_kept)
{
  g_autoptr (GDir) dir = g_dir_open (copies, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (copies, name, NULL));

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + n_kept < names->len; i++)
    g_remove (g_ptr_array_index (names, i));
}

/* A copy a day, and one before each migration. That the copy fails is no reason to refuse the
 * day's work. */
static void
copy_user (SolDatabase *db, const char *folder)
{
  g_autofree char *copies = g_build_filename (folder, COPIES_FOLDER, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (sol_clock_seconds ());
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  int version = sol_database_get_version (db, NULL);
  g_autofree char *name = g_strdup_printf ("user-%s-%d.db", day, version);
  g_autofree char *path = g_build_filename (copies, name, NULL);
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);
  g_autoptr (GError) error = NULL;
  char *sql;

  if (version <= 0 || g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  g_mkdir (copies, 0700);
  g_remove (partial);
  sql = sqlite3_mprintf ("VACUUM INTO %Q", partial);
  if (!sol_database_run (db, sql, &error))
    g_warning ("No copy of user.db could be made: %s", error->message);
  else if (g_rename (partial, path) == 0)
    drop_copies (copies, N_COPIES);
  sqlite3_free (sql);
}

/**
 * sol_store_files_drop_copies:
 * @user: user.db
 *
 * For what is taken out of it for good. The next opening makes a copy of what it is then.
 */
void
sol_store_files_drop_copies (SolDatabase *user)
{
  g_autofree char *folder = g_path_get_dirname (sol_database_get_path (user));
  g_autofree char *copies = g_build_filename (folder, COPIES_FOLDER, NULL);

  drop_copies (copies, 0);
}

/* Nothing but the user has what is in user.db: any doubt is a refusal, and the file stays. */
static gboolean
open_user (SolStoreFiles *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SOL_STORE_USER_FILE, NULL);

  self->user = open_checked (path, self->layout->user_schema, error);
  if (self->user != NULL &&
      (!self->layout->account || sol_database_set_durable (self->user, error)))
    {
      copy_user (self->user, folder);
      if (sol_database_migrate (self->user, self->layout->user_schema, error))
        return TRUE;
    }

  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static void
keep_reserve (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, RESERVE_FILE, NULL);
  struct statvfs disk;
  int file;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || statvfs (folder, &disk) != 0 ||
      (guint64) disk.f_bavail * disk.f_frsize < MIN_FREE_BYTES)
    return;

  file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    return;
  if (posix_fallocate (file, 0, RESERVE_BYTES) != 0)
    g_remove (path);
  close (file);
}

/**
 * sol_store_files_free_reserve:
 *
 * Returns: %TRUE when there is now some room on a disk that was full
 */
gboolean
sol_store_files_free_reserve (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, RESERVE_FILE, NULL);

  return g_remove (path) == 0;
}

/**
 * sol_store_files_mark_damaged:
 *
 * Has the next opening move the cache aside. It is in use now.
 */
void
sol_store_files_mark_damaged (const SolStoreLayout *layout, const char *folder)
{
  g_autofree char *path = get_damage_mark (layout, folder);
  int mark = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (mark >= 0)
    close (mark);
}

/* Beside the process that has the folder: nothing is migrated under it, nor made anew. */
static gboolean
open_beside (SolStoreFiles *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SOL_STORE_USER_FILE, NULL);
  const char *schema = self->layout->user_schema;

  self->user = open_checked (path, schema, error);
  if (self->user == NULL)
    return FALSE;
  if (sol_database_get_version (self->user, NULL) != sol_database_get_newest (schema))
    {
      g_set_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_LOCKED,
                   "%s is in use by another version of the program", folder);
      return FALSE;
    }
  sol_database_leave_checkpoints (self->user);
  return sol_database_set_durable (self->user, error);
}

/**
 * sol_store_files_open:
 * @self: (out caller-allocates): to be cleared, also after a failure
 * @folder: made when it is not there
 *
 * user.db first: when it is refused the cache is left alone too. May wait for the disk.
 */
gboolean
sol_store_files_open (SolStoreFiles *self,
                      const SolStoreLayout *layout,
                      const char *folder,
                      GError **error)
{
  g_autoptr (GError) locked = NULL;

  *self = (SolStoreFiles) SOL_STORE_FILES_NONE;
  self->layout = layout;
  if (layout->account)
    self->open = lock_file (folder, OPEN_FILE, LOCK_SH, error);
  if (layout->account && self->open < 0)
    return FALSE;
  self->lock = lock_file (folder, LOCK_FILE, LOCK_EX, &locked);
  if (self->lock < 0 && layout->account &&
      g_error_matches (locked, SOL_STORE_ERROR, SOL_STORE_ERROR_LOCKED))
    return open_beside (self, folder, error);
  if (self->lock < 0)
    {
      g_propagate_error (error, g_steal_pointer (&locked));
      return FALSE;
    }
  if (!open_user (self, folder, error) || !ensure_cache (self, folder, error))
    return FALSE;

  keep_reserve (folder);
  return TRUE;
}

/* Once nothing of this process writes any more. */
void
sol_store_files_unlock (SolStoreFiles *self)
{
  if (self->lock >= 0)
    close (self->lock);
  if (self->open >= 0)
    close (self->open);
  self->lock = self->open = -1;
}

void
sol_store_files_clear (SolStoreFiles *self)
{
  g_clear_pointer (&self->cache, sol_database_close);
  g_clear_pointer (&self->user, sol_database_close);
  sol_store_files_unlock (self);
  g_clear_pointer (&self->detail, g_free);
}
