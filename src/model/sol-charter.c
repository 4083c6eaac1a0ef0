/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-charter.h"

/* The text of the charter, edition by edition, as the program carries it. */

static GPtrArray *
read_texts (JsonObject *object, const char *name)
{
  const guint n = json_array_get_length (json_object_get_array_member (object, name));
  GPtrArray *texts = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, (gpointer) sol_edition_get_nth_text (object, name, i));
  return texts;
}

static gpointer
read_charter (JsonObject *object, guint number)
{
  JsonArray *commitments = json_object_get_array_member (object, "commitments");
  SolCharter *self = g_new0 (SolCharter, 1);

  self->edition = number;
  self->title = sol_edition_get_text (object, "title");
  self->preamble = read_texts (object, "preamble");
  self->signing = read_texts (object, "signing");
  self->n_commitments = json_array_get_length (commitments);
  self->commitments = g_new0 (SolCommitment, self->n_commitments);
  for (guint i = 0; i < self->n_commitments; i++)
    {
      JsonObject *commitment = json_array_get_object_element (commitments, i);

      self->commitments[i].criterion = json_object_get_string_member (commitment, "criterion");
      self->commitments[i].text = sol_edition_get_text (commitment, "text");
    }
  return self;
}

static SolEditions editions = { "charter", read_charter };

/* As sol_editions_add(). */
gboolean
sol_charter_add (const char *text, GError **error)
{
  return sol_editions_add (&editions, text, error);
}

/**
 * sol_charter_get_newest:
 *
 * Any thread.
 *
 * Returns: (transfer none): the one that is signed now
 */
const SolCharter *
sol_charter_get_newest (void)
{
  return sol_editions_get (&editions, sol_editions_get_newest (&editions));
}

/**
 * sol_charter_get:
 * @edition: its number, from 1
 *
 * Any thread.
 *
 * Returns: (transfer none) (nullable): %NULL for one that this program does not know
 */
const SolCharter *
sol_charter_get (guint edition)
{
  return sol_editions_get (&editions, edition);
}
