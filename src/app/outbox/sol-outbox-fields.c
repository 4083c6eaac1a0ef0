/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-fields.h"

#include <glib/gi18n.h>

#include "app/listing/sol-listing-sections.h"
#include "model/sol-record-registry.h"

/* What the records and their parts are called, of which an act or a conflict is. */

static const struct
{
  const char *type;
  const char *name;
} types[] = {
  { "listing", N_ ("Listing") },
  { "listing_review", N_ ("Listing to review") },
  { "edition", N_ ("Edition of the charter, which was renewed meanwhile") },
  { "organisation", N_ ("Organisation") },
  { "join_request", N_ ("Request to join") },
  { "census_entry", N_ ("Structure of the census") },
  { "claim", N_ ("Claim of a structure") },
  { "claim_call", N_ ("Claim to answer") },
  { "correction", N_ ("Correction of the catalogue") },
  { "correction_call", N_ ("Correction to answer") },
  { "duplicate", N_ ("Structures that may be one") },
  { "client_word", N_ ("Word of a client") },
  { "given_word", N_ ("Your word as a client") },
  { "handover", N_ ("Listing handed over") },
  { "handover_call", N_ ("Listing offered to you") },
  { "word_call", N_ ("Word of a client") },
  { "workshop", N_ ("Workshop") },
  { "workshop_page", N_ ("Page of a workshop") },
};

/* What no form asks here, but other places write. */
static const SolFormField figure_parts[] = {
  { "measure", N_ ("Figure") },
  { "value", N_ ("Value") },
  { "year", N_ ("Year") },
  { "source", N_ ("Source") },
  { NULL },
};

static const SolFormField evidence_parts[] = {
  { "title", N_ ("Title") },
  { "link", N_ ("Link") },
  { "figure", N_ ("Figure") },
  { "on", N_ ("On") },
  { NULL },
};

static const SolFormField criterion_parts[] = {
  { "criterion", N_ ("Criterion") },
  { "level", N_ ("Level") },
  { "evidence", N_ ("Evidence"), .parts = evidence_parts },
  { NULL },
};

static const SolFormField practice_parts[] = {
  { "practice", N_ ("Practice") },
  { "text", N_ ("Details") },
  { "on", N_ ("On") },
  { NULL },
};

static const SolFormField answer_parts[] = {
  { "corrected", N_ ("Corrected") },
  { "text", N_ ("Answer") },
  { NULL },
};

static const SolFormField quote_parts[] = {
  { "word", N_ ("Word of a client") },
  { NULL },
};

static const SolFormField others[] = {
  { "name", N_ ("Name") },
  { "kind", N_ ("Kind") },
  { "siret", N_ ("SIRET number") },
  { "naf", N_ ("NAF code") },
  { "nature", N_ ("Head office or branch") },
  { "city", N_ ("City") },
  { "department", N_ ("Département") },
  { "region", N_ ("Région") },
  { "place", N_ ("Place on the map") },
  { "phone", N_ ("Telephone") },
  { "figures", N_ ("Figures"), .parts = figure_parts },
  { "criteria", N_ ("Criteria"), .parts = criterion_parts },
  { "environment", N_ ("For the environment"), .parts = practice_parts },
  { "remark", N_ ("Remark") },
  { "remarks", N_ ("Remarks") },
  { "answers", N_ ("Answers to remarks"), .parts = answer_parts },
  { "organisation", N_ ("Organisation") },
  { "message", N_ ("Message") },
  { "contact", N_ ("Whom to ask for") },
  { "supplier", N_ ("Structure") },
  { "field", N_ ("What is wrong") },
  { "value", N_ ("What is right") },
  { "proof", N_ ("Proof") },
  { "title", N_ ("Title") },
  { "day", N_ ("Day") },
  { "venue", N_ ("Where") },
  { "link", N_ ("Link") },
  { "themes", N_ ("Themes") },
  { "findings", N_ ("Common findings") },
  { "difficulties", N_ ("Difficulties") },
  { "strengths", N_ ("What we do well") },
  { "actions", N_ ("Actions") },
  { "quotes", N_ ("Words of clients in the argument sheet"), .parts = quote_parts },
  { NULL },
};

/**
 * sol_outbox_fields_get_type:
 *
 * Returns: (transfer none): what a record of the type is called; its name when it is not known
 */
const char *
sol_outbox_fields_get_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return _ (types[i].name);
  return type;
}

static const SolFormField *
find_within (const SolFormField *fields, const char *name)
{
  for (; fields != NULL && fields->name != NULL; fields++)
    if (g_str_equal (fields->name, name))
      return fields;
  return NULL;
}

static const SolField *
find_in_table (const SolFieldTable *table, const char *name)
{
  for (guint i = 0; table != NULL && i < table->n_fields; i++)
    if (g_str_equal (table->fields[i].name, name))
      return &table->fields[i];
  return NULL;
}

static const SolFormField *
find_top (const char *type, const char *name)
{
  const char *label;
  const gboolean listing = g_strcmp0 (type, "listing") == 0 ||
                           g_strcmp0 (type, "listing_review") == 0;
  const SolListingSection *section = listing ? sol_listing_sections_find (name, &label) : NULL;

  return find_within (section != NULL ? section->fields : others, name);
}

/**
 * sol_outbox_fields_find:
 * @type: of a record
 * @path: of a part of it: names of fields and ids of items by turns
 * @field: (out) (optional) (nullable): of the table, the last that @path names
 *
 * Returns: (nullable): what a form says of the part
 */
const SolFormField *
sol_outbox_fields_find (const char *type, const char *path, const SolField **field)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  GType known = sol_record_registry_find (type);
  g_autoptr (SolRecordClass) klass = known != G_TYPE_INVALID ? g_type_class_ref (known) : NULL;
  const SolFieldTable table = { klass != NULL ? klass->fields : NULL,
                                klass != NULL ? klass->n_fields : 0 };
  const SolFormField *form = parts[0] != NULL ? find_top (type, parts[0]) : NULL;
  const SolField *found = parts[0] != NULL ? find_in_table (&table, parts[0]) : NULL;

  for (guint i = 2; found != NULL && i < g_strv_length (parts); i += 2)
    {
      form = form != NULL ? find_within (form->parts, parts[i]) : NULL;
      found = find_in_table (found->items, parts[i]);
    }
  if (field != NULL)
    *field = found;
  return form;
}

/**
 * sol_outbox_fields_get_label:
 *
 * Returns: (transfer full): what the part is called, without a mnemonic; its name when no form says
 */
char *
sol_outbox_fields_get_label (const char *type, const char *path)
{
  const SolField *field;
  const SolFormField *form = sol_outbox_fields_find (type, path, &field);
  g_auto (GStrv) parts = g_strsplit (form != NULL ? _ (form->label) : "", "_", -1);

  if (form != NULL)
    return g_strjoinv ("", parts);
  return g_strdup (field != NULL ? field->name : path);
}
