/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-data-words.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"

#define YEAR 365 /* days */

/* What is told of what is held on people: as GDPR articles 13 and 15 want it,
 * https://eur-lex.europa.eu/eli/reg/2016/679/oj. */

void
sol_data_notice_free (SolDataNotice *self)
{
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/**
 * sol_data_words_make_days:
 *
 * Returns: (transfer full): so many days; whole years as such
 */
char *
sol_data_words_make_days (guint days)
{
  if (days > 0 && days % YEAR == 0)
    return g_strdup_printf (ngettext ("%u year", "%u years", days / YEAR), days / YEAR);
  return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
}

/* @kept: (nullable): a sentence in which %s is for how long; left out when that is not told */
static void
add (GPtrArray *list, const char *title, const char *text, const char *kept, guint days)
{
  SolDataNotice *notice = g_new0 (SolDataNotice, 1);
  g_autofree char *time = sol_data_words_make_days (days);
  g_auto (GStrv) parts = kept != NULL && days > 0 ? g_strsplit (kept, "%s", 2) : NULL;
  g_autofree char *sentence = parts != NULL ? g_strjoinv (time, parts) : NULL;

  notice->title = g_strdup (title);
  notice->text = g_strjoin (" ", text, sentence, NULL);
  g_ptr_array_add (list, notice);
}

/* Nobody is erased who was not told: where no mail leaves, an account stays. */
static void
add_account (GPtrArray *list, const SolPlatformInfo *info)
{
  g_autofree char *unused = sol_data_words_make_days (info->days[SOL_KEPT_INACTIVE]);
  g_autofree char *told = sol_data_words_make_days (info->days[SOL_KEPT_TOLD]);
  /* Translators: both are times, such as "2 years" and "30 days" */
  g_autofree char *erased = g_strdup_printf (_ ("When you have not used it for %1$s you are told, "
                                                "and %2$s later it is erased."),
                                             unused, told);
  const gboolean goes = info->codes == SOL_CODES_MAILED && info->days[SOL_KEPT_INACTIVE] > 0;
  g_autofree char *text = g_strjoin (
      " ", _ ("Your name, your address and as what you come, for as long as you have the account."),
      goes ? erased : NULL, NULL);

  add (list, _ ("Your account"), text, NULL, 0);
}

/**
 * sol_data_words_list:
 * @info: what the platform says of itself: no time is told that it does not keep to
 *
 * Returns: (transfer full) (element-type SolDataNotice): the notice, in the user's language
 */
GPtrArray *
sol_data_words_list (const SolPlatformInfo *info)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_data_notice_free);

  add (list, _ ("What for"),
       _ ("So that you can sign in, work with others and be found. This application sends it to "
          "this platform and to nobody else."),
       NULL, 0);
  add_account (list, info);
  add (list, _ ("Your sessions"), _ ("On which computers you are signed in, and since when."),
       _ ("Those that ended are forgotten after %s."), info->days[SOL_KEPT_SESSIONS]);
  add (list, _ ("What you write"),
       _ ("It belongs to your organisation and stays there when you go, without your name."),
       _ ("An attachment that nothing shows is deleted after %s."), info->days[SOL_KEPT_UPLOADS]);
  add (list, _ ("What was there before"),
       _ ("What was written in place of what, so that your organisation can bring it back; without "
          "your name when you go."),
       _ ("It is kept for %s."), info->days[SOL_KEPT_HISTORY]);
  add (list, _ ("Who did what"),
       _ ("Each change with its author, its time and its computer, to settle doubts and find "
          "abuse."),
       _ ("It is kept for %s."), info->days[SOL_KEPT_AUDIT]);
  add (list, _ ("What was sent"),
       _ ("The platform’s answers, so that nothing is taken up twice when the line is cut."),
       _ ("They are kept for %s."), info->days[SOL_KEPT_ANSWERS]);
  add (list, _ ("Pages you look at"),
       _ ("A structure is told how often its page was looked at in a month, and whether by public "
          "buyers, structures or others: counts alone, without who, when or from where."),
       _ ("They are kept for %s."), info->days[SOL_KEPT_LOOKS]);
  add (list, _ ("Who sees it"),
       _ ("Members of your organisations see your name, their managers what was done there too, "
          "moderators what is submitted to them. Everybody sees what is published. Those who run "
          "the platform look after all of it."),
       NULL, 0);
  return list;
}

/**
 * sol_data_words_make_contact:
 *
 * Returns: (transfer full): whom to write to, as markup
 */
char *
sol_data_words_make_contact (const SolPlatformInfo *info)
{
  g_autofree char *escaped = NULL;
  g_autofree char *link = NULL;

  if (info->contact == NULL || sol_account_words_check_address (info->contact) != NULL)
    return g_markup_escape_text (
        _ ("This platform names nobody to write to: ask who gave you its address."), -1);
  escaped = g_uri_escape_string (info->contact, "@", FALSE);
  link = g_markup_printf_escaped ("<a href=\"mailto:%s\">%s</a>", escaped, info->contact);
  /* Translators: %s is a mail address */
  return g_strdup_printf (_ ("Those who run the platform: %s"), link);
}

/**
 * sol_data_words_make_leaving:
 *
 * Returns: (transfer full): what comes of an account that is closed
 */
char *
sol_data_words_make_leaving (const SolPlatformInfo *info)
{
  g_autofree char *time = sol_data_words_make_days (info->days[SOL_KEPT_CLOSED]);

  if (info->days[SOL_KEPT_CLOSED] == 0)
    return g_strdup (_ ("A closed account is signed out everywhere and erased."));
  /* Translators: %s is a time, such as "7 days" */
  return g_strdup_printf (_ ("A closed account is signed out everywhere, and erased after %s. Who "
                             "signs in before keeps it."),
                          time);
}
