/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-workshop-page.h"

#include "model/sol-grant.h"
#include "model/sol-item-list.h"
#include "model/sol-model-error.h"
#include "model/sol-projection.h"
#include "model/sol-workshop-moves.h"
#include "model/sol-workshop.h"

/**
 * SolWorkshopPage:
 *
 * What a structure writes at a workshop, and keeps: what is difficult for it, what it could share,
 * what it will do. The server makes it when the structure is asked, or comes.
 */
struct _SolWorkshopPage
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolWorkshopPage, sol_workshop_page, SOL_TYPE_RECORD)

/**
 * SolWorkshopShare:
 *
 * What the others at the table see of a #SolWorkshopPage: not what it keeps for itself.
 */
struct _SolWorkshopShare
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolWorkshopShare, sol_workshop_share, SOL_TYPE_RECORD)

#define TEXT                                                          \
  {                                                                   \
    "text", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 500 \
  }
#define THEME                                       \
  {                                                 \
    "theme", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 \
  }
/* For itself: nobody else ever sees it. */
#define KEPT                                      \
  {                                               \
    "kept", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 \
  }

static const SolField difficulty_fields[] = {
  TEXT,
  THEME,
  { "weight", SOL_FIELD_NUMBER, SOL_FIELD_OPTIONAL, 3 }, /* 1 a little to 3 a lot */
  KEPT,
};

const SolFieldTable sol_workshop_difficulty_table = { difficulty_fields,
                                                      G_N_ELEMENTS (difficulty_fields) };

static const SolField strength_fields[] = { TEXT, THEME, KEPT };

const SolFieldTable sol_workshop_strength_table = { strength_fields,
                                                    G_N_ELEMENTS (strength_fields) };

static const SolField action_fields[] = {
  TEXT,
  { "who", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 120 },
  { "due", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 },
  { "done", SOL_FIELD_FLAG, SOL_FIELD_OPTIONAL, 0 },
  KEPT,
};

const SolFieldTable sol_workshop_own_action_table = { action_fields, G_N_ELEMENTS (action_fields) };

static const char *const lists[] = { "difficulties", "strengths", "actions" };

/* @written: flag of what the structure writes, and nobody in the copy. */
#define FIELDS(written)                                                                      \
  { "difficulties", SOL_FIELD_ITEMS, (written), SOL_WORKSHOP_MAX_NOTES,                      \
    .items = &sol_workshop_difficulty_table },                                               \
      { "strengths", SOL_FIELD_ITEMS, (written), SOL_WORKSHOP_MAX_NOTES,                     \
        .items = &sol_workshop_strength_table },                                             \
      { "actions", SOL_FIELD_ITEMS, (written), SOL_WORKSHOP_MAX_NOTES,                       \
        .items = &sol_workshop_own_action_table },                                           \
      { "workshop", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "workshop" },         \
      { "organisation", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "organisation" }, \
  {                                                                                          \
    "organisation_name", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255                               \
  }

static const SolField fields[] = {
  FIELDS (SOL_FIELD_OPTIONAL),
  /* The workshop as it was the last time that it told. */
  { "title", SOL_FIELD_TEXT, SOL_FIELD_SERVER | SOL_FIELD_TITLE, 255 },
  { "day", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 },
  { "organiser", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 255 },
  { "state", SOL_FIELD_CODE, SOL_FIELD_SERVER, 16 },
};

static const SolField share_fields[] = { FIELDS (SOL_FIELD_SERVER) };

/**
 * sol_workshop_note_is_kept:
 * @note: of any list of a page
 *
 * Returns: whether the structure keeps it for itself; shared unless it says so
 */
gboolean
sol_workshop_note_is_kept (SolItem *note)
{
  const GValue *value = sol_item_get_value (note, "kept");

  return value != NULL && G_IS_VALUE (value) && g_value_get_boolean (value);
}

/* There is one for each that was asked or came, made by the server; it is kept. */
static gboolean
settle (SolRecord *edited, SolRecord *before, const SolOperationContext *context, GError **error)
{
  return (edited != NULL && before != NULL) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                           "The server alone makes pages");
}

static const char *
get_state (SolRecord *page)
{
  const char *state = sol_record_get_text (page, "state");

  return state != NULL ? state : "";
}

/* Returns: (nullable): that a page comes to; %NULL: there is none to be */
static const char *
find_state (SolRecord *workshop, const char *role)
{
  if (g_str_equal (role, SOL_WORKSHOP_INVITED))
    return SOL_WORKSHOP_PAGE_INVITED;
  if (g_str_equal (role, SOL_WORKSHOP_JOINED))
    return sol_workshop_is_open (workshop) ? SOL_WORKSHOP_PAGE_JOINED : SOL_WORKSHOP_PAGE_CLOSED;
  return g_str_equal (role, SOL_WORKSHOP_ORGANISER) ? NULL : SOL_WORKSHOP_PAGE_LEFT;
}

