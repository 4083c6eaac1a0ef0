/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-failure.h"

#include "app/sol-about.h"
#include "app/sol-error-words.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-failure.ui"

/**
 * SolFailure:
 *
 * Stands where the catalogue would: what happened to it, what to do, and what the one who helps
 * asks for, to be copied.
 */
struct _SolFailure
{
  AdwBin parent_instance;

  char *details;
  AdwStatusPage *page;
  GtkWidget *retry;
};

G_DEFINE_FINAL_TYPE (SolFailure, sol_failure, ADW_TYPE_BIN)

static void
copy_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolFailure *self = SOL_FAILURE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->details);
}

static gboolean
sol_failure_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SOL_FAILURE (widget)->retry);
}

static void
sol_failure_dispose (GObject *object)
{
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_failure_parent_class)->dispose (object);
}

static void
sol_failure_finalize (GObject *object)
{
  g_free (SOL_FAILURE (object)->details);
  G_OBJECT_CLASS (sol_failure_parent_class)->finalize (object);
}

static void
sol_failure_class_init (SolFailureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_failure_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_failure_finalize;
  sol_focus_set_grab (widget_class, sol_failure_grab_focus);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFailure, page);
  gtk_widget_class_bind_template_child (widget_class, SolFailure, retry);
  gtk_widget_class_install_action (widget_class, "failure.copy-details", NULL, copy_details);
}

static void
sol_failure_init (SolFailure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->page, "dialog-warning-symbolic");
}

/**
 * sol_failure_set_error:
 * @error: why no catalogue could be opened
 */
void
sol_failure_set_error (SolFailure *self, const GError *error)
{
  g_autofree char *said = sol_error_words_say (error);
  g_autofree char *escaped = g_markup_escape_text (said, -1);
  g_autofree char *debug_info = sol_about_make_debug_info ();

  g_free (self->details);
  self->details = g_strdup_printf ("%s\n%s", error->message, debug_info);
  adw_status_page_set_description (self->page, escaped);
}
