/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-facets.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/catalogue/sol-facet-section.h"
#include "app/catalogue/sol-facet-values.h"
#include "app/catalogue/sol-place-entry.h"
#include "app/sol-format.h"
#include "app/widgets/sol-tab-stop.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-facets.ui"
#define DEFAULT_RADIUS_KM 50
#define FIRST_LEVEL '1'

/**
 * SolFacets:
 *
 * The filters of the catalogue with the counts they would leave. It is empty until
 * sol_facets_attach(), which the page calls once it has been seen, and the first counts.
 */
struct _SolFacets
{
  AdwBin parent_instance;

  SolSearch *search;
  GtkWidget *clear;
  SolPlaceEntry *seat;
  SolPlaceEntry *works_in;
  GtkDropDown *radius;
  GtkCheckButton *near_only;
  GtkBox *proven;
  SolWrapBox *levels;
  GtkWidget *criteria;
  GtkWidget *show_criteria;
  GtkWidget *scroller;
  GtkWidget *foot;
  GtkWidget *show;
  GtkLabel *show_label;
  SolFacetSection *where;
  SolFacetSection *practices;
  SolFacetValues *department_values;
  SolFacetValues *region_values;
  SolFacetValues *criterion_values;
  gboolean setting;
  guint n_dropped; /* lists of values, of facets that are taken down */
};

/* A section whose head counts what is chosen in its one list of values. */
static const char *const plain_sections[] = {
  "sectors",  "kinds", "labels",      "staff",    "modes",      "environment",
  "networks", "marks", "legal_forms", "turnover", "references",
};

static const double radii[] = { 5, 10, 20, 30, 50, 100, 200, 0 };
static const char *const proven_steps[] = { NULL, "3", "5", "7" };

G_DEFINE_FINAL_TYPE (SolFacets, sol_facets, ADW_TYPE_BIN)

static GObject *
get_child (SolFacets *self, const char *suffix, const char *name)
{
  g_autofree char *id = g_strconcat (name, suffix, NULL);

  return gtk_widget_get_template_child (GTK_WIDGET (self), SOL_TYPE_FACETS, id);
}

static const SolQuery *
get_query (SolFacets *self)
{
  return sol_search_get_query (self->search);
}

static void
on_sector_search (SolFacets *self, GtkEditable *entry)
{
  sol_facet_values_set_words (SOL_FACET_VALUES (get_child (self, "_values", "sectors")),
                              gtk_editable_get_text (entry));
}

static double
get_radius (SolFacets *self)
{
  guint selected = gtk_drop_down_get_selected (self->radius);

  return selected < G_N_ELEMENTS (radii) ? radii[selected] : DEFAULT_RADIUS_KM;
}

/* The seat's one entry sets a point for a commune, and chooses a value for anything larger. */
static void
on_seat_placed (SolFacets *self, const char *place)
{
  const char *code = place != NULL ? strchr (place, ':') : NULL;

  if (code == NULL)
    {
      sol_search_set_near (self->search, NULL, 0);
      return;
    }
  if (g_str_has_prefix (place, "commune:"))
    {
      sol_search_set_near (self->search, code + 1, get_radius (self));
      return;
    }

  sol_search_choose (self->search,
                     g_str_has_prefix (place, "region:") ? SOL_FACET_REGION : SOL_FACET_DEPARTMENT,
                     code + 1, TRUE);
  sol_place_entry_set_place (self->seat, NULL);
}

static void
on_radius_selected (SolFacets *self)
{
  const char *near = self->search != NULL ? get_query (self)->near_label : NULL;

  if (!self->setting && near != NULL)
    sol_search_set_near (self->search, near, get_radius (self));
}

static void
on_works_in_placed (SolFacets *self, const char *place)
{
  sol_search_set_works_in (self->search, place);
}

static void
on_near_only (SolFacets *self)
{
  g_autoptr (SolQuery) query = NULL;

  if (self->setting || self->search == NULL)
    return;
  query = sol_query_copy (get_query (self));
  query->without_national = gtk_check_button_get_active (self->near_only);
  sol_search_set_query (self->search, query);
}

static void
on_proven_toggled (SolFacets *self, GtkToggleButton *button)
{
  const char *step = g_object_get_data (G_OBJECT (button), "step");
  g_autoptr (SolQuery) query = NULL;

  if (self->setting || self->search == NULL || !gtk_toggle_button_get_active (button))
    return;
  query = sol_query_copy (get_query (self));
  sol_query_clear_facet (query, SOL_FACET_PROVEN);
  if (step != NULL)
    sol_query_add (query, SOL_FACET_PROVEN, step);
  sol_search_set_query (self->search, query);
}

static void
on_level_toggled (SolFacets *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    sol_facet_values_set_level (self->criterion_values,
                                g_object_get_data (G_OBJECT (button), "level"));
}

