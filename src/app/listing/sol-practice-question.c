/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-practice-question.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/form/sol-field-row.h"
#include "app/listing/sol-evidence-list.h"
#include "app/listing/sol-practice-edit.h"
#include "app/listing/sol-practice-words.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-level-meter.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-referential.h"
#include "model/sol-sheet.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-practice-question.ui"

/**
 * SolPracticeQuestion:
 *
 * One question on a practice. Closed, it is two lines: the question, and the level with its proofs.
 * Open, the four levels in a row, what the chosen one means here, the step after it, and the
 * proofs.
 */
struct _SolPracticeQuestion
{
  AdwBin parent_instance;

  const SolQuestion *question;
  guint edition;
  SolItem *answer; /* (nullable): while there is none */
  gboolean editable;
  gboolean showing; /* what is shown is being set */
  SolFieldRow *note;
  GtkToggleButton *stops[SOL_N_LEVELS];

  GtkLabel *text;
  GtkButton *open;
  GtkWidget *summary;
  SolLevelMeter *meter;
  GtkLabel *words;
  GtkWidget *body;
  SolFoldBox *levels;
  GtkLabel *meaning;
  GtkLabel *step;
  GtkWidget *about;
  SolWrapBox *about_box;
  AdwBin *note_place;
  GtkWidget *proofs;
  GtkLabel *fits;
  GtkWidget *waits;
  SolEvidenceList *evidence;
};

enum
{
  EDITED,
  OPEN_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolPracticeQuestion, sol_practice_question, ADW_TYPE_BIN)

static const SolFormField note_field = { "note", N_ ("In your _words"),
                                         N_ ("Buyers read it beside the proofs."),
                                         N_ ("Optional: two or three lines") };

static void show_answer (SolPracticeQuestion *self);

/* Given now, so for the questions of now. */
static SolItem *
make_answer (SolPracticeQuestion *self)
{
  g_autoptr (SolItem) empty = NULL;
  g_autoptr (SolItem) named = NULL;
  g_auto (GValue) question = G_VALUE_INIT;
  g_auto (GValue) edition = G_VALUE_INIT;

  empty = self->answer != NULL ? g_object_ref (self->answer)
                               : sol_item_new (&sol_sheet_answer_table, self->question->id, NULL);
  g_value_init (&question, G_TYPE_STRING);
  g_value_set_string (&question, self->question->id);
  g_value_init (&edition, G_TYPE_INT64);
  g_value_set_int64 (&edition, self->edition);
  named = sol_practice_edit_change (empty, "question", &question);
  return sol_practice_edit_change (named, "edition", &edition);
}

/* The user made the part @name of his answer @value. */
static void
edit (SolPracticeQuestion *self, const char *name, const GValue *value)
{
  g_autoptr (SolItem) answer = NULL;

  if (self->showing || !self->editable)
    return;
  answer = make_answer (self);
  g_clear_object (&self->answer);
  self->answer = sol_practice_edit_change (answer, name, value);
  show_answer (self);
  g_signal_emit (self, signals[EDITED], 0, self->answer);
}

static void
on_level (SolPracticeQuestion *self, GtkToggleButton *stop)
{
  g_auto (GValue) value = G_VALUE_INIT;
  char code[2] = "0";

  if (self->showing || !gtk_toggle_button_get_active (stop))
    return;
  for (guint i = 0; i < SOL_N_LEVELS; i++)
    if (self->stops[i] == stop)
      code[0] = (char) ('0' + i);
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, code);
  edit (self, "level", &value);
}

/* Arrows choose, as among radio buttons. */
static gboolean
on_key (SolPracticeQuestion *self, guint key)
{
  const int step = key == GDK_KEY_Right || key == GDK_KEY_Down ? 1
                   : key == GDK_KEY_Left || key == GDK_KEY_Up  ? -1
                                                               : 0;

  for (int i = 0; step != 0 && i < SOL_N_LEVELS; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (self->stops[i])))
      {
        const int wanted = CLAMP (i + step, 0, SOL_N_LEVELS - 1);

        gtk_widget_grab_focus (GTK_WIDGET (self->stops[wanted]));
        gtk_toggle_button_set_active (self->stops[wanted], TRUE);
        return TRUE;
      }
  return FALSE;
}

static void
on_about (SolPracticeQuestion *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) codes = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->about_box)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_strv_builder_add (builder, g_object_get_data (G_OBJECT (check), "code"));
  codes = g_strv_builder_end (builder);
  if (codes[0] != NULL)
    {
      g_value_init (&value, G_TYPE_STRV);
      g_value_set_boxed (&value, codes);
    }
  edit (self, "practices", &value);
}

static void
on_note (SolPracticeQuestion *self, const GValue *value)
{
  edit (self, "note", value);
}

static void
on_evidence (SolPracticeQuestion *self, const GValue *value)
{
  edit (self, "evidence", value);
}

