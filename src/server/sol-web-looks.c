/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-web-looks.h"

#include <string.h>

#define MAX_STRUCTURES 10000 /* between two writings; more are not counted */

struct _SolWebLooks
{
  SolLooks *looks;
  GMutex lock;
  GHashTable *counts; /* (element-type utf8 guint): id of a structure -> how often */
};

/**
 * sol_web_looks_new:
 * @looks: (transfer none): kept
 */
SolWebLooks *
sol_web_looks_new (SolLooks *looks)
{
  SolWebLooks *self = g_new0 (SolWebLooks, 1);

  self->looks = g_object_ref (looks);
  g_mutex_init (&self->lock);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * sol_web_looks_is_reader:
 * @agent: (nullable): how the program names itself
 * @purpose: (nullable): why it fetches, when a browser says so
 *
 * Programs that gather pages, or draw a preview of a link, name themselves so.
 *
 * Returns: whether somebody reads what is fetched
 */
gboolean
sol_web_looks_is_reader (const char *method, const char *agent, const char *purpose)
{
  static const char *const programs[] = { "bot",      "crawl",  "spider",  "slurp",    "preview",
                                          "facebook", "curl/",  "wget/",   "python",   "java/",
                                          "go-http",  "http.",  "monitor", "headless", "whatsapp",
                                          "libwww",   "scrapy", "feed" };
  g_autofree char *lower = agent != NULL ? g_ascii_strdown (agent, -1) : NULL;

  if (!g_str_equal (method, "GET") || lower == NULL || *lower == '\0' ||
      (purpose != NULL && strstr (purpose, "prefetch") != NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    if (strstr (lower, programs[i]) != NULL)
      return FALSE;
  return TRUE;
}

void
sol_web_looks_count (SolWebLooks *self, const char *supplier)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, supplier));

  if (n > 0 || g_hash_table_size (self->counts) < MAX_STRUCTURES)
    g_hash_table_insert (self->counts, g_strdup (supplier), GUINT_TO_POINTER (n + 1));
}

/* (transfer full) (nullable): what was counted; from here on it begins anew */
static GHashTable *
take (SolWebLooks *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GHashTable *taken = self->counts;

  if (g_hash_table_size (taken) == 0)
    return NULL;
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return taken;
}

/* Waits for the disk. What it does not take is lost: it is no more than a count. */
void
sol_web_looks_write (SolWebLooks *self, gint64 now)
{
  g_autoptr (GHashTable) counts = take (self);
  g_autoptr (GError) error = NULL;

  if (counts != NULL && !sol_looks_add_web (self->looks, counts, now, &error))
    g_warning ("Looks at pages are not counted: %s", error->message);
}

void
sol_web_looks_free (SolWebLooks *self)
{
  g_hash_table_unref (self->counts);
  g_mutex_clear (&self->lock);
  g_object_unref (self->looks);
  g_free (self);
}
