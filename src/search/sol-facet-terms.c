/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "search/sol-segment-private.h"

#define MAX_CODE (SOL_TERM_MAX - 2)
#define MAX_RADIUS_KM 65535

void
sol_term_writer_init (SolTermWriter *self)
{
  self->documents = sol_space_builder_new (SOL_N_LISTS);
  self->activities = sol_space_builder_new (1);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_array_unref);
  self->radii = g_array_new (FALSE, FALSE, sizeof (gint32));
}

void
sol_term_writer_clear (SolTermWriter *self)
{
  g_clear_pointer (&self->documents, sol_space_builder_free);
  g_clear_pointer (&self->activities, sol_space_builder_free);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->radii, g_array_unref);
}

/* Words */

typedef struct
{
  SolTermWriter *writer;
  guint list;
  GArray *terms; /* (nullable): to be gathered instead of added */
} WordTaker;

static void
take_word (const char *word, gpointer data)
{
  WordTaker *taker = data;
  guint32 term = sol_space_builder_intern (taker->writer->documents, word, strlen (word));

  if (taker->terms != NULL)
    g_array_append_val (taker->terms, term);
  else
    sol_space_builder_add (taker->writer->documents, term, taker->list);
}

static void
add_text (SolTermWriter *self, const char *text, guint list)
{
  WordTaker taker = { self, list, NULL };

  if (*text != '\0')
    sol_text_fold_words (text, take_word, &taker);
}

/* For texts that many documents share: folded once. */
static void
add_label (SolTermWriter *self, const char *label)
{
  GArray *terms = g_hash_table_lookup (self->labels, label);

  if (terms == NULL)
    {
      WordTaker taker = { self, 0, g_array_new (FALSE, FALSE, sizeof (guint32)) };

      terms = taker.terms;
      sol_text_fold_words (label, take_word, &taker);
      g_hash_table_insert (self->labels, g_strdup (label), terms);
    }
  for (guint i = 0; i < terms->len; i++)
    sol_space_builder_add (self->documents, g_array_index (terms, guint32, i), SOL_LIST_ELSEWHERE);
}

static void
add_code_label (SolTermWriter *self, const char *list, const char *code)
{
  const SolCode *found = *code == '\0' ? NULL : sol_referential_find (list, code);

  if (found != NULL)
    add_label (self, found->label_fr);
}

static void
add_sector_labels (SolTermWriter *self, const char *sector)
{
  const SolCode *found = *sector == '\0' ? NULL : sol_referential_find ("sectors", sector);

  if (found == NULL)
    return;
  add_label (self, found->label_fr);
  add_code_label (self, "sector-groups", found->parent);
}

static const char *
get_department (const SolDocument *document, const SolCommune *commune)
{
  const char *department = sol_document_text (document, SOL_TEXT_DEPARTMENT);

  return *department == '\0' && commune != NULL ? commune->department : department;
}

static const char *
get_region (const SolDocument *document, const char *department)
{
  const char *region = sol_document_text (document, SOL_TEXT_REGION);

  if (*region == '\0' && *department != '\0')
    region = sol_region_of_department (department);
  return region == NULL ? "" : region;
}

static void
add_members (SolTermWriter *self,
             const SolDocument *document,
             SolDocumentMembers member,
             const char *list)
{
  const GArray *offsets = document->members[member];

  for (guint i = 0; i < offsets->len; i++)
    {
      const char *text = sol_document_at (document, g_array_index (offsets, guint, i));

      if (list == NULL)
        add_text (self, text, SOL_LIST_ELSEWHERE);
      else
        add_code_label (self, list, text);
    }
}

static void
add_words (SolTermWriter *self, const SolDocument *document, const SolCommune *commune)
{
  const char *kind = sol_document_text (document, SOL_TEXT_KIND);

  add_text (self, sol_document_text (document, SOL_TEXT_NAME), SOL_LIST_NAME);
  add_text (self, sol_document_text (document, SOL_TEXT_BRAND), SOL_LIST_NAME);
  add_text (self, sol_document_text (document, SOL_TEXT_CITY), SOL_LIST_ELSEWHERE);
  add_text (self, sol_document_text (document, SOL_TEXT_POSTCODE), SOL_LIST_ELSEWHERE);
  add_text (self, sol_document_text (document, SOL_TEXT_DESCRIPTION), SOL_LIST_ELSEWHERE);
  add_label (self, kind);
  add_code_label (self, "kinds", kind);
  if (commune != NULL)
    add_label (self, commune->name);
  add_code_label (self, "departments", get_department (document, commune));
  for (guint i = 0; i < document->activities->len; i++)
    add_sector_labels (
        self, sol_document_at (
                  document, g_array_index (document->activities, SolDocumentActivity, i).sector));
  add_members (self, document, SOL_MEMBERS_OFFERS, NULL);
  add_members (self, document, SOL_MEMBERS_REFERENCES, NULL);
  add_members (self, document, SOL_MEMBERS_LABELS, "labels");
  add_members (self, document, SOL_MEMBERS_NETWORKS, "networks");
}

