/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-sheet.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-wrap-box.h"
#include "app/workshop/sol-note-list.h"
#include "app/workshop/sol-workshop-act.h"
#include "app/workshop/sol-workshop-gathered.h"
#include "app/workshop/sol-workshop-words.h"
#include "model/sol-item.h"
#include "model/sol-workshop-page.h"
#include "model/sol-workshop.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "workshop/sol-workshop-sheet.ui"

/**
 * SolWorkshopSheet:
 *
 * The page of a structure at a workshop: three short lists of its own, and below them what is said
 * around the table, for as long as it sits there.
 */
struct _SolWorkshopSheet
{
  AdwBin parent_instance;

  const SolWorkshopLists *lists; /* (nullable): the place's; with @id */
  char *id;
  SolRecord *page; /* (nullable): until it is there */
  GtkLabel *title;
  GtkLabel *when;
  GtkLabel *state;
  GtkLabel *rule;
  GtkWidget *join;
  GtkWidget *leave;
  SolNoteList *difficulties;
  SolNoteList *strengths;
  SolNoteList *actions;
  GtkWidget *table;
  GtkLabel *who;
  GtkBox *said_difficulties;
  GtkBox *said_strengths;
  GtkBox *findings;
  GtkBox *common;
};

G_DEFINE_FINAL_TYPE (SolWorkshopSheet, sol_workshop_sheet, ADW_TYPE_BIN)

/* A button that a key pressed tells a moment later, when the page may have been left: then nobody
 * writes. */
static SolWorkshopWriter
get_writer (SolWorkshopSheet *self)
{
  return (SolWorkshopWriter){ GTK_WIDGET (self), self->lists != NULL ? self->lists->store : NULL,
                              self->lists != NULL ? self->lists->organisation : NULL };
}

/* What was being typed is told as its line goes, also when the lists are gone. */
static void
on_changed (SolWorkshopSheet *self, SolRecord *edited, const char *undo)
{
  SolWorkshopWriter writer;

  if (self->lists == NULL)
    return;
  writer = get_writer (self);
  sol_workshop_act_edit (&writer, self->page, edited, undo);
}

static void
join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopSheet *self = SOL_WORKSHOP_SHEET (widget);
  const SolWorkshopWriter writer = get_writer (self);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation ("workshop_page", self->id,
                                                                 SOL_WORKSHOP_PAGE_JOIN, NULL);

  sol_workshop_act_run (&writer, mutation, NULL);
}

static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopSheet *self = SOL_WORKSHOP_SHEET (widget);
  const SolWorkshopWriter writer = get_writer (self);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation ("workshop_page", self->id,
                                                                 SOL_WORKSHOP_PAGE_LEAVE, NULL);

  sol_workshop_act_run (&writer, mutation, _ ("You left the workshop"));
}

static gboolean
sol_workshop_sheet_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_WORKSHOP_SHEET (widget)->difficulties));
}

static void
sol_workshop_sheet_dispose (GObject *object)
{
  sol_workshop_sheet_let_go (SOL_WORKSHOP_SHEET (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WORKSHOP_SHEET);
  G_OBJECT_CLASS (sol_workshop_sheet_parent_class)->dispose (object);
}

static void
sol_workshop_sheet_class_init (SolWorkshopSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_workshop_sheet_dispose;
  sol_focus_set_grab (widget_class, sol_workshop_sheet_grab_focus);
  g_type_ensure (SOL_TYPE_NOTE_LIST);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, title);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, when);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, state);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, rule);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, join);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, leave);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, difficulties);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, strengths);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, actions);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, table);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, who);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, said_difficulties);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, said_strengths);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, findings);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopSheet, common);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_install_action (widget_class, "workshop.join", NULL, join);
  gtk_widget_class_install_action (widget_class, "workshop.leave", NULL, leave);
}

static void
sol_workshop_sheet_init (SolWorkshopSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_note_list_set_kind (self->difficulties, &sol_note_difficulties);
  sol_note_list_set_kind (self->strengths, &sol_note_strengths);
  sol_note_list_set_kind (self->actions, &sol_note_own_actions);
}

