/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-kept.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"

/**
 * sol_form_kept_say:
 * @icon: (out) (nullable): beside the words; %NULL while it is being kept
 *
 * Returns: (transfer full): where what was typed is; "" when there is nothing to say
 */
char *
sol_form_kept_say (SolForm *form, SolFormKeeper *keeper, const char **icon)
{
  const GError *error;
  const SolFormKept kept = sol_form_keeper_get_kept (keeper, &error);

  *icon = kept == SOL_FORM_KEEPING ? NULL : "emblem-ok-symbolic";
  if (kept == SOL_FORM_NOT_KEPT)
    {
      *icon = "dialog-warning-symbolic";
      return sol_error_words_say (error);
    }
  if (sol_form_is_changed (form) || sol_form_keeper_get_waiting (keeper))
    return g_strdup (kept == SOL_FORM_KEPT ? _ ("Saved on this computer") : _ ("Saving…"));
  if (sol_form_keeper_get_exists (keeper))
    return g_strdup (_ ("As the platform has it"));
  *icon = NULL;
  return g_strdup ("");
}
