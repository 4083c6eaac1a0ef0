/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-patch.h"

G_BEGIN_DECLS

/**
 * SolRevision:
 * @rev: of the record, when it was last written
 * @who: (nullable): account
 * @client: (nullable): the installation that sent it
 * @when: (nullable): a moment in UTC
 * @removed: of an item: it left; of a set: a code did
 */
typedef struct
{
  gint64 rev;
  char *who;
  char *client;
  char *when;
  gboolean removed;
} SolRevision;

/**
 * SolRevisions:
 *
 * The table beside a record that tells which part of it was written when and by whom: a part is
 * "name", "networks/CODE" for a code that joined, "networks" for any that left, "offers/ID" for an
 * item that came or left, or "offers/ID/title". What a record was made with has no line.
 */
typedef struct _SolRevisions SolRevisions;

SolRevisions *sol_revisions_new (void);
SolRevisions *sol_revisions_new_from_text (const char *text);
void sol_revisions_free (SolRevisions *self);
char *sol_revisions_to_text (SolRevisions *self);

void sol_revisions_note (SolRevisions *self, const SolPatch *patch, const SolRevision *revision);
const SolRevision *
sol_revisions_find (SolRevisions *self, const char *path, gint64 base_rev, const char *client);
const SolRevision *sol_revisions_find_around (SolRevisions *self,
                                              const char *path,
                                              gint64 base_rev,
                                              const char *client);
GPtrArray *sol_revisions_list_news (SolRevisions *self, gint64 base_rev, const char *client);
const SolRevision *sol_revisions_find_within (SolRevisions *self,
                                              const char *path,
                                              gint64 base_rev,
                                              const char *client,
                                              const char **found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolRevisions, sol_revisions_free)

G_END_DECLS
