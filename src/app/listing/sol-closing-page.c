/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-closing-page.h"

#include <glib/gi18n.h>

#include "app/form/sol-typed.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-entry-field.h"
#include "model/sol-clock.h"
#include "model/sol-record.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-closing-page.ui"

/**
 * SolClosingPage:
 *
 * Since when a structure has closed, and why if its people want to say so: buyers who know it read
 * both. It is done in the account's store and offered to be undone.
 */
struct _SolClosingPage
{
  AdwBin parent_instance;

  SolFormKeeper *keeper; /* (nullable): while it is open */
  GtkWidget *back;
  SolEntryField *day;
  SolEntryField *why;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolClosingPage, sol_closing_page, ADW_TYPE_BIN)

/* (transfer full): as records have a day */
static char *
write_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (sol_clock_seconds ());

  return g_date_time_format (now, "%Y-%m-%d");
}

/* (transfer full) (nullable): the day that was typed, as records have it; %NULL is no day */
static char *
read_day (SolClosingPage *self)
{
  static const SolField day = { "closed_on", SOL_FIELD_DATE, SOL_FIELD_OPTIONAL, 10 };
  g_auto (GValue) value = G_VALUE_INIT;

  sol_typed_read (SOL_FIELD_DATE, sol_entry_field_get_text (self->day), &value);
  return !sol_value_is_empty (&value) && sol_field_check (&day, &value, NULL)
             ? g_value_dup_string (&value)
             : NULL;
}

static void
refuse_day (SolClosingPage *self, const char *reason)
{
  sol_entry_field_refuse (self->day, reason);
  gtk_widget_grab_focus (GTK_WIDGET (self->day));
}

static void
act (SolClosingPage *self, const char *day)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *why = g_strstrip (g_strdup (sol_entry_field_get_text (self->why)));
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation (
      "listing", sol_form_keeper_get_id (self->keeper), "close_down", "on", day,
      *why != '\0' ? "why" : NULL, why, NULL);

  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), sol_form_keeper_get_store (self->keeper), mutation,
                      sol_form_keeper_get_organisation (self->keeper),
                      _ ("The structure is closed"));
  g_signal_emit (self, signals[CLOSED], 0);
}

/* It may come a moment after the key that it is of, when the page was left. */
static void
on_close_down (SolClosingPage *self)
{
  g_autofree char *day = NULL;
  g_autofree char *today = write_today ();

  if (self->keeper == NULL)
    return;
  day = read_day (self);
  if (day == NULL)
    refuse_day (self, _ ("Write a day, as 31/12/2025."));
  else if (strcmp (day, today) > 0)
    refuse_day (self, _ ("That day has not come yet. Close the listing then, or today."));
  else
    act (self, day);
}

static void
on_day_activate (SolClosingPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->why));
}

static void
on_back (SolClosingPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
sol_closing_page_dispose (GObject *object)
{
  g_clear_object (&SOL_CLOSING_PAGE (object)->keeper);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CLOSING_PAGE);
  G_OBJECT_CLASS (sol_closing_page_parent_class)->dispose (object);
}

static void
sol_closing_page_class_init (SolClosingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_closing_page_dispose;

  /* Back to the listing. */
  signals[CLOSED] = g_signal_new ("closed", SOL_TYPE_CLOSING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolClosingPage, back);
  gtk_widget_class_bind_template_child (widget_class, SolClosingPage, day);
  gtk_widget_class_bind_template_child (widget_class, SolClosingPage, why);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_close_down);
  gtk_widget_class_bind_template_callback (widget_class, on_day_activate);
}

static void
sol_closing_page_init (SolClosingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_closing_page_open:
 * @keeper: of a listing that its organisation's manager may close
 *
 * Proposes today.
 */
void
sol_closing_page_open (SolClosingPage *self, SolFormKeeper *keeper)
{
  g_autofree char *today = write_today ();
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *typed = NULL;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, today);
  typed = sol_typed_write (SOL_FIELD_DATE, &value);
  g_set_object (&self->keeper, keeper);
  sol_entry_field_set_text (self->day, typed);
  sol_entry_field_set_text (self->why, "");
}

/* Forgets what was typed. */
void
sol_closing_page_let_go (SolClosingPage *self)
{
  g_clear_object (&self->keeper);
}

gboolean
sol_closing_page_is_open (SolClosingPage *self)
{
  return self->keeper != NULL;
}

/* Puts the focus on what is asked first. */
void
sol_closing_page_focus (SolClosingPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->day));
}
