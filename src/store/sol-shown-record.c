/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-shown-record-private.h"

#include "model/sol-patch.h"
#include "model/sol-text.h"

/**
 * SolShownRecord:
 *
 * A record as its user sees it: what the server has, with what he did and that waits laid over it.
 */
struct _SolShownRecord
{
  GObject parent_instance;

  char *type;
  char *id;
  char *sort_key;
  SolRecord *held;  /* (nullable): as the server last told it */
  SolRecord *shown; /* (nullable): with his acts; %NULL when it is deleted, or was never there */
  gint64 rev;
  SolShownState state;
  GStrv fields; /* names of those that wait */
};

typedef enum
{
  PROP_RECORD = 1,
  PROP_STATE,
  N_PROPERTIES
} SolShownRecordProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SolShownRecord, sol_shown_record, G_TYPE_OBJECT)

static void
sol_shown_record_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolShownRecord *self = SOL_SHOWN_RECORD (object);

  switch ((SolShownRecordProperty) property)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->shown);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_shown_record_finalize (GObject *object)
{
  SolShownRecord *self = SOL_SHOWN_RECORD (object);

  g_clear_object (&self->held);
  g_clear_object (&self->shown);
  g_free (self->type);
  g_free (self->id);
  g_free (self->sort_key);
  g_strfreev (self->fields);
  G_OBJECT_CLASS (sol_shown_record_parent_class)->finalize (object);
}

static void
sol_shown_record_class_init (SolShownRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sol_shown_record_get_property;
  object_class->finalize = sol_shown_record_finalize;

  properties[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, SOL_TYPE_RECORD, flags);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, SOL_SHOWN_CONFLICT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
sol_shown_record_init (SolShownRecord *self)
{
  self->fields = g_new0 (char *, 1);
  self->sort_key = g_strdup ("");
}

SolShownRecord *
sol_shown_record_new (const char *type, const char *id)
{
  SolShownRecord *self = g_object_new (SOL_TYPE_SHOWN_RECORD, NULL);

  self->type = g_strdup (type);
  self->id = g_strdup (id);
  return self;
}

static const char *
find_title (SolRecord *record)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & SOL_FIELD_TITLE)
      return sol_record_get_text (record, klass->fields[i].name);
  return NULL;
}

/* One that is new waits with all that it says. */
static GStrv
list_waiting (SolRecord *held, SolRecord *shown)
{
  g_autoptr (SolRecord) empty = NULL;
  g_autoptr (SolPatch) patch = NULL;

  if (shown == NULL)
    return g_new0 (char *, 1);
  empty = held == NULL ? sol_record_new (G_OBJECT_TYPE (shown), 0) : g_object_ref (held);
  patch = sol_patch_new_diff (empty, shown);
  return sol_patch_list_fields (patch);
}

/**
 * sol_shown_record_set_records: (skip)
 * @held: (nullable): as the server last told it
 * @shown: (nullable): with what waits laid over it
 * @rev: of what the server has, also when it has it no more
 */
void
sol_shown_record_set_records (SolShownRecord *self, SolRecord *held, SolRecord *shown, gint64 rev)
{
  const char *title = shown != NULL ? find_title (shown) : NULL;

  g_set_object (&self->held, held);
  g_set_object (&self->shown, shown);
  self->rev = rev;
  g_strfreev (self->fields);
  self->fields = list_waiting (held, shown);
  g_free (self->sort_key);
  self->sort_key = sol_text_make_sort_key (title != NULL ? title : "");
}

void
sol_shown_record_set_state (SolShownRecord *self, SolShownState state)
{
  self->state = state;
}

/**
 * sol_shown_record_update: (skip)
 * @fresh: the same record as it is now
 */
void
sol_shown_record_update (SolShownRecord *self, SolShownRecord *fresh)
{
  const gboolean other_state = self->state != fresh->state;

  g_set_object (&self->held, fresh->held);
  g_set_object (&self->shown, fresh->shown);
  self->rev = fresh->rev;
  self->state = fresh->state;
  g_strfreev (self->fields);
  self->fields = g_strdupv (fresh->fields);
  g_free (self->sort_key);
  self->sort_key = g_strdup (fresh->sort_key);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
  if (other_state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Returns: the type's name in the registry */
const char *
sol_shown_record_get_record_type (SolShownRecord *self)
{
  return self->type;
}

const char *
sol_shown_record_get_id (SolShownRecord *self)
{
  return self->id;
}

/* Returns: (transfer none) (nullable): to be shown, not to be written; %NULL when it is not there
 */
SolRecord *
sol_shown_record_get_record (SolShownRecord *self)
{
  return self->shown;
}

/* Returns: (transfer none) (nullable): as the server last told it */
SolRecord *
sol_shown_record_get_held (SolShownRecord *self)
{
  return self->held;
}

/* Returns: the revision that an edit made now is based on; 0 for one that the server never had */
gint64
sol_shown_record_get_rev (SolShownRecord *self)
{
  return self->rev;
}

SolShownState
sol_shown_record_get_state (SolShownRecord *self)
{
  return self->state;
}

/* Returns: (transfer none): names of the fields that differ from what the server has */
const char *const *
sol_shown_record_get_fields (SolShownRecord *self)
{
  return (const char *const *) self->fields;
}

const char *
sol_shown_record_get_sort_key (SolShownRecord *self)
{
  return self->sort_key;
}
