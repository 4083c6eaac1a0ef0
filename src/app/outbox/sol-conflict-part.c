/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/outbox/sol-conflict-item.h"
#include "app/outbox/sol-conflict-unseen.h"
#include "app/outbox/sol-conflict-value.h"
#include "app/outbox/sol-outbox-fields.h"
#include "app/outbox/sol-outbox-words.h"
#include "model/sol-text-diff.h"

/* What of a record two people wrote, in words. */

static JsonNode *
copy_member (JsonObject *conflict, const char *name)
{
  JsonNode *node = json_object_get_member (conflict, name);

  return node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL);
}

/**
 * sol_conflict_part_init:
 * @entry: in conflict
 * @conflict: one of those that it tells
 */
void
sol_conflict_part_init (SolConflictPart *self, SolOutboxEntry *entry, JsonObject *conflict)
{
  self->entry = g_object_ref (entry);
  self->path = g_strdup (json_object_get_string_member_with_default (conflict, "path", ""));
  self->mine = copy_member (conflict, "mine");
  self->theirs = copy_member (conflict, "theirs");
  self->form = sol_outbox_fields_find (sol_outbox_entry_get_mutation (entry)->type, self->path,
                                       &self->field);
}

void
sol_conflict_part_clear (SolConflictPart *self)
{
  g_clear_object (&self->entry);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->mine, json_node_unref);
  g_clear_pointer (&self->theirs, json_node_unref);
}

/* What he decided upon was not what was there: nobody wrote another value. */
static gboolean
is_unseen (const SolConflictPart *self)
{
  return JSON_NODE_HOLDS_NULL (self->mine) && JSON_NODE_HOLDS_NULL (self->theirs);
}

static gboolean
is_item (const SolConflictPart *self)
{
  return self->field != NULL && self->field->kind == SOL_FIELD_ITEMS;
}

