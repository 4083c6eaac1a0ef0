/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "model/sol-mutation.h"
#include "model/sol-operation.h"
#include "model/sol-record-registry.h"

/* Prints what can be asked of each record type, for src/server/check-authz.py: a line for each
 * type, operation and field, and who writes that: "user", or "rules" alone; "nobody" makes records
 * of that type. */

static void
print_fields (const char *type, const SolRecordClass *klass, const char *op)
{
  gboolean made = klass->owner != SOL_SCOPE_KIND_NONE;

  printf ("%s %s - %s\n", type, op, made ? "user" : "nobody");
  for (guint i = 0; i < klass->n_fields; i++)
    printf ("%s %s %s %s\n", type, op, klass->fields[i].name,
            !made                                       ? "nobody"
            : klass->fields[i].flags & SOL_FIELD_SERVER ? "rules"
                                                        : "user");
}

static void
print_type (const SolRecordType *type)
{
  static const char *const general[] = { SOL_MUTATION_CREATE, SOL_MUTATION_EDIT,
                                         SOL_MUTATION_DELETE, SOL_MUTATION_RESTORE };
  g_autoptr (SolRecordClass) klass = g_type_class_ref (type->get_type ());

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    print_fields (type->name, klass, general[i]);
  for (const SolOperation *at = klass->operations; at != NULL && at->name != NULL; at++)
    print_fields (type->name, klass, at->name);
}

int
main (void)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    print_type (&types[i]);
  return 0;
}
