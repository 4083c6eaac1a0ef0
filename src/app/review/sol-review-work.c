/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-work.h"

#include <string.h>

#include "model/sol-item-list.h"
#include "model/sol-listing-remarks.h"
#include "model/sol-uuid.h"
#include "store/sol-account-drafts.h"
#include "store/sol-draft-saver.h"

#define RETRY_SECONDS 3 /* after the disk did not give what was begun */

/**
 * SolReviewWork:
 *
 * The remarks that a moderator writes on one listing, kept on this computer as he types until he
 * asks for the changes. It emits "changed" when they, or whether they are kept, did. What he wrote
 * before an earlier decision is of that one, and is let go.
 */
struct _SolReviewWork
{
  GObject parent_instance;

  SolAccountStore *store; /* (nullable): until it is stopped */
  SolRecord *review;
  SolRecord *edited; /* @review, with what he writes in place of its remarks */
  SolDraftSaver *saver;
  gboolean ready;
  gboolean unread; /* what was begun may be there: nothing is written over it */
  guint retry;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolReviewWork, sol_review_work, G_TYPE_OBJECT)

static void
tell (SolReviewWork *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sol_review_work_finalize (GObject *object)
{
  SolReviewWork *self = SOL_REVIEW_WORK (object);

  sol_review_work_stop (self);
  g_clear_object (&self->review);
  g_clear_object (&self->edited);
  G_OBJECT_CLASS (sol_review_work_parent_class)->finalize (object);
}

static void
sol_review_work_class_init (SolReviewWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_review_work_finalize;

  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_REVIEW_WORK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_review_work_init (SolReviewWork *self)
{
}

/* Since its last submission nobody decided upon it. */
static gboolean
is_of_this_turn (SolReviewWork *self, SolDraft *draft)
{
  g_autoptr (SolRecord) base = sol_draft_make_base (draft);

  return base != NULL && g_strcmp0 (sol_record_get_text (base, "state_at"),
                                    sol_record_get_text (self->review, "state_at")) == 0;
}

static void
take_draft (SolReviewWork *self, SolDraft *draft)
{
  g_autoptr (SolRecord) written = sol_draft_make_edited (draft);

  if (written == NULL)
    return;
  sol_record_set_items (self->edited, "remarks", sol_record_get_items (written, "remarks"));
  sol_record_set_text (self->edited, "remark", sol_record_get_text (written, "remark"));
}

static void read_draft (SolReviewWork *self);

static gboolean
on_read_again (gpointer user_data)
{
  SolReviewWork *self = user_data;

  self->retry = 0;
  read_draft (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_disk (SolReviewWork *self)
{
  self->unread = TRUE;
  if (self->retry == 0)
    self->retry = g_timeout_add_seconds (RETRY_SECONDS, on_read_again, self);
  tell (self);
}

static void
on_draft (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolReviewWork) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolDraft)
      draft = sol_account_store_get_draft_finish (SOL_ACCOUNT_STORE (source), result, &error);

  if (self->store == NULL)
    return;
  if (error != NULL)
    {
      wait_for_disk (self);
      return;
    }
  if (draft != NULL && is_of_this_turn (self, draft))
    take_draft (self, draft);
  else if (draft != NULL)
    sol_account_store_discard_draft_async (self->store, "listing_review",
                                           sol_record_get_id (self->review), NULL, TRUE, NULL, NULL,
                                           NULL);
  self->saver = sol_draft_saver_new (self->store, "listing_review", NULL, self->review,
                                     self->edited);
  g_signal_connect_object (self->saver, "notify::saved", G_CALLBACK (tell), self,
                           G_CONNECT_SWAPPED);
  self->ready = TRUE;
  self->unread = FALSE;
  tell (self);
}

static void
read_draft (SolReviewWork *self)
{
  sol_account_store_get_draft_async (self->store, "listing_review",
                                     sol_record_get_id (self->review), NULL, NULL, on_draft,
                                     g_object_ref (self));
}

/**
 * sol_review_work_new:
 * @review: a listing_review
 *
 * Returns: (transfer full): to be stopped before @store is closed
 */
SolReviewWork *
sol_review_work_new (SolAccountStore *store, SolRecord *review)
{
  SolReviewWork *self = g_object_new (SOL_TYPE_REVIEW_WORK, NULL);

  self->store = g_object_ref (store);
  self->review = sol_record_copy (review);
  self->edited = sol_record_copy (review);
  sol_listing_remarks_clear (self->edited);
  read_draft (self);
  return self;
}

static void
on_last_saved (GObject *source, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!sol_draft_saver_flush_finish (SOL_DRAFT_SAVER (source), result, &error))
    g_warning ("The last remark could not be kept: %s", error->message);
}

/* Has what was typed last on the disk before whatever is done next. */
void
sol_review_work_keep (SolReviewWork *self)
{
  if (self->saver != NULL && !sol_draft_saver_get_saved (self->saver))
    sol_draft_saver_flush_async (self->saver, NULL, on_last_saved, NULL);
}

/* Keeps what was typed last, and lets the store go. */
void
sol_review_work_stop (SolReviewWork *self)
{
  if (self->saver != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->saver, self);
      sol_review_work_keep (self);
      sol_draft_saver_stop (self->saver);
    }
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_object (&self->saver);
  g_clear_object (&self->store);
}

