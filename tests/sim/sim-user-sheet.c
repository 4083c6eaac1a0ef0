/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-item.h"
#include "sim-people.h"
#include "sim-sheet.h"
#include "sim-user.h"

/* Somebody fills in the longer parts of a listing, as a form does: practices and their evidence,
 * the argument sheet, answers to what a moderator remarked. */

#define EDITION "1"

typedef struct
{
  SimClient *client;
  guint listing;
  SimRandom *random;
  SolRecord *shown;
  SimTyped *typed; /* (nullable) */
} Filling;

/* The text that is typed at @path: there is no other like it in the world. */
static const char *
type (Filling *self, const char *path)
{
  g_autofree char *text = g_strdup_printf ("i%u-%08x", self->client->index,
                                           (guint) sim_random_next (self->random));

  self->typed = sim_typed_new ((int) self->client->index, self->listing, g_intern_string (path),
                               text);
  self->typed->before = g_strdup (sim_sheet_get_text (self->shown, path));
  return self->typed->text;
}

/* Returns: (transfer full): the item goes, with all that is in it */
static char *
remove_item (Filling *self, const char *path)
{
  self->typed = sim_typed_new ((int) self->client->index, self->listing, g_intern_string (path),
                               path);
  self->typed->leaves = TRUE;
  self->typed->settled = TRUE;
  return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"remove\"}", path);
}

static gboolean
is_shown (Filling *self, const char *path)
{
  return sim_sheet_find_item (self->shown, path) != NULL;
}

/* Returns: (transfer full): @name of the item is typed; @rest: what a new one says beside it */
static char *
write_item (Filling *self, const char *path, const char *name, const char *rest)
{
  g_autofree char *field = g_strdup_printf ("%s/%s", path, name);
  const gboolean there = is_shown (self, path);

  return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"%s\",\"set\":{%s%s\"%s\":\"%s\"}}", path,
                          there ? "edit" : "add", there ? "" : rest, there ? "" : ",", name,
                          type (self, field));
}

static char *
write_argument (Filling *self)
{
  static const char *const questions[] = { "make", "care", "people" };
  const char *question = questions[sim_random_pick (self->random, G_N_ELEMENTS (questions))];
  g_autofree char *path = g_strdup_printf ("argument/%s", question);
  g_autofree char *rest = g_strdup_printf ("\"question\":\"%s\",\"edition\":" EDITION, question);

  if (is_shown (self, path) && sim_random_pick (self->random, 4) == 0)
    return remove_item (self, path);
  return write_item (self, path, "text", rest);
}

/* Returns: (transfer full) (nullable): what proves an answer */
static char *
write_evidence (Filling *self, const char *answer)
{
  g_autofree char *path = g_strdup_printf ("%s/evidence/e%u", answer,
                                           sim_random_pick (self->random, 2));

  if (is_shown (self, path) && sim_random_pick (self->random, 3) == 0)
    return remove_item (self, path);
  return write_item (self, path, "title", "\"kind\":\"figure\",\"figure\":\"12\"");
}

/* Returns: (transfer full): what an answer is about, which several may say at once */
static char *
change_practices (Filling *self, const char *answer)
{
  static const char *const codes[] = { "products", "recycled", "local" };
  const char *code = codes[sim_random_pick (self->random, G_N_ELEMENTS (codes))];
  g_autofree char *field = g_strdup_printf ("%s/practices", answer);

  self->typed = sim_typed_new ((int) self->client->index, self->listing, g_intern_string (field),
                               code);
  self->typed->code = TRUE;
  self->typed->leaves = sim_random_pick (self->random, 3) == 0;
  self->typed->settled = TRUE;
  return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"edit\",\"%s\":{\"practices\":[\"%s\"]}}",
                          answer, self->typed->leaves ? "remove" : "add", code);
}

/* Returns: (transfer full): a first answer, or another note to it */
static char *
write_answer (Filling *self, const char *criterion, const char *path, const char *question)
{
  g_autofree char *rest = g_strdup_printf (
      "\"question\":\"%s\",\"edition\":" EDITION ",\"level\":\"1\"", question);
  g_autofree char *answer = write_item (self, path, "note", rest);

  if (is_shown (self, criterion))
    return g_steal_pointer (&answer);
  return g_strdup_printf ("{\"path\":\"%s\",\"act\":\"add\",\"set\":{\"criterion\":\"2\"}},%s",
                          criterion, answer);
}

static char *
write_practices (Filling *self)
{
  static const char *const questions[] = { "materials", "gains" };
  const char *question = questions[sim_random_pick (self->random, G_N_ELEMENTS (questions))];
  const char *criterion = "criteria/c2";
  g_autofree char *path = g_strdup_printf ("%s/answers/%s", criterion, question);
  const guint drawn = sim_random_pick (self->random, 10);

  if (is_shown (self, criterion) && drawn == 0)
    return remove_item (self, criterion);
  if (!is_shown (self, path) || drawn < 4)
    return write_answer (self, criterion, path, question);
  if (drawn == 4)
    return remove_item (self, path);
  if (drawn < 7 && g_str_equal (question, "materials"))
    return change_practices (self, path);
  return write_evidence (self, path);
}

/* Returns: (transfer full) (nullable): %NULL when nothing is remarked */
static char *
answer_remark (Filling *self)
{
  GPtrArray *remarks = sol_record_get_items (self->shown, "remarks");
  g_autofree char *path = NULL;

  if (remarks == NULL || remarks->len == 0)
    return NULL;
  path = g_strdup_printf (
      "answers/%s", sol_item_get_id (remarks->pdata[sim_random_pick (self->random, remarks->len)]));
  return write_item (self, path, "text", "\"corrected\":true");
}

static char *
choose (Filling *self)
{
  const guint drawn = sim_random_pick (self->random, 8);
  char *answer = drawn < 3 ? answer_remark (self) : NULL;

  if (answer != NULL)
    return answer;
  return drawn < 5 ? write_practices (self) : write_argument (self);
}

static void
fill (SimClient *client, guint listing, SolShownRecord *shown, SimRandom *random)
{
  Filling filling = { client, listing, random, sol_shown_record_get_record (shown), NULL };
  g_autofree char *edits = filling.shown != NULL ? choose (&filling) : NULL;
  g_autofree char *rest = g_strdup_printf ("\"items\":[%s]", edits);

  if (edits != NULL)
    sim_user_write (client, listing, "edit", rest, filling.typed);
}

/* Of a listing that he sees. */
void
sim_user_fill (SimClient *client, guint listing, guint64 seed)
{
  sim_user_look (client, "listing", sim_people_get_listing (listing), listing, seed, fill);
}
