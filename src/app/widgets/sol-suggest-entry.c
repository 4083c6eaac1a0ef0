/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-suggest-entry.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-same-name.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "widgets/sol-suggest-entry.ui"
#define MIN_TYPED 2   /* letters */
#define SAID_MARGIN 6 /* pixels above and below what is said */

/**
 * SolSuggestEntry:
 *
 * An entry for one thing out of many, which proposes as one types. Who owns it looks for what was
 * typed when it emits "asked", and answers by sol_suggest_entry_begin(), add and end, at once or
 * later. Whoever types the whole of what is proposed has chosen it; what is nothing of the list
 * stays as it was typed, and is told.
 */
struct _SolSuggestEntry
{
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkWidget *popover;
  GtkListBox *rows;
  GtkLabel *above; /* of what is proposed, what is said of it */
  GtkLabel *below; /* the same, when nothing is */
  char *title;     /* (nullable): of what is chosen */
  guint n_rows;
  gboolean setting;
};

enum
{
  ASKED,
  CHOSEN,
  SAID,
  N_SIGNALS
};

enum
{
  PROP_PLACEHOLDER = 1,
  PROP_LABEL,
  PROP_LIST_LABEL,
  N_PROPS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolSuggestEntry, sol_suggest_entry, ADW_TYPE_BIN)

static void
show_chosen (SolSuggestEntry *self)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->title != NULL ? self->title : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), 0);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     self->title != NULL ? "edit-clear-symbolic" : NULL);
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                   self->title != NULL ? _ ("Clear") : NULL);
  self->setting = FALSE;
}

/**
 * sol_suggest_entry_set_chosen:
 * @title: (nullable): what to show; %NULL when nothing is chosen
 *
 * What the user is typing there is replaced.
 */
void
sol_suggest_entry_set_chosen (SolSuggestEntry *self, const char *title)
{
  g_autofree char *old = g_steal_pointer (&self->title);

  self->title = g_strdup (title);
  show_chosen (self);
}

/**
 * sol_suggest_entry_say:
 * @words: (nullable): what to tell of what was typed: that nothing is called so, and what to do
 *
 * Tells it with what is proposed, or under the entry when nothing is, until something else is typed
 * or chosen; to be called before sol_suggest_entry_end(). Emits "said".
 */
void
sol_suggest_entry_say (SolSuggestEntry *self, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (self->below), words != NULL ? words : "") == 0)
    return;
  gtk_label_set_label (self->below, words != NULL ? words : "");
  gtk_label_set_label (self->above, words != NULL ? words : "");
  g_signal_emit (self, signals[SAID], 0, words);
}

/* A popover asks for one line of a text that wraps: it is told how many there are. */
static void
fit_above (SolSuggestEntry *self)
{
  GtkWidget *above = GTK_WIDGET (self->above);
  int width, height;

  gtk_widget_set_size_request (above, -1, -1);
  gtk_widget_measure (above, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (above, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_set_size_request (above, -1, height - 2 * SAID_MARGIN);
}

/* With the rows or without them. */
static void
show_said (SolSuggestEntry *self)
{
  const gboolean says = *gtk_label_get_label (self->below) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->below), says && self->n_rows == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->above), says);
  if (says)
    fit_above (self);
}

static void
choose (SolSuggestEntry *self, const char *id, const char *title)
{
  g_autofree char *copy = g_strdup (id);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  sol_suggest_entry_say (self, NULL);
  show_said (self);
  sol_suggest_entry_set_chosen (self, title);
  g_signal_emit (self, signals[CHOSEN], 0, copy);
}

static void
on_clear (SolSuggestEntry *self)
{
  choose (self, NULL, NULL);
}

/**
 * sol_suggest_entry_begin:
 *
 * Takes away what was proposed before.
 */
void
sol_suggest_entry_begin (SolSuggestEntry *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  self->n_rows = 0;
}

/**
 * sol_suggest_entry_add:
 * @id: told by "chosen"
 * @detail: what tells it from others of that title; may be ""
 *
 * Proposes one more.
 */
void
sol_suggest_entry_add (SolSuggestEntry *self, const char *id, const char *title, const char *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *kind = gtk_label_new (detail);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *label = *detail != '\0' ? g_strdup_printf ("%s, %s", title, detail)
                                           : g_strdup (title);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (kind, "detail");
  gtk_widget_add_css_class (kind, "secondary");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  gtk_list_box_append (self->rows, row);
  self->n_rows++;
}

/**
 * sol_suggest_entry_end:
 *
 * Shows what was added since sol_suggest_entry_begin().
 */
void
sol_suggest_entry_end (SolSuggestEntry *self)
{
  gtk_list_box_unselect_all (self->rows);
  show_said (self);
  if (self->n_rows > 0)
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
on_changed (SolSuggestEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->setting)
    return;
  if (*typed == '\0' && self->title != NULL)
    choose (self, NULL, NULL);
  else if (g_utf8_strlen (typed, -1) < MIN_TYPED)
    typed = NULL;

  if (typed == NULL || *typed == '\0')
    {
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      sol_suggest_entry_say (self, NULL);
      show_said (self);
    }
  g_signal_emit (self, signals[ASKED], 0, typed != NULL && *typed != '\0' ? typed : NULL);
}

static void
on_row_activated (SolSuggestEntry *self, GtkListBoxRow *row)
{
  choose (self, g_object_get_data (G_OBJECT (row), "id"),
          g_object_get_data (G_OBJECT (row), "title"));
}

