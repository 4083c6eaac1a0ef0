/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-projection.h"

#include "model/sol-record-registry.h"
#include "model/sol-uuid.h"

static JsonObject *
choose (const SolProjection *self, SolRecord *source)
{
  g_autoptr (JsonObject) whole = sol_record_to_json (source);
  JsonObject *chosen;

  json_object_remove_member (whole, "v");
  if (self->fields == NULL)
    return g_steal_pointer (&whole);

  chosen = json_object_new ();
  for (guint i = 0; self->fields[i] != NULL; i++)
    if (json_object_has_member (whole, self->fields[i]))
      json_object_set_member (chosen, self->fields[i],
                              json_object_dup_member (whole, self->fields[i]));
  return chosen;
}

/* (transfer full): that of the record whose place it takes, else one that follows from the source's
 */
static char *
make_id (const SolProjection *self, SolRecord *source)
{
  const char *taken = self->id != NULL ? sol_record_get_text (source, self->id) : NULL;

  return taken != NULL ? g_strdup (taken)
                       : sol_uuid_from_name (sol_record_registry_get_name (G_OBJECT_TYPE (source)),
                                             sol_record_get_id (source));
}

/* A scope of projections: "public". */
char *
sol_projection_to_all (SolRecord *record)
{
  return g_strdup ("public");
}

/**
 * sol_projection_make:
 *
 * Pure: the same source gives the same record, whose id follows from the source's.
 *
 * Returns: (transfer full): what others see of @source, if there is to be anything
 */
SolRecord *
sol_projection_make (const SolProjection *self, SolRecord *source)
{
  g_autoptr (JsonObject) doc = choose (self, source);
  g_autofree char *id = make_id (self, source);
  g_autofree char *scope = self->scope (source);
  SolRecord *target = sol_record_new (sol_record_registry_find (self->type), 0);

  sol_record_load (target, id, scope, 0, doc);
  if (self->fill != NULL)
    self->fill (target, source);
  return target;
}
