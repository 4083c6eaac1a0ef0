/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-likeness.h"

#include <string.h>

#include "model/sol-siret.h"
#include "model/sol-text.h"

/* Whether two records of the catalogue are of one structure: what is certain, and what somebody is
 * to look at. Structures are compared only with those that share a key with them. */

#define SIREN_LENGTH 9
#define PREFIX 4         /* letters of a word that are of a key: a slip may come after them */
#define N_WORDS 2        /* of a name that make keys, the longest */
#define NEAR 80          /* of 100, names that may be one, mistyped or cut */
#define MIN_PHONE 9      /* digits */
#define MORE_REASONS 5   /* points of each one beside the first */
#define MAX_UNCERTAIN 95 /* however many there are */
#define MAX_LETTERS 200  /* of a name that are compared */

/* (element-type utf8): words that tell one structure from another, in order */
static void
take_word (const char *word, gpointer words)
{
  static const char *const common[] = {
    "a",    "au",   "aux", "de",   "des", "du",   "en",          "et",   "la", "le",   "les",
    "pour", "sous", "sur", "aci",  "ai",  "asso", "association", "ea",   "ei", "esat", "etti",
    "eurl", "geiq", "sa",  "sarl", "sas", "sasu", "scic",        "scop", NULL,
  };

  if (!g_strv_contains (common, word))
    g_ptr_array_add (words, g_strdup (word));
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a;
  const char *other = *(const char *const *) b;
  const gsize left = strlen (one), right = strlen (other);

  return left != right ? (left > right ? -1 : 1) : strcmp (one, other);
}

static GPtrArray *
list_words (const char *name)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  if (name != NULL)
    sol_text_fold_words (name, take_word, words);
  return words;
}

/* (transfer full): its words in order of letters, whatever stands first */
static char *
normalise_name (const char *name)
{
  g_autoptr (GPtrArray) words = list_words (name);
  GString *text = g_string_new (NULL);

  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    g_string_append (text, words->pdata[i]);
  g_string_truncate (text, MIN (text->len, MAX_LETTERS));
  return g_string_free (text, FALSE);
}

/* How many pairs of letters two texts share, out of 100: each counts once. */
static guint
share_pairs (const char *one, const char *other)
{
  const gsize n_one = strlen (one), n_other = strlen (other);
  gboolean taken[MAX_LETTERS] = { FALSE };
  guint shared = 0;

  if (n_one < 2 || n_other < 2)
    return n_one > 0 && g_str_equal (one, other) ? 100 : 0;
  for (gsize i = 0; i + 1 < n_one; i++)
    for (gsize j = 0; j + 1 < n_other; j++)
      if (!taken[j] && one[i] == other[j] && one[i + 1] == other[j + 1])
        {
          taken[j] = TRUE;
          shared++;
          break;
        }
  return (guint) (200 * shared / (n_one + n_other - 2));
}

/* A structure is found under its own name, or under that which it trades by. */
static guint
compare_names (const SolLikenessSide *one, const SolLikenessSide *other)
{
  const char *const ones[] = { one->name, one->brand };
  const char *const others[] = { other->name, other->brand };
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ones); i++)
    for (guint j = 0; j < G_N_ELEMENTS (others); j++)
      {
        g_autofree char *left = normalise_name (ones[i]);
        g_autofree char *right = normalise_name (others[j]);

        best = MAX (best, share_pairs (left, right));
      }
  return best;
}

/* (transfer full) (nullable): without what is written in one way or another */
static char *
normalise_phone (const char *phone)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = phone != NULL ? phone : ""; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
  if (g_str_has_prefix (digits->str, "0033"))
    g_string_erase (digits, 0, 4);
  else if (g_str_has_prefix (digits->str, "33") && digits->len > MIN_PHONE)
    g_string_erase (digits, 0, 2);
  else if (digits->str[0] == '0')
    g_string_erase (digits, 0, 1);
  return g_string_free (digits, digits->len < MIN_PHONE);
}

static char *
normalise_email (const char *email)
{
  return email != NULL && strchr (email, '@') != NULL ? g_ascii_strdown (email, -1) : NULL;
}

