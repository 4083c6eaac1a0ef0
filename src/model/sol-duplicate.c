/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-duplicate.h"

#include <string.h>

#include "model/sol-duplicate-moves.h"
#include "model/sol-listing-review.h"
#include "model/sol-projection.h"
#include "model/sol-uuid.h"

#define MAX_FORMER (256 * 1024) /* bytes of a structure that an import made */

/**
 * SolDuplicate:
 *
 * Two structures of the catalogue that may be one: the server proposes, a moderator of the first
 * one's department says. Merged, one of them stays and the other goes, with a #SolMergedSupplier
 * that leads from it to the one that stayed; what was replaced is kept here to be given back.
 */
struct _SolDuplicate
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolDuplicate, sol_duplicate, SOL_TYPE_RECORD)

static const SolField fields[] = {
  { "first", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" },
  { "second", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" },
  { "first_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER | SOL_FIELD_TITLE, 255 },
  { "second_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },
  { "reasons", SOL_FIELD_CODES, SOL_FIELD_SERVER, 8 },  /* why they may be one */
  { "score", SOL_FIELD_NUMBER, SOL_FIELD_SERVER, 100 }, /* how sure that is, out of 100 */
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },
  { "found_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 }, /* of who answered */
  { "kept", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" },
  { "gone", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" },
  /* Of the one that is gone: by these an import knows it. */
  { "source", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 80 },
  { "external_id", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 160 },
  { "siret", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 14 },
  { "kind", SOL_FIELD_CODE, SOL_FIELD_SERVER, 8, .list = "kinds" },
  { "former", SOL_FIELD_PROSE, SOL_FIELD_SERVER, MAX_FORMER }, /* its document */
  { "taken", SOL_FIELD_CODES, SOL_FIELD_SERVER, 100 },         /* fields that the other had not */
  { "contacts", SOL_FIELD_CODES, SOL_FIELD_SERVER, 100 },      /* ids of those that it had */
  { "client_words", SOL_FIELD_CODES, SOL_FIELD_SERVER, 600 }, /* likewise, of what was said of it */
  { "given_words", SOL_FIELD_CODES, SOL_FIELD_SERVER, 600 },
};

gboolean
sol_duplicate_is (SolRecord *duplicate, const char *state)
{
  return g_strcmp0 (sol_record_get_text (duplicate, "state"), state) == 0;
}

/**
 * sol_duplicate_make_id:
 *
 * Returns: (transfer full): that of the pair, whichever of the two is named first
 */
char *
sol_duplicate_make_id (const char *one, const char *other)
{
  const gboolean first = strcmp (one, other) < 0;
  g_autofree char *pair = g_strconcat (first ? one : other, " ", first ? other : one, NULL);

  return sol_uuid_from_name ("duplicate", pair);
}

/**
 * sol_duplicate_new:
 * @one: of the catalogue, as @other
 *
 * Returns: (transfer full): the pair, proposed, with the first by its id first
 */
SolRecord *
sol_duplicate_new (SolRecord *one, SolRecord *other, const char *moment)
{
  const gboolean in_order = strcmp (sol_record_get_id (one), sol_record_get_id (other)) < 0;
  SolRecord *first = in_order ? one : other;
  SolRecord *second = in_order ? other : one;
  g_autofree char *id = sol_duplicate_make_id (sol_record_get_id (one), sol_record_get_id (other));
  g_autofree char *scope = sol_listing_review_make_scope (first);
  g_autoptr (JsonObject) nothing = json_object_new ();
  SolRecord *self = sol_record_new (SOL_TYPE_DUPLICATE, 0);

  sol_record_load (self, id, scope, 0, nothing);
  sol_record_set_text (self, "first", sol_record_get_id (first));
  sol_record_set_text (self, "second", sol_record_get_id (second));
  sol_record_set_text (self, "first_name", sol_record_get_text (first, "name"));
  sol_record_set_text (self, "second_name", sol_record_get_text (second, "name"));
  sol_record_set_text (self, "state", SOL_DUPLICATE_PROPOSED);
  sol_record_set_text (self, "found_at", moment);
  return self;
}

void
sol_duplicate_tell (SolRecord *duplicate, const char *const *reasons, guint score)
{
  sol_record_set_codes (duplicate, "reasons", reasons);
  sol_record_set_number (duplicate, "score", score);
}

static gboolean
is_merged (SolRecord *duplicate)
{
  return sol_duplicate_is (duplicate, SOL_DUPLICATE_MERGED);
}

/* The way from what is gone to what stayed: all that held the one by its id find the other. */
static const SolProjection projections[] = {
  { "merged_supplier", sol_projection_to_all, NULL, is_merged, .id = "gone" },
  { NULL },
};

static void
sol_duplicate_class_init (SolDuplicateClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->operations = sol_duplicate_operations;
  record_class->projections = projections;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_duplicate_init (SolDuplicate *self)
{
}
