/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-field.h"

#include <glib/gi18n.h>

#include "app/form/sol-prose-control.h"
#include "app/outbox/sol-conflict-followers.h"
#include "app/outbox/sol-conflict-part.h"
#include "app/outbox/sol-conflict-side.h"
#include "app/outbox/sol-conflict-value.h"
#include "app/outbox/sol-outbox-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-fold-box.h"
#include "model/sol-text-merge.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "outbox/sol-conflict-field.ui"

/**
 * SolConflictField:
 *
 * One part of a record that two people wrote: both side by side, and three choices of equal rank:
 * one, the other, or something else, which begins with both put together. It emits "changed" when
 * what is chosen does.
 */
struct _SolConflictField
{
  AdwBin parent_instance;

  SolConflictPart part;
  SolFormControl *control; /* (nullable): for something else */
  GValue value;            /* what is in it */
  gboolean setting;
  GtkLabel *title;
  SolConflictSide *ours;
  SolConflictSide *others;
  GtkWidget *both;
  GtkCheckButton *choose_both;
  GtkLabel *choose_both_label;
  GtkLabel *both_help;
  GtkWidget *again;
  AdwBin *place;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolConflictField, sol_conflict_field, ADW_TYPE_BIN)

static GtkCheckButton *
get_button (SolConflictField *self, SolConflictChoiceKind kind)
{
  return kind == SOL_CHOICE_MINE     ? sol_conflict_side_get_button (self->ours)
         : kind == SOL_CHOICE_THEIRS ? sol_conflict_side_get_button (self->others)
                                     : self->choose_both;
}

static void
tell (SolConflictField *self)
{
  if (gtk_check_button_get_active (self->choose_both))
    gtk_widget_add_css_class (self->both, "chosen");
  else
    gtk_widget_remove_css_class (self->both, "chosen");
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
keep_value (SolConflictField *self, const GValue *value)
{
  if (G_IS_VALUE (&self->value))
    g_value_unset (&self->value);
  sol_value_copy (value, &self->value);
}

/* Whoever writes there wants it. */
static void
on_edited (SolConflictField *self, const GValue *value)
{
  keep_value (self, value);
  if (gtk_check_button_get_active (self->choose_both))
    tell (self);
  else
    gtk_check_button_set_active (self->choose_both, TRUE);
}

static void
set_value (SolConflictField *self, const GValue *value)
{
  keep_value (self, value);
  sol_form_control_set_value (self->control, &self->value);
}

static void
mark_overlaps (SolConflictField *self, GArray *overlaps)
{
  g_autofree char *help = g_strdup_printf (
      /* Translators: of places in a text */
      ngettext ("Both changed the %u place that is marked: read it before you keep it.",
                "Both changed the %u places that are marked: read them before you keep it.",
                overlaps->len),
      overlaps->len);

  if (overlaps->len > 0)
    gtk_label_set_label (self->both_help, help);
  for (guint i = 0; SOL_IS_PROSE_CONTROL (self->control) && i < overlaps->len; i++)
    {
      const SolTextOverlap *overlap = &g_array_index (overlaps, SolTextOverlap, i);

      sol_prose_control_highlight (SOL_PROSE_CONTROL (self->control), overlap->start, overlap->end,
                                   &sol_conflict_side_mark);
    }
}

/* Returns: whether nobody has to read it */
static gboolean
combine (SolConflictField *self)
{
  g_autoptr (GArray) overlaps = g_array_new (FALSE, FALSE, sizeof (SolTextOverlap));
  g_auto (GValue) value = G_VALUE_INIT;
  const gboolean apart = sol_conflict_value_combine (
      self->part.field, sol_outbox_entry_find_base (self->part.entry, self->part.path),
      self->part.mine, self->part.theirs, overlaps, &value);

  if (self->part.field->kind == SOL_FIELD_CODE && !JSON_NODE_HOLDS_NULL (self->part.mine))
    sol_field_read_json (self->part.field, self->part.mine, &value);
  /* A line is read whole, and by heart: it is offered only where it is right. */
  if (apart || self->part.field->kind != SOL_FIELD_TEXT)
    {
      set_value (self, &value);
      mark_overlaps (self, overlaps);
    }
  return apart;
}

static void
start_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolConflictField *self = SOL_CONFLICT_FIELD (widget);

  combine (self);
  if (gtk_check_button_get_active (self->choose_both))
    tell (self);
  else
    gtk_check_button_set_active (self->choose_both, TRUE);
}

