/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-side.h"

#include "app/account/sol-account-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "outbox/sol-conflict-side.ui"

/* Amber over the ink of either look. */
const GdkRGBA sol_conflict_side_mark = { 0.78f, 0.47f, 0, 0.28f };

/**
 * SolConflictSide:
 *
 * What one of two people wrote: who, when, the text, and the button that keeps it.
 */
struct _SolConflictSide
{
  AdwBin parent_instance;

  AdwAvatar *avatar;
  GtkLabel *who;
  GtkLabel *when;
  GtkLabel *text;
  GtkCheckButton *choose;
  GtkLabel *choose_label;
};

G_DEFINE_FINAL_TYPE (SolConflictSide, sol_conflict_side, ADW_TYPE_BIN)

static void
on_toggled (SolConflictSide *self)
{
  if (gtk_check_button_get_active (self->choose))
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
}

static void
sol_conflict_side_dispose (GObject *object)
{
  /* The bin's own child is not bound: the template would leave it to the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_conflict_side_parent_class)->dispose (object);
}

static void
sol_conflict_side_class_init (SolConflictSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_conflict_side_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolConflictSide, avatar);
  gtk_widget_class_bind_template_child (widget_class, SolConflictSide, who);
  gtk_widget_class_bind_template_child (widget_class, SolConflictSide, when);
  gtk_widget_class_bind_template_child (widget_class, SolConflictSide, text);
  gtk_widget_class_bind_template_child (widget_class, SolConflictSide, choose);
  gtk_widget_class_bind_template_child (widget_class, SolConflictSide, choose_label);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
sol_conflict_side_init (SolConflictSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_conflict_side_set_who:
 * @who: the name of a person
 * @when: (nullable): when he wrote it, as it is shown
 */
void
sol_conflict_side_set_who (SolConflictSide *self, const char *who, const char *when)
{
  g_autofree char *initials = sol_account_words_shorten (who);

  adw_avatar_set_text (self->avatar, initials);
  gtk_label_set_label (self->who, who);
  gtk_label_set_label (self->when, when != NULL ? when : "");
}

/**
 * sol_conflict_side_set_choice:
 * @label: of the button
 * @about: the part that it is about, for who hears the button alone
 */
void
sol_conflict_side_set_choice (SolConflictSide *self, const char *label, const char *about)
{
  gtk_label_set_label (self->choose_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
}

void
sol_conflict_side_set_text (SolConflictSide *self, const char *text)
{
  gtk_label_set_label (self->text, text);
}

static guint16
scale (float part)
{
  return (guint16) (part * G_MAXUINT16);
}

/**
 * sol_conflict_side_mark_label:
 * @start: byte of the text
 * @end: byte after it
 *
 * Marks what the other text does not say.
 */
void
sol_conflict_side_mark_label (GtkLabel *label, gsize start, gsize end)
{
  PangoAttrList *marks = gtk_label_get_attributes (label);
  const GdkRGBA *mark = &sol_conflict_side_mark;
  PangoAttribute *ground = pango_attr_background_new (scale (mark->red), scale (mark->green),
                                                      scale (mark->blue));
  PangoAttribute *alpha = pango_attr_background_alpha_new (scale (mark->alpha));

  marks = marks != NULL ? pango_attr_list_copy (marks) : pango_attr_list_new ();
  ground->start_index = alpha->start_index = (guint) start;
  ground->end_index = alpha->end_index = (guint) end;
  pango_attr_list_insert (marks, ground);
  pango_attr_list_insert (marks, alpha);
  gtk_label_set_attributes (label, marks);
  pango_attr_list_unref (marks);
}

/* As sol_conflict_side_mark_label(). */
void
sol_conflict_side_highlight (SolConflictSide *self, gsize start, gsize end)
{
  sol_conflict_side_mark_label (self->text, start, end);
}

/**
 * sol_conflict_side_get_button:
 *
 * Returns: (transfer none): active while this side is kept
 */
GtkCheckButton *
sol_conflict_side_get_button (SolConflictSide *self)
{
  return self->choose;
}
