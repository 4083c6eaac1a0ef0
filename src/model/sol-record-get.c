/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record.h"

/* A field by its name, in the type that C reads. Another name is a fault of the program. */

static const GValue *
find_value (SolRecord *self, const char *name)
{
  guint index;

  g_return_val_if_fail (sol_record_find_field (self, name, &index) != NULL, NULL);

  return sol_record_get_value (self, index);
}

/**
 * sol_record_get_codes:
 *
 * Returns: (transfer none): the codes, an empty list while nobody chose
 */
const char *const *
sol_record_get_codes (SolRecord *self, const char *name)
{
  static const char *const nothing[] = { NULL };
  const GValue *value = find_value (self, name);

  return G_IS_VALUE (value) ? g_value_get_boxed (value) : nothing;
}

/**
 * sol_record_get_number:
 * @number: (out): set when it is known; in cents for money
 *
 * Returns: whether somebody said
 */
gboolean
sol_record_get_number (SolRecord *self, const char *name, gint64 *number)
{
  const GValue *value = find_value (self, name);

  if (!G_IS_VALUE (value))
    return FALSE;

  *number = g_value_get_int64 (value);
  return TRUE;
}

/**
 * sol_record_get_flag:
 * @flag: (out): set when it is known
 *
 * Returns: whether somebody said: unknown is not no
 */
gboolean
sol_record_get_flag (SolRecord *self, const char *name, gboolean *flag)
{
  const GValue *value = find_value (self, name);

  if (!G_IS_VALUE (value))
    return FALSE;

  *flag = g_value_get_boolean (value);
  return TRUE;
}

/**
 * sol_record_get_place:
 *
 * Returns: (transfer none) (nullable): %NULL while nobody said
 */
const SolPlace *
sol_record_get_place (SolRecord *self, const char *name)
{
  const GValue *value = find_value (self, name);

  return G_IS_VALUE (value) ? g_value_get_boxed (value) : NULL;
}

/**
 * sol_record_get_blob:
 *
 * Returns: (transfer none) (nullable): %NULL for none
 */
const SolBlob *
sol_record_get_blob (SolRecord *self, const char *name)
{
  const GValue *value = find_value (self, name);

  return G_IS_VALUE (value) ? g_value_get_boxed (value) : NULL;
}

/**
 * sol_record_find_blob:
 *
 * Returns: (transfer none) (nullable): the attachment of that hash, in whatever field it is
 */
const SolBlob *
sol_record_find_blob (SolRecord *self, const char *hash)
{
  const SolRecordClass *klass = SOL_RECORD_GET_CLASS (self);
  const SolBlob *found = NULL;

  for (guint i = 0; i < klass->n_fields && found == NULL; i++)
    found = sol_value_find_blob (sol_record_get_value (self, i), hash);
  return found;
}

/**
 * sol_record_list_blobs:
 *
 * Returns: (transfer container) (element-type SolBlob): the attachments of all its fields
 */
GPtrArray *
sol_record_list_blobs (SolRecord *self)
{
  const SolRecordClass *klass = SOL_RECORD_GET_CLASS (self);
  GPtrArray *blobs = g_ptr_array_new ();

  for (guint i = 0; i < klass->n_fields; i++)
    sol_value_add_blobs (sol_record_get_value (self, i), blobs);
  return blobs;
}

/**
 * sol_record_get_items:
 *
 * Returns: (transfer none) (nullable) (element-type SolItem): %NULL for none
 */
GPtrArray *
sol_record_get_items (SolRecord *self, const char *name)
{
  const GValue *value = find_value (self, name);

  return G_IS_VALUE (value) ? g_value_get_boxed (value) : NULL;
}

/**
 * sol_record_get_text:
 * @name: of a field of text, prose, code or date; another name is a fault of the program
 *
 * Returns: (nullable): %NULL while the field is empty
 */
const char *
sol_record_get_text (SolRecord *self, const char *name)
{
  const GValue *value = find_value (self, name);

  return G_IS_VALUE (value) ? g_value_get_string (value) : NULL;
}
