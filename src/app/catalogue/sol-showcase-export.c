/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-showcase-export.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#include "app/catalogue/sol-public-link.h"
#include "app/catalogue/sol-showcase-words.h"
#include "app/catalogue/sol-supplier-words.h"
#include "app/sol-save-as.h"
#include "app/widgets/sol-toast.h"
#include "guide/sol-qr.h"
#include "model/sol-item.h"

#define PHOTO_SIDE 1400 /* pixels: sharp over the width of a page */
#define LOGO_SIDE 300
#define QUALITY "82"

/* First the photo, then the logo. */
typedef enum
{
  PHOTO,
  LOGO,
  N_PICTURES,
} Picture;

typedef struct
{
  AdwToastOverlay *toasts;
  const SolSaveAs *how;
  SolSupplier *supplier;
  SolPictures *pictures; /* (nullable) */
  SolFormFiles *files;   /* (nullable) */
  SolShowcase *showcase;
  Picture picture; /* that is being loaded */
  GdkTexture *textures[N_PICTURES];
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  for (guint i = 0; i < N_PICTURES; i++)
    g_clear_object (&export->textures[i]);
  g_clear_object (&export->toasts);
  g_clear_object (&export->supplier);
  g_clear_object (&export->pictures);
  g_clear_object (&export->files);
  g_clear_pointer (&export->showcase, sol_showcase_free);
  g_free (export);
}

/* On white, where it is transparent: JPEG knows no such thing. */
static void
encode (SolShowcasePicture *picture, GdkTexture *texture)
{
  g_autoptr (GdkPixbuf) whole = gdk_pixbuf_get_from_texture (texture);
  g_autoptr (GdkPixbuf) flat = NULL;
  char *data;
  gsize length;

  picture->width = gdk_pixbuf_get_width (whole);
  picture->height = gdk_pixbuf_get_height (whole);
  flat = gdk_pixbuf_composite_color_simple (whole, picture->width, picture->height,
                                            GDK_INTERP_NEAREST, 255, 8, 0xffffff, 0xffffff);
  if (gdk_pixbuf_save_to_buffer (flat, &data, &length, "jpeg", NULL, "quality", QUALITY, NULL))
    picture->jpeg = g_bytes_new_take (data, length);
}

static SolShowcase *
encode_pictures (Export *export)
{
  SolShowcasePicture *const pictures[] = { &export->showcase->photo, &export->showcase->logo };

  for (guint i = 0; i < N_PICTURES; i++)
    if (export->textures[i] != NULL)
      encode (pictures[i], export->textures[i]);
  return export->showcase;
}

static GBytes *
make_pdf (gpointer about, guint *note)
{
  return sol_showcase_make_pdf (encode_pictures (about), note);
}

static GBytes *
make_html (gpointer about, guint *note)
{
  return sol_showcase_make_html (encode_pictures (about), note);
}

static GBytes *
make_code (gpointer about, guint *note)
{
  return sol_qr_make_png (((Export *) about)->showcase->link, note);
}

static char *
say_written (GFile *file, guint shortened)
{
  g_autofree char *name = g_file_get_basename (file);

  if (shortened)
    return g_strdup_printf (_ ("“%s”: cut to keep to one page, shorten the description"), name);
  return g_strdup_printf (_ ("The sheet is in “%s”"), name);
}

static char *
say_page_written (GFile *file, guint note)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_strdup_printf (_ ("“%s” is whole: put it on any site as it is"), name);
}

static char *
say_code_written (GFile *file, guint note)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_strdup_printf (_ ("The code is in “%s”"), name);
}

static const struct
{
  const char *format;
  SolSaveAs how;
} ways[] = {
  /* TRANSLATORS: names of files, %s: a structure and a day */
  { "pdf", { N_ ("Save as PDF"), N_ ("structure-%s.pdf"), make_pdf, say_written } },
  { "html", { N_ ("Save as a Web page"), N_ ("structure-%s.html"), make_html, say_page_written } },
  { "code", { N_ ("Save the QR code"), N_ ("code-%s.png"), make_code, say_code_written } },
};