/* Returns: whether what was written before is there */
gboolean
sol_review_work_get_ready (SolReviewWork *self)
{
  return self->ready;
}

/* Returns: whether the disk does not give what was written before; it is asked again */
gboolean
sol_review_work_get_unread (SolReviewWork *self)
{
  return self->unread;
}

/* Returns: whether all of it is on the disk */
gboolean
sol_review_work_get_kept (SolReviewWork *self)
{
  return self->saver == NULL || sol_draft_saver_get_saved (self->saver);
}

/* Returns: how many remarks there are */
guint
sol_review_work_count (SolReviewWork *self)
{
  GPtrArray *remarks = sol_record_get_items (self->edited, "remarks");

  return (remarks != NULL ? remarks->len : 0) +
         (sol_record_get_text (self->edited, "remark") != NULL);
}

static SolItem *
find (SolReviewWork *self, const char *field)
{
  GPtrArray *remarks = sol_record_get_items (self->edited, "remarks");

  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    if (g_strcmp0 (sol_item_get_text (remarks->pdata[i], "field"), field) == 0)
      return remarks->pdata[i];
  return NULL;
}

/**
 * sol_review_work_get:
 * @field: a path, or %SOL_REVIEW_WHOLE
 *
 * Returns: (transfer none) (nullable): what is remarked of it
 */
const char *
sol_review_work_get (SolReviewWork *self, const char *field)
{
  SolItem *remark = find (self, field);

  if (g_str_equal (field, SOL_REVIEW_WHOLE))
    return sol_record_get_text (self->edited, "remark");
  return remark != NULL ? sol_item_get_text (remark, "text") : NULL;
}

static GPtrArray *
copy_remarks (SolReviewWork *self)
{
  guint index;

  sol_record_find_field (self->edited, "remarks", &index);
  return sol_item_list_copy (sol_record_get_value (self->edited, index));
}

static void
set_at_field (SolReviewWork *self, const char *field, const char *text)
{
  g_autoptr (GPtrArray) remarks = copy_remarks (self);
  SolItem *known = find (self, field);
  g_autofree char *id = known != NULL ? g_strdup (sol_item_get_id (known)) : sol_uuid_new ();
  g_autofree char *at = known != NULL ? g_strdup (sol_item_get_at (known))
                                      : sol_item_list_get_end (remarks);
  guint index;

  if (text != NULL)
    {
      SolItem *remark = sol_item_new (&sol_listing_remark_table, id, at);

      sol_item_set_text (remark, "field", field);
      sol_item_set_text (remark, "text", text);
      sol_item_list_put (remarks, remark);
    }
  else if (sol_item_list_find (remarks, id, &index) != NULL)
    g_ptr_array_remove_index (remarks, index);
  sol_record_set_items (self->edited, "remarks", remarks->len > 0 ? remarks : NULL);
}

/**
 * sol_review_work_set:
 * @field: a path, or %SOL_REVIEW_WHOLE
 * @text: (nullable): what is remarked; nothing takes the remark away
 */
void
sol_review_work_set (SolReviewWork *self, const char *field, const char *text)
{
  const char *kept = text != NULL && *text != '\0' ? text : NULL;

  if (!self->ready || g_strcmp0 (sol_review_work_get (self, field), kept) == 0)
    return;
  if (g_str_equal (field, SOL_REVIEW_WHOLE))
    sol_record_set_text (self->edited, "remark", kept);
  else
    set_at_field (self, field, kept);
  if (self->saver != NULL)
    sol_draft_saver_touch (self->saver);
  tell (self);
}

static void
add_argument (SolReviewWork *self, JsonObject *arguments, const char *name)
{
  guint index;
  const GValue *value;

  sol_record_find_field (self->edited, name, &index);
  value = sol_record_get_value (self->edited, index);
  if (!sol_value_is_empty (value))
    json_object_set_member (arguments, name, sol_value_to_json (value));
}

/* Returns: (transfer full): asks for what was remarked */
SolMutation *
sol_review_work_make_act (SolReviewWork *self)
{
  SolMutation *mutation = sol_mutation_new_operation (
      "listing_review", sol_record_get_id (self->review), "ask_changes", NULL);

  if (mutation->patch->set == NULL)
    mutation->patch->set = json_object_new ();
  add_argument (self, mutation->patch->set, "remark");
  add_argument (self, mutation->patch->set, "remarks");
  return mutation;
}
