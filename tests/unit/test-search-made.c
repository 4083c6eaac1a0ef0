/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "test-search-brute.h"

static const char *const name_words[] = {
  "Atelier",   "du",     "Ventoux", "Les Jardins", "de l’Isle",  "Régie",    "Cœur",
  "d’Été",     "Envie",  "Solid",   "Saint-Roch",  "Menuiserie", "Travaux",  "Chevaux",
  "Repassage", "Le Pré", "Élan",    "Services",    "Bois",       "S.C.O.P.", "84",
};
static const char *const text_words[] = {
  "entretien", "jardins", "espaces", "verts",  "l’insertion", "bâtiments", "nettoyage",
  "œuvre",     "été",     "papier",  "linge",  "services",    "bureau",    "recyclage",
  "qu’il",     "des",     "et",      "locaux", "paysagers",   "cuisine",   "porte-à-porte",
};

static const char *
pick_code (const char *list)
{
  guint n;
  const SolCode *codes = sol_referential_get_codes (list, &n);

  /* The first ones more often. */
  return codes[g_test_rand_int_range (0, g_test_rand_int_range (1, (gint) n + 1))].code;
}

static const SolCommune *
pick_commune (void)
{
  guint n;
  const SolCommune *communes = sol_commune_get_all (&n);
  guint first = one_in (3) ? 0 : 32500; /* many about Vaucluse */

  return &communes[first + (guint) g_test_rand_int_range (0, first == 0 ? (gint) n : 300)];
}

static void
append_phrase (GString *text, const char *const *words, guint n_words, int length)
{
  for (int i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            words[g_test_rand_int_range (0, (gint) n_words)]);
}

static void
append_zones (GString *json)
{
  g_string_append (json, ",\"zones\":[");
  for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
    {
      const SolCommune *commune = pick_commune ();
      const char *kinds[] = { "commune", "department", "region", "epci" };
      const char *codes[] = { commune->code, commune->department, commune->region, commune->epci };
      guint kind = (guint) g_test_rand_int_range (0, 4);

      g_string_append_printf (json, "\"%s:%s\"%s", kinds[kind], codes[kind], i > 1 ? "," : "");
    }
  g_string_append (json, "]");
}

static void
append_activities (GString *json)
{
  static const char *const reaches[] = { "COUNTRY", "CUSTOM", "ZONES", "" };

  g_string_append (json, ",\"activities\":[");
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    {
      const char *reach = PICK (reaches);

      g_string_append_printf (json, "{\"reach\":\"%s\"", reach);
      if (!one_in (10))
        g_string_append_printf (json, ",\"sector\":\"%s\"", pick_code ("sectors"));
      if (!one_in (5))
        g_string_append_printf (json, ",\"modes\":[\"%s\",\"PREST\"]", pick_code ("modes"));
      if (g_str_equal (reach, "CUSTOM"))
        g_string_append_printf (json, ",\"radius_km\":%d", g_test_rand_int_range (1, 200));
      if (g_str_equal (reach, "ZONES"))
        append_zones (json);
      g_string_append_printf (json, "}%s", i > 1 ? "," : "");
    }
  g_string_append (json, "]");
}

static void
append_place (GString *json)
{
  const SolCommune *commune = pick_commune ();

  g_string_append_printf (json, ",\"commune\":\"%s\",\"city\":\"%s\"", commune->code,
                          commune->name);
  if (!one_in (5))
    g_string_append_printf (json, ",\"department\":\"%s\",\"region\":\"%s\"", commune->department,
                            commune->region);
  if (!one_in (6) && !isnan (commune->lat))
    g_string_append_printf (json, ",\"place\":{\"lat\":%.5f,\"lon\":%.5f}",
                            commune->lat + g_test_rand_double_range (-0.05, 0.05),
                            commune->lon + g_test_rand_double_range (-0.05, 0.05));
}

static void
append_criteria (GString *json)
{
  g_string_append (json, ",\"criteria\":[");
  for (int i = g_test_rand_int_range (0, 9), first = TRUE; i > 0; i--, first = FALSE)
    g_string_append_printf (json, "%s{\"criterion\":\"%d\",\"level\":\"%d\",\"evidence\":[%s]}",
                            first ? "" : ",", i, g_test_rand_int_range (0, 4),
                            one_in (2) ? "{\"title\":\"x\"}" : "");
  g_string_append (json, "]");
}

static void
append_practices (GString *json)
{
  g_string_append (json, ",\"environment\":[");
  for (int i = g_test_rand_int_range (0, 5); i > 0; i--)
    g_string_append_printf (json, "{\"practice\":\"%s\"}%s", pick_code ("environment-practices"),
                            i > 1 ? "," : "");
  g_string_append (json, "]");
}

static void
append_extras (GString *json)
{
  if (!one_in (3))
    g_string_append_printf (json, ",\"kind\":\"%s\"", pick_code ("kinds"));
  if (!one_in (3))
    g_string_append_printf (json, ",\"labels\":[{\"label\":\"%s\"}],\"networks\":[\"%s\"]",
                            pick_code ("labels"), pick_code ("networks"));
  if (one_in (3))
    g_string_append_printf (json, ",\"qpv\":%s", one_in (2) ? "true" : "false");
  if (one_in (2))
    g_string_append_printf (json, ",\"zrr\":%s", one_in (4) ? "true" : "false");
  if (one_in (2))
    g_string_append_printf (json,
                            ",\"figures\":[{\"measure\":\"turnover\",\"value\":%d00,\"year\":2023}"
                            ",{\"measure\":\"turnover\",\"value\":%d00,\"year\":2022}]",
                            g_test_rand_int_range (0, 12000000), g_test_rand_int_range (0, 900000));
  if (one_in (3))
    g_string_append_printf (json, ",\"completeness\":%d", g_test_rand_int_range (0, 101));
  if (!one_in (4))
    g_string_append_printf (json, ",\"updated_at\":\"2025-%02d-%02dT10:%02d:00Z\"",
                            g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29),
                            g_test_rand_int_range (0, 60));
}

/* Returns: (transfer full): a structure of any kind, as JSON */
char *
brute_make_supplier (void)
{
  GString *json = g_string_new ("{\"name\":\"");

  append_phrase (json, name_words, G_N_ELEMENTS (name_words), g_test_rand_int_range (1, 4));
  g_string_append_printf (json, "\",\"siret\":\"%09d%05d\",\"description\":\"",
                          g_test_rand_int_range (0, 999999999), g_test_rand_int_range (0, 99999));
  append_phrase (json, text_words, G_N_ELEMENTS (text_words), g_test_rand_int_range (0, 12));
  g_string_append (json, "\"");
  append_place (json);
  append_activities (json);
  append_criteria (json);
  append_practices (json);
  append_extras (json);
  g_string_append (json, "}");
  return g_string_free (json, FALSE);
}
