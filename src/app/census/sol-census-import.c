/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-import.h"

#include <glib/gi18n.h>

#include "exchange/sol-import.h"
#include "model/sol-census-entry.h"
#include "model/sol-supplier-contact.h"
#include "model/sol-supplier.h"
#include "model/sol-uuid.h"
#include "store/sol-account-act.h"
#include "store/sol-shown-record.h"
#include "store/sol-store-content.h"

/**
 * SolCensusImport:
 *
 * A file of structures on its way to the census of a network. It is read by the engine that reads
 * catalogues, which writes what it finds nowhere: who was censused before is there already, by
 * SIRET and kind, and the others become entries, each an act of its own in the outbox. Who is in
 * the catalogue becomes one that leads there, to be claimed; unless its people did.
 */
struct _SolCensusImport
{
  GObject parent_instance;

  GFile *file;
  SolStore *catalogue;
  GHashTable *held;     /* SIRET -> GPtrArray of SolImportMatch: censused before */
  GHashTable *entries;  /* id of what was read -> SolCensusEntry */
  GHashTable *known;    /* id of a structure of the catalogue -> the organisation it is of, or "" */
  GHashTable *held_ids; /* of @held */
  GPtrArray *order;     /* of @entries */
  GPtrArray *claimed;   /* of SolCensusEntry: those that their people have */
  SolImportReport *report; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SolCensusImport, sol_census_import, G_TYPE_OBJECT)

/* While the file is read, on a thread of the store. */
typedef struct
{
  SolCensusImport *self;
  SolStoreContent *content;
} Reading;

static gboolean
begin_or_commit (gpointer data, GError **error)
{
  return TRUE;
}

static void
rollback (gpointer data)
{
}

/* Of what another source calls it the census knows nothing: SIRET and kind tell. */
static char *
find_external (gpointer data, const char *source, const char *external_id, GError **error)
{
  return NULL;
}

static void
take_kind (const char *id, const char *kind, gpointer found)
{
  g_ptr_array_add (found, sol_import_match_new (id, kind));
}

/* Of the catalogue; what was censused before leads there already. */
typedef struct
{
  GPtrArray *found;
  GHashTable *held_ids;
} Known;

static void
take_known (const char *id, const char *kind, gpointer data)
{
  Known *known = data;

  if (!g_hash_table_contains (known->held_ids, id))
    take_kind (id, kind, known->found);
}

static GPtrArray *
find_siret (gpointer data, const char *siret, GError **error)
{
  Reading *reading = data;
  g_autoptr (GPtrArray)
      found = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_match_free);
  GPtrArray *held = g_hash_table_lookup (reading->self->held, siret);
  Known known = { found, reading->self->held_ids };

  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      const SolImportMatch *match = held->pdata[i];

      take_kind (match->id, match->kind, found);
    }
  return sol_store_content_find_siret (reading->content, siret, take_known, &known, error)
             ? g_steal_pointer (&found)
             : NULL;
}

/* (transfer full): whose the structure is, by its document; "" when it is nobody's */
static char *
read_holder (const char *id, const char *doc, GError **error)
{
  g_autoptr (SolRecord)
      supplier = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 0, id, "public", 0, doc, error);
  const char *holder = supplier != NULL ? sol_record_get_text (supplier, "organisation") : NULL;

  if (supplier == NULL)
    return NULL;
  return g_strdup (holder != NULL ? holder : "");
}

/* What is there already is empty to the engine: what it puts is then what the file says. */
static char *
get (gpointer data, const char *type, const char *id, GError **error)
{
  Reading *reading = data;
  SolCensusImport *self = reading->self;
  char *holder;
  g_autofree char *doc = NULL;

  if (!g_str_equal (type, "supplier"))
    return sol_store_content_get (reading->content, type, id, error);
  if (g_hash_table_contains (self->held_ids, id))
    return g_strdup ("{}");
  doc = sol_store_content_get (reading->content, type, id, error);
  holder = doc != NULL ? read_holder (id, doc, error) : NULL;
  if (holder == NULL)
    return NULL;
  g_hash_table_insert (self->known, g_strdup (id), holder);
  return g_strdup ("{}");
}

static void
copy_fields (SolRecord *from, SolRecord *to, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint source, target;

      if (sol_record_find_field (from, names[i], &source) != NULL &&
          sol_record_find_field (to, names[i], &target) != NULL)
        sol_record_set_value (to, target, sol_record_get_value (from, source));
    }
}

