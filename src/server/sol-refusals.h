/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

/**
 * SolRefusalLink:
 * @hash: of the code that the link brings
 * @type: and @id: of the record that a mail is about, a census_entry or a claim
 * @address: hash of the mailbox that it goes to
 * @expires_at: seconds since 1970
 *
 * The strings stay the caller's.
 */
typedef struct
{
  const char *hash;
  const char *type;
  const char *id;
  const char *address;
  gint64 expires_at;
} SolRefusalLink;

/**
 * SolRefusalAsked:
 * @type: of the record that the mail was about
 * @structure: its name
 * @network: (nullable): the organisation that named it
 * @source: (nullable): where the mailbox comes from, as that organisation noted it
 * @known: the mailbox is one that the catalogue lists
 * @reason: (nullable): why it was refused already
 *
 * What a link leads to.
 */
typedef struct
{
  char *type;
  char *structure;
  char *network;
  char *source;
  gboolean known;
  char *reason;
} SolRefusalAsked;

void sol_refusal_asked_free (SolRefusalAsked *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolRefusalAsked, sol_refusal_asked_free)

#define SOL_TYPE_REFUSALS (sol_refusals_get_type ())
G_DECLARE_INTERFACE (SolRefusals, sol_refusals, SOL, REFUSALS, GObject)

/**
 * SolRefusalsInterface:
 *
 * Who was written to without having asked says no: GDPR, article 21 (right to object),
 * https://eur-lex.europa.eu/eli/reg/2016/679/oj. Errors are #SolStorageError. All calls may wait
 * for the disk and may come from any thread.
 */
struct _SolRefusalsInterface
{
  GTypeInterface parent_interface;

  gboolean (*put_link) (SolRefusals *self, const SolRefusalLink *link, GError **error);
  SolRefusalAsked *(*find) (SolRefusals *self, const char *hash, gint64 now, GError **error);
  gboolean (*answer) (SolRefusals *self,
                      const char *hash,
                      const char *reason,
                      gint64 now,
                      gboolean *done,
                      GError **error);
  gboolean (*is_unwanted) (SolRefusals *self,
                           const char *address,
                           gboolean *unwanted,
                           GError **error);
};

gboolean sol_refusals_put_link (SolRefusals *self, const SolRefusalLink *link, GError **error);
SolRefusalAsked *
sol_refusals_find (SolRefusals *self, const char *hash, gint64 now, GError **error);
gboolean sol_refusals_answer (SolRefusals *self,
                              const char *hash,
                              const char *reason,
                              gint64 now,
                              gboolean *done,
                              GError **error);
gboolean sol_refusals_is_unwanted (SolRefusals *self,
                                   const char *address,
                                   gboolean *unwanted,
                                   GError **error);

G_END_DECLS
