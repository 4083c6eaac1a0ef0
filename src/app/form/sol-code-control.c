/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-code-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-code-search.h"
#include "app/form/sol-form-control.h"
#include "app/widgets/sol-suggest-entry.h"
#include "model/sol-field.h"

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

/* (transfer full): that @typed is nothing of the list, and what to do then */
static char *
say_none (SolCodeControl *self, const char *typed, gboolean any_near)
{
  if (!g_str_equal (self->list, "sectors"))
    /* Translators: %s is what was typed */
    return g_strdup_printf (any_near ? _ ("Nothing is called “%s”. What comes nearest:")
                                     : _ ("Nothing is called “%s”. Try another word."),
                            typed);
  return g_strdup_printf (
      any_near
          /* Translators: %s is what was typed */
          ? _ ("No activity is called “%s”. Choose what comes nearest, or type “other”:")
          /* Translators: %s is what was typed; “other” is how the labels of other activities begin
           */
          : _ ("No activity is called “%s”. Try another word, or type “other” and your trade; then "
               "say it in your own words among your offers."),
      typed);
}

/* (transfer full): with the code, where people have it on their papers */
static char *
make_title (SolCodeControl *self, const char *code)
{
  const char *label = sol_referential_label (self->list, code);

  return g_str_equal (self->list, "naf") ? g_strdup_printf ("%s · %s", code, label)
                                         : g_strdup (label);
}

static void
on_asked (SolCodeControl *self, const char *typed)
{
  g_autoptr (GPtrArray) codes = NULL;
  g_autofree char *none = NULL;
  gboolean near = FALSE;

  if (typed == NULL)
    return;
  codes = sol_code_search (self->list, typed, MAX_PROPOSED, &near);
  sol_suggest_entry_begin (self->entry);
  for (guint i = 0; i < codes->len; i++)
    {
      const SolCode *code = codes->pdata[i];
      g_autofree char *title = make_title (self, code->code);

      sol_suggest_entry_add (self->entry, code->code, title, "");
    }
  none = near ? say_none (self, typed, codes->len > 0) : NULL;
  sol_suggest_entry_say (self->entry, none);
  sol_suggest_entry_end (self->entry);
}

/* What it says is read with the field. */
static void
on_said (SolCodeControl *self, const char *words)
{
  sol_form_control_emit_doubt (SOL_FORM_CONTROL (self), words);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolCodeControl *self = SOL_CODE_CONTROL (control);
  const char *code = sol_value_is_empty (value) ? NULL : g_value_get_string (value);
  g_autofree char *title = code != NULL ? make_title (self, code) : NULL;

  if (g_strcmp0 (code, self->code) == 0)
    return;
  g_free (self->code);
  self->code = g_strdup (code);
  sol_suggest_entry_set_chosen (self->entry, title);
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
  g_signal_connect_swapped (self->entry, "said", G_CALLBACK (on_said), self);
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
