/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-toast.h"

#include <glib/gi18n.h>

#define UNDO_SECONDS 10
#define AROUND 96 /* px of a toast that are not its words, its button that closes it among them */
#define BUTTON_AROUND 46 /* px of its own button that are not words, and what is before it */
#define MIN_CHARS 8
#define MIN_BESIDE 18 /* characters: with less room beside its button, the words are above it */

/* How many of its characters a label has room for in @width. */
static int
count_chars (GtkLabel *label, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (label));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  /* As a label counts them. */
  const int one = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                       pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (MIN_CHARS, width * PANGO_SCALE / MAX (1, one));
}

/* The library would have two lines of a label that may have them, with room beside it for one. */
static gboolean
is_line_of (GtkLabel *label, int width)
{
  g_autoptr (PangoLayout)
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (label), gtk_label_get_text (label));
  int line;

  pango_layout_get_pixel_size (layout, &line, NULL);
  return line <= width;
}

/* The overlay gives a toast the height of its natural width, whether there is that width or not:
 * the natural width of the words is made that of the room. */
static void
fit (GtkLabel *label)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (label)));
  GtkWidget *button = gtk_widget_get_next_sibling (GTK_WIDGET (label));
  const int room = gtk_widget_get_width (root) - AROUND;
  int beside = 0, chars;

  if (button != NULL)
    {
      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &beside, NULL, NULL);
      beside += BUTTON_AROUND;
    }
  if (is_line_of (label, room - beside))
    {
      g_object_set (label, "wrap", FALSE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
      return;
    }
  chars = count_chars (label, room - beside);
  if (button != NULL && chars < MIN_BESIDE)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_parent (button)),
                                      GTK_ORIENTATION_VERTICAL);
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      chars = count_chars (label, room);
    }
  gtk_label_set_max_width_chars (label, chars);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "realize", G_CALLBACK (fit), NULL);
  return label;
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
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, make_label (text));
  return toast;
}

static void
on_undo (GtkButton *button, AdwToast *toast)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");
  const char *target = g_object_get_data (G_OBJECT (button), "target");

  if (action != NULL && target != NULL)
    gtk_widget_activate_action (GTK_WIDGET (button), action, "s", target);
  else if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (button), action, NULL);
  g_signal_emit_by_name (toast, "button-clicked");
  adw_toast_dismiss (toast);
}

/* Not the library's, which stands beside the words whatever room it leaves them, and reads twice.
 */
static GtkWidget *
make_button (AdwToast *toast, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Undo"));

  g_object_set_data_full (G_OBJECT (button), "action", g_strdup (action), g_free);
  g_object_set_data_full (G_OBJECT (button), "target", g_strdup (target), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_undo), toast, 0);
  return button;
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
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), make_label (text));
  gtk_box_append (GTK_BOX (box), make_button (toast, action, target));
  adw_toast_set_custom_title (toast, box);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  return toast;
}
