/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-structure-entry.h"

#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-suggest-entry.h"
#include "sol-config.h"
#include "store/sol-catalogue-list.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-structure-entry.ui"
#define MAX_FOUND 8

/**
 * SolStructureEntry:
 *
 * An entry for one structure of the catalogue that is on this computer, by its name or its SIRET.
 */
struct _SolStructureEntry
{
  AdwBin parent_instance;

  SolSuggestEntry *entry;
  SolCatalogueList *list; /* (nullable) */
  GPtrArray *found;       /* (element-type SolCatalogueItem) */
  gboolean asked;         /* what is found is still wanted */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolStructureEntry, sol_structure_entry, ADW_TYPE_BIN)

static gboolean
is_read (SolStructureEntry *self)
{
  for (guint i = 0; i < self->found->len; i++)
    if (sol_catalogue_item_get_supplier (self->found->pdata[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
add (SolStructureEntry *self, SolRecord *supplier)
{
  const char *name = sol_record_get_text (supplier, "name");
  const char *city = sol_record_get_text (supplier, "city");

  sol_suggest_entry_add (self->entry, sol_record_get_id (supplier), name != NULL ? name : "",
                         city != NULL ? city : "");
}

static void
propose (SolStructureEntry *self)
{
  if (!self->asked || !is_read (self))
    return;
  sol_suggest_entry_begin (self->entry);
  for (guint i = 0; i < self->found->len; i++)
    add (self, SOL_RECORD (sol_catalogue_item_get_supplier (self->found->pdata[i])));
  sol_suggest_entry_end (self->entry);
}

static void
drop_found (SolStructureEntry *self)
{
  for (guint i = 0; i < self->found->len; i++)
    g_signal_handlers_disconnect_by_data (self->found->pdata[i], self);
  g_ptr_array_set_size (self->found, 0);
}

static void
on_busy (SolStructureEntry *self)
{
  const guint n = MIN (MAX_FOUND, g_list_model_get_n_items (G_LIST_MODEL (self->list)));

  if (sol_catalogue_list_get_busy (self->list))
    return;
  drop_found (self);
  for (guint i = 0; i < n; i++)
    {
      GObject *item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_signal_connect_object (item, "notify::supplier", G_CALLBACK (propose), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->found, item);
    }
  propose (self);
}

static void
on_asked (SolStructureEntry *self, const char *typed)
{
  g_autoptr (SolQuery) query = sol_query_new ();

  self->asked = typed != NULL && self->list != NULL;
  if (!self->asked)
    return;
  sol_query_set_text (query, typed);
  sol_catalogue_list_set_query (self->list, query);
}

static void
on_chosen (SolStructureEntry *self, const char *id)
{
  SolSupplier *chosen = NULL;

  self->asked = FALSE;
  for (guint i = 0; i < self->found->len; i++)
    if (g_strcmp0 (sol_catalogue_item_get_id (self->found->pdata[i]), id) == 0)
      chosen = sol_catalogue_item_get_supplier (self->found->pdata[i]);
  g_signal_emit (self, signals[CHOSEN], 0, id != NULL ? chosen : NULL);
}

static gboolean
sol_structure_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_STRUCTURE_ENTRY (widget)->entry));
}

static void
sol_structure_entry_dispose (GObject *object)
{
  SolStructureEntry *self = SOL_STRUCTURE_ENTRY (object);

  drop_found (self);
  g_clear_object (&self->list);
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_structure_entry_parent_class)->dispose (object);
}

static void
sol_structure_entry_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_STRUCTURE_ENTRY (object)->found);
  G_OBJECT_CLASS (sol_structure_entry_parent_class)->finalize (object);
}

static void
sol_structure_entry_class_init (SolStructureEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_structure_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_structure_entry_finalize;
  sol_focus_set_grab (widget_class, sol_structure_entry_grab_focus);
  /* A #SolSupplier; %NULL when it was cleared. */
  signals[CHOSEN] = g_signal_new ("chosen", SOL_TYPE_STRUCTURE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, SOL_TYPE_SUPPLIER);
  g_type_ensure (SOL_TYPE_SUGGEST_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolStructureEntry, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
sol_structure_entry_init (SolStructureEntry *self)
{
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_structure_entry_set_catalogue:
 * @store: where structures are looked for; once
 */
void
sol_structure_entry_set_catalogue (SolStructureEntry *self, SolStore *store)
{
  g_return_if_fail (self->list == NULL);

  self->list = sol_catalogue_list_new (store);
  g_signal_connect_object (self->list, "notify::busy", G_CALLBACK (on_busy), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_structure_entry_choose:
 *
 * Shows @supplier as the one that is chosen, without a signal.
 */
void
sol_structure_entry_choose (SolStructureEntry *self, SolSupplier *supplier)
{
  const char *name = sol_record_get_text (SOL_RECORD (supplier), "name");

  self->asked = FALSE;
  sol_suggest_entry_set_chosen (self->entry, name != NULL ? name : "");
}

/**
 * sol_structure_entry_clear:
 *
 * Chooses nothing, without a signal.
 */
void
sol_structure_entry_clear (SolStructureEntry *self)
{
  self->asked = FALSE;
  sol_suggest_entry_set_chosen (self->entry, NULL);
}
