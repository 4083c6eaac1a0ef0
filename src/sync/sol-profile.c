/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-profile-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "model/sol-uuid.h"

#define FILE_NAME "account.ini"
#define GROUP "account"
#define MAX_GOAL 1000000
#define ORGANISATION "organisation " /* and its id: a group each */

SolProfile *
sol_profile_new (void)
{
  SolProfile *self = g_new0 (SolProfile, 1);

  self->memberships = g_ptr_array_new_with_free_func (g_object_unref);
  self->reviews = g_new0 (char *, 1);
  return self;
}

void
sol_profile_free (SolProfile *self)
{
  g_free (self->account);
  g_free (self->session);
  g_free (self->address);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->role);
  g_free (self->proof);
  g_free (self->organisation);
  g_ptr_array_unref (self->memberships);
  g_strfreev (self->reviews);
  g_free (self->goal_until);
  g_free (self->feed);
  g_free (self);
}

/* Memberships never change: they are shared. */
SolProfile *
sol_profile_copy (const SolProfile *self)
{
  SolProfile *copy = sol_profile_new ();

  copy->account = g_strdup (self->account);
  copy->session = g_strdup (self->session);
  copy->address = g_strdup (self->address);
  copy->name = g_strdup (self->name);
  copy->kind = g_strdup (self->kind);
  copy->role = g_strdup (self->role);
  copy->proof = g_strdup (self->proof);
  copy->organisation = g_strdup (self->organisation);
  for (guint i = 0; i < self->memberships->len; i++)
    g_ptr_array_add (copy->memberships, g_object_ref (g_ptr_array_index (self->memberships, i)));
  g_strfreev (copy->reviews);
  copy->reviews = g_strdupv (self->reviews);
  copy->goal = self->goal;
  copy->goal_until = g_strdup (self->goal_until);
  copy->feed = g_strdup (self->feed);
  return copy;
}

static void
take_text (char **text, const SolReply *account, const char *name)
{
  const char *value = sol_reply_get_text (account, name);

  g_free (*text);
  *text = g_strdup (value != NULL ? value : "");
}

static void
take_memberships (SolProfile *self, const SolReply *account)
{
  const guint n = sol_reply_get_length (account, "organisations");

  g_ptr_array_set_size (self->memberships, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolReply) item = sol_reply_get_item (account, "organisations", i);
      const char *id = item != NULL ? sol_reply_get_text (item, "id") : NULL;

      if (id != NULL && sol_uuid_is_valid (id))
        g_ptr_array_add (self->memberships,
                         sol_membership_new (id, sol_reply_get_text (item, "name"),
                                             sol_reply_get_text (item, "kind"),
                                             sol_reply_get_text (item, "role")));
    }
}

/* @owned_reviews: (nullable): %NULL for none */
static void
set_reviews (SolProfile *self, GStrv owned_reviews)
{
  g_strfreev (self->reviews);
  self->reviews = owned_reviews != NULL ? owned_reviews : g_new0 (char *, 1);
}

static void
set_goal (SolProfile *self, gint64 structures, const char *until)
{
  self->goal = (guint) CLAMP (structures, 0, MAX_GOAL);
  g_free (self->goal_until);
  self->goal_until = g_strdup (until);
}

/* An older platform tells none. */
static void
take_goal (SolProfile *self, const SolReply *account)
{
  g_autoptr (SolReply) goal = sol_reply_get_object (account, "goal");

  set_goal (self, goal != NULL ? sol_reply_get_number (goal, "structures", 0) : 0,
            goal != NULL ? sol_reply_get_text (goal, "until") : NULL);
}

/**
 * sol_profile_take_account: (skip)
 * @account: what the server says of it
 *
 * For an organisation that he left he no longer acts. What the server says of sign-in alone,
 * without organisations and feed, leaves those known.
 *
 * Returns: %FALSE when it is no account
 */
gboolean
sol_profile_take_account (SolProfile *self, const SolReply *account)
{
  const char *id = sol_reply_get_text (account, "id");

  /* It becomes the name of a folder. */
  if (id == NULL || !sol_uuid_is_valid (id))
    return FALSE;

  if (g_strcmp0 (self->account, id) != 0)
    {
      g_ptr_array_set_size (self->memberships, 0);
      g_clear_pointer (&self->organisation, g_free);
      set_reviews (self, NULL);
    }
  g_free (self->account);
  self->account = g_strdup (id);
  take_text (&self->address, account, "address");
  take_text (&self->name, account, "name");
  take_text (&self->kind, account, "kind");
  take_text (&self->role, account, "role");
  take_text (&self->proof, account, "proof");
  if (sol_reply_has_list (account, "organisations"))
    take_memberships (self, account);
  if (sol_reply_has_list (account, "reviews"))
    {
      set_reviews (self, sol_reply_dup_texts (account, "reviews"));
      take_goal (self, account);
    }
  if (sol_reply_get_text (account, "feed") != NULL)
    take_text (&self->feed, account, "feed");
  if (self->organisation != NULL && sol_profile_find (self, self->organisation) == NULL)
    g_clear_pointer (&self->organisation, g_free);
  return TRUE;
}