/* Codes */

static void
add_term (SolSpaceBuilder *space, const char *prefix, const char *code)
{
  char term[SOL_TERM_MAX];
  gsize start = strlen (prefix), length = start + strlen (code);

  if (length > sizeof term)
    return;
  memcpy (term, prefix, start);
  memcpy (term + start, code, length - start);
  sol_space_builder_add (space, sol_space_builder_intern (space, term, length), SOL_LIST_NAME);
}

static void
add_facet (SolSpaceBuilder *space, SolFacet facet, const char *code)
{
  const char prefix[] = { SOL_TERM_CODE, (char) ('A' + facet), '\0' };

  add_term (space, prefix, *code == '\0' ? SOL_FACET_UNKNOWN : code);
}

static void
add_place (SolSpaceBuilder *space, const char *prefix, const char *place, const char *code)
{
  g_autofree char *term = *code == '\0' ? NULL : g_strconcat (place, ":", code, NULL);

  if (term != NULL)
    add_term (space, prefix, term);
}

static const char *
find_turnover (gint64 cents)
{
  guint n;
  const SolCode *codes = sol_referential_get_codes ("turnover-brackets", &n);

  for (guint i = 0; cents >= 0 && i < n; i++)
    {
      const char *min = sol_referential_extra ("turnover-brackets", codes[i].code, "min");
      const char *max = sol_referential_extra ("turnover-brackets", codes[i].code, "max");
      gint64 euros = cents / 100;

      if (euros >= (min == NULL ? 0 : g_ascii_strtoll (min, NULL, 10)) &&
          (max == NULL || *max == '\0' || euros <= g_ascii_strtoll (max, NULL, 10)))
        return codes[i].code;
    }
  return "";
}

static void
add_marks (SolSpaceBuilder *space, const SolDocument *document)
{
  if (document->qpv == TRUE)
    add_facet (space, SOL_FACET_MARK, "qpv");
  if (document->zrr == TRUE)
    add_facet (space, SOL_FACET_MARK, "zrr");
  if (document->qpv == FALSE && document->zrr == FALSE)
    add_facet (space, SOL_FACET_MARK, "none");
  else if (document->qpv != TRUE && document->zrr != TRUE)
    add_facet (space, SOL_FACET_MARK, SOL_FACET_UNKNOWN);
}

static void
add_criteria (SolSpaceBuilder *space, const SolDocument *document)
{
  guint n_proven = 0;

  for (guint i = 0; i < document->criteria->len; i++)
    {
      const SolDocumentCriterion *criterion = &g_array_index (document->criteria,
                                                              SolDocumentCriterion, i);
      char code[] = "0:0";

      n_proven += criterion->level >= 2 && criterion->n_evidence > 0;
      code[0] = (char) ('0' + criterion->criterion);
      for (guint level = 1; level <= MIN (criterion->level, 3) && criterion->criterion > 0; level++)
        {
          code[2] = (char) ('0' + level);
          add_facet (space, SOL_FACET_CRITERION, code);
        }
    }
  for (guint n = 1; n <= MIN (n_proven, 9); n++)
    {
      char code[] = { (char) ('0' + n), '\0' };

      add_facet (space, SOL_FACET_PROVEN, code);
    }
  if (document->criteria->len == 0)
    {
      add_facet (space, SOL_FACET_CRITERION, "");
      add_facet (space, SOL_FACET_PROVEN, "");
    }
}

static void
add_member_facets (SolSpaceBuilder *space,
                   const SolDocument *document,
                   SolDocumentMembers member,
                   SolFacet facet)
{
  const GArray *offsets = document->members[member];

  if (offsets->len == 0)
    add_facet (space, facet, "");
  for (guint i = 0; i < offsets->len; i++)
    add_facet (space, facet, sol_document_at (document, g_array_index (offsets, guint, i)));
}

