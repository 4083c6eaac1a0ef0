/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-commune-private.h"
#include "model/sol-text.h"

#define MAX_TYPED 200 /* bytes of a typed place that are read */

static const char *
expand (const char *word)
{
  static const char *const short_forms[][2] = {
    { "st", "saint" }, { "ste", "sainte" }, { "s", "sur" }, { "ss", "sous" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (short_forms); i++)
    if (strcmp (word, short_forms[i][0]) == 0)
      return short_forms[i][1];
  return word;
}

static gsize
get_word_length (const char *at)
{
  gsize length = 0;

  while (g_ascii_isalnum (at[length]))
    length++;
  return length;
}

/* Writes the words of a place in lower-case ASCII, a blank between them; "St" is only made "saint"
 * where a word must follow when @typing, since "st" may yet become "strasbourg". */
void
sol_commune_append_words (GString *out, const char *text, gboolean typing)
{
  g_autofree char *start = strlen (text) > MAX_TYPED ? g_utf8_substring (text, 0, MAX_TYPED / 4)
                                                     : NULL;
  g_autofree char *folded = sol_text_fold (start == NULL ? text : start);
  gsize begin = out->len;

  for (char *at = folded; *at != '\0';)
    {
      gsize length = get_word_length (at);
      char *end = at + length;
      gboolean last, lone_s;

      while (*end != '\0' && !g_ascii_isalnum (*end))
        *end++ = '\0';
      last = *end == '\0';
      lone_s = out->len == begin && strcmp (at, "s") == 0; /* in front: no "sur" */
      if (length > 0 && out->len > begin)
        g_string_append_c (out, ' ');
      if (length > 0)
        g_string_append (out, (typing && last) || lone_s ? at : expand (at));
      at = end;
    }
}

static void
add_name (SolCommuneNames *self, guint number, const char *folded, const SolCommune *commune)
{
  SolCommuneName *name = &self->names[number];

  name->commune = commune;
  name->next = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, folded));
  if (name->next == 0)
    folded = g_string_chunk_insert (self->keys, folded);
  g_hash_table_insert (self->by_name, (gpointer) folded, GUINT_TO_POINTER (number + 1));
}

static int
compare_population (const void *a, const void *b, void *user_data)
{
  const SolCommune *communes = user_data;
  guint one = *(const guint *) a, other = *(const guint *) b;

  if (communes[one].population != communes[other].population)
    return communes[one].population > communes[other].population ? -1 : 1;
  return one < other ? -1 : one > other;
}

static void
put_in_order (SolCommuneNames *self, const SolCommune *communes)
{
  self->order = g_new (guint, self->n_communes);
  self->ranks = g_new (guint, self->n_communes);
  for (guint i = 0; i < self->n_communes; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (int) self->n_communes, sizeof (guint), compare_population,
                     (gpointer) communes);
  for (guint i = 0; i < self->n_communes; i++)
    self->ranks[self->order[i]] = i;
}

static SolCommuneNames *
names_new (void)
{
  SolCommuneNames *self = g_new0 (SolCommuneNames, 1);
  const SolCommune *communes = sol_commune_get_all (&self->n_communes);
  guint n_former;
  const SolFormerCommune *former = sol_commune_get_former (&n_former);
  g_autoptr (GString) folded = g_string_new (NULL);

  self->names = g_new0 (SolCommuneName, self->n_communes + n_former);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->keys = g_string_chunk_new (64 * 1024);
  self->text = g_string_sized_new (600000);
  self->starts = g_new (guint, self->n_communes + 1);
  put_in_order (self, communes);
  for (guint i = 0; i < self->n_communes; i++)
    {
      const SolCommune *commune = &communes[self->order[i]];

      self->starts[i] = (guint) self->text->len;
      g_string_append_c (self->text, ' ');
      sol_commune_append_words (self->text, commune->name, FALSE);
      add_name (self, i, self->text->str + self->starts[i] + 1, commune);
      g_string_append_c (self->text, '\n');
    }
  self->starts[self->n_communes] = (guint) self->text->len;
  for (guint i = 0; i < n_former; i++)
    {
      g_string_truncate (folded, 0);
      sol_commune_append_words (folded, former[i].name, FALSE);
      self->names[self->n_communes + i].former = TRUE;
      add_name (self, self->n_communes + i, folded->str, former[i].commune);
    }
  return self;
}

const SolCommuneNames *
sol_commune_names_get (void)
{
  static SolCommuneNames *names = NULL;

  if (g_once_init_enter (&names))
    g_once_init_leave (&names, names_new ());
  return names;
}
