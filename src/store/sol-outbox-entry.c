/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-outbox-entry-private.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "model/sol-replaced.h"
#include "store/sol-store-error.h"

/**
 * SolOutboxEntry:
 *
 * One act of the user and what became of it.
 */
struct _SolOutboxEntry
{
  GObject parent_instance;

  SolMutation *mutation;
  char *origin; /* (nullable) */
  char *organisation;
  char *title;
  char *code;
  GStrv arguments;
  JsonArray *conflicts; /* (nullable) */
  JsonNode *base;       /* (nullable): an object, of one in conflict */
  SolOutboxState state;
  gboolean sent;
  gboolean raised; /* it says more than its row */
  gint64 place;
  gint64 rev;
  gint64 created_at;
  gint64 since;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_SINCE,
  PROP_CODE,
  PROP_TITLE,
  N_PROPERTIES
} SolOutboxEntryProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SolOutboxEntry, sol_outbox_entry, G_TYPE_OBJECT)

static void
sol_outbox_entry_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolOutboxEntry *self = SOL_OUTBOX_ENTRY (object);

  switch ((SolOutboxEntryProperty) property)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_SINCE:
      g_value_set_int64 (value, self->since);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_outbox_entry_finalize (GObject *object)
{
  SolOutboxEntry *self = SOL_OUTBOX_ENTRY (object);

  g_clear_pointer (&self->mutation, sol_mutation_free);
  g_free (self->origin);
  g_free (self->organisation);
  g_free (self->title);
  g_free (self->code);
  g_strfreev (self->arguments);
  g_clear_pointer (&self->conflicts, json_array_unref);
  g_clear_pointer (&self->base, json_node_unref);
  G_OBJECT_CLASS (sol_outbox_entry_parent_class)->finalize (object);
}

static void
sol_outbox_entry_class_init (SolOutboxEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sol_outbox_entry_get_property;
  object_class->finalize = sol_outbox_entry_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, SOL_OUTBOX_N_STATES, 0,
                                              flags);
  properties[PROP_SINCE] = g_param_spec_int64 ("since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
sol_outbox_entry_init (SolOutboxEntry *self)
{
}

static JsonNode *
parse (const char *text)
{
  return text != NULL ? sol_json_parse (text, strlen (text), NULL) : NULL;
}

static JsonArray *
parse_array (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : NULL;
}

/* Returns: (transfer full) (nullable): those that are such */
static JsonArray *
read_conflicts (const char *text)
{
  g_autoptr (JsonArray) array = parse_array (text);
  g_autoptr (JsonArray) conflicts = array != NULL ? json_array_new () : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonNode *path = JSON_NODE_HOLDS_OBJECT (node)
                           ? json_object_get_member (json_node_get_object (node), "path")
                           : NULL;

      if (path != NULL && json_node_get_value_type (path) == G_TYPE_STRING)
        json_array_add_element (conflicts, json_node_copy (node));
    }
  return g_steal_pointer (&conflicts);
}

static GStrv
read_arguments (const char *text)
{
  g_autoptr (JsonArray) array = parse_array (text);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

/* An entry that was not sent yet says what it says in the words of the present table. */
static gboolean
raise_patch (SolMutation *mutation, guint version)
{
  GType type = sol_record_registry_find (mutation->type);
  g_autoptr (SolRecordClass) klass = type != G_TYPE_INVALID ? g_type_class_ref (type) : NULL;

  if (klass == NULL || klass->upgrade == NULL || version >= klass->version ||
      mutation->patch->set == NULL)
    return FALSE;
  klass->upgrade (mutation->patch->set, version);
  return TRUE;
}

/**
 * sol_outbox_entry_new_from_row: (skip)
 * @statement: at a row of %SOL_OUTBOX_COLUMNS
 *
 * Returns: (transfer full) (nullable): %NULL with @error set for a row that is damaged
 */
SolOutboxEntry *
sol_outbox_entry_new_from_row (sqlite3_stmt *statement, GError **error)
{
  g_autoptr (SolOutboxEntry) self = g_object_new (SOL_TYPE_OUTBOX_ENTRY, NULL);
  const char *body = (const char *) sqlite3_column_text (statement, 4);

  self->mutation = sol_mutation_parse (body, strlen (body), error);
  if (self->mutation == NULL)
    {
      g_prefix_error (error, "Entry %s: ", sqlite3_column_text (statement, 1));
      return NULL;
    }
  self->place = sqlite3_column_int64 (statement, 0);
  g_free (self->mutation->id);
  self->mutation->id = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  self->mutation->n = sqlite3_column_int64 (statement, 2);
  self->organisation = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  self->state = (SolOutboxState) sqlite3_column_int (statement, 5);
  self->sent = sqlite3_column_int (statement, 6) > 0;
  self->rev = sqlite3_column_int64 (statement, 7);
  self->title = g_strdup ((const char *) sqlite3_column_text (statement, 8));
  self->created_at = sqlite3_column_int64 (statement, 9);
  self->since = sqlite3_column_int64 (statement, 10);
  self->code = g_strdup ((const char *) sqlite3_column_text (statement, 11));
  self->arguments = read_arguments ((const char *) sqlite3_column_text (statement, 12));
  self->conflicts = read_conflicts ((const char *) sqlite3_column_text (statement, 13));
  self->origin = g_strdup ((const char *) sqlite3_column_text (statement, 15));
  self->base = parse ((const char *) sqlite3_column_text (statement, 16));
  self->raised = !self->sent &&
                 raise_patch (self->mutation, (guint) sqlite3_column_int (statement, 14));
  return g_steal_pointer (&self);
}

/* Returns: (transfer full) (nullable): %NULL without @error set when there is none */
SolOutboxEntry *
sol_outbox_entry_load (SolDatabase *db, const char *id, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "SELECT " SOL_OUTBOX_COLUMNS " FROM entry WHERE id = :id", error);
  SolOutboxEntry *entry = NULL;

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":id", id);
  if (sol_database_step (db, statement, error))
    entry = sol_outbox_entry_new_from_row (statement, error);
  sqlite3_reset (statement);
  return entry;
}

