/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-patch.h"

/* Parts of a patch by the paths that conflicts name: "name", "offers/ID", "offers/ID/title". */

static gboolean
is_item (const char *const *parts)
{
  return g_strv_length ((GStrv) parts) % 2 == 0;
}

/* How much of the path of an edit is that of the item that @parts are within. */
static gboolean
starts_with (const SolItemEdit *edit, const char *const *parts, guint n_parts)
{
  for (guint i = 0; i < n_parts; i++)
    if (edit->path[i] == NULL || !g_str_equal (edit->path[i], parts[i]))
      return FALSE;
  return TRUE;
}

static SolItemEdit *
find_edit (const SolPatch *self, const char *const *parts, guint n_parts)
{
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      SolItemEdit *edit = self->items->pdata[i];

      if (starts_with (edit, parts, n_parts) && edit->path[n_parts] == NULL)
        return edit;
    }
  return NULL;
}

static void
drop_member (JsonObject **object, const char *name)
{
  if (*object == NULL)
    return;
  json_object_remove_member (*object, name);
  if (json_object_get_size (*object) == 0)
    g_clear_pointer (object, json_object_unref);
}

static void
drop_field (SolPatch *self, const char *name)
{
  drop_member (&self->set, name);
  drop_member (&self->add, name);
  drop_member (&self->remove, name);
}

static void
drop_items (SolPatch *self, const char *const *parts, guint n_parts)
{
  for (guint i = self->items != NULL ? self->items->len : 0; i > 0; i--)
    if (starts_with (self->items->pdata[i - 1], parts, n_parts))
      g_ptr_array_remove_index (self->items, i - 1);
}

static void
drop_item_field (SolPatch *self, const char *const *parts, guint n_parts)
{
  SolItemEdit *edit = find_edit (self, parts, n_parts - 1);

  if (edit == NULL)
    return;
  drop_field (&edit->patch, parts[n_parts - 1]);
  if (edit->act == SOL_ITEM_EDIT && edit->at == NULL && sol_patch_is_empty (&edit->patch))
    g_ptr_array_remove (self->items, edit);
}

/**
 * sol_patch_drop:
 * @path: of a part, as a conflict names it
 *
 * Has the patch say nothing of it any more.
 */
void
sol_patch_drop (SolPatch *self, const char *path)
{
  g_auto (GStrv) split = g_strsplit (path, "/", -1);
  const char *const *parts = (const char *const *) split;
  const guint n_parts = g_strv_length (split);

  if (n_parts == 1)
    drop_field (self, path);
  else if (is_item (parts))
    drop_items (self, parts, n_parts);
  else
    drop_item_field (self, parts, n_parts);
  if (self->items != NULL && self->items->len == 0)
    g_clear_pointer (&self->items, g_ptr_array_unref);
}

static SolPatch *
ensure_edit (SolPatch *self, const char *const *parts, guint n_parts)
{
  SolItemEdit *edit = find_edit (self, parts, n_parts);
  g_autoptr (GStrvBuilder) path = NULL;

  if (edit != NULL)
    return &edit->patch;
  path = g_strv_builder_new ();
  for (guint i = 0; i < n_parts; i++)
    g_strv_builder_add (path, parts[i]);
  edit = g_new0 (SolItemEdit, 1);
  edit->act = SOL_ITEM_EDIT;
  edit->path = g_strv_builder_end (path);
  if (self->items == NULL)
    self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_item_edit_free);
  g_ptr_array_add (self->items, edit);
  return &edit->patch;
}

/**
 * sol_patch_set:
 * @path: of a field, or of a field of an item
 * @value: (transfer none): from now on; null empties it
 *
 * A whole item is not set so: nothing is done then.
 */
void
sol_patch_set (SolPatch *self, const char *path, JsonNode *value)
{
  g_auto (GStrv) split = g_strsplit (path, "/", -1);
  const char *const *parts = (const char *const *) split;
  const guint n_parts = g_strv_length (split);
  SolPatch *patch;

  if (is_item (parts))
    return;
  patch = n_parts == 1 ? self : ensure_edit (self, parts, n_parts - 1);
  if (patch->set == NULL)
    patch->set = json_object_new ();
  json_object_set_member (patch->set, parts[n_parts - 1], json_node_copy (value));
}
