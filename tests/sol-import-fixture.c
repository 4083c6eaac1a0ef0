/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-import-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/sol-json.h"

static void
set_up (SolImportFixture *fixture, gconstpointer unused)
{
  int fd = g_file_open_tmp ("sol-import-XXXXXX", &fixture->path, NULL);

  g_close (fd, NULL);
  fixture->target = sol_memory_target_new ();
}

static void
tear_down (SolImportFixture *fixture, gconstpointer unused)
{
  g_assert_no_error (fixture->error);
  g_remove (fixture->path);
  g_free (fixture->path);
  sol_memory_target_free (fixture->target);
}

SolImportReport *
sol_import_fixture_run_bytes (SolImportFixture *fixture,
                              const char *format,
                              const char *bytes,
                              gssize length,
                              gboolean preview)
{
  SolImportReport *report = NULL;

  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
  sol_import_run (format, fixture->path, &fixture->target->target, preview, NULL, NULL, NULL,
                  &report, &fixture->error);
  g_assert_false (fixture->target->open);
  return report;
}

SolImportReport *
sol_import_fixture_run (SolImportFixture *fixture, const char *format, const char *text)
{
  SolImportReport *report = sol_import_fixture_run_bytes (fixture, format, text, -1, FALSE);

  g_assert_no_error (fixture->error);
  return report;
}

/* @expected: created, updated, unchanged, refused, doubtful. */
void
sol_import_fixture_assert_report (SolImportReport *report, const char *expected)
{
  g_autofree char *counts = g_strdup_printf ("%u %u %u %u %u", report->n[0], report->n[1],
                                             report->n[2], report->n[3], report->n[4]);

  g_assert_cmpstr (counts, ==, expected);
}

/* @expected: "LINE code arguments" of each thing told, in order, one a line. */
void
sol_import_fixture_assert_told (SolImportReport *report, const char *expected)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < report->lines->len; i++)
    {
      SolImportLine *line = report->lines->pdata[i];
      g_autofree char *arguments = g_strdelimit (g_strdup (line->arguments), "\037", '/');

      g_string_append_printf (told, "%u %s %s\n", line->line, line->why_code, arguments);
    }
  g_assert_cmpstr (told->str, ==, expected);
  g_string_free (told, TRUE);
}

JsonObject *
sol_import_fixture_load_doc (SolImportFixture *fixture, const char *source, const char *external_id)
{
  const SolImportTarget *target = &fixture->target->target;
  g_autofree char *id = target->find_external (target->user_data, source, external_id, NULL);
  const char *text = id == NULL ? NULL : sol_memory_target_get (fixture->target, "supplier", id);
  g_autoptr (JsonNode) node = text == NULL ? NULL : sol_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

void
sol_import_fixture_assert_field (SolImportFixture *fixture,
                                 const char *source,
                                 const char *key,
                                 const char *field,
                                 const char *expected)
{
  g_autoptr (JsonObject) doc = sol_import_fixture_load_doc (fixture, source, key);

  g_assert_cmpstr (json_object_get_string_member_with_default (doc, field, NULL), ==, expected);
}

void
sol_import_fixture_add (const char *path, SolImportFixtureFunc test)
{
  g_test_add (path, SolImportFixture, NULL, set_up, test, tear_down);
}
