/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-platform-info.h"

G_BEGIN_DECLS

/**
 * SolDataNotice:
 * @title: what it is
 * @text: what it is for, who sees it, and for how long
 */
typedef struct
{
  char *title;
  char *text;
} SolDataNotice;

void sol_data_notice_free (SolDataNotice *self);

char *sol_data_words_make_days (guint days);
GPtrArray *sol_data_words_list (const SolPlatformInfo *info);
char *sol_data_words_make_leaving (const SolPlatformInfo *info);
char *sol_data_words_make_contact (const SolPlatformInfo *info);

G_END_DECLS
