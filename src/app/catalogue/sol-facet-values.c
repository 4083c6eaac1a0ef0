/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-facet-values.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-facet-codes.h"
#include "app/catalogue/sol-facet-row.h"
#include "app/catalogue/sol-filter.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-facet-values.ui"
#define MAX_FOUND 12
#define MAX_MADE 24 /* rows made in one turn of the main loop: some 3 ms */

/**
 * SolFacetValues:
 *
 * The values of one facet, each with the count it would leave: the most frequent and the chosen
 * ones, the others on demand, and "not provided". Groups of sectors open to their sectors. Rows are
 * made when they are first seen, never before.
 */
struct _SolFacetValues
{
  AdwBin parent_instance;

  SolFacet facet;
  guint n_shown;
  gboolean ranked; /* by count; otherwise in the order of the referential */
  SolSearch *search;
  GPtrArray *codes;   /* all values, in the order last shown */
  GHashTable *rows;   /* "facet:code" to its #SolFacetRow, kept by the box */
  GHashTable *opened; /* codes of the groups that are open */
  char *words;        /* folded; what the user looks for among the values */
  const char *level;  /* (nullable): of criteria, the level asked */
  gboolean all;
  GHashTable *placed; /* rows seen since the last update */
  guint n_made;       /* rows made since the last update */
  guint rest_idle;    /* more are to be made */
  GtkBox *rows_box;
  GtkButton *more;
};

enum
{
  PROP_FACET = 1,
  PROP_N_SHOWN,
  PROP_RANKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolFacetValues, sol_facet_values, ADW_TYPE_BIN)

static void update (SolFacetValues *self); /* a row that opens asks for it */

static const SolQuery *
get_query (SolFacetValues *self)
{
  return sol_search_get_query (self->search);
}

static gboolean
is_chosen (SolFacetValues *self, SolFacet facet, const char *code)
{
  return sol_query_has (get_query (self), facet, code);
}

static gboolean
is_wanted (SolFacetValues *self, const char *code)
{
  guint n_all = 0;

  if (is_chosen (self, self->facet, code))
    return TRUE;
  return self->facet == SOL_FACET_GROUP &&
         sol_facet_codes_count_sectors (get_query (self), code, &n_all) > 0;
}

static void
on_chosen (SolFacetValues *self, gboolean chosen, SolFacetRow *row)
{
  sol_search_choose (self->search, sol_facet_row_get_facet (row), sol_facet_row_get_code (row),
                     chosen);
}

static void
on_opened (SolFacetValues *self, gboolean open, SolFacetRow *row)
{
  if (open)
    g_hash_table_add (self->opened, g_strdup (sol_facet_row_get_code (row)));
  else
    g_hash_table_remove (self->opened, sol_facet_row_get_code (row));
  update (self);
}

static SolFacetRow *
ensure_row (SolFacetValues *self, SolFacet facet, const char *code)
{
  g_autofree char *key = g_strdup_printf ("%d:%s", (int) facet, code);
  GtkWidget *row = g_hash_table_lookup (self->rows, key);

  if (row != NULL)
    return SOL_FACET_ROW (row);

  row = sol_facet_row_new (facet, code);
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  if (facet == SOL_FACET_GROUP && !g_str_equal (code, SOL_FACET_UNKNOWN))
    sol_facet_row_set_openable (SOL_FACET_ROW (row), TRUE);
  gtk_box_append (self->rows_box, row);
  self->n_made++;
  g_hash_table_insert (self->rows, g_steal_pointer (&key), row);
  return SOL_FACET_ROW (row);
}

/* Puts the row of a value after @previous, and tells its state. */
static GtkWidget *
place_row (SolFacetValues *self, SolFacet facet, const char *code, GtkWidget *previous)
{
  SolFacetRow *row = ensure_row (self, facet, code);
  gboolean chosen = is_chosen (self, facet, code);
  guint n_all = 0;
  guint n_sectors = 0;

  if (facet == SOL_FACET_GROUP)
    n_sectors = sol_facet_codes_count_sectors (get_query (self), code, &n_all);
  if (facet == SOL_FACET_SECTOR && !chosen)
    {
      const SolCode *sector = sol_referential_find ("sectors", code);

      chosen = sector != NULL && is_chosen (self, SOL_FACET_GROUP, sector->parent);
    }
  sol_facet_row_set_chosen (row, chosen || (n_all > 0 && n_sectors == n_all), n_sectors > 0);
  sol_facet_row_set_count (row, sol_search_get_count (self->search, facet, code));
  gtk_box_reorder_child_after (self->rows_box, GTK_WIDGET (row), previous);
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  g_hash_table_add (self->placed, row);
  return GTK_WIDGET (row);
}