static void
on_show_criteria (SolFacets *self)
{
  gboolean shown = !gtk_widget_get_visible (self->criteria);

  gtk_widget_set_visible (self->criteria, shown);
  gtk_button_set_label (GTK_BUTTON (self->show_criteria),
                        shown ? _ ("Hide the criteria") : _ ("Choose criteria…"));
}

static void
update_seat (SolFacets *self, const SolQuery *query)
{
  g_autofree char *place = NULL;

  if (query->near_label != NULL)
    place = g_strdup_printf ("commune:%s", query->near_label);
  sol_place_entry_set_place (self->seat, place);
  sol_place_entry_set_place (self->works_in, query->works_in);
  gtk_widget_set_visible (GTK_WIDGET (self->radius), query->near_label != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->near_only), query->works_in != NULL);
  gtk_check_button_set_active (self->near_only, query->without_national);
  for (guint i = 0; query->near_label != NULL && i < G_N_ELEMENTS (radii); i++)
    if (query->radius_km >= radii[i] - 0.5 && query->radius_km <= radii[i] + 0.5)
      gtk_drop_down_set_selected (self->radius, i);
}

static void
update_proven (SolFacets *self, const SolQuery *query)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->proven));
  const char *chosen = query->facets[SOL_FACET_PROVEN] != NULL ? query->facets[SOL_FACET_PROVEN][0]
                                                               : NULL;

  for (; button != NULL; button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (button), "step"), chosen) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static guint
count_chosen (SolFacets *self, SolFacet facet)
{
  GStrv codes = get_query (self)->facets[facet];

  return codes != NULL ? g_strv_length (codes) : 0;
}

static void
update_heads (SolFacets *self)
{
  const SolQuery *query = get_query (self);

  for (guint i = 0; i < G_N_ELEMENTS (plain_sections); i++)
    {
      GObject *section = get_child (self, "", plain_sections[i]);
      GObject *values = get_child (self, "_values", plain_sections[i]);

      sol_facet_section_set_n_chosen (SOL_FACET_SECTION (section),
                                      sol_facet_values_get_n_chosen (SOL_FACET_VALUES (values)));
    }
  sol_facet_section_set_n_chosen (self->where, (query->near_label != NULL) +
                                                   (query->works_in != NULL) +
                                                   count_chosen (self, SOL_FACET_DEPARTMENT) +
                                                   count_chosen (self, SOL_FACET_REGION));
  sol_facet_section_set_n_chosen (self->practices, count_chosen (self, SOL_FACET_PROVEN) +
                                                       count_chosen (self, SOL_FACET_CRITERION));
}

static void
on_changed (SolFacets *self)
{
  const SolQuery *query = get_query (self);

  self->setting = TRUE;
  update_seat (self, query);
  update_proven (self, query);
  self->setting = FALSE;
  update_heads (self);
  gtk_widget_set_visible (self->clear,
                          sol_query_count_filters (query) > 0 || query->near_label != NULL);
}

static void
on_counted (SolFacets *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sol_search_get_list (self->search)));
  g_autofree char *number = sol_format_number (n);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("Show %s structure", "Show %s structures", n), number);
  gtk_label_set_label (self->show_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  /* Not before: the heads would move as the values come in under them. */
  if (sol_search_get_answered (self->search))
    gtk_widget_set_visible (self->scroller, TRUE);
}

static void
tell_checked (GtkToggleButton *button)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
                               gtk_toggle_button_get_active (button), -1);
}

/* One of those of which one is chosen: a radio button for who does not see them linked. */
static GtkWidget *
make_toggle (GtkWidget *group, const char *label, const char *name)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_RADIO, "label", label, "hexpand", TRUE,
                                    NULL);

  g_signal_connect (button, "toggled", G_CALLBACK (tell_checked), NULL);
  tell_checked (GTK_TOGGLE_BUTTON (button));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                               group != NULL ? GTK_TOGGLE_BUTTON (group) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
fill_proven (SolFacets *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (proven_steps); i++)
    {
      const char *step = proven_steps[i];
      g_autofree char *label = step != NULL ? g_strdup_printf ("%s+", step) : g_strdup (_ ("All"));
      g_autofree char *name = NULL;
      GtkWidget *button;

      name = step != NULL ? g_strdup_printf (_ ("%s practices or more proven"), step)
                          : g_strdup (_ ("Any number of proven practices"));
      button = make_toggle (first, label, name);
      gtk_box_append (self->proven, button);
      g_object_set_data (G_OBJECT (button), "step", (gpointer) step);
      first = first != NULL ? first : button;
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_proven_toggled), self);
    }
}

