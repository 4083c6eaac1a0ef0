/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-wrap-box.h"

/**
 * SolWrapBox:
 *
 * Children side by side at their natural width, going on to further lines when they do not fit.
 * What a line has left goes to the children that expand; with #SolWrapBox:fill-wrapped also to all
 * the others as soon as there are two lines, so that wrapped buttons end flush.
 */
struct _SolWrapBox
{
  GtkWidget parent_instance;

  int child_spacing; /* pixels between two children of a line */
  int line_spacing;  /* pixels between two lines */
  gboolean fill_wrapped;
};

enum
{
  PROP_CHILD_SPACING = 1,
  PROP_LINE_SPACING,
  PROP_FILL_WRAPPED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolWrapBox, sol_wrap_box, GTK_TYPE_WIDGET)

/* A child and where it stands. */
typedef struct
{
  GtkWidget *widget;
  guint line;
  int x, width; /* pixels */
  int y, height;
} Slot;

static int
get_natural_width (GtkWidget *widget, int limit)
{
  int minimum, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return limit < 0 ? natural : MAX (minimum, MIN (natural, limit));
}

/* Puts the children on lines of @width pixels at most, each at its natural width. */
static guint
break_lines (SolWrapBox *self, GArray *slots, int width)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  guint line = 0;
  int x = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      Slot slot = { child };

      if (!gtk_widget_should_layout (child))
        continue;
      slot.width = get_natural_width (child, width);
      if (x > 0 && x + slot.width > width)
        {
          line++;
          x = 0;
        }
      slot.line = line;
      slot.x = x;
      x += slot.width + self->child_spacing;
      g_array_append_val (slots, slot);
    }
  return slots->len == 0 ? 0 : line + 1;
}

/* Gives what is left of a line, @n slots long, to those that take it. */
static void
spread_line (SolWrapBox *self, Slot *slots, guint n, int width, gboolean all)
{
  int left = width - slots[n - 1].x - slots[n - 1].width;
  guint n_takers = 0;
  int x = 0;

  for (guint i = 0; i < n; i++)
    n_takers += all || gtk_widget_compute_expand (slots[i].widget, GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < n; i++)
    {
      slots[i].x = x;
      if (left > 0 &&
          (all || gtk_widget_compute_expand (slots[i].widget, GTK_ORIENTATION_HORIZONTAL)))
        {
          int share = left / (int) n_takers;

          slots[i].width += share;
          left -= share;
          n_takers--;
        }
      x += slots[i].width + self->child_spacing;
    }
}

/* Returns the height of the line. */
static int
stack_line (Slot *slots, guint n, int y)
{
  int height = 0;

  for (guint i = 0; i < n; i++)
    {
      int natural;

      gtk_widget_measure (slots[i].widget, GTK_ORIENTATION_VERTICAL, slots[i].width, NULL, &natural,
                          NULL, NULL);
      height = MAX (height, natural);
    }
  for (guint i = 0; i < n; i++)
    {
      slots[i].y = y;
      slots[i].height = height;
    }
  return height;
}

/* Lays out for @width pixels; returns the height it takes. */
static int
lay_out (SolWrapBox *self, GArray *slots, int width)
{
  guint n_lines = break_lines (self, slots, width);
  Slot *slot = (Slot *) (gpointer) slots->data;
  guint from = 0;
  int y = 0;

  for (guint line = 0; line < n_lines; line++)
    {
      guint to = from;

      while (to < slots->len && slot[to].line == line)
        to++;
      spread_line (self, slot + from, to - from, width, self->fill_wrapped && n_lines > 1);
      y += stack_line (slot + from, to - from, y) + self->line_spacing;
      from = to;
    }
  return n_lines == 0 ? 0 : y - self->line_spacing;
}

static GtkSizeRequestMode
sol_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (SolWrapBox *self, int *minimum, int *natural)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  guint n = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (n++ > 0 ? self->child_spacing : 0);
    }
}

static void
sol_wrap_box_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  SolWrapBox *self = SOL_WRAP_BOX (widget);
  g_autoptr (GArray) slots = NULL;
  int least = 0;
  int width = 0;

  measure_width (self, &least, &width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = width;
      return;
    }
  slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  *minimum = *natural = lay_out (self, slots, for_size < 0 ? width : MAX (for_size, least));
}

static void
sol_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SolWrapBox *self = SOL_WRAP_BOX (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  int used = lay_out (self, slots, width);

  for (guint i = 0; i < slots->len; i++)
    {
      const Slot *slot = &g_array_index (slots, Slot, i);
      GtkAllocation place = { slot->x, slot->y, slot->width, slot->height };

      if (mirrored)
        place.x = width - slot->x - slot->width;
      /* A single line has all the height there is, so that children can be centred in it. */
      if (slots->len > 0 && g_array_index (slots, Slot, slots->len - 1).line == 0)
        place.height = MAX (used, height);
      gtk_widget_size_allocate (slot->widget, &place, -1);
    }
}

static int *
get_number (SolWrapBox *self, guint property)
{
  return property == PROP_CHILD_SPACING  ? &self->child_spacing
         : property == PROP_LINE_SPACING ? &self->line_spacing
                                         : &self->fill_wrapped;
}

static void
sol_wrap_box_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  const int *number = get_number (SOL_WRAP_BOX (object), property);

  if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, *number);
  else
    g_value_set_int (value, *number);
}

static void
sol_wrap_box_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  int *number = get_number (SOL_WRAP_BOX (object), property);
  int set = G_VALUE_HOLDS_BOOLEAN (value) ? g_value_get_boolean (value) : g_value_get_int (value);

  if (*number == set)
    return;
  *number = set;
  gtk_widget_queue_resize (GTK_WIDGET (object));
  g_object_notify_by_pspec (object, pspec);
}

static void
sol_wrap_box_dispose (GObject *object)
{
  sol_wrap_box_remove_all (SOL_WRAP_BOX (object));
  G_OBJECT_CLASS (sol_wrap_box_parent_class)->dispose (object);
}

static void
sol_wrap_box_class_init (SolWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_wrap_box_get_property;
  object_class->set_property = sol_wrap_box_set_property;
  object_class->dispose = sol_wrap_box_dispose;
  widget_class->get_request_mode = sol_wrap_box_get_request_mode;
  widget_class->measure = sol_wrap_box_measure;
  widget_class->size_allocate = sol_wrap_box_size_allocate;

  properties[PROP_CHILD_SPACING] = g_param_spec_int ("child-spacing", NULL, NULL, 0, 1000, 6,
                                                     flags);
  properties[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, 1000, 6, flags);
  properties[PROP_FILL_WRAPPED] = g_param_spec_boolean ("fill-wrapped", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_wrap_box_init (SolWrapBox *self)
{
  self->child_spacing = 6;
  self->line_spacing = 6;
}

/**
 * sol_wrap_box_new:
 * @child_spacing: pixels between two children of a line
 * @line_spacing: pixels between two lines
 *
 * Returns: (transfer floating): an empty box
 */
GtkWidget *
sol_wrap_box_new (int child_spacing, int line_spacing)
{
  return g_object_new (SOL_TYPE_WRAP_BOX, "child-spacing", child_spacing, "line-spacing",
                       line_spacing, NULL);
}

/**
 * sol_wrap_box_append:
 *
 * Adds @child after the others.
 */
void
sol_wrap_box_append (SolWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (SOL_IS_WRAP_BOX (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * sol_wrap_box_remove_all:
 *
 * Lets go of every child.
 */
void
sol_wrap_box_remove_all (SolWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (SOL_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
