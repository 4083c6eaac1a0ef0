/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-place-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/catalogue/sol-filter.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-suggest-entry.h"
#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-place-entry.ui"
#define MAX_COMMUNES 6
#define MAX_AREAS 2

/**
 * SolPlaceEntry:
 *
 * An entry for a commune, a département or a région, which proposes as one types. It says the place
 * as #SolQuery has it, "commune:84007".
 */
struct _SolPlaceEntry
{
  AdwBin parent_instance;

  SolSuggestEntry *entry;
  char *place;
  GCancellable *search; /* (nullable): of the communes */
  gboolean communes_only;
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
  PROP_COMMUNES_ONLY,
  N_PROPS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolPlaceEntry, sol_place_entry, ADW_TYPE_BIN)

/**
 * sol_place_entry_set_place:
 * @place: (nullable): a place as #SolQuery has it
 *
 * Shows it; what the user is typing there is replaced.
 */
void
sol_place_entry_set_place (SolPlaceEntry *self, const char *place)
{
  g_autofree char *label = place != NULL ? sol_filter_place_label (place) : NULL;

  if (g_strcmp0 (self->place, place) == 0)
    return;

  g_free (self->place);
  self->place = g_strdup (place);
  sol_suggest_entry_set_chosen (self->entry, label);
}

static void
on_chosen (SolPlaceEntry *self, const char *place)
{
  sol_place_entry_set_place (self, place);
  g_signal_emit (self, signals[PLACED], 0, place);
}

static void
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
      g_autofree char *place = NULL;

      if (!g_str_has_prefix (folded, wanted) &&
          (!department || g_ascii_strcasecmp (codes[i].code, typed) != 0))
        continue;
      title = department ? g_strdup_printf ("%s (%s)", label, codes[i].code) : g_strdup (label);
      place = g_strdup_printf ("%s:%s", kind, codes[i].code);
      sol_suggest_entry_add (self->entry, place, title,
                             department ? _ ("département") : _ ("région"));
      n_added++;
    }
}

static void
add_communes (SolPlaceEntry *self, GPtrArray *communes)
{
  for (guint i = 0; i < communes->len; i++)
    {
      const SolCommune *commune = g_ptr_array_index (communes, i);
      g_autofree char *title = sol_filter_near_label (commune->code);
      g_autofree char *place = g_strdup_printf ("commune:%s", commune->code);
      g_auto (GStrv) postcodes = g_strsplit (commune->postcodes, " ", 2);

      sol_suggest_entry_add (self->entry, place, title, postcodes[0] != NULL ? postcodes[0] : "");
    }
}

static void
propose (SolPlaceEntry *self, const char *typed, GPtrArray *communes)
{
  sol_suggest_entry_begin (self->entry);
  if (!self->communes_only)
    {
      add_areas (self, "departments", "department", typed);
      add_areas (self, "regions", "region", typed);
    }
  add_communes (self, communes);
  sol_suggest_entry_end (self->entry);
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
on_asked (SolPlaceEntry *self, const char *typed)
{
  g_autoptr (GTask) task = NULL;

  stop_search (self);
  if (typed == NULL)
    return;
  self->search = g_cancellable_new ();
  task = g_task_new (self, self->search, on_communes, NULL);
  g_task_set_source_tag (task, on_asked);
  g_task_set_task_data (task, g_strdup (typed), g_free);
  g_task_run_in_thread (task, search_communes);
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

  if (property == PROP_COMMUNES_ONLY)
    self->communes_only = g_value_get_boolean (value);
  else
    g_object_set_property (G_OBJECT (self->entry), pspec->name, value);
}

static void
sol_place_entry_dispose (GObject *object)
{
  SolPlaceEntry *self = SOL_PLACE_ENTRY (object);

  stop_search (self);
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
sol_place_entry_class_init (SolPlaceEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sol_place_entry_set_property;
  object_class->dispose = sol_place_entry_dispose;
  object_class->finalize = sol_place_entry_finalize;
  sol_focus_set_grab (widget_class, sol_place_entry_grab_focus);

  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder-text", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_COMMUNES_ONLY] = g_param_spec_boolean ("communes-only", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user chose a place (a string), or cleared it (%NULL). */
  signals[PLACED] = g_signal_new ("placed", SOL_TYPE_PLACE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SOL_TYPE_SUGGEST_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
sol_place_entry_init (SolPlaceEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->entry = SOL_SUGGEST_ENTRY (adw_bin_get_child (ADW_BIN (self)));
}

/**
 * sol_place_entry_new_for_communes:
 *
 * Returns: (transfer floating): an entry that proposes no département and no région
 */
GtkWidget *
sol_place_entry_new_for_communes (void)
{
  return g_object_new (SOL_TYPE_PLACE_ENTRY, "communes-only", TRUE, NULL);
}

/**
 * sol_place_entry_get_entry:
 *
 * Returns: (transfer none): what takes the focus
 */
GtkWidget *
sol_place_entry_get_entry (SolPlaceEntry *self)
{
  return sol_suggest_entry_get_entry (self->entry);
}
