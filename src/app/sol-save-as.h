/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "guide/sol-save-made.h"

G_BEGIN_DECLS

/**
 * SolSaveAs:
 * @title: of the dialog, not translated yet
 * @name: of the file, not translated yet: "sheet-%s.pdf"
 * @make: what the file is made by
 * @say: tells how it ended; what @make noted of it comes along
 *
 * A way to save something in a file.
 */
typedef struct
{
  const char *title;
  const char *name;
  SolMakeFile make;
  char *(*say) (GFile *file, guint note);
} SolSaveAs;

void sol_save_as (AdwToastOverlay *toasts,
                  const SolSaveAs *how,
                  const char *name,
                  gpointer owned_about,
                  GDestroyNotify free_about);

G_END_DECLS
