/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-document-private.h"

#include <math.h>
#include <string.h>

#include "model/sol-json.h"
#include "search/sol-segment-private.h"

static const char *const text_names[] = {
  "name",    "brand",      "kind",   "siret",       "legal_form",    "postcode",   "city",
  "commune", "department", "region", "description", "staff_bracket", "updated_at",
};
G_STATIC_ASSERT (G_N_ELEMENTS (text_names) == SOL_N_TEXTS);

/* Arrays, and which member of an item is read; NULL: the element itself. */
static const struct
{
  const char *name;
  const char *item;
} member_names[] = {
  { "networks", NULL },  { "labels", "label" },    { "environment", "practice" },
  { "offers", "title" }, { "references", "name" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (member_names) == SOL_N_MEMBERS);

void
sol_document_init (SolDocument *self)
{
  memset (self, 0, sizeof *self);
  self->pool = g_string_sized_new (4096);
  for (guint i = 0; i < SOL_N_MEMBERS; i++)
    self->members[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->codes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->activities = g_array_new (FALSE, FALSE, sizeof (SolDocumentActivity));
  self->criteria = g_array_new (FALSE, FALSE, sizeof (SolDocumentCriterion));
}

void
sol_document_clear (SolDocument *self)
{
  g_string_free (self->pool, TRUE);
  for (guint i = 0; i < SOL_N_MEMBERS; i++)
    g_array_unref (self->members[i]);
  g_array_unref (self->codes);
  g_array_unref (self->activities);
  g_array_unref (self->criteria);
}

static void
reset (SolDocument *self)
{
  g_string_truncate (self->pool, 0);
  g_string_append_c (self->pool, '\0');
  memset (self->texts, 0, sizeof self->texts);
  for (guint i = 0; i < SOL_N_MEMBERS; i++)
    g_array_set_size (self->members[i], 0);
  self->closed = FALSE;
  g_array_set_size (self->codes, 0);
  g_array_set_size (self->activities, 0);
  g_array_set_size (self->criteria, 0);
  self->turnover = self->turnover_year = self->completeness = -1;
  self->qpv = self->zrr = -1;
  self->lat = self->lon = NAN;
  self->n_filled = 0;
}

/* Returns: where the text is in the pool; 0 for what is no text, or an empty one */
static guint
take_text (SolDocument *self, SolJsonReader *reader, SolJsonToken token)
{
  guint offset = (guint) self->pool->len;

  if (token != SOL_JSON_STRING)
    {
      sol_json_reader_skip (reader, token);
      return 0;
    }
  if (reader->length == 0)
    return 0;
  sol_json_reader_append (reader, self->pool);
  g_string_append_c (self->pool, '\0');
  return offset;
}

static gint64
take_number (SolJsonReader *reader, SolJsonToken token, gint64 otherwise)
{
  if (token == SOL_JSON_NUMBER)
    return sol_json_reader_get_number (reader);
  sol_json_reader_skip (reader, token);
  return otherwise;
}

/* Calls for each member of the object just opened, with the reader at its value. */
typedef void (*TakeMember) (SolDocument *self,
                            SolJsonReader *reader,
                            const SolJsonReader *key,
                            SolJsonToken token,
                            gpointer item);

static void
read_object (SolDocument *self, SolJsonReader *reader, TakeMember take, gpointer item)
{
  SolJsonToken token;

  while ((token = sol_json_reader_next (reader)) == SOL_JSON_KEY)
    {
      SolJsonReader key = *reader;

      token = sol_json_reader_next (reader);
      if (token == SOL_JSON_END)
        return;
      take (self, reader, &key, token, item);
    }
}

/* Goes to the next element that is an object. */
static gboolean
next_object (SolJsonReader *reader)
{
  SolJsonToken token;

  while ((token = sol_json_reader_next (reader)) != SOL_JSON_ARRAY_END && token != SOL_JSON_END)
    {
      if (token == SOL_JSON_OBJECT)
        return TRUE;
      sol_json_reader_skip (reader, token);
    }
  return FALSE;
}

/* Takes texts of the array just opened; what else is in it is passed over. */
static guint
take_codes (SolDocument *self, SolJsonReader *reader, SolJsonToken token, GArray *into)
{
  guint n = 0;

  if (token != SOL_JSON_ARRAY)
    {
      sol_json_reader_skip (reader, token);
      return 0;
    }
  while ((token = sol_json_reader_next (reader)) != SOL_JSON_ARRAY_END && token != SOL_JSON_END)
    {
      guint offset = take_text (self, reader, token);

      if (offset == 0)
        continue;
      g_array_append_val (into, offset);
      n++;
    }
  return n;
}

static void
take_activity (SolDocument *self,
               SolJsonReader *reader,
               const SolJsonReader *key,
               SolJsonToken token,
               gpointer item)
{
  SolDocumentActivity *activity = item;

  if (sol_json_reader_is (key, "sector"))
    activity->sector = take_text (self, reader, token);
  else if (sol_json_reader_is (key, "reach"))
    activity->reach = take_text (self, reader, token);
  else if (sol_json_reader_is (key, "radius_km"))
    activity->radius_km = take_number (reader, token, -1);
  else if (sol_json_reader_is (key, "modes"))
    {
      activity->first_mode = self->codes->len;
      activity->n_modes = take_codes (self, reader, token, self->codes);
    }
  else if (sol_json_reader_is (key, "zones"))
    {
      activity->first_zone = self->codes->len;
      activity->n_zones = take_codes (self, reader, token, self->codes);
    }
  else
    sol_json_reader_skip (reader, token);
}

static void
read_activities (SolDocument *self, SolJsonReader *reader)
{
  while (next_object (reader))
    {
      SolDocumentActivity activity = { .radius_km = -1 };

      read_object (self, reader, take_activity, &activity);
      g_array_append_val (self->activities, activity);
    }
}

static guint
count_elements (SolJsonReader *reader, SolJsonToken token)
{
  guint n = 0;

  if (token != SOL_JSON_ARRAY)
    {
      sol_json_reader_skip (reader, token);
      return 0;
    }
  while ((token = sol_json_reader_next (reader)) != SOL_JSON_ARRAY_END && token != SOL_JSON_END)
    {
      sol_json_reader_skip (reader, token);
      n++;
    }
  return n;
}

static guint
take_digit (SolDocument *self, SolJsonReader *reader, SolJsonToken token)
{
  const char *digit = sol_document_at (self, take_text (self, reader, token));

  return g_ascii_isdigit (digit[0]) && digit[1] == '\0' ? (guint) (digit[0] - '0') : 0;
}

static void
take_criterion (SolDocument *self,
                SolJsonReader *reader,
                const SolJsonReader *key,
                SolJsonToken token,
                gpointer item)
{
  SolDocumentCriterion *criterion = item;

  if (sol_json_reader_is (key, "criterion"))
    criterion->criterion = take_digit (self, reader, token);
  else if (sol_json_reader_is (key, "level"))
    criterion->level = take_digit (self, reader, token);
  else if (sol_json_reader_is (key, "evidence") || sol_json_reader_is (key, "answers"))
    criterion->n_evidence += count_elements (reader,
                                             token); /* answers: the level is of proven ones */
  else
    sol_json_reader_skip (reader, token);
}

static void
read_criteria (SolDocument *self, SolJsonReader *reader)
{
  while (next_object (reader))
    {
      SolDocumentCriterion criterion = { 0 };

      read_object (self, reader, take_criterion, &criterion);
      g_array_append_val (self->criteria, criterion);
    }
}

typedef struct
{
  guint measure;
  gint64 value;
  gint64 year;
} Figure;

static void
take_figure (SolDocument *self,
             SolJsonReader *reader,
             const SolJsonReader *key,
             SolJsonToken token,
             gpointer item)
{
  Figure *figure = item;

  if (sol_json_reader_is (key, "measure"))
    figure->measure = take_text (self, reader, token);
  else if (sol_json_reader_is (key, "value"))
    figure->value = take_number (reader, token, -1);
  else if (sol_json_reader_is (key, "year"))
    figure->year = take_number (reader, token, 0);
  else
    sol_json_reader_skip (reader, token);
}

static void
read_figures (SolDocument *self, SolJsonReader *reader)
{
  while (next_object (reader))
    {
      Figure figure = { 0, -1, 0 };

      read_object (self, reader, take_figure, &figure);
      if (g_str_equal (sol_document_at (self, figure.measure), "turnover") && figure.value >= 0 &&
          figure.year >= self->turnover_year)
        {
          self->turnover = figure.value;
          self->turnover_year = figure.year;
        }
    }
}

typedef struct
{
  const char *name;
  GArray *into;
} ItemText;

static void
take_item_text (SolDocument *self,
                SolJsonReader *reader,
                const SolJsonReader *key,
                SolJsonToken token,
                gpointer item)
{
  ItemText *wanted = item;
  guint offset;

  if (!sol_json_reader_is (key, wanted->name))
    {
      sol_json_reader_skip (reader, token);
      return;
    }
  offset = take_text (self, reader, token);
  if (offset != 0)
    g_array_append_val (wanted->into, offset);
}

static void
read_members (SolDocument *self, SolJsonReader *reader, guint member)
{
  ItemText wanted = { member_names[member].item, self->members[member] };

  if (wanted.name == NULL)
    take_codes (self, reader, SOL_JSON_ARRAY, wanted.into);
  else
    while (next_object (reader))
      read_object (self, reader, take_item_text, &wanted);
}

static void
take_coordinate (SolDocument *self,
                 SolJsonReader *reader,
                 const SolJsonReader *key,
                 SolJsonToken token,
                 gpointer item)
{
  if (token != SOL_JSON_NUMBER)
    sol_json_reader_skip (reader, token);
  else if (sol_json_reader_is (key, "lat"))
    self->lat = sol_json_reader_get_double (reader);
  else if (sol_json_reader_is (key, "lon"))
    self->lon = sol_json_reader_get_double (reader);
}

static void
read_place (SolDocument *self, SolJsonReader *reader)
{
  read_object (self, reader, take_coordinate, NULL);
  if (!(self->lat >= -90 && self->lat <= 90 && self->lon >= -180 && self->lon <= 180))
    self->lat = self->lon = NAN;
}

static gboolean
read_array (SolDocument *self, SolJsonReader *reader, const SolJsonReader *key)
{
  if (sol_json_reader_is (key, "activities"))
    read_activities (self, reader);
  else if (sol_json_reader_is (key, "criteria"))
    read_criteria (self, reader);
  else if (sol_json_reader_is (key, "figures"))
    read_figures (self, reader);
  else
    {
      for (guint i = 0; i < SOL_N_MEMBERS; i++)
        if (sol_json_reader_is (key, member_names[i].name))
          {
            read_members (self, reader, i);
            return TRUE;
          }
      return FALSE;
    }
  return TRUE;
}

static void
read_string (SolDocument *self, SolJsonReader *reader, const SolJsonReader *key)
{
  self->closed = self->closed || sol_json_reader_is (key, "closed_on");
  for (guint i = 0; i < SOL_N_TEXTS; i++)
    if (sol_json_reader_is (key, text_names[i]))
      self->texts[i] = take_text (self, reader, SOL_JSON_STRING);
}

static gboolean
is_filled (const SolJsonReader *reader, SolJsonToken token)
{
  SolJsonReader ahead = *reader;

  if (token == SOL_JSON_ARRAY)
    return sol_json_reader_next (&ahead) != SOL_JSON_ARRAY_END;
  if (token == SOL_JSON_OBJECT)
    return sol_json_reader_next (&ahead) != SOL_JSON_OBJECT_END;
  return token != SOL_JSON_NULL && !(token == SOL_JSON_STRING && reader->length == 0);
}

static void
take_member (SolDocument *self,
             SolJsonReader *reader,
             const SolJsonReader *key,
             SolJsonToken token,
             gpointer item)
{
  self->n_filled += is_filled (reader, token);
  if (token == SOL_JSON_STRING)
    read_string (self, reader, key);
  else if (token == SOL_JSON_ARRAY && read_array (self, reader, key))
    return;
  else if (token == SOL_JSON_OBJECT && sol_json_reader_is (key, "place"))
    read_place (self, reader);
  else if (token == SOL_JSON_NUMBER && sol_json_reader_is (key, "completeness"))
    self->completeness = sol_json_reader_get_number (reader);
  else if ((token == SOL_JSON_TRUE || token == SOL_JSON_FALSE) && sol_json_reader_is (key, "qpv"))
    self->qpv = token == SOL_JSON_TRUE;
  else if ((token == SOL_JSON_TRUE || token == SOL_JSON_FALSE) && sol_json_reader_is (key, "zrr"))
    self->zrr = token == SOL_JSON_TRUE;
  else
    sol_json_reader_skip (reader, token);
}

/* Returns: %FALSE when it is no object of JSON */
gboolean
sol_document_read (SolDocument *self, const char *json, gsize length)
{
  SolJsonReader reader;

  reset (self);
  sol_json_reader_init (&reader, json, length);
  if (sol_json_reader_next (&reader) != SOL_JSON_OBJECT)
    return FALSE;
  read_object (self, &reader, take_member, NULL);
  return sol_json_reader_get_fault (&reader) == NULL;
}

guint
sol_document_get_score (const SolDocument *self)
{
  if (self->completeness >= 0)
    return (guint) MIN (self->completeness, 100);
  return MIN (2 * self->n_filled, 100);
}

/* Days from 1970-01-01, in the Gregorian calendar. */
static gint64
days_from_date (gint64 year, guint month, guint day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = y / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

/* Returns: the moment of the last change, in seconds since 1970; 0 when not said */
guint32
sol_document_get_updated (const SolDocument *self)
{
  static const char form[] = "0000-00-00T00:00:00";
  const char *text = sol_document_text (self, SOL_TEXT_UPDATED_AT);
  guint parts[6] = { 0 }, n = 0;
  gint64 seconds;

  for (guint i = 0; form[i] != '\0'; i++)
    if (form[i] == '0' && g_ascii_isdigit (text[i]))
      parts[n] = parts[n] * 10 + (guint) (text[i] - '0');
    else if (form[i] != '0' && form[i] == text[i])
      n++;
    else
      return 0;
  if (parts[1] < 1 || parts[1] > 12 || parts[0] < 1970 || parts[0] > 2105)
    return 0;
  seconds = days_from_date (parts[0], parts[1], parts[2]) * 86400 + parts[3] * 3600 +
            parts[4] * 60 + parts[5];
  return (guint32) CLAMP (seconds, 0, G_MAXUINT32);
}

/* Returns: the 14 digits as a number, a SIREN alone as with NIC 00000; %SOL_NO_SIRET without */
guint64
sol_document_get_siret (const SolDocument *self)
{
  const char *text = sol_document_text (self, SOL_TEXT_SIRET);
  guint64 siret = 0;
  guint n = 0;

  for (; g_ascii_isdigit (*text) && n < 14; text++, n++)
    siret = siret * 10 + (guint64) (*text - '0');
  if (n < 9 || *text != '\0')
    return SOL_NO_SIRET;
  for (; n < 14; n++)
    siret *= 10;
  return siret;
}
