/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-draft.h"

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "store/sol-account-outbox-private.h"

/**
 * SolDraft:
 *
 * What somebody writes and has not published: the record as he has it, and as it was when he
 * began, so that what he changed can be told.
 */
struct _SolDraft
{
  GObject parent_instance;

  char *type;
  char *id;
  char *organisation; /* (nullable) */
  char *title;        /* (nullable) */
  char *base;         /* (nullable) */
  char *doc;
  gint64 base_rev;
  gint64 changed_at;
  gint64 discarded_at;
};

G_DEFINE_FINAL_TYPE (SolDraft, sol_draft, G_TYPE_OBJECT)

static void
sol_draft_finalize (GObject *object)
{
  SolDraft *self = SOL_DRAFT (object);

  g_free (self->type);
  g_free (self->id);
  g_free (self->organisation);
  g_free (self->title);
  g_free (self->base);
  g_free (self->doc);
  G_OBJECT_CLASS (sol_draft_parent_class)->finalize (object);
}

static void
sol_draft_class_init (SolDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_draft_finalize;
}

static void
sol_draft_init (SolDraft *self)
{
}

/**
 * sol_draft_new:
 * @type: name of the record type
 * @id: of the record, which may be one to be created
 * @organisation: (nullable): for which he writes; %NULL for himself
 * @base_rev: the revision that he began on; 0 for one that is new
 */
SolDraft *
sol_draft_new (const char *type, const char *id, const char *organisation, gint64 base_rev)
{
  SolDraft *self = g_object_new (SOL_TYPE_DRAFT, NULL);

  self->type = g_strdup (type);
  self->id = g_strdup (id);
  self->organisation = g_strdup (organisation);
  self->base_rev = base_rev;
  self->doc = g_strdup ("{}");
  return self;
}

static SolRecord *
make_record (SolDraft *self, const char *doc)
{
  GType type = sol_record_registry_find (self->type);

  return type != G_TYPE_INVALID
             ? sol_record_new_from_text (type, 0, self->id, "", self->base_rev, doc, NULL)
             : NULL;
}

/* Both JSON, as they are kept; @base is %NULL for a record that is new. */
void
sol_draft_set_documents (SolDraft *self, const char *base, const char *doc)
{
  g_autoptr (SolRecord) edited = make_record (self, doc);
  g_autofree char *kept_base = g_strdup (base);

  g_free (self->base);
  self->base = g_steal_pointer (&kept_base);
  g_free (self->doc);
  self->doc = g_strdup (doc);
  g_free (self->title);
  self->title = edited != NULL ? g_strdup (sol_outbox_find_title (edited)) : NULL;
}

static char *
print_record (SolRecord *record)
{
  g_autoptr (JsonObject) object = record != NULL ? sol_record_to_json (record) : NULL;

  return object != NULL ? sol_json_object_to_text (object) : NULL;
}

/**
 * sol_draft_set_records:
 * @base: (nullable): as it was when he began
 * @edited: as he has it
 */
void
sol_draft_set_records (SolDraft *self, SolRecord *base, SolRecord *edited)
{
  g_free (self->base);
  self->base = print_record (base);
  g_free (self->doc);
  self->doc = print_record (edited);
  g_free (self->title);
  self->title = g_strdup (sol_outbox_find_title (edited));
}

void
sol_draft_set_times (SolDraft *self, gint64 changed_at, gint64 discarded_at)
{
  self->changed_at = changed_at;
  self->discarded_at = discarded_at;
}

const char *
sol_draft_get_record_type (SolDraft *self)
{
  return self->type;
}

const char *
sol_draft_get_id (SolDraft *self)
{
  return self->id;
}

const char *
sol_draft_get_organisation (SolDraft *self)
{
  return self->organisation;
}

/* Returns: (nullable): what the record is called so far */
const char *
sol_draft_get_title (SolDraft *self)
{
  return self->title;
}

gint64
sol_draft_get_base_rev (SolDraft *self)
{
  return self->base_rev;
}

/* Returns: milliseconds since 1970 */
gint64
sol_draft_get_changed_at (SolDraft *self)
{
  return self->changed_at;
}

/* Returns: milliseconds since 1970; 0 for one that is not discarded */
gint64
sol_draft_get_discarded_at (SolDraft *self)
{
  return self->discarded_at;
}

const char *
sol_draft_get_base (SolDraft *self)
{
  return self->base;
}

const char *
sol_draft_get_document (SolDraft *self)
{
  return self->doc;
}

/**
 * sol_draft_make_base:
 *
 * Returns: (transfer full) (nullable): the record as it was when he began, an empty one when it is
 *   new; %NULL for a type that this program does not know
 */
SolRecord *
sol_draft_make_base (SolDraft *self)
{
  return make_record (self, self->base != NULL ? self->base : "{}");
}

/* Returns: (transfer full) (nullable): the record as he has it, as sol_draft_make_base() */
SolRecord *
sol_draft_make_edited (SolDraft *self)
{
  return make_record (self, self->doc);
}
