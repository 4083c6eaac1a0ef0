/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "model/sol-merge.h"
#include "model/sol-mutation.h"
#include "model/sol-supplier.h"

#define ID "01928374-0000-7000-8000-000000000001"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Laid over a record: refused with an error and nothing changed, or taken. */
static void
lay_over (const SolMutation *mutation)
{
  g_autoptr (SolRecord) record = sol_record_new_from_text (
      SOL_TYPE_SUPPLIER, 0, "i", "public", 1,
      "{\"name\":\"A\",\"networks\":[\"X\"],\"offers\":[{\"id\":\"o\",\"title\":\"T\"}]}", NULL);
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  const SolMerge merge = { .revisions = revisions, .conflicts = conflicts };
  g_autoptr (GError) error = NULL;
  gboolean done = sol_record_merge_patch (record, mutation->patch, &merge, &error);

  g_assert_true (done == (error == NULL));
}

/* Refused with an error, or printed and read again as the same. */
static void
read_batch (const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutationBatch) batch = sol_mutation_batch_parse (data, size, &error);
  g_autoptr (SolMutationBatch) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  g_assert_true ((batch == NULL) == (error != NULL));
  if (batch == NULL)
    return;

  text = sol_mutation_batch_to_text (batch);
  again = sol_mutation_batch_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  same = sol_mutation_batch_to_text (again);
  g_assert_cmpstr (same, ==, text);
  for (guint i = 0; i < batch->mutations->len; i++)
    lay_over (batch->mutations->pdata[i]);
}

/* As a batch, and as what one mutation changes: no fuzzer finds its ids. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *whole = g_strdup_printf ("{\"client\":\"" ID "\",\"mutations\":[{\"id\":\"" ID
                                            "\",\"n\":1,\"t\":\"supplier\","
                                            "\"target\":\"" ID "\",\"op\":\"edit\",%.*s}]}",
                                            (int) size, (const char *) data);

  read_batch ((const char *) data, size);
  read_batch (whole, strlen (whole));
  return 0;
}
