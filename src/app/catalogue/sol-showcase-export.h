/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-files.h"
#include "app/sol-pictures.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

void sol_showcase_export (AdwToastOverlay *toasts,
                          const char *format,
                          SolSupplier *supplier,
                          SolStore *store,
                          SolPictures *pictures,
                          SolFormFiles *files);

G_END_DECLS
