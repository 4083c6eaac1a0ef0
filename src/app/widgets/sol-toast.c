/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-toast.h"

#include <glib/gi18n.h>

#define UNDO_SECONDS 10

/**
 * sol_toast_new:
 * @text: a passing thing, in one short sentence; no markup
 *
 * A toast that is read whole: in a narrow window its sentence takes a second line, where the
 * library's own is cut.
 *
 * Returns: (transfer full): it
 */
AdwToast *
sol_toast_new (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

/**
 * sol_toast_new_undo:
 * @text: what was done, in one short sentence
 * @action: (nullable): undoes it; without one, the button is listened to
 * @target: (nullable): what @action takes
 *
 * Returns: (transfer full): a toast that stays long enough to be thought about
 */
AdwToast *
sol_toast_new_undo (const char *text, const char *action, const char *target)
{
  AdwToast *toast = sol_toast_new (text);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, action);
  if (target != NULL)
    adw_toast_set_action_target (toast, "s", target);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  return toast;
}
