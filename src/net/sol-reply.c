/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-reply.h"

#include "model/sol-json.h"
#include "net/sol-net-error.h"

struct _SolReply
{
  guint status;
  JsonObject *object;
};

static SolReply *
reply_new (guint status, JsonObject *object)
{
  SolReply *self = g_new0 (SolReply, 1);

  self->status = status;
  self->object = json_object_ref (object);
  return self;
}

/**
 * sol_reply_new:
 * @status: of HTTP
 * @text: JSON; nothing at all is an object without members
 *
 * Returns: (transfer full): %NULL with %SOL_NET_ERROR_BAD_ANSWER when @text is no object
 */
SolReply *
sol_reply_new (guint status, GBytes *text, GError **error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) cause = NULL;

  if (g_bytes_get_size (text) == 0)
    return reply_new (status, nothing);

  root = sol_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &cause);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return reply_new (status, json_node_get_object (root));

  g_set_error_literal (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                       cause != NULL ? cause->message : "The answer is not an object");
  return NULL;
}

void
sol_reply_free (SolReply *self)
{
  json_object_unref (self->object);
  g_free (self);
}

guint
sol_reply_get_status (const SolReply *self)
{
  return self->status;
}

/* Whether the server did what it was asked; else it says why not: "reason", "detail". */
gboolean
sol_reply_is_success (const SolReply *self)
{
  return self->status >= 200 && self->status < 300;
}

/* The getters of json-glib write a critical warning when the type is another: ask first. */
static JsonNode *
get_value (const SolReply *self, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (self->object, name);

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

/**
 * sol_reply_get_text:
 *
 * Returns: (transfer none) (nullable): %NULL for what is no text too
 */
const char *
sol_reply_get_text (const SolReply *self, const char *name)
{
  JsonNode *node = get_value (self, name, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
sol_reply_get_number (const SolReply *self, const char *name, gint64 otherwise)
{
  JsonNode *node = get_value (self, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : otherwise;
}

/* Unix seconds; 0 for what is no instant. */
gint64
sol_reply_get_instant (const SolReply *self, const char *name)
{
  const char *text = sol_reply_get_text (self, name);
  g_autoptr (GDateTime) instant = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return instant != NULL ? g_date_time_to_unix (instant) : 0;
}

gboolean
sol_reply_get_flag (const SolReply *self, const char *name)
{
  JsonNode *node = get_value (self, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

/**
 * sol_reply_dup_value:
 *
 * Returns: (transfer full): whatever it is; null for nothing
 */
JsonNode *
sol_reply_dup_value (const SolReply *self, const char *name)
{
  JsonNode *node = json_object_get_member (self->object, name);

  return node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL);
}

static SolReply *
wrap (const SolReply *self, JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? reply_new (self->status, json_node_get_object (node))
             : NULL;
}

/**
 * sol_reply_get_object:
 *
 * Returns: (transfer full) (nullable): an object in it
 */
SolReply *
sol_reply_get_object (const SolReply *self, const char *name)
{
  return wrap (self, json_object_get_member (self->object, name));
}

static JsonArray *
get_array (const SolReply *self, const char *name)
{
  JsonNode *node = json_object_get_member (self->object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
sol_reply_has_list (const SolReply *self, const char *name)
{
  return get_array (self, name) != NULL;
}

/* Returns: items of the list @name; 0 for what is no list */
guint
sol_reply_get_length (const SolReply *self, const char *name)
{
  JsonArray *array = get_array (self, name);

  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * sol_reply_get_item:
 * @position: below sol_reply_get_length()
 *
 * Returns: (transfer full) (nullable): an object in a list; %NULL for what is no object
 */
SolReply *
sol_reply_get_item (const SolReply *self, const char *name, guint position)
{
  return wrap (self, json_array_get_element (get_array (self, name), position));
}

/**
 * sol_reply_dup_texts:
 *
 * Returns: (transfer full): those of a list that are texts
 */
GStrv
sol_reply_dup_texts (const SolReply *self, const char *name)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  const guint n = sol_reply_get_length (self, name);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (get_array (self, name), i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (texts, json_node_get_string (node));
    }
  return g_strv_builder_end (texts);
}

/**
 * sol_reply_print:
 *
 * Returns: (transfer full): as JSON text
 */
char *
sol_reply_print (const SolReply *self)
{
  return sol_json_object_to_text (self->object);
}
