/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/outbox/sol-outbox-place.h"

G_BEGIN_DECLS

void sol_outbox_acts_install (GtkWidgetClass *widget_class);

G_END_DECLS
