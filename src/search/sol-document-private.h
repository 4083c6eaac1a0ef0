/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The plain members of a supplier that the index reads. */
typedef enum
{
  SOL_TEXT_NAME,
  SOL_TEXT_BRAND,
  SOL_TEXT_KIND,
  SOL_TEXT_SIRET,
  SOL_TEXT_LEGAL_FORM,
  SOL_TEXT_POSTCODE,
  SOL_TEXT_CITY,
  SOL_TEXT_COMMUNE,
  SOL_TEXT_DEPARTMENT,
  SOL_TEXT_REGION,
  SOL_TEXT_DESCRIPTION,
  SOL_TEXT_STAFF_BRACKET,
  SOL_TEXT_UPDATED_AT,
  SOL_N_TEXTS
} SolDocumentText;

typedef enum
{
  SOL_MEMBERS_NETWORKS,
  SOL_MEMBERS_LABELS,
  SOL_MEMBERS_ENVIRONMENT,
  SOL_MEMBERS_OFFERS,     /* titles */
  SOL_MEMBERS_REFERENCES, /* names */
  SOL_N_MEMBERS
} SolDocumentMembers;

/* Texts are offsets in the document's pool; 0 is the empty one. */
typedef struct
{
  guint sector;
  guint reach;
  gint64 radius_km; /* -1: not said */
  guint first_mode; /* in the document's codes */
  guint n_modes;
  guint first_zone;
  guint n_zones;
} SolDocumentActivity;

typedef struct
{
  guint criterion;
  guint level; /* 0 to 3 */
  guint n_evidence;
} SolDocumentCriterion;

/**
 * SolDocument:
 * @codes: modes and zones of the activities
 * @turnover: of the latest year, in cents; -1 when not said
 * @score: completeness out of 100; when the document does not say it, twice the number of its
 *   members that hold something
 *
 * What the index takes of one supplier. Its memory is used again for the next one.
 */
typedef struct
{
  GString *pool;
  guint texts[SOL_N_TEXTS];
  GArray *members[SOL_N_MEMBERS]; /* offsets */
  GArray *codes;                  /* offsets */
  GArray *activities;
  GArray *criteria;
  gint64 turnover;
  gint64 turnover_year;
  gint8 qpv; /* -1: not said */
  gint8 zrr;
  double lat; /* NAN: not said */
  double lon;
  gint64 completeness; /* -1: not said */
  guint n_filled;
  gboolean closed; /* nobody looks for it */
} SolDocument;

void sol_document_init (SolDocument *self);
void sol_document_clear (SolDocument *self);
gboolean sol_document_read (SolDocument *self, const char *json, gsize length);
guint sol_document_get_score (const SolDocument *self);
guint32 sol_document_get_updated (const SolDocument *self);
guint64 sol_document_get_siret (const SolDocument *self);

static inline const char *
sol_document_at (const SolDocument *self, guint offset)
{
  return self->pool->str + offset;
}

static inline const char *
sol_document_text (const SolDocument *self, SolDocumentText text)
{
  return self->pool->str + self->texts[text];
}

G_END_DECLS
