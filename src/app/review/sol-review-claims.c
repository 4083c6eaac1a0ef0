/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-claims.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-words.h"
#include "app/outbox/sol-outbox-fields.h"
#include "app/sol-undoable.h"
#include "model/sol-claim.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-claims.ui"

/**
 * SolReviewClaims:
 *
 * What is asked of a moderator about structures of the catalogue, to be answered by yes or no,
 * above the queue of listings: those that organisations claim, or what is said to be wrong of them.
 * It is not seen while there is nothing to answer.
 */
struct _SolReviewClaims
{
  AdwBin parent_instance;

  SolAccountStore *store; /* (nullable) */
  SolLiveList *list;      /* (nullable): with @store */
  const struct Kind *kind;
  GtkLabel *heading;
  GtkListBox *claims;
};

G_DEFINE_FINAL_TYPE (SolReviewClaims, sol_review_claims, ADW_TYPE_BIN)

typedef struct
{
  const char *field;
  const char *title;
} Fact;

/* What is asked: a type of records that have "structure", "state" and "asked_at", with the
 * operations "accept" and "refuse". */
typedef struct Kind
{
  const char *type;
  const char *heading;
  char *(*say_who) (SolRecord *call, const char *when);
  const char *no;
  const char *yes;
  const Fact *facts;
} Kind;

static const Fact claim_facts[] = {
  { "siret", N_ ("SIRET number") },
  { "city", N_ ("City") },
  { "name", N_ ("Who claims it") },
  { "message", N_ ("What they say") },
  { "holder_name", N_ ("Who has it already") },
  { NULL },
};

static const Fact correction_facts[] = {
  { "field", N_ ("What is wrong") },          { "present", N_ ("What the catalogue says") },
  { "value", N_ ("What is right") },          { "message", N_ ("How they know it") },
  { "link", N_ ("Where it can be checked") }, { NULL },
};

static const char *
get_text (SolRecord *call, const char *field)
{
  const char *text = sol_record_get_text (call, field);

  return text != NULL ? text : "";
}

static char *
say_claimed (SolRecord *call, const char *when)
{
  /* Translators: an organisation, then a day and a time */
  return g_strdup_printf (_ ("Claimed by “%s”, %s"), get_text (call, "organisation_name"), when);
}

static char *
say_proposed (SolRecord *call, const char *when)
{
  /* Translators: a person, then a day and a time */
  return g_strdup_printf (_ ("Proposed by “%s”, %s"), get_text (call, "name"), when);
}

static const Kind kinds[] = {
  { "claim_call", N_ ("Structures that are claimed"), say_claimed,
    /* Translators: %s is the name of a structure */
    N_ ("Refuse the claim of %s"), N_ ("Accept the claim of %s"), claim_facts },
  { "correction_call", N_ ("Corrections that are proposed"), say_proposed,
    /* Translators: %s is the name of a structure */
    N_ ("Refuse the correction of %s"), N_ ("Accept the correction of %s"), correction_facts },
};

static SolShownRecord *
get_shown (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "shown");
}

/* As the platform has it; what he answered is on its way.
 * @told: (nullable): the argument @name, if there is anything to be told */
static void
act (GtkWidget *row, const char *operation, const char *name, const char *told, const char *words)
{
  SolReviewClaims *self = SOL_REVIEW_CLAIMS (gtk_widget_get_ancestor (row, SOL_TYPE_REVIEW_CLAIMS));
  SolShownRecord *shown = get_shown (row);
  g_autoptr (SolMutation)
      mutation = sol_mutation_new_operation (self->kind->type, sol_shown_record_get_id (shown),
                                             operation, told != NULL ? name : NULL, told, NULL);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  g_autofree char *title = g_strjoinv (get_text (sol_shown_record_get_record (shown), "structure"),
                                       parts);

  mutation->base_rev = sol_shown_record_get_rev (shown);
  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), self->store, mutation, NULL, title);
}

