/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-json-splitter.h"
#include "model/sol-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What is parsed is printed so that it reads again as the same. */
static void
check_element (const char *text, gsize length)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, length, NULL);
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GError) error = NULL;
  GString *printed = g_string_new (NULL);
  GString *twice = g_string_new (NULL);

  if (node != NULL)
    {
      sol_json_print (node, printed);
      again = sol_json_parse (printed->str, printed->len, &error);
      g_assert_no_error (error);
      sol_json_print (again, twice);
      g_assert_cmpstr (printed->str, ==, twice->str);
    }
  g_string_free (printed, TRUE);
  g_string_free (twice, TRUE);
}

/* Any bytes are cut into elements within them, and the end is reached. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (SolJsonSplitter) splitter = sol_json_splitter_new (stream);
  SolSplit split = SOL_SPLIT_ELEMENT;

  for (gsize n = 0; split != SOL_SPLIT_END && split != SOL_SPLIT_FAILED; n++)
    {
      gsize length;
      const char *text;

      g_assert_cmpuint (n, <=, size + 1);
      split = sol_json_splitter_next (splitter, NULL, NULL);
      text = sol_json_splitter_get_element (splitter, &length);
      if (split != SOL_SPLIT_ELEMENT)
        continue;
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (length, <=, SOL_JSON_SPLITTER_MAX_ELEMENT);
      check_element (text, length);
    }
  return 0;
}