static GtkWidget *
place_sectors (SolFacetValues *self, const char *group, GtkWidget *previous)
{
  guint n_sectors = 0;
  const SolCode *sectors = sol_referential_get_codes ("sectors", &n_sectors);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; i < n_sectors; i++)
    if (g_str_equal (sectors[i].parent, group) &&
        (is_chosen (self, SOL_FACET_SECTOR, sectors[i].code) ||
         is_chosen (self, SOL_FACET_GROUP, group) ||
         sol_search_get_count (self->search, SOL_FACET_SECTOR, sectors[i].code) > 0))
      g_ptr_array_add (wanted, (gpointer) sectors[i].code);
  sol_facet_codes_rank (wanted, self->search, SOL_FACET_SECTOR);
  for (guint i = 0; i < wanted->len; i++)
    previous = place_row (self, SOL_FACET_SECTOR, g_ptr_array_index (wanted, i), previous);
  return previous;
}

static GtkWidget *
place_value (SolFacetValues *self, const char *code, GtkWidget *previous)
{
  gboolean open = self->facet == SOL_FACET_GROUP && g_hash_table_contains (self->opened, code);

  previous = place_row (self, self->facet, code, previous);
  if (self->facet != SOL_FACET_GROUP)
    return previous;

  sol_facet_row_set_open (SOL_FACET_ROW (previous), open);
  return open ? place_sectors (self, code, previous) : previous;
}

/* While the user looks for an activity: the groups and sectors whose name holds the words. */
static void
place_found (SolFacetValues *self)
{
  guint n_sectors = 0;
  const SolCode *sectors = sol_referential_get_codes ("sectors", &n_sectors);
  GtkWidget *previous = NULL;
  guint n_found = 0;

  for (guint i = 0; i < self->codes->len && n_found < MAX_FOUND; i++)
    if (sol_facet_codes_has_words (self->facet, g_ptr_array_index (self->codes, i), self->words))
      {
        const char *code = g_ptr_array_index (self->codes, i);

        previous = place_row (self, self->facet, code, previous);
        n_found++;
      }
  for (guint i = 0; i < n_sectors && n_found < MAX_FOUND; i++)
    if (self->facet == SOL_FACET_GROUP &&
        sol_facet_codes_has_words (SOL_FACET_SECTOR, sectors[i].code, self->words))
      {
        previous = place_row (self, SOL_FACET_SECTOR, sectors[i].code, previous);
        n_found++;
      }
}

static void
show_more (SolFacetValues *self, guint n_others)
{
  g_autofree char *text = NULL;

  if (self->all)
    text = g_strdup (_ ("Show fewer"));
  else
    text = g_strdup_printf (ngettext ("The %u other…", "The %u others…", n_others), n_others);
  gtk_button_set_label (self->more, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->all || n_others > 0);
}

/* Nothing at all is found: the usual values stay, with 0, but not any hundred départements. */
static gboolean
keeps_zeros (SolFacetValues *self)
{
  if (!self->ranked || self->facet == SOL_FACET_DEPARTMENT || self->facet == SOL_FACET_REGION)
    return self->facet == SOL_FACET_CRITERION;
  for (guint i = 0; i < self->codes->len; i++)
    if (sol_search_get_count (self->search, self->facet, g_ptr_array_index (self->codes, i)) > 0)
      return FALSE;
  return TRUE;
}

static gboolean
has_room (SolFacetValues *self, guint count, guint n_placed, gboolean zeros)
{
  if (self->all)
    return count > 0;
  return n_placed < self->n_shown && (count > 0 || zeros);
}

static gboolean
place_rest (gpointer user_data)
{
  SolFacetValues *self = user_data;

  self->rest_idle = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A hundred départements come by and by. */
static gboolean
put_off (SolFacetValues *self)
{
  if (self->n_made < MAX_MADE)
    return FALSE;
  if (self->rest_idle == 0)
    self->rest_idle = g_idle_add (place_rest, self);
  return TRUE;
}

static void
place_top (SolFacetValues *self)
{
  gboolean zeros = keeps_zeros (self);
  GtkWidget *previous = NULL;
  guint n_placed = 0;
  guint n_others = 0;

  for (guint i = 0; i < self->codes->len; i++)
    {
      const char *code = g_ptr_array_index (self->codes, i);
      guint count = sol_search_get_count (self->search, self->facet, code);
      gboolean wanted = is_wanted (self, code);
      gboolean room = has_room (self, count, n_placed, zeros);

      if (!wanted && !room)
        {
          n_others += count > 0 ? 1 : 0;
          continue;
        }
      if (put_off (self))
        break;
      previous = place_value (self, code, previous);
      n_placed++;
    }

  if (is_chosen (self, self->facet, SOL_FACET_UNKNOWN) ||
      sol_search_get_count (self->search, self->facet, SOL_FACET_UNKNOWN) > 0)
    place_row (self, self->facet, SOL_FACET_UNKNOWN, previous);
  show_more (self, n_others);
}

/* The row with the focus must not be hidden for a moment: the focus would jump away. */
static void
hide_others (SolFacetValues *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (!g_hash_table_contains (self->placed, row))
      gtk_widget_set_visible (row, FALSE);
}

static void
update (SolFacetValues *self)
{
  if (self->search == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_clear_handle_id (&self->rest_idle, g_source_remove);
  g_hash_table_remove_all (self->placed);
  self->n_made = 0;
  if (self->ranked)
    sol_facet_codes_rank (self->codes, self->search, self->facet);
  if (self->words != NULL)
    {
      place_found (self);
      gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
    }
  else
    {
      place_top (self);
    }
  hide_others (self);
}

static void
on_more (SolFacetValues *self)
{
  self->all = !self->all;
  update (self);
}

static void
sol_facet_values_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sol_facet_values_parent_class)->map (widget);
  update (SOL_FACET_VALUES (widget));
}

