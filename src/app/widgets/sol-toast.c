/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-toast.h"

#include <glib/gi18n.h>

#define UNDO_SECONDS 10
#define AROUND 120      /* px of a toast that are not its words */
#define BUTTON_CHARS 12 /* of the words of its button */
#define MIN_CHARS 8

/* The overlay gives a toast the height of its natural width, whether there is that width or not:
 * the natural width of the words is made that of the room. */
static void
fit (GtkLabel *label, gpointer with_button)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (label)));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (label));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  /* As a label counts them. */
  const int one = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                       pango_font_metrics_get_approximate_digit_width (metrics));
  const int room = (gtk_widget_get_width (root) - AROUND) * PANGO_SCALE / MAX (1, one);

  pango_font_metrics_unref (metrics);
  gtk_label_set_max_width_chars (label, MAX (MIN_CHARS, with_button ? room - BUTTON_CHARS : room));
}

static AdwToast *
make (const char *text, gboolean with_button)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "realize", G_CALLBACK (fit), GINT_TO_POINTER (with_button));
  adw_toast_set_custom_title (toast, label);
  return toast;
}

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
  return make (text, FALSE);
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
  AdwToast *toast = make (text, TRUE);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, action);
  if (target != NULL)
    adw_toast_set_action_target (toast, "s", target);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  return toast;
}
