/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-row.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/review/sol-review-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-census-entry.h"
#include "model/sol-clock.h"
#include "model/sol-siret.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "census/sol-census-row.ui"

/**
 * SolCensusRow:
 *
 * A structure that was censused: what and where it is, whom one asks there and whether it answered.
 * Emits "toggled" when the user chose it, or no longer.
 */
struct _SolCensusRow
{
  AdwBin parent_instance;

  SolShownRecord *shown; /* (nullable) */
  gboolean showing;      /* what is chosen is not the user's doing */
  GtkCheckButton *chosen;
  GtkLabel *name;
  GtkLabel *kind;
  GtkLabel *where;
  GtkLabel *doubt;
  GtkLabel *state;
  GtkWidget *code_box;
  GtkLabel *code;
  GtkWidget *refuse;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolCensusRow, sol_census_row, ADW_TYPE_BIN)

static void
on_toggled (SolCensusRow *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[TOGGLED], 0);
}

static void
copy_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          gtk_label_get_label (SOL_CENSUS_ROW (widget)->code));
}

static void
sol_census_row_dispose (GObject *object)
{
  g_clear_object (&SOL_CENSUS_ROW (object)->shown);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CENSUS_ROW);
  G_OBJECT_CLASS (sol_census_row_parent_class)->dispose (object);
}

static void
sol_census_row_class_init (SolCensusRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_census_row_dispose;
  signals[TOGGLED] = g_signal_new ("toggled", SOL_TYPE_CENSUS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, chosen);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, name);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, kind);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, where);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, doubt);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, state);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, code_box);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, code);
  gtk_widget_class_bind_template_child (widget_class, SolCensusRow, refuse);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_install_action (widget_class, "census-row.copy", NULL, copy_code);
}

static void
sol_census_row_init (SolCensusRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sol_census_row_new (void)
{
  return g_object_new (SOL_TYPE_CENSUS_ROW, NULL);
}

/* As they said themselves, or as the animator noted. */
static const char *
say_refusal (SolRecord *entry)
{
  const char *refusal = sol_record_get_text (entry, "refusal");

  if (g_strcmp0 (refusal, SOL_REFUSAL_NOT_US) == 0)
    return _ ("They answered: this is not us");
  if (g_strcmp0 (refusal, SOL_REFUSAL_NOT_WANTED) == 0)
    return _ ("They answered: we do not want to be listed");
  if (g_strcmp0 (refusal, SOL_REFUSAL_SILENCE) == 0)
    return _ ("They answered: do not write to us");
  return _ ("Not to be written to");
}

static char *
say_state (SolRecord *entry)
{
  const char *state = sol_census_entry_get_state (entry);
  g_autofree char *invited = sol_format_date (sol_record_get_text (entry, "invited_at"));
  g_autofree char *answered = sol_format_date (sol_record_get_text (entry, "answered_at"));

  if (g_str_equal (state, "invited"))
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("Invited on %s"), invited);
  if (g_str_equal (state, "answered"))
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("Answered on %s"), answered);
  return g_strdup (g_str_equal (state, "refused") ? say_refusal (entry) : _ ("To be invited"));
}

static gboolean
is_open (SolRecord *entry)
{
  const char *state = sol_census_entry_get_state (entry);

  return g_str_equal (state, "found") || g_str_equal (state, "invited");
}

static const char *
find_doubt (SolRecord *entry)
{
  const char *siret = sol_record_get_text (entry, "siret");

  if (siret != NULL && !sol_siret_is_valid (siret))
    return _ ("SIRET to check");
  if (sol_record_get_text (entry, "supplier") != NULL && is_open (entry))
    return sol_record_get_text (entry, "email") != NULL
               ? _ ("In the catalogue: to be claimed")
               : _ ("In the catalogue: who is listed there is written to");
  if (sol_record_get_text (entry, "email") == NULL)
    return _ ("No mail address: a code to hand over");
  return NULL;
}

