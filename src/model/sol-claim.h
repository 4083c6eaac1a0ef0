/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLAIM (sol_claim_get_type ())
G_DECLARE_FINAL_TYPE (SolClaim, sol_claim, SOL, CLAIM, SolRecord)

/* Proofs that somebody is of a structure. */
#define SOL_CLAIM_CONTACT "contact"     /* a code that is mailed to whom the catalogue lists */
#define SOL_CLAIM_MODERATOR "moderator" /* a moderator's word */

/* States. */
#define SOL_CLAIM_ASKED "asked" /* a moderator is to answer, or the code is to leave */
#define SOL_CLAIM_SENT "sent"   /* the mail server took the code: it is to come back */
#define SOL_CLAIM_ACCEPTED "accepted"
#define SOL_CLAIM_REFUSED "refused"
#define SOL_CLAIM_EXPIRED "expired"

/* Why it went to a moderator though the code was asked for. */
#define SOL_CLAIM_NO_ADDRESS "no-address"   /* the catalogue lists none */
#define SOL_CLAIM_NO_MAIL "no-mail"         /* the server sends none */
#define SOL_CLAIM_TOO_OFTEN "too-often"     /* that address was written to enough */
#define SOL_CLAIM_HELD "held"               /* another organisation has the structure */
#define SOL_CLAIM_UNWANTED "unwanted"       /* that mailbox wants no mail of ours */
#define SOL_CLAIM_UNDELIVERED "undelivered" /* that mailbox takes no mail of ours */
#define SOL_CLAIM_INVITED "invited"         /* a network did, elsewhere than at who is listed */

/* Why it is refused, where no moderator did. */
#define SOL_CLAIM_DENIED "denied" /* who is listed says that it is nobody of theirs */

gboolean sol_claim_is_proof (const char *text);
gboolean sol_claim_is_open (SolRecord *claim);
gboolean sol_claim_is_for_moderator (SolRecord *claim);
char *sol_claim_mask_address (const char *address);

/* What a claim, and what a moderator sees of it, have in common. @written: flag of what who claims
 * writes, and nobody in the copy; @title: of the structure's name, as the server knows it. "claim"
 * is the id, "name" that of who claims; "holder" has the structure already, and "reason" tells why
 * a moderator is to answer. */
#define SOL_CLAIM_FIELDS(written, title)                                                     \
  { "supplier", SOL_FIELD_REFERENCE, (written) | SOL_FIELD_REQUIRED | SOL_FIELD_INDEXED, 36, \
    .list = "supplier" },                                                                    \
      { "proof", SOL_FIELD_CODE, (written) | SOL_FIELD_REQUIRED, 16,                         \
        .check = sol_claim_is_proof },                                                       \
      { "message", SOL_FIELD_PROSE, (written), 1000 },                                       \
      { "claim", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "claim" },               \
      { "account", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 36 },                                   \
      { "name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                                     \
      { "organisation", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "organisation" }, \
      { "organisation_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                        \
      { "structure", SOL_FIELD_TEXT, SOL_FIELD_SERVER | (title), 255 },                      \
      { "kind", SOL_FIELD_CODE, SOL_FIELD_SERVER, 8, .list = "kinds" },                      \
      { "siret", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 14 },                                     \
      { "city", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 120 },                                     \
      { "department", SOL_FIELD_CODE, SOL_FIELD_SERVER, 3, .list = "departments" },          \
      { "holder", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "organisation" },       \
      { "holder_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },                              \
      { "reason", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },                                    \
      { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, 2000 }, /* why it was refused */        \
      { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },                                     \
      { "asked_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                               \
      { "answered_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 },                            \
  {                                                                                          \
    "reminded_at", SOL_FIELD_INSTANT, SOL_FIELD_SERVER, 20 /* who is to answer, last */      \
  }

G_END_DECLS
