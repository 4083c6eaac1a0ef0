/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-client-word-row.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-client-word.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-client-word-row.ui"

/**
 * SolClientWordRow:
 *
 * A word that a client was asked for, or said, and what its structure can do with it. Its buttons
 * are actions "words.…" of whoever holds it, whose parameter is the id of the word.
 */
struct _SolClientWordRow
{
  AdwBin parent_instance;

  SolShownRecord *shown; /* (nullable) */
  GtkLabel *name;
  GtkLabel *text;
  GtkLabel *state;
  GtkCheckButton *show;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *link;
  GtkWidget *remove;
  GtkWidget *made;
  GtkLabel *address;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (SolClientWordRow, sol_client_word_row, ADW_TYPE_BIN)

static void
copy_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          gtk_label_get_label (SOL_CLIENT_WORD_ROW (widget)->address));
}

static void
sol_client_word_row_dispose (GObject *object)
{
  g_clear_object (&SOL_CLIENT_WORD_ROW (object)->shown);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CLIENT_WORD_ROW);
  G_OBJECT_CLASS (sol_client_word_row_parent_class)->dispose (object);
}

static void
sol_client_word_row_class_init (SolClientWordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_client_word_row_dispose;
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, name);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, text);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, state);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, show);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, up);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, down);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, link);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, remove);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, made);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, address);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordRow, copy);
  gtk_widget_class_install_action (widget_class, "word-row.copy", NULL, copy_link);
}

static void
sol_client_word_row_init (SolClientWordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sol_client_word_row_new (void)
{
  return g_object_new (SOL_TYPE_CLIENT_WORD_ROW, NULL);
}

/* Whom it is of, as its structure knows him. */
static const char *
get_name (SolRecord *word)
{
  const char *client = sol_record_get_text (word, "client");
  const char *name = sol_record_get_text (word, "name");

  return client != NULL ? client : name != NULL ? name : _ ("A client");
}

static char *
say_hidden (SolRecord *word)
{
  const char *why = sol_record_get_text (word, "remark");

  /* Translators: %s is why */
  return why != NULL ? g_strdup_printf (_ ("Hidden by a moderator: %s"), why)
                     : g_strdup (_ ("Hidden by a moderator"));
}

static char *
say_state (SolShownRecord *shown, SolRecord *word)
{
  const char *state = sol_client_word_get_state (word);
  g_autofree char *asked = sol_format_date (sol_record_get_text (word, "asked_at"));

  if (sol_shown_record_get_state (shown) == SOL_SHOWN_WAITING)
    return g_strdup (_ ("Waiting to be sent"));
  if (sol_shown_record_get_state (shown) != SOL_SHOWN_SETTLED)
    return g_strdup (_ ("Not taken up: “What I send” says why"));
  if (g_str_equal (state, SOL_CLIENT_WORD_HIDDEN))
    return say_hidden (word);
  if (g_str_equal (state, SOL_CLIENT_WORD_TAKEN_BACK))
    return g_strdup (_ ("The client took it back"));
  if (g_str_equal (state, SOL_CLIENT_WORD_ANSWERED))
    return sol_supplier_words_say_who (word);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("Asked on %s, not answered yet"), asked);
}

/* @can: an action that is found makes its button sensitive, whatever that was */
static void
aim (GtkWidget *button, const char *action, gboolean can, const char *id, const char *said)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  /* Once there is a target: it takes none but a text. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), can ? action : NULL);
  gtk_widget_set_sensitive (button, can);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

/* Each tells which word it is about to who does not see it. */
static void
name_buttons (SolClientWordRow *self, const char *name, gboolean first, gboolean last)
{
  const char *id = sol_shown_record_get_id (self->shown);
  /* Translators: %s is a client, here and in the next ones */
  g_autofree char *show = g_strdup_printf (_ ("Show the word of %s"), name);
  g_autofree char *up = g_strdup_printf (_ ("Word of %s: before the one above"), name);
  g_autofree char *down = g_strdup_printf (_ ("Word of %s: after the one below"), name);
  g_autofree char *link = g_strdup_printf (_ ("Link for %s"), name);
  g_autofree char *remove = g_strdup_printf (_ ("Remove the word of %s"), name);
  g_autofree char *copy = g_strdup_printf (_ ("Copy the link for %s"), name);

  aim (GTK_WIDGET (self->show), "words.show", TRUE, id, show);
  aim (self->up, "words.up", !first, id, up);
  aim (self->down, "words.down", !last, id, down);
  aim (self->link, "words.link", sol_shown_record_get_held (self->shown) != NULL, id, link);
  aim (self->remove, "words.remove", TRUE, id, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, copy,
                                  -1);
}

/**
 * sol_client_word_row_set_shown:
 * @shown: a client_word
 * @link: (nullable): to be handed over
 * @first: of those that are shown to all
 * @last: likewise
 */
void
sol_client_word_row_set_shown (SolClientWordRow *self,
                               SolShownRecord *shown,
                               const char *link,
                               gboolean first,
                               gboolean last)
{
  SolRecord *word = sol_shown_record_get_record (shown);
  const gboolean answered = g_str_equal (sol_client_word_get_state (word),
                                         SOL_CLIENT_WORD_ANSWERED);
  const gboolean asked = g_str_equal (sol_client_word_get_state (word), SOL_CLIENT_WORD_ASKED);
  g_autofree char *quote = sol_supplier_words_quote (word);
  g_autofree char *state = say_state (shown, word);
  gboolean on = FALSE;

  g_set_object (&self->shown, shown);
  sol_record_get_flag (word, "shown", &on);
  gtk_label_set_label (self->name, get_name (word));
  gtk_label_set_label (self->text, quote);
  gtk_widget_set_visible (GTK_WIDGET (self->text), sol_record_get_text (word, "text") != NULL);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->show), answered);
  gtk_check_button_set_active (self->show, on);
  gtk_widget_set_visible (self->up, answered && on);
  gtk_widget_set_visible (self->down, answered && on);
  gtk_widget_set_visible (self->link, asked);
  gtk_label_set_label (self->address, link != NULL ? link : "");
  gtk_widget_set_visible (self->made, asked && link != NULL);
  name_buttons (self, get_name (word), first, last);
}

/* Returns: (nullable): of what it shows */
const char *
sol_client_word_row_get_id (SolClientWordRow *self)
{
  return self->shown != NULL ? sol_shown_record_get_id (self->shown) : NULL;
}

/* To what is done with the link that was made just now. */
void
sol_client_word_row_focus_link (SolClientWordRow *self)
{
  gtk_widget_grab_focus (self->copy);
}
