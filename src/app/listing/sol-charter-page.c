/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-charter-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-charter-words.h"
#include "app/sol-error-words.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-lines-label.h"
#include "model/sol-charter.h"
#include "model/sol-mutation.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-charter-page.ui"

/**
 * SolCharterPage:
 *
 * The charter, to be read, and below it whoever signs. A signature can be undone as long as its
 * toast is there, and leaves then, or when there is a network.
 */
struct _SolCharterPage
{
  AdwBin parent_instance;

  SolForm *form;          /* (nullable): until a listing is opened, as all below */
  SolFormKeeper *keeper;  /* (nullable) */
  SolAccountStore *store; /* (nullable) */
  char *organisation;     /* (nullable) */
  char *account_name;     /* (nullable): of who may sign; else %NULL */
  gboolean again;         /* he wants to sign what is signed */
  GtkLabel *title;
  GtkWidget *back;
  GtkScrolledWindow *scroller;
  GtkBox *preamble;
  GtkBox *commitments;
  GtkBox *signing;
  GtkLabel *state;
  GtkLabel *signature;
  GtkWidget *waiting;
  GtkWidget *fields;
  SolEntryField *name;
  SolEntryField *role;
  GtkWidget *sign;
  GtkLabel *refusal;
  GtkWidget *renew;
  GtkWidget *others;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolCharterPage, sol_charter_page, ADW_TYPE_BIN)

static void
fill_texts (GtkBox *box, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    gtk_box_append (box, sol_lines_label_new (texts->pdata[i], NULL));
}

static GtkWidget *
make_commitment (const SolCommitment *commitment)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = g_strdup_printf (
      "%s. %s", commitment->criterion, sol_referential_label ("criteria", commitment->criterion));

  gtk_box_append (GTK_BOX (box), sol_lines_label_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), sol_lines_label_new (commitment->text, NULL));
  return box;
}

static void
fill_charter (SolCharterPage *self)
{
  const SolCharter *charter = sol_charter_get_newest ();

  gtk_label_set_label (self->title, charter->title);
  fill_texts (self->preamble, charter->preamble);
  for (guint i = 0; i < charter->n_commitments; i++)
    gtk_box_append (self->commitments, make_commitment (&charter->commitments[i]));
  fill_texts (self->signing, charter->signing);
}

static SolRecord *
get_listing (SolCharterPage *self)
{
  return sol_form_get_record (self->form);
}

static SolCharterState
get_state (SolCharterPage *self)
{
  g_autofree char *today = sol_charter_words_get_today ();

  return sol_listing_charter_get_state (get_listing (self), today);
}

static gboolean
is_waiting (SolCharterPage *self)
{
  guint index;

  sol_record_find_field (get_listing (self), "charter", &index);
  return sol_form_get_mark (self->form, index, NULL) == SOL_FORM_MARK_WAITING;
}

static void
show_signature (SolCharterPage *self)
{
  SolItem *signature = sol_listing_charter_get_signature (get_listing (self));
  g_autofree char *state = sol_charter_words_say_state (
      signature != NULL ? sol_item_get_text (signature, "until") : NULL);
  g_autofree char *who = signature != NULL ? sol_charter_words_say_signature (signature) : NULL;

  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->signature, who != NULL ? who : "");
  gtk_widget_set_visible (GTK_WIDGET (self->signature), who != NULL);
  gtk_widget_set_visible (self->waiting, is_waiting (self));
}

/* Who may sign does so where nothing is in force, or soon will not be; else once he wants to. */
static void
show (SolCharterPage *self)
{
  const gboolean may = self->account_name != NULL && sol_form_get_editable (self->form);
  const gboolean due = get_state (self) != SOL_CHARTER_IN_FORCE;

  show_signature (self);
  gtk_widget_set_visible (self->fields, may && (due || self->again));
  gtk_widget_set_visible (self->renew, may && !due && !self->again);
  gtk_widget_set_visible (self->others, self->account_name == NULL);
}

static void
on_changed (SolCharterPage *self, guint index)
{
  if (g_str_equal (SOL_RECORD_GET_CLASS (get_listing (self))->fields[index].name, "charter"))
    show (self);
}

