/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-mutation.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-model-error.h"
#include "model/sol-uuid.h"

#define MAX_NAME 64 /* bytes of a type, of an operation */

static gboolean
refuse (GError **error, const char *what)
{
  const char *const arguments[] = { what, NULL };

  sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_VALUE, arguments, "Not a mutation");
  return FALSE;
}

/* An empty one; its author fills in the rest. */
SolMutation *
sol_mutation_new (const char *id, gint64 n, const char *type, const char *target)
{
  SolMutation *self = g_new0 (SolMutation, 1);

  self->id = g_strdup (id);
  self->n = n;
  self->type = g_strdup (type);
  self->target = g_strdup (target);
  self->patch = sol_patch_new ();
  return self;
}

/**
 * sol_mutation_new_operation:
 * @op: name of an operation of @type
 * @...: names and texts of its arguments, two by two, then %NULL
 *
 * Returns: (transfer full): the act; its id and n are for who keeps it to give
 */
SolMutation *
sol_mutation_new_operation (const char *type, const char *target, const char *op, ...)
{
  SolMutation *self = sol_mutation_new (NULL, 0, type, target);
  const char *name;
  va_list arguments;

  self->op = g_strdup (op);
  va_start (arguments, op);
  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

      json_node_set_string (node, va_arg (arguments, const char *));
      sol_patch_set (self->patch, name, node);
    }
  va_end (arguments);
  return self;
}

void
sol_mutation_free (SolMutation *self)
{
  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self->op);
  g_strfreev (self->after);
  sol_patch_free (self->patch);
  g_free (self);
}

static gboolean
read_uuid (char **member, JsonNode *node)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING ||
      !sol_uuid_is_valid (json_node_get_string (node)))
    return FALSE;
  *member = g_ascii_strdown (json_node_get_string (node), -1);
  return TRUE;
}

static gboolean
read_name (char **member, JsonNode *node)
{
  const char *name = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                      : "";
  gsize length = strlen (name);

  if (length == 0 || length > MAX_NAME || strspn (name, "abcdefghijklmnopqrstuvwxyz_") != length)
    return FALSE;
  *member = g_strdup (name);
  return TRUE;
}

static gboolean
read_number (gint64 *member, JsonNode *node, gint64 least)
{
  if (json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < least)
    return FALSE;
  *member = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_after (SolMutation *self, JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) > SOL_MUTATION_MAX_BATCH)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *id = NULL;

      if (!read_uuid (&id, json_array_get_element (array, i)))
        return FALSE;
      g_strv_builder_add (builder, id);
    }
  self->after = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_member (SolMutation *self, const char *name, JsonNode *node, GError **error)
{
  if (g_str_equal (name, "id"))
    return read_uuid (&self->id, node) || refuse (error, name);
  if (g_str_equal (name, "n"))
    return read_number (&self->n, node, 1) || refuse (error, name);
  if (g_str_equal (name, "t"))
    return read_name (&self->type, node) || refuse (error, name);
  if (g_str_equal (name, "target"))
    return read_uuid (&self->target, node) || refuse (error, name);
  if (g_str_equal (name, "op"))
    return read_name (&self->op, node) || refuse (error, name);
  if (g_str_equal (name, "base_rev"))
    return read_number (&self->base_rev, node, 0) || refuse (error, name);
  if (g_str_equal (name, "after"))
    return read_after (self, node) || refuse (error, name);
  return sol_patch_read (self->patch, name, node, error);
}

