/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record-registry.h"

static const SolRecordType *
find (const char *name)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    if (g_str_equal (types[i].name, name))
      return &types[i];

  return NULL;
}

/**
 * sol_record_registry_find:
 *
 * Returns: %G_TYPE_INVALID for a type that only a newer program knows
 */
GType
sol_record_registry_find (const char *name)
{
  const SolRecordType *type = find (name);

  return type != NULL ? type->get_type () : G_TYPE_INVALID;
}

/* Returns: its name on the wire; %NULL for a type that is not in the registry */
const char *
sol_record_registry_get_name (GType type)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    if (types[i].get_type () == type)
      return types[i].name;

  return NULL;
}

/* Whether sol_record_registry_learn() does anything with records of that type. */
gboolean
sol_record_registry_learns (const char *name)
{
  const SolRecordType *type = find (name);

  return type != NULL && type->learn != NULL;
}

/**
 * sol_record_registry_learn:
 * @doc: a public document of the type @name
 *
 * Any thread.
 */
void
sol_record_registry_learn (const char *name, const char *doc)
{
  const SolRecordType *type = find (name);

  if (type != NULL && type->learn != NULL)
    type->learn (doc);
}