static void
add_facets (SolTermWriter *self, const SolDocument *document, const SolCommune *commune)
{
  SolSpaceBuilder *space = self->documents;
  const char *department = get_department (document, commune);
  const char *region = get_region (document, department);
  const char *insee = commune != NULL ? commune->code
                                      : sol_document_text (document, SOL_TEXT_COMMUNE);

  add_facet (space, SOL_FACET_KIND, sol_document_text (document, SOL_TEXT_KIND));
  add_facet (space, SOL_FACET_DEPARTMENT, department);
  add_facet (space, SOL_FACET_REGION, region);
  add_facet (space, SOL_FACET_LEGAL_FORM, sol_document_text (document, SOL_TEXT_LEGAL_FORM));
  add_facet (space, SOL_FACET_STAFF, sol_document_text (document, SOL_TEXT_STAFF_BRACKET));
  add_facet (space, SOL_FACET_TURNOVER, find_turnover (document->turnover));
  add_facet (space, SOL_FACET_REFERENCES,
             document->members[SOL_MEMBERS_REFERENCES]->len > 0 ? "yes" : "");
  add_member_facets (space, document, SOL_MEMBERS_LABELS, SOL_FACET_LABEL);
  add_member_facets (space, document, SOL_MEMBERS_NETWORKS, SOL_FACET_NETWORK);
  add_member_facets (space, document, SOL_MEMBERS_ENVIRONMENT, SOL_FACET_ENVIRONMENT);
  add_marks (space, document);
  add_criteria (space, document);
  if (*insee != '\0')
    add_term (space, SOL_TERM_SEAT, insee);
}

/* Activities */

static void
add_zone (SolSpaceBuilder *space, const char *zone)
{
  const SolCommune *commune = g_str_has_prefix (zone, "commune:")
                                  ? sol_commune_find (zone + strlen ("commune:"))
                                  : NULL;

  if (commune != NULL)
    add_place (space, SOL_TERM_ZONE, "commune", commune->code);
  else
    add_term (space, SOL_TERM_ZONE, zone);
}

static void
add_reach (SolTermWriter *self, const SolDocument *document, const SolDocumentActivity *activity)
{
  const char *reach = sol_document_at (document, activity->reach);
  gint32 radius = -1;

  if (g_str_equal (reach, "COUNTRY"))
    add_term (self->activities, SOL_TERM_COUNTRY, "");
  if (g_str_equal (reach, "CUSTOM") && activity->radius_km >= 0)
    {
      radius = (gint32) MIN (activity->radius_km, MAX_RADIUS_KM);
      add_term (self->activities, SOL_TERM_RADIUS, "");
    }
  g_array_append_val (self->radii, radius);
  for (guint i = 0; i < activity->n_zones; i++)
    add_zone (self->activities,
              sol_document_at (document,
                               g_array_index (document->codes, guint, activity->first_zone + i)));
}

/* Sector, group and mode go to both spaces. */
static void
add_activity_facet (SolTermWriter *self, SolFacet facet, const char *code)
{
  add_facet (self->activities, facet, code);
  add_facet (self->documents, facet, code);
}

static void
add_activity (SolTermWriter *self, const SolDocument *document, const SolDocumentActivity *activity)
{
  const char *sector = sol_document_at (document, activity->sector);
  const SolCode *found = *sector == '\0' ? NULL : sol_referential_find ("sectors", sector);

  sol_space_builder_begin_unit (self->activities);
  add_activity_facet (self, SOL_FACET_SECTOR, sector);
  add_activity_facet (self, SOL_FACET_GROUP, found == NULL ? "" : found->parent);
  if (activity->n_modes == 0)
    add_activity_facet (self, SOL_FACET_MODE, "");
  for (guint i = 0; i < activity->n_modes; i++)
    add_activity_facet (self, SOL_FACET_MODE,
                        sol_document_at (document, g_array_index (document->codes, guint,
                                                                  activity->first_mode + i)));
  add_reach (self, document, activity);
}

/**
 * sol_term_writer_add:
 *
 * Gives one document all its terms. One without activities has a single one of which nothing is
 * known, so that there is one rule for "unknown" and for the seat.
 */
void
sol_term_writer_add (SolTermWriter *self, const SolDocument *document)
{
  static const SolDocumentActivity nothing = { .radius_km = -1 };
  const SolCommune *commune = sol_commune_find (sol_document_text (document, SOL_TEXT_COMMUNE));

  sol_space_builder_begin_unit (self->documents);
  add_words (self, document, commune);
  add_facets (self, document, commune);
  if (document->activities->len == 0)
    add_activity (self, document, &nothing);
  for (guint i = 0; i < document->activities->len; i++)
    add_activity (self, document, &g_array_index (document->activities, SolDocumentActivity, i));
}
