/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* SQL: the address of mail that the catalogue lists for the structure which the record c, a claim,
 * is of: the structure's own mailbox comes before a person's. */
#define SOL_CLAIM_ADDRESS                                                                    \
  "COALESCE ((SELECT json_extract (s.doc, '$.email') FROM record AS s WHERE s.type = "       \
  "'supplier' AND s.id = json_extract (c.doc, '$.supplier')), (SELECT json_extract (p.doc, " \
  "'$.email') FROM record AS p WHERE p.type = 'supplier_contact' AND json_extract (p.doc, "  \
  "'$.supplier') = json_extract (c.doc, '$.supplier') AND json_extract (p.doc, '$.email') "  \
  "IS NOT NULL LIMIT 1))"
