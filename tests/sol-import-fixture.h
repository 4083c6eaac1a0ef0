/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "exchange/sol-import.h"
#include "sol-memory-target.h"

G_BEGIN_DECLS

/* Invented numbers whose keys are right, and one whose key is wrong. */
#define SIRET_A "73282932000074"
#define SIRET_B "12345678200010"
#define SIRET_WRONG "73282932000075"

#define HEADER "external_id;name;kind;siret;postcode;city\n"

/* A catalogue in memory and a file to import into it. A test leaves no error. */
typedef struct
{
  SolMemoryTarget *target;
  char *path;
  GError *error;
} SolImportFixture;

typedef void (*SolImportFixtureFunc) (SolImportFixture *fixture, gconstpointer unused);

void sol_import_fixture_add (const char *path, SolImportFixtureFunc test);
SolImportReport *sol_import_fixture_run_bytes (SolImportFixture *fixture,
                                               const char *format,
                                               const char *bytes,
                                               gssize length,
                                               gboolean preview);
SolImportReport *
sol_import_fixture_run (SolImportFixture *fixture, const char *format, const char *text);
void sol_import_fixture_assert_report (SolImportReport *report, const char *expected);
void sol_import_fixture_assert_told (SolImportReport *report, const char *expected);
JsonObject *sol_import_fixture_load_doc (SolImportFixture *fixture,
                                         const char *source,
                                         const char *external_id);
void sol_import_fixture_assert_field (SolImportFixture *fixture,
                                      const char *source,
                                      const char *key,
                                      const char *field,
                                      const char *expected);

G_END_DECLS
