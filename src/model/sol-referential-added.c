/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-referential-private.h"

/* What platforms added to the open lists. Nothing of it is ever freed: a code that was handed out
 * lives as long as the program, also when its label was changed since. */

#define MAX_MADE 10000 /* codes: nobody adds so many in earnest */

static const char *const open_lists[] = { "labels", "networks", NULL };

static GRWLock lock;
static GHashTable *added[G_N_ELEMENTS (open_lists)]; /* code -> SolCode */
static GPtrArray *made_codes; /* (element-type SolCode): all, also those replaced, which somebody
                               * may still hold */

static int
find_open_list (const char *list)
{
  for (int i = 0; open_lists[i] != NULL; i++)
    if (g_str_equal (open_lists[i], list))
      return i;
  return -1;
}

/**
 * sol_referential_is_open:
 *
 * Returns: whether a platform may know codes of that list which the program does not carry
 */
gboolean
sol_referential_is_open (const char *list)
{
  return find_open_list (list) >= 0;
}

static const char *
or_empty (const char *text)
{
  return text == NULL ? "" : text;
}

static gboolean
is_same (const SolCode *held, const SolCode *code)
{
  return held != NULL && g_str_equal (held->label_fr, or_empty (code->label_fr)) &&
         g_str_equal (held->label_en, or_empty (code->label_en)) &&
         g_str_equal (held->parent, or_empty (code->parent)) &&
         g_str_equal (held->note, or_empty (code->note));
}

/* @index: behind those of the list; among themselves they are in order of their codes */
static SolCode *
make_code (const SolCode *code, guint index)
{
  SolCode *made = g_new0 (SolCode, 1);

  made->code = g_strdup (code->code);
  made->label_fr = g_strdup (or_empty (code->label_fr));
  made->label_en = g_strdup (or_empty (code->label_en));
  made->parent = g_strdup (or_empty (code->parent));
  made->note = g_strdup (or_empty (code->note));
  made->index = index;
  return made;
}

/* Under the lock. */
static void
replace (int number, SolCode *made)
{
  if (added[number] == NULL)
    added[number] = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (made_codes, made);
  g_hash_table_replace (added[number], (gpointer) made->code, made);
}

/**
 * sol_referential_add:
 * @code: (transfer none): copied; what is %NULL in it is empty. Its index is not looked at
 *
 * Makes a code known to this process, or gives it another label. What the program carries itself
 * stays as it is, and so does all after some 10 000 of them: what came is never freed. Any thread.
 *
 * Returns: %FALSE when @list is not open, or has the code already of itself
 */
gboolean
sol_referential_add (const char *list, const SolCode *code)
{
  int number = find_open_list (list);
  const SolCode *held = sol_referential_find (list, code->code);
  guint n_codes;

  if (number < 0)
    return FALSE;
  sol_referential_get_codes (list, &n_codes);
  if (held != NULL && held->index < n_codes)
    return FALSE;
  if (is_same (held, code))
    return TRUE;

  g_rw_lock_writer_lock (&lock);
  if (made_codes == NULL)
    made_codes = g_ptr_array_new ();
  if (made_codes->len < MAX_MADE)
    replace (number, make_code (code, n_codes));
  g_rw_lock_writer_unlock (&lock);
  return TRUE;
}

const SolCode *
sol_referential_find_added (const char *list, const char *code)
{
  int number = find_open_list (list);
  const SolCode *found = NULL;

  if (number < 0)
    return NULL;
  g_rw_lock_reader_lock (&lock);
  if (added[number] != NULL)
    found = g_hash_table_lookup (added[number], code);
  g_rw_lock_reader_unlock (&lock);
  return found;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  const SolCode *const *first = a, *const *second = b;

  return strcmp ((*first)->code, (*second)->code);
}

/**
 * sol_referential_list_added:
 *
 * Any thread.
 *
 * Returns: (transfer container) (element-type SolCode): what was added to @list, by code
 */
GPtrArray *
sol_referential_list_added (const char *list)
{
  int number = find_open_list (list);
  GPtrArray *codes = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer code;

  if (number < 0)
    return codes;
  g_rw_lock_reader_lock (&lock);
  if (added[number] != NULL)
    {
      g_hash_table_iter_init (&iter, added[number]);
      while (g_hash_table_iter_next (&iter, NULL, &code))
        g_ptr_array_add (codes, code);
    }
  g_rw_lock_reader_unlock (&lock);
  g_ptr_array_sort (codes, compare_codes);
  return codes;
}

static gboolean
reads_as (const char *text, const char *squeezed)
{
  g_autofree char *other = sol_referential_squeeze (text);

  return g_str_equal (other, squeezed);
}

/* Returns: (nullable): the one that reads so, by its code or a label; NULL when two do. */
const SolCode *
sol_referential_match_added (const char *list, const char *squeezed)
{
  g_autoptr (GPtrArray) codes = sol_referential_list_added (list);
  const SolCode *found = NULL;

  if (*squeezed == '\0')
    return NULL;
  for (guint i = 0; i < codes->len; i++)
    {
      const SolCode *code = codes->pdata[i];

      if (!reads_as (code->code, squeezed) && !reads_as (code->label_fr, squeezed) &&
          !reads_as (code->label_en, squeezed))
        continue;
      if (found != NULL)
        return NULL;
      found = code;
    }
  return found;
}
