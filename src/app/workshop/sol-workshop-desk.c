/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-desk.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/form/sol-typed.h"
#include "app/sol-format.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-wrap-box.h"
#include "app/workshop/sol-note-list.h"
#include "app/workshop/sol-workshop-act.h"
#include "app/workshop/sol-workshop-gathered.h"
#include "app/workshop/sol-workshop-paper.h"
#include "app/workshop/sol-workshop-seats.h"
#include "app/workshop/sol-workshop-words.h"
#include "model/sol-workshop-moves.h"
#include "model/sol-workshop.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "workshop/sol-workshop-desk.ui"

/**
 * SolWorkshopDesk:
 *
 * The tour de table as its animator holds it: who is there, what they say, what they find in
 * common and will do, and the summary that leaves.
 */
struct _SolWorkshopDesk
{
  AdwBin parent_instance;

  const SolWorkshopLists *lists; /* (nullable): the place's; with @id */
  char *id;
  SolRecord *workshop; /* (nullable): until it is there */
  GCancellable *cancellable;
  SolEntryField *title;
  SolEntryField *day;
  SolEntryField *venue;
  SolEntryField *link;
  GtkWidget *telling;
  GtkButton *tell;
  GtkLabel *code;
  GtkLabel *said;
  SolWorkshopSeats *seats;
  GtkBox *difficulties;
  GtkBox *strengths;
  SolNoteList *findings;
  SolNoteList *actions;
  SolNoteList *themes;
  GtkButton *end;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SolWorkshopDesk, sol_workshop_desk, ADW_TYPE_BIN)

/* A button that a key pressed tells a moment later, when the page may have been left: then nobody
 * writes. */
static SolWorkshopWriter
get_writer (SolWorkshopDesk *self)
{
  return (SolWorkshopWriter){ GTK_WIDGET (self), self->lists != NULL ? self->lists->store : NULL,
                              self->lists != NULL ? self->lists->organisation : NULL };
}

/* What was being typed is told as its line goes, also when the lists are gone. */
static void
on_changed (SolWorkshopDesk *self, SolRecord *edited, const char *undo)
{
  SolWorkshopWriter writer;

  if (self->lists == NULL)
    return;
  writer = get_writer (self);
  sol_workshop_act_edit (&writer, self->workshop, edited, undo);
}

static void
run (SolWorkshopDesk *self, const char *op, const char *undo)
{
  const SolWorkshopWriter writer = get_writer (self);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation ("workshop", self->id, op, NULL);

  sol_workshop_act_run (&writer, mutation, undo);
}

/* What is wrong there is told, and not kept. */
static void
put_typed (SolRecord *edited, const char *name, SolEntryField *entry, const char *fault)
{
  const SolField *field = sol_record_find_field (edited, name, NULL);
  g_autofree char *typed = g_strstrip (g_strdup (sol_entry_field_get_text (entry)));
  g_auto (GValue) value = G_VALUE_INIT;
  guint index;

  sol_record_find_field (edited, name, &index);
  sol_typed_read (field->kind, typed, &value);
  if ((*typed == '\0' && (field->flags & SOL_FIELD_REQUIRED)) ||
      (G_IS_VALUE (&value) && !sol_field_check (field, &value, NULL)))
    sol_entry_field_refuse (entry, fault);
  else
    sol_record_set_value (edited, index, &value);
}

static void
on_typed (SolWorkshopDesk *self)
{
  g_autoptr (SolRecord) edited = NULL;

  if (self->workshop == NULL)
    return;
  edited = sol_record_copy (self->workshop);
  put_typed (edited, "title", self->title, _ ("A workshop has a title"));
  put_typed (edited, "day", self->day, _ ("A day is written like 31/12/2026"));
  put_typed (edited, "venue", self->venue, _ ("This is too long"));
  put_typed (edited, "link", self->link, _ ("An address looks like https://example.org"));
  on_changed (self, edited, NULL);
}

static void
say (SolWorkshopDesk *self, const char *text)
{
  gtk_label_set_label (self->said, text);
  gtk_widget_set_visible (GTK_WIDGET (self->said), *text != '\0');
}

