/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-claims.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-words.h"
#include "app/sol-undoable.h"
#include "model/sol-claim.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-claims.ui"

/**
 * SolReviewClaims:
 *
 * The structures of the catalogue that organisations claim, for a moderator to answer, above the
 * queue of listings. It is not seen while there is nothing to answer.
 */
struct _SolReviewClaims
{
  AdwBin parent_instance;

  SolAccountStore *store; /* (nullable) */
  SolLiveList *list;      /* (nullable): with @store */
  GtkListBox *claims;
};

G_DEFINE_FINAL_TYPE (SolReviewClaims, sol_review_claims, ADW_TYPE_BIN)

static SolShownRecord *
get_shown (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "shown");
}

static const char *
get_text (SolRecord *call, const char *field)
{
  const char *text = sol_record_get_text (call, field);

  return text != NULL ? text : "";
}

/* As the platform has it; what he answered is on its way. */
static void
act (SolReviewClaims *self, SolShownRecord *shown, SolMutation *owned_mutation, const char *words)
{
  g_autoptr (SolMutation) mutation = owned_mutation;
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  g_autofree char *title = g_strjoinv (get_text (sol_shown_record_get_record (shown), "structure"),
                                       parts);

  mutation->base_rev = sol_shown_record_get_rev (shown);
  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), self->store, mutation, NULL, title);
}

static void
accept (GtkWidget *row, GtkButton *button)
{
  SolShownRecord *shown = get_shown (row);
  GtkWidget *self = gtk_widget_get_ancestor (row, SOL_TYPE_REVIEW_CLAIMS);

  act (SOL_REVIEW_CLAIMS (self), shown,
       sol_mutation_new_operation ("claim_call", sol_shown_record_get_id (shown), "accept", NULL),
       /* Translators: %s is the name of a structure */
       _ ("Accepted: %s"));
}

/* Without a reason it is asked for. */
static void
refuse (GtkWidget *row, GtkButton *button)
{
  GtkWidget *reason = g_object_get_data (G_OBJECT (row), "reason");
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (reason))));
  SolShownRecord *shown = get_shown (row);
  GtkWidget *self = gtk_widget_get_ancestor (row, SOL_TYPE_REVIEW_CLAIMS);

  if (*typed == '\0')
    {
      gtk_widget_grab_focus (reason);
      return;
    }
  act (SOL_REVIEW_CLAIMS (self), shown,
       sol_mutation_new_operation ("claim_call", sol_shown_record_get_id (shown), "refuse",
                                   "remark", typed, NULL),
       _ ("Refused: %s"));
}

static GtkWidget *
make_button (const char *label, const char *words, SolRecord *call)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  g_autofree char *said = g_strjoinv (get_text (call, "structure"), parts);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

static void
add_answers (GtkWidget *row, SolRecord *call)
{
  GtkWidget *answers = adw_action_row_new ();
  GtkWidget *reason = adw_entry_row_new ();
  /* Translators: %s is the name of a structure */
  GtkWidget *no = make_button (_ ("Refuse"), _ ("Refuse the claim of %s"), call);
  GtkWidget *yes = make_button (_ ("Accept"), _ ("Accept the claim of %s"), call);

  gtk_widget_add_css_class (yes, "suggested-action");
  g_signal_connect_swapped (no, "clicked", G_CALLBACK (refuse), row);
  g_signal_connect_swapped (yes, "clicked", G_CALLBACK (accept), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (answers), no);
  adw_action_row_add_suffix (ADW_ACTION_ROW (answers), yes);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (reason),
                                 _ ("Why, if you refuse; they read it"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (reason))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why, if you refuse; they read it"), -1);
  g_object_set_data (G_OBJECT (row), "reason", reason);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), reason);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), answers);
}

static void
add_fact (GtkWidget *row, const char *title, const char *value)
{
  GtkWidget *fact;

  if (value == NULL || *value == '\0')
    return;
  fact = adw_action_row_new ();
  g_object_set (fact, "title", title, "subtitle", value, "use-markup", FALSE, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), fact);
}

static GtkWidget *
make_row (SolShownRecord *shown)
{
  SolRecord *call = sol_shown_record_get_record (shown);
  const char *asked = sol_record_get_text (call, "asked_at");
  g_autofree char *when = asked != NULL ? sol_words_instant (asked) : g_strdup ("");
  /* Translators: an organisation, then a day and a time */
  g_autofree char *who = g_strdup_printf (_ ("Claimed by “%s”, %s"),
                                          get_text (call, "organisation_name"), when);
  GtkWidget *row = adw_expander_row_new ();

  g_object_set (row, "title", get_text (call, "structure"), "subtitle", who, "use-markup", FALSE,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, who,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), "shown", g_object_ref (shown), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "call", g_object_ref (call), g_object_unref);
  add_fact (row, _ ("SIRET number"), sol_record_get_text (call, "siret"));
  add_fact (row, _ ("City"), sol_record_get_text (call, "city"));
  add_fact (row, _ ("Who claims it"), sol_record_get_text (call, "name"));
  add_fact (row, _ ("What they say"), sol_record_get_text (call, "message"));
  add_fact (row, _ ("Who has it already"), sol_record_get_text (call, "holder_name"));
  add_answers (row, call);
  return row;
}

/* What he answered waits to be sent, and is no longer his to answer. */
static gboolean
is_open (SolRecord *call)
{
  return call != NULL && g_strcmp0 (sol_record_get_text (call, "state"), SOL_CLAIM_ASKED) == 0;
}

/* Whether it stays: what is typed in it does, whatever others claim meanwhile. */
static gboolean
is_current (SolReviewClaims *self, GtkWidget *row)
{
  SolRecord *call = sol_shown_record_get_record (get_shown (row));
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  if (!is_open (call) || call != g_object_get_data (G_OBJECT (row), "call"))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (shown == get_shown (row))
        return TRUE;
    }
  return FALSE;
}

static void
remove_past (SolReviewClaims *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->claims));

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (!is_current (self, row))
        gtk_list_box_remove (self->claims, row);
      row = next;
    }
}

static void
show (SolReviewClaims *self)
{
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  int at = 0;

  remove_past (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->claims, at);

      if (!is_open (sol_shown_record_get_record (shown)))
        continue;
      if (row == NULL || get_shown (GTK_WIDGET (row)) != shown)
        gtk_list_box_insert (self->claims, make_row (shown), at);
      at++;
    }
  while (gtk_list_box_get_row_at_index (self->claims, at) != NULL) /* of another order */
    gtk_list_box_remove (self->claims,
                         GTK_WIDGET (gtk_list_box_get_row_at_index (self->claims, at)));
  gtk_widget_set_visible (GTK_WIDGET (self), at > 0);
}

static void
let_go (SolReviewClaims *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
}

static void
sol_review_claims_dispose (GObject *object)
{
  let_go (SOL_REVIEW_CLAIMS (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_REVIEW_CLAIMS);
  G_OBJECT_CLASS (sol_review_claims_parent_class)->dispose (object);
}

static void
sol_review_claims_class_init (SolReviewClaimsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_review_claims_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolReviewClaims, claims);
}

static void
sol_review_claims_init (SolReviewClaims *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_review_claims_set_store:
 * @store: (nullable): of the moderator; %NULL to let it go
 */
void
sol_review_claims_set_store (SolReviewClaims *self, SolAccountStore *store)
{
  let_go (self);
  if (store != NULL)
    {
      self->store = g_object_ref (store);
      self->list = sol_account_store_list_records (store, "claim_call");
      g_signal_connect_object (self->list, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  show (self);
}
