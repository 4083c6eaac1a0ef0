/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-search-brute.h"

#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

/* Reading */

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL
             ? json_node_get_string (node)
             : "";
}

static GPtrArray *
get_list (JsonObject *object, const char *name, const char *item)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = json_object_has_member (object, name)
                         ? json_object_get_array_member (object, name)
                         : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = item == NULL ? json_array_get_string_element (array, i)
                                      : get_text (json_array_get_object_element (array, i), item);

      if (*text != '\0')
        g_ptr_array_add (list, g_strdup (text));
    }
  return list;
}

static void
take_word (const char *word, gpointer data)
{
  g_hash_table_add (data, g_strdup (word));
}

static void
add_words (GHashTable *words, const char *text)
{
  if (text != NULL)
    sol_text_fold_words (text, take_word, words);
}

static void
add_label (GHashTable *words, const char *list, const char *code)
{
  const SolCode *found = sol_referential_find (list, code);

  if (found != NULL)
    add_words (words, found->label_fr);
}

static void
add_list (GHashTable *words, GPtrArray *texts, const char *list)
{
  for (guint i = 0; i < texts->len; i++)
    if (list == NULL)
      add_words (words, texts->pdata[i]);
    else
      add_label (words, list, texts->pdata[i]);
}

static void
add_value (BruteDocument *self, SolFacet facet, const char *code)
{
  code = code == NULL || *code == '\0' ? SOL_FACET_UNKNOWN : code;
  if (!g_ptr_array_find_with_equal_func (self->values[facet], code, g_str_equal, NULL))
    g_ptr_array_add (self->values[facet], g_strdup (code));
}

static void
add_values (BruteDocument *self, SolFacet facet, GPtrArray *codes)
{
  if (codes->len == 0)
    add_value (self, facet, NULL);
  for (guint i = 0; i < codes->len; i++)
    add_value (self, facet, codes->pdata[i]);
}

static void
free_activity (gpointer data)
{
  BruteActivity *activity = data;

  g_free (activity->sector);
  g_free (activity->group);
  g_free (activity->reach);
  g_ptr_array_unref (activity->modes);
  g_ptr_array_unref (activity->zones);
  g_free (activity);
}

static void
read_activity (BruteDocument *self, JsonObject *object)
{
  BruteActivity *activity = g_new0 (BruteActivity, 1);
  const SolCode *sector = sol_referential_find ("sectors", get_text (object, "sector"));

  activity->sector = g_strdup (get_text (object, "sector"));
  activity->group = g_strdup (sector == NULL ? "" : sector->parent);
  activity->reach = g_strdup (get_text (object, "reach"));
  activity->radius = json_object_get_int_member_with_default (object, "radius_km", -1);
  activity->modes = get_list (object, "modes", NULL);
  activity->zones = get_list (object, "zones", NULL);
  g_ptr_array_add (self->activities, activity);
  add_label (self->words, "sectors", activity->sector);
  add_label (self->words, "sector-groups", activity->group);
  add_value (self, SOL_FACET_SECTOR, activity->sector);
  add_value (self, SOL_FACET_GROUP, activity->group);
  add_values (self, SOL_FACET_MODE, activity->modes);
}

static void
read_turnover (BruteDocument *self, JsonObject *object)
{
  JsonArray *figures = json_object_has_member (object, "figures")
                           ? json_object_get_array_member (object, "figures")
                           : NULL;
  gint64 cents = -1, latest = -1;
  guint n;
  const SolCode *codes = sol_referential_get_codes ("turnover-brackets", &n);

  for (guint i = 0; figures != NULL && i < json_array_get_length (figures); i++)
    {
      JsonObject *figure = json_array_get_object_element (figures, i);
      gint64 year = json_object_get_int_member_with_default (figure, "year", 0);

      if (g_str_equal (get_text (figure, "measure"), "turnover") && year >= latest)
        {
          latest = year;
          cents = json_object_get_int_member (figure, "value");
        }
    }
  for (guint i = n; cents >= 0 && i-- > 0;)
    if (cents / 100 >= atoll (sol_referential_extra ("turnover-brackets", codes[i].code, "min")))
      {
        add_value (self, SOL_FACET_TURNOVER, codes[i].code);
        return;
      }
  add_value (self, SOL_FACET_TURNOVER, NULL);
}

static void
read_criteria (BruteDocument *self, JsonObject *object)
{
  JsonArray *criteria = json_object_has_member (object, "criteria")
                            ? json_object_get_array_member (object, "criteria")
                            : json_array_new ();
  int proven = 0;

  for (guint i = 0; i < json_array_get_length (criteria); i++)
    {
      JsonObject *criterion = json_array_get_object_element (criteria, i);
      int level = atoi (get_text (criterion, "level"));

      if (level >= 2 && json_object_has_member (criterion, "evidence") &&
          json_array_get_length (json_object_get_array_member (criterion, "evidence")) > 0)
        proven++;
      for (int l = 1; l <= level; l++)
        {
          g_autofree char *code = g_strdup_printf ("%s:%d", get_text (criterion, "criterion"), l);

          add_value (self, SOL_FACET_CRITERION, code);
        }
    }
  for (int n = 1; n <= proven; n++)
    {
      g_autofree char *code = g_strdup_printf ("%d", n);

      add_value (self, SOL_FACET_PROVEN, code);
    }
  if (json_array_get_length (criteria) == 0)
    {
      add_value (self, SOL_FACET_CRITERION, NULL);
      add_value (self, SOL_FACET_PROVEN, NULL);
    }
  if (!json_object_has_member (object, "criteria"))
    json_array_unref (criteria);
}

