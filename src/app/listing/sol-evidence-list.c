/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-evidence-list.h"

#include <glib/gi18n.h>

#include "app/form/sol-file-control.h"
#include "app/form/sol-form-control.h"
#include "app/form/sol-items-control.h"
#include "app/listing/sol-listing-checks.h"
#include "app/listing/sol-practice-edit.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-sheet.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-evidence-list.ui"
#define MAX_TITLE 200 /* characters */

/**
 * SolEvidenceList:
 *
 * The proofs of an answer: a card each, and ways to add one. A file that is chosen, dropped or
 * pasted is a proof at once, under its own name. It emits "edited", as a control does.
 */
struct _SolEvidenceList
{
  AdwBin parent_instance;

  SolItemsControl *items; /* in @place */
  SolFileControl *file;   /* in @file_place: never holds what it attached */
  AdwBin *place;
  AdwBin *file_place;
  GtkWidget *adding;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolEvidenceList, sol_evidence_list, ADW_TYPE_BIN)

static const SolFormField parts[] = {
  { "title", N_ ("What it shows"), NULL, N_ ("Example: notes of the team meeting of March") },
  { "on", N_ ("Of which day"), N_ ("A proof with a date weighs more."),
    N_ ("Example: 12/03/2026") },
  { "link", N_ ("Where it can be seen"), NULL, N_ ("Example: www.example.fr/news"),
    .purpose = GTK_INPUT_PURPOSE_URL, .check = sol_listing_check_website },
  { "figure", N_ ("The figure"), NULL, N_ ("Example: 12 people trained in 2026") },
  { NULL },
};

static SolItem *
make_proof (const char *kind)
{
  g_autoptr (SolItem) empty = sol_item_new (&sol_sheet_evidence_table, NULL, NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, kind);
  return sol_practice_edit_change (empty, "kind", &value);
}

/* Its name is what it is called until he says better. */
static SolItem *
make_document (const GValue *blob)
{
  g_autoptr (SolItem) proof = make_proof ("document");
  g_autoptr (SolItem) attached = sol_practice_edit_change (proof, "file", blob);
  const SolBlob *file = g_value_get_boxed (blob);
  g_auto (GValue) title = G_VALUE_INIT;

  g_value_init (&title, G_TYPE_STRING);
  g_value_take_string (&title, g_utf8_strlen (file->name, -1) > MAX_TITLE
                                   ? g_utf8_substring (file->name, 0, MAX_TITLE)
                                   : g_strdup (file->name));
  return sol_practice_edit_change (attached, "title", &title);
}

static void
on_file (SolEvidenceList *self, const GValue *value)
{
  static const GValue empty = G_VALUE_INIT;
  g_autoptr (SolItem) proof = NULL;

  if (sol_value_is_empty (value))
    return;
  proof = make_document (value);
  sol_form_control_set_value (SOL_FORM_CONTROL (self->file), &empty);
  sol_items_control_add (self->items, proof, FALSE);
}

static void
on_link (SolEvidenceList *self)
{
  g_autoptr (SolItem) proof = make_proof ("link");

  sol_items_control_add (self->items, proof, TRUE);
}

static void
on_figure (SolEvidenceList *self)
{
  g_autoptr (SolItem) proof = make_proof ("figure");

  sol_items_control_add (self->items, proof, TRUE);
}

static void
on_edited (SolEvidenceList *self, const GValue *value)
{
  g_signal_emit (self, signals[EDITED], 0, value);
}

static void
sol_evidence_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_EVIDENCE_LIST);
  G_OBJECT_CLASS (sol_evidence_list_parent_class)->dispose (object);
}

static void
sol_evidence_list_class_init (SolEvidenceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_evidence_list_dispose;

  /* The user made it this GValue, unset when it is empty. */
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_EVIDENCE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolEvidenceList, place);
  gtk_widget_class_bind_template_child (widget_class, SolEvidenceList, file_place);
  gtk_widget_class_bind_template_child (widget_class, SolEvidenceList, adding);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_callback (widget_class, on_figure);
}

static void
sol_evidence_list_init (SolEvidenceList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = SOL_ITEMS_CONTROL (sol_items_control_new (parts, &sol_sheet_evidence_table, 0));
  sol_items_control_hide_add (self->items);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->items), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Your proofs"), -1);
  adw_bin_set_child (self->place, GTK_WIDGET (self->items));
  self->file = SOL_FILE_CONTROL (sol_file_control_new ());
  adw_bin_set_child (self->file_place, GTK_WIDGET (self->file));
  g_signal_connect_object (self->items, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "edited", G_CALLBACK (on_file), self, G_CONNECT_SWAPPED);
}

/* @files: (nullable): what files are attached with */
void
sol_evidence_list_set_files (SolEvidenceList *self, SolFormFiles *files)
{
  sol_file_control_take_documents (self->file, files);
}

/**
 * sol_evidence_list_set_value:
 * @value: of a field of items; unset for none
 *
 * Shows it; where the caret is, it stays.
 */
void
sol_evidence_list_set_value (SolEvidenceList *self, const GValue *value)
{
  sol_form_control_set_value (SOL_FORM_CONTROL (self->items), value);
}

void
sol_evidence_list_set_editable (SolEvidenceList *self, gboolean editable)
{
  sol_form_control_set_editable (SOL_FORM_CONTROL (self->items), editable);
  sol_form_control_set_editable (SOL_FORM_CONTROL (self->file), editable);
  gtk_widget_set_visible (self->adding, editable);
}

/* Has the user choose a file. */
void
sol_evidence_list_choose (SolEvidenceList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->file), "file.choose", NULL);
}
