/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-first-run.h"

#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-first-run.ui"

/**
 * SolFirstRun:
 *
 * The ways to a catalogue, one key each. Shown while none was chosen; the choices are actions of
 * the application.
 */
struct _SolFirstRun
{
  AdwBin parent_instance;

  GtkImage *emblem;
  GtkWidget *demo;
  GtkWidget *demo_as;
  GtkWidget *connect;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (SolFirstRun, sol_first_run, ADW_TYPE_BIN)

/* The title names the row already; a name set here would be said twice. */
static void
describe_row (GtkWidget *row)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
}

static gboolean
sol_first_run_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SOL_FIRST_RUN (widget)->demo);
}

static void
sol_first_run_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FIRST_RUN);
  G_OBJECT_CLASS (sol_first_run_parent_class)->dispose (object);
}

/* The whole window hears them, wherever its focus is; the digits without Shift on a French keyboard
 * too. */
static void
add_keys (SolFirstRun *self)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } choices[] = {
    { "1|KP_1|ampersand", "app.demonstration" },
    { "2|KP_2|eacute", "app.demonstration-as" },
    { "3|KP_3|quotedbl", "app.connect" },
    { "4|KP_4|apostrophe", "app.open" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (choices[i].keys),
                          gtk_named_action_new (choices[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
sol_first_run_class_init (SolFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_first_run_dispose;
  sol_focus_set_grab (widget_class, sol_first_run_grab_focus);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFirstRun, emblem);
  gtk_widget_class_bind_template_child (widget_class, SolFirstRun, demo);
  gtk_widget_class_bind_template_child (widget_class, SolFirstRun, demo_as);
  gtk_widget_class_bind_template_child (widget_class, SolFirstRun, connect);
  gtk_widget_class_bind_template_child (widget_class, SolFirstRun, open);
}

static void
sol_first_run_init (SolFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->emblem, SOL_APPLICATION_ID);
  add_keys (self);
  describe_row (self->demo);
  describe_row (self->demo_as);
  describe_row (self->connect);
  describe_row (self->open);
}

/**
 * sol_first_run_new:
 *
 * Returns: (transfer floating): the three choices
 */
GtkWidget *
sol_first_run_new (void)
{
  return g_object_new (SOL_TYPE_FIRST_RUN, NULL);
}
