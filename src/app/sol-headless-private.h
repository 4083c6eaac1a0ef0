/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-options.h"
#include "store/sol-catalogue-list.h"

G_BEGIN_DECLS

/**
 * SolHome:
 * @folder: of the catalogue; may not exist yet when @server is given
 * @server: (nullable): address of its platform
 * @ca_file: (nullable): PEM file of a private authority
 *
 * The catalogue that the command line speaks of.
 */
typedef struct
{
  char *folder;
  char *server;
  char *ca_file;
} SolHome;

SolHome *sol_headless_find_home (const SolOptions *options, GError **error);
void sol_headless_home_free (SolHome *self);
gboolean sol_headless_home_has_catalogue (const SolHome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolHome, sol_headless_home_free)

/* Calls that take a while become calls that wait, by running the main context: which is right only
 * because no other loop runs yet. */
void sol_headless_keep_result (GObject *source, GAsyncResult *result, gpointer kept);
GAsyncResult *sol_headless_wait (GAsyncResult **kept);

gboolean sol_headless_preview (const SolOptions *options, SolStore *store, GError **error);

/**
 * SolFound:
 * @list: the whole answer
 * @suppliers: (element-type SolSupplier): a page of the rows to print
 * @distances: (element-type double): kilometres, NaN where not known; one a row of @suppliers
 * @n_printed: rows before them
 */
typedef struct
{
  SolCatalogueList *list;
  GPtrArray *suppliers;
  GArray *distances;
  guint n_printed;
} SolFound;

void sol_headless_print_begin (const SolFound *found, const SolOptions *options);
void sol_headless_print_page (const SolFound *found, const SolOptions *options);
void sol_headless_print_end (const SolFound *found, const SolOptions *options);
void sol_headless_write (const char *text);
gboolean sol_headless_flush (GError **error);

G_END_DECLS