static SolItem *
find_seat (SolRecord *workshop, const char *role, const char *organisation)
{
  GPtrArray *seats = sol_record_get_items (workshop, "seats");

  for (guint i = 0; seats != NULL && i < seats->len; i++)
    if (role != NULL
            ? g_strcmp0 (sol_item_get_text (seats->pdata[i], "role"), role) == 0
            : g_strcmp0 (sol_item_get_text (seats->pdata[i], "organisation"), organisation) == 0)
      return seats->pdata[i];
  return NULL;
}

static void
describe (SolRecord *page, SolRecord *workshop, SolItem *seat)
{
  SolItem *organiser = find_seat (workshop, SOL_WORKSHOP_ORGANISER, NULL);

  sol_record_set_text (page, "workshop", sol_record_get_id (workshop));
  sol_record_set_text (page, "organisation", sol_item_get_text (seat, "organisation"));
  sol_record_set_text (page, "organisation_name", sol_item_get_text (seat, "name"));
  sol_record_set_text (page, "title", sol_record_get_text (workshop, "title"));
  sol_record_set_text (page, "day", sol_record_get_text (workshop, "day"));
  sol_record_set_text (page, "organiser",
                       organiser != NULL ? sol_item_get_text (organiser, "name") : NULL);
}

/* (transfer full): as it is, or a new one */
static SolRecord *
read_page (SolRecord *workshop, const char *organisation, SolOperationContext *context)
{
  g_autofree char *id = sol_workshop_make_page_id (sol_record_get_id (workshop), organisation);
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, organisation);
  g_autoptr (JsonObject) nothing = json_object_new ();
  SolRecord *page = context->read (context->data, "workshop_page", id);

  if (page != NULL)
    return page;
  page = sol_record_new (SOL_TYPE_WORKSHOP_PAGE, 0);
  sol_record_load (page, id, scope, 0, nothing);
  return page;
}

/**
 * sol_workshop_page_follow:
 * @organisation: that has a seat in @workshop
 *
 * Has its page say what the workshop says of it: an effect, of the server alone, which has them.
 */
void
sol_workshop_page_follow (SolRecord *workshop,
                          const char *organisation,
                          SolOperationContext *context)
{
  SolItem *seat = find_seat (workshop, NULL, organisation);
  const char *state = seat != NULL ? find_state (workshop, sol_item_get_text (seat, "role")) : NULL;
  g_autoptr (SolRecord) page = NULL;

  if (state == NULL || context->find == NULL)
    return;
  page = read_page (workshop, organisation, context);
  if (g_str_equal (get_state (page), state) && g_str_equal (state, SOL_WORKSHOP_PAGE_LEFT))
    return;
  describe (page, workshop, seat);
  sol_record_set_text (page, "state", state);
  sol_operation_add_effect (context, page, FALSE, TRUE);
}

static gboolean
check_own (SolRecord *page, const SolActor *actor, GError **error)
{
  return sol_scope_may_write (sol_record_get_scope (page), actor) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "member",
                           "Only its structure says so");
}

static gboolean
check_state (SolRecord *page, const char *const *states, GError **error)
{
  return g_strv_contains (states, get_state (page)) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, get_state (page), "It is past that");
}

/* At the server, which has the workshop too. */
static gboolean
tell_workshop (SolRecord *page, const char *role, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord) workshop = NULL;

  if (context->find == NULL)
    return TRUE;
  workshop = context->read (context->data, "workshop", sol_record_get_text (page, "workshop"));
  if (workshop == NULL)
    return g_str_equal (role, SOL_WORKSHOP_LEFT) ||
           sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "workshop",
                             "The workshop is gone");
  if (!sol_workshop_seat (workshop, sol_record_get_text (page, "organisation"), NULL, role,
                          context->moment, error))
    return FALSE;
  sol_operation_add_effect (context, workshop, FALSE, TRUE);
  return TRUE;
}

/* Whom the animator sent away does not come back by himself, nor anybody after the end. */
static gboolean
check_welcome (SolRecord *page, SolOperationContext *context, GError **error)
{
  g_autoptr (SolRecord) workshop = NULL;

  if (context->find == NULL)
    return TRUE;
  workshop = context->read (context->data, "workshop", sol_record_get_text (page, "workshop"));
  if (workshop != NULL && !sol_workshop_is_open (workshop))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, SOL_WORKSHOP_CLOSED,
                             "It is closed");
  return workshop == NULL ||
         g_strcmp0 (sol_workshop_get_role (workshop, sol_record_get_text (page, "organisation")),
                    SOL_WORKSHOP_REMOVED) != 0 ||
         sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_STATE, SOL_WORKSHOP_REMOVED,
                           "It was sent away");
}

