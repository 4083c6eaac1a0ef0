/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-item.h"
#include "model/sol-json.h"
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-query.h"
#include "model/sol-record-edit.h"
#include "model/sol-scope.h"
#include "model/sol-siret.h"
#include "model/sol-supplier.h"
#include "model/sol-text.h"
#include "model/sol-uuid.h"

static void
assert_json (const char *text, gboolean sound)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sol_json_check (text, strlen (text), &error), ==, sound);
  if (!sound)
    g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE);
}

static void
test_json_check_is_strict (void)
{
  assert_json ("{\"a\":[1,-2.5e3,true,false,null,\"\\u00e9\\n\"],\"b\":{}}", TRUE);
  assert_json (" [] ", TRUE);
  assert_json ("9223372036854775807", TRUE);
  assert_json ("9223372036854775808", FALSE);
  assert_json ("1e999", FALSE);
  assert_json ("inf.0", FALSE);
  assert_json ("01", FALSE);
  assert_json ("[1,]", FALSE);
  assert_json ("{\"a\":1,}", FALSE);
  assert_json ("{\"a\" 1}", FALSE);
  assert_json ("{\"a\":1} {}", FALSE);
  assert_json ("[1}", FALSE);
  assert_json ("\"\x1f\"", FALSE);
  assert_json ("\"\xff\"", FALSE);
  assert_json ("\"\\u12\"", FALSE);
  assert_json ("\"open", FALSE);
  assert_json ("", FALSE);
}

static void
test_json_depth_is_bounded (void)
{
  g_autofree char *fair = g_strnfill (SOL_JSON_MAX_DEPTH, '[');
  g_autofree char *closed = g_strnfill (SOL_JSON_MAX_DEPTH, ']');
  g_autofree char *text = g_strconcat (fair, closed, NULL);
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *deeper = g_strconcat ("[", text, "]", NULL);

  assert_json (text, TRUE);
  assert_json (deeper, FALSE);
  assert_json (deep, FALSE);
}

static void
test_json_prints_what_it_read (void)
{
  const char
      *text = "{\"z\":\"a\\\"\\\\\\n\\u001f\\u0001é\",\"n\":[1,0.1,43.9393,-1e-07],\"t\":true,"
              "\"o\":{\"x\":null}}";
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);
  g_autoptr (GString) printed = g_string_new (NULL);

  g_assert_nonnull (node);
  sol_json_print (node, printed);
  g_assert_cmpstr (printed->str, ==, text);
}

static void
test_json_reader_skips_and_unescapes (void)
{
  const char *text =
      "{\"skip\":{\"a\":[1,{\"b\":2}]},\"doc\":{\"x\":1},\"s\":\"\\ud83d\\ude00\\t\\ud800\"}";
  SolJsonReader reader;
  g_autofree char *slice = NULL;
  g_autofree char *said = NULL;

  sol_json_reader_init (&reader, text, strlen (text));
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_OBJECT);
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_KEY);
  g_assert_true (sol_json_reader_is (&reader, "skip"));
  g_assert_true (sol_json_reader_skip (&reader, sol_json_reader_next (&reader)));
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_KEY);
  g_assert_true (sol_json_reader_skip (&reader, sol_json_reader_next (&reader)));
  slice = g_strndup (reader.start, reader.length);
  g_assert_cmpstr (slice, ==, "{\"x\":1}");
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_KEY);
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_STRING);
  said = sol_json_reader_dup (&reader);
  g_assert_cmpstr (said, ==, "😀\t\uFFFD");
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_OBJECT_END);
  g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_END);
  g_assert_null (sol_json_reader_get_fault (&reader));
}

