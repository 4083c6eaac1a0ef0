/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"
#include "server/sol-storage.h"

G_BEGIN_DECLS

#define SOL_UPLOAD_MAX (50 * 1024 * 1024)             /* bytes of an attachment */
#define SOL_UPLOAD_PART_MAX (4 * 1024 * 1024)         /* bytes of a part */
#define SOL_UPLOAD_QUOTA ((gint64) 500 * 1024 * 1024) /* bytes of all that an account sent */
#define SOL_UPLOADS_MOST 2000                         /* of an account; also of those refused */

/**
 * SolUploadState:
 * @SOL_UPLOAD_RECEIVING: parts are missing
 * @SOL_UPLOAD_CHECKING: all of it is here; nobody looked at it yet
 * @SOL_UPLOAD_WHOLE: records of its owner may name it
 * @SOL_UPLOAD_REFUSED: it is not what it was said to be, or nothing to show
 */
typedef enum
{
  SOL_UPLOAD_RECEIVING,
  SOL_UPLOAD_CHECKING,
  SOL_UPLOAD_WHOLE,
  SOL_UPLOAD_REFUSED,
} SolUploadState;

/**
 * SolUpload:
 * @owner: the scope of whom it is sent for
 * @account: who sends it
 * @size: bytes, as he says
 * @at: bytes that are here
 * @reason: (nullable): why it was refused
 *
 * An attachment that is sent, part by part.
 */
typedef struct
{
  char *owner;
  char *hash;
  char *account;
  gint64 size;
  char *media_type;
  gint64 at;
  SolUploadState state;
  char *reason;
} SolUpload;

void sol_upload_free (SolUpload *self);

/**
 * SolShown:
 * @side: pixels that it is at most wide or high
 *
 * A picture drawn anew.
 */
typedef struct
{
  guint side;
  GBytes *picture;
} SolShown;

void sol_shown_free (SolShown *self);

#define SOL_TYPE_UPLOADS (sol_uploads_get_type ())
G_DECLARE_INTERFACE (SolUploads, sol_uploads, SOL, UPLOADS, SolStorage)

/**
 * SolUploadsInterface:
 *
 * Attachments on their way in. All calls may wait for the disk and may come from any thread.
 */
struct _SolUploadsInterface
{
  GTypeInterface parent_interface;

  SolUpload *(*begin) (SolUploads *self, const SolUpload *wanted, gint64 now, GError **error);
  SolUpload *(*find) (SolUploads *self, const char *owner, const char *hash, GError **error);
  SolUpload *(*append) (SolUploads *self,
                        const SolUpload *upload,
                        const char *part,
                        gsize size,
                        gint64 now,
                        GError **error);
  int (*open_sent) (SolUploads *self, const SolUpload *upload, GError **error);
  gboolean (*settle) (SolUploads *self,
                      const SolUpload *upload,
                      GPtrArray *shown,
                      gint64 now,
                      GError **error);
  GPtrArray *(*list_unchecked) (SolUploads *self, GError **error);
  int (*open_shown) (SolUploads *self, const char *hash, guint side, char **shown, GError **error);
  gboolean (*purge) (SolUploads *self, gint64 now, GError **error);
  gboolean (*remove) (SolUploads *self, const SolUpload *upload, GError **error);
};

char *sol_upload_make_owner (const SolActor *actor);
const char *sol_upload_state_get_name (SolUploadState state);

SolUpload *
sol_uploads_begin (SolUploads *self, const SolUpload *wanted, gint64 now, GError **error);
SolUpload *sol_uploads_find (SolUploads *self, const char *owner, const char *hash, GError **error);
SolUpload *sol_uploads_append (SolUploads *self,
                               const SolUpload *upload,
                               const char *part,
                               gsize size,
                               gint64 now,
                               GError **error);
int sol_uploads_open_sent (SolUploads *self, const SolUpload *upload, GError **error);
gboolean sol_uploads_settle (SolUploads *self,
                             const SolUpload *upload,
                             GPtrArray *shown,
                             gint64 now,
                             GError **error);
GPtrArray *sol_uploads_list_unchecked (SolUploads *self, GError **error);
int sol_uploads_open_shown (SolUploads *self,
                            const char *hash,
                            guint side,
                            char **shown,
                            GError **error);
gboolean sol_uploads_purge (SolUploads *self, gint64 now, GError **error);
gboolean sol_uploads_remove (SolUploads *self, const SolUpload *upload, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolUpload, sol_upload_free)

G_END_DECLS
