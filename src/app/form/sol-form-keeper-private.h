/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-keeper.h"
#include "store/sol-draft-saver.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

/**
 * SolFormKeeper:
 *
 * Ties a #SolForm to the files of an account: what is typed is kept as a draft, what is sent
 * becomes an act, and what comes from elsewhere is laid under what is typed.
 */
struct _SolFormKeeper
{
  GObject parent_instance;

  SolForm *form;
  SolAccountStore *store;
  char *type;
  char *id;
  char *organisation;
  SolShownRecord *shown; /* (nullable): until it is ready */
  SolLiveList *outbox;   /* what was done to the record */
  GCancellable *cancellable;
  gboolean ready;
  gboolean asking;
  gboolean ask_again;

  SolDraftSaver *saver; /* (nullable): until it is ready */
  guint retry;
  GHashTable *laid; /* ids of refused acts whose words are back on the screen */
  GQueue sends;     /* of #GTask, that wait for the one before */
  gboolean sending;
};

void sol_form_keeper_make_saver (SolFormKeeper *self);
void sol_form_keeper_ask (SolFormKeeper *self);
void sol_form_keeper_send_next (SolFormKeeper *self);
void sol_form_keeper_give_up_sends (SolFormKeeper *self);

G_END_DECLS