static char *
say_where (SolRecord *entry)
{
  g_autofree char *place = sol_review_words_say_place (entry);
  const char *contact = sol_record_get_text (entry, "email");

  if (contact == NULL)
    contact = sol_record_get_text (entry, "phone");
  if (contact == NULL)
    return g_steal_pointer (&place);
  return *place != '\0' ? g_strdup_printf ("%s · %s", place, contact) : g_strdup (contact);
}

static void
show_kind (SolCensusRow *self, const char *kind)
{
  static const char *const families[] = { "insertion", "handicap", "ess" };
  const char *family = sol_supplier_text_get_family_class (kind);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->kind), families[i]);
  if (family != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), family);
  gtk_label_set_label (self->kind, kind != NULL ? kind : "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), kind != NULL);
}

/* What the buttons are about, and what a screen reader stops at. */
static void
name_parts (SolCensusRow *self, const char *name, const char *state)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));
  /* Translators: %s is a structure */
  g_autofree char *choose = g_strdup_printf (_ ("Choose %s"), name);
  /* Translators: %s is a structure */
  g_autofree char *refuse = g_strdup_printf (_ ("%s does not want to be written to"), name);
  const char *doubt = gtk_label_get_label (self->doubt);
  g_autofree char *said = g_strdup_printf ("%s, %s%s%s", name, state, *doubt != '\0' ? ", " : "",
                                           doubt);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chosen), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choose, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->refuse), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  refuse, -1);
  gtk_widget_set_tooltip_text (self->refuse, refuse);
  if (list_item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                    -1);
}

static void
show (SolCensusRow *self, SolRecord *entry, gboolean chosen, const char *code)
{
  const char *name = sol_record_get_text (entry, "name");
  const char *doubt = find_doubt (entry);
  g_autofree char *now = sol_clock_print (sol_clock_seconds ());
  g_autofree char *said = say_state (entry);
  g_autofree char *where = say_where (entry);

  gtk_label_set_label (self->name, name != NULL ? name : _ ("Without a name"));
  gtk_label_set_label (self->where, where);
  gtk_label_set_label (self->state, said);
  gtk_label_set_label (self->doubt, doubt != NULL ? doubt : "");
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), doubt != NULL);
  show_kind (self, sol_record_get_text (entry, "kind"));
  gtk_label_set_label (self->code, code != NULL ? code : "");
  gtk_widget_set_visible (self->code_box, code != NULL);
  gtk_widget_set_visible (self->refuse, is_open (entry));
  gtk_widget_set_sensitive (GTK_WIDGET (self->chosen),
                            sol_census_entry_may_invite (entry, now) &&
                                sol_shown_record_get_held (self->shown) != NULL);
  gtk_check_button_set_active (self->chosen, chosen);
  name_parts (self, gtk_label_get_label (self->name), said);
}

/**
 * sol_census_row_set_shown:
 * @shown: (nullable): a census_entry
 * @chosen: it is one of those to invite
 * @code: (nullable): to be handed over
 */
void
sol_census_row_set_shown (SolCensusRow *self,
                          SolShownRecord *shown,
                          gboolean chosen,
                          const char *code)
{
  g_set_object (&self->shown, shown);
  if (shown == NULL || sol_shown_record_get_record (shown) == NULL)
    return;
  self->showing = TRUE;
  show (self, sol_shown_record_get_record (shown), chosen, code);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->refuse), "s",
                                    sol_shown_record_get_id (shown));
  /* Once there is a target: it takes none but a text. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->refuse), "census.refuse");
  self->showing = FALSE;
}

/* Returns: (nullable): of what it shows */
const char *
sol_census_row_get_id (SolCensusRow *self)
{
  return self->shown != NULL ? sol_shown_record_get_id (self->shown) : NULL;
}

gboolean
sol_census_row_get_chosen (SolCensusRow *self)
{
  return gtk_check_button_get_active (self->chosen);
}
