/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-picture-view.h"

#include <glib/gi18n.h>

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-picture-view.ui"
#define MAX_SIDE 640 /* pixels: the largest that is shown, on a screen of twice the points */

/**
 * SolPictureView:
 *
 * A logo or a picture of a structure; empty until it is there, and when it is not to be had.
 */
struct _SolPictureView
{
  AdwBin parent_instance;

  GtkPicture *picture;
  GCancellable *loading;
  char *hash; /* (nullable): of what is shown or loaded */
};

G_DEFINE_FINAL_TYPE (SolPictureView, sol_picture_view, ADW_TYPE_BIN)

static void
stop_loading (SolPictureView *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->hash, g_free);
}

static void
sol_picture_view_dispose (GObject *object)
{
  stop_loading (SOL_PICTURE_VIEW (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_PICTURE_VIEW);
  G_OBJECT_CLASS (sol_picture_view_parent_class)->dispose (object);
}

static void
sol_picture_view_class_init (SolPictureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_picture_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolPictureView, picture);
}

static void
sol_picture_view_init (SolPictureView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_picture_set_alternative_text (self->picture, _ ("Logo"));
}

/**
 * sol_picture_view_new:
 * @caption: what is to be seen, for who does not see it
 *
 * Returns: (transfer floating): without a picture yet
 */
GtkWidget *
sol_picture_view_new (const char *caption)
{
  SolPictureView *self = g_object_new (SOL_TYPE_PICTURE_VIEW, NULL);

  gtk_picture_set_alternative_text (self->picture, caption);
  return GTK_WIDGET (self);
}

/* One that fails leaves what stands below: initials, or an empty frame with its caption. */
static void
take_picture (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolPictureView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sol_pictures_load_finish (SOL_PICTURES (source), result, &error);

  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_pointer (&self->hash, g_free); /* tried again when the page is shown again */
}

/**
 * sol_picture_view_show:
 * @pictures: (nullable): of the catalogue
 * @supplier: id of the structure
 * @blob: (nullable): %NULL for none
 */
void
sol_picture_view_show (SolPictureView *self,
                       SolPictures *pictures,
                       const char *supplier,
                       const SolBlob *blob)
{
  if (blob != NULL && g_strcmp0 (self->hash, blob->hash) == 0)
    return;
  stop_loading (self);
  gtk_picture_set_paintable (self->picture, NULL);
  if (blob == NULL || pictures == NULL)
    return;
  self->hash = g_strdup (blob->hash);
  self->loading = g_cancellable_new ();
  sol_pictures_load_async (pictures, "supplier", supplier, blob, MAX_SIDE, self->loading,
                           take_picture, g_object_ref (self));
}
