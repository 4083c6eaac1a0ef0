/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-facet-row.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-filter.h"
#include "app/catalogue/sol-supplier-text.h"
#include "app/catalogue/sol-words.h"
#include "app/sol-format.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-facet-row.ui"

/**
 * SolFacetRow:
 *
 * One value of a facet: a check button that is the whole row, its count, and for a group of sectors
 * an arrow that opens it.
 */
struct _SolFacetRow
{
  AdwBin parent_instance;

  SolFacet facet;
  char *code;
  char *name;
  GtkCheckButton *check;
  GtkLabel *kind;
  GtkLabel *title;
  GtkLabel *count;
  GtkToggleButton *open;
  gboolean setting;
  gboolean openable;
};

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolFacetRow, sol_facet_row, ADW_TYPE_BIN)

static void
on_toggled (SolFacetRow *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[CHOSEN], 0, gtk_check_button_get_active (self->check));
}

static void
on_open_toggled (SolFacetRow *self)
{
  gboolean open = gtk_toggle_button_get_active (self->open);

  gtk_button_set_icon_name (GTK_BUTTON (self->open),
                            open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
  if (!self->setting)
    g_signal_emit (self, signals[OPENED], 0, open);
}

/* As in a tree: right opens, left closes. The arrow itself is for the pointer. */
static gboolean
on_key_pressed (SolFacetRow *self, guint key, guint code, GdkModifierType state)
{
  gboolean forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_LTR;

  if (!self->openable || (key != GDK_KEY_Left && key != GDK_KEY_Right))
    return GDK_EVENT_PROPAGATE;

  gtk_toggle_button_set_active (self->open, (key == GDK_KEY_Right) == forward);
  return GDK_EVENT_STOP;
}

/* A check button of GTK 4.8 keeps every arrow for itself, as if it had a group of radio buttons. */
static gboolean
sol_facet_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_FACET_ROW (widget)->check));
}

static void
sol_facet_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FACET_ROW);
  G_OBJECT_CLASS (sol_facet_row_parent_class)->dispose (object);
}

static void
sol_facet_row_finalize (GObject *object)
{
  SolFacetRow *self = SOL_FACET_ROW (object);

  g_free (self->code);
  g_free (self->name);
  G_OBJECT_CLASS (sol_facet_row_parent_class)->finalize (object);
}

static void
sol_facet_row_class_init (SolFacetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sol_facet_row_dispose;
  object_class->finalize = sol_facet_row_finalize;
  widget_class->focus = sol_facet_row_focus;

  /* The user chose the value, or took it back. */
  signals[CHOSEN] = g_signal_new ("chosen", SOL_TYPE_FACET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  /* The user opened the group, or closed it. */
  signals[OPENED] = g_signal_new ("opened", SOL_TYPE_FACET_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFacetRow, check);
  gtk_widget_class_bind_template_child (widget_class, SolFacetRow, count);
  gtk_widget_class_bind_template_child (widget_class, SolFacetRow, kind);
  gtk_widget_class_bind_template_child (widget_class, SolFacetRow, open);
  gtk_widget_class_bind_template_child (widget_class, SolFacetRow, title);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_open_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
sol_facet_row_init (SolFacetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SolFacet
sol_facet_row_get_facet (SolFacetRow *self)
{
  return self->facet;
}

const char *
sol_facet_row_get_code (SolFacetRow *self)
{
  return self->code;
}

void
sol_facet_row_set_count (SolFacetRow *self, guint count)
{
  g_autofree char *number = sol_format_number (count);
  g_autofree char *structures = sol_words_structures (count);
  /* Translators: name of a filter and how many it would leave: "Cleanliness, 22 structures" */
  g_autofree char *name = g_strdup_printf (C_ ("filter", "%s, %s"), self->name, structures);

  gtk_label_set_label (self->count, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/**
 * sol_facet_row_set_chosen:
 * @partly: some of what it holds is chosen, not all
 */
void
sol_facet_row_set_chosen (SolFacetRow *self, gboolean chosen, gboolean partly)
{
  self->setting = TRUE;
  gtk_check_button_set_active (self->check, chosen);
  gtk_check_button_set_inconsistent (self->check, partly && !chosen);
  self->setting = FALSE;
}

/**
 * sol_facet_row_set_openable:
 *
 * It holds rows of its own, which an arrow shows.
 */
void
sol_facet_row_set_openable (SolFacetRow *self, gboolean openable)
{
  g_autofree char *label = g_strdup_printf (_ ("Details: %s"), self->name);

  self->openable = openable;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_STATE_EXPANDED,
                               gtk_toggle_button_get_active (self->open), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->open), openable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
sol_facet_row_set_open (SolFacetRow *self, gboolean open)
{
  self->setting = TRUE;
  gtk_toggle_button_set_active (self->open, open);
  self->setting = FALSE;
}

gboolean
sol_facet_row_get_open (SolFacetRow *self)
{
  return gtk_toggle_button_get_active (self->open);
}

/* The family gives the hue, the code is always written. */
static void
show_kind (SolFacetRow *self)
{
  const char *family = sol_supplier_text_get_family_class (self->code);

  gtk_label_set_label (self->kind, self->code);
  if (family != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), family);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), TRUE);
}

/* Among its like a criterion is its number and name; a chip also says the level. */
static char *
make_name (SolFacet facet, const char *code)
{
  char number[2] = { *code, '\0' };

  if (facet == SOL_FACET_CRITERION && g_ascii_isdigit (*code))
    return g_strdup_printf ("%s. %s", number, sol_referential_label ("criteria", number));
  return sol_filter_value_label (facet, code);
}

/**
 * sol_facet_row_new:
 * @code: a value of @facet
 *
 * Returns: (transfer floating): a row that says the value's name and no count yet
 */
GtkWidget *
sol_facet_row_new (SolFacet facet, const char *code)
{
  SolFacetRow *self = g_object_new (SOL_TYPE_FACET_ROW, NULL);
  gboolean unknown = g_str_equal (code, SOL_FACET_UNKNOWN);

  self->facet = facet;
  self->code = g_strdup (code);
  self->name = make_name (facet, code);
  gtk_label_set_label (self->title, self->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->name, -1);
  if (facet == SOL_FACET_KIND && !unknown)
    show_kind (self);
  if (unknown)
    gtk_widget_add_css_class (GTK_WIDGET (self->check), "unknown");
  if (facet == SOL_FACET_SECTOR && !unknown)
    gtk_widget_add_css_class (GTK_WIDGET (self->check), "child");
  return GTK_WIDGET (self);
}
