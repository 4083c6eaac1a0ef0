/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "search/sol-segment-private.h"

#define MAX_RADIUS_KM 65535

void
sol_term_writer_init (SolTermWriter *self)
{
  self->documents = sol_space_builder_new (SOL_N_LISTS);
  self->activities = sol_space_builder_new (1);
  sol_labels_init (&self->labels, self->documents);
  self->radii = g_array_new (FALSE, FALSE, sizeof (gint32));
}

void
sol_term_writer_clear (SolTermWriter *self)
{
  g_clear_pointer (&self->documents, sol_space_builder_free);
  g_clear_pointer (&self->activities, sol_space_builder_free);
  sol_labels_clear (&self->labels);
  g_clear_pointer (&self->radii, g_array_unref);
}

/* Words */

typedef struct
{
  SolSpaceBuilder *space;
  guint list;
} WordTaker;

static void
take_word (const char *word, gpointer data)
{
  const WordTaker *taker = data;

  sol_space_builder_add_text (taker->space, word, strlen (word), taker->list);
}

static void
add_text (SolTermWriter *self, const char *text, guint list)
{
  WordTaker taker = { self->documents, list };

  if (*text != '\0')
    sol_text_fold_words (text, take_word, &taker);
}

static void
add_label (SolTermWriter *self, SolLabelList list, const char *code)
{
  sol_labels_add (&self->labels, sol_labels_look_up (&self->labels, list, code));
}

static void
add_members (SolTermWriter *self, const SolDocument *document, SolDocumentMembers member)
{
  const GArray *offsets = document->members[member];

  for (guint i = 0; i < offsets->len; i++)
    add_text (self, sol_document_at (document, g_array_index (offsets, guint, i)),
              SOL_LIST_ELSEWHERE);
}

static void
add_member_labels (SolTermWriter *self,
                   const SolDocument *document,
                   SolDocumentMembers member,
                   SolLabelList list)
{
  const GArray *offsets = document->members[member];

  for (guint i = 0; i < offsets->len; i++)
    add_label (self, list, sol_document_at (document, g_array_index (offsets, guint, i)));
}

/* Where a document is, as it says itself or by its commune. */
typedef struct
{
  SolLabel commune_label;
  const SolCommune *commune; /* (nullable) */
  const char *department;
  SolLabel department_label;
} Seat;

static void
find_seat (SolTermWriter *self, const SolDocument *document, Seat *seat)
{
  seat->commune_label = sol_labels_look_up (&self->labels, SOL_LABELS_COMMUNE,
                                            sol_document_text (document, SOL_TEXT_COMMUNE));
  seat->commune = seat->commune_label.found;
  seat->department = sol_document_text (document, SOL_TEXT_DEPARTMENT);
  if (*seat->department == '\0' && seat->commune != NULL)
    seat->department = seat->commune->department;
  seat->department_label = sol_labels_look_up (&self->labels, SOL_LABELS_DEPARTMENT,
                                               seat->department);
}

static void
add_words (SolTermWriter *self, const SolDocument *document, const Seat *seat)
{
  add_text (self, sol_document_text (document, SOL_TEXT_NAME), SOL_LIST_NAME);
  add_text (self, sol_document_text (document, SOL_TEXT_BRAND), SOL_LIST_NAME);
  add_text (self, sol_document_text (document, SOL_TEXT_DESCRIPTION), SOL_LIST_ELSEWHERE);
  add_label (self, SOL_LABELS_TEXT, sol_document_text (document, SOL_TEXT_CITY));
  add_label (self, SOL_LABELS_TEXT, sol_document_text (document, SOL_TEXT_POSTCODE));
  add_label (self, SOL_LABELS_KIND, sol_document_text (document, SOL_TEXT_KIND));
  sol_labels_add (&self->labels, seat->commune_label);
  sol_labels_add (&self->labels, seat->department_label);
  add_members (self, document, SOL_MEMBERS_OFFERS);
  add_members (self, document, SOL_MEMBERS_REFERENCES);
  add_member_labels (self, document, SOL_MEMBERS_LABELS, SOL_LABELS_LABEL);
  add_member_labels (self, document, SOL_MEMBERS_NETWORKS, SOL_LABELS_NETWORK);
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
  sol_space_builder_add_text (space, term, length, SOL_LIST_NAME);
}