static void
on_activate (SolSuggestEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->rows);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->rows, 0);
  if (row != NULL && gtk_widget_get_mapped (self->popover))
    on_row_activated (self, row);
}

static void
move_selection (SolSuggestEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->rows);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (self->rows, MAX (0, index));
  if (row != NULL)
    gtk_list_box_select_row (self->rows, row);
}

static gboolean
on_key_pressed (SolSuggestEntry *self, guint key, guint code, GdkModifierType state)
{
  if (!gtk_widget_get_mapped (self->popover))
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down:
      move_selection (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move_selection (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Returns: (transfer none) (nullable): the one that is proposed and whose name is what was typed;
 * %NULL also when there are several */
static GtkListBoxRow *
find_named (SolSuggestEntry *self, const char *text)
{
  GtkListBoxRow *found = NULL;

  for (guint i = 0; i < self->n_rows; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, (int) i);

      if (!sol_same_name (g_object_get_data (G_OBJECT (row), "title"), text) &&
          !sol_same_name (g_object_get_data (G_OBJECT (row), "id"), text))
        continue;
      if (found != NULL)
        return NULL;
      found = row;
    }
  return found;
}

/* Under the entry: what is proposed is away. */
static void
tell_unknown (SolSuggestEntry *self, const char *typed)
{
  g_autofree char *words = NULL;

  if (self->title != NULL)
    /* Translators: what was typed, what is chosen */
    words = g_strdup_printf (
        _ ("“%s” is not in the list: “%s” stays. Choose one that is proposed as you type."), typed,
        self->title);
  else
    /* Translators: what was typed */
    words = g_strdup_printf (
        _ ("“%s” is not in the list. Choose one that is proposed as you type."), typed);
  sol_suggest_entry_say (self, words);
  gtk_widget_set_visible (GTK_WIDGET (self->below), TRUE);
}

/* The user goes on elsewhere: is it chosen? */
static void
settle (SolSuggestEntry *self)
{
  g_autofree char *typed = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  GtkListBoxRow *named = find_named (self, typed);

  if (*typed == '\0' || g_strcmp0 (typed, self->title) == 0)
    {
      sol_suggest_entry_say (self, NULL);
      show_said (self);
      show_chosen (self);
    }
  else if (named != NULL)
    on_row_activated (self, named);
  else
    tell_unknown (self, typed);
}

/* What is proposed would cover the next field. */
static void
on_leave (SolSuggestEntry *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  settle (self);
}

static void
on_closed (SolSuggestEntry *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    settle (self);
}

static gboolean
sol_suggest_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_SUGGEST_ENTRY (widget)->entry));
}

static void
sol_suggest_entry_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  SolSuggestEntry *self = SOL_SUGGEST_ENTRY (object);
  const char *text = g_value_get_string (value);

  if (property == PROP_PLACEHOLDER)
    gtk_entry_set_placeholder_text (self->entry, text);
  else if (property == PROP_LABEL && text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text, -1);
  else if (property == PROP_LIST_LABEL && text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text, -1);
}

static void
sol_suggest_entry_dispose (GObject *object)
{
  SolSuggestEntry *self = SOL_SUGGEST_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SUGGEST_ENTRY);
  G_OBJECT_CLASS (sol_suggest_entry_parent_class)->dispose (object);
}

static void
sol_suggest_entry_finalize (GObject *object)
{
  g_free (SOL_SUGGEST_ENTRY (object)->title);
  G_OBJECT_CLASS (sol_suggest_entry_parent_class)->finalize (object);
}

static void
sol_suggest_entry_class_init (SolSuggestEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sol_suggest_entry_set_property;
  object_class->dispose = sol_suggest_entry_dispose;
  object_class->finalize = sol_suggest_entry_finalize;
  sol_focus_set_grab (widget_class, sol_suggest_entry_grab_focus);

  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder-text", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_LIST_LABEL] = g_param_spec_string ("list-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* What was typed; %NULL when it is too short to be looked for. */
  signals[ASKED] = g_signal_new ("asked", SOL_TYPE_SUGGEST_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* The user chose (an id), or cleared it (%NULL). */
  signals[CHOSEN] = g_signal_new ("chosen", SOL_TYPE_SUGGEST_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /* What is told of what was typed; %NULL: nothing any more. */
  signals[SAID] = g_signal_new ("said", SOL_TYPE_SUGGEST_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSuggestEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, SolSuggestEntry, below);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
make_popover (SolSuggestEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->popover = gtk_popover_new ();
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  self->above = GTK_LABEL (gtk_label_new (""));
  g_object_set (self->above, "wrap", TRUE, "xalign", 0.0, "max-width-chars", 30, "visible", FALSE,
                "margin-start", 12, "margin-end", 12, "margin-top", SAID_MARGIN, "margin-bottom",
                SAID_MARGIN, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->above), "detail");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->above));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_BROWSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->rows, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed), self);
}

static void
sol_suggest_entry_init (SolSuggestEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_popover (self);
}

/**
 * sol_suggest_entry_new:
 *
 * Returns: (transfer floating): with nothing chosen
 */
GtkWidget *
sol_suggest_entry_new (void)
{
  return g_object_new (SOL_TYPE_SUGGEST_ENTRY, NULL);
}

/**
 * sol_suggest_entry_get_entry:
 *
 * Returns: (transfer none): what takes the focus
 */
GtkWidget *
sol_suggest_entry_get_entry (SolSuggestEntry *self)
{
  return GTK_WIDGET (self->entry);
}
