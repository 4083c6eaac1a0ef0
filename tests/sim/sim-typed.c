/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-typed.h"

#include "sim-rows.h"

/* All that anybody wrote, and what became of it where the files do not tell. */

static GPtrArray *all_typed; /* (element-type SimTyped) */
static GHashTable *taken_up; /* a set of acts: by a server that was put back since */
static gboolean counts_anew; /* the server was restored: its revisions begin where they were */

void
sim_typed_free (gpointer data)
{
  SimTyped *self = data;

  g_free (self->text);
  g_free (self->act);
  g_free (self->anew);
  g_free (self->before);
  g_free (self->hash);
  g_free (self);
}

void
sim_typed_begin (void)
{
  all_typed = g_ptr_array_new_with_free_func (sim_typed_free);
  taken_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counts_anew = FALSE;
}

void
sim_typed_end (void)
{
  g_clear_pointer (&all_typed, g_ptr_array_unref);
  g_clear_pointer (&taken_up, g_hash_table_unref);
}

/* Returns: (transfer none) (element-type SimTyped): in the order they were typed */
GPtrArray *
sim_typed_get_all (void)
{
  return all_typed;
}

SimTyped *
sim_typed_new (int client, guint listing, const char *field, const char *text)
{
  SimTyped *self = g_new0 (SimTyped, 1);

  self->client = client;
  self->listing = listing;
  self->field = field;
  self->text = g_strdup (text);
  return self;
}

void
sim_typed_add (SimTyped *owned_typed)
{
  g_ptr_array_add (all_typed, owned_typed);
}

/* Whether both are drafts of one listing in the same files. */
gboolean
sim_typed_is_draft_of (const SimTyped *self, const SimTyped *other)
{
  return self->draft && other->draft && self->client == other->client &&
         self->account == other->account && self->listing == other->listing;
}

/* The server's own people wrote. */
void
sim_typed_note (guint listing, const char *field, const char *text, const char *act)
{
  SimTyped *typed = sim_typed_new (-1, listing, field, text);

  typed->act = g_strdup (act);
  typed->settled = TRUE;
  sim_typed_add (typed);
}

/* The server is about to know less than it does: each client learns it when it asks. */
void
sim_typed_note_restored (const char *database)
{
  g_autoptr (GPtrArray) rows = sim_rows_read (database, "SELECT id FROM mutation"
                                                        " WHERE answer ->> '$.result' = 'applied'");

  sim_rows_close ();
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (taken_up, g_strdup (rows->pdata[i]));
  counts_anew = TRUE;
}

/* Whether the server once had it: who signed out then left nothing that could be offered again. */
gboolean
sim_typed_was_taken_up (const char *act)
{
  return g_hash_table_contains (taken_up, act);
}

/* Whether revisions may fall. */
gboolean
sim_typed_count_anew (void)
{
  return counts_anew;
}
