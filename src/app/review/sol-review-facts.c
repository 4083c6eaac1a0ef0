/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-facts.h"

#include <glib/gi18n.h>

#include "app/listing/sol-listing-sections.h"
#include "app/outbox/sol-conflict-value.h"
#include "app/outbox/sol-outbox-fields.h"
#include "model/sol-practice-level.h"
#include "model/sol-referential.h"
#include "model/sol-siret.h"

/* What a listing says, field by field and practice by practice, beside what was published. */

typedef struct
{
  SolRecord *review;
  SolRecord *published; /* (nullable) */
  SolReviewFactFunc func;
  gpointer user_data;
} Walk;

static const GValue *
get_value (SolRecord *record, const char *name)
{
  guint index;

  return record != NULL && sol_record_find_field (record, name, &index) != NULL
             ? sol_record_get_value (record, index)
             : NULL;
}

/**
 * sol_review_facts_say:
 * @record: a listing, or what is made of one
 *
 * Returns: (transfer full) (nullable): what a field says; %NULL when it is empty
 */
char *
sol_review_facts_say (SolRecord *record, const char *name)
{
  const GValue *value = get_value (record, name);
  const SolField *field;
  const SolFormField *form;
  g_autoptr (JsonNode) node = NULL;

  if (value == NULL || sol_value_is_empty (value))
    return NULL;
  if (g_str_equal (name, "siret"))
    return sol_siret_format (g_value_get_string (value));
  form = sol_outbox_fields_find ("listing", name, &field);
  node = sol_value_to_json (value);
  return sol_conflict_value_say (field, form, node);
}

/* Two pictures may be called the same; of all else the words tell. */
static gboolean
is_changed (const Walk *walk, const char *name, const char *now, const char *before)
{
  const GValue *published = get_value (walk->published, name);
  const GValue *value = get_value (walk->review, name);

  if (walk->published == NULL || published == NULL)
    return FALSE;
  if (g_strcmp0 (now, before) != 0)
    return TRUE;
  return now != NULL && (g_str_equal (name, "logo") || g_str_equal (name, "images")) &&
         !sol_value_equal (published, value);
}

/* Pictures, and labels that say where they can be checked. */
static gboolean
has_proofs (const Walk *walk, const char *name)
{
  const GValue *value = get_value (walk->review, name);

  return value != NULL && !sol_value_is_empty (value) &&
         (g_str_equal (name, "logo") || g_str_equal (name, "images") ||
          g_str_equal (name, "labels"));
}

static void
tell_field (const Walk *walk, const char *section, const char *name)
{
  g_autofree char *label = sol_outbox_fields_get_label ("listing", name);
  g_autofree char *value = sol_review_facts_say (walk->review, name);
  g_autofree char *before = sol_review_facts_say (walk->published, name);
  const SolReviewFactText text = {
    name, label, value, before, is_changed (walk, name, value, before), has_proofs (walk, name)
  };

  walk->func (section, &text, walk->user_data);
}

static const char *
say_level (guint level)
{
  const char code[] = { (char) ('0' + level), '\0' };

  return sol_referential_label ("levels", code);
}

static void
append_answer (GString *text, const SolPractice *practice, SolItem *answer)
{
  const char *id = sol_item_get_text (answer, "question");
  const SolQuestion *question = practice != NULL && id != NULL
                                    ? sol_practice_find_question (practice, id)
                                    : NULL;
  const char *note = sol_item_get_text (answer, "note");

  /* TRANSLATORS: a question, and the level that is claimed for it */
  g_string_append_printf (text, _ ("\n%s %s"), question != NULL ? question->text : "",
                          say_level (sol_practice_answer_get_claim (answer)));
  if (note != NULL)
    g_string_append_printf (text, " (%s)", note);
}

/* (transfer full) (nullable): its level, and what was answered to each question */
static char *
say_criterion (SolItem *criterion)
{
  GPtrArray *answers = criterion != NULL ? sol_item_get_items (criterion, "answers") : NULL;
  const char *code = criterion != NULL ? sol_item_get_text (criterion, "criterion") : NULL;
  const char *level = criterion != NULL ? sol_item_get_text (criterion, "level") : NULL;
  g_autoptr (GString) text = NULL;

  if (code == NULL)
    return NULL;
  text = g_string_new (level != NULL ? sol_referential_label ("levels", level)
                                     : say_level (sol_practice_get_level (code, answers)));
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    append_answer (text, sol_practice_find_asked (code, answers), answers->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_evidence (SolItem *criterion)
{
  GPtrArray *own = sol_item_get_items (criterion, "evidence");
  GPtrArray *answers = sol_item_get_items (criterion, "answers");

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    if (sol_item_get_items (answers->pdata[i], "evidence") != NULL)
      return TRUE;
  return own != NULL && own->len > 0;
}

static void
tell_criterion (const Walk *walk, const char *section, SolItem *criterion)
{
  const char *code = sol_item_get_text (criterion, "criterion");
  GPtrArray *published = walk->published != NULL
                             ? sol_record_get_items (walk->published, "criteria")
                             : NULL;
  SolItem *known = published != NULL && code != NULL ? sol_practice_find_criterion (published, code)
                                                     : NULL;
  g_autofree char *field = g_strdup_printf ("criteria/%s", sol_item_get_id (criterion));
  g_autofree char *label = code != NULL ? g_strdup (sol_referential_label ("criteria", code))
                                        : g_strdup (_ ("Criterion"));
  g_autofree char *value = say_criterion (criterion);
  g_autofree char *before = say_criterion (known);
  const SolReviewFactText text = { field,
                                   label,
                                   value,
                                   before,
                                   walk->published != NULL && g_strcmp0 (value, before) != 0,
                                   has_evidence (criterion) };

  walk->func (section, &text, walk->user_data);
}

static void
tell_criteria (const Walk *walk, const char *section)
{
  GPtrArray *criteria = sol_record_get_items (walk->review, "criteria");

  if (criteria == NULL || criteria->len == 0)
    tell_field (walk, section, "criteria");
  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    tell_criterion (walk, section, criteria->pdata[i]);
}

/* What no section of the form asks, where there is any. */
static void
tell_others (const Walk *walk)
{
  static const char *const others[] = { "figures", "environment" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      const char *label;
      const GValue *value = get_value (walk->review, others[i]);

      if (sol_listing_sections_find (others[i], &label) == NULL && !sol_value_is_empty (value))
        tell_field (walk, _ ("Other"), others[i]);
    }
}

/**
 * sol_review_facts_foreach:
 * @review: a listing_review
 * @published: (nullable): the supplier that buyers see
 *
 * In the order of the form. What the structure says to the moderator is no fact.
 */
void
sol_review_facts_foreach (SolRecord *review,
                          SolRecord *published,
                          SolReviewFactFunc func,
                          gpointer user_data)
{
  const Walk walk = { review, published, func, user_data };
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);

  for (guint i = 0; i < n_sections; i++)
    for (const SolFormField *field = sections[i].fields; field != NULL && field->name != NULL;
         field++)
      if (!g_str_equal (field->name, "note") && !g_str_equal (field->name, "criteria"))
        tell_field (&walk, _ (sections[i].title), field->name);
  tell_criteria (&walk, _ ("Practices"));
  tell_others (&walk);
}
