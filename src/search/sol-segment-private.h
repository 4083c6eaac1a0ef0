/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "search/sol-document-private.h"
#include "search/sol-labels-private.h"
#include "search/sol-mistake-private.h"
#include "search/sol-space-private.h"

G_BEGIN_DECLS

#define SOL_NO_SIRET (((guint64) 1 << 48) - 1)
#define SOL_SIRET_DIGITS 14

/* Terms that are no words: a control byte, a letter, a code. In the space of documents the facets
 * ('A' + SolFacet) and the seats; in that of activities sector, group and mode as facets, and where
 * it works. */
#define SOL_TERM_CODE '\x01'
#define SOL_TERM_SEAT "\x02" /* + code of a commune; département and région are facets */
#define SOL_TERM_ZONE "\x03" /* + "commune:84007", "department:84", "region:93", "epci:CODE" */
#define SOL_TERM_COUNTRY "\x04"
#define SOL_TERM_RADIUS "\x05"
#define SOL_FIRST_WORD "0" /* words are of digits and letters */

enum
{
  SOL_SPACE_DOCUMENTS,
  SOL_SPACE_ACTIVITIES,
  SOL_SPACE_NAMES, /* sort keys; no units */
  SOL_N_SPACES
};

enum
{
  SOL_COLUMN_KEYS,         /* gint64 a document, or guint32 if all fit */
  SOL_COLUMN_SIRETS,       /* guint32 a document: their lower bits */
  SOL_COLUMN_SIRETS_ABOVE, /* guint16 a document: the bits above */
  SOL_COLUMN_UPDATED,      /* guint32 a document */
  SOL_COLUMN_LATS,         /* float a document, NAN unknown */
  SOL_COLUMN_LONS,         /* likewise */
  SOL_COLUMN_NAMES,        /* guint32 a document: place of its sort key */
  SOL_COLUMN_SCORES,       /* guint8 a document */
  SOL_COLUMN_STARTS,       /* bit an activity: it is the first of its document */
  SOL_COLUMN_RADII,        /* guint16 an activity of the list SOL_TERM_RADIUS, in its order */
  SOL_N_COLUMNS
};

/* The parts of a space in the file, after the columns. */
enum
{
  SOL_PART_HEADS,
  SOL_PART_TERMS,
  SOL_PART_LISTS,
  SOL_N_PARTS = SOL_PART_LISTS + SOL_N_LISTS
};
#define SOL_N_SECTIONS (SOL_N_COLUMNS + SOL_N_SPACES * SOL_N_PARTS)

#define SOL_SEGMENT_MAGIC G_GUINT64_CONSTANT (0x31676573746c6f53) /* tells the byte order too */
#define SOL_SEGMENT_VERSION 3u
#define SOL_STORE_ID_SIZE 64

typedef struct
{
  guint64 offset;
  guint64 size;
} SolSection;

typedef struct
{
  guint64 magic;
  guint32 version;
  guint32 program; /* what made it: terms are made of labels that a release may change */
  guint64 size;    /* bytes of the file */
  gint64 base_seq;
  char store_id[SOL_STORE_ID_SIZE];
  guint32 n_documents;
  guint32 n_activities;
  guint32 n_radii;
  guint32 n_terms[SOL_N_SPACES];
  SolSection sections[SOL_N_SECTIONS];
  guint64 body_sum;   /* of all after the header */
  guint64 header_sum; /* of all before it */
} SolSegmentHeader;

/* A value of a facet and its list of documents. */
typedef struct
{
  char *code;
  const guint8 *list;
  gsize size;
} SolFacetValue;

/* The documents of all words with one letter first, kept once made. */
typedef struct
{
  SolBits *lists[SOL_N_LISTS];
} SolLetter;

struct _SolSegment
{
  gatomicrefcount ref_count;
  GBytes *bytes;
  const SolSegmentHeader *header;
  guint32 n_documents;
  guint32 n_activities;
  SolSpace spaces[SOL_N_SPACES];
  const gint64 *keys;        /* (nullable) */
  const guint32 *short_keys; /* (nullable): instead of them */
  const guint32 *sirets;
  const guint16 *sirets_above;
  const guint32 *updated;
  const float *lats;
  const float *lons;
  const guint32 *names;
  const guint8 *scores;
  const guint16 *radii;
  SolBits *starts;
  SolRanks owners;
  GArray *values[SOL_N_FACETS]; /* of SolFacetValue, in the order of their codes */
  GMutex lock;                  /* over what is made when asked for, then kept */
  SolLetter letters[36];
  SolShape *shapes; /* (nullable): of the words, which begin with term @first_word */
  guint32 first_word;
};

SolSegment *sol_segment_new (GBytes *bytes, const char *store_id, GError **error);
const SolShape *sol_segment_get_shapes (SolSegment *self);
guint64 sol_segment_sum (const guint8 *bytes, gsize size);
void sol_segment_seal (guint8 *bytes, gsize size);
guint32 sol_segment_get_program (void);

static inline gint64
sol_segment_get_key (const SolSegment *self, guint32 document)
{
  return self->keys != NULL ? self->keys[document] : self->short_keys[document];
}

static inline guint64
sol_segment_get_siret (const SolSegment *self, guint32 document)
{
  return (guint64) self->sirets_above[document] << 32 | self->sirets[document];
}

/* Which document an activity is of. */
static inline guint32
sol_segment_get_owner (const SolSegment *self, guint32 activity)
{
  return sol_ranks_before (&self->owners, activity + 1) - 1;
}

/* What the terms of documents are made with. */
typedef struct
{
  SolSpaceBuilder *documents;
  SolSpaceBuilder *activities;
  SolLabels labels;
  GArray *radii; /* of gint32 an activity, -1 without */
} SolTermWriter;

void sol_term_writer_init (SolTermWriter *self);
void sol_term_writer_clear (SolTermWriter *self);
void sol_term_writer_add (SolTermWriter *self, const SolDocument *document);

G_END_DECLS
