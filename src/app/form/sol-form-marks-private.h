/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/form/sol-form.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

void sol_form_marks_lay_refused (SolForm *form, GListModel *outbox, GHashTable *laid);
void sol_form_marks_show (SolForm *form, SolShownRecord *shown, GListModel *outbox);

G_END_DECLS
