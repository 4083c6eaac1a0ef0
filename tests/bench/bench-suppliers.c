/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-suppliers.h"

#include <math.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"

#define N_WORDS 60000

struct _BenchSuppliers
{
  GRand *rand;
  GPtrArray *words; /* invented of French syllables, the frequent ones first */
  guint n;
};

static const char *const syllables[] = {
  "ta",  "ment", "ri",  "é",    "con", "de", "re",  "ca",   "lou", "ver", "pro", "sai",  "ni",
  "mar", "bou",  "che", "tier", "age", "in", "ser", "tion", "pa",  "vi",  "cou", "leur", "dé",
  "fo",  "lin",  "gè",  "so",   "pré", "mo", "bil", "eau",  "oi",  "nan", "ter", "oeu",  "vre",
};

static const char *const frequent[] = {
  "de",      "la",       "et",        "des",       "les",         "pour",         "en",
  "du",      "nous",     "insertion", "services",  "entretien",   "travaux",      "personnes",
  "emploi",  "espaces",  "verts",     "nettoyage", "association", "entreprise",   "collectivités",
  "atelier", "chantier", "locaux",    "bâtiment",  "recyclage",   "restauration", "livraison",
};

/* A number below @n; the first ones far more often, as in words and trades. */
guint
bench_suppliers_pick (BenchSuppliers *self, guint n)
{
  return MIN (n - 1, (guint) (pow (n + 1.0, g_rand_double (self->rand)) - 1));
}

const char *
bench_suppliers_pick_code (BenchSuppliers *self, const char *list)
{
  guint n;
  const SolCode *codes = sol_referential_get_codes (list, &n);

  return codes[bench_suppliers_pick (self, n)].code;
}

static char *
make_word (BenchSuppliers *self)
{
  GString *word = g_string_new (NULL);

  for (int i = g_rand_int_range (self->rand, 2, 5); i > 0; i--)
    g_string_append (word, syllables[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (syllables))]);
  return g_string_free (word, FALSE);
}

BenchSuppliers *
bench_suppliers_new (guint32 seed)
{
  BenchSuppliers *self = g_new0 (BenchSuppliers, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_WORDS; i++)
    g_ptr_array_add (self->words,
                     i < G_N_ELEMENTS (frequent) ? g_strdup (frequent[i]) : make_word (self));
  return self;
}

void
bench_suppliers_free (BenchSuppliers *self)
{
  g_rand_free (self->rand);
  g_ptr_array_unref (self->words);
  g_free (self);
}

static gboolean
one_in (BenchSuppliers *self, int n)
{
  return g_rand_int_range (self->rand, 0, n) == 0;
}

static void
append_words (BenchSuppliers *self, GString *json, int n)
{
  for (; n > 0; n--)
    g_string_append_printf (
        json, "%s%s",
        (const char *) self->words->pdata[bench_suppliers_pick (self, self->words->len)],
        n > 1 ? " " : "");
}

static void
append_place (BenchSuppliers *self, GString *json)
{
  guint n;
  const SolCommune *communes = sol_commune_get_all (&n);
  const SolCommune *commune = &communes[(bench_suppliers_pick (self, n) * 7919u) % n];

  g_string_append_printf (
      json,
      ",\"postcode\":\"%.5s\",\"city\":\"%s\",\"commune\":\"%s\",\"department\":\"%s\","
      "\"region\":\"%s\"",
      commune->postcodes, commune->name, commune->code, commune->department, commune->region);
  if (!isnan (commune->lat) && !one_in (self, 20))
    g_string_append_printf (json, ",\"place\":{\"lat\":%.5f,\"lon\":%.5f}",
                            commune->lat + g_rand_double_range (self->rand, -0.03, 0.03),
                            commune->lon + g_rand_double_range (self->rand, -0.03, 0.03));
}

static void
append_activity (BenchSuppliers *self, GString *json)
{
  guint reach = (guint) g_rand_int_range (self->rand, 0, 10);

  g_string_append_printf (json, "{\"sector\":\"%s\",\"modes\":[\"%s\"]",
                          bench_suppliers_pick_code (self, "sectors"),
                          bench_suppliers_pick_code (self, "modes"));
  if (reach < 2)
    g_string_append (json, ",\"reach\":\"COUNTRY\"}");
  else if (reach < 6)
    g_string_append_printf (json, ",\"reach\":\"CUSTOM\",\"radius_km\":%d}",
                            g_rand_int_range (self->rand, 1, 30) * 5);
  else
    g_string_append_printf (json, ",\"reach\":\"ZONES\",\"zones\":[\"department:%s\"]}",
                            bench_suppliers_pick_code (self, "departments"));
}

static void
append_facets (BenchSuppliers *self, GString *json)
{
  g_string_append_printf (
      json,
      ",\"kind\":\"%s\",\"legal_form\":\"%s\",\"updated_at\":"
      "\"20%02d-%02d-%02dT08:%02d:00Z\",\"completeness\":%d",
      bench_suppliers_pick_code (self, "kinds"), bench_suppliers_pick_code (self, "legal-forms"),
      g_rand_int_range (self->rand, 20, 27), g_rand_int_range (self->rand, 1, 13),
      g_rand_int_range (self->rand, 1, 29), g_rand_int_range (self->rand, 0, 60),
      g_rand_int_range (self->rand, 10, 100));
  if (one_in (self, 2))
    g_string_append_printf (json, ",\"staff_bracket\":\"%s\"",
                            bench_suppliers_pick_code (self, "staff-brackets"));
  if (one_in (self, 3))
    g_string_append_printf (json, ",\"networks\":[\"%s\"]",
                            bench_suppliers_pick_code (self, "networks"));
  if (one_in (self, 4))
    g_string_append_printf (json, ",\"labels\":[{\"label\":\"%s\"}]",
                            bench_suppliers_pick_code (self, "labels"));
  if (one_in (self, 2))
    g_string_append_printf (json, ",\"qpv\":%s,\"zrr\":%s", one_in (self, 8) ? "true" : "false",
                            one_in (self, 8) ? "true" : "false");
  if (one_in (self, 10))
    g_string_append_printf (json, ",\"criteria\":[{\"criterion\":\"%d\",\"level\":\"%d\"}]",
                            g_rand_int_range (self->rand, 1, 10),
                            g_rand_int_range (self->rand, 0, 4));
}

/* Puts the next one, as JSON, in @json. */
void
bench_suppliers_next (BenchSuppliers *self, GString *json)
{
  g_string_assign (json, "{\"name\":\"");
  append_words (self, json, g_rand_int_range (self->rand, 2, 5));
  g_string_append_printf (json, "\",\"siret\":\"%09u%05d\"",
                          300000000u + self->n++ * 7u % 600000000u,
                          g_rand_int_range (self->rand, 1, 100));
  append_place (self, json);
  append_facets (self, json);
  g_string_append (json, ",\"description\":\"");
  append_words (self, json, g_rand_int_range (self->rand, 0, 25));
  g_string_append (json, "\",\"activities\":[");
  for (guint i = bench_suppliers_pick (self, 5) + 1; i > 0; i--)
    {
      append_activity (self, json);
      g_string_append (json, i > 1 ? "," : "");
    }
  g_string_append (json, "]}");
}
