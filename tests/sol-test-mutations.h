/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-mutation.h"
#include "sol-test-storage.h"

/* Mutations of one listing, given to a real database. */

#define CLIENT "01928374-0000-7000-8000-00000000000c"
#define OTHER "01928374-0000-7000-8000-00000000000d"
#define THIRD "01928374-0000-7000-8000-00000000000e"
#define LISTING "01928374-0000-7000-8000-0000000000a1"
#define NOW G_GINT64_CONSTANT (1795694400)
#define DAY (24 * 3600)
#define WHOLE                                                                       \
  "\"set\":{\"name\":\"Semailles\",\"siret\":\"73282932000074\",\"kind\":\"ACI\"}," \
  "\"items\":[{\"path\":\"activities/a\",\"act\":\"add\",\"set\":{\"sector\":\"bread\"}}]"

extern const SolActor sol_test_member;
extern const SolActor sol_test_manager;
extern const SolActor sol_test_moderator;
extern const SolActor sol_test_stranger;

typedef struct
{
  SolTestStorage base;
  GPtrArray *answers; /* of the last batch */
  gint64 now;
} SolTestMutations;

void sol_test_mutations_set_up (SolTestMutations *self, gconstpointer data);
void sol_test_mutations_tear_down (SolTestMutations *self, gconstpointer data);
char *sol_test_mutations_name (const char *client, gint64 n);
SolMutation *sol_test_mutations_make (const char *client,
                                      gint64 n,
                                      const char *op,
                                      gint64 base_rev,
                                      const char *rest);
gboolean sol_test_mutations_send_all (SolTestMutations *self,
                                      const SolActor *actor,
                                      const char *client,
                                      GPtrArray *mutations,
                                      GError **error);
const char *sol_test_mutations_get (SolTestMutations *self, guint index);
const char *sol_test_mutations_send (SolTestMutations *self,
                                     const SolActor *actor,
                                     const char *client,
                                     gint64 n,
                                     const char *op,
                                     gint64 base_rev,
                                     const char *rest);
void sol_test_mutations_assert_result (const char *answer, const char *expected);
void sol_test_mutations_assert_holds (const char *answer, const char *part);
