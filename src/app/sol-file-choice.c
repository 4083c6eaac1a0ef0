/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-file-choice.h"

typedef struct
{
  GtkWidget *owner;
  GtkNativeDialog *dialog;
  SolFileChosen chosen;
  gpointer data;
  gulong on_unrealize;
} Choice;

static void
end (Choice *choice, GFile *file)
{
  g_signal_handler_disconnect (choice->owner, choice->on_unrealize);
  gtk_native_dialog_destroy (choice->dialog);
  choice->chosen (choice->owner, file, choice->data);
  g_object_unref (choice->dialog);
  g_object_unref (choice->owner);
  g_free (choice);
}

static void
on_response (GtkNativeDialog *dialog, int response, Choice *choice)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  end (choice, file);
}

static void
on_owner_leaves (GtkWidget *owner, Choice *choice)
{
  end (choice, NULL);
}

/**
 * sol_file_choice_ask:
 * @owner: on the screen; when it leaves it, so does the dialog
 * @owned_dialog: (transfer full): not shown yet
 * @chosen: called once
 *
 * Asks for a file, before all else in the window.
 */
void
sol_file_choice_ask (GtkWidget *owner,
                     GtkFileChooserNative *owned_dialog,
                     SolFileChosen chosen,
                     gpointer owned_data)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkRoot *root = gtk_widget_get_root (owner);

  choice->owner = g_object_ref (owner);
  choice->dialog = GTK_NATIVE_DIALOG (owned_dialog);
  choice->chosen = chosen;
  choice->data = owned_data;
  choice->on_unrealize = g_signal_connect (owner, "unrealize", G_CALLBACK (on_owner_leaves),
                                           choice);
  g_signal_connect (owned_dialog, "response", G_CALLBACK (on_response), choice);
  gtk_native_dialog_set_transient_for (choice->dialog, GTK_WINDOW (root));
  gtk_native_dialog_set_modal (choice->dialog, TRUE);
  gtk_native_dialog_show (choice->dialog);
}