static const SolSaveAs *
find_way (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].format, format))
      return &ways[i].how;
  g_return_val_if_reached (NULL);
}

static const SolBlob *
find_blob (const Export *export)
{
  SolRecord *record = SOL_RECORD (export->supplier);
  GPtrArray *images;

  if (export->picture == LOGO)
    return sol_record_get_blob (record, "logo");
  images = sol_record_get_items (record, "images");
  return images != NULL && images->len > 0 ? sol_item_get_blob (images->pdata[0], "picture") : NULL;
}

static void load (Export *export);

/* Without a picture that is not to be had, the sheet is still one. */
static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;

  export->textures[export->picture++] = SOL_IS_PICTURES (source)
                                            ? sol_pictures_load_finish (SOL_PICTURES (source),
                                                                        result, NULL)
                                            : sol_form_files_load_finish (SOL_FORM_FILES (source),
                                                                          result, NULL);
  load (export);
}

static void
load (Export *export)
{
  const SolBlob *blob = export->picture < N_PICTURES ? find_blob (export) : NULL;
  const int side = export->picture == PHOTO ? PHOTO_SIDE : LOGO_SIDE;

  if (export->picture == N_PICTURES)
    sol_save_as (export->toasts, export->how, export->showcase->name, export, export_free);
  else if (blob != NULL && export->files != NULL)
    sol_form_files_load_async (export->files, blob, side, NULL, on_loaded, export);
  else if (blob != NULL && export->pictures != NULL)
    sol_pictures_load_async (export->pictures, "supplier",
                             sol_record_get_id (SOL_RECORD (export->supplier)), blob, side, NULL,
                             on_loaded, export);
  else
    {
      export->picture++;
      load (export);
    }
}

/* A code leads somewhere. */
static void
begin (Export *owned_export)
{
  if (owned_export->showcase->link != NULL || owned_export->picture != N_PICTURES)
    {
      load (owned_export);
      return;
    }
  adw_toast_overlay_add_toast (
      owned_export->toasts,
      sol_toast_new (_ ("Give a site, a mail address or a telephone: the code leads there")));
  export_free (owned_export);
}

static void
on_link (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autofree char *link = sol_public_link_find_finish (SOL_STORE (source), result, NULL);

  if (link != NULL)
    sol_showcase_words_set_page (export->showcase, link);
  begin (export);
}

/* Without them, the sheet is still one. */
static void
on_words (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GPtrArray) words = sol_supplier_words_load_finish (SOL_STORE (source), result, NULL);

  if (words != NULL)
    sol_showcase_words_add_clients (export->showcase, words);
  sol_public_link_find_async (SOL_STORE (source), sol_record_get_id (SOL_RECORD (export->supplier)),
                              NULL, on_link, export);
}

/**
 * sol_showcase_export:
 * @toasts: where the end is told
 * @format: "pdf": one page to be printed or sent; "html": a page that stands alone, for a site;
 *   "code": the QR code of its link, as a picture
 * @supplier: as others see it
 * @store: (nullable): of the catalogue, which has the words of its clients and knows its page
 * @pictures: (nullable): of the catalogue
 * @files: (nullable): of the listing it is made of; they go before @pictures
 *
 * Asks where to, and lets a structure leave the application.
 */
void
sol_showcase_export (AdwToastOverlay *toasts,
                     const char *format,
                     SolSupplier *supplier,
                     SolStore *store,
                     SolPictures *pictures,
                     SolFormFiles *files)
{
  Export *export = g_new0 (Export, 1);

  export->toasts = g_object_ref (toasts);
  export->how = find_way (format);
  export->supplier = g_object_ref (supplier);
  g_set_object (&export->pictures, pictures);
  g_set_object (&export->files, files);
  export->showcase = sol_showcase_words_make (supplier);
  export->picture = g_str_equal (format, "code") ? N_PICTURES : PHOTO;
  if (store != NULL)
    sol_supplier_words_load_async (store, supplier, NULL, on_words, export);
  else
    begin (export);
}