static void
make_control (SolConflictField *self, const char *label)
{
  const gboolean joins = self->part.field->kind == SOL_FIELD_PROSE ||
                         self->part.field->kind == SOL_FIELD_CODES;
  const char *choice = joins ? _ ("Put both together") : _ ("Write something else");

  self->control = SOL_FORM_CONTROL (
      sol_form_field_make_control (self->part.form, self->part.field));
  adw_bin_set_child (self->place, GTK_WIDGET (self->control));
  gtk_accessible_update_property (GTK_ACCESSIBLE (sol_form_control_get_target (self->control)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, choice,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
  gtk_label_set_label (self->choose_both_label, choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose_both), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choice, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
  gtk_widget_set_visible (self->again, joins);
  if (joins && sol_outbox_entry_find_base (self->part.entry, self->part.path) == NULL)
    gtk_label_set_label (self->both_help,
                         _ ("Both changed the same place: read it before you keep it."));
  combine (self);
  g_signal_connect_object (self->control, "edited", G_CALLBACK (on_edited), self,
                           G_CONNECT_SWAPPED);
}

static char *
format_when (const char *when)
{
  g_autoptr (GDateTime) time = when != NULL ? g_date_time_new_from_iso8601 (when, NULL) : NULL;

  return time != NULL ? sol_format_moment (g_date_time_to_unix (time) * 1000) : NULL;
}

static void
show_people (SolConflictField *self, JsonObject *conflict, const char *label)
{
  JsonNode *node = json_object_get_member (conflict, "who_name");
  const char *name = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;
  g_autofree char *theirs = format_when (
      json_object_get_string_member_with_default (conflict, "when", NULL));
  g_autofree char *mine = sol_format_moment (sol_outbox_entry_get_created_at (self->part.entry));
  g_autofree char *here = g_strdup_printf (_ ("%s, on this computer"), mine);
  g_autofree char *keep = sol_conflict_part_name_theirs (&self->part, name);

  sol_conflict_side_set_who (self->ours, _ ("You"), here);
  sol_conflict_side_set_who (self->others, name != NULL ? name : _ ("Somebody"), theirs);
  sol_conflict_side_set_choice (self->ours, sol_conflict_part_name_mine (&self->part), label);
  sol_conflict_side_set_choice (self->others, keep, label);
}

static void
sol_conflict_field_dispose (GObject *object)
{
  SolConflictField *self = SOL_CONFLICT_FIELD (object);

  /* The bin's own child is not bound: the template would leave it to the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  self->control = NULL;
  G_OBJECT_CLASS (sol_conflict_field_parent_class)->dispose (object);
}

static void
sol_conflict_field_finalize (GObject *object)
{
  SolConflictField *self = SOL_CONFLICT_FIELD (object);

  sol_conflict_part_clear (&self->part);
  if (G_IS_VALUE (&self->value))
    g_value_unset (&self->value);
  G_OBJECT_CLASS (sol_conflict_field_parent_class)->finalize (object);
}

static void
sol_conflict_field_class_init (SolConflictFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_conflict_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_conflict_field_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_CONFLICT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_CONFLICT_SIDE);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, title);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, ours);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, others);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, both);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, choose_both);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, choose_both_label);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, both_help);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, again);
  gtk_widget_class_bind_template_child (widget_class, SolConflictField, place);
  gtk_widget_class_install_action (widget_class, "conflict.start-again", NULL, start_again);
}

static void
sol_conflict_field_init (SolConflictField *self)
{
  GtkCheckButton *first;

  gtk_widget_init_template (GTK_WIDGET (self));
  first = get_button (self, SOL_CHOICE_MINE);
  for (guint kind = SOL_CHOICE_MINE; kind <= SOL_CHOICE_OTHER; kind++)
    {
      if (kind != SOL_CHOICE_MINE)
        gtk_check_button_set_group (get_button (self, kind), first);
      g_signal_connect_object (get_button (self, kind), "toggled", G_CALLBACK (tell), self,
                               G_CONNECT_SWAPPED);
    }
}

/**
 * sol_conflict_field_new:
 * @entry: in conflict
 * @conflict: one of those that it tells
 *
 * Returns: (transfer floating): with nothing chosen
 */
GtkWidget *
sol_conflict_field_new (SolOutboxEntry *entry, JsonObject *conflict)
{
  SolConflictField *self = g_object_new (SOL_TYPE_CONFLICT_FIELD, NULL);
  g_autofree char *label = NULL;

  sol_conflict_part_init (&self->part, entry, conflict);
  label = sol_conflict_part_make_title (&self->part);
  gtk_label_set_label (self->title, label);
  show_people (self, conflict, label);
  sol_conflict_part_show (&self->part, self->ours, self->others);
  gtk_widget_set_visible (self->both, sol_conflict_part_may_write (&self->part));
  if (sol_conflict_part_may_write (&self->part))
    make_control (self, label);
  return GTK_WIDGET (self);
}

static gboolean
is_sound (SolConflictField *self)
{
  return !G_IS_VALUE (&self->value) || sol_field_check (self->part.field, &self->value, NULL);
}

static JsonNode *
print_value (SolConflictField *self)
{
  return sol_value_is_empty (&self->value) ? json_node_new (JSON_NODE_NULL)
                                           : sol_value_to_json (&self->value);
}

static gboolean
find_choice (SolConflictField *self, SolConflictChoiceKind *kind)
{
  for (*kind = SOL_CHOICE_MINE; *kind <= SOL_CHOICE_OTHER; (*kind)++)
    if (gtk_check_button_get_active (get_button (self, *kind)))
      return *kind != SOL_CHOICE_OTHER || is_sound (self);
  return FALSE;
}

/* Returns: whether something else than the two versions may be written here */
gboolean
sol_conflict_field_may_write (SolConflictField *self)
{
  return self->control != NULL;
}

/**
 * sol_conflict_field_add_choices:
 * @choices: (element-type SolConflictChoice): takes what is to hold here, and what follows from it
 *
 * Returns: %FALSE while nothing that could is chosen
 */
gboolean
sol_conflict_field_add_choices (SolConflictField *self, GPtrArray *choices)
{
  SolConflictChoiceKind kind;
  g_autoptr (JsonNode) value = NULL;

  if (!find_choice (self, &kind))
    return FALSE;
  value = kind == SOL_CHOICE_OTHER
              ? print_value (self)
              : json_node_copy (kind == SOL_CHOICE_MINE ? self->part.mine : self->part.theirs);
  g_ptr_array_add (choices, sol_conflict_choice_new (self->part.path, kind,
                                                     kind == SOL_CHOICE_OTHER ? value : NULL));
  sol_conflict_followers_add (self->part.entry, self->part.form, kind, value, choices);
  return TRUE;
}

/**
 * sol_conflict_field_keep:
 * @draft: takes what is chosen and written here, under the path
 */
void
sol_conflict_field_keep (SolConflictField *self, JsonObject *draft)
{
  JsonObject *kept = json_object_new ();

  for (guint kind = SOL_CHOICE_MINE; kind <= SOL_CHOICE_OTHER; kind++)
    if (gtk_check_button_get_active (get_button (self, kind)))
      json_object_set_int_member (kept, "choice", kind);
  if (self->control != NULL)
    json_object_set_member (kept, "value", print_value (self));
  json_object_set_object_member (draft, self->part.path, kept);
}

/**
 * sol_conflict_field_recall:
 * @draft: of sol_conflict_field_keep()
 */
void
sol_conflict_field_recall (SolConflictField *self, JsonObject *draft)
{
  JsonNode *node = json_object_get_member (draft, self->part.path);
  JsonObject *kept = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                   : NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gint64 choice;

  if (kept == NULL)
    return;
  self->setting = TRUE;
  if (self->control != NULL && json_object_has_member (kept, "value") &&
      sol_field_read_json (self->part.field, json_object_get_member (kept, "value"), &value))
    set_value (self, &value);
  choice = json_object_get_int_member_with_default (kept, "choice", -1);
  if (choice >= SOL_CHOICE_MINE && choice <= SOL_CHOICE_OTHER)
    gtk_check_button_set_active (get_button (self, (SolConflictChoiceKind) choice), TRUE);
  self->setting = FALSE;
  tell (self);
}
