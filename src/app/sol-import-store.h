/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-import-target.h"
#include "store/sol-store-content.h"

G_BEGIN_DECLS

SolImportTarget sol_import_store_make_target (SolStoreContent *content);

G_END_DECLS