/* Whole items have no third way; a place or a file is written in its own form. */
gboolean
sol_conflict_part_may_write (const SolConflictPart *self)
{
  if (self->field == NULL || self->form == NULL || is_unseen (self))
    return FALSE;
  switch (self->field->kind)
    {
    case SOL_FIELD_CODE:
    case SOL_FIELD_CODES:
      return self->field->list != NULL || self->form->make != NULL;
    case SOL_FIELD_INSTANT:
    case SOL_FIELD_PLACE:
    case SOL_FIELD_REFERENCE:
    case SOL_FIELD_ITEMS:
    case SOL_FIELD_BLOB:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
highlight (const SolConflictPart *self,
           SolConflictSide *ours,
           SolConflictSide *others,
           const char *mine,
           const char *theirs)
{
  g_autoptr (GArray) hunks = NULL;

  if (self->field == NULL ||
      (self->field->kind != SOL_FIELD_PROSE && self->field->kind != SOL_FIELD_TEXT) ||
      JSON_NODE_HOLDS_NULL (self->mine) || JSON_NODE_HOLDS_NULL (self->theirs))
    return;
  hunks = sol_text_diff (mine, theirs);
  for (guint i = 0; i < hunks->len; i++)
    {
      const SolTextHunk *hunk = &g_array_index (hunks, SolTextHunk, i);

      sol_conflict_side_highlight (ours, hunk->first, hunk->first_end);
      sol_conflict_side_highlight (others, hunk->second, hunk->second_end);
    }
}

/* What became of it, then what it says; marked where that differs from what was there. */
static void
show_item (const SolConflictPart *self, SolConflictSide *side, JsonNode *node)
{
  g_autofree char *list = g_strndup (self->path, strrchr (self->path, '/') - self->path);
  JsonNode *before = sol_outbox_entry_find_base (self->entry, self->path);
  const char *fate = sol_conflict_item_tell_fate (sol_outbox_entry_find_base (self->entry, list),
                                                  before, node);
  g_autofree char *was = sol_conflict_item_say (self->field, self->form, before);
  g_autofree char *is = sol_conflict_item_say (self->field, self->form, node);
  g_autofree char *text = g_strconcat (fate != NULL ? fate : "",
                                       fate != NULL && *is != '\0' ? "\n" : "", is, NULL);
  const gsize start = strlen (text) - strlen (is);
  g_autoptr (GArray) hunks = sol_text_diff (was, is);

  sol_conflict_side_set_text (side, text);
  for (guint i = 0; *was != '\0' && i < hunks->len; i++)
    {
      const SolTextHunk *hunk = &g_array_index (hunks, SolTextHunk, i);

      sol_conflict_side_highlight (side, start + hunk->second, start + hunk->second_end);
    }
}

static void
show_values (const SolConflictPart *self, SolConflictSide *ours, SolConflictSide *others)
{
  g_autofree char *mine = sol_conflict_value_say (self->field, self->form, self->mine);
  g_autofree char *theirs = sol_conflict_value_say (self->field, self->form, self->theirs);

  sol_conflict_side_set_text (ours, mine);
  sol_conflict_side_set_text (others, theirs);
  highlight (self, ours, others, mine, theirs);
}

static gboolean
is_deletion (const SolConflictPart *self)
{
  return g_str_equal (sol_outbox_entry_get_mutation (self->entry)->op, SOL_MUTATION_DELETE);
}

static void
show_unseen (const SolConflictPart *self, SolConflictSide *ours, SolConflictSide *others)
{
  g_autofree char *done = sol_outbox_words_say_operation (self->entry);
  g_autofree char *changed = sol_conflict_unseen_list (self->entry);
  /* Translators: %s are the names of what was changed */
  g_autofree char *theirs = *changed != '\0'
                                ? g_strdup_printf (_ ("It was changed meanwhile: %s"), changed)
                                : g_strdup (_ ("It was changed meanwhile."));

  sol_conflict_side_set_text (ours, is_deletion (self) ? _ ("You deleted it.") : done);
  sol_conflict_side_set_text (others, theirs);
}

/**
 * sol_conflict_part_show:
 *
 * Puts what each of the two has into his side, and marks where they differ.
 */
void
sol_conflict_part_show (const SolConflictPart *self, SolConflictSide *ours, SolConflictSide *others)
{
  if (is_unseen (self))
    show_unseen (self, ours, others);
  else if (is_item (self) && strchr (self->path, '/') != NULL)
    {
      show_item (self, ours, self->mine);
      show_item (self, others, self->theirs);
    }
  else
    show_values (self, ours, others);
}

/**
 * sol_conflict_part_make_title:
 *
 * Returns: (transfer full): what it is called; of an act that is in question as a whole, the record
 */
char *
sol_conflict_part_make_title (const SolConflictPart *self)
{
  JsonNode *either = JSON_NODE_HOLDS_NULL (self->mine) ? self->theirs : self->mine;

  return is_unseen (self) ? sol_outbox_words_make_title (self->entry)
                          : sol_conflict_item_make_title (self->entry, self->path, either);
}

/* Returns: what the choice of one's own side is called */
const char *
sol_conflict_part_name_mine (const SolConflictPart *self)
{
  if (!is_unseen (self))
    return _ ("Keep my version");
  return is_deletion (self) ? _ ("Delete it all the same") : _ ("Do it all the same");
}

/* @name: (nullable): whose it is. Returns: (transfer full): what the choice of that side is called
 */
char *
sol_conflict_part_name_theirs (const SolConflictPart *self, const char *name)
{
  if (!is_unseen (self) && name == NULL)
    return g_strdup (_ ("Keep the other version"));
  if (!is_unseen (self))
    /* Translators: %s is the name of a person */
    return g_strdup_printf (_ ("Keep the version of %s"), name);
  return g_strdup (is_deletion (self) ? _ ("Do not delete it") : _ ("Do not do it"));
}
