/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-uploads.h"

#include "model/sol-scope.h"

G_DEFINE_INTERFACE (SolUploads, sol_uploads, SOL_TYPE_STORAGE)

static void
sol_uploads_default_init (SolUploadsInterface *iface)
{
}

void
sol_upload_free (SolUpload *self)
{
  g_free (self->owner);
  g_free (self->hash);
  g_free (self->account);
  g_free (self->media_type);
  g_free (self->reason);
  g_free (self);
}

void
sol_shown_free (SolShown *self)
{
  g_bytes_unref (self->picture);
  g_free (self);
}

/* (transfer full): the scope of whom he acts for */
char *
sol_upload_make_owner (const SolActor *actor)
{
  return actor->organisation != NULL ? sol_scope_new (SOL_SCOPE_KIND_ORG, actor->organisation)
                                     : sol_scope_new (SOL_SCOPE_KIND_USER, actor->account);
}

/* What the protocol calls it. */
const char *
sol_upload_state_get_name (SolUploadState state)
{
  static const char *const names[] = { "receiving", "checking", "whole", "refused" };

  return names[state];
}

/**
 * sol_uploads_begin:
 * @wanted: its owner, hash, account, size and type
 * @now: seconds since 1970
 *
 * Makes room for an attachment, or finds the one that its owner sends already. One that was refused
 * begins anew; one for which the account has no room is refused with "quota".
 *
 * Returns: (transfer full) (nullable): where it stands
 */
SolUpload *
sol_uploads_begin (SolUploads *self, const SolUpload *wanted, gint64 now, GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->begin (self, wanted, now, error);
}

/**
 * sol_uploads_find:
 *
 * Returns: (transfer full) (nullable): %NULL without an error when that owner sends no such one
 */
SolUpload *
sol_uploads_find (SolUploads *self, const char *owner, const char *hash, GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->find (self, owner, hash, error);
}

/**
 * sol_uploads_append:
 * @upload: as it was found: the part goes behind what is here
 *
 * Writes a part through to the disk.
 *
 * Returns: (transfer full) (nullable): where it stands; %NULL with %SOL_STORAGE_ERROR_CHANGED when
 *   another part came first
 */
SolUpload *
sol_uploads_append (SolUploads *self,
                    const SolUpload *upload,
                    const char *part,
                    gsize size,
                    gint64 now,
                    GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->append (self, upload, part, size, now, error);
}

/**
 * sol_uploads_open_sent:
 * @upload: one that is being checked
 *
 * Returns: (transfer full): a descriptor of what was sent, which does not change; -1 on an error
 */
int
sol_uploads_open_sent (SolUploads *self, const SolUpload *upload, GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->open_sent (self, upload, error);
}

/**
 * sol_uploads_settle:
 * @upload: whole or refused, as the checks have it; with the type that its bytes say
 * @shown: (element-type SolShown): what is shown of it
 *
 * Ends the checks: of what is refused nothing is kept but the reason.
 */
gboolean
sol_uploads_settle (SolUploads *self,
                    const SolUpload *upload,
                    GPtrArray *shown,
                    gint64 now,
                    GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->settle (self, upload, shown, now, error);
}

/**
 * sol_uploads_list_unchecked:
 *
 * Returns: (transfer full) (element-type SolUpload) (nullable): those that were not looked at when
 *   the server ended; %NULL on an error
 */
GPtrArray *
sol_uploads_list_unchecked (SolUploads *self, GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->list_unchecked (self, error);
}

/**
 * sol_uploads_open_shown:
 * @hash: of what was sent
 * @side: pixels; the smallest that is at least so large is opened, or the largest
 * @shown: (out): hash of what is opened
 *
 * Returns: (transfer full): a descriptor; -1 without an error when nothing was drawn of it
 */
int
sol_uploads_open_shown (SolUploads *self,
                        const char *hash,
                        guint side,
                        char **shown,
                        GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->open_shown (self, hash, side, shown, error);
}

/**
 * sol_uploads_purge:
 *
 * Forgets what is not whole, or named by no record, after %SOL_RETENTION_UPLOADS.
 */
gboolean
sol_uploads_purge (SolUploads *self, gint64 now, GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->purge (self, now, error);
}

/**
 * sol_uploads_remove:
 * @upload: of its owner
 *
 * Forgets it at once, with what was drawn of it.
 *
 * Errors: %SOL_STORAGE_ERROR_CHANGED while a record of its owner names it, or it is looked at
 */
gboolean
sol_uploads_remove (SolUploads *self, const SolUpload *upload, GError **error)
{
  return SOL_UPLOADS_GET_IFACE (self)->remove (self, upload, error);
}