/* @code: "" of none */
static void
show_code (SolWorkshopDesk *self, const char *code)
{
  const gboolean told = *code != '\0';

  gtk_label_set_label (self->code, code);
  gtk_widget_set_visible (GTK_WIDGET (self->code), told);
  gtk_button_set_label (self->tell, told ? _ ("Tell another code") : _ ("Tell a code"));
}

/* One that was told stays when there is no other. */
static void
on_code (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWorkshopDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolInvitation) made = sol_account_session_make_workshop_code_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);
  g_autofree char *refusal = NULL;

  if (self->lists == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  refusal = made == NULL ? sol_account_words_refuse (self->lists->account, error) : NULL;
  if (made != NULL)
    show_code (self, made->code);
  say (self, made != NULL
                 ? _ ("Good on the day of the workshop alone, for all who are in the room. "
                      "They enter it under “Workshops”. A code told before works no more.")
                 : refusal);
}

/* By its nature it is the platform's to make. */
static void
tell_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopDesk *self = SOL_WORKSHOP_DESK (widget);

  if (self->lists == NULL)
    return;
  say (self, _ ("Asking the platform for a code…"));
  sol_account_session_make_workshop_code_async (self->lists->account, self->lists->organisation,
                                                self->id, self->cancellable, on_code,
                                                g_object_ref (self));
}

static void
ask_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopDesk *self = SOL_WORKSHOP_DESK (widget);
  const SolWorkshopWriter writer = get_writer (self);
  const char *organisation, *name;
  g_autoptr (SolMutation) mutation = NULL;

  g_variant_get (parameter, "(&s&s)", &organisation, &name);
  mutation = sol_mutation_new_operation ("workshop", self->id, SOL_WORKSHOP_ASK_IN, "organisation",
                                         organisation, "name", name, NULL);
  sol_workshop_act_run (&writer, mutation, _ ("The structure is asked in"));
}

static void
send_away (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopDesk *self = SOL_WORKSHOP_DESK (widget);
  const SolWorkshopWriter writer = get_writer (self);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation (
      "workshop", self->id, SOL_WORKSHOP_SEND_AWAY, "organisation",
      g_variant_get_string (parameter, NULL), NULL);

  sol_workshop_act_run (&writer, mutation, _ ("The structure is sent away"));
}

static void
end (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopDesk *self = SOL_WORKSHOP_DESK (widget);

  if (self->workshop == NULL)
    return;
  if (sol_workshop_is_open (self->workshop))
    run (self, SOL_WORKSHOP_CLOSE, _ ("The workshop is closed"));
  else
    run (self, SOL_WORKSHOP_REOPEN, _ ("The workshop is open again"));
}

static void
remove_workshop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopDesk *self = SOL_WORKSHOP_DESK (widget);

  run (self, SOL_MUTATION_DELETE, _ ("The workshop is deleted"));
  gtk_widget_activate_action (widget, "workshops.back", NULL);
}

static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopDesk *self = SOL_WORKSHOP_DESK (widget);
  const gboolean pdf = g_str_equal (g_variant_get_string (parameter, NULL), "pdf");
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GPtrArray) shares = NULL;

  if (self->workshop == NULL)
    return;
  shares = sol_workshop_list_shares (G_LIST_MODEL (self->lists->shares), self->id);
  sol_workshop_paper_save (ADW_TOAST_OVERLAY (toasts), self->workshop, shares,
                           pdf ? &sol_workshop_paper_pdf : &sol_workshop_paper_odt);
}

static gboolean
sol_workshop_desk_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_WORKSHOP_DESK (widget)->title));
}

static void
sol_workshop_desk_dispose (GObject *object)
{
  sol_workshop_desk_let_go (SOL_WORKSHOP_DESK (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WORKSHOP_DESK);
  G_OBJECT_CLASS (sol_workshop_desk_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, title);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, day);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, venue);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, link);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, telling);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, tell);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, code);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, said);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, seats);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, difficulties);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, strengths);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, findings);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, actions);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, themes);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, end);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopDesk, remove);
}

