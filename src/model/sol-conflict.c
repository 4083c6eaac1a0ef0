/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-conflict.h"

SolConflict *
sol_conflict_new (const char *path,
                  JsonNode *owned_mine,
                  JsonNode *owned_theirs,
                  const SolRevision *revision)
{
  SolConflict *self = g_new0 (SolConflict, 1);

  self->path = g_strdup (path);
  self->mine = owned_mine;
  self->theirs = owned_theirs;
  self->who = g_strdup (revision->who);
  self->when = g_strdup (revision->when);
  return self;
}

void
sol_conflict_free (SolConflict *self)
{
  g_free (self->path);
  json_node_unref (self->mine);
  json_node_unref (self->theirs);
  g_free (self->who);
  g_free (self->when);
  g_free (self);
}

/* Returns: (transfer full): {"path", "mine", "theirs", "who", "when"} */
JsonObject *
sol_conflict_to_json (const SolConflict *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "path", self->path);
  json_object_set_member (object, "mine", json_node_copy (self->mine));
  json_object_set_member (object, "theirs", json_node_copy (self->theirs));
  if (self->who != NULL)
    json_object_set_string_member (object, "who", self->who);
  if (self->when != NULL)
    json_object_set_string_member (object, "when", self->when);
  return object;
}