static void
on_open (SolPracticeQuestion *self)
{
  g_signal_emit (self, signals[OPEN_ASKED], 0);
}

static gboolean
sol_practice_question_grab_focus (GtkWidget *widget)
{
  SolPracticeQuestion *self = SOL_PRACTICE_QUESTION (widget);
  const guint level = self->answer != NULL ? sol_practice_answer_get_claim (self->answer) : 0;

  return gtk_widget_grab_focus (sol_practice_question_get_open (self)
                                    ? GTK_WIDGET (self->stops[level])
                                    : GTK_WIDGET (self->open));
}

static void
sol_practice_question_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_PRACTICE_QUESTION);
  g_clear_object (&SOL_PRACTICE_QUESTION (object)->answer);
  G_OBJECT_CLASS (sol_practice_question_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, text);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, open);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, summary);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, meter);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, words);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, body);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, levels);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, meaning);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, step);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, about);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, about_box);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, note_place);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, proofs);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, fits);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, waits);
  gtk_widget_class_bind_template_child (widget_class, SolPracticeQuestion, evidence);
  gtk_widget_class_bind_template_callback (widget_class, on_evidence);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
sol_practice_question_class_init (SolPracticeQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_practice_question_dispose;
  sol_focus_set_grab (widget_class, sol_practice_question_grab_focus);

  /* The answer is this #SolItem now. */
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_PRACTICE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, SOL_TYPE_ITEM);
  signals[OPEN_ASKED] = g_signal_new ("open-asked", SOL_TYPE_PRACTICE_QUESTION, G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_EVIDENCE_LIST);
  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_LEVEL_METER);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
make_stops (SolPracticeQuestion *self)
{
  for (guint i = 0; i < SOL_N_LEVELS; i++)
    {
      const char *word = sol_supplier_text_get_level ((guint8) i);
      GtkWidget *stop = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_RADIO, "label", word, NULL);

      self->stops[i] = GTK_TOGGLE_BUTTON (stop);
      gtk_accessible_update_property (GTK_ACCESSIBLE (stop), GTK_ACCESSIBLE_PROPERTY_LABEL, word,
                                      -1);
      gtk_toggle_button_set_group (self->stops[i], i > 0 ? self->stops[0] : NULL);
      gtk_widget_set_parent (stop, GTK_WIDGET (self->levels));
      g_signal_connect_swapped (stop, "toggled", G_CALLBACK (on_level), self);
    }
}

static void
sol_practice_question_init (SolPracticeQuestion *self)
{
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  make_stops (self);
}

/* What of the environment it is about, where the question is. */
static void
make_about (SolPracticeQuestion *self)
{
  GStrv codes = self->question->environment;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *label = sol_referential_label ("environment-practices", codes[i]);
      GtkWidget *check = gtk_check_button_new_with_label (label);

      g_object_set_data (G_OBJECT (check), "code", codes[i]);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_about), self);
      sol_wrap_box_append (self->about_box, check);
    }
}

static const SolField *
find_note (void)
{
  for (guint i = 0; i < sol_sheet_answer_table.n_fields; i++)
    if (g_str_equal (sol_sheet_answer_table.fields[i].name, note_field.name))
      return &sol_sheet_answer_table.fields[i];
  g_return_val_if_reached (NULL);
}

/**
 * sol_practice_question_new:
 * @question: static
 * @edition: that it is of
 * @files: (nullable): what files are attached with
 *
 * Returns: (transfer floating): closed, without an answer
 */
GtkWidget *
sol_practice_question_new (const SolQuestion *question, guint edition, SolFormFiles *files)
{
  SolPracticeQuestion *self = g_object_new (SOL_TYPE_PRACTICE_QUESTION, NULL);

  self->question = question;
  self->edition = edition;
  gtk_label_set_label (self->text, question->text);
  gtk_label_set_label (self->fits, question->proof);
  for (guint i = 0; i < SOL_N_LEVELS; i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->stops[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question->levels[i], -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question->text, -1);
  make_about (self);
  self->note = SOL_FIELD_ROW (sol_field_row_new (&note_field, find_note ()));
  g_signal_connect_swapped (self->note, "edited", G_CALLBACK (on_note), self);
  adw_bin_set_child (self->note_place, GTK_WIDGET (self->note));
  sol_evidence_list_set_files (self->evidence, files);
  show_answer (self);
  sol_practice_question_set_open (self, FALSE);
  return GTK_WIDGET (self);
}

const SolQuestion *
sol_practice_question_get_question (SolPracticeQuestion *self)
{
  return self->question;
}

static void
show_meaning (SolPracticeQuestion *self)
{
  const guint level = self->answer != NULL ? sol_practice_answer_get_claim (self->answer) : 0;
  const gboolean last = level + 1 == SOL_N_LEVELS;
  g_autofree char *step = NULL;

  if (!last)
    /* TRANSLATORS: the name of the level after this one, and what leads there. */
    step = g_strdup_printf (_ ("The next step, “%s”: %s"),
                            sol_supplier_text_get_level ((guint8) (level + 1)),
                            self->question->steps[level]);
  gtk_label_set_label (self->meaning, self->answer != NULL
                                          ? self->question->levels[level]
                                          : _ ("Choose what comes closest to what you do."));
  gtk_label_set_label (self->step, step != NULL ? step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->step), self->answer != NULL && !last);
}

