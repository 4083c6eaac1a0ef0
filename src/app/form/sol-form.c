/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form.h"

#include "model/sol-item-list.h"
#include "model/sol-merge.h"
#include "model/sol-record-edit.h"

/**
 * SolForm:
 *
 * One record while it is edited: as it was, as it is on the screen, and how far each field has
 * come. It knows no type and no widget. Whatever is typed is held, sound or not; what is sent is
 * what is sound.
 */
struct _SolForm
{
  GObject parent_instance;

  SolRecord *base;   /* (nullable) */
  SolRecord *edited; /* (nullable): with @base */
  SolFormMark *marks;
  char **details; /* of the marks, each (nullable) */
  gboolean editable;
  SolFormFiles *files; /* (nullable) */
};

enum
{
  CHANGED,
  EDITED,
  MARKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolForm, sol_form, G_TYPE_OBJECT)

static guint
get_n_fields (SolForm *self)
{
  return self->base != NULL ? SOL_RECORD_GET_CLASS (self->base)->n_fields : 0;
}

static void
drop_marks (SolForm *self)
{
  for (guint i = 0; i < get_n_fields (self); i++)
    g_free (self->details[i]);
  g_clear_pointer (&self->details, g_free);
  g_clear_pointer (&self->marks, g_free);
}

static void
sol_form_finalize (GObject *object)
{
  SolForm *self = SOL_FORM (object);

  drop_marks (self);
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  g_clear_object (&self->files);
  G_OBJECT_CLASS (sol_form_parent_class)->finalize (object);
}

