/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-field-row.h"

#include <glib/gi18n.h>

#include "app/form/sol-text-control.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "form/sol-field-row.ui"

/**
 * SolFieldRow:
 *
 * One field of a form: what it is called and how far it has come, why it is asked, its control,
 * and one line that shows an example while it is empty and a check once it is filled. It emits
 * "edited", as its control does.
 */
struct _SolFieldRow
{
  AdwBin parent_instance;

  const SolFormField *words;
  const SolField *field;
  GtkLabel *label;
  GtkWidget *tag;
  GtkImage *tag_icon;
  GtkLabel *tag_label;
  GtkLabel *why;
  AdwBin *place;
  GtkWidget *helper;
  GtkImage *helper_icon;
  GtkLabel *helper_label;
  AdwBin *below;
  SolFormControl *control;
  const char *tone; /* (nullable): class of the helper */
  char *own;        /* (nullable): what the value alone says, or an example */
  SolFormTone own_tone;
  char *doubt; /* (nullable): what the control marks, for who does not see it */
  char *said;  /* (nullable): what is said of it beside others */
  SolFormTone said_tone;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolFieldRow, sol_field_row, ADW_TYPE_BIN)

typedef struct
{
  const char *icon;
  const char *css_class; /* (nullable) */
  const char *words;
} MarkLook;

static const MarkLook marks[SOL_N_FORM_MARKS] = {
  [SOL_FORM_MARK_WAITING] = { "document-send-symbolic", NULL, N_ ("To be sent") },
  [SOL_FORM_MARK_REVIEW] = { "view-reveal-symbolic", NULL, N_ ("In review") },
  [SOL_FORM_MARK_REFUSED] = { "dialog-error-symbolic", "wrong", N_ ("Refused") },
  [SOL_FORM_MARK_OVERLAP] = { "dialog-warning-symbolic", "attention",
                              N_ ("Changed elsewhere too") },
  [SOL_FORM_MARK_REMARK] = { "user-available-symbolic", "attention", N_ ("1 remark") },
  [SOL_FORM_MARK_MISSING] = { "dialog-warning-symbolic", "attention", N_ ("Missing") },
};

static gboolean
sol_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (sol_form_control_get_target (SOL_FIELD_ROW (widget)->control));
}

static void
sol_field_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FIELD_ROW);
  G_OBJECT_CLASS (sol_field_row_parent_class)->dispose (object);
}

static void
sol_field_row_finalize (GObject *object)
{
  g_free (SOL_FIELD_ROW (object)->own);
  g_free (SOL_FIELD_ROW (object)->doubt);
  g_free (SOL_FIELD_ROW (object)->said);
  G_OBJECT_CLASS (sol_field_row_parent_class)->finalize (object);
}

static void
sol_field_row_class_init (SolFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_field_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_field_row_finalize;
  sol_focus_set_grab (widget_class, sol_field_row_grab_focus);

  /* The user made it this GValue, unset when it is empty. */
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, label);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, tag);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, tag_icon);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, tag_label);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, why);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, place);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, helper);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, helper_icon);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, helper_label);
  gtk_widget_class_bind_template_child (widget_class, SolFieldRow, below);
}

