/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-answer.h"
#include "sol-test-support.h"
#include "store/sol-account-act.h"
#include "store/sol-account-acting.h"
#include "store/sol-account-apply.h"
#include "store/sol-account-drafts.h"
#include "store/sol-account-feed.h"
#include "store/sol-account-files.h"
#include "store/sol-account-settle.h"
#include "store/sol-account-sync.h"
#include "store/sol-outbox.h"

G_BEGIN_DECLS

#define SOL_TEST_ACCOUNT "0193f7a0-0000-7000-8000-00000000000a"
#define SOL_TEST_ORGANISATION "0193f7a0-0000-7000-8000-0000000000aa"
#define SOL_TEST_SCOPE "org:" SOL_TEST_ORGANISATION

/* The files of one account under a folder of its own. */
typedef struct
{
  char *folder;
  SolAccountStore *store;
} SolTestAccount;

typedef void (*SolTestAccountFunc) (SolTestAccount *fixture, gconstpointer unused);

void sol_test_account_add (const char *path, SolTestAccountFunc test);
void sol_test_account_set_up (SolTestAccount *fixture, gconstpointer unused);
void sol_test_account_tear_down (SolTestAccount *fixture, gconstpointer unused);
void sol_test_account_open (SolTestAccount *fixture);
void sol_test_account_close (SolTestAccount *fixture);
void sol_test_account_set_acting (SolTestAccount *fixture, SolRoles roles);
char *sol_test_account_path (SolTestAccount *fixture, const char *file);
void sol_test_account_save_draft (SolTestAccount *fixture, SolDraft *draft);
void sol_test_account_run_sql (SolTestAccount *fixture, const char *sql);

SolMutation *sol_test_mutation (const char *op, const char *target, const char *patch);
char *sol_test_attach (SolTestAccount *fixture, const char *organisation);
char *sol_test_act (SolTestAccount *fixture, const char *op, const char *target, const char *patch);
char *sol_test_act_error (SolTestAccount *fixture,
                          const char *op,
                          const char *target,
                          const char *patch,
                          GError **error);
SolShownRecord *sol_test_shown (SolTestAccount *fixture, const char *target);
char *sol_test_name_shown (SolTestAccount *fixture, const char *target);
SolMutationBatch *sol_test_take (SolTestAccount *fixture, guint max);
void sol_test_answer (SolTestAccount *fixture, const char *answers);
void sol_test_apply_answers (SolTestAccount *fixture, GPtrArray *answers);
void sol_test_apply (SolTestAccount *fixture, GPtrArray *changes);
SolChange *sol_test_put (const char *id, gint64 rev, const char *doc);
SolChange *sol_test_change (SolChangeKind kind, const char *id, gint64 rev);
GPtrArray *sol_test_changes (SolChange *change, ...) G_GNUC_NULL_TERMINATED;
void sol_test_answer_one (SolTestAccount *fixture,
                          const char *id,
                          const char *result,
                          const char *record);
void sol_test_retry (SolTestAccount *fixture, const char *id);
void sol_test_discard (SolTestAccount *fixture, const char *id, GError **error);
void sol_test_undo (SolTestAccount *fixture, const char *id);
void sol_test_settle (SolTestAccount *fixture, const char *id, SolConflictChoice *choice, ...)
    G_GNUC_NULL_TERMINATED;
char *sol_test_account_uuid (guint number);
GPtrArray *sol_test_make_answers (SolMutationBatch *batch);
void sol_test_answer_batch (SolTestAccount *fixture, SolMutationBatch *batch);
void sol_test_answer_all (SolTestAccount *fixture);
gboolean sol_test_list_has (SolLiveList *records, const char *name);
SolLiveList *sol_test_outbox (SolTestAccount *fixture);
SolOutboxEntry *sol_test_entry (SolLiveList *outbox, guint index);

G_END_DECLS
