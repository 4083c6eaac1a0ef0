/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-sheet.h"

#include "model/sol-practice-level.h"

#define CHECKED_TABLE(name, check, ...)                                                         \
  static const SolField name##_fields[] = __VA_ARGS__;                                          \
  const SolFieldTable sol_sheet_##name##_table = { name##_fields, G_N_ELEMENTS (name##_fields), \
                                                   check }
#define TABLE(name, ...) CHECKED_TABLE (name, NULL, __VA_ARGS__)

/* What it does, in what manner and how far: a filter on sector, mode and place holds on one and
 * the same activity. Zones are "commune:CODE", "department:CODE", "region:CODE", "epci:CODE". */
TABLE (activity,
       {
           { "sector", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 64, .list = "sectors" },
           { "modes", SOL_FIELD_CODES, SOL_FIELD_OPTIONAL, 8, .list = "modes" },
           { "reach", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 16, .list = "reaches" },
           { "radius_km", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL, 1000 },
           { "zones", SOL_FIELD_CODES, SOL_FIELD_OPTIONAL, 500 },
       });

TABLE (offer,
       {
           { "title", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 160 },
           { "text", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 2000 },
           { "unit", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 40 },
           { "price", SOL_FIELD_MONEY, SOL_FIELD_OPTIONAL,
             0 }, /* for one unit, without tax, indicative */
           { "lead_time", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 },
           { "capacity", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 160 },
       });

/* insertion_jobs, permanent_jobs and staff in heads, turnover in cents of euro. */
TABLE (figure,
       {
           { "measure", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 32, .list = "measures" },
           { "value", SOL_FIELD_NUMBER, SOL_FIELD_REQUIRED, 0 },
           { "year", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL, 2200 },
           { "source", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 160 },
       });

TABLE (reference,
       {
           { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 160 },
           { "text", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 1000 },
           { "year", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL, 2200 },
       });

TABLE (label,
       {
           { "label", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 64, .list = "labels" },
           { "issuer", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 160 },
           { "on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
           { "proof", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 500 },
       });

CHECKED_TABLE (evidence,
               sol_practice_check_evidence,
               {
                   { "kind", SOL_FIELD_CODE, SOL_FIELD_OPTIONAL, 16 }, /* document, link, figure */
                   { "title", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 200 },
                   { "link", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 500, .check = sol_link_is_site },
                   { "figure", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 },
                   { "on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
                   { "file", SOL_FIELD_BLOB, SOL_FIELD_OPTIONAL, 0 },
               });

/* To a question of an edition of the practices; "practices": what it is about, of those that the
 * question names. */
CHECKED_TABLE (
    answer,
    sol_practice_check_answer,
    {
        { "question", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 32 },
        { "edition", SOL_FIELD_NUMBER, SOL_FIELD_REQUIRED, 1000 },
        { "level", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 1, .list = "levels" },
        { "note", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 600 },
        { "practices", SOL_FIELD_CODES, SOL_FIELD_OPTIONAL, 12, .list = "environment-practices" },
        { "evidence", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 12, .items = &sol_sheet_evidence_table },
    });

/* Its level follows from its answers; what was imported, or told before there were questions, has
 * a level and its evidence without any. */
TABLE (criterion,
       {
           { "criterion", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 1, .list = "criteria" },
           { "level", SOL_FIELD_CODE, SOL_FIELD_SERVER, 1, .list = "levels" },
           { "evidence", SOL_FIELD_ITEMS, SOL_FIELD_SERVER, 40,
             .items = &sol_sheet_evidence_table },
           { "answers", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, 12, .items = &sol_sheet_answer_table },
       });

TABLE (environment,
       {
           { "practice", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 64, .list = "environment-practices" },
           { "text", SOL_FIELD_PROSE, SOL_FIELD_OPTIONAL, 1000 },
           { "on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
       });

TABLE (image,
       {
           { "picture", SOL_FIELD_BLOB, SOL_FIELD_REQUIRED, 0 },
           { "caption", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 160 },
       });
