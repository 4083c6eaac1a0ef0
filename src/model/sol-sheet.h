/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-field.h"
#include "model/sol-link.h"
#include "model/sol-siret.h"

G_BEGIN_DECLS

extern const SolFieldTable sol_sheet_activity_table;
extern const SolFieldTable sol_sheet_offer_table;
extern const SolFieldTable sol_sheet_figure_table;
extern const SolFieldTable sol_sheet_reference_table;
extern const SolFieldTable sol_sheet_label_table;
extern const SolFieldTable sol_sheet_evidence_table;
extern const SolFieldTable sol_sheet_answer_table;
extern const SolFieldTable sol_sheet_criterion_table;
extern const SolFieldTable sol_sheet_environment_table;
extern const SolFieldTable sol_sheet_image_table;

/* What an organisation tells of itself and others see: the fields that its listing and the public
 * record made of it have in common. @needed: flag of those without which nobody could find it.
 * The year is that of its foundation, the nature HEAD_OFFICE or BRANCH; qpv: in a priority
 * neighbourhood, zrr: in a rural revitalisation zone. Phone and e-mail are the structure's own
 * switchboard and mailbox, which it publishes; what names a person is a record of the signed-in,
 * supplier_contact. */
#define SOL_SHEET_FIELDS(needed)                                                                   \
  { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 255 },                           \
      { "brand", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },                                        \
      { "kind", SOL_FIELD_CODE, (needed), 8, .list = "kinds" },                                    \
      { "siret", SOL_FIELD_TEXT, SOL_FIELD_INDEXED | (needed), 14, .check = sol_siret_is_valid },  \
      { "naf", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 8, .list = "naf" },                             \
      { "legal_form", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 24, .list = "legal-forms" },             \
      { "year", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL, 2200 },                                      \
      { "nature", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 16 },                                        \
      { "address", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },                                      \
      { "postcode", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 5 },                                       \
      { "city", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 120 },                                         \
      { "commune", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 5, .list = "communes" },                    \
      { "department", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 3, .list = "departments" },              \
      { "region", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 3, .list = "regions" },                      \
      { "place", SOL_FIELD_PLACE, SOL_FIELD_OPTIONAL, 0 },                                         \
      { "phone", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 40 },                                         \
      { "email", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 254 },                                        \
      { "website", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 500, .check = sol_link_is_site },           \
      { "description", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 8000 },                                \
      { "activities", SOL_FIELD_ITEMS, (needed), 200, .items = &sol_sheet_activity_table },        \
      { "offers", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 100, .items = &sol_sheet_offer_table },     \
      { "figures", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 100, .items = &sol_sheet_figure_table },   \
      { "staff_bracket", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 2, .list = "staff-brackets" },        \
      { "references", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 200,                                    \
        .items = &sol_sheet_reference_table },                                                     \
      { "labels", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 60, .items = &sol_sheet_label_table },      \
      { "networks", SOL_FIELD_CODES, SOL_FIELD_OPTIONAL, 60, .list = "networks" },                 \
      { "qpv", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },                                            \
      { "zrr", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },                                            \
      { "criteria", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 9, .items = &sol_sheet_criterion_table }, \
      { "environment", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 60,                                    \
        .items = &sol_sheet_environment_table },                                                   \
      { "logo", SOL_FIELD_BLOB, SOL_FIELD_OPTIONAL, 0 },                                           \
  {                                                                                                \
    "images", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 30, .items = &sol_sheet_image_table             \
  }

G_END_DECLS
