/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

/* A page of the place where one comes in and looks after one's account. */
typedef struct
{
  const char *name;
  const char *title; /* above it, in the header; to be translated */
  GtkWidget *(*make) (SolAccountPlace *place);
  gboolean entrance; /* one comes in by it: beside it stands what the place is for */
} SolAccountPage;

const SolAccountPage *sol_account_pages_find (const char *name);

G_END_DECLS
