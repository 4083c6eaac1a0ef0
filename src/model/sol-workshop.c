/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-workshop.h"

#include "model/sol-grant.h"
#include "model/sol-item-list.h"
#include "model/sol-limits.h"
#include "model/sol-link.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"
#include "model/sol-uuid.h"
#include "model/sol-workshop-moves.h"

#define DAY (24 * 3600)

/**
 * SolWorkshop:
 *
 * An hour or two around a table: an animator has several structures say what is difficult for them,
 * and writes down what they find in common. It is his organisation's; those who sit there see it as
 * the #SolWorkshopTable, in a space of their own, beside what each shares of its page.
 */
struct _SolWorkshop
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolWorkshop, sol_workshop, SOL_TYPE_RECORD)

/**
 * SolWorkshopTable:
 *
 * A #SolWorkshop as all who sit there see it: who came, not who was asked or went.
 */
struct _SolWorkshopTable
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolWorkshopTable, sol_workshop_table, SOL_TYPE_RECORD)

static const SolField seat_fields[] = {
  { "organisation", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 36 },
  { "name", SOL_FIELD_TEXT, SOL_FIELD_TITLE, 255 },
  { "role", SOL_FIELD_CODE, SOL_FIELD_REQUIRED, 16 },
  { "since", SOL_FIELD_INSTANT, SOL_FIELD_OPTIONAL, 20 },
};

const SolFieldTable sol_workshop_seat_table = { seat_fields, G_N_ELEMENTS (seat_fields) };

static const SolField theme_fields[] = {
  { "name", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 80 },
};

const SolFieldTable sol_workshop_theme_table = { theme_fields, G_N_ELEMENTS (theme_fields) };

static const SolField finding_fields[] = {
  { "text", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 500 },
  { "theme", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 },
};

const SolFieldTable sol_workshop_finding_table = { finding_fields, G_N_ELEMENTS (finding_fields) };

static const SolField action_fields[] = {
  { "text", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 500 },
  { "who", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 120 },
  { "due", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
  { "done", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },
};

const SolFieldTable sol_workshop_action_table = { action_fields, G_N_ELEMENTS (action_fields) };

/* @written: flag of what the animator writes, and nobody in the copy. */
#define FIELDS(written)                                                                      \
  { "title", SOL_FIELD_TEXT, (written) | SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 255 },        \
      { "day", SOL_FIELD_DATE, (written), 10 }, { "venue", SOL_FIELD_TEXT, (written), 255 }, \
      { "link", SOL_FIELD_TEXT, (written), 500, .check = sol_link_is_site },                 \
      { "themes", SOL_FIELD_ITEMS, (written), 20, .items = &sol_workshop_theme_table },      \
      { "findings", SOL_FIELD_ITEMS, (written), SOL_WORKSHOP_MAX_NOTES,                      \
        .items = &sol_workshop_finding_table },                                              \
      { "actions", SOL_FIELD_ITEMS, (written), SOL_WORKSHOP_MAX_NOTES,                       \
        .items = &sol_workshop_action_table },                                               \
      { "seats", SOL_FIELD_ITEMS, SOL_FIELD_SERVER, SOL_WORKSHOP_MAX_SEATS,                  \
        .items = &sol_workshop_seat_table },                                                 \
  {                                                                                          \
    "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16                                            \
  }

static const SolField fields[] = { FIELDS (SOL_FIELD_OPTIONAL) };

static const SolField table_fields[] = {
  FIELDS (SOL_FIELD_SERVER),
  { "workshop", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "workshop" },
};

/* Whoever acts for those who sit there sees its space. */
static const SolGrant grants[] = {
  { "seats", "organisation", "role", SOL_SCOPE_KIND_SPACE, .organisations = TRUE },
  { NULL },
};

/* Whether one may still come to it. @workshop: or its table */
gboolean
sol_workshop_is_open (SolRecord *workshop)
{
  return g_strcmp0 (sol_record_get_text (workshop, "state"), SOL_WORKSHOP_CLOSED) != 0;
}

/**
 * sol_workshop_get_role:
 * @workshop: or its table
 *
 * Returns: (nullable): what the organisation is to it; %NULL: nothing
 */
const char *
sol_workshop_get_role (SolRecord *workshop, const char *organisation)
{
  GPtrArray *seats = sol_record_get_items (workshop, "seats");
  SolItem *seat = seats != NULL ? sol_item_list_find (seats, organisation, NULL) : NULL;

  return seat != NULL ? sol_item_get_text (seat, "role") : NULL;
}

/**
 * sol_workshop_count_joined:
 * @workshop: or its table
 *
 * Returns: how many structures sit there
 */
guint
sol_workshop_count_joined (SolRecord *workshop)
{
  GPtrArray *seats = sol_record_get_items (workshop, "seats");
  guint n = 0;

  for (guint i = 0; seats != NULL && i < seats->len; i++)
    n += g_strcmp0 (sol_item_get_text (seats->pdata[i], "role"), SOL_WORKSHOP_JOINED) == 0;
  return n;
}

/* Returns: (transfer full): the id of the one page that the organisation has there */
char *
sol_workshop_make_page_id (const char *workshop, const char *organisation)
{
  return sol_uuid_from_name (workshop, organisation);
}

static gboolean
check_partner (SolRecord *organisation, GError **error)
{
  return (organisation != NULL &&
          g_strcmp0 (sol_record_get_text (organisation, "kind"), "partner") == 0) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "partner",
                           "A workshop is held by a partner organisation");
}

static gboolean
open_one (SolRecord *workshop, const SolOperationContext *context, GError **error)
{
  const char *id = context->actor->organisation;
  g_autoptr (SolRecord) organisation = context->read (context->data, "organisation", id);

  if (!check_partner (organisation, error))
    return FALSE;
  sol_record_set_text (workshop, "state", SOL_WORKSHOP_OPEN);
  return sol_workshop_seat (workshop, id, sol_record_get_text (organisation, "name"),
                            SOL_WORKSHOP_ORGANISER, context->moment, error);
}

/* Those who sit there would lose their table: it is closed instead. */
static gboolean
check_empty (SolRecord *workshop, GError **error)
{
  return sol_workshop_count_joined (workshop) == 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "seats",
                           "Structures sit there: close it");
}

