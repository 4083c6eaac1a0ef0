/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "model/sol-referential-private.h"
#include "model/sol-table.h"
#include "model/sol-text.h"

#define MAX_COLUMNS 12

/* A list read from its file, kept for good: what is handed out points into it. */
typedef struct
{
  char *text;
  char *columns[MAX_COLUMNS];
  guint n_columns;
  const char **cells; /* n_codes rows of n_columns */
  SolCode *codes;
  guint n_codes;
  GHashTable *by_code; /* code -> SolCode */
} Referential;

/* The lists there are, in the order of strcmp(): the file is the name with ".csv". */
static const char *const lists[] = {
  "cpv",
  "criteria",
  "departments",
  "environment-practices",
  "epcis",
  "families",
  "kinds",
  "labels",
  "legal-categories",
  "legal-forms",
  "levels",
  "marks",
  "measures",
  "modes",
  "naf",
  "networks",
  "peer-labels",
  "peer-networks",
  "peer-sectors",
  "reaches",
  "regions",
  "sector-groups",
  "sectors",
  "staff-brackets",
  "turnover-brackets",
  NULL,
};

static Referential *loaded[G_N_ELEMENTS (lists)];
static GHashTable *matches[G_N_ELEMENTS (lists)]; /* squeezed text -> SolCode, or NULL */

/**
 * sol_referential_get_lists:
 *
 * Returns: (array zero-terminated=1): the names of all lists
 */
const char *const *
sol_referential_get_lists (void)
{
  return lists;
}

static int
compare_names (const void *name, const void *item)
{
  return strcmp (name, *(const char *const *) item);
}

static int
get_list_number (const char *list)
{
  const char *const *found = bsearch (list, lists, G_N_ELEMENTS (lists) - 1, sizeof (char *),
                                      compare_names);

  return found == NULL ? -1 : (int) (found - lists);
}

static int
get_column (const Referential *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i], name) == 0)
      return (int) i;
  return -1;
}

/* "" for a column that is not there, or the row of a code that was added to the list. */
static const char *
get_cell (const Referential *self, guint row, const char *column)
{
  int number = get_column (self, column);

  return number < 0 || row >= self->n_codes ? ""
                                            : self->cells[row * self->n_columns + (guint) number];
}

static void
make_codes (Referential *self)
{
  self->codes = g_new0 (SolCode, self->n_codes);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_codes; i++)
    {
      SolCode *code = &self->codes[i];

      code->code = get_cell (self, i, "code");
      code->label_fr = get_cell (self, i, "label_fr");
      code->label_en = get_cell (self, i, "label_en");
      code->parent = get_cell (self, i, "parent");
      code->note = get_cell (self, i, "note");
      code->index = i;
      g_hash_table_insert (self->by_code, (gpointer) code->code, code);
    }
}

static Referential *
referential_load (const char *list)
{
  g_autofree char *file = g_strconcat (list, ".csv", NULL);
  Referential *self = g_new0 (Referential, 1);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  char *row[MAX_COLUMNS];
  char *at;

  self->text = sol_table_load (file);
  if (self->text == NULL)
    g_error ("The program was built without the referential \"%s\"", list);
  at = self->text;
  self->n_columns = sol_table_read_row (&at, self->columns, MAX_COLUMNS);
  g_assert (self->n_columns > 0 && self->n_columns <= MAX_COLUMNS);
  while (sol_table_read_row (&at, row, self->n_columns) > 0)
    for (guint i = 0; i < self->n_columns; i++)
      g_ptr_array_add (cells, row[i]);
  self->n_codes = cells->len / self->n_columns;
  self->cells = (const char **) g_ptr_array_steal (cells, NULL);
  make_codes (self);
  return self;
}

static const Referential *
get_referential (int number)
{
  if (g_once_init_enter (&loaded[number]))
    g_once_init_leave (&loaded[number], referential_load (lists[number]));
  return loaded[number];
}

/**
 * sol_referential_get_codes:
 * @list: name of a list
 * @n_codes: (out) (optional): how many there are
 *
 * Any thread; the list is read on its first use.
 *
 * Returns: (array length=n_codes) (nullable) (transfer none): the codes in the list's own order;
 *   %NULL when there is no such list
 */
const SolCode *
sol_referential_get_codes (const char *list, guint *n_codes)
{
  int number = get_list_number (list);
  const Referential *self = number < 0 ? NULL : get_referential (number);

  if (n_codes != NULL)
    *n_codes = self == NULL ? 0 : self->n_codes;
  return self == NULL ? NULL : self->codes;
}

/**
 * sol_referential_find:
 *
 * Any thread.
 *
 * Returns: (nullable) (transfer none): the line of @code, %NULL when the list, or the code in it,
 *   does not exist. Of an open list what was added to it is found too
 */
const SolCode *
sol_referential_find (const char *list, const char *code)
{
  int number = get_list_number (list);
  const SolCode *found;

  if (number < 0 || code == NULL)
    return NULL;
  found = g_hash_table_lookup (get_referential (number)->by_code, code);
  return found != NULL ? found : sol_referential_find_added (list, code);
}

