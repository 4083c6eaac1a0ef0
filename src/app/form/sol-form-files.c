/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-files.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-picture-decoder.h"
#include "model/sol-media.h"
#include "model/sol-model-error.h"
#include "store/sol-account-attach.h"

#define SENT_SIDE 2560 /* pixels: no screen shows more of a picture */

/**
 * SolFormFiles:
 *
 * The files that a form attaches to its record: copied into the account's folder at once, shown
 * from there, and from the server where they were attached on another computer. Files and pixels
 * are worked on elsewhere than on the main thread.
 */
struct _SolFormFiles
{
  GObject parent_instance;

  SolAccountStore *store;
  char *organisation;
  SolPictures *pictures; /* (nullable) */
  char *type;
  char *id;
};

G_DEFINE_FINAL_TYPE (SolFormFiles, sol_form_files, G_TYPE_OBJECT)

static void
sol_form_files_finalize (GObject *object)
{
  SolFormFiles *self = SOL_FORM_FILES (object);

  g_clear_object (&self->store);
  g_clear_object (&self->pictures);
  g_free (self->organisation);
  g_free (self->type);
  g_free (self->id);
  G_OBJECT_CLASS (sol_form_files_parent_class)->finalize (object);
}

static void
sol_form_files_class_init (SolFormFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_form_files_finalize;
}

static void
sol_form_files_init (SolFormFiles *self)
{
}

/**
 * sol_form_files_new:
 * @organisation: for which they are sent
 * @pictures: (nullable): brings those that are not on this computer
 * @type: of the record that shows them, as the registry names it
 * @id: of that record
 */
SolFormFiles *
sol_form_files_new (SolAccountStore *store,
                    const char *organisation,
                    SolPictures *pictures,
                    const char *type,
                    const char *id)
{
  SolFormFiles *self = g_object_new (SOL_TYPE_FORM_FILES, NULL);

  self->store = g_object_ref (store);
  self->organisation = g_strdup (organisation);
  g_set_object (&self->pictures, pictures);
  self->type = g_strdup (type);
  self->id = g_strdup (id);
  return self;
}

/* One picture on its way to the screen, or to be looked at before it is attached. */
typedef struct
{
  SolBlob *blob;
  int max_side;
  GTaskThreadFunc work;
  GBytes *content; /* (nullable) */
} Showing;

static void
showing_free (Showing *showing)
{
  g_clear_pointer (&showing->blob, sol_blob_free);
  g_clear_pointer (&showing->content, g_bytes_unref);
  g_free (showing);
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Showing *showing = task_data;
  GError *error = NULL;
  GdkTexture *texture = sol_picture_decode_own (showing->content, showing->max_side, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_content (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Showing *showing = g_task_get_task_data (task);
  GError *error = NULL;

  showing->content = sol_account_store_load_blob_finish (SOL_ACCOUNT_STORE (source), result,
                                                         &error);
  if (showing->content != NULL)
    g_task_run_in_thread (task, showing->work);
  else
    g_task_return_error (task, error);
}

/* From this computer alone. */
static void
work_on_own (SolFormFiles *self,
             const SolBlob *blob,
             int max_side,
             GTaskThreadFunc work,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Showing *showing = g_new0 (Showing, 1);

  g_task_set_source_tag (task, work_on_own);
  showing->blob = sol_blob_copy (blob);
  showing->max_side = max_side;
  showing->work = work;
  g_task_set_task_data (task, showing, (GDestroyNotify) showing_free);
  sol_account_store_load_blob_async (self->store, blob->hash, cancellable, on_content, task);
}

static void
give (GTask *owned_task, GdkTexture *texture, GError *error)
{
  if (texture != NULL)
    g_task_return_pointer (owned_task, texture, g_object_unref);
  else
    g_task_return_error (owned_task, error);
  g_object_unref (owned_task);
}

static void
on_brought (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GdkTexture *texture = sol_pictures_load_finish (SOL_PICTURES (source), result, &error);

  give (user_data, texture, error);
}

static void
on_own_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolFormFiles *self = SOL_FORM_FILES (source);
  GTask *task = user_data;
  const Showing *showing = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL || self->pictures == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      give (task, texture, error);
      return;
    }
  g_clear_error (&error);
  sol_pictures_load_async (self->pictures, self->type, self->id, showing->blob, showing->max_side,
                           g_task_get_cancellable (task), on_brought, task);
}

/**
 * sol_form_files_load_async:
 * @max_side: the longest side it is made to have, in pixels
 *
 * Brings a picture of the record, ready to be drawn.
 */
void
sol_form_files_load_async (SolFormFiles *self,
                           const SolBlob *blob,
                           int max_side,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_form_files_load_async);
  work_on_own (self, blob, max_side, decode_in_thread, cancellable, on_own_shown, task);
}

/**
 * sol_form_files_load_finish:
 *
 * Returns: (transfer full): %NULL with an error when it is neither here nor to be had, or is not
 *   of those that are drawn here
 */