static void
take_structure (SolCensusImport *self, const char *id, SolRecord *supplier)
{
  static const char *const names[] = { "name",     "kind",       "siret", "city",
                                       "commune",  "department", "email", "phone",
                                       "postcode", "networks",   NULL };
  g_autofree char *base = g_file_get_basename (self->file);
  g_autofree char *shown = g_filename_display_name (base);
  SolRecord *entry = sol_record_new (SOL_TYPE_CENSUS_ENTRY, 0);
  const char *holder = g_hash_table_lookup (self->known, id);

  copy_fields (supplier, entry, names);
  sol_record_set_text (entry, "source", shown);
  if (holder != NULL)
    sol_record_set_text (entry, "supplier", id);
  g_hash_table_insert (self->entries, g_strdup (id), entry);
  g_ptr_array_add (holder != NULL && *holder != '\0' ? self->claimed : self->order, entry);
}

/* Whom the file names there is asked rather than the switchboard. */
static void
take_contact (SolCensusImport *self, SolRecord *contact)
{
  static const char *const names[] = { "email", "phone", NULL };
  const char *supplier = sol_record_get_text (contact, "supplier");
  SolRecord *entry = supplier != NULL ? g_hash_table_lookup (self->entries, supplier) : NULL;

  if (entry == NULL || sol_record_get_text (entry, "contact") != NULL)
    return;
  sol_record_set_text (entry, "contact", sol_record_get_text (contact, "name"));
  for (guint i = 0; names[i] != NULL; i++)
    if (sol_record_get_text (contact, names[i]) != NULL)
      sol_record_set_text (entry, names[i], sol_record_get_text (contact, names[i]));
}

static gboolean
put (gpointer data,
     const char *type,
     const char *id,
     const char *scope,
     const char *doc,
     GError **error)
{
  Reading *reading = data;
  const gboolean structure = g_str_equal (type, "supplier");
  g_autoptr (SolRecord) record = NULL;

  if ((!structure && !g_str_equal (type, "supplier_contact")) ||
      (structure && (g_hash_table_contains (reading->self->held_ids, id) ||
                     g_hash_table_contains (reading->self->entries, id))))
    return TRUE;
  record = sol_record_new_from_text (structure ? SOL_TYPE_SUPPLIER : SOL_TYPE_SUPPLIER_CONTACT, 0,
                                     id, scope, 0, doc, error);
  if (record == NULL)
    return FALSE;
  if (structure)
    take_structure (reading->self, id, record);
  else
    take_contact (reading->self, record);
  return TRUE;
}

static gboolean
read_file (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  SolCensusImport *self = data;
  Reading reading = { self, content };
  const SolImportTarget target = { .user_data = &reading,
                                   .begin = begin_or_commit,
                                   .commit = begin_or_commit,
                                   .rollback = rollback,
                                   .find_external = find_external,
                                   .find_siret = find_siret,
                                   .get = get,
                                   .put = put };
  g_autofree char *path = g_file_get_path (self->file);
  const char *format;

  if (path == NULL)
    {
      g_set_error_literal (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                           _ ("This file is not on this computer. Copy it here first."));
      return FALSE;
    }
  format = sol_import_guess_format (path, error);
  return format != NULL && sol_import_run (format, path, &target, FALSE, NULL, NULL, cancellable,
                                           &self->report, error);
}

static void
sol_census_import_finalize (GObject *object)
{
  SolCensusImport *self = SOL_CENSUS_IMPORT (object);

  g_clear_object (&self->file);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->held_ids, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->claimed, g_ptr_array_unref);
  g_clear_pointer (&self->report, sol_import_report_free);
  G_OBJECT_CLASS (sol_census_import_parent_class)->finalize (object);
}

static void
sol_census_import_class_init (SolCensusImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_census_import_finalize;
}

static void
sol_census_import_init (SolCensusImport *self)
{
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_ptr_array_new ();
  self->claimed = g_ptr_array_new ();
}

static void
hold (SolCensusImport *self, SolRecord *entry)
{
  const char *siret = sol_record_get_text (entry, "siret");
  const char *kind = sol_record_get_text (entry, "kind");
  const char *supplier = sol_record_get_text (entry, "supplier");
  GPtrArray *held;

  g_hash_table_add (self->held_ids, g_strdup (sol_record_get_id (entry)));
  if (supplier != NULL)
    g_hash_table_add (self->held_ids, g_strdup (supplier));
  if (siret == NULL)
    return;
  held = g_hash_table_lookup (self->held, siret);
  if (held == NULL)
    {
      held = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_match_free);
      g_hash_table_insert (self->held, g_strdup (siret), held);
    }
  take_kind (sol_record_get_id (entry), kind != NULL ? kind : "", held);
}

