/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SolFixtures:
 *
 * The tables of a Django fixture that are tied to the structures: what they are called, and per
 * structure its activities, offers… It keeps texts, not trees, and no more than
 * %SOL_FIXTURES_MAX_BYTES of them. On one thread.
 */
typedef struct _SolFixtures SolFixtures;

#define SOL_FIXTURES_MAX_BYTES (256 * 1024 * 1024)

SolFixtures *sol_fixtures_new (void);
void sol_fixtures_free (SolFixtures *self);
gboolean sol_fixtures_add (SolFixtures *self, const char *model, JsonObject *object);
gboolean sol_fixtures_is_tied (const char *model);
const char *sol_fixtures_find_slug (SolFixtures *self, const char *model, gint64 pk);
const char *sol_fixtures_find_title (SolFixtures *self, const char *model, gint64 pk);
GPtrArray *sol_fixtures_get_rows (SolFixtures *self, gint64 siae);

gint64 sol_fixtures_get_number (JsonObject *object, const char *name);
const char *sol_fixtures_get_text (JsonObject *object, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolFixtures, sol_fixtures_free)

G_END_DECLS