static void
sol_workshop_desk_class_init (SolWorkshopDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_workshop_desk_dispose;
  sol_focus_set_grab (widget_class, sol_workshop_desk_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_NOTE_LIST);
  g_type_ensure (SOL_TYPE_WORKSHOP_SEATS);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_install_action (widget_class, "workshop.tell-code", NULL, tell_code);
  gtk_widget_class_install_action (widget_class, "workshop.ask-in", "(ss)", ask_in);
  gtk_widget_class_install_action (widget_class, "workshop.send-away", "s", send_away);
  gtk_widget_class_install_action (widget_class, "workshop.end", NULL, end);
  gtk_widget_class_install_action (widget_class, "workshop.remove", NULL, remove_workshop);
  gtk_widget_class_install_action (widget_class, "workshop.export", "s", export);
}

static void
sol_workshop_desk_init (SolWorkshopDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_note_list_set_kind (self->findings, &sol_note_findings);
  sol_note_list_set_kind (self->actions, &sol_note_actions);
  sol_note_list_set_kind (self->themes, &sol_note_themes);
}

/* What the user is in stays as he has it. */
static void
show_typed (SolWorkshopDesk *self, const char *name, SolEntryField *entry)
{
  const SolField *field;
  guint index;
  g_autofree char *text = NULL;

  field = sol_record_find_field (self->workshop, name, &index);
  text = sol_typed_write (field->kind, sol_record_get_value (self->workshop, index));
  if (!(gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) &&
      g_strcmp0 (sol_entry_field_get_text (entry), text) != 0)
    sol_entry_field_set_text (entry, text);
}

static void
show_notes (SolWorkshopDesk *self)
{
  g_auto (GStrv) themes = sol_workshop_list_themes (self->workshop);
  g_autoptr (GPtrArray)
      shares = sol_workshop_list_shares (G_LIST_MODEL (self->lists->shares), self->id);

  sol_workshop_gathered_fill (self->difficulties, shares, "difficulties");
  sol_workshop_gathered_fill (self->strengths, shares, "strengths");
  sol_note_list_show (self->findings, self->workshop, (const char *const *) themes);
  sol_note_list_show (self->actions, self->workshop, (const char *const *) themes);
  sol_note_list_show (self->themes, self->workshop, (const char *const *) themes);
}

/**
 * sol_workshop_desk_update:
 *
 * Shows the workshop as the lists have it now.
 */
void
sol_workshop_desk_update (SolWorkshopDesk *self)
{
  g_autoptr (SolRecord) workshop = NULL;
  gboolean open;

  if (self->lists == NULL)
    return;
  workshop = sol_workshop_find (G_LIST_MODEL (self->lists->own), NULL, self->id);
  if (workshop == NULL)
    return;
  g_set_object (&self->workshop, workshop);
  open = sol_workshop_is_open (workshop);
  show_typed (self, "title", self->title);
  show_typed (self, "day", self->day);
  show_typed (self, "venue", self->venue);
  show_typed (self, "link", self->link);
  gtk_widget_set_visible (self->telling, open);
  sol_workshop_seats_show (self->seats, workshop, G_LIST_MODEL (self->lists->census),
                           self->lists->organisation);
  show_notes (self);
  gtk_button_set_label (self->end, open ? _ ("Close the workshop") : _ ("Open it again"));
  gtk_widget_set_visible (self->remove, sol_workshop_count_joined (workshop) == 0);
}

/**
 * sol_workshop_desk_open:
 * @lists: stay those of the place, which lets this go before them
 * @id: of one of its organisation's workshops
 */
void
sol_workshop_desk_open (SolWorkshopDesk *self, const SolWorkshopLists *lists, const char *id)
{
  sol_workshop_desk_let_go (self);
  self->lists = lists;
  self->id = g_strdup (id);
  self->cancellable = g_cancellable_new ();
  sol_workshop_desk_update (self);
}

/* Forgets the code, and lets the lists go. */
void
sol_workshop_desk_let_go (SolWorkshopDesk *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workshop);
  g_clear_pointer (&self->id, g_free);
  self->lists = NULL;
  if (self->code == NULL)
    return; /* its template is gone */
  show_code (self, "");
  say (self, "");
}