static void
read_marks (BruteDocument *self, JsonObject *object)
{
  gboolean qpv = json_object_get_boolean_member_with_default (object, "qpv", FALSE);
  gboolean zrr = json_object_get_boolean_member_with_default (object, "zrr", FALSE);

  if (qpv)
    add_value (self, SOL_FACET_MARK, "qpv");
  if (zrr)
    add_value (self, SOL_FACET_MARK, "zrr");
  if (!qpv && !zrr)
    add_value (self, SOL_FACET_MARK,
               json_object_has_member (object, "qpv") && json_object_has_member (object, "zrr")
                   ? "none"
                   : SOL_FACET_UNKNOWN);
}

static void
read_place (BruteDocument *self, JsonObject *object)
{
  const SolCommune *commune = sol_commune_find (get_text (object, "commune"));

  self->lat = self->lon = NAN;
  if (json_object_has_member (object, "place"))
    {
      JsonObject *place = json_object_get_object_member (object, "place");

      self->lat = (float) json_object_get_double_member (place, "lat");
      self->lon = (float) json_object_get_double_member (place, "lon");
    }
  self->commune = g_strdup (commune != NULL ? commune->code : get_text (object, "commune"));
  self->epci = g_strdup (commune != NULL ? commune->epci : "");
  self->department = g_strdup (get_text (object, "department"));
  if (*self->department == '\0' && commune != NULL)
    {
      g_free (self->department);
      self->department = g_strdup (commune->department);
    }
  self->region = g_strdup (get_text (object, "region"));
  if (*self->region == '\0' && *self->department != '\0')
    {
      g_free (self->region);
      self->region = g_strdup (sol_region_of_department (self->department));
    }
  if (commune != NULL)
    add_words (self->words, commune->name);
  add_label (self->words, "departments", self->department);
  add_value (self, SOL_FACET_DEPARTMENT, self->department);
  add_value (self, SOL_FACET_REGION, self->region);
}

static gint64
count_filled (JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_values (object);
  gint64 n = 0;

  for (GList *l = members; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_ARRAY (l->data))
      n += json_array_get_length (json_node_get_array (l->data)) > 0;
    else if (JSON_NODE_HOLDS_OBJECT (l->data))
      n += json_object_get_size (json_node_get_object (l->data)) > 0;
    else if (!JSON_NODE_HOLDS_NULL (l->data))
      n += json_node_get_value_type (l->data) != G_TYPE_STRING ||
           *json_node_get_string (l->data) != '\0';
  return MIN (2 * n, 100);
}

static void
read_words (BruteDocument *self, JsonObject *object)
{
  static const char *const texts[] = { "city", "postcode", "description", "kind" };
  g_autoptr (GPtrArray) offers = get_list (object, "offers", "title");
  g_autoptr (GPtrArray) references = get_list (object, "references", "name");
  g_autoptr (GPtrArray) labels = get_list (object, "labels", "label");
  g_autoptr (GPtrArray) networks = get_list (object, "networks", NULL);
  g_autoptr (GPtrArray) practices = get_list (object, "environment", "practice");

  add_words (self->name_words, get_text (object, "name"));
  add_words (self->name_words, get_text (object, "brand"));
  add_words (self->words, get_text (object, "name"));
  add_words (self->words, get_text (object, "brand"));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_words (self->words, get_text (object, texts[i]));
  add_label (self->words, "kinds", get_text (object, "kind"));
  add_list (self->words, offers, NULL);
  add_list (self->words, references, NULL);
  add_list (self->words, labels, "labels");
  add_list (self->words, networks, "networks");
  add_values (self, SOL_FACET_LABEL, labels);
  add_values (self, SOL_FACET_NETWORK, networks);
  add_values (self, SOL_FACET_ENVIRONMENT, practices);
  add_value (self, SOL_FACET_REFERENCES, references->len > 0 ? "yes" : NULL);
}

BruteDocument *
brute_read (gint64 key, JsonObject *object)
{
  BruteDocument *self = g_new0 (BruteDocument, 1);
  JsonArray *activities = json_object_has_member (object, "activities")
                              ? json_object_get_array_member (object, "activities")
                              : NULL;

  self->key = key;
  self->name_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->activities = g_ptr_array_new_with_free_func (free_activity);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    self->values[i] = g_ptr_array_new_with_free_func (g_free);
  read_words (self, object);
  for (guint i = 0; activities != NULL && i < json_array_get_length (activities); i++)
    read_activity (self, json_array_get_object_element (activities, i));
  if (self->activities->len == 0)
    {
      g_autoptr (JsonObject) nothing = json_object_new ();

      read_activity (self, nothing);
    }
  read_place (self, object);
  read_turnover (self, object);
  read_criteria (self, object);
  read_marks (self, object);
  add_value (self, SOL_FACET_KIND, get_text (object, "kind"));
  add_value (self, SOL_FACET_LEGAL_FORM, get_text (object, "legal_form"));
  add_value (self, SOL_FACET_STAFF, get_text (object, "staff_bracket"));
  self->siret = g_strdup (get_text (object, "siret"));
  self->sort_key = sol_text_make_sort_key (get_text (object, "name"));
  self->updated = g_strdup (get_text (object, "updated_at"));
  self->score = json_object_get_int_member_with_default (object, "completeness",
                                                         count_filled (object));
  return self;
}

void
brute_free (BruteDocument *self)
{
  g_hash_table_unref (self->name_words);
  g_hash_table_unref (self->words);
  g_ptr_array_unref (self->activities);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    g_ptr_array_unref (self->values[i]);
  g_free (self->siret);
  g_free (self->sort_key);
  g_free (self->commune);
  g_free (self->department);
  g_free (self->region);
  g_free (self->epci);
  g_free (self->updated);
  g_free (self);
}