static void
show_stops (SolPracticeQuestion *self)
{
  const guint level = self->answer != NULL ? sol_practice_answer_get_claim (self->answer) : 0;

  for (guint i = 0; i < SOL_N_LEVELS; i++)
    {
      gtk_toggle_button_set_active (self->stops[i], self->answer != NULL && i == level);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->stops[i]), GTK_ACCESSIBLE_STATE_CHECKED,
                                   self->answer != NULL && i == level
                                       ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                       : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                   -1);
      if (self->answer != NULL && i <= level)
        gtk_widget_add_css_class (GTK_WIDGET (self->stops[i]), "reached");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->stops[i]), "reached");
    }
}

static void
show_about (SolPracticeQuestion *self)
{
  const char *const nothing[] = { NULL };
  const char *const *codes = self->answer != NULL ? sol_item_get_codes (self->answer, "practices")
                                                  : nothing;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->about_box)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (
        GTK_CHECK_BUTTON (check),
        g_strv_contains (codes, g_object_get_data (G_OBJECT (check), "code")));
}

static void
name_open (SolPracticeQuestion *self)
{
  const char *word = !self->editable        ? _ ("Read")
                     : self->answer != NULL ? _ ("Change")
                                            : _ ("Answer it");
  /* TRANSLATORS: what a button does, and to which question. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), word, self->question->text);

  gtk_button_set_label (self->open, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* No proof is asked below practised; what is there is shown all the same. */
static void
show_proofs (SolPracticeQuestion *self)
{
  static const GValue empty = G_VALUE_INIT;
  const GValue *evidence = self->answer != NULL ? sol_item_get_value (self->answer, "evidence")
                                                : &empty;
  const guint claim = self->answer != NULL ? sol_practice_answer_get_claim (self->answer) : 0;
  const guint level = self->answer != NULL ? sol_practice_answer_get_level (self->answer) : 0;

  sol_evidence_list_set_value (self->evidence, evidence);
  gtk_widget_set_visible (self->proofs,
                          claim >= SOL_LEVEL_PROVEN || !sol_value_is_empty (evidence));
  gtk_widget_set_visible (self->waits, claim > level);
}

static void
show_answer (SolPracticeQuestion *self)
{
  static const GValue empty = G_VALUE_INIT;
  g_autofree char *words = sol_practice_words_say_answer (self->answer);

  self->showing = TRUE;
  gtk_label_set_label (self->words, words);
  sol_level_meter_set_level (
      self->meter,
      (guint8) (self->answer != NULL ? sol_practice_answer_get_level (self->answer) : 0));
  show_meaning (self);
  show_stops (self);
  show_about (self);
  sol_field_row_set_value (
      self->note, self->answer != NULL ? sol_item_get_value (self->answer, "note") : &empty);
  show_proofs (self);
  name_open (self);
  /* First the level, then what there is to say about it. */
  gtk_widget_set_visible (GTK_WIDGET (self->note_place), self->answer != NULL);
  gtk_widget_set_visible (self->about,
                          self->answer != NULL && self->question->environment[0] != NULL);
  self->showing = FALSE;
}

/**
 * sol_practice_question_set_answer:
 * @answer: (nullable): %NULL while there is none
 */
void
sol_practice_question_set_answer (SolPracticeQuestion *self, SolItem *answer)
{
  if (answer == self->answer ||
      (answer != NULL && self->answer != NULL && sol_item_equal (answer, self->answer)))
    return;
  g_set_object (&self->answer, answer);
  show_answer (self);
}

void
sol_practice_question_set_editable (SolPracticeQuestion *self, gboolean editable)
{
  self->editable = editable;
  gtk_widget_set_sensitive (GTK_WIDGET (self->levels), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->about_box), editable);
  sol_field_row_set_editable (self->note, editable);
  sol_evidence_list_set_editable (self->evidence, editable);
  name_open (self);
}

gboolean
sol_practice_question_get_open (SolPracticeQuestion *self)
{
  return gtk_widget_get_visible (self->body);
}

void
sol_practice_question_set_open (SolPracticeQuestion *self, gboolean open)
{
  gtk_widget_set_visible (self->body, open);
  gtk_widget_set_visible (self->summary, !open);
  gtk_widget_set_visible (GTK_WIDGET (self->open), !open);
}

/* Has the user choose a file; below practised there is nothing to prove. */
void
sol_practice_question_add_proof (SolPracticeQuestion *self)
{
  if (gtk_widget_get_visible (self->proofs))
    sol_evidence_list_choose (self->evidence);
}
