/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-import-report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-column.h"

#define SEPARATOR "\037" /* between two arguments */
#define MAX_ARGUMENTS 4

static const char *const verdict_names[SOL_IMPORT_N_VERDICTS] = {
  "created", "updated", "unchanged", "refused", "doubtful",
};

/* {1} to {3} are the arguments; {1:field} is the name of a field as the user reads it. */
static const struct
{
  const char *code;
  const char *text;
} reasons[] = {
  { "bad-json", N_ ("This element is not well-formed JSON: {1}") },
  { "bad-quote", N_ ("A quotation mark is opened and never closed, or closed too early") },
  { "broken-json", N_ ("A bracket or a quotation mark is opened here and never closed") },
  { "ceased", N_ ("According to the file this structure has ceased its activity") },
  { "changed-since", N_ ("The record was changed after the import: it was left as it is") },
  { "code-added", N_ ("“{2}” is new for {1:field}: added with its name") },
  { "code-missing", N_ ("The code of a list is missing, or longer than is allowed") },
  { "code-shipped", N_ ("“{2}” is a code that the program has itself: it stays as it is") },
  { "code-unknown", N_ ("“{2}” is not known for {1:field}: left out") },
  { "commune-unknown", N_ ("No commune, or more than one, fits “{1}”") },
  { "cut", N_ ("The file ends in the middle of this line: ask for the whole of it") },
  { "encoding", N_ ("This line is not in the encoding of the file: it was read as Windows-1252") },
  { "field-unknown", N_ ("There is no field “{1}”: left out") },
  { "gone-since", N_ ("The record was deleted after the import") },
  { "item-wrong", N_ ("An entry of {1:field} lacks what it needs: left out") },
  { "key-elsewhere", N_ ("The key “{1}” belongs to another enterprise: nothing was written") },
  { "kind-missing", N_ ("Neither the kind of structure (EI, ACI, ASSO…) nor a SIRET is given: fill "
                        "in the kind") },
  { "kind-several", N_ ("The kind of structure is not given, and {1} structures have the SIRET "
                        "{2}: which is it?") },
  { "kind-unknown", N_ ("The kind of structure (EI, ACI, ASSO…) is not given, and no structure has "
                        "the SIRET {1}: fill in the kind") },
  { "list-closed", N_ ("Nothing can be added to the list “{1}”") },
  { "no-fields", N_ ("This element is not a record") },
  { "no-identity", N_ ("Neither a SIRET nor a key of its own tells which structure this is") },
  { "no-name", N_ ("The name of the structure is missing, or longer than is allowed") },
  { "nul", N_ ("This line contains a character that no text has (NUL): the file is damaged "
               "there") },
  { "place-elsewhere", N_ ("The coordinates {1} are not in France: left out") },
  { "place-swapped",
    N_ ("Latitude and longitude seem to be exchanged ({1}): the place was left out") },
  { "place-wrong", N_ ("The coordinates “{1}” cannot be read: left out") },
  { "same-key", N_ ("Line {1} has the same key: this one was left aside") },
  { "same-structure", N_ ("Line {1} is the same structure (SIRET and kind): this one was left "
                          "aside") },
  { "sector-unknown", N_ ("The sector “{1}” has no equivalent here: left out") },
  { "siret-fault", N_ ("The key of the SIRET {1} is wrong: kept, to be corrected") },
  { "siret-wrong", N_ ("“{1}” is not a SIRET of 14 digits: left out") },
  { "too-few-cells", N_ ("The line has {1} cells where {2} are expected: it was cut, or lacks a "
                         "separator") },
  { "too-long", N_ ("{1:field} is longer than is allowed: left out") },
  { "too-long-line", N_ ("The line is longer than {1} MB: it was passed over") },
  { "too-many", N_ ("{1:field} has more entries than are allowed: the first {2} are kept") },
  { "too-many-cells", N_ ("The line has {1} cells where {2} are expected: a cell that holds the "
                          "separator must be within quotation marks") },
  { "unknown-column", N_ ("There is no column “{1}”: not read") },
  { "value-wrong", N_ ("“{2}” cannot be read as {1:field}: left out") },
};

static void
free_line (gpointer data)
{
  SolImportLine *line = data;

  g_free (line->name);
  g_free (line->why_code);
  g_free (line->arguments);
  g_free (line);
}

SolImportReport *
sol_import_report_new (void)
{
  SolImportReport *self = g_new0 (SolImportReport, 1);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  return self;
}

