/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-workshop-tally.h"

#include "model/sol-item.h"
#include "model/sol-text.h"

/* A theme while it is gathered. */
typedef struct
{
  SolWorkshopTheme theme;
  char *key;       /* by which it is found, however it was typed; "" of none */
  SolRecord *last; /* the share that named it last: each counts once */
} Gathered;

static void
gathered_free (gpointer data)
{
  Gathered *self = data;

  g_ptr_array_unref (self->theme.voices);
  g_free (self->key);
  g_free (self);
}

static Gathered *
find (GPtrArray *themes, const char *name)
{
  g_autofree char *key = sol_text_make_sort_key (name != NULL ? name : "");
  Gathered *found;

  for (guint i = 0; i < themes->len; i++)
    if (g_str_equal (((Gathered *) themes->pdata[i])->key, key))
      return themes->pdata[i];
  found = g_new0 (Gathered, 1);
  found->theme.name = name;
  found->theme.voices = g_ptr_array_new_with_free_func (g_free);
  found->key = g_steal_pointer (&key);
  g_ptr_array_add (themes, found);
  return found;
}

static void
take (GPtrArray *themes, SolRecord *share, SolItem *note, gboolean weighed)
{
  Gathered *found = find (themes, sol_item_get_text (note, "theme"));
  SolWorkshopVoice *voice = g_new0 (SolWorkshopVoice, 1);
  gint64 weight = 0;

  voice->text = sol_item_get_text (note, "text");
  voice->who = sol_record_get_text (share, "organisation_name");
  if (weighed && sol_item_get_number (note, "weight", &weight))
    voice->weight = (guint) CLAMP (weight, 0, 3);
  g_ptr_array_add (found->theme.voices, voice);
  if (found->last != share)
    found->theme.n_structures++;
  found->last = share;
}

static int
compare_voices (gconstpointer a, gconstpointer b)
{
  const SolWorkshopVoice *first = *(SolWorkshopVoice *const *) a;
  const SolWorkshopVoice *second = *(SolWorkshopVoice *const *) b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  return g_strcmp0 (first->text, second->text);
}

/* Those that most named; what has no theme stands last. */
static int
compare_themes (gconstpointer a, gconstpointer b)
{
  const Gathered *first = *(Gathered *const *) a;
  const Gathered *second = *(Gathered *const *) b;

  if ((*first->key == '\0') != (*second->key == '\0'))
    return *first->key == '\0' ? 1 : -1;
  if (first->theme.n_structures != second->theme.n_structures)
    return first->theme.n_structures > second->theme.n_structures ? -1 : 1;
  return g_strcmp0 (first->key, second->key);
}

/**
 * sol_workshop_tally:
 * @shares: (element-type SolRecord): what each structure shares of its page; they outlive the
 * answer
 * @list: "difficulties" or "strengths"
 *
 * Returns: (transfer full) (element-type SolWorkshopTheme): by theme, what most name first
 */
GPtrArray *
sol_workshop_tally (GPtrArray *shares, const char *list)
{
  GPtrArray *themes = g_ptr_array_new_with_free_func (gathered_free);
  const gboolean weighed = g_str_equal (list, "difficulties");

  for (guint i = 0; i < shares->len; i++)
    {
      GPtrArray *notes = sol_record_get_items (shares->pdata[i], list);

      for (guint j = 0; notes != NULL && j < notes->len; j++)
        take (themes, shares->pdata[i], notes->pdata[j], weighed);
    }
  g_ptr_array_sort (themes, compare_themes);
  for (guint i = 0; i < themes->len; i++)
    g_ptr_array_sort (((Gathered *) themes->pdata[i])->theme.voices, compare_voices);
  return themes;
}
