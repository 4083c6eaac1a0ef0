/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-help-window.h"

#include "app/sol-help-text.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-help-window.ui"
#define PAGE SOL_RESOURCE_PATH "help/%s/index.page"

/**
 * SolHelpWindow:
 *
 * The pages of data/help, which a help viewer reads too. Here they need none, and no network.
 */
struct _SolHelpWindow
{
  AdwWindow parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (SolHelpWindow, sol_help_window, ADW_TYPE_WINDOW)

/* In the first of the user's languages that there is one in; English is "C". */
static GBytes *
load_page (void)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (PAGE, languages[i]);
      GBytes *page = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (page != NULL)
        return page;
    }

  return NULL;
}

static GtkWidget *
make_label (const SolHelpBlock *block)
{
  const gboolean title = block->kind == SOL_HELP_TITLE || block->kind == SOL_HELP_SECTION;
  GtkWidget *label = g_object_new (
      GTK_TYPE_LABEL, "label", block->markup, "use-markup", TRUE, "wrap", TRUE, "wrap-mode",
      PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE, "accessible-role",
      title ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL, NULL);

  if (block->kind == SOL_HELP_TITLE)
    gtk_widget_add_css_class (label, "title-1");
  else if (block->kind == SOL_HELP_SECTION)
    {
      gtk_widget_add_css_class (label, "title-4");
      gtk_widget_set_margin_top (label, 12);
    }
  return label;
}

static GtkWidget *
make_item (const SolHelpBlock *block)
{
  g_autofree char *mark = block->number > 0 ? g_strdup_printf ("%u.", block->number)
                                            : g_strdup ("•");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bullet = gtk_label_new (mark);

  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_widget_set_margin_start (row, 6);
  gtk_box_append (GTK_BOX (row), bullet);
  gtk_box_append (GTK_BOX (row), make_label (block));
  return row;
}

static void
fill (SolHelpWindow *self)
{
  g_autoptr (GBytes) page = load_page ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  gsize length = 0;
  const char *text;

  g_return_if_fail (page != NULL);

  text = g_bytes_get_data (page, &length);
  blocks = sol_help_text_parse (text, length, &error);
  if (blocks == NULL)
    {
      g_critical ("The help cannot be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < blocks->len; i++)
    {
      const SolHelpBlock *block = g_ptr_array_index (blocks, i);

      gtk_box_append (self->box,
                      block->kind == SOL_HELP_ITEM ? make_item (block) : make_label (block));
    }
}

static void
sol_help_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_HELP_WINDOW);
  G_OBJECT_CLASS (sol_help_window_parent_class)->dispose (object);
}

static void
sol_help_window_class_init (SolHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_help_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolHelpWindow, box);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sol_help_window_init (SolHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
  /* The arrows and Page Down read on at once. */
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

/**
 * sol_help_window_present:
 * @application: whose help it is
 *
 * Opens the help, or brings it to the front where it is open already.
 */
void
sol_help_window_present (GtkApplication *application)
{
  GList *windows = gtk_application_get_windows (application);
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();
  GtkWindow *window;

  for (GList *link = windows; link != NULL; link = link->next)
    if (SOL_IS_HELP_WINDOW (link->data))
      {
        gtk_window_present (link->data);
        return;
      }

  window = g_object_new (SOL_TYPE_HELP_WINDOW, "application", application, NULL);
  /* A group of its own: a dialog that asks for help does not hold it back. */
  gtk_window_group_add_window (group, window);
  gtk_window_present (window);
}
