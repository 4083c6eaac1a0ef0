/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-merged-supplier.h"

/**
 * SolMergedSupplier:
 *
 * What is left of a structure that was merged with another: it has the id that the structure had,
 * and leads to the one that was kept. By its number and its key at the source an import finds the
 * one kept too.
 */
struct _SolMergedSupplier
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolMergedSupplier, sol_merged_supplier, SOL_TYPE_RECORD)

static const SolField fields[] = {
  { "kept", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" },
  { "source", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 80 },
  { "external_id", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 160 },
  { "siret", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 14 },
  { "kind", SOL_FIELD_CODE, SOL_FIELD_SERVER, 8, .list = "kinds" },
};

static SolRecord *
read_record (const SolOperationContext *context, const char *type, const char *id)
{
  return context->read != NULL && id != NULL ? context->read (context->data, type, id) : NULL;
}

/**
 * sol_merged_supplier_follow:
 * @id: (nullable): of a structure that is, or was
 *
 * Returns: (transfer full) (nullable): it, or the one that it was merged with
 */
SolRecord *
sol_merged_supplier_follow (const SolOperationContext *context, const char *id)
{
  g_autofree char *at = g_strdup (id);

  for (guint i = 0; at != NULL && i < SOL_MERGED_SUPPLIER_STEPS; i++)
    {
      g_autoptr (SolRecord) way = NULL;
      SolRecord *supplier = read_record (context, "supplier", at);

      if (supplier != NULL)
        return supplier;
      way = read_record (context, "merged_supplier", at);
      g_free (at);
      at = way != NULL ? g_strdup (sol_record_get_text (way, "kept")) : NULL;
    }
  return NULL;
}

static void
sol_merged_supplier_class_init (SolMergedSupplierClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_merged_supplier_init (SolMergedSupplier *self)
{
}