static void
test_siret_key (void)
{
  g_autofree char *typed = sol_siret_normalize ("732 829 320\u00a000074");
  g_autofree char *shown = sol_siret_format ("73282932000074");

  g_assert_cmpstr (typed, ==, "73282932000074");
  g_assert_null (sol_siret_normalize ("7328293200007"));
  g_assert_null (sol_siret_normalize ("73282932x000074"));
  g_assert_true (sol_siret_is_valid ("73282932000074"));
  g_assert_false (sol_siret_is_valid ("73282932000075"));
  g_assert_false (sol_siret_is_valid ("7328293200007"));
  g_assert_true (sol_siren_is_valid ("732829320"));
  /* La Poste: not by Luhn, its digits sum to a multiple of 5. */
  g_assert_true (sol_siret_is_valid ("35600000000048"));
  g_assert_true (sol_siret_is_valid ("35600000049837"));
  g_assert_false (sol_siret_is_valid ("35600000049838"));
  g_assert_cmpstr (shown, ==, "732\u00a0829\u00a0320\u00a000074");
}

static void
collect (const char *word, gpointer data)
{
  g_string_append_printf (data, "%s ", word);
}

static void
assert_words (const char *text, const char *expected)
{
  g_autoptr (GString) words = g_string_new (NULL);

  sol_text_fold_words (text, collect, words);
  g_assert_cmpstr (words->str, ==, expected);
}

static void
test_words_are_folded_for_french (void)
{
  assert_words ("L’Isle-sur-la-Sorgue", "isle sur la sorgue ");
  assert_words ("l'isle SUR la Sorgue", "isle sur la sorgue ");
  assert_words ("Œuvre d’Été qu'on aujourd'hui", "oeuvre ete on aujourd hui ");
  assert_words ("S.C.O.P. du Midi", "scop du midi ");
  assert_words ("St-Rémy, Ste Maxime", "saint remy sainte maxime ");
  assert_words ("n° 12.5 km. A. Dupont", "n 12 5 km a dupont ");
  assert_words ("", "");
}

static void
test_sort_is_french (void)
{
  const char *in_order[] = { "Abeille", "Éclat", "Ecluse", "écluse", "Œuvre", "Ôter", "Zinc" };

  for (guint i = 1; i < G_N_ELEMENTS (in_order); i++)
    {
      g_autofree char *before = sol_text_make_sort_key (in_order[i - 1]);
      g_autofree char *after = sol_text_make_sort_key (in_order[i]);

      g_assert_cmpint (strcmp (before, after), <, 0);
    }
}

static void
test_uuid_is_stable (void)
{
  g_autofree char *uuid = sol_uuid_from_name ("demo", "x");
  g_autofree char *again = sol_uuid_from_name ("demo", "x");
  g_autofree char *other = sol_uuid_from_name ("dem", "ox");

  g_assert_true (sol_uuid_is_valid (uuid));
  g_assert_cmpint (uuid[14], ==, '5');
  g_assert_cmpstr (uuid, ==, again);
  g_assert_cmpstr (uuid, !=, other);
}

static void
test_query_survives_as_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolQuery) query = sol_query_new ();
  g_autoptr (SolQuery) again = NULL;
  g_autofree char *text = NULL;

  sol_query_set_text (query, "propreté & co");
  sol_query_add (query, SOL_FACET_KIND, "EI");
  sol_query_add (query, SOL_FACET_KIND, "ACI");
  sol_query_add (query, SOL_FACET_CRITERION, "3:2");
  g_assert_true (sol_query_set_near (query, "Avignon", 30, &error));
  g_assert_true (sol_query_set_works_in (query, "Vaucluse", &error));
  query->sort = SOL_SORT_DISTANCE;
  text = sol_query_to_string (query);
  g_assert_cmpstr (text, ==,
                   "q=propreté%20%26%20co&kind=ACI,EI&criterion=3:2&near=84007&radius_km=30"
                   "&works_in=department:84&sort=distance");
  again = sol_query_parse (text, &error);
  g_assert_no_error (error);
  g_assert_true (sol_query_equal (query, again));
  g_assert_cmpuint (sol_query_count_filters (again), ==, 4);
  sol_query_remove (again, SOL_FACET_CRITERION, "3:2");
  g_assert_false (sol_query_equal (query, again));
}

static void
test_wrong_parameters_are_told (void)
{
  static const char *const wrong[] = { "kin=ACI",     "criterion=3:9", "near=Nullepartville",
                                       "near=91,0",   "radius_km=-1",  "radius_km=nan",
                                       "sort=random", "limit=-1",      "works_in=commune:99999",
                                       "proven=10" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sol_query_parse (wrong[i], &error));
      g_assert_nonnull (error);
    }
}

