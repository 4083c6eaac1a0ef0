/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"

G_BEGIN_DECLS

#define SOL_PAGE_TYPE "text/html; charset=utf-8"
#define SOL_PAGE_POLICY                                                                \
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'; " \
  "frame-ancestors 'none'; base-uri 'none'"

/**
 * SolPageText:
 * @name: as the page has it in {…}
 * @text: (nullable): plain
 */
typedef struct
{
  const char *name;
  const char *text;
} SolPageText;

GHashTable *sol_page_read_form (SolRequest *request);
void sol_page_set_headers (SolRequest *request);
void sol_page_answer (SolRequest *request,
                      guint status,
                      const char *page,
                      const char *title,
                      const SolPageText *texts,
                      guint n_texts);

G_END_DECLS