GdkTexture *
sol_form_files_load_finish (SolFormFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refuse (GTask *owned_task, const char *why)
{
  GError *error = NULL;

  sol_model_error_set (&error, SOL_MODEL_ERROR_UNKNOWN_BLOB, (const char *const[]){ why, NULL },
                       "It is no picture that can be shown");
  g_task_return_error (owned_task, error);
  g_object_unref (owned_task);
}

/* One that is too large to be decoded here, or a WebP that nothing here decodes, the server may
 * still draw. */
static gboolean
may_be_sound (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE) ||
         g_error_matches (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE);
}

static void
on_lightened_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SolBlob *blob = sol_account_store_attach_finish (SOL_ACCOUNT_STORE (source), result, &error);

  if (blob != NULL)
    g_task_return_pointer (task, blob, (GDestroyNotify) sol_blob_free);
  else
    g_task_return_error (task, error);
}

/* "photo.webp" that is a JPEG now is no longer called so. */
static char *
make_name (const SolBlob *blob, GBytes *content)
{
  const char *ending = strrchr (blob->name, '.');
  const char *media_type = sol_media_find_type (content);

  if (g_strcmp0 (media_type, blob->media_type) == 0 || ending == NULL)
    return g_strdup (blob->name);
  return g_strdup_printf ("%.*s.%s", (int) (ending - blob->name), blob->name,
                          g_str_equal (media_type, "image/png") ? "png" : "jpg");
}

/* The file as it was is forgotten, as any that no record names. */
static void
on_lightened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolFormFiles *self = SOL_FORM_FILES (source);
  g_autoptr (GTask) task = user_data;
  const Showing *showing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) light = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (light == NULL && !may_be_sound (error))
    refuse (g_steal_pointer (&task), "damaged");
  else if (light == NULL || light == showing->content)
    g_task_return_pointer (task, sol_blob_copy (showing->blob), (GDestroyNotify) sol_blob_free);
  else
    {
      name = make_name (showing->blob, light);
      sol_account_store_attach_bytes_async (self->store, light, name, self->organisation,
                                            g_task_get_cancellable (task), on_lightened_kept,
                                            g_object_ref (task));
    }
}

static void
lighten_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Showing *showing = task_data;
  GError *error = NULL;
  GBytes *light = sol_picture_lighten (showing->content, showing->max_side, &error);

  if (light != NULL)
    g_task_return_pointer (task, light, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
on_attached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (SolBlob)
      blob = sol_account_store_attach_finish (SOL_ACCOUNT_STORE (source), result, &error);

  if (blob == NULL)
    give (task, NULL, error);
  else if (g_task_get_source_tag (task) == sol_form_files_attach_document_async &&
           !g_str_has_prefix (blob->media_type, "image/"))
    {
      g_task_return_pointer (task, g_steal_pointer (&blob), (GDestroyNotify) sol_blob_free);
      g_object_unref (task);
    }
  else if (!g_str_has_prefix (blob->media_type, "image/"))
    refuse (task, "no-picture");
  else
    work_on_own (g_task_get_source_object (task), blob, SENT_SIDE, lighten_in_thread,
                 g_task_get_cancellable (task), on_lightened, task);
}

/**
 * sol_form_files_attach_async:
 * @file: a picture
 *
 * Keeps a copy of it, to be sent: its pixels, upright, without what else a camera or a program
 * wrote into it, and no more of them than are shown. Finish with sol_form_files_attach_finish().
 *
 * Errors: as of sol_account_store_attach_async(), "no-picture" and "damaged" as arguments too
 */
void
sol_form_files_attach_async (SolFormFiles *self,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_form_files_attach_async);
  sol_account_store_attach_async (self->store, file, self->organisation, cancellable, on_attached,
                                  task);
}

/**
 * sol_form_files_attach_document_async:
 * @file: a picture or a PDF
 *
 * Likewise; what a PDF holds the server looks at.
 */
void
sol_form_files_attach_document_async (SolFormFiles *self,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_form_files_attach_document_async);
  sol_account_store_attach_async (self->store, file, self->organisation, cancellable, on_attached,
                                  task);
}

static void
encode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (task_data),
                         (GDestroyNotify) g_bytes_unref);
}

static void
on_encoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolFormFiles *self = SOL_FORM_FILES (source);
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) content = g_task_propagate_pointer (G_TASK (result), &error);
  /* TRANSLATORS: name of the file that is made of a picture which was pasted. */
  const char *name = _ ("Pasted picture.png");

  if (content == NULL)
    give (task, NULL, error);
  else
    sol_account_store_attach_bytes_async (self->store, content, name, self->organisation,
                                          g_task_get_cancellable (task), on_attached, task);
}

/**
 * sol_form_files_paste_async:
 * @texture: a picture without a file, of the clipboard say
 *
 * Likewise, as a PNG.
 */
void
sol_form_files_paste_async (SolFormFiles *self,
                            GdkTexture *texture,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) encoding = g_task_new (self, cancellable, on_encoded, task);

  g_task_set_source_tag (task, sol_form_files_paste_async);
  g_task_set_task_data (encoding, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (encoding, encode_in_thread);
}

/**
 * sol_form_files_attach_finish:
 *
 * Returns: (transfer full): what the field of the record is set to
 */
SolBlob *
sol_form_files_attach_finish (SolFormFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