static void
assert_checked (const char *changes, gboolean sound)
{
  g_autoptr (SolRecord) record = sol_record_new (SOL_TYPE_LISTING, 0);
  g_autoptr (JsonNode) node = sol_json_parse (changes, strlen (changes), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sol_record_apply (record, json_node_get_object (node), &error), ==, sound);
  if (!sound)
    g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE);
}

static void
assert_blob (const char *hash, const char *name, const char *type, gboolean sound)
{
  g_autofree char *changes = g_strdup_printf (
      "{\"logo\":{\"hash\":\"%s\",\"name\":\"%s\",\"size\":1,\"type\":\"%s\"}}", hash, name, type);

  assert_checked (changes, sound);
}

static void
test_blobs_are_checked (void)
{
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autofree char *large = g_strnfill (64, 'A');
  g_autofree char *name = g_strnfill (255, 'n');
  g_autofree char *longer = g_strnfill (256, 'n');

  assert_blob (hash, name, "image/svg+xml", TRUE);
  assert_blob ("ab", "l.png", "image/png", FALSE);
  assert_blob (large, "l.png", "image/png", FALSE);
  assert_blob (hash, longer, "image/png", FALSE);
  assert_blob (hash, "../l.png", "image/png", FALSE);
  assert_blob (hash, "l\\n.png", "image/png", FALSE);
  assert_blob (hash, ".bashrc", "image/png", FALSE);
  assert_blob (hash, "", "image/png", FALSE);
  assert_blob (hash, "l.png", "image", FALSE);
  assert_blob (hash, "l.png", "text/html; charset=x", FALSE);
  assert_blob (hash, "l.png", "a/b/c", FALSE);
}

static void
test_each_code_of_a_set_is_checked (void)
{
  g_autofree char *most = g_strnfill (64, 'c');
  g_autofree char *fits = g_strdup_printf ("{\"networks\":[\"a\",\"%s\"]}", most);
  g_autofree char *over = g_strdup_printf ("{\"networks\":[\"a\",\"%sc\"]}", most);

  assert_checked (fits, TRUE);
  assert_checked (over, FALSE);
  assert_checked ("{\"networks\":[\"a\",\"b\\nc\"]}", FALSE);
  assert_checked ("{\"networks\":[\"\"]}", FALSE);
}

/* Anybody may write into a listing, and others follow what it says. */
static void
test_links_are_of_the_web (void)
{
  const char *const wrong[] = { "javascript:alert(1)",
                                "JaVaScRiPt://x.fr/%0aalert(1)",
                                "data:text/html,x",
                                "file:///etc/passwd",
                                "mailto:a@b.fr",
                                "ftp://a.fr",
                                "un site",
                                "semailles" };

  assert_checked ("{\"website\":\"https://semailles.example/a?b=c\"}", TRUE);
  assert_checked ("{\"website\":\"www.semailles.example\"}", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *website = g_strdup_printf ("{\"website\":\"%s\"}", wrong[i]);
      g_autofree char *link = g_strdup_printf (
          "{\"criteria\":[{\"id\":\"c\",\"criterion\":\"1\",\"answers\":[{\"id\":\"a\","
          "\"question\":"
          "\"need-told\",\"edition\":1,\"level\":\"2\",\"evidence\":[{\"id\":\"e\",\"title\":\"T\","
          "\"link\":\"%s\"}]}]}]}",
          wrong[i]);

      assert_checked (website, FALSE);
      assert_checked (link, FALSE);
    }
}

/* Members in the order of the table, as a record writes them. */
#define SUPPLIER                                                                                   \
  "{\"name\":\"Semailles\",\"siret\":\"73282932000074\",\"place\":{\"lat\":43.9393,\"lon\":4.8},"  \
  "\"qpv\":true,"                                                                                  \
  "\"criteria\":[{\"id\":\"c1\",\"criterion\":\"1\",\"level\":\"3\",\"evidence\":[{\"id\":\"e1\"," \
  "\"title\":\"Projet\",\"on\":\"2024-03-14\"}]}],"                                                \
  "\"logo\":{\"hash\":\"ab\",\"name\":\"l.png\",\"size\":12,\"type\":\"image/png\"}}"

