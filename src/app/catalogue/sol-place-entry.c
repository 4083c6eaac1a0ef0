/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-place-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/catalogue/sol-filter.h"
#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-place-entry.ui"
#define MAX_COMMUNES 6
#define MAX_AREAS 2
#define MIN_TYPED 2 /* letters */

/**
 * SolPlaceEntry:
 *
 * An entry for a commune, a département or a région, which proposes as one types. It says the place
 * as #SolQuery has it, "commune:84007".
 */
struct _SolPlaceEntry
{
  AdwBin parent_instance;

  GtkEntry *entry;
  GtkWidget *popover;
  GtkListBox *places;
  char *place;
  GCancellable *search; /* (nullable): of the communes */
  gboolean setting;
};

enum
{
  PLACED,
  N_SIGNALS
};

enum
{
  PROP_PLACEHOLDER = 1,
  PROP_LABEL,
  N_PROPS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolPlaceEntry, sol_place_entry, ADW_TYPE_BIN)

static void
show_place (SolPlaceEntry *self)
{
  g_autofree char *label = self->place != NULL ? sol_filter_place_label (self->place) : NULL;

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), label != NULL ? label : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), 0);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     label != NULL ? "edit-clear-symbolic" : NULL);
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                   label != NULL ? _ ("Clear") : NULL);
  self->setting = FALSE;
}

/**
 * sol_place_entry_set_place:
 * @place: (nullable): a place as #SolQuery has it
 *
 * Shows it; what the user is typing there is replaced.
 */
void
sol_place_entry_set_place (SolPlaceEntry *self, const char *place)
{
  if (g_strcmp0 (self->place, place) == 0)
    return;

  g_free (self->place);
  self->place = g_strdup (place);
  show_place (self);
}

static void
take_place (SolPlaceEntry *self, const char *place)
{
  g_autofree char *copy = g_strdup (place);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_free (self->place);
  self->place = g_strdup (copy);
  show_place (self);
  g_signal_emit (self, signals[PLACED], 0, copy);
}

static void
on_clear (SolPlaceEntry *self)
{
  take_place (self, NULL);
}

static void
add_place (SolPlaceEntry *self, char *place, const char *title, const char *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *kind = gtk_label_new (detail);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *label = g_strdup_printf ("%s, %s", title, detail);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (kind, "detail");
  gtk_widget_add_css_class (kind, "secondary");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "place", place, g_free);
  gtk_list_box_append (self->places, row);
}

static guint
add_areas (SolPlaceEntry *self, const char *list, const char *kind, const char *typed)
{
  guint n_codes = 0;
  const SolCode *codes = sol_referential_get_codes (list, &n_codes);
  g_autofree char *wanted = sol_text_fold (typed);
  guint n_added = 0;

  for (guint i = 0; i < n_codes && n_added < MAX_AREAS; i++)
    {
      const char *label = sol_referential_label (list, codes[i].code);
      g_autofree char *folded = sol_text_fold (label);
      gboolean department = g_str_equal (kind, "department");
      g_autofree char *title = NULL;

      if (!g_str_has_prefix (folded, wanted) &&
          (!department || g_ascii_strcasecmp (codes[i].code, typed) != 0))
        continue;
      title = department ? g_strdup_printf ("%s (%s)", label, codes[i].code) : g_strdup (label);
      add_place (self, g_strdup_printf ("%s:%s", kind, codes[i].code), title,
                 department ? _ ("département") : _ ("région"));
      n_added++;
    }
  return n_added;
}

static void
add_communes (SolPlaceEntry *self, GPtrArray *communes)
{
  for (guint i = 0; i < communes->len; i++)
    {
      const SolCommune *commune = g_ptr_array_index (communes, i);
      g_autofree char *title = sol_filter_near_label (commune->code);
      g_auto (GStrv) postcodes = g_strsplit (commune->postcodes, " ", 2);

      add_place (self, g_strdup_printf ("commune:%s", commune->code), title,
                 postcodes[0] != NULL ? postcodes[0] : "");
    }
}

static void
clear_places (SolPlaceEntry *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->places, 0)) != NULL)
    gtk_list_box_remove (self->places, GTK_WIDGET (row));
}

