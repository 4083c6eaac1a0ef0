/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-pictures.h"

G_BEGIN_DECLS

#define SOL_TYPE_PICTURE_VIEW (sol_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (SolPictureView, sol_picture_view, SOL, PICTURE_VIEW, AdwBin)

GtkWidget *sol_picture_view_new (const char *caption);
void sol_picture_view_show (SolPictureView *self,
                            SolPictures *pictures,
                            const char *supplier,
                            const SolBlob *blob);

G_END_DECLS