void
sol_import_report_free (SolImportReport *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self->import_id);
  g_free (self);
}

/**
 * sol_import_report_add:
 * @arguments: (nullable): separated by U+001F
 *
 * Keeps one thing to tell, or counts it once there are %SOL_IMPORT_MAX_LINES. The verdict of the
 * row is counted apart, in @n.
 */
void
sol_import_report_add (SolImportReport *self,
                       guint line,
                       SolImportVerdict verdict,
                       const char *name,
                       const char *why_code,
                       const char *arguments)
{
  SolImportLine *told;

  if (self->lines->len >= SOL_IMPORT_MAX_LINES)
    {
      self->n_lines_beyond++;
      return;
    }
  told = g_new0 (SolImportLine, 1);
  told->line = line;
  told->verdict = verdict;
  told->name = g_strdup (name == NULL ? "" : name);
  told->why_code = g_strdup (why_code);
  told->arguments = g_strdup (arguments == NULL ? "" : arguments);
  g_ptr_array_add (self->lines, told);
}

/**
 * sol_import_verdict_get_name:
 *
 * Returns: the stable name of a verdict, for what programs read
 */
const char *
sol_import_verdict_get_name (SolImportVerdict verdict)
{
  g_return_val_if_fail (verdict < SOL_IMPORT_N_VERDICTS, "");
  return verdict_names[verdict];
}

static const char *
find_reason (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].code, code))
      return _ (reasons[i].text);
  return NULL;
}

/* Appends what stands for the braces at @at, and returns the end of them; NULL for other braces. */
static const char *
append_argument (GString *text, const char *at, char **arguments)
{
  guint n = g_strv_length (arguments);
  guint wanted = g_ascii_digit_value (at[1]);
  const char *argument = wanted >= 1 && wanted <= n ? arguments[wanted - 1] : "";

  if (!g_ascii_isdigit (at[1]))
    return NULL;
  if (at[2] == '}')
    {
      g_string_append (text, argument);
      return at + 3;
    }
  if (!g_str_has_prefix (at + 2, ":field}"))
    return NULL;
  g_string_append (text, sol_column_get_label (argument));
  return at + strlen ("{1:field}");
}

/**
 * sol_import_line_to_text:
 *
 * Any thread.
 *
 * Returns: (transfer full): why, in the user's language, as one sentence; without the line number
 */
char *
sol_import_line_to_text (const SolImportLine *line)
{
  g_auto (GStrv) arguments = g_strsplit (line->arguments, SEPARATOR, MAX_ARGUMENTS);
  const char *at = find_reason (line->why_code);
  GString *text = g_string_new (NULL);

  if (at == NULL)
    at = line->why_code;
  while (*at != '\0')
    {
      const char *after = *at == '{' ? append_argument (text, at, arguments) : NULL;

      if (after == NULL)
        g_string_append_c (text, *at++);
      else
        at = after;
    }
  return g_string_free (text, FALSE);
}

static void
append_counts (const SolImportReport *self, GString *text, gboolean preview)
{
  const guint *n = self->n;

  g_string_append_printf (text,
                          preview ? _ ("Would be created: %u\nWould be updated: %u\n")
                                  : _ ("Created: %u\nUpdated: %u\n"),
                          n[SOL_IMPORT_CREATED], n[SOL_IMPORT_UPDATED]);
  g_string_append_printf (text, _ ("Left as they are: %u\nRefused: %u\nDoubtful: %u\n"),
                          n[SOL_IMPORT_UNCHANGED], n[SOL_IMPORT_REFUSED], n[SOL_IMPORT_DOUBTFUL]);
  g_string_append_printf (text, _ ("Taken, with something to look at: %u\n"), self->n_noted);
}

/**
 * sol_import_report_to_text:
 * @preview: nothing was written
 *
 * Any thread.
 *
 * Returns: (transfer full): the counts and then a line for each thing to tell, in the user's
 *   language
 */
char *
sol_import_report_to_text (const SolImportReport *self, gboolean preview)
{
  GString *text = g_string_new (NULL);

  append_counts (self, text, preview);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const SolImportLine *line = self->lines->pdata[i];
      g_autofree char *why = sol_import_line_to_text (line);

      g_string_append_printf (text, _ ("Line %u, %s: %s\n"), line->line,
                              *line->name == '\0' ? "-" : line->name, why);
    }
  if (self->n_lines_beyond > 0)
    g_string_append_printf (text, _ ("… and %u more\n"), self->n_lines_beyond);
  return g_string_free (text, FALSE);
}
