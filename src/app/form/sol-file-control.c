/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-file-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-form-view.h"
#include "app/sol-file-choice.h"
#include "app/sol-file-words.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-field.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "form/sol-file-control.ui"
#define PREVIEW_SIDE 192 /* pixels, on a screen of twice the points */

/**
 * SolFileControl:
 *
 * One attached picture, or document: chosen, dropped or pasted, shown, removed with a way back.
 * What cannot be attached changes nothing and says why.
 */
struct _SolFileControl
{
  AdwBin parent_instance;

  SolBlob *blob;           /* (nullable) */
  SolBlob *gone;           /* (nullable): the one removed last */
  GCancellable *attaching; /* (nullable) */
  GCancellable *loading;   /* (nullable) */
  gboolean editable;
  gboolean documents;  /* PDFs too */
  SolFormFiles *files; /* (nullable): where no form is around */
  GtkDropTarget *drop;
  GtkWidget *shown;
  GtkStack *preview;
  GtkPicture *picture;
  GtkLabel *name;
  GtkLabel *size;
  GtkWidget *remove;
  GtkWidget *undo;
  GtkLabel *removed;
  GtkWidget *undo_button;
  GtkWidget *buttons;
  GtkWidget *choose;
  GtkLabel *choose_label;
  GtkSpinner *spinner;
  GtkWidget *wrong;
  GtkLabel *wrong_label;
  GtkLabel *limits;
};

static void sol_file_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolFileControl,
                               sol_file_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_file_control_init_control))

/* (nullable): of the form that it is in */
static SolFormFiles *
get_files (SolFileControl *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), SOL_TYPE_FORM_VIEW);

  if (self->files != NULL)
    return self->files;
  return view != NULL ? sol_form_view_get_files (SOL_FORM_VIEW (view)) : NULL;
}

static void
tell (SolFileControl *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (self->blob != NULL)
    {
      g_value_init (&value, SOL_TYPE_BLOB);
      g_value_set_boxed (&value, self->blob);
    }
  sol_form_control_emit (SOL_FORM_CONTROL (self), &value);
}

static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFileControl) self = user_data;
  g_autoptr (GdkTexture)
      texture = sol_form_files_load_finish (SOL_FORM_FILES (source), result, NULL);

  if (texture == NULL)
    return;
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->preview, "picture");
}

static void
load_preview (SolFileControl *self)
{
  SolFormFiles *files = get_files (self);

  stop (&self->loading);
  gtk_stack_set_visible_child_name (self->preview, "none");
  gtk_picture_set_paintable (self->picture, NULL);
  if (self->blob == NULL || files == NULL)
    return;
  self->loading = g_cancellable_new ();
  sol_form_files_load_async (files, self->blob, PREVIEW_SIDE, self->loading, on_loaded,
                             g_object_ref (self));
}

static void
show_blob (SolFileControl *self)
{
  g_autofree char *size = g_format_size (self->blob != NULL ? (guint64) self->blob->size : 0);
  const char *choose = self->blob != NULL ? _ ("Choose Another…")
                       : self->documents  ? _ ("A File…")
                                          : _ ("Choose a Picture…");

  gtk_widget_set_visible (self->shown, self->blob != NULL);
  gtk_label_set_label (self->name, self->blob != NULL ? self->blob->name : "");
  gtk_label_set_label (self->size, size);
  gtk_picture_set_alternative_text (self->picture, self->blob != NULL ? self->blob->name : "");
  gtk_label_set_label (self->choose_label, choose);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choose, -1);
  load_preview (self);
}

static void
say_wrong (SolFileControl *self, const char *words)
{
  gtk_label_set_label (self->wrong_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->wrong, words != NULL);
}

static void
hide_undo (SolFileControl *self)
{
  g_clear_pointer (&self->gone, sol_blob_free);
  gtk_widget_set_visible (self->undo, FALSE);
}

static void
put (SolFileControl *self, SolBlob *owned_blob)
{
  g_clear_pointer (&self->blob, sol_blob_free);
  self->blob = owned_blob;
  show_blob (self);
  tell (self);
}

static void
set_busy (SolFileControl *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

static void
on_attached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFileControl) self = user_data;
  g_autoptr (GError) error = NULL;
  SolBlob *blob = sol_form_files_attach_finish (SOL_FORM_FILES (source), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (blob != NULL)
    {
      hide_undo (self);
      put (self, blob);
      return;
    }
  words = self->documents ? sol_file_words_say_document (error) : sol_file_words_say (error);
  say_wrong (self, words);
}

/* The last one asked for counts. */
static SolFormFiles *
begin (SolFileControl *self)
{
  SolFormFiles *files = get_files (self);

  if (files == NULL || !self->editable)
    return NULL;
  stop (&self->attaching);
  self->attaching = g_cancellable_new ();
  say_wrong (self, NULL);
  set_busy (self, TRUE);
  return files;
}

static void
attach_file (SolFileControl *self, GFile *file)
{
  SolFormFiles *files = begin (self);

  if (files == NULL)
    return;
  if (self->documents)
    sol_form_files_attach_document_async (files, file, self->attaching, on_attached,
                                          g_object_ref (self));
  else
    sol_form_files_attach_async (files, file, self->attaching, on_attached, g_object_ref (self));
}

static void
attach_texture (SolFileControl *self, GdkTexture *texture)
{
  SolFormFiles *files = begin (self);

  if (files != NULL)
    sol_form_files_paste_async (files, texture, self->attaching, on_attached, g_object_ref (self));
}