/* What he chose since, he chose. */
void
sol_profile_keep_choice (SolProfile *self, const SolProfile *now)
{
  if (g_strcmp0 (self->account, now->account) != 0 ||
      (now->organisation != NULL && sol_profile_find (self, now->organisation) == NULL))
    return;
  g_free (self->organisation);
  self->organisation = g_strdup (now->organisation);
}

/**
 * sol_profile_find: (skip)
 *
 * Returns: (transfer none) (nullable): %NULL when he is not its member
 */
SolMembership *
sol_profile_find (const SolProfile *self, const char *organisation)
{
  for (guint i = 0; i < self->memberships->len; i++)
    {
      SolMembership *membership = g_ptr_array_index (self->memberships, i);

      if (g_strcmp0 (sol_membership_get_id (membership), organisation) == 0)
        return membership;
    }
  return NULL;
}

static void
read_membership (SolProfile *self, GKeyFile *file, const char *group)
{
  g_autofree char *name = g_key_file_get_string (file, group, "name", NULL);
  g_autofree char *kind = g_key_file_get_string (file, group, "kind", NULL);
  g_autofree char *role = g_key_file_get_string (file, group, "role", NULL);

  g_ptr_array_add (self->memberships,
                   sol_membership_new (group + strlen (ORGANISATION), name, kind, role));
}

/**
 * sol_profile_read: (skip)
 * @folder: of the server's catalogue
 *
 * Thread: not the main one.
 *
 * Returns: (transfer full): nobody's when there is no file, or none that makes sense
 */
SolProfile *
sol_profile_read (const char *folder)
{
  SolProfile *self = sol_profile_new ();
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return self;

  self->account = g_key_file_get_string (file, GROUP, "id", NULL);
  if (self->account == NULL || !sol_uuid_is_valid (self->account))
    {
      g_clear_pointer (&self->account, g_free);
      return self;
    }
  self->session = g_key_file_get_string (file, GROUP, "session", NULL);
  self->address = g_key_file_get_string (file, GROUP, "address", NULL);
  self->name = g_key_file_get_string (file, GROUP, "name", NULL);
  self->kind = g_key_file_get_string (file, GROUP, "kind", NULL);
  self->role = g_key_file_get_string (file, GROUP, "role", NULL);
  self->proof = g_key_file_get_string (file, GROUP, "proof", NULL);
  self->organisation = g_key_file_get_string (file, GROUP, "organisation", NULL);
  set_reviews (self, g_key_file_get_string_list (file, GROUP, "reviews", NULL, NULL));
  self->goal = (guint) CLAMP (g_key_file_get_integer (file, GROUP, "goal", NULL), 0, MAX_GOAL);
  self->goal_until = g_key_file_get_string (file, GROUP, "goal-until", NULL);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], ORGANISATION))
      read_membership (self, file, groups[i]);
  return self;
}

static void
set_text (GKeyFile *file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
}

static GKeyFile *
print (const SolProfile *self)
{
  GKeyFile *file = g_key_file_new ();

  set_text (file, GROUP, "id", self->account);
  set_text (file, GROUP, "session", self->session);
  set_text (file, GROUP, "address", self->address);
  set_text (file, GROUP, "name", self->name);
  set_text (file, GROUP, "kind", self->kind);
  set_text (file, GROUP, "role", self->role);
  set_text (file, GROUP, "proof", self->proof);
  set_text (file, GROUP, "organisation", self->organisation);
  if (*self->reviews != NULL)
    g_key_file_set_string_list (file, GROUP, "reviews", (const char *const *) self->reviews,
                                g_strv_length (self->reviews));
  if (self->goal > 0)
    g_key_file_set_integer (file, GROUP, "goal", (int) self->goal);
  set_text (file, GROUP, "goal-until", self->goal_until);
  for (guint i = 0; i < self->memberships->len; i++)
    {
      SolMembership *membership = g_ptr_array_index (self->memberships, i);
      g_autofree char *group = g_strconcat (ORGANISATION, sol_membership_get_id (membership), NULL);

      set_text (file, group, "name", sol_membership_get_name (membership));
      set_text (file, group, "kind", sol_membership_get_kind (membership));
      set_text (file, group, "role", sol_membership_get_role (membership));
    }
  return file;
}

/**
 * sol_profile_write: (skip)
 *
 * In place of the earlier one, whole or not at all; nobody's is no file. Thread: not the main one.
 */
gboolean
sol_profile_write (const SolProfile *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (self->account == NULL)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }

  g_mkdir_with_parents (folder, 0700);
  file = print (self);
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}
