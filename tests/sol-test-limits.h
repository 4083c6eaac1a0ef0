/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-limits.h"
#include "model/sol-record-registry.h"

/* The tables of limits name fields as texts, and a wrong name would be no limit: this ends the
 * test on one. */

static inline const SolField *
sol_test_get_field (GType type, const char *name, SolFieldKind kind)
{
  g_autoptr (SolRecord) record = sol_record_new (type, 0);
  guint index;
  const SolField *field = sol_record_find_field (record, name, &index);

  if (field == NULL || field->kind != kind)
    g_error ("%s: the field %s is not there, or of another kind", g_type_name (type), name);
  return field;
}

static inline void
sol_test_check_quotas (GType type, const SolQuota *quotas)
{
  g_autoptr (SolRecord) record = sol_record_new (type, 0);
  guint index;

  for (const SolQuota *quota = quotas; quota != NULL && quota->most > 0; quota++)
    {
      if (quota->state != NULL)
        sol_test_get_field (type, "state", SOL_FIELD_CODE);
      if (quota->same != NULL && sol_record_find_field (record, quota->same, &index) == NULL)
        g_error ("%s: the field %s is not there", g_type_name (type), quota->same);
    }
}

static inline void
sol_test_check_share (GType type, const SolShare *share)
{
  const SolField *parent = sol_test_get_field (type, share->parent, SOL_FIELD_REFERENCE);
  const GType of = sol_record_registry_find (parent->list);

  g_assert_true (g_type_is_a (of, SOL_TYPE_RECORD));
  sol_test_get_field (type, share->quantity, SOL_FIELD_NUMBER);
  sol_test_get_field (of, share->limit, SOL_FIELD_NUMBER);
  g_assert_true (sol_test_get_field (of, share->sum, SOL_FIELD_NUMBER)->flags & SOL_FIELD_SERVER);
  if (share->deadline != NULL)
    sol_test_get_field (of, share->deadline, SOL_FIELD_INSTANT);
}

/* Of each type that this program knows. */
static inline void
sol_test_check_limits (void)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      const GType type = types[i].get_type ();
      g_autoptr (GTypeClass) held = g_type_class_ref (type);
      const SolRecordClass *klass = (SolRecordClass *) held;

      sol_test_check_quotas (type, klass->quotas);
      if (klass->share != NULL)
        sol_test_check_share (type, klass->share);
    }
}
