/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-code-control.h"

#include <string.h>

#include "app/form/sol-form-codes.h"
#include "app/form/sol-form-control.h"
#include "app/widgets/sol-suggest-entry.h"
#include "model/sol-field.h"
#include "model/sol-text.h"

#define MAX_PROPOSED 8

/**
 * SolCodeControl:
 *
 * One code of a referential, found by a word of its label or by the code itself.
 */
struct _SolCodeControl
{
  AdwBin parent_instance;

  const char *list;
  char *code; /* (nullable) */
  SolSuggestEntry *entry;
};

static void sol_code_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolCodeControl,
                               sol_code_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_code_control_init_control))

static void
on_chosen (SolCodeControl *self, const char *code)
{
  g_free (self->code);
  self->code = g_strdup (code);
  sol_form_control_emit_text (SOL_FORM_CONTROL (self), code);
}

/* At the beginning of the label or of one of its words. */
static gboolean
has_word (const char *folded, const char *wanted)
{
  for (const char *at = strstr (folded, wanted); at != NULL; at = strstr (at + 1, wanted))
    if (at == folded || !g_ascii_isalnum (at[-1]))
      return TRUE;
  return FALSE;
}

static gboolean
answers (SolCodeControl *self, const SolCode *code, const char *wanted)
{
  g_autofree char *label = sol_text_fold (sol_referential_label (self->list, code->code));
  g_autofree char *name = sol_text_fold (code->code);

  return g_str_has_prefix (name, wanted) || has_word (label, wanted);
}

static void
on_asked (SolCodeControl *self, const char *typed)
{
  g_autofree char *wanted = typed != NULL ? sol_text_fold (typed) : NULL;
  g_autoptr (GPtrArray) codes = sol_form_codes_list (self->list);
  guint n_found = 0;

  if (typed == NULL)
    return;
  sol_suggest_entry_begin (self->entry);
  for (guint i = 0; i < codes->len && n_found < MAX_PROPOSED; i++)
    {
      const SolCode *code = codes->pdata[i];

      if (!answers (self, code, wanted))
        continue;
      sol_suggest_entry_add (self->entry, code->code,
                             sol_referential_label (self->list, code->code), "");
      n_found++;
    }
  sol_suggest_entry_end (self->entry);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolCodeControl *self = SOL_CODE_CONTROL (control);
  const char *code = sol_value_is_empty (value) ? NULL : g_value_get_string (value);

  if (g_strcmp0 (code, self->code) == 0)
    return;
  g_free (self->code);
  self->code = g_strdup (code);
  sol_suggest_entry_set_chosen (self->entry,
                                code != NULL ? sol_referential_label (self->list, code) : NULL);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return sol_suggest_entry_get_entry (SOL_CODE_CONTROL (control)->entry);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  gtk_widget_set_sensitive (GTK_WIDGET (control), editable);
}

static void
sol_code_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_code_control_finalize (GObject *object)
{
  g_free (SOL_CODE_CONTROL (object)->code);
  G_OBJECT_CLASS (sol_code_control_parent_class)->finalize (object);
}

static void
sol_code_control_class_init (SolCodeControlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_code_control_finalize;
}

static void
sol_code_control_init (SolCodeControl *self)
{
  self->entry = SOL_SUGGEST_ENTRY (sol_suggest_entry_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "asked", G_CALLBACK (on_asked), self);
  g_signal_connect_swapped (self->entry, "chosen", G_CALLBACK (on_chosen), self);
}

/**
 * sol_code_control_new:
 * @list: static: a referential
 *
 * Returns: (transfer floating): with none chosen
 */
GtkWidget *
sol_code_control_new (const char *list)
{
  SolCodeControl *self = g_object_new (SOL_TYPE_CODE_CONTROL, NULL);

  self->list = list;
  return GTK_WIDGET (self);
}
