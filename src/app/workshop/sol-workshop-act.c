/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-act.h"

#include "app/sol-error-words.h"
#include "app/sol-undoable.h"
#include "model/sol-item-list.h"
#include "model/sol-record-registry.h"
#include "store/sol-account-act.h"

/* What is written at a workshop is an act of its own each time: it is on the disk at once, and
 * leaves when the line lets it. */

static GPtrArray *
copy_list (SolRecord *record, const char *list)
{
  guint index;

  sol_record_find_field (record, list, &index);
  return sol_item_list_copy (sol_record_get_value (record, index));
}

/**
 * sol_workshop_act_put:
 * @note: takes the place of the one of its id; one without a place goes to the end
 *
 * Returns: (transfer full): the record with it
 */
SolRecord *
sol_workshop_act_put (SolRecord *record, const char *list, SolItem *note)
{
  SolRecord *edited = sol_record_copy (record);
  g_autoptr (GPtrArray) notes = copy_list (record, list);
  g_autofree char *end = sol_item_list_get_end (notes);
  const char *at = sol_item_get_at (note);

  sol_item_list_put (notes, sol_item_copy (note, sol_item_get_id (note), at != NULL ? at : end));
  sol_record_set_items (edited, list, notes);
  return edited;
}

/* Returns: (transfer full): the record without it */
SolRecord *
sol_workshop_act_remove (SolRecord *record, const char *list, const char *id)
{
  SolRecord *edited = sol_record_copy (record);
  g_autoptr (GPtrArray) notes = copy_list (record, list);
  guint index;

  if (sol_item_list_find (notes, id, &index) != NULL)
    g_ptr_array_remove_index (notes, index);
  sol_record_set_items (edited, list, notes);
  return edited;
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  GtkRoot *window = gtk_widget_get_root (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sol_account_store_act_finish (SOL_ACCOUNT_STORE (source), result, &error);
  g_autofree char *said = id == NULL ? sol_error_words_say (error) : NULL;

  if (said != NULL && SOL_IS_WINDOW (window))
    sol_window_add_toast (SOL_WINDOW (window), said);
}

/**
 * sol_workshop_act_run:
 * @writer: without a store nothing is done
 * @undo: (nullable): what was done, for what would be a loss: it can be taken back for some seconds
 */
void
sol_workshop_act_run (const SolWorkshopWriter *writer,
                      const SolMutation *mutation,
                      const char *undo)
{
  GtkRoot *window = gtk_widget_get_root (writer->widget);

  if (writer->store == NULL)
    return;
  if (undo != NULL && SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), writer->store, mutation, writer->organisation, undo);
  else
    sol_account_store_act_async (writer->store, mutation, writer->organisation, SOL_ACT_PLAIN, NULL,
                                 on_acted, g_object_ref (writer->widget));
}

/**
 * sol_workshop_act_edit:
 * @base: as it was
 * @edited: as it is to be; nothing is done when it is the same
 * @undo: (nullable): as for sol_workshop_act_run()
 */
void
sol_workshop_act_edit (const SolWorkshopWriter *writer,
                       SolRecord *base,
                       SolRecord *edited,
                       const char *undo)
{
  g_autoptr (SolMutation) mutation = NULL;

  if (writer->store == NULL)
    return;
  mutation = sol_mutation_new_operation (sol_record_registry_get_name (G_OBJECT_TYPE (base)),
                                         sol_record_get_id (base), SOL_MUTATION_EDIT, NULL);
  g_clear_pointer (&mutation->patch, sol_patch_free);
  mutation->patch = sol_patch_new_diff (base, edited);
  if (!sol_patch_is_empty (mutation->patch))
    sol_workshop_act_run (writer, mutation, undo);
}
