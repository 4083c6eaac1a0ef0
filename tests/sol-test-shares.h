/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sol-test-mutations.h"

/* A program with this in it knows other types of records: the product's requests to join, a
 * "purchase" of which there is something to take, and a "take", an organisation's share of it. */

/* Whoever writes, from an installation of his own. */
typedef struct
{
  SolTestMutations *test;
  SolActor actor;
  char *client;
  gint64 n;
  char *target; /* his share */
  char *answer; /* (nullable): of the last that he sent */
} SolTestAuthor;

SolTestAuthor *sol_test_author_new (SolTestMutations *test, guint number);
void sol_test_author_free (SolTestAuthor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolTestAuthor, sol_test_author_free)

const char *sol_test_author_send_as (SolTestAuthor *self,
                                     gint64 n,
                                     const char *type,
                                     const char *target,
                                     const char *op,
                                     const char *set);
const char *sol_test_author_send (SolTestAuthor *self,
                                  const char *type,
                                  const char *target,
                                  const char *op,
                                  const char *set);