static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  if (!(context->actor->roles & SOL_ROLE_ANIMATOR))
    return sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "animator",
                             "Only an animator holds one");
  if (edited == NULL)
    return check_empty (before, error);
  if (sol_record_get_text (edited, "title") == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, "title", "A workshop has a title");
  return before != NULL || open_one (edited, context, error);
}

static char *
get_space (SolRecord *workshop)
{
  return sol_scope_new (SOL_SCOPE_KIND_SPACE, sol_record_get_id (workshop));
}

static gboolean
is_shown (SolRecord *workshop)
{
  return TRUE;
}

static gboolean
sits (SolItem *seat)
{
  return sol_grant_parse_role (sol_item_get_text (seat, "role")) != SOL_ROLE_NONE;
}

/* Who was asked and did not come is nobody's affair but the animator's. */
static void
fill_table (SolRecord *table, SolRecord *workshop)
{
  GPtrArray *seats = sol_record_get_items (workshop, "seats");
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; seats != NULL && i < seats->len; i++)
    if (sits (seats->pdata[i]))
      g_ptr_array_add (shown, g_object_ref (seats->pdata[i]));
  sol_record_set_items (table, "seats", shown);
  sol_record_set_text (table, "workshop", sol_record_get_id (workshop));
}

static const SolProjection projections[] = {
  { "workshop_table", get_space, NULL, is_shown, .fill = fill_table },
  { NULL },
};

static const SolQuota quotas[] = {
  { .within = DAY, .most = 20 },
  { .most = 500 },
  { .most = 0 },
};

static void
sol_workshop_class_init (SolWorkshopClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->operations = sol_workshop_operations;
  record_class->projections = projections;
  record_class->grants = grants;
  record_class->quotas = quotas;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_workshop_init (SolWorkshop *self)
{
}

static void
sol_workshop_table_class_init (SolWorkshopTableClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), table_fields,
                                   G_N_ELEMENTS (table_fields));
}

static void
sol_workshop_table_init (SolWorkshopTable *self)
{
}