static gboolean
join (SolRecord *record,
      const SolOperation *operation,
      JsonObject *arguments,
      SolOperationContext *context,
      GError **error)
{
  static const char *const from[] = { SOL_WORKSHOP_PAGE_INVITED, SOL_WORKSHOP_PAGE_LEFT, NULL };

  if (!check_own (record, context->actor, error) || !check_state (record, from, error) ||
      !sol_operation_check_arguments (arguments, NULL, error) ||
      !check_welcome (record, context, error))
    return FALSE;
  sol_record_set_text (record, "state", SOL_WORKSHOP_PAGE_JOINED);
  return tell_workshop (record, SOL_WORKSHOP_JOINED, context, error);
}

static gboolean
leave (SolRecord *record,
       const SolOperation *operation,
       JsonObject *arguments,
       SolOperationContext *context,
       GError **error)
{
  static const char *const from[] = { SOL_WORKSHOP_PAGE_INVITED, SOL_WORKSHOP_PAGE_JOINED,
                                      SOL_WORKSHOP_PAGE_CLOSED, NULL };

  if (!check_own (record, context->actor, error) || !check_state (record, from, error) ||
      !sol_operation_check_arguments (arguments, NULL, error))
    return FALSE;
  sol_record_set_text (record, "state", SOL_WORKSHOP_PAGE_LEFT);
  return tell_workshop (record, SOL_WORKSHOP_LEFT, context, error);
}

static const SolOperation operations[] = {
  { SOL_WORKSHOP_PAGE_JOIN, join },
  { SOL_WORKSHOP_PAGE_LEAVE, leave },
  { NULL },
};

static char *
get_space (SolRecord *page)
{
  return sol_scope_new (SOL_SCOPE_KIND_SPACE, sol_record_get_text (page, "workshop"));
}

static gboolean
is_joined (SolRecord *page)
{
  return g_str_equal (get_state (page), SOL_WORKSHOP_PAGE_JOINED);
}

static gboolean
is_closed (SolRecord *page)
{
  return g_str_equal (get_state (page), SOL_WORKSHOP_PAGE_CLOSED);
}

static void
leave_out_kept (SolRecord *share, const char *list)
{
  GPtrArray *notes = sol_record_get_items (share, list);
  g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    if (!sol_workshop_note_is_kept (notes->pdata[i]))
      g_ptr_array_add (shared, g_object_ref (notes->pdata[i]));
  sol_record_set_items (share, list, shared);
}

static void
fill_share (SolRecord *share, SolRecord *page)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    leave_out_kept (share, lists[i]);
}

static gboolean
is_shared (SolRecord *page, const char *list, const char *id)
{
  GPtrArray *notes = sol_record_get_items (page, list);
  SolItem *note = notes != NULL ? sol_item_list_find (notes, id, NULL) : NULL;

  return note != NULL && !sol_workshop_note_is_kept (note);
}

/* What it removed or keeps since the end. */
static void
take_back (SolRecord *share, SolRecord *page)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GPtrArray *notes = sol_record_get_items (share, lists[i]);
      g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint j = 0; notes != NULL && j < notes->len; j++)
        if (is_shared (page, lists[i], sol_item_get_id (notes->pdata[j])))
          g_ptr_array_add (shared, g_object_ref (notes->pdata[j]));
      sol_record_set_items (share, lists[i], shared);
    }
}

static const SolProjection projections[] = {
  { "workshop_share", get_space, NULL, is_joined, is_closed, fill_share, .take_back = take_back },
  { NULL },
};

static void
sol_workshop_page_class_init (SolWorkshopPageClass *klass)
{
  SolRecordClass *record_class = SOL_RECORD_CLASS (klass);

  record_class->owner = SOL_SCOPE_KIND_ORG;
  record_class->operations = operations;
  record_class->projections = projections;
  record_class->settle = settle;
  sol_record_class_install_fields (record_class, fields, G_N_ELEMENTS (fields));
}

static void
sol_workshop_page_init (SolWorkshopPage *self)
{
}

static void
sol_workshop_share_class_init (SolWorkshopShareClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), share_fields,
                                   G_N_ELEMENTS (share_fields));
}

static void
sol_workshop_share_init (SolWorkshopShare *self)
{
}
