/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolFirstFacts:
 * @kind: for what one acts, or what account one has
 * @belongs: one acts for an organisation
 *
 * What the files say of how far somebody is.
 */
typedef struct
{
  const char *kind;
  gboolean has_account;
  gboolean belongs;
  gboolean has_asked;   /* to join one */
  gboolean has_claimed; /* a structure of the catalogue, or written a listing */
  gboolean has_listing; /* that says what is needed */
  gboolean has_practice;
  gboolean has_sent; /* the listing, to be read by a moderator */
  gboolean has_colleague;
  gboolean has_seen; /* a structure of the catalogue */
} SolFirstFacts;

/**
 * SolFirstStep:
 * @title: what to do
 * @details: what it takes or brings
 * @minutes: that it takes
 * @verb: (nullable): of what begins it
 * @section: (nullable): of the window, where it is done
 * @page: (nullable): of the account, likewise
 *
 * One thing to do. Texts are translated.
 */
typedef struct
{
  const char *title;
  const char *details;
  guint minutes;
  const char *verb;
  const char *section;
  const char *page;
  gboolean done;
} SolFirstStep;

GArray *sol_first_steps_list (const SolFirstFacts *facts);
gboolean sol_first_steps_get_hidden (const char *account);
void sol_first_steps_set_hidden (const char *account, gboolean hidden);

G_END_DECLS
