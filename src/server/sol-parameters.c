/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-parameters.h"

#include <string.h>

/**
 * sol_parameters_get_text:
 * @text: (out): %NULL when it is not there
 *
 * Returns: %FALSE, and the request is answered, when it is there twice
 */
gboolean
sol_parameters_get_text (SolRequest *request, const char *name, const char **text)
{
  *text = NULL;
  for (guint i = 0; i < sol_request_get_n_parameters (request); i++)
    {
      const char *value;

      if (!g_str_equal (sol_request_get_parameter_at (request, i, &value), name))
        continue;
      if (*text != NULL)
        {
          sol_request_answer_problem (request, 400, "parameter", "“%s” is there twice", name);
          return FALSE;
        }
      *text = value;
    }
  return TRUE;
}

/**
 * sol_parameters_get_number:
 * @maximum: greatest value; more is refused, not cut down in silence
 * @fallback: what it is when it is not there
 *
 * Returns: %FALSE, and the request is answered, when it is no whole number from 0 to @maximum
 */
gboolean
sol_parameters_get_number (SolRequest *request,
                           const char *name,
                           guint maximum,
                           guint fallback,
                           guint *number)
{
  const char *text;
  guint64 value = fallback;

  if (!sol_parameters_get_text (request, name, &text))
    return FALSE;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, maximum, &value, NULL))
    {
      sol_request_answer_problem (request, 400, "parameter", "“%s” is a whole number from 0 to %u",
                                  name, maximum);
      return FALSE;
    }
  *number = (guint) value;
  return TRUE;
}

/**
 * sol_parameters_check_names:
 * @names: (array zero-terminated=1): those the route knows
 *
 * A misspelt filter that is passed over would look like an answer to what was asked.
 *
 * Returns: %FALSE, and the request is answered, when there is another one
 */
gboolean
sol_parameters_check_names (SolRequest *request, const char *const *names)
{
  for (guint i = 0; i < sol_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = sol_request_get_parameter_at (request, i, &value);

      if (!g_strv_contains (names, name))
        {
          sol_request_answer_problem (request, 400, "parameter", "This route has no parameter “%s”",
                                      name);
          return FALSE;
        }
    }
  return TRUE;
}
