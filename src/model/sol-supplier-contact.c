/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-supplier-contact.h"

/**
 * SolSupplierContact:
 *
 * Whom to reach at a structure. Apart from #SolSupplier, since only the signed-in may see it
 * (scope `members`): a mailbox or a phone may be a person's.
 */
struct _SolSupplierContact
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolSupplierContact, sol_supplier_contact, SOL_TYPE_RECORD)

static const SolField fields[] = {
  { "supplier", SOL_FIELD_REFERENCE, SOL_FIELD_REQUIRED | SOL_FIELD_INDEXED, 36,
    .list = "supplier" },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_TITLE, 160 },
  { "role", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 160 },
  { "email", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 254 },
  { "phone", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 40 },
};

static void
sol_supplier_contact_class_init (SolSupplierContactClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
sol_supplier_contact_init (SolSupplierContact *self)
{
}