/* He says who has it already, as he saw it: another may have got it meanwhile. */
static void
accept (GtkWidget *row, GtkButton *button)
{
  SolRecord *call = sol_shown_record_get_record (get_shown (row));
  const gboolean has = call != NULL &&
                       sol_record_find_field (call, "holder", &(guint){ 0 }) != NULL;

  /* Translators: %s is the name of a structure */
  act (row, "accept", "holder", has ? sol_record_get_text (call, "holder") : NULL,
       _ ("Accepted: %s"));
}

/* Without a reason it is asked for. */
static void
refuse (GtkWidget *row, GtkButton *button)
{
  GtkWidget *reason = g_object_get_data (G_OBJECT (row), "reason");
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (reason))));

  if (*typed == '\0')
    gtk_widget_grab_focus (reason);
  else
    act (row, "refuse", "remark", typed, _ ("Refused: %s"));
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
add_answers (GtkWidget *row, const Kind *kind, SolRecord *call)
{
  GtkWidget *answers = adw_action_row_new ();
  GtkWidget *reason = adw_entry_row_new ();
  GtkWidget *no = make_button (_ ("Refuse"), _ (kind->no), call);
  GtkWidget *yes = make_button (_ ("Accept"), _ (kind->yes), call);

  g_signal_connect_swapped (no, "clicked", G_CALLBACK (refuse), row);
  g_signal_connect_swapped (yes, "clicked", G_CALLBACK (accept), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answers), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Answer"), -1);
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

/* (transfer full) (nullable): a field of the catalogue by what forms call it */
static char *
print_fact (SolRecord *call, const char *field)
{
  const char *text = sol_record_get_text (call, field);

  return text != NULL && g_str_equal (field, "field")
             ? sol_outbox_fields_get_label ("listing", text)
             : g_strdup (text);
}

static void
add_facts (GtkWidget *row, const Fact *facts, SolRecord *call)
{
  for (; facts->field != NULL; facts++)
    {
      g_autofree char *value = print_fact (call, facts->field);

      add_fact (row, _ (facts->title), value);
    }
}

static GtkWidget *
make_row (const Kind *kind, SolShownRecord *shown)
{
  SolRecord *call = sol_shown_record_get_record (shown);
  const char *asked = sol_record_get_text (call, "asked_at");
  g_autofree char *when = asked != NULL ? sol_words_instant (asked) : g_strdup ("");
  g_autofree char *who = kind->say_who (call, when);
  GtkWidget *row = adw_expander_row_new ();

  g_object_set (row, "title", get_text (call, "structure"), "subtitle", who, "use-markup", FALSE,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_text (call, "structure"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  who, -1);
  g_object_set_data_full (G_OBJECT (row), "shown", g_object_ref (shown), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "call", g_object_ref (call), g_object_unref);
  add_facts (row, kind->facts, call);
  add_answers (row, kind, call);
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
        gtk_list_box_insert (self->claims, make_row (self->kind, shown), at);
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
  gtk_widget_class_bind_template_child (widget_class, SolReviewClaims, heading);
  gtk_widget_class_bind_template_child (widget_class, SolReviewClaims, claims);
}

static void
sol_review_claims_init (SolReviewClaims *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_kind (SolReviewClaims *self, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, type))
      self->kind = &kinds[i];
  gtk_label_set_label (self->heading, _ (self->kind->heading));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->claims), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->kind->heading), -1);
}

/**
 * sol_review_claims_set_store:
 * @store: (nullable): of the moderator; %NULL to let it go
 * @type: (nullable): of what is asked of him, with @store: "claim_call" or "correction_call"
 */
void
sol_review_claims_set_store (SolReviewClaims *self, SolAccountStore *store, const char *type)
{
  let_go (self);
  if (store != NULL)
    {
      show_kind (self, type);
      self->store = g_object_ref (store);
      self->list = sol_account_store_list_records (store, type);
      g_signal_connect_object (self->list, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  show (self);
}
