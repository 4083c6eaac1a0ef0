/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SimTyped:
 * @client: where it was typed; -1: past HTTP, by the server's own people
 * @text: of which there is no other, but for codes
 * @field: (nullable): of the listing, or the path of one within items; %NULL: there may be many
 * @act: (nullable): the id under which the program took it
 * @anew: (nullable): the id that it went by since it was told anew, when its entry is gone
 * @before: (nullable): what stood there until then
 * @account: (nullable): in whose files it is; %NULL: in those of the computer
 *
 * Something that somebody wrote, and that must not be lost.
 */
typedef struct
{
  int client;
  guint listing;
  char *text;
  const char *field;
  char *act;
  char *anew;
  char *before;
  const char *account; /* interned */
  char *hash;          /* (nullable): of the file that goes with it */
  gboolean draft;      /* not an act yet */
  gboolean unsure;     /* the program ended over it */
  gboolean given_up;   /* its author no longer wants it */
  gboolean code;       /* that joins a set, or leaves it */
  gboolean leaves;     /* a code its set, or an item its list */
  gboolean settled;    /* something else may stand there again */
} SimTyped;

SimTyped *sim_typed_new (int client, guint listing, const char *field, const char *text);
gboolean sim_typed_is_draft_of (const SimTyped *self, const SimTyped *other);
void sim_typed_free (gpointer self);
void sim_typed_begin (void);
void sim_typed_end (void);
GPtrArray *sim_typed_get_all (void);
void sim_typed_add (SimTyped *owned_typed);
void sim_typed_note (guint listing, const char *field, const char *text, const char *act);
void sim_typed_note_restored (const char *database);
gboolean sim_typed_was_taken_up (const char *act);
gboolean sim_typed_count_anew (void);

G_END_DECLS
