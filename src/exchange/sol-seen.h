/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolSeen:
 *
 * Which keys a file has had so far, and on which line. It keeps 12 bytes a key (a 64-bit
 * fingerprint and the line), so that a file of a million rows costs some 25 MB at most; among a
 * million keys two are mistaken for one another with a chance of 1 in 30 million.
 */
typedef struct _SolSeen SolSeen;

SolSeen *sol_seen_new (void);
void sol_seen_free (SolSeen *self);
guint sol_seen_add (SolSeen *self, const char *key, guint line);
guint sol_seen_find (SolSeen *self, const char *key);
void sol_seen_set (SolSeen *self, const char *key, guint line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSeen, sol_seen_free)

G_END_DECLS