static void
sol_form_class_init (SolFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_form_finalize;

  /* The field of this index has another value, from whomever. */
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  /* The user typed: there is something to keep. */
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  /* Marks changed, or whether it may be written. */
  signals[MARKED] = g_signal_new ("marked", SOL_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
sol_form_init (SolForm *self)
{
  self->editable = TRUE;
}

SolForm *
sol_form_new (void)
{
  return g_object_new (SOL_TYPE_FORM, NULL);
}

/**
 * sol_form_get_files:
 *
 * Returns: (transfer none) (nullable): what files are attached with
 */
SolFormFiles *
sol_form_get_files (SolForm *self)
{
  return self->files;
}

/**
 * sol_form_set_files:
 * @files: (nullable): before the form is shown; %NULL: none can be attached
 */
void
sol_form_set_files (SolForm *self, SolFormFiles *files)
{
  g_set_object (&self->files, files);
}

/**
 * sol_form_open:
 * @base: as it is held, what waits to be sent included
 * @edited: (nullable): as the user left it; %NULL: as @base
 *
 * Shows another record, or the same one from its beginning.
 */
void
sol_form_open (SolForm *self, SolRecord *base, SolRecord *edited)
{
  drop_marks (self);
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  self->base = sol_record_copy (base);
  self->edited = sol_record_copy (edited != NULL ? edited : base);
  self->marks = g_new0 (SolFormMark, get_n_fields (self));
  self->details = g_new0 (char *, get_n_fields (self));
  for (guint i = 0; i < get_n_fields (self); i++)
    g_signal_emit (self, signals[CHANGED], 0, i);
  g_signal_emit (self, signals[MARKED], 0);
}

/* "offers/ID/title" is of the field "offers". */
static void
mark_overlap (SolForm *self, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", 2);

  sol_form_set_mark (self, names[0], SOL_FORM_MARK_OVERLAP, NULL);
}

/**
 * sol_form_take:
 * @theirs: the same record as it is held now
 *
 * Lays what the user typed over it: what others changed elsewhere is shown, and a field that both
 * changed keeps what the user typed and is marked.
 */
void
sol_form_take (SolForm *self, SolRecord *theirs)
{
  g_autoptr (SolRecord) before = sol_record_copy (self->edited);
  g_autoptr (SolRecord) merged = sol_record_copy (self->edited);
  g_auto (GStrv) overlaps = sol_record_merge (self->base, merged, theirs);
  g_autoptr (SolRecord) fresh = sol_record_copy (theirs);

  /* The head is theirs, the values are of both. */
  for (guint i = 0; i < get_n_fields (self); i++)
    sol_record_set_value (fresh, i, sol_record_get_value (merged, i));
  sol_record_assign (self->edited, fresh);
  sol_record_assign (self->base, theirs);

  for (guint i = 0; i < get_n_fields (self); i++)
    if (!sol_value_equal (sol_record_get_value (before, i), sol_record_get_value (fresh, i)))
      g_signal_emit (self, signals[CHANGED], 0, i);
  for (guint i = 0; overlaps[i] != NULL; i++)
    mark_overlap (self, overlaps[i]);
}

/**
 * sol_form_lay:
 * @patch: that was typed before
 *
 * Has it typed again, except where the user went on typing.
 */
void
sol_form_lay (SolForm *self, const SolPatch *patch)
{
  g_autoptr (SolRecord) laid = sol_record_copy (self->edited);
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  const SolMerge merge = { revisions, 0, NULL, laid, TRUE, conflicts };
  g_auto (GStrv) fields = sol_patch_list_fields (patch);
  guint index;

  if (!sol_record_merge_patch (laid, patch, &merge, NULL))
    return;
  for (guint i = 0; fields[i] != NULL; i++)
    if (sol_record_find_field (laid, fields[i], &index) != NULL &&
        !sol_form_is_field_changed (self, index))
      sol_form_edit (self, index, sol_record_get_value (laid, index));
}

/**
 * sol_form_get_record:
 *
 * Returns: (transfer none) (nullable): as it is on the screen
 */
SolRecord *
sol_form_get_record (SolForm *self)
{
  return self->edited;
}

/**
 * sol_form_get_base:
 *
 * Returns: (transfer none) (nullable): as it was before the user typed
 */
SolRecord *
sol_form_get_base (SolForm *self)
{
  return self->base;
}

/**
 * sol_form_edit:
 * @index: of the field in the type's table
 * @value: unset to empty it
 */
void
sol_form_edit (SolForm *self, guint index, const GValue *value)
{
  g_return_if_fail (index < get_n_fields (self));

  if (!self->editable || sol_value_equal (sol_record_get_value (self->edited, index), value))
    return;

  sol_record_set_value (self->edited, index, value);
  g_signal_emit (self, signals[CHANGED], 0, index);
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * sol_form_edit_text:
 * @text: (nullable): %NULL to empty it
 */
void
sol_form_edit_text (SolForm *self, const char *name, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;
  guint index;

  g_return_if_fail (sol_record_find_field (self->edited, name, &index) != NULL);

  if (text != NULL)
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_set_string (&value, text);
    }
  sol_form_edit (self, index, &value);
}

/**
 * sol_form_is_field_changed:
 *
 * Returns: whether the user typed in it and did not send that
 */
gboolean
sol_form_is_field_changed (SolForm *self, guint index)
{
  return index < get_n_fields (self) &&
         !sol_value_equal (sol_record_get_value (self->base, index),
                           sol_record_get_value (self->edited, index));
}

gboolean
sol_form_is_changed (SolForm *self)
{
  for (guint i = 0; i < get_n_fields (self); i++)
    if (sol_form_is_field_changed (self, i))
      return TRUE;
  return FALSE;
}

/**
 * sol_form_is_field_sound:
 *
 * Returns: whether what it holds may be sent
 */
gboolean
sol_form_is_field_sound (SolForm *self, guint index)
{
  return index < get_n_fields (self) &&
         sol_field_check (&SOL_RECORD_GET_CLASS (self->edited)->fields[index],
                          sol_record_get_value (self->edited, index), NULL);
}

static void make_sound (const SolField *field, const GValue *base, GValue *value);

/* Returns: (transfer full) (nullable): @item as far as it may be sent: what of it is not sound is
 * as in @base, which is %NULL when there was no such item */
static SolItem *
make_sound_item (SolItem *item, SolItem *base)
{
  static const GValue empty = G_VALUE_INIT;
  const SolFieldTable *table = sol_item_get_table (item);
  g_autoptr (SolItem) sound = sol_item_copy (item, sol_item_get_id (item), sol_item_get_at (item));

  for (guint i = 0; i < table->n_fields; i++)
    if (table->fields[i].kind == SOL_FIELD_ITEMS)
      make_sound (&table->fields[i], base != NULL ? &sol_item_get_values (base)[i] : &empty,
                  &sol_item_get_values (sound)[i]);
  if (sol_item_check (sound, NULL))
    return g_steal_pointer (&sound);
  return base != NULL ? g_object_ref (base) : NULL;
}

/* One item that is not complete yet holds no other back. */
static void
make_sound (const SolField *field, const GValue *base, GValue *value)
{
  g_autoptr (GPtrArray) before = sol_item_list_copy (base);
  g_autoptr (GPtrArray) items = sol_item_list_copy (value);
  g_autoptr (GPtrArray) sound = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      const char *id = sol_item_get_id (items->pdata[i]);
      SolItem *item = make_sound_item (items->pdata[i], sol_item_list_find (before, id, NULL));

      if (item != NULL)
        sol_item_list_put (sound, item);
    }
  g_value_unset (value);
  if (sound->len == 0)
    return;
  g_value_init (value, G_TYPE_PTR_ARRAY);
  g_value_set_boxed (value, sound);
}

/* Puts what may be sent in place of what @edited holds. */
static void
make_field_sound (SolRecord *edited, SolRecord *base, guint index)
{
  const SolField *field = &SOL_RECORD_GET_CLASS (edited)->fields[index];
  g_auto (GValue) value = G_VALUE_INIT;

  if (field->kind == SOL_FIELD_ITEMS)
    {
      sol_value_copy (sol_record_get_value (edited, index), &value);
      make_sound (field, sol_record_get_value (base, index), &value);
    }
  if (field->kind != SOL_FIELD_ITEMS || !sol_field_check (field, &value, NULL))
    sol_record_set_value (edited, index, sol_record_get_value (base, index));
  else
    sol_record_set_value (edited, index, &value);
}

/**
 * sol_form_make_patch:
 *
 * Returns: (transfer full): what the user changed and may be sent
 */
SolPatch *
sol_form_make_patch (SolForm *self)
{
  g_autoptr (SolRecord) sound = sol_record_copy (self->edited);

  for (guint i = 0; i < get_n_fields (self); i++)
    if (!sol_form_is_field_sound (self, i))
      make_field_sound (sound, self->base, i);
  return sol_patch_new_diff (self->base, sound);
}

gboolean
sol_form_get_editable (SolForm *self)
{
  return self->editable;
}

/**
 * sol_form_set_editable:
 * @editable: whether this user may write it as it is now
 */
void
sol_form_set_editable (SolForm *self, gboolean editable)
{
  if (self->editable == editable)
    return;

  self->editable = editable;
  g_signal_emit (self, signals[MARKED], 0);
}

/**
 * sol_form_get_mark:
 * @detail: (out) (optional) (nullable): why, in words
 */
SolFormMark
sol_form_get_mark (SolForm *self, guint index, const char **detail)
{
  g_return_val_if_fail (index < get_n_fields (self), SOL_FORM_MARK_NONE);

  if (detail != NULL)
    *detail = self->details[index];
  return self->marks[index];
}

/**
 * sol_form_set_mark:
 * @field: its name
 * @detail: (nullable): why, in words
 */
void
sol_form_set_mark (SolForm *self, const char *field, SolFormMark mark, const char *detail)
{
  guint index;

  if (self->base == NULL || sol_record_find_field (self->base, field, &index) == NULL ||
      (self->marks[index] == mark && g_strcmp0 (self->details[index], detail) == 0))
    return;

  self->marks[index] = mark;
  g_free (self->details[index]);
  self->details[index] = g_strdup (detail);
  g_signal_emit (self, signals[MARKED], 0);
}

/**
 * sol_form_clear_mark:
 *
 * Takes @mark off all fields.
 */
void
sol_form_clear_mark (SolForm *self, SolFormMark mark)
{
  for (guint i = 0; i < get_n_fields (self); i++)
    if (self->marks[i] == mark)
      sol_form_set_mark (self, SOL_RECORD_GET_CLASS (self->base)->fields[i].name,
                         SOL_FORM_MARK_NONE, NULL);
}