static void
sol_field_row_init (SolFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* GTK 4.8 tells the relation and leaves the words to be found: they are told as well. */
static void
describe (SolFieldRow *self)
{
  const char *parts[] = { gtk_label_get_label (self->why), gtk_label_get_label (self->helper_label),
                          gtk_label_get_label (self->tag_label),
                          self->doubt != NULL ? self->doubt : "" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sol_form_control_get_target (self->control)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
show_line (SolFieldRow *self, const char *text, SolFormTone tone)
{
  static const char *const icons[] = {
    [SOL_FORM_TONE_GOOD] = "emblem-ok-symbolic",
    [SOL_FORM_TONE_DOUBT] = "dialog-warning-symbolic",
  };
  static const char *const classes[] = {
    [SOL_FORM_TONE_GOOD] = "good",
    [SOL_FORM_TONE_DOUBT] = "attention",
  };
  const gboolean toned = tone != SOL_FORM_TONE_PLAIN;

  if (self->tone != NULL)
    gtk_widget_remove_css_class (self->helper, self->tone);
  self->tone = toned ? classes[tone] : NULL;
  if (self->tone != NULL)
    gtk_widget_add_css_class (self->helper, self->tone);
  gtk_image_set_from_icon_name (self->helper_icon, toned ? icons[tone] : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->helper_icon), toned);
  gtk_label_set_label (self->helper_label, text != NULL ? text : "");
  /* Its place is kept where it will say something, so that nothing jumps. */
  gtk_widget_set_visible (self->helper, text != NULL || self->words->example != NULL ||
                                            self->words->check != NULL);
  describe (self);
}

/* What is wrong with the value alone comes first. */
static void
show_helper (SolFieldRow *self)
{
  if (self->said != NULL && self->own_tone != SOL_FORM_TONE_DOUBT)
    show_line (self, self->said, self->said_tone);
  else
    show_line (self, self->own, self->own_tone);
}

static void
check (SolFieldRow *self, const GValue *value)
{
  g_free (self->own);
  g_clear_pointer (&self->said, g_free); /* of what it was */
  self->own = sol_form_field_make_helper (self->words, self->field, value, &self->own_tone);
  show_helper (self);
}

static void
on_edited (SolFieldRow *self, const GValue *value)
{
  check (self, value);
  g_signal_emit (self, signals[EDITED], 0, value);
}

static void
on_doubted (SolFieldRow *self, const char *words)
{
  g_free (self->doubt);
  self->doubt = g_strdup (words);
  describe (self);
}

/* Label, reason and helper are read with the control. Not named beside: it would be read twice. */
static void
relate (SolFieldRow *self)
{
  GtkWidget *target = sol_form_control_get_target (self->control);

  gtk_label_set_mnemonic_widget (self->label, target);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->why, self->helper_label, self->tag_label, NULL, -1);
}

/**
 * sol_field_row_new:
 * @words: static: what the form says of it
 * @field: static: what the table says of it
 *
 * Returns: (transfer floating): an empty field
 */
GtkWidget *
sol_field_row_new (const SolFormField *words, const SolField *field)
{
  SolFieldRow *self = g_object_new (SOL_TYPE_FIELD_ROW, NULL);
  static const GValue empty = G_VALUE_INIT;

  self->words = words;
  self->field = field;
  self->control = SOL_FORM_CONTROL (sol_form_field_make_control (words, field));
  gtk_label_set_label (self->label, _ (words->label));
  gtk_label_set_label (self->why, words->why != NULL ? _ (words->why) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), words->why != NULL);
  adw_bin_set_child (self->place, GTK_WIDGET (self->control));
  g_signal_connect_swapped (self->control, "edited", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->control, "doubted", G_CALLBACK (on_doubted), self);
  relate (self);
  check (self, &empty);
  return GTK_WIDGET (self);
}

/**
 * sol_field_row_set_value:
 * @value: unset when it is empty
 *
 * Shows it; where the user is typing, the caret stays.
 */
void
sol_field_row_set_value (SolFieldRow *self, const GValue *value)
{
  sol_form_control_set_value (self->control, value);
  check (self, value);
}

/**
 * sol_field_row_type_as:
 * @kind: how it is typed from now on, in an entry
 * @again: what stands there is typed again so
 */
void
sol_field_row_type_as (SolFieldRow *self, SolFieldKind kind, gboolean again)
{
  sol_text_control_type_as (SOL_TEXT_CONTROL (self->control), kind, again);
}

/**
 * sol_field_row_set_said:
 * @said: (nullable): what to say of it beside others, until it is edited
 *
 * Stands where the check of the value does, unless that has a doubt.
 */
void
sol_field_row_set_said (SolFieldRow *self, const char *said, SolFormTone tone)
{
  if (g_strcmp0 (self->said, said) == 0 && self->said_tone == tone)
    return;
  g_free (self->said);
  self->said = g_strdup (said);
  self->said_tone = tone;
  show_helper (self);
}

/**
 * sol_field_row_set_mark:
 * @detail: (nullable): why
 */
void
sol_field_row_set_mark (SolFieldRow *self, SolFormMark mark, const char *detail)
{
  const MarkLook *look = &marks[mark];
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->tag, look->words != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].css_class != NULL)
      gtk_widget_remove_css_class (self->tag, marks[i].css_class);
  if (look->words == NULL)
    {
      gtk_label_set_label (self->tag_label, "");
      describe (self);
      return;
    }
  if (look->css_class != NULL)
    gtk_widget_add_css_class (self->tag, look->css_class);
  /* TRANSLATORS: the state of a field, and why: "Refused: nobody else may use this number" */
  words = detail != NULL ? g_strdup_printf (_ ("%s: %s"), _ (look->words), detail)
                         : g_strdup (_ (look->words));
  gtk_image_set_from_icon_name (self->tag_icon, look->icon);
  gtk_label_set_label (self->tag_label, words);
  describe (self);
}

void
sol_field_row_set_editable (SolFieldRow *self, gboolean editable)
{
  sol_form_control_set_editable (self->control, editable);
}

/**
 * sol_field_row_get_below:
 *
 * Returns: (transfer none) (nullable): what stands below the field
 */
GtkWidget *
sol_field_row_get_below (SolFieldRow *self)
{
  return adw_bin_get_child (self->below);
}

/* @widget: (nullable): what others say of it; %NULL for nothing */
void
sol_field_row_set_below (SolFieldRow *self, GtkWidget *widget)
{
  adw_bin_set_child (self->below, widget);
  gtk_widget_set_visible (GTK_WIDGET (self->below), widget != NULL);
}