static gboolean
attach_value (SolFileControl *self, const GValue *value)
{
  GSList *files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? g_value_get_boxed (value) : NULL;

  if (files != NULL)
    attach_file (self, files->data);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) && g_value_get_object (value) != NULL)
    attach_texture (self, g_value_get_object (value));
  else
    return FALSE;
  return TRUE;
}

static gboolean
on_drop (SolFileControl *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  return self->editable && attach_value (self, value);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFileControl) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->wrong == NULL)
    return; /* he left */
  if (value == NULL || !attach_value (self, value))
    say_wrong (self, _ ("There is no picture to paste. Copy one first, or choose a file."));
}

static void
paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  const GType type = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                             gdk_content_formats_contain_mime_type (formats, "text/uri-list")
                         ? GDK_TYPE_FILE_LIST
                         : GDK_TYPE_TEXTURE;

  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, on_pasted,
                                  g_object_ref (widget));
}

static void
on_chosen (GtkWidget *widget, GFile *file, gpointer unused)
{
  if (file != NULL)
    attach_file (SOL_FILE_CONTROL (widget), file);
}

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolFileControl *self = SOL_FILE_CONTROL (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      self->documents ? _ ("Choose a File") : _ ("Choose a Picture"), NULL,
      GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (filter, self->documents ? _ ("PDF and pictures (PNG, JPEG, WebP)")
                                                    : _ ("Pictures (PNG, JPEG, WebP)"));
  if (self->documents)
    gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  sol_file_choice_ask (widget, chooser, on_chosen, NULL);
}

static void
on_remove (SolFileControl *self)
{
  g_autofree char *words = g_strdup_printf (_ ("“%s” is removed"), self->blob->name);

  stop (&self->attaching);
  set_busy (self, FALSE);
  say_wrong (self, NULL);
  hide_undo (self);
  self->gone = g_steal_pointer (&self->blob);
  gtk_label_set_label (self->removed, words);
  gtk_widget_set_visible (self->undo, TRUE);
  gtk_widget_grab_focus (self->undo_button);
  put (self, NULL);
}

static void
on_undo (SolFileControl *self)
{
  SolBlob *back = g_steal_pointer (&self->gone);

  gtk_widget_grab_focus (self->choose);
  hide_undo (self);
  put (self, back);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolFileControl *self = SOL_FILE_CONTROL (control);
  const SolBlob *blob = sol_value_is_empty (value) ? NULL : g_value_get_boxed (value);

  if (blob == NULL ? self->blob == NULL
                   : self->blob != NULL && g_str_equal (blob->hash, self->blob->hash))
    return;
  g_clear_pointer (&self->blob, sol_blob_free);
  self->blob = blob != NULL ? sol_blob_copy (blob) : NULL;
  hide_undo (self);
  show_blob (self);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (control);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  SolFileControl *self = SOL_FILE_CONTROL (control);

  self->editable = editable;
  gtk_widget_set_visible (self->buttons, editable);
  gtk_widget_set_visible (GTK_WIDGET (self->limits), editable);
  gtk_widget_set_visible (self->remove, editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.choose", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.paste", editable);
  if (!editable)
    hide_undo (self);
}

static void
sol_file_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

/* Its value may be told before it is in a form. */
static void
sol_file_control_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sol_file_control_parent_class)->root (widget);
  load_preview (SOL_FILE_CONTROL (widget));
}

static void
sol_file_control_dispose (GObject *object)
{
  SolFileControl *self = SOL_FILE_CONTROL (object);

  stop (&self->attaching);
  stop (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FILE_CONTROL);
  G_OBJECT_CLASS (sol_file_control_parent_class)->dispose (object);
}

static void
sol_file_control_finalize (GObject *object)
{
  SolFileControl *self = SOL_FILE_CONTROL (object);

  g_clear_pointer (&self->blob, sol_blob_free);
  g_clear_pointer (&self->gone, sol_blob_free);
  g_clear_object (&self->files);
  G_OBJECT_CLASS (sol_file_control_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, drop);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, shown);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, preview);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, picture);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, name);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, size);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, remove);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, undo);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, removed);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, buttons);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, choose);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, choose_label);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, spinner);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, wrong);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, wrong_label);
  gtk_widget_class_bind_template_child (widget_class, SolFileControl, limits);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
sol_file_control_class_init (SolFileControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_file_control_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_file_control_finalize;
  widget_class->root = sol_file_control_root;

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "file.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "file.paste", NULL, paste);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "file.paste",
                                       NULL);
}

static void
sol_file_control_init (SolFileControl *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop, types, G_N_ELEMENTS (types));
}

/**
 * sol_file_control_new:
 *
 * Returns: (transfer floating): with nothing attached
 */
GtkWidget *
sol_file_control_new (void)
{
  return g_object_new (SOL_TYPE_FILE_CONTROL, NULL);
}

/**
 * sol_file_control_take_documents:
 * @files: (nullable): what it attaches with, where no form is around it
 *
 * Has it take PDFs beside pictures.
 */
void
sol_file_control_take_documents (SolFileControl *self, SolFormFiles *files)
{
  self->documents = TRUE;
  g_set_object (&self->files, files);
  gtk_label_set_label (self->limits,
                       _ ("PDF, PNG, JPEG or WebP, up to 50 MB. A file may also be dropped here."));
  show_blob (self);
}