/**
 * sol_census_import_new:
 * @catalogue: what all see
 * @entries: of #SolShownRecord: those that were censused before
 *
 * Returns: (transfer full): of @file, which is not read yet
 */
SolCensusImport *
sol_census_import_new (GFile *file, SolStore *catalogue, GListModel *entries)
{
  SolCensusImport *self = g_object_new (SOL_TYPE_CENSUS_IMPORT, NULL);

  self->file = g_object_ref (file);
  self->catalogue = g_object_ref (catalogue);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (entries, i);

      if (sol_shown_record_get_record (shown) != NULL)
        hold (self, sol_shown_record_get_record (shown));
    }
  return self;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sol_store_look_finish (SOL_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Once for each import. */
void
sol_census_import_read_async (SolCensusImport *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_census_import_read_async);
  sol_store_look_async (self->catalogue, read_file, self, cancellable, on_read, task);
}

/**
 * sol_census_import_read_finish:
 *
 * Returns: (transfer none) (nullable): what the file holds: created are those that nobody knows,
 *   updated and unchanged those of the catalogue, or that were censused before; %NULL with a
 *   #SolImportError
 */
const SolImportReport *
sol_census_import_read_finish (SolCensusImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? self->report : NULL;
}

/* Returns: how many would be censused */
guint
sol_census_import_count (SolCensusImport *self)
{
  return self->order->len;
}

/**
 * sol_census_import_list_known:
 *
 * Returns: (transfer full) (element-type SolCensusEntry): of those that would be censused the ones
 *   that the catalogue has, to be claimed by their people
 */
GPtrArray *
sol_census_import_list_known (SolCensusImport *self)
{
  GPtrArray *known = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->order->len; i++)
    if (sol_record_get_text (self->order->pdata[i], "supplier") != NULL)
      g_ptr_array_add (known, g_object_ref (self->order->pdata[i]));
  return known;
}

/* Returns: (transfer none) (element-type SolCensusEntry): those that their people have already */
GPtrArray *
sol_census_import_get_claimed (SolCensusImport *self)
{
  return self->claimed;
}

typedef struct
{
  SolAccountStore *store;
  char *organisation;
  guint n;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_object_unref (self->store);
  g_free (self->organisation);
  g_free (self);
}

static void keep_next (GTask *owned_task);

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autofree char *id = sol_account_store_act_finish (SOL_ACCOUNT_STORE (source), result, &error);

  if (id != NULL)
    {
      keep_next (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
keep_next (GTask *owned_task)
{
  SolCensusImport *self = g_task_get_source_object (owned_task);
  Keeping *keeping = g_task_get_task_data (owned_task);
  g_autoptr (SolRecord) nothing = sol_record_new (SOL_TYPE_CENSUS_ENTRY, 0);
  g_autofree char *id = sol_uuid_new ();
  g_autofree char *target = sol_uuid_new ();
  g_autoptr (SolMutation) mutation = NULL;

  if (keeping->n == self->order->len)
    {
      g_task_return_boolean (owned_task, TRUE);
      g_object_unref (owned_task);
      return;
    }
  mutation = sol_mutation_new (id, 1, "census_entry", target);
  mutation->op = g_strdup (SOL_MUTATION_CREATE);
  g_clear_pointer (&mutation->patch, sol_patch_free);
  mutation->patch = sol_patch_new_diff (nothing, self->order->pdata[keeping->n++]);
  sol_account_store_act_async (keeping->store, mutation, keeping->organisation, SOL_ACT_PLAIN,
                               g_task_get_cancellable (owned_task), on_kept, owned_task);
}

/**
 * sol_census_import_keep_async:
 * @organisation: that censuses
 *
 * Puts what was read into the outbox, one by one: those before a fault stay, and are there already
 * when the file is read again.
 */
void
sol_census_import_keep_async (SolCensusImport *self,
                              SolAccountStore *store,
                              const char *organisation,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  g_task_set_source_tag (task, sol_census_import_keep_async);
  keeping->store = g_object_ref (store);
  keeping->organisation = g_strdup (organisation);
  g_task_set_task_data (task, keeping, keeping_free);
  keep_next (task);
}

gboolean
sol_census_import_keep_finish (SolCensusImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