static void
propose (SolPlaceEntry *self, const char *typed, GPtrArray *communes)
{
  guint n_found = communes->len;

  clear_places (self);
  n_found += add_areas (self, "departments", "department", typed);
  n_found += add_areas (self, "regions", "region", typed);
  add_communes (self, communes);

  if (n_found == 0)
    {
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return;
    }
  gtk_list_box_unselect_all (self->places);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
search_communes (GTask *task, gpointer source, gpointer typed, GCancellable *cancellable)
{
  const SolCommune *found[MAX_COMMUNES];
  guint n_found = sol_commune_search (typed, found, MAX_COMMUNES);
  GPtrArray *communes = g_ptr_array_new ();

  for (guint i = 0; i < n_found; i++)
    g_ptr_array_add (communes, (gpointer) found[i]);
  g_task_return_pointer (task, communes, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_communes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolPlaceEntry *self = SOL_PLACE_ENTRY (source);
  g_autoptr (GPtrArray) communes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (communes != NULL)
    propose (self, g_task_get_task_data (G_TASK (result)), communes);
}

static void
stop_search (SolPlaceEntry *self)
{
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
}

/* On a worker: the first one reads the 35 000 communes. */
static void
start_search (SolPlaceEntry *self, const char *typed)
{
  g_autoptr (GTask) task = NULL;

  self->search = g_cancellable_new ();
  task = g_task_new (self, self->search, on_communes, NULL);
  g_task_set_source_tag (task, start_search);
  g_task_set_task_data (task, g_strdup (typed), g_free);
  g_task_run_in_thread (task, search_communes);
}

static void
on_changed (SolPlaceEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  stop_search (self);
  if (self->setting)
    return;
  if (*typed == '\0' && self->place != NULL)
    take_place (self, NULL);
  else if (g_utf8_strlen (typed, -1) >= MIN_TYPED)
    start_search (self, typed);
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
on_row_activated (SolPlaceEntry *self, GtkListBoxRow *row)
{
  take_place (self, g_object_get_data (G_OBJECT (row), "place"));
}

static void
on_activate (SolPlaceEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->places);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->places, 0);
  if (row != NULL && gtk_widget_get_mapped (self->popover))
    on_row_activated (self, row);
}

static void
move_selection (SolPlaceEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->places);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (self->places, MAX (0, index));
  if (row != NULL)
    gtk_list_box_select_row (self->places, row);
}

static gboolean
on_key_pressed (SolPlaceEntry *self, guint key, guint code, GdkModifierType state)
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

/* Words that are no place are not kept: the entry says what is asked. */
static void
on_leave (SolPlaceEntry *self)
{
  if (!gtk_widget_get_mapped (self->popover))
    show_place (self);
}

static void
on_closed (SolPlaceEntry *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    show_place (self);
}

static gboolean
sol_place_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_PLACE_ENTRY (widget)->entry));
}

static void
sol_place_entry_set_property (GObject *object,
                              guint property,
                              const GValue *value,
                              GParamSpec *pspec)
{
  SolPlaceEntry *self = SOL_PLACE_ENTRY (object);

  if (property == PROP_PLACEHOLDER)
    gtk_entry_set_placeholder_text (self->entry, g_value_get_string (value));
  else if (property == PROP_LABEL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_value_get_string (value), -1);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_place_entry_dispose (GObject *object)
{
  SolPlaceEntry *self = SOL_PLACE_ENTRY (object);

  stop_search (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_PLACE_ENTRY);
  G_OBJECT_CLASS (sol_place_entry_parent_class)->dispose (object);
}

static void
sol_place_entry_finalize (GObject *object)
{
  g_free (SOL_PLACE_ENTRY (object)->place);
  G_OBJECT_CLASS (sol_place_entry_parent_class)->finalize (object);
}

static void
sol_place_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SolPlaceEntry *self = SOL_PLACE_ENTRY (widget);

  GTK_WIDGET_CLASS (sol_place_entry_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
sol_place_entry_class_init (SolPlaceEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sol_place_entry_set_property;
  object_class->dispose = sol_place_entry_dispose;
  object_class->finalize = sol_place_entry_finalize;
  widget_class->grab_focus = sol_place_entry_grab_focus;
  widget_class->size_allocate = sol_place_entry_size_allocate;

  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder-text", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user chose a place (a string), or cleared it (%NULL). */
  signals[PLACED] = g_signal_new ("placed", SOL_TYPE_PLACE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
make_popover (SolPlaceEntry *self)
{
  self->popover = gtk_popover_new ();
  self->places = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->places));
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->places), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Places"), -1);
  gtk_list_box_set_selection_mode (self->places, GTK_SELECTION_BROWSE);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->places, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed), self);
}

static void
sol_place_entry_init (SolPlaceEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->entry = GTK_ENTRY (adw_bin_get_child (ADW_BIN (self)));
  make_popover (self);
}