static char *
normalise_website (const char *website)
{
  const char *host = website != NULL ? strstr (website, "://") : NULL;
  char *text;

  if (website == NULL)
    return NULL;
  host = host != NULL ? host + 3 : website;
  text = g_ascii_strdown (g_str_has_prefix (host, "www.") ? host + 4 : host, -1);
  while (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';
  return text;
}

static gboolean
is_sound (const char *siret)
{
  return siret != NULL && sol_siret_is_valid (siret);
}

static void
add_key (GStrvBuilder *keys, const char *letter, const char *value, const char *rest)
{
  g_autofree char *key = value == NULL || *value == '\0'
                             ? NULL
                             : g_strconcat (letter, ":", value, rest != NULL ? ":" : "", rest,
                                            NULL);

  if (key != NULL)
    g_strv_builder_add (keys, key);
}

/* Of the name by which it is known and of that by which it trades. */
static void
add_names (GStrvBuilder *keys, const char *commune, const char *name)
{
  g_autoptr (GPtrArray) words = list_words (name);

  g_ptr_array_sort (words, compare_lengths);
  for (guint i = 0; i < words->len && i < N_WORDS; i++)
    {
      g_autofree char *start = g_strndup (words->pdata[i], PREFIX);

      add_key (keys, "n", commune, start);
    }
}

/**
 * sol_likeness_list_keys:
 *
 * Pure: two structures that sol_likeness_compare() finds alike share one of them, but for names
 * that differ from their first letters on.
 *
 * Returns: (transfer full): each may be there twice
 */
GStrv
sol_likeness_list_keys (const SolLikenessSide *side)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *phone = normalise_phone (side->phone);
  g_autofree char *email = normalise_email (side->email);
  g_autofree char *website = normalise_website (side->website);

  add_key (keys, "s", side->siret, NULL);
  if (side->commune != NULL)
    {
      add_names (keys, side->commune, side->name);
      add_names (keys, side->commune, side->brand);
    }
  if (side->commune != NULL && is_sound (side->siret))
    {
      g_autofree char *siren = g_strndup (side->siret, SIREN_LENGTH);

      add_key (keys, "e", siren, side->commune);
    }
  add_key (keys, "p", phone, NULL);
  add_key (keys, "m", email, NULL);
  add_key (keys, "w", website, NULL);
  return g_strv_builder_end (keys);
}

static gboolean
is_same (char *owned_one, char *owned_other)
{
  g_autofree char *one = owned_one;
  g_autofree char *other = owned_other;

  return one != NULL && *one != '\0' && g_strcmp0 (one, other) == 0;
}

/* What is found, with the points of the first reason. */
typedef struct
{
  GStrvBuilder *reasons;
  guint score;
} Finding;

static void
note (Finding *finding, const char *reason, guint points)
{
  g_strv_builder_add (finding->reasons, reason);
  finding->score = MIN (MAX_UNCERTAIN,
                        finding->score == 0 ? points : finding->score + MORE_REASONS);
}

static void
compare_contacts (Finding *finding, const SolLikenessSide *one, const SolLikenessSide *other)
{
  if (is_same (normalise_phone (one->phone), normalise_phone (other->phone)))
    note (finding, SOL_LIKENESS_PHONE, 50);
  if (is_same (normalise_email (one->email), normalise_email (other->email)))
    note (finding, SOL_LIKENESS_EMAIL, 50);
  if (is_same (normalise_website (one->website), normalise_website (other->website)))
    note (finding, SOL_LIKENESS_WEBSITE, 50);
}

/* Without one number. The agencies of one enterprise share a name and a site, those of a group a
 * switchboard, and two of a town words. */
static void
compare_rest (Finding *finding, const SolLikenessSide *one, const SolLikenessSide *other)
{
  const gboolean near = compare_names (one, other) >= NEAR;
  const gboolean here = one->commune != NULL && g_strcmp0 (one->commune, other->commune) == 0;
  const gboolean numbered = is_sound (one->siret) && is_sound (other->siret);
  const gboolean same = numbered && strncmp (one->siret, other->siret, SIREN_LENGTH) == 0;

  if (near && here)
    note (finding, same ? SOL_LIKENESS_SIREN : SOL_LIKENESS_NAME, same ? 80 : numbered ? 55 : 70);
  if (here ? near || same || !numbered : near && !same)
    compare_contacts (finding, one, other);
}

/**
 * sol_likeness_compare:
 * @reasons: (out) (transfer full): why they are alike, the weightiest first
 *
 * An ACI and an EI of one association are two structures, whatever they share. Pure, any thread.
 *
 * Returns: 0 for two that are not alike, %SOL_LIKENESS_SAME for one SIRET and kind, else how sure
 *   it is, out of 100
 */
guint
sol_likeness_compare (const SolLikenessSide *one, const SolLikenessSide *other, GStrv *reasons)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Finding finding = { builder, 0 };
  const gboolean numbered = one->siret != NULL && g_strcmp0 (one->siret, other->siret) == 0;
  const gboolean same = one->kind != NULL && g_strcmp0 (one->kind, other->kind) == 0;

  if (same || one->kind == NULL || other->kind == NULL)
    {
      if (numbered)
        note (&finding, SOL_LIKENESS_SIRET, 90);
      compare_rest (&finding, one, other);
    }
  *reasons = g_strv_builder_end (builder);
  return numbered && same ? SOL_LIKENESS_SAME : finding.score;
}
