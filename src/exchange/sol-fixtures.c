/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-fixtures-private.h"
#include "model/sol-json.h"

#define TITLE_KEY "%s:%" G_GINT64_FORMAT ":"

struct _SolFixtures
{
  GHashTable *slugs; /* "MODEL:PK" to what it is called; "MODEL:PK:" to its name in words */
  GHashTable *rows;  /* pk of a structure to a GPtrArray of texts "MODEL{…fields…}" */
  gsize n_bytes;
};

/* What a structure's own row does not hold. */
static const char *const tied[] = {
  "siaes.siae_networks", "siaes.siaeactivity", "siaes.siaeclientreference",
  "siaes.siaelabel",     "siaes.siaeoffer",    NULL,
};
static const char *const named[] = {
  "labels.label", "networks.network", "perimeters.perimeter", "sectors.sector", NULL,
};

SolFixtures *
sol_fixtures_new (void)
{
  SolFixtures *self = g_new0 (SolFixtures, 1);

  self->slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
sol_fixtures_free (SolFixtures *self)
{
  g_hash_table_unref (self->slugs);
  g_hash_table_unref (self->rows);
  g_free (self);
}

/* Returns: 0 for what is not there or not a number. */
gint64
sol_fixtures_get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node == NULL ? G_TYPE_INVALID : json_node_get_value_type (node);
  double number = type == G_TYPE_DOUBLE ? json_node_get_double (node) : 0;

  if (type == G_TYPE_INT64)
    return json_node_get_int (node);
  return number > 0 && number < 1e15 ? (gint64) number : 0;
}

/* Returns: "" for what is not there or not a text. */
const char *
sol_fixtures_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

gboolean
sol_fixtures_is_tied (const char *model)
{
  return g_strv_contains (tied, model) || g_strv_contains (named, model);
}

/* A perimeter is kept as a zone of ours: "commune:84007", "department:84", "region:93". */
static char *
make_zone (JsonObject *fields)
{
  const char *kind = sol_fixtures_get_text (fields, "kind");
  const char *code = sol_fixtures_get_text (fields, "insee_code");

  if (*code == 'R')
    code++;
  if (g_str_equal (kind, "CITY"))
    return g_strconcat ("commune:", code, NULL);
  if (g_str_equal (kind, "DEPARTMENT"))
    return g_strconcat ("department:", code, NULL);
  return g_str_equal (kind, "REGION") ? g_strconcat ("region:", code, NULL) : NULL;
}

/* Also its name in words, for a list of ours that lacks it. */
static void
add_title (SolFixtures *self, const char *model, gint64 pk, JsonObject *fields)
{
  const char *title = sol_fixtures_get_text (fields, "name");

  if (*title == '\0')
    return;
  g_hash_table_replace (self->slugs, g_strdup_printf (TITLE_KEY, model, pk), g_strdup (title));
  self->n_bytes += strlen (title);
}

static void
add_name (SolFixtures *self, const char *model, gint64 pk, JsonObject *fields)
{
  g_autofree char *name = g_str_equal (model, "perimeters.perimeter")
                              ? make_zone (fields)
                              : g_strdup (sol_fixtures_get_text (fields, "slug"));
  char *key;

  if (name == NULL || *name == '\0')
    return;
  key = g_strdup_printf ("%s:%" G_GINT64_FORMAT, model, pk);
  self->n_bytes += strlen (key) + strlen (name);
  g_hash_table_replace (self->slugs, key, g_steal_pointer (&name));
  add_title (self, model, pk, fields);
}

static GPtrArray *
get_or_make_rows (SolFixtures *self, gint64 siae)
{
  GPtrArray *rows = g_hash_table_lookup (self->rows, &siae);
  gint64 *key;

  if (rows != NULL)
    return rows;
  key = g_new (gint64, 1);
  *key = siae;
  rows = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (self->rows, key, rows);
  return rows;
}

static void
add_row (SolFixtures *self, const char *model, gint64 pk, JsonObject *fields)
{
  gint64 siae = sol_fixtures_get_number (fields, "siae");
  GString *text = g_string_new (NULL);
  g_autofree char *doc = sol_json_object_to_text (fields);

  g_string_printf (text, "{\"model\":\"%s\",\"pk\":%" G_GINT64_FORMAT ",\"fields\":%s}", model, pk,
                   doc);
  self->n_bytes += text->len;
  g_ptr_array_add (get_or_make_rows (self, siae), g_string_free (text, FALSE));
}

/**
 * sol_fixtures_add:
 * @object: one element of the file, of a model that sol_fixtures_is_tied() names
 *
 * Returns: %FALSE when there is more than %SOL_FIXTURES_MAX_BYTES of them
 */
gboolean
sol_fixtures_add (SolFixtures *self, const char *model, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "fields");
  gint64 pk = sol_fixtures_get_number (object, "pk");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  if (g_strv_contains (named, model))
    add_name (self, model, pk, json_node_get_object (node));
  else
    add_row (self, model, pk, json_node_get_object (node));
  return self->n_bytes <= SOL_FIXTURES_MAX_BYTES;
}

/**
 * sol_fixtures_find_slug:
 *
 * Returns: (nullable): what that row of that table is called
 */
const char *
sol_fixtures_find_slug (SolFixtures *self, const char *model, gint64 pk)
{
  g_autofree char *key = g_strdup_printf ("%s:%" G_GINT64_FORMAT, model, pk);

  return g_hash_table_lookup (self->slugs, key);
}

/**
 * sol_fixtures_find_title:
 *
 * Returns: (nullable): the name of that row of that table, in words
 */
const char *
sol_fixtures_find_title (SolFixtures *self, const char *model, gint64 pk)
{
  g_autofree char *key = g_strdup_printf (TITLE_KEY, model, pk);

  return g_hash_table_lookup (self->slugs, key);
}

/**
 * sol_fixtures_get_rows:
 *
 * Returns: (nullable) (transfer none) (element-type utf8): the rows tied to a structure, in the
 *   order of the files, each {"model", "pk", "fields"}
 */
GPtrArray *
sol_fixtures_get_rows (SolFixtures *self, gint64 siae)
{
  return g_hash_table_lookup (self->rows, &siae);
}
