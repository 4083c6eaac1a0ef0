/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-json.h"
#include "model/sol-referential.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"

#define COMMUNES "communes"
#define DEFAULT_COMMUNES 20
#define MAX_CODES 50000 /* of an answer: the longest list has fewer */
#define CACHE "public, max-age=3600"

static void
append_member (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, ",\"%s\":", name);
  sol_json_append_string (text, value);
}

static void
append_code (GString *text, const SolCode *code)
{
  g_string_append (text, "{\"code\":");
  sol_json_append_string (text, code->code);
  append_member (text, "label_fr", code->label_fr);
  append_member (text, "label_en", code->label_en);
  append_member (text, "parent", code->parent);
  append_member (text, "note", code->note);
  g_string_append_c (text, '}');
}

static void
append_degrees (GString *text, const char *name, double degrees)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "\"%s\":%s", name,
                          g_ascii_formatd (digits, sizeof digits, "%.5f", degrees));
}

static void
append_commune (GString *text, const SolCommune *commune)
{
  g_string_append (text, "{\"code\":");
  sol_json_append_string (text, commune->code);
  append_member (text, "name", commune->name);
  append_member (text, "postcodes", commune->postcodes);
  append_member (text, "department", commune->department);
  append_member (text, "region", commune->region);
  append_member (text, "epci", commune->epci);
  g_string_append_printf (text, ",\"population\":%u", commune->population);
  if (!isnan (commune->lat))
    {
      g_string_append (text, ",\"place\":{");
      append_degrees (text, "lat", commune->lat);
      g_string_append_c (text, ',');
      append_degrees (text, "lon", commune->lon);
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, '}');
}

static void
answer_list (SolRequest *request, const char *list, guint count, GString *items)
{
  GString *text = g_string_new ("{\"list\":");

  sol_json_append_string (text, list);
  g_string_append_printf (text, ",\"count\":%u,\"items\":[%s]}\n", count, items->str);
  sol_request_set_header (request, "Cache-Control", CACHE);
  sol_request_answer_text (request, 200, "application/json", g_string_free (text, FALSE));
}

/* The first communes in the order of their codes. */
static guint
list_communes (const SolCommune **found, guint limit)
{
  guint n;
  const SolCommune *all = sol_commune_get_all (&n);

  n = MIN (n, limit);
  for (guint i = 0; i < n; i++)
    found[i] = &all[i];
  return n;
}

/* By what is typed: a name, its beginning, a postcode. */
static void
answer_communes (SolRequest *request, const char *typed, guint limit)
{
  g_autofree const SolCommune **found = g_new (const SolCommune *, limit + 1);
  g_autoptr (GString) items = g_string_new (NULL);
  guint n = typed != NULL && *typed != '\0' ? sol_commune_search (typed, found, limit)
                                            : list_communes (found, limit);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (items, ',');
      append_commune (items, found[i]);
    }
  answer_list (request, COMMUNES, n, items);
}

/* The program's own, then what this platform added. */
static void
answer_codes (SolRequest *request, const char *list, guint limit)
{
  g_autoptr (GPtrArray) added = sol_referential_list_added (list);
  g_autoptr (GString) items = g_string_new (NULL);
  guint n_codes;
  const SolCode *codes = sol_referential_get_codes (list, &n_codes);

  for (guint i = 0; i < MIN (n_codes + added->len, limit); i++)
    {
      if (i > 0)
        g_string_append_c (items, ',');
      append_code (items, i < n_codes ? &codes[i] : added->pdata[i - n_codes]);
    }
  answer_list (request, list, n_codes + added->len, items);
}

/* GET /v1/referentials/{list} */
void
sol_referentials_handle_list (SolServer *server, SolRequest *request, const char *rest)
{
  gboolean communes = g_str_equal (rest, COMMUNES);
  const char *const names[] = { "limit", communes ? "q" : NULL, NULL };
  const char *typed;
  guint limit;

  if (!sol_parameters_check_names (request, names) ||
      !sol_parameters_get_text (request, "q", &typed) ||
      !sol_parameters_get_number (request, "limit", MAX_CODES,
                                  communes ? DEFAULT_COMMUNES : MAX_CODES, &limit))
    return;
  if (communes)
    answer_communes (request, typed, limit);
  else if (g_strv_contains (sol_referential_get_lists (), rest))
    answer_codes (request, rest, limit);
  else
    sol_request_answer_problem (request, 404, "list", "There is no list “%s”", rest);
}

static void
append_list (GString *text, const char *list, guint count)
{
  g_string_append (text, text->str[text->len - 1] == '[' ? "{\"list\":" : ",{\"list\":");
  sol_json_append_string (text, list);
  g_string_append_printf (text, ",\"count\":%u}", count);
}

/* GET /v1/referentials */
void
sol_referentials_handle_lists (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const names[] = { NULL };
  GString *text;
  guint n;

  if (!sol_parameters_check_names (request, names))
    return;
  text = g_string_new ("{\"lists\":[");
  sol_commune_get_all (&n);
  append_list (text, COMMUNES, n);
  for (const char *const *list = sol_referential_get_lists (); *list != NULL; list++)
    {
      g_autoptr (GPtrArray) added = sol_referential_list_added (*list);

      sol_referential_get_codes (*list, &n);
      append_list (text, *list, n + added->len);
    }
  g_string_append (text, "]}\n");
  sol_request_set_header (request, "Cache-Control", CACHE);
  sol_request_answer_text (request, 200, "application/json", g_string_free (text, FALSE));
}