static void
sol_facet_values_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  SolFacetValues *self = SOL_FACET_VALUES (object);

  switch (property)
    {
    case PROP_FACET:
      self->facet = (SolFacet) MAX (0, sol_facet_find (g_value_get_string (value)));
      break;
    case PROP_N_SHOWN:
      self->n_shown = g_value_get_uint (value);
      break;
    case PROP_RANKED:
      self->ranked = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_facet_values_dispose (GObject *object)
{
  SolFacetValues *self = SOL_FACET_VALUES (object);

  g_clear_handle_id (&self->rest_idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FACET_VALUES);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (sol_facet_values_parent_class)->dispose (object);
}

static void
sol_facet_values_finalize (GObject *object)
{
  SolFacetValues *self = SOL_FACET_VALUES (object);

  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->opened);
  g_hash_table_unref (self->placed);
  g_free (self->words);
  G_OBJECT_CLASS (sol_facet_values_parent_class)->finalize (object);
}

static void
sol_facet_values_class_init (SolFacetValuesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sol_facet_values_set_property;
  object_class->dispose = sol_facet_values_dispose;
  object_class->finalize = sol_facet_values_finalize;
  widget_class->map = sol_facet_values_map;

  /* The facet's name in the API, so that the template says it. */
  properties[PROP_FACET] = g_param_spec_string ("facet", NULL, NULL, "kind", flags);
  properties[PROP_N_SHOWN] = g_param_spec_uint ("n-shown", NULL, NULL, 1, G_MAXUINT, 5, flags);
  properties[PROP_RANKED] = g_param_spec_boolean ("ranked", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFacetValues, more);
  gtk_widget_class_bind_template_child_full (widget_class, "rows", FALSE,
                                             G_STRUCT_OFFSET (SolFacetValues, rows_box));
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
sol_facet_values_init (SolFacetValues *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->placed = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
list_codes (SolFacetValues *self)
{
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  self->codes = sol_facet_codes_list (self->facet, self->level);
}

/**
 * sol_facet_values_attach:
 * @search: (transfer none): whose counts to show and whose query to change
 */
void
sol_facet_values_attach (SolFacetValues *self, SolSearch *search)
{
  g_return_if_fail (self->search == NULL);

  self->search = g_object_ref (search);
  list_codes (self);
  g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "counted", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * sol_facet_values_set_words:
 * @words: (nullable): what the user looks for among the values; empty shows the usual ones
 */
void
sol_facet_values_set_words (SolFacetValues *self, const char *words)
{
  g_free (self->words);
  self->words = words != NULL && *words != '\0' ? sol_text_fold (words) : NULL;
  update (self);
}

static guint
count_codes (SolFacetValues *self, SolFacet facet)
{
  GStrv codes = get_query (self)->facets[facet];

  return codes != NULL ? g_strv_length (codes) : 0;
}

/**
 * sol_facet_values_get_n_chosen:
 *
 * Returns: how many of the values are chosen; sectors are counted with their groups
 */
guint
sol_facet_values_get_n_chosen (SolFacetValues *self)
{
  if (self->search == NULL)
    return 0;
  return count_codes (self, self->facet) +
         (self->facet == SOL_FACET_GROUP ? count_codes (self, SOL_FACET_SECTOR) : 0);
}

/**
 * sol_facet_values_set_level:
 * @level: (transfer none): of criteria, the level the values ask; lives as long as the program
 */
void
sol_facet_values_set_level (SolFacetValues *self, const char *level)
{
  self->level = level;
  if (self->search == NULL)
    return;
  list_codes (self);
  update (self);
}

/* Lets the rows go, of values that were attached and are not shown any more. */
void
sol_facet_values_drop (SolFacetValues *self)
{
  g_clear_handle_id (&self->rest_idle, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->search, self);
  while (gtk_widget_get_first_child (GTK_WIDGET (self->rows_box)) != NULL)
    gtk_box_remove (self->rows_box, gtk_widget_get_first_child (GTK_WIDGET (self->rows_box)));
}