static void
test_nested_items_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolRecord)
      record = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 1, "id", "public", 1, SUPPLIER, &error);
  g_autoptr (JsonObject) doc = NULL;
  g_autofree char *text = NULL;
  SolItem *criterion;
  gboolean flag;

  g_assert_no_error (error);
  doc = sol_record_to_json (record);
  text = sol_json_object_to_text (doc);
  g_assert_cmpstr (text, ==, SUPPLIER);
  criterion = g_ptr_array_index (sol_record_get_items (record, "criteria"), 0);
  g_assert_cmpstr (sol_item_get_text (criterion, "level"), ==, "3");
  g_assert_cmpuint (sol_item_get_items (criterion, "evidence")->len, ==, 1);
  g_assert_true (sol_record_get_flag (record, "qpv", &flag) && flag);
  g_assert_false (sol_record_get_flag (record, "zrr", &flag));
}

static gboolean
apply (SolRecord *record, const char *changes)
{
  g_autoptr (JsonNode) node = sol_json_parse (changes, strlen (changes), NULL);

  g_assert_nonnull (node);
  return sol_record_apply (record, json_node_get_object (node), NULL);
}

static void
test_edit_of_items_is_checked (void)
{
  g_autoptr (SolRecord)
      record = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 1, "id", "public", 1, SUPPLIER, NULL);

  g_assert_true (apply (record, "{\"offers\":[{\"id\":\"o\",\"title\":\"Tonte\",\"price\":100}]}"));
  g_assert_false (apply (record, "{\"offers\":[{\"id\":\"o\",\"text\":\"no title\"}]}"));
  g_assert_false (
      apply (record, "{\"labels\":[{\"id\":\"l\",\"label\":\"rge\",\"on\":\"2024-13-01\"}]}"));
  g_assert_false (apply (record, "{\"siret\":\"73282932000075\"}"));
  g_assert_false (apply (record, "{\"place\":{\"lat\":143.9,\"lon\":4.8}}"));
  g_assert_false (apply (record, "{\"completeness\":100}"));
  g_assert_false (apply (record, "{\"offers\":[1]}"));
}

static void
test_scope_says_who_reads (void)
{
  const SolActor member = { .account = "a", .organisation = "o" };

  g_assert_true (sol_scope_may_read ("public", NULL));
  g_assert_false (sol_scope_may_read ("members", NULL));
  g_assert_true (sol_scope_may_read ("members", &member));
  g_assert_true (sol_scope_may_read ("org:o", &member));
  g_assert_false (sol_scope_may_read ("org:other", &member));
  g_assert_false (sol_scope_may_read ("org:", &member));
  g_assert_true (sol_scope_may_read ("user:a", &member));
  g_assert_false (sol_scope_may_read ("user:o", &member));
  g_assert_false (sol_scope_may_read ("review:84", &member));
  g_assert_false (sol_scope_may_read ("publicity", &member));
}

static void
assert_made (SolScopeKind kind, const SolActor *actor, const char *expected)
{
  g_autofree char *scope = sol_scope_make (kind, actor);

  g_assert_cmpstr (scope, ==, expected);
}

static void
test_scope_says_who_writes (void)
{
  const SolActor member = { "a", "o", SOL_ROLE_MEMBER };
  const SolActor former = { "a", "o", SOL_ROLE_NONE };
  const SolActor person = { "a", NULL, SOL_ROLE_NONE };

  g_assert_true (sol_scope_may_write ("org:o", &member));
  g_assert_false (sol_scope_may_write ("org:o", &former));
  g_assert_false (sol_scope_may_write ("org:x", &member));
  g_assert_true (sol_scope_may_write ("user:a", &person));
  g_assert_false (sol_scope_may_write ("public", &member));
  g_assert_false (sol_scope_may_write ("members", &member));
  g_assert_false (sol_scope_may_write ("user:a", NULL));
  assert_made (SOL_SCOPE_KIND_ORG, &member, "org:o");
  assert_made (SOL_SCOPE_KIND_ORG, &former, NULL);
  assert_made (SOL_SCOPE_KIND_USER, &person, "user:a");
  assert_made (SOL_SCOPE_KIND_NONE, &member, NULL);
}

