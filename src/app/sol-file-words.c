/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-file-words.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"
#include "model/sol-model-error.h"
#include "store/sol-store-error.h"

/* Why a file is not attached: what this computer finds before, and what the platform finds. */

static const struct
{
  const char *why;
  const char *words;
} refusals[] = {
  { "unknown-type", N_ ("This file is no picture. Choose one in PNG, JPEG or WebP.") },
  { "no-picture", N_ ("This file is no picture. Choose one in PNG, JPEG or WebP.") },
  { "damaged", N_ ("This file is damaged: it cannot be shown. Choose another one, or save it anew "
                   "with the program that made it.") },
  { "too-large", N_ ("This file is too large: up to 50 MB and 50 million pixels are taken. Choose "
                     "a smaller one.") },
  { "script", N_ ("This PDF holds a program, which is not taken. Print it to a new PDF and attach "
                  "that one.") },
  { "launch", N_ ("This PDF starts another program, which is not taken. Print it to a new PDF and "
                  "attach that one.") },
  { "attached-files", N_ ("Other files are hidden in this PDF, which are not taken. Print it to a "
                          "new PDF and attach that one.") },
  { "encrypted", N_ ("This PDF asks for a password. Save it without one and attach that one.") },
  { "type", N_ ("What is in this file is not what its name says. Save it anew with the program "
                "that made it.") },
  { "hash", N_ ("This file changed on its way. Attach it again.") },
  { "lost", N_ ("This file was lost on its way. Attach it again.") },
  { "quota", N_ ("There is no room left for this file: you have sent as many as one may. Remove "
                 "pictures that are no longer needed, and try again a week later, or ask who runs "
                 "the platform.") },
};

/**
 * sol_file_words_refused:
 * @why: (nullable): second argument of an "unknown-blob"
 *
 * Returns: (transfer none): why, and what to do, translated
 */
const char *
sol_file_words_refused (const char *why)
{
  for (guint i = 0; why != NULL && i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (refusals[i].why, why))
      return _ (refusals[i].words);
  return _ ("The platform does not have this file. Attach it again.");
}

/**
 * sol_file_words_say:
 * @error: of attaching a file
 *
 * Returns: (transfer full): what happened and what to do, translated
 */
char *
sol_file_words_say (const GError *error)
{
  if (g_error_matches (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_BLOB))
    return g_strdup (sol_file_words_refused (sol_model_error_get_arguments (error)[0]));
  if (error->domain == SOL_STORE_ERROR && error->code == SOL_STORE_ERROR_FULL)
    return g_strdup (_ ("The disk is full: the file was not attached. Make room, then choose it "
                        "again."));
  if (error->domain == SOL_STORE_ERROR)
    return sol_error_words_say (error);
  return g_strdup (_ ("This file cannot be read. Choose another one, or copy it to this computer "
                      "first."));
}

/**
 * sol_file_words_say_document:
 * @error: of attaching a file that may be a PDF too
 *
 * Returns: (transfer full): likewise
 */
char *
sol_file_words_say_document (const GError *error)
{
  if (g_error_matches (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_BLOB) &&
      g_strcmp0 (sol_model_error_get_arguments (error)[0], "unknown-type") == 0)
    return g_strdup (_ ("This kind of file is not taken. Choose a PDF or a picture, or save it as "
                        "a PDF first."));
  return sol_file_words_say (error);
}
