/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-import-store.h"

/* The store as a place that an import writes to, or compares with. There is one transaction around
 * the whole file, and no log: what is left half-way was never there. */

static gboolean
begin_or_commit (gpointer content, GError **error)
{
  return TRUE;
}

static void
rollback (gpointer content)
{
}

static char *
find_external (gpointer content, const char *source, const char *external_id, GError **error)
{
  return sol_store_content_find_external (content, source, external_id, error);
}

static void
take_kind (const char *id, const char *kind, gpointer found)
{
  g_ptr_array_add (found, sol_import_match_new (id, kind));
}

static GPtrArray *
find_siret (gpointer content, const char *siret, GError **error)
{
  g_autoptr (GPtrArray)
      found = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_match_free);

  return sol_store_content_find_siret (content, siret, take_kind, found, error)
             ? g_steal_pointer (&found)
             : NULL;
}

static char *
get (gpointer content, const char *type, const char *id, GError **error)
{
  return sol_store_content_get (content, type, id, error);
}

static gboolean
put (gpointer content,
     const char *type,
     const char *id,
     const char *scope,
     const char *doc,
     GError **error)
{
  return sol_store_content_put (content, type, id, scope, doc, error);
}

/**
 * sol_import_store_make_target:
 *
 * Returns: where sol_import_run() writes, or looks for a preview; good as long as @content
 */
SolImportTarget
sol_import_store_make_target (SolStoreContent *content)
{
  return (SolImportTarget){
    .user_data = content,
    .begin = begin_or_commit,
    .commit = begin_or_commit,
    .rollback = rollback,
    .find_external = find_external,
    .find_siret = find_siret,
    .get = get,
    .put = put,
  };
}