/* A type whose second version renamed a field. */
typedef struct
{
  SolRecord parent_instance;
} OldRecord;
typedef SolRecordClass OldRecordClass;

static GType old_record_get_type (void);
G_DEFINE_TYPE (OldRecord, old_record, SOL_TYPE_RECORD)

static const SolField old_fields[] = { { "title", SOL_FIELD_TEXT, SOL_FIELD_TITLE, 20 } };

static void
upgrade_old (JsonObject *doc, guint version)
{
  g_assert_cmpuint (version, ==, 1);
  json_object_set_member (doc, "title", json_object_dup_member (doc, "name"));
}

static void
old_record_class_init (OldRecordClass *klass)
{
  klass->version = 2;
  klass->upgrade = upgrade_old;
  sol_record_class_install_fields (klass, old_fields, G_N_ELEMENTS (old_fields));
}

static void
old_record_init (OldRecord *self)
{
}

static void
test_older_document_is_raised (void)
{
  g_autoptr (SolRecord) old = sol_record_new_from_text (old_record_get_type (), 0, "i", "public", 1,
                                                        "{\"name\":\"Ocre\"}", NULL);
  g_autoptr (JsonObject) doc = sol_record_to_json (old);
  g_autofree char *text = sol_json_object_to_text (doc);
  g_autoptr (SolRecord) new = sol_record_new_from_text (old_record_get_type (), 0, "i", "public", 1,
                                                        text, NULL);

  g_assert_cmpstr (text, ==, "{\"v\":2,\"title\":\"Ocre\"}");
  g_assert_cmpstr (sol_record_get_text (new, "title"), ==, "Ocre");
}

static void
test_operations_are_found_by_name (void)
{
  g_autoptr (SolRecordClass) klass = g_type_class_ref (SOL_TYPE_LISTING);
  g_autoptr (SolRecordClass) none = g_type_class_ref (SOL_TYPE_SUPPLIER);

  g_assert_cmpstr (sol_record_class_find_operation (klass, "submit")->name, ==, "submit");
  g_assert_null (sol_record_class_find_operation (klass, "burn"));
  g_assert_null (sol_record_class_find_operation (none, "submit"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/check-is-strict", test_json_check_is_strict);
  g_test_add_func ("/json/depth-is-bounded", test_json_depth_is_bounded);
  g_test_add_func ("/json/prints-what-it-read", test_json_prints_what_it_read);
  g_test_add_func ("/json/reader-skips-and-unescapes", test_json_reader_skips_and_unescapes);
  g_test_add_func ("/siret/key", test_siret_key);
  g_test_add_func ("/text/words-are-folded-for-french", test_words_are_folded_for_french);
  g_test_add_func ("/text/sort-is-french", test_sort_is_french);
  g_test_add_func ("/uuid/is-stable", test_uuid_is_stable);
  g_test_add_func ("/query/survives-as-text", test_query_survives_as_text);
  g_test_add_func ("/query/wrong-parameters-are-told", test_wrong_parameters_are_told);
  g_test_add_func ("/record/nested-items-round-trip", test_nested_items_round_trip);
  g_test_add_func ("/record/blobs-are-checked", test_blobs_are_checked);
  g_test_add_func ("/record/each-code-of-a-set-is-checked", test_each_code_of_a_set_is_checked);
  g_test_add_func ("/record/links-are-of-the-web", test_links_are_of_the_web);
  g_test_add_func ("/record/edit-of-items-is-checked", test_edit_of_items_is_checked);
  g_test_add_func ("/scope/says-who-reads", test_scope_says_who_reads);
  g_test_add_func ("/scope/says-who-writes", test_scope_says_who_writes);
  g_test_add_func ("/record/older-document-is-raised", test_older_document_is_raised);
  g_test_add_func ("/record/operations-are-found-by-name", test_operations_are_found_by_name);
  return g_test_run ();
}
