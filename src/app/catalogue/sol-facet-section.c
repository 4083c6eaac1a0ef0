/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-facet-section.h"

#include <glib/gi18n.h>

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-facet-section.ui"

/**
 * SolFacetSection:
 *
 * A titled part of the facets that folds. Unless its property "one-stop" is off (it then holds
 * entries, which each want Tab), it is one stop of the Tab key, and the arrows go inside.
 */
struct _SolFacetSection
{
  GtkBox parent_instance;

  char *title;
  gboolean expanded;
  gboolean one_stop;
  GtkToggleButton *head;
  GtkLabel *title_label;
  GtkLabel *state;
  GtkImage *arrow;
  GtkWidget *last_focus; /* not owned, cleared by a weak pointer */
};

enum
{
  PROP_TITLE = 1,
  PROP_EXPANDED,
  PROP_ONE_STOP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolFacetSection, sol_facet_section, GTK_TYPE_BOX)

static void
show_children (SolFacetSection *self)
{
  GtkWidget *head = GTK_WIDGET (self->head);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != head)
      gtk_widget_set_visible (child, self->expanded);
}

static void
set_expanded (SolFacetSection *self, gboolean expanded)
{
  if (self->expanded == expanded)
    return;

  self->expanded = expanded;
  gtk_toggle_button_set_active (self->head, expanded);
  gtk_image_set_from_icon_name (self->arrow, expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, expanded,
                               -1);
  show_children (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
on_head_toggled (SolFacetSection *self)
{
  set_expanded (self, gtk_toggle_button_get_active (self->head));
}

static GtkWidget *
find_inner_focus (SolFacetSection *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

static void
remember_focus (SolFacetSection *self, GtkWidget *focus)
{
  g_clear_weak_pointer (&self->last_focus);
  g_set_weak_pointer (&self->last_focus, focus);
}

/* Tab leaves from wherever inside, and comes back to where one was. */
static gboolean
sol_facet_section_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SolFacetSection *self = SOL_FACET_SECTION (widget);
  GtkWidget *inside = find_inner_focus (self);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (!self->one_stop || !tab)
    return GTK_WIDGET_CLASS (sol_facet_section_parent_class)->focus (widget, direction);
  if (inside != NULL)
    {
      remember_focus (self, inside);
      return FALSE;
    }
  if (self->last_focus != NULL && gtk_widget_get_mapped (self->last_focus) &&
      gtk_widget_is_ancestor (self->last_focus, widget))
    return gtk_widget_grab_focus (self->last_focus);
  return gtk_widget_grab_focus (GTK_WIDGET (self->head));
}

/* The builder adds the children after it set the properties. */
static void
sol_facet_section_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sol_facet_section_parent_class)->root (widget);
  show_children (SOL_FACET_SECTION (widget));
}

static void
sol_facet_section_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolFacetSection *self = SOL_FACET_SECTION (object);

  switch (property)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    case PROP_ONE_STOP:
      g_value_set_boolean (value, self->one_stop);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
set_title (SolFacetSection *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
  gtk_label_set_label (self->title_label, title);
  sol_facet_section_set_n_chosen (self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
sol_facet_section_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  SolFacetSection *self = SOL_FACET_SECTION (object);

  switch (property)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_EXPANDED:
      set_expanded (self, g_value_get_boolean (value));
      break;
    case PROP_ONE_STOP:
      self->one_stop = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_facet_section_dispose (GObject *object)
{
  SolFacetSection *self = SOL_FACET_SECTION (object);

  g_clear_weak_pointer (&self->last_focus);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FACET_SECTION);
  G_OBJECT_CLASS (sol_facet_section_parent_class)->dispose (object);
}

static void
sol_facet_section_finalize (GObject *object)
{
  g_free (SOL_FACET_SECTION (object)->title);
  G_OBJECT_CLASS (sol_facet_section_parent_class)->finalize (object);
}

static void
sol_facet_section_class_init (SolFacetSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_facet_section_get_property;
  object_class->set_property = sol_facet_section_set_property;
  object_class->dispose = sol_facet_section_dispose;
  object_class->finalize = sol_facet_section_finalize;
  widget_class->focus = sol_facet_section_focus;
  widget_class->root = sol_facet_section_root;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, TRUE, flags);
  properties[PROP_ONE_STOP] = g_param_spec_boolean ("one-stop", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFacetSection, arrow);
  gtk_widget_class_bind_template_child (widget_class, SolFacetSection, head);
  gtk_widget_class_bind_template_child (widget_class, SolFacetSection, state);
  gtk_widget_class_bind_template_child (widget_class, SolFacetSection, title_label);
  gtk_widget_class_bind_template_callback (widget_class, on_head_toggled);
}

static void
sol_facet_section_init (SolFacetSection *self)
{
  self->expanded = TRUE;
  self->one_stop = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE,
                               -1);
}

/**
 * sol_facet_section_set_n_chosen:
 * @n_chosen: how many of its values are chosen, told beside the title
 */
void
sol_facet_section_set_n_chosen (SolFacetSection *self, guint n_chosen)
{
  g_autofree char *number = n_chosen > 0 ? g_strdup_printf ("%u", n_chosen) : g_strdup ("");
  g_autofree char *name = NULL;

  if (n_chosen > 0)
    /* Translators: title of a part of the filters and how many are on */
    name = g_strdup_printf (ngettext ("%s, %u chosen", "%s, %u chosen", n_chosen), self->title,
                            n_chosen);
  gtk_label_set_label (self->state, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : self->title, -1);
}

gboolean
sol_facet_section_get_expanded (SolFacetSection *self)
{
  return self->expanded;
}
