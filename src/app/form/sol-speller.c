/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-speller.h"

#include <enchant.h>
#include <string.h>

/* What is written is for French buyers, whatever the language of the program. The dictionary takes
 * a while to be read, and is used by one thread at a time: never by that of the screen. */

#define LANGUAGE "fr_FR"
#define MAX_SUGGESTIONS 5
#define MAX_ELISION 2 /* letters before an apostrophe, or of a part, that are no word: l’, qu’ */

static GMutex lock;
static EnchantBroker *broker; /* (nullable): until it is asked; kept as long as the program runs */
static EnchantDict *dictionary; /* (nullable): where none is installed */

/* With the lock. */
static EnchantDict *
get_dictionary (void)
{
  if (broker == NULL)
    {
      broker = enchant_broker_init ();
      dictionary = enchant_broker_request_dict (broker, LANGUAGE);
    }
  return dictionary;
}

static gboolean
is_known (const char *word, gssize length)
{
  return length == 0 || enchant_dict_check (dictionary, word, length) <= 0;
}

static gboolean
is_joint (gunichar character)
{
  return character == '\'' || character == 0x2019 || character == '-';
}

/* Elisions are no words, and names are in no dictionary. */
static gboolean
is_part_known (const char *part, const char *end)
{
  return g_utf8_strlen (part, end - part) <= MAX_ELISION ||
         g_unichar_isupper (g_utf8_get_char (part)) || is_known (part, end - part);
}

/* Word by word of a compound: "l’ameublement", "rez-de-jardin". */
static gboolean
are_parts_known (const char *word, const char *end)
{
  const char *part = word;

  for (const char *at = word; at <= end; at = at < end ? g_utf8_next_char (at) : at + 1)
    if (at == end || is_joint (g_utf8_get_char (at)))
      {
        if (!is_part_known (part, at))
          return FALSE;
        part = at < end ? g_utf8_next_char (at) : at;
      }
  return TRUE;
}

/* Names and initials are in no dictionary; a word that begins a sentence may be. */
static gboolean
is_name (const char *text, const char *word, const char *end)
{
  const char *before = word;

  if (!g_unichar_isupper (g_utf8_get_char (word)))
    return FALSE;
  if (g_utf8_next_char (word) < end &&
      g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (word))))
    return TRUE;
  do
    before = g_utf8_find_prev_char (text, before);
  while (before != NULL && g_unichar_isspace (g_utf8_get_char (before)) && *before != '\n');
  return before != NULL && strchr (".!?\n", *before) == NULL;
}

static const char *
find_end (const char *at, gboolean *plain)
{
  const char *end = at;

  *plain = TRUE;
  for (; g_unichar_isalnum (g_utf8_get_char (at)) || is_joint (g_utf8_get_char (at));
       at = g_utf8_next_char (at))
    {
      *plain &= !g_unichar_isdigit (g_utf8_get_char (at));
      if (!is_joint (g_utf8_get_char (at)))
        end = g_utf8_next_char (at);
    }
  return end;
}

static gboolean
is_wrong (const char *text, const char *word, const char *end)
{
  gboolean compound = FALSE;

  for (const char *at = word; at < end; at = g_utf8_next_char (at))
    compound |= is_joint (g_utf8_get_char (at));
  return !is_name (text, word, end) && !is_known (word, end - word) &&
         !(compound && are_parts_known (word, end));
}

static GArray *
check (const char *text)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (SolMisspelling));
  guint offset = 0;

  for (const char *at = text; *at != '\0';)
    {
      gboolean plain = FALSE;
      const char *end = g_unichar_isalnum (g_utf8_get_char (at)) ? find_end (at, &plain)
                                                                 : g_utf8_next_char (at);
      const guint length = (guint) g_utf8_strlen (at, end - at);
      const SolMisspelling span = { offset, offset + length };

      if (g_unichar_isalpha (g_utf8_get_char (at)) && plain && is_wrong (text, at, end))
        g_array_append_val (found, span);
      offset += length;
      at = end;
    }
  return found;
}

static void
check_in_thread (GTask *task, gpointer source, gpointer text, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task,
                         get_dictionary () != NULL
                             ? check (text)
                             : g_array_new (FALSE, FALSE, sizeof (SolMisspelling)),
                         (GDestroyNotify) g_array_unref);
}

static void
run (gpointer tag,
     const char *text,
     GTaskThreadFunc func,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (text), g_free);
  g_task_run_in_thread (task, func);
}

/**
 * sol_speller_check_async:
 *
 * Looks for words that the dictionary does not know, on a worker.
 */
void
sol_speller_check_async (const char *text,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  run (sol_speller_check_async, text, check_in_thread, cancellable, callback, user_data);
}

/**
 * sol_speller_check_finish:
 *
 * Returns: (transfer full) (nullable) (element-type SolMisspelling): none where there is no
 *   dictionary; %NULL when it was cancelled
 */
GArray *
sol_speller_check_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
suggest_in_thread (GTask *task, gpointer source, gpointer word, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gsize n = 0;
  char **found;

  if (g_task_return_error_if_cancelled (task))
    return;
  found = get_dictionary () != NULL ? enchant_dict_suggest (dictionary, word, -1, &n) : NULL;
  for (gsize i = 0; i < MIN (n, MAX_SUGGESTIONS); i++)
    g_strv_builder_add (builder, found[i]);
  if (found != NULL)
    enchant_dict_free_string_list (dictionary, found);
  g_task_return_pointer (task, g_strv_builder_end (builder), (GDestroyNotify) g_strfreev);
}

/**
 * sol_speller_suggest_async:
 *
 * Looks for what @word may have been meant to be, on a worker.
 */
void
sol_speller_suggest_async (const char *word,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  run (sol_speller_suggest_async, word, suggest_in_thread, cancellable, callback, user_data);
}

/**
 * sol_speller_suggest_finish:
 *
 * Returns: (transfer full) (nullable): the likeliest first; %NULL when it was cancelled
 */
GStrv
sol_speller_suggest_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
learn_in_thread (GTask *task, gpointer source, gpointer word, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (get_dictionary () != NULL)
    enchant_dict_add (dictionary, word, -1);
  g_task_return_boolean (task, TRUE);
}

/**
 * sol_speller_learn_async:
 *
 * Adds @word to the user's own dictionary, which other programs may read too.
 */
void
sol_speller_learn_async (const char *word, GAsyncReadyCallback callback, gpointer user_data)
{
  run (sol_speller_learn_async, word, learn_in_thread, NULL, callback, user_data);
}