#define SWAP(member)                               \
  G_STMT_START                                     \
  {                                                \
    __typeof__ (self->member) kept = self->member; \
                                                   \
    self->member = fresh->member;                  \
    fresh->member = kept;                          \
  }                                                \
  G_STMT_END

/**
 * sol_outbox_entry_update: (skip)
 * @fresh: the same entry as it is now; left empty
 */
void
sol_outbox_entry_update (SolOutboxEntry *self, SolOutboxEntry *fresh)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != fresh->state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (self->since != fresh->since)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SINCE]);
  if (g_strcmp0 (self->code, fresh->code) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CODE]);
  if (g_strcmp0 (self->title, fresh->title) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  SWAP (mutation);
  SWAP (origin);
  SWAP (title);
  SWAP (code);
  SWAP (arguments);
  SWAP (conflicts);
  SWAP (base);
  SWAP (state);
  SWAP (sent);
  SWAP (place);
  SWAP (rev);
  SWAP (since);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
sol_outbox_entry_get_id (SolOutboxEntry *self)
{
  return self->mutation->id;
}

SolOutboxState
sol_outbox_entry_get_state (SolOutboxEntry *self)
{
  return self->state;
}

/* Returns: (transfer none): what he did; its n is 0 until it is first handed out */
const SolMutation *
sol_outbox_entry_get_mutation (SolOutboxEntry *self)
{
  return self->mutation;
}

/* Returns: (nullable): id of the one for which he acts; %NULL for himself */
const char *
sol_outbox_entry_get_organisation (SolOutboxEntry *self)
{
  return self->organisation;
}

/* Returns: (nullable): of the record, when he acted */
const char *
sol_outbox_entry_get_title (SolOutboxEntry *self)
{
  return self->title;
}

/* Returns: milliseconds since 1970 */
gint64
sol_outbox_entry_get_created_at (SolOutboxEntry *self)
{
  return self->created_at;
}

/* Returns: since when its state is what it is, in milliseconds since 1970 */
gint64
sol_outbox_entry_get_since (SolOutboxEntry *self)
{
  return self->since;
}

/**
 * sol_outbox_entry_get_code:
 *
 * Returns: (nullable): why it was refused: a name of a #SolModelError, or one of
 *   %SOL_OUTBOX_CODE_FORBIDDEN and its kin; of one that is blocked, %NULL
 */
const char *
sol_outbox_entry_get_code (SolOutboxEntry *self)
{
  return self->code;
}

/* Returns: (transfer none): what the code is about; of one that is blocked, the id of which */
const char *const *
sol_outbox_entry_get_arguments (SolOutboxEntry *self)
{
  return (const char *const *) self->arguments;
}

/* Returns: (transfer none) (nullable): [{path, mine, theirs, who, who_name, when}] */
JsonArray *
sol_outbox_entry_get_conflicts (SolOutboxEntry *self)
{
  return self->conflicts;
}

/**
 * sol_outbox_entry_find_base:
 * @path: of a part that it changes, as a conflict names it
 *
 * Returns: (transfer none) (nullable): what its user began with there, null for nothing; %NULL when
 *   that is not known
 */
JsonNode *
sol_outbox_entry_find_base (SolOutboxEntry *self, const char *path)
{
  return sol_replaced_find_part (self->base, path);
}

/* Returns: whether it may have reached the server: then it can be discarded once it is answered */
gboolean
sol_outbox_entry_get_sent (SolOutboxEntry *self)
{
  return self->sent;
}

/* Returns: whether its row is of an older table of fields, and says it in other words */
gboolean
sol_outbox_entry_is_raised (SolOutboxEntry *self)
{
  return self->raised;
}

/* Returns: the id that it had at first: one that is told anew is the same to its user */
const char *
sol_outbox_entry_get_key (SolOutboxEntry *self)
{
  return self->origin != NULL ? self->origin : self->mutation->id;
}

gint64
sol_outbox_entry_get_place (SolOutboxEntry *self)
{
  return self->place;
}

gint64
sol_outbox_entry_get_rev (SolOutboxEntry *self)
{
  return self->rev;
}

/* Returns: (transfer full): the entry is not to be asked any more */
SolMutation *
sol_outbox_entry_steal_mutation (SolOutboxEntry *self)
{
  return g_steal_pointer (&self->mutation);
}
