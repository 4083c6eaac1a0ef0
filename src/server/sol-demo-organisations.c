/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-json.h"
#include "model/sol-listing.h"
#include "model/sol-projection.h"
#include "model/sol-uuid.h"
#include "server/sol-access.h"
#include "server/sol-demo.h"
#include "sol-config.h"
#include "sol-demo-data.h"

/* What the ready accounts act for. It is written once: from then on it is theirs. */

#define SOURCE "demo-organisation"
#define MOMENT "2026-11-02T08:00:00Z"
#define DAY "2026-11-02"
#define FIRST_REV 1

/* The departments of the demonstration catalogue. */
static const char *const reviews[] = { "review:04", "review:05", "review:06", "review:13",
                                       "review:83", "review:84", NULL };

/* What one organisation brings with it. */
typedef struct
{
  GArray *writes;   /* of SolStorageWrite */
  GPtrArray *texts; /* keeps what they point to */
  JsonObject *description;
  char *id;
  char *scope;
} Founding;

static void
founding_clear (Founding *self)
{
  g_clear_pointer (&self->writes, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->scope);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Founding, founding_clear)

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* @owned_id: and a document, which is taken too */
static void
add_write (Founding *self,
           const char *type,
           char *owned_id,
           const char *scope,
           JsonObject *owned_doc)
{
  SolStorageWrite write = { type, owned_id, scope, sol_json_object_to_text (owned_doc), -1 };

  json_object_unref (owned_doc);
  g_ptr_array_add (self->texts, owned_id);
  g_ptr_array_add (self->texts, (gpointer) write.doc);
  g_array_append_val (self->writes, write);
}

static void
add_member (JsonArray *array, guint index, JsonNode *node, gpointer members)
{
  JsonObject *described = json_node_get_object (node);
  JsonObject *member = json_object_new ();
  g_autofree char *account = NULL;
  const char *name = sol_demo_find_person (get_text (described, "address"), &account);

  json_object_set_string_member (member, "id", account);
  json_object_set_string_member (member, "account", account);
  json_object_set_string_member (member, "name", name);
  json_object_set_string_member (member, "role", get_text (described, "role"));
  json_object_set_string_member (member, "since", MOMENT);
  json_array_add_object_element (members, member);
}

static void
add_organisation (Founding *self)
{
  static const char *const names[] = { "name", "kind", "siret", "department", "city", "phone" };
  JsonObject *doc = json_object_new ();
  JsonArray *members = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_string_member (doc, names[i], get_text (self->description, names[i]));
  if (json_object_has_member (self->description, "public_body"))
    json_object_set_member (doc, "public_body",
                            json_object_dup_member (self->description, "public_body"));
  json_array_foreach_element (json_object_get_array_member (self->description, "members"),
                              add_member, members);
  json_object_set_array_member (doc, "members", members);
  add_write (self, "organisation", g_strdup (self->id), self->scope, doc);
}

/* What moderators read of it, as the server makes it of any. */
static void
add_review (Founding *self, SolRecord *listing)
{
  const SolProjection *projection = SOL_RECORD_GET_CLASS (listing)->projections;
  g_autoptr (SolRecord) review = NULL;

  while (!g_str_equal (projection->type, "listing_review"))
    projection++;
  if (!projection->when (listing))
    return;
  review = sol_projection_make (projection, listing);
  g_ptr_array_add (self->texts, g_strdup (sol_record_get_scope (review)));
  add_write (self, "listing_review", g_strdup (sol_record_get_id (review)),
             self->texts->pdata[self->texts->len - 1], sol_record_to_json (review));
}

/* @sheet: what it tells; the rest of it is left out */
static void
add_listing (Founding *self, const char *id, JsonObject *sheet, const char *state)
{
  g_autoptr (SolRecord) listing = sol_record_new (SOL_TYPE_LISTING, 0);

  sol_record_load (listing, id, self->scope, FIRST_REV, sheet);
  sol_record_set_text (listing, "state", state);
  sol_record_set_text (listing, "state_at", MOMENT);
  if (!g_str_equal (state, "draft"))
    sol_record_set_text (listing, "verified_on", DAY);
  add_write (self, "listing", g_strdup (id), self->scope, sol_record_to_json (listing));
  add_review (self, listing);
}