static SolMutation *
read_mutation (JsonNode *node, GError **error)
{
  g_autoptr (SolMutation) self = sol_mutation_new (NULL, 0, NULL, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (error, "mutations");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (!read_member (self, name, member, error))
      return NULL;
  if (self->id == NULL || self->n == 0 || self->type == NULL || self->target == NULL ||
      self->op == NULL)
    {
      refuse (error, "mutations");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * sol_mutation_parse:
 *
 * Strict: an unknown member, a text over %SOL_PATCH_MAX_TEXT, too many of anything is refused.
 *
 * Returns: (transfer full): the mutation, or %NULL with %SOL_MODEL_ERROR_WRONG_VALUE
 */
SolMutation *
sol_mutation_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (length > SOL_MUTATION_MAX_SIZE)
    {
      refuse (error, "size");
      return NULL;
    }
  node = sol_json_parse (text, length, error);
  return node != NULL ? read_mutation (node, error) : NULL;
}

static JsonObject *
write_mutation (const SolMutation *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *after;

  json_object_set_string_member (object, "id", self->id);
  json_object_set_int_member (object, "n", self->n);
  json_object_set_string_member (object, "t", self->type);
  json_object_set_string_member (object, "target", self->target);
  json_object_set_string_member (object, "op", self->op);
  json_object_set_int_member (object, "base_rev", self->base_rev);
  if (self->after != NULL && self->after[0] != NULL)
    {
      after = json_array_new ();
      for (guint i = 0; self->after[i] != NULL; i++)
        json_array_add_string_element (after, self->after[i]);
      json_object_set_array_member (object, "after", after);
    }
  sol_patch_write (self->patch, object);
  return object;
}

/* Returns: (transfer full): its JSON, the same for the same mutation; what is empty is left out */
char *
sol_mutation_to_text (const SolMutation *self)
{
  g_autoptr (JsonObject) object = write_mutation (self);

  return sol_json_object_to_text (object);
}

void
sol_mutation_batch_free (SolMutationBatch *self)
{
  g_free (self->client);
  g_free (self->organisation);
  g_ptr_array_unref (self->mutations);
  g_free (self);
}

static gboolean
read_list (SolMutationBatch *self, JsonNode *node, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) == 0 ||
      json_array_get_length (array) > SOL_MUTATION_MAX_BATCH)
    return refuse (error, "mutations");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      SolMutation *mutation = read_mutation (json_array_get_element (array, i), error);

      if (mutation == NULL)
        return FALSE;
      g_ptr_array_add (self->mutations, mutation);
    }
  return TRUE;
}

static gboolean
read_batch_member (SolMutationBatch *self, const char *name, JsonNode *node, GError **error)
{
  if (g_str_equal (name, "client"))
    return read_uuid (&self->client, node) || refuse (error, name);
  if (g_str_equal (name, "organisation"))
    return read_uuid (&self->organisation, node) || refuse (error, name);
  return g_str_equal (name, "mutations") ? read_list (self, node, error) : refuse (error, name);
}

static gboolean
read_batch (SolMutationBatch *self, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, "mutations");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (!read_batch_member (self, name, member, error))
      return FALSE;
  if (self->client == NULL || self->mutations->len == 0)
    return refuse (error, self->client == NULL ? "client" : "mutations");
  return TRUE;
}

/**
 * sol_mutation_batch_parse:
 *
 * As sol_mutation_parse(), of {"client", "organisation", "mutations"}; one without any mutation is
 * refused too.
 */
SolMutationBatch *
sol_mutation_batch_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (SolMutationBatch) self = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (length > SOL_MUTATION_MAX_SIZE)
    {
      refuse (error, "size");
      return NULL;
    }
  node = sol_json_parse (text, length, error);
  if (node == NULL)
    return NULL;
  self = g_new0 (SolMutationBatch, 1);
  self->mutations = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  return read_batch (self, node, error) ? g_steal_pointer (&self) : NULL;
}

char *
sol_mutation_batch_to_text (const SolMutationBatch *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *mutations = json_array_new ();

  json_object_set_string_member (object, "client", self->client);
  if (self->organisation != NULL)
    json_object_set_string_member (object, "organisation", self->organisation);
  for (guint i = 0; i < self->mutations->len; i++)
    json_array_add_object_element (mutations, write_mutation (self->mutations->pdata[i]));
  json_object_set_array_member (object, "mutations", mutations);
  return sol_json_object_to_text (object);
}