static void
on_back (SolCharterPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* As the next one, it may come a moment after the key that it is of, when the page was left. */
static void
on_renew (SolCharterPage *self)
{
  if (self->form == NULL)
    return;
  self->again = TRUE;
  show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static SolMutation *
make_signature (SolCharterPage *self)
{
  SolMutation *mutation = sol_mutation_new (NULL, 0, "listing",
                                            sol_form_keeper_get_id (self->keeper));

  g_free (mutation->op);
  mutation->op = g_strdup (SOL_LISTING_SIGN_CHARTER);
  mutation->patch->set = json_object_new ();
  json_object_set_int_member (mutation->patch->set, "edition", sol_charter_get_newest ()->edition);
  json_object_set_string_member (mutation->patch->set, "name",
                                 sol_entry_field_get_text (self->name));
  json_object_set_string_member (mutation->patch->set, "role",
                                 sol_entry_field_get_text (self->role));
  return mutation;
}

static void
act (SolCharterPage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (SolMutation) mutation = make_signature (self);

  self->again = FALSE;
  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), self->store, mutation, self->organisation,
                      _ ("Charter signed"));
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCharterPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (sol_form_keeper_send_finish (SOL_FORM_KEEPER (source), result, &error))
    {
      if (self->keeper == SOL_FORM_KEEPER (source))
        act (self);
      return;
    }
  if (self->keeper != SOL_FORM_KEEPER (source))
    return;
  words = sol_error_words_say (error);
  gtk_label_set_label (self->refusal, words);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static gboolean
is_told (SolEntryField *field, const char *refusal)
{
  const char *text = sol_entry_field_get_text (field);

  if (text[strspn (text, " \t")] != '\0')
    return TRUE;
  sol_entry_field_refuse (field, refusal);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  return FALSE;
}

/* One that is on this computer alone so far is sent before it is signed. */
static void
on_sign (SolCharterPage *self)
{
  if (self->form == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  if (!is_told (self->name, _ ("Say who signs.")) ||
      !is_told (self->role, _ ("Say as what: manager, president, director.")))
    return;
  if (sol_form_keeper_get_exists (self->keeper))
    act (self);
  else
    sol_form_keeper_send_async (self->keeper, NULL, on_begun, g_object_ref (self));
}

static void
on_name_activate (SolCharterPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->role));
}

static void
sol_charter_page_dispose (GObject *object)
{
  sol_charter_page_let_go (SOL_CHARTER_PAGE (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CHARTER_PAGE);
  G_OBJECT_CLASS (sol_charter_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, back);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, preamble);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, commitments);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, signing);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, state);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, signature);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, fields);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, role);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, sign);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, renew);
  gtk_widget_class_bind_template_child (widget_class, SolCharterPage, others);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_name_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_renew);
  gtk_widget_class_bind_template_callback (widget_class, on_sign);
}

static void
sol_charter_page_class_init (SolCharterPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sol_charter_page_dispose;

  /* Back to the listing. */
  signals[CLOSED] = g_signal_new ("closed", SOL_TYPE_CHARTER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sol_charter_page_init (SolCharterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_charter (self);
}

/* What he signed with the last time, else what his account says. */
static void
fill_fields (SolCharterPage *self)
{
  SolItem *signature = sol_listing_charter_get_signature (get_listing (self));
  const char *role = signature != NULL ? sol_item_get_text (signature, "role") : NULL;

  sol_entry_field_set_text (self->name, self->account_name != NULL ? self->account_name : "");
  sol_entry_field_set_text (self->role, role != NULL ? role : "");
}

/**
 * sol_charter_page_open:
 * @form: of a listing
 * @keeper: of @form, ready
 * @store: of the account that signs
 * @owner: whose listing it is; it is not kept
 */
void
sol_charter_page_open (SolCharterPage *self,
                       SolForm *form,
                       SolFormKeeper *keeper,
                       SolAccountStore *store,
                       const SolListingOwner *owner)
{
  sol_charter_page_let_go (self);
  self->form = g_object_ref (form);
  self->keeper = g_object_ref (keeper);
  self->store = g_object_ref (store);
  self->organisation = g_strdup (owner->organisation);
  if (owner->roles & SOL_ROLE_MANAGER)
    self->account_name = g_strdup (owner->account_name != NULL ? owner->account_name : "");
  g_signal_connect_object (form, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "marked", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  fill_fields (self);
  show (self);
}

/* Lets the form go. */
void
sol_charter_page_let_go (SolCharterPage *self)
{
  if (self->form == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_clear_object (&self->keeper);
  g_clear_object (&self->store);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->account_name, g_free);
  self->again = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
}

gboolean
sol_charter_page_is_open (SolCharterPage *self)
{
  return self->form != NULL;
}

/* Puts the focus where it begins, so that it is read from there. */
void
sol_charter_page_focus (SolCharterPage *self)
{
  gtk_widget_grab_focus (self->back);
}