static void
fill_levels (SolFacets *self)
{
  guint n_levels = 0;
  const SolCode *levels = sol_referential_get_codes ("levels", &n_levels);
  GtkWidget *first = NULL;

  for (guint i = 0; i < n_levels; i++)
    {
      const char *label = sol_referential_label ("levels", levels[i].code);
      GtkWidget *button;

      /* "Not yet" or more would be all. */
      if (*levels[i].code < FIRST_LEVEL)
        continue;
      button = make_toggle (first, label, label);
      sol_wrap_box_append (self->levels, button);
      g_object_set_data (G_OBJECT (button), "level", (gpointer) levels[i].code);
      first = first != NULL ? first : button;
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_level_toggled), self);
      if (g_str_equal (levels[i].code, "2"))
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
    }
}

static void
fill_radii (SolFacets *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *toggle;

  for (guint i = 0; i < G_N_ELEMENTS (radii); i++)
    {
      g_autofree char *name = radii[i] > 0 ? sol_format_distance (radii[i]) : g_strdup (_ ("Any"));

      gtk_string_list_append (names, name);
    }
  self->setting = TRUE;
  gtk_drop_down_set_model (self->radius, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->radius, 4);
  self->setting = FALSE;
  /* The drop-down itself has no role: its button is what is read. */
  toggle = gtk_widget_get_first_child (GTK_WIDGET (self->radius));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Distance"), -1);
}

static void
sol_facets_dispose (GObject *object)
{
  SolFacets *self = SOL_FACETS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FACETS);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (sol_facets_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  static const char *const unnamed[] = { "", "_values" };

  gtk_widget_class_bind_template_child (widget_class, SolFacets, clear);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, criteria);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, criterion_values);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, department_values);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, foot);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, levels);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, near_only);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, practices);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, proven);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, radius);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, region_values);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, seat);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, show_criteria);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, show);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, show_label);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, where);
  gtk_widget_class_bind_template_child (widget_class, SolFacets, works_in);
  for (guint i = 0; i < G_N_ELEMENTS (plain_sections); i++)
    for (guint j = 0; j < G_N_ELEMENTS (unnamed); j++)
      {
        g_autofree char *id = g_strconcat (plain_sections[i], unnamed[j], NULL);

        gtk_widget_class_bind_template_child_full (widget_class, id, FALSE, 0);
      }
}

static void
sol_facets_class_init (SolFacetsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_facets_dispose;

  g_type_ensure (SOL_TYPE_FACET_SECTION);
  g_type_ensure (SOL_TYPE_FACET_VALUES);
  g_type_ensure (SOL_TYPE_PLACE_ENTRY);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  g_type_ensure (SOL_TYPE_WRAP_BOX);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_near_only);
  gtk_widget_class_bind_template_callback (widget_class, on_radius_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_seat_placed);
  gtk_widget_class_bind_template_callback (widget_class, on_sector_search);
  gtk_widget_class_bind_template_callback (widget_class, on_show_criteria);
  gtk_widget_class_bind_template_callback (widget_class, on_works_in_placed);
}

static void
sol_facets_init (SolFacets *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->clear, FALSE);
  fill_proven (self);
  fill_levels (self);
  fill_radii (self);
}

/**
 * sol_facets_attach:
 * @search: (transfer none): whose counts to show and whose query to change
 *
 * Fills the facets. Not before the first frame: some hundred widgets come into being.
 */
void
sol_facets_attach (SolFacets *self, SolSearch *search)
{
  g_return_if_fail (self->search == NULL);

  self->search = g_object_ref (search);
  for (guint i = 0; i < G_N_ELEMENTS (plain_sections); i++)
    sol_facet_values_attach (SOL_FACET_VALUES (get_child (self, "_values", plain_sections[i])),
                             search);
  sol_facet_values_attach (self->department_values, search);
  sol_facet_values_attach (self->region_values, search);
  sol_facet_values_attach (self->criterion_values, search);
  g_signal_connect_object (search, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "counted", G_CALLBACK (on_counted), self, G_CONNECT_SWAPPED);
  on_changed (self);
  on_counted (self);
}

/**
 * sol_facets_drop_values:
 *
 * Lets one more list of values go, of facets that are not shown any more.
 *
 * Returns: whether one is left
 */
gboolean
sol_facets_drop_values (SolFacets *self)
{
  SolFacetValues *others[] = { self->department_values, self->region_values,
                               self->criterion_values };
  guint n = self->n_dropped++;

  if (self->search == NULL)
    return FALSE;
  if (n == 0)
    g_signal_handlers_disconnect_by_data (self->search, self);
  if (n < G_N_ELEMENTS (plain_sections))
    sol_facet_values_drop (SOL_FACET_VALUES (get_child (self, "_values", plain_sections[n])));
  else
    sol_facet_values_drop (others[n - G_N_ELEMENTS (plain_sections)]);
  return self->n_dropped < G_N_ELEMENTS (plain_sections) + G_N_ELEMENTS (others);
}

/**
 * sol_facets_set_drawer:
 * @drawer: it lies over the results, so that a button has to lead back to them
 */
void
sol_facets_set_drawer (SolFacets *self, gboolean drawer)
{
  gtk_widget_set_visible (self->foot, drawer);
}