static gboolean
is_in (SolWorkshopSheet *self, const char *state)
{
  return g_strcmp0 (sol_record_get_text (self->page, "state"), state) == 0;
}

static void
show_head (SolWorkshopSheet *self)
{
  const char *title = sol_record_get_text (self->page, "title");
  g_autofree char *when = sol_workshop_words_say_when (self->page);

  gtk_label_set_label (self->title, title != NULL ? title : _ ("Workshop"));
  gtk_label_set_label (self->when, when);
  gtk_label_set_label (self->state, sol_workshop_words_get_page_state (self->page));
  gtk_widget_set_visible (self->join, is_in (self, SOL_WORKSHOP_PAGE_INVITED) ||
                                          is_in (self, SOL_WORKSHOP_PAGE_LEFT));
  gtk_widget_set_visible (self->leave, is_in (self, SOL_WORKSHOP_PAGE_JOINED));
  gtk_widget_set_visible (GTK_WIDGET (self->rule), is_in (self, SOL_WORKSHOP_PAGE_JOINED) ||
                                                       is_in (self, SOL_WORKSHOP_PAGE_INVITED));
}

static char *
list_who (SolRecord *table)
{
  GPtrArray *seats = sol_record_get_items (table, "seats");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; seats != NULL && i < seats->len; i++)
    if (sol_item_get_text (seats->pdata[i], "name") != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              sol_item_get_text (seats->pdata[i], "name"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_table (SolWorkshopSheet *self, const char *workshop, SolRecord *table)
{
  g_autoptr (GPtrArray)
      shares = sol_workshop_list_shares (G_LIST_MODEL (self->lists->shares), workshop);
  g_autofree char *who = list_who (table);

  gtk_label_set_label (self->who, who);
  sol_workshop_gathered_fill (self->said_difficulties, shares, "difficulties");
  sol_workshop_gathered_fill (self->said_strengths, shares, "strengths");
  sol_workshop_gathered_fill_lines (self->findings, table, "findings");
  sol_workshop_gathered_fill_lines (self->common, table, "actions");
}

/**
 * sol_workshop_sheet_update:
 *
 * Shows the page, and the table, as the lists have them now.
 */
void
sol_workshop_sheet_update (SolWorkshopSheet *self)
{
  g_autoptr (SolRecord) page = NULL;
  g_autoptr (SolRecord) table = NULL;
  g_auto (GStrv) themes = NULL;
  const char *workshop;

  if (self->lists == NULL)
    return;
  page = sol_workshop_find (G_LIST_MODEL (self->lists->own), NULL, self->id);
  if (page == NULL)
    return;
  g_set_object (&self->page, page);
  workshop = sol_record_get_text (page, "workshop");
  table = sol_workshop_find (G_LIST_MODEL (self->lists->tables), "workshop", workshop);
  themes = sol_workshop_list_themes (table);
  show_head (self);
  sol_note_list_show (self->difficulties, page, (const char *const *) themes);
  sol_note_list_show (self->strengths, page, (const char *const *) themes);
  sol_note_list_show (self->actions, page, (const char *const *) themes);
  gtk_widget_set_visible (self->table, table != NULL);
  if (table != NULL)
    show_table (self, workshop, table);
}

/**
 * sol_workshop_sheet_open:
 * @lists: stay those of the place, which lets this go before them
 * @id: of one of its organisation's pages
 */
void
sol_workshop_sheet_open (SolWorkshopSheet *self, const SolWorkshopLists *lists, const char *id)
{
  sol_workshop_sheet_let_go (self);
  self->lists = lists;
  self->id = g_strdup (id);
  sol_workshop_sheet_update (self);
}

/* Lets the lists go. */
void
sol_workshop_sheet_let_go (SolWorkshopSheet *self)
{
  g_clear_object (&self->page);
  g_clear_pointer (&self->id, g_free);
  self->lists = NULL;
}
