/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-paper.h"

#include <glib/gi18n.h>

#include "app/workshop/sol-workshop-words.h"
#include "model/sol-item.h"
#include "model/sol-workshop.h"

/* The summary of a workshop: what was shared there, and nothing else. */

static void
add_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static char *
list_who_came (SolRecord *workshop)
{
  GPtrArray *seats = sol_record_get_items (workshop, "seats");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; seats != NULL && i < seats->len; i++)
    if (g_strcmp0 (sol_item_get_text (seats->pdata[i], "role"), SOL_WORKSHOP_JOINED) == 0)
      add_line (text, sol_item_get_text (seats->pdata[i], "name"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
gather (GPtrArray *shares, const char *list)
{
  g_autoptr (GPtrArray) themes = sol_workshop_tally (shares, list);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < themes->len; i++)
    {
      const SolWorkshopTheme *theme = themes->pdata[i];
      g_autofree char *said = sol_workshop_words_say_theme (theme);

      add_line (text, said);
      for (guint j = 0; j < theme->voices->len; j++)
        {
          g_autofree char *voice = sol_workshop_words_say_voice (theme->voices->pdata[j]);
          g_autofree char *line = g_strconcat ("– ", voice, NULL);

          add_line (text, line);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_actions (GString *text, SolRecord *record, const char *who)
{
  GPtrArray *actions = sol_record_get_items (record, "actions");

  for (guint i = 0; actions != NULL && i < actions->len; i++)
    {
      g_autofree char *said = sol_workshop_words_say_action (actions->pdata[i]);
      g_autofree char *line = who != NULL ? g_strdup_printf ("%s (%s)", said, who)
                                          : g_steal_pointer (&said);

      add_line (text, line);
    }
}

static char *
list_findings (SolRecord *workshop)
{
  GPtrArray *findings = sol_record_get_items (workshop, "findings");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    add_line (text, sol_item_get_text (findings->pdata[i], "text"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
list_actions (SolRecord *workshop, GPtrArray *shares)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_actions (text, workshop, NULL);
  for (guint i = 0; i < shares->len; i++)
    add_actions (text, shares->pdata[i],
                 sol_record_get_text (shares->pdata[i], "organisation_name"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_part (SolDocument *document, const char *heading, char *owned_text)
{
  g_autofree char *text = owned_text;

  if (*text != '\0')
    sol_document_add (document, heading, text);
}

/**
 * sol_workshop_paper_make:
 * @shares: (element-type SolRecord): what each structure shares of its page
 *
 * Returns: (transfer full): the summary, in the user's language
 */
SolDocument *
sol_workshop_paper_make (SolRecord *workshop, GPtrArray *shares)
{
  const gboolean french = g_str_has_prefix (g_get_language_names ()[0], "fr");
  SolDocument *document = sol_document_new (sol_record_get_text (workshop, "title"),
                                            french ? "fr" : "en");

  add_part (document, NULL, sol_workshop_words_say_when (workshop));
  add_part (document, _ ("Who came"), list_who_came (workshop));
  add_part (document, _ ("Common findings"), list_findings (workshop));
  add_part (document, _ ("What is difficult in selling"), gather (shares, "difficulties"));
  add_part (document, _ ("What they do well and could share"), gather (shares, "strengths"));
  add_part (document, _ ("Actions"), list_actions (workshop, shares));
  return document;
}

static char *
say_written (GFile *file, guint n_pages)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_strdup_printf (_ ("The summary is in “%s”"), name);
}

/* TRANSLATORS: name of a file, %s: a workshop and a day */
const SolSaveAs sol_workshop_paper_pdf = { N_ ("Export as PDF"), N_ ("workshop-%s.pdf"),
                                           sol_document_make_pdf, say_written };
const SolSaveAs sol_workshop_paper_odt = { N_ ("Export as ODT"), N_ ("workshop-%s.odt"),
                                           sol_document_make_odt, say_written };

/**
 * sol_workshop_paper_save:
 * @toasts: where the end is told
 * @how: one of the two above
 *
 * Asks where to, and writes the summary as it is now.
 */
void
sol_workshop_paper_save (AdwToastOverlay *toasts,
                         SolRecord *workshop,
                         GPtrArray *shares,
                         const SolSaveAs *how)
{
  sol_save_as (toasts, how, sol_record_get_text (workshop, "title"),
               sol_workshop_paper_make (workshop, shares), (GDestroyNotify) sol_document_free);
}