static void
add_facet (SolSpaceBuilder *space, SolFacet facet, const char *code)
{
  const char prefix[] = { SOL_TERM_CODE, (char) ('A' + facet), '\0' };

  add_term (space, prefix, *code == '\0' ? SOL_FACET_UNKNOWN : code);
}

static const char *
get_region (const SolDocument *document, const Seat *seat)
{
  const char *region = sol_document_text (document, SOL_TEXT_REGION);
  const SolCode *department = seat->department_label.found;

  return *region == '\0' && department != NULL ? department->parent : region;
}

typedef struct
{
  const char *code;
  gint64 min; /* euro */
  gint64 max;
} Bracket;

static gint64
read_euros (const char *code, const char *column, gint64 otherwise)
{
  const char *cell = sol_referential_extra ("turnover-brackets", code, column);

  return cell == NULL || *cell == '\0' ? otherwise : g_ascii_strtoll (cell, NULL, 10);
}

static const GArray *
get_brackets (void)
{
  static GArray *brackets = NULL;

  if (g_once_init_enter (&brackets))
    {
      GArray *made = g_array_new (FALSE, FALSE, sizeof (Bracket));
      guint n;
      const SolCode *codes = sol_referential_get_codes ("turnover-brackets", &n);

      for (guint i = 0; i < n; i++)
        {
          Bracket bracket = { codes[i].code, read_euros (codes[i].code, "min", 0),
                              read_euros (codes[i].code, "max", G_MAXINT64) };

          g_array_append_val (made, bracket);
        }
      g_once_init_leave (&brackets, made);
    }
  return brackets;
}

static const char *
find_turnover (gint64 cents)
{
  const GArray *brackets = get_brackets ();

  for (guint i = 0; cents >= 0 && i < brackets->len; i++)
    {
      const Bracket *bracket = &g_array_index (brackets, Bracket, i);

      if (cents / 100 >= bracket->min && cents / 100 <= bracket->max)
        return bracket->code;
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
add_facets (SolTermWriter *self, const SolDocument *document, const Seat *seat)
{
  SolSpaceBuilder *space = self->documents;
  const char *insee = seat->commune != NULL ? seat->commune->code
                                            : sol_document_text (document, SOL_TEXT_COMMUNE);

  add_facet (space, SOL_FACET_KIND, sol_document_text (document, SOL_TEXT_KIND));
  add_facet (space, SOL_FACET_DEPARTMENT, seat->department);
  add_facet (space, SOL_FACET_REGION, get_region (document, seat));
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
add_zone (SolTermWriter *self, const char *zone)
{
  const SolCommune *commune = NULL;

  if (g_str_has_prefix (zone, "commune:"))
    commune = sol_labels_look_up (&self->labels, SOL_LABELS_COMMUNE, zone + strlen ("commune:"))
                  .found;
  if (commune != NULL)
    add_term (self->activities, SOL_TERM_ZONE "commune:", commune->code);
  else
    add_term (self->activities, SOL_TERM_ZONE, zone);
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
    add_zone (self, sol_document_at (document, g_array_index (document->codes, guint,
                                                              activity->first_zone + i)));
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
  SolLabel label = sol_labels_look_up (&self->labels, SOL_LABELS_SECTOR, sector);
  const SolCode *found = label.found;

  sol_labels_add (&self->labels, label);
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
  Seat seat;

  find_seat (self, document, &seat);
  sol_space_builder_begin_unit (self->documents);
  add_words (self, document, &seat);
  add_facets (self, document, &seat);
  if (document->activities->len == 0)
    add_activity (self, document, &nothing);
  for (guint i = 0; i < document->activities->len; i++)
    add_activity (self, document, &g_array_index (document->activities, SolDocumentActivity, i));
}