/* Returns: (transfer full): @supplier with what its organisation changed since */
static JsonObject *
change (JsonObject *supplier, JsonObject *changes)
{
  JsonObject *sheet = json_object_new ();
  JsonObject *const both[] = { supplier, changes };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init (&iter, both[i]);
      while (json_object_iter_next (&iter, &name, &node))
        json_object_set_member (sheet, name, json_node_copy (node));
    }
  return sheet;
}

/* (transfer full) */
static char *
get_listing_id (JsonObject *description)
{
  return sol_uuid_from_name (SOURCE "-listing", get_text (description, "key"));
}

/* Returns: (transfer full): @supplier, which tells whose it is */
static JsonObject *
own (Founding *self, JsonObject *supplier)
{
  json_object_set_string_member (supplier, "organisation", self->id);
  return json_object_ref (supplier);
}

/* @supplier: (nullable): of the catalogue, which it published */
static void
describe (Founding *self, JsonObject *supplier)
{
  g_autofree char *listing = get_listing_id (self->description);

  add_organisation (self);
  if (supplier != NULL)
    {
      JsonObject *changes = json_object_has_member (self->description, "submitted")
                                ? json_object_get_object_member (self->description, "submitted")
                                : NULL;
      g_autoptr (JsonObject) sheet = changes != NULL ? change (supplier, changes)
                                                     : json_object_ref (supplier);

      add_listing (self, listing, sheet, changes != NULL ? "submitted" : "published");
      add_write (self, "supplier", sol_uuid_from_name ("listing", listing), SOL_SCOPE_PUBLIC,
                 own (self, supplier));
    }
  else if (json_object_has_member (self->description, "draft"))
    add_listing (self, listing, json_object_get_object_member (self->description, "draft"),
                 "draft");
}

static gboolean
found (SolStorage *storage, JsonObject *description, GHashTable *suppliers, GError **error)
{
  const char *published = get_text (description, "published");
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SolStored) there = NULL;
  g_auto (Founding) self = { .description = description };

  self.id = sol_uuid_from_name (SOURCE, get_text (description, "key"));
  there = sol_storage_get (storage, "organisation", self.id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (there != NULL)
    return TRUE;
  self.scope = sol_scope_new (SOL_SCOPE_KIND_ORG, self.id);
  self.writes = g_array_new (FALSE, FALSE, sizeof (SolStorageWrite));
  self.texts = g_ptr_array_new_with_free_func (g_free);
  describe (&self, published != NULL ? g_hash_table_lookup (suppliers, published) : NULL);
  return sol_storage_apply (storage, (SolStorageWrite *) (gpointer) self.writes->data,
                            self.writes->len, error);
}

static JsonNode *
read_descriptions (GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sol_demo_data_get_resource (),
                                                     SOL_RESOURCE_PATH "demo/organisations.json",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL
             ? sol_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error)
             : NULL;
}

/**
 * sol_demo_list_published:
 *
 * Returns: (transfer full) (nullable) (element-type utf8 JsonObject): what an organisation
 * published of the catalogue is written by sol_demo_found_organisations() alone: the keys there,
 * without their values
 */
GHashTable *
sol_demo_list_published (GError **error)
{
  g_autoptr (JsonNode) root = read_descriptions (error);
  GHashTable *published;

  if (root == NULL)
    return NULL;
  published = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify) json_object_unref);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
    {
      JsonObject *one = json_array_get_object_element (json_node_get_array (root), i);

      if (json_object_has_member (one, "published"))
        g_hash_table_insert (published, g_strdup (get_text (one, "published")), json_object_new ());
    }
  return published;
}

/**
 * sol_demo_found_organisations:
 * @suppliers: (element-type utf8 JsonObject): what sol_demo_list_published() lists, by its key in
 *   the catalogue
 *
 * Has the ready accounts belong to something, and the moderator review.
 */
gboolean
sol_demo_found_organisations (SolStorage *storage, GHashTable *suppliers, GError **error)
{
  g_autoptr (JsonNode) root = read_descriptions (error);
  g_autofree char *moderator = NULL;

  if (root == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
    if (!found (storage, json_array_get_object_element (json_node_get_array (root), i), suppliers,
                error))
      return FALSE;
  sol_demo_find_person ("moderation@example.org", &moderator);
  return sol_access_set_scopes (SOL_ACCESS (storage), moderator, reviews, error);
}