/**
 * sol_referential_label:
 *
 * Any thread.
 *
 * Returns: (transfer none): what the user reads, in French or in English by the locale; @code
 *   itself when the list does not know it, and "" for %NULL
 */
const char *
sol_referential_label (const char *list, const char *code)
{
  const SolCode *found = sol_referential_find (list, code);
  const char *label;

  if (found == NULL)
    return code == NULL ? "" : code;
  label = found->label_en;
  if (*label == '\0' || g_str_has_prefix (g_get_language_names ()[0], "fr"))
    label = found->label_fr;
  return *label == '\0' ? found->code : label;
}

/**
 * sol_referential_extra:
 * @column: a column of that list besides those of #SolCode
 *
 * Columns there are: "cpv" and "naf" of sectors (codes separated by a blank), "min" and "max" of
 * staff-brackets (people) and turnover-brackets (euro; no max at the top), "environment" of labels
 * ("1" for an environmental one), "website" of networks, "check_digit" and "social_service" of
 * cpv, "aliases" (other names, separated by "|").
 *
 * Any thread.
 *
 * Returns: (nullable) (transfer none): the cell, "" when it is empty or the list has no such
 *   column; %NULL when the code does not exist
 */
const char *
sol_referential_extra (const char *list, const char *code, const char *column)
{
  const SolCode *found = sol_referential_find (list, code);

  if (found == NULL)
    return NULL;
  return get_cell (get_referential (get_list_number (list)), found->index, column);
}

/* What is left when case, accents, punctuation and plurals are taken away: "81.21Z" and "8121z",
 * "Entreprises d'insertion" and "ENTREPRISE D INSERTION" are one. */
char *
sol_referential_squeeze (const char *typed)
{
  g_autofree char *folded = sol_text_fold (typed);
  GString *out = g_string_new (NULL);
  gsize start = 0;

  for (const char *at = folded;; at++)
    {
      if (g_ascii_isalnum (*at))
        {
          g_string_append_c (out, *at);
          continue;
        }
      if (out->len > start + 3 && strchr ("sx", out->str[out->len - 1]) != NULL)
        g_string_truncate (out, out->len - 1);
      start = out->len;
      if (*at == '\0')
        return g_string_free (out, FALSE);
    }
}

/* Two codes that read the same are none: an import must ask. */
static void
add_match (GHashTable *table, const char *text, const SolCode *code)
{
  g_autofree char *key = sol_referential_squeeze (text);
  gpointer other;

  if (*key == '\0')
    return;
  if (g_hash_table_lookup_extended (table, key, NULL, &other) && other != code)
    code = NULL;
  g_hash_table_insert (table, g_steal_pointer (&key), (gpointer) code);
}

static GHashTable *
make_matches (const Referential *self)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < self->n_codes; i++)
    {
      g_auto (GStrv) aliases = g_strsplit (get_cell (self, i, "aliases"), "|", -1);

      add_match (codes, self->codes[i].code, &self->codes[i]);
      add_match (labels, self->codes[i].label_fr, &self->codes[i]);
      add_match (labels, self->codes[i].label_en, &self->codes[i]);
      for (char **alias = aliases; *alias != NULL; alias++)
        add_match (labels, *alias, &self->codes[i]);
    }
  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (codes, key))
      g_hash_table_insert (codes, g_strdup (key), value);
  return codes;
}

/**
 * sol_referential_match:
 * @typed: (nullable): what a person or a file wrote: a code, a label in either language, or
 *   another usual name
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the code; %NULL when none fits, or two do
 */
char *
sol_referential_match (const char *list, const char *typed)
{
  int number = get_list_number (list);
  g_autofree char *figures = NULL;
  g_autofree char *key = NULL;
  const SolCode *found;

  if (number < 0 || typed == NULL)
    return NULL;
  found = sol_referential_find (list, typed);
  if (found != NULL)
    return g_strdup (found->code);
  if (g_once_init_enter (&matches[number]))
    g_once_init_leave (&matches[number], make_matches (get_referential (number)));
  /* A spreadsheet makes 9220.0 of a code in figures. */
  if (g_str_has_suffix (typed, ".0"))
    figures = g_strndup (typed, strlen (typed) - 2);
  key = sol_referential_squeeze (figures == NULL ? typed : figures);
  found = g_hash_table_lookup (matches[number], key);
  if (found == NULL)
    found = sol_referential_match_added (list, key);
  return found == NULL ? NULL : g_strdup (found->code);
}

/**
 * sol_peer_code:
 * @peer_list: "peer-sectors" (its sectors and groups), "peer-labels" or "peer-networks"
 * @slug: (nullable): the peer's own identifier
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): our code for it, %NULL when it is not known
 */
char *
sol_peer_code (const char *peer_list, const char *slug)
{
  const char *ours = sol_referential_extra (peer_list, slug, "ours");

  return ours == NULL || *ours == '\0' ? NULL : g_strdup (ours);
}
