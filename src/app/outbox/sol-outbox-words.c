/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/outbox/sol-outbox-fields.h"
#include "app/sol-format.h"
#include "model/sol-model-error.h"
#include "store/sol-outbox-text.h"

#define MAX_NAMED 3 /* fields: what changed more is told by its number */

static const struct
{
  const char *op;
  const char *words;
} operations[] = {
  { SOL_MUTATION_CREATE, N_ ("Created") },
  { SOL_MUTATION_DELETE, N_ ("Deleted") },
  { SOL_MUTATION_RESTORE, N_ ("Brought back") },
  { "submit", N_ ("Submitted for review") },
  { "publish", N_ ("Published") },
  { "ask_changes", N_ ("Changes asked for") },
  { "refuse", N_ ("Refused") },
  { "suspend", N_ ("Suspended") },
  { "archive", N_ ("Archived") },
  { "close_down", N_ ("Closed") },
  { "reopen", N_ ("Reopened") },
  { "sign_charter", N_ ("Charter signed") },
  { "remind_charter", N_ ("Reminded of the charter") },
  { "set_role", N_ ("Role changed") },
  { "remove_member", N_ ("Member removed") },
  { "leave", N_ ("Left") },
  { "accept_join", N_ ("Request accepted") },
  { "refuse_join", N_ ("Request refused") },
  { "accept", N_ ("Accepted") },
  { "leave_alone", N_ ("Not to be written to") },
  { "merge", N_ ("Merged") },
  { "apart", N_ ("Said to be two") },
  { "undo", N_ ("Answer undone") },
  { "ask_in", N_ ("Structure asked in") },
  { "send_away", N_ ("Structure sent away") },
  { "close", N_ ("Closed") },
  { "join", N_ ("Joined") },
  { "withdraw", N_ ("Offer taken back") },
  { "decline", N_ ("Offer declined") },
  { "hide", N_ ("Hidden") },
  { "allow", N_ ("Shown again") },
};

/* What an entry waits for while the exchanges are in a state. */
static const struct
{
  SolSyncState state;
  const char *words;
} waits[] = {
  { SOL_SYNC_OFFLINE, N_ ("Waits for the network") },
  { SOL_SYNC_SIGNED_OUT, N_ ("Waits until you sign in") },
  { SOL_SYNC_DISK_FULL, N_ ("Waits for room on the disk") },
  { SOL_SYNC_TOO_OLD, N_ ("Waits for the update of this application") },
  { SOL_SYNC_UP_TO_DATE, N_ ("Leaves in a moment") },
  { SOL_SYNC_RUNNING, N_ ("Leaves in a moment") },
};

/**
 * sol_outbox_words_make_title:
 *
 * Returns: (transfer full): of which record it is
 */
char *
sol_outbox_words_make_title (SolOutboxEntry *entry)
{
  const char *title = sol_outbox_entry_get_title (entry);

  return g_strdup (title != NULL
                       ? title
                       : sol_outbox_fields_get_type (sol_outbox_entry_get_mutation (entry)->type));
}

static char *
name_fields (const char *type, const char *const *fields)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint n = g_strv_length ((GStrv) fields);

  for (guint i = 0; i < n && (i < MAX_NAMED || n == MAX_NAMED + 1); i++)
    {
      g_autofree char *label = sol_outbox_fields_get_label (type, fields[i]);

      /* Translators: between the names of fields */
      g_string_append_printf (text, "%s%s", i > 0 ? _ (", ") : "", label);
    }
  if (n > MAX_NAMED + 1)
    g_string_append_printf (
        text, ngettext (" and %u more field", " and %u more fields", n - MAX_NAMED), n - MAX_NAMED);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_outbox_words_say_act:
 * @type: of the record
 * @op: of the act on it
 * @fields: that it changes
 *
 * Returns: (transfer full): what was done; of an edit, the fields
 */
char *
sol_outbox_words_say_act (const char *type, const char *op, const char *const *fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].op, op))
      return g_strdup (_ (operations[i].words));
  return g_str_equal (op, SOL_MUTATION_EDIT) ? name_fields (type, fields) : g_strdup (op);
}

/**
 * sol_outbox_words_say_operation:
 *
 * Returns: (transfer full): likewise of an entry
 */
char *
sol_outbox_words_say_operation (SolOutboxEntry *entry)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);
  g_auto (GStrv) fields = sol_patch_list_fields (mutation->patch);

  return sol_outbox_words_say_act (mutation->type, mutation->op, (const char *const *) fields);
}

/**
 * sol_outbox_words_make_details:
 *
 * Returns: (transfer full): what was done to it
 */
char *
sol_outbox_words_make_details (SolOutboxEntry *entry)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);
  g_autofree char *done = sol_outbox_words_say_operation (entry);

  /* Translators: what kind of record, and what was done to it or which fields were changed */
  return g_strdup_printf (_ ("%s: %s"), sol_outbox_fields_get_type (mutation->type), done);
}

/* @arguments: how many there may be, and when there may be another, if time alone makes room */
static char *
say_too_many (const char *const *arguments)
{
  const guint most = (guint) g_ascii_strtoull (arguments[0], NULL, 10);
  g_autoptr (GDateTime)
      again = arguments[1] != NULL ? g_date_time_new_from_iso8601 (arguments[1], NULL) : NULL;
  g_autofree char *moment = NULL;

  if (again == NULL)
    return g_strdup_printf (ngettext ("There is one already, and there may be no other",
                                      "There are %u already, and there may be no more", most),
                            most);
  moment = sol_format_moment (g_date_time_to_unix (again) * 1000);
  /* Translators: %s is a time, or a day and a time */
  return g_strdup_printf (_ ("There may be no other before %s"), moment);
}

/* @arguments: the field, and how much may stand there */
static char *
say_too_much (const char *const *arguments)
{
  const guint left = (guint) g_ascii_strtoull (arguments[1], NULL, 10);

  if (left == 0)
    return g_strdup (_ ("Others took all of it"));
  return g_strdup_printf (ngettext ("Only %u is left", "Only %u are left", left), left);
}

/* What is in the way of which state. */
static const struct
{
  const char *type;
  const char *state;
  const char *words;
} states[] = {
  { "listing_review", "changed",
    N_ ("The structure changed its listing since and has not sent it again yet") },
  { "listing_review", "draft",
    N_ ("The structure changed its listing since and has not sent it again yet") },
  { "listing_review", "submitted", N_ ("The structure has sent its listing again since") },
  { "listing_review", "changes-asked",
    N_ ("Changes were asked for already; the structure answers first") },
  { "listing_review", "published", N_ ("It is published already") },
  { "listing_review", "refused", N_ ("It was refused already") },
  { "listing_review", "suspended", N_ ("It was suspended already") },
  { "listing_review", "archived", N_ ("The structure has withdrawn it") },
  { "listing_review", "held",
    N_ ("Another organisation claimed this structure: answer the claims first") },
  { "workshop", "joined", N_ ("The structure sits there already") },
  { "workshop", "seats", N_ ("Structures sit there: close the workshop instead") },
  { "workshop", "closed", N_ ("The workshop is closed") },
  { "workshop_page", "closed", N_ ("The workshop is closed") },
  { "workshop_page", "removed", N_ ("The animator ended your part in this workshop") },
  { "workshop_page", "workshop", N_ ("There is no such workshop any more") },
  { "claim", "own", N_ ("This structure is yours already") },
  { "claim", "published", N_ ("Its people publish its listing: ask them to join") },
  { "claim", "kind", N_ ("Only an organisation that sells claims a structure") },
  { "client_word", "draft", N_ ("Clients are asked once the listing is published") },
  { "client_word", "answered", N_ ("The client answered meanwhile: his word is not changed") },
  { "given_word", "own", N_ ("Nobody says a word of his own structure") },
  { "given_word", "unclaimed", N_ ("Nobody of this structure is here to read it") },
  { "word_call", "taken-back", N_ ("The client took it back meanwhile") },
  { "word_call", "hidden", N_ ("It is hidden already") },
  { "word_call", "answered", N_ ("It is shown again already") },
  { "claim_call", "own", N_ ("The structure is theirs already") },
  { "claim_call", "published", N_ ("Its people publish its listing already") },
  { "claim_call", "accepted", N_ ("It was accepted already") },
  { "claim_call", "refused", N_ ("It was refused already") },
  { "handover", "submitted", N_ ("A moderator reads the listing: offer it once he has answered") },
  { "handover", "own", N_ ("The listing is theirs already") },
  { "handover", "kind", N_ ("That organisation buys or helps: it has no listings") },
  { "handover", "accepted", N_ ("The other organisation accepted it meanwhile") },
  { "handover", "declined", N_ ("The other organisation declined it meanwhile") },
  { "handover", "withdrawn", N_ ("The offer was taken back already") },
  { "handover_call", "submitted",
    N_ ("A moderator reads the listing: accept it once he has answered") },
  { "handover_call", "gone", N_ ("The listing is no longer theirs to give") },
  { "handover_call", "accepted", N_ ("Somebody of yours accepted it already") },
  { "handover_call", "declined", N_ ("Somebody of yours declined it already") },
  { "handover_call", "withdrawn", N_ ("They took the offer back meanwhile") },
  { "correction", "published", N_ ("Its people publish its listing: they correct it") },
  { "correction_call", "changed",
    N_ ("The catalogue says something else since it was proposed: refuse it, and say so") },
  { "correction_call", "published", N_ ("Its people publish its listing already") },
  { "correction_call", "accepted", N_ ("It was accepted already") },
  { "correction_call", "refused", N_ ("It was refused already") },
  { "duplicate", "held", N_ ("The one that would go has its people: keep that one") },
  { "duplicate", "gone", N_ ("One of the two is not in the catalogue any more") },
  { "duplicate", "merged", N_ ("They were merged already") },
  { "duplicate", "later",
    N_ ("The one that stayed was merged with another since: undo that first") },
  { "duplicate", "apart", N_ ("It was said already that they are two") },
  { "duplicate", "proposed", N_ ("The answer was undone already") },
};

/* @state: of what somebody wanted to decide upon, or the word for what is in the way */
static const char *
say_state (const char *type, const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].type, type) && g_strcmp0 (states[i].state, state) == 0)
      return _ (states[i].words);
  return _ ("It is too late, or too early, for this");
}

static const char *
say_code (const char *code)
{
  static const char *const words[] = {
    [SOL_MODEL_ERROR_UNKNOWN_FIELD] = N_ ("The platform does not know this field or this act"),
    [SOL_MODEL_ERROR_WRONG_VALUE] = N_ ("A value is not one that is allowed there"),
    [SOL_MODEL_ERROR_TOO_LONG] = N_ ("A text is too long"),
    [SOL_MODEL_ERROR_INCOMPLETE] = N_ ("Something that is needed is missing"),
    [SOL_MODEL_ERROR_WRONG_STATE] = N_ ("It is too late, or too early, for this"),
    [SOL_MODEL_ERROR_FORBIDDEN] = N_ ("Your account may not do this"),
    [SOL_MODEL_ERROR_UNKNOWN_BLOB] = N_ ("An attached file did not arrive, or cannot be shown"),
    [SOL_MODEL_ERROR_TOO_MANY] = N_ ("There are as many of these as there may be"),
    [SOL_MODEL_ERROR_TOO_MUCH] = N_ ("There is not as much left as that"),
  };
  int known;

  if (g_strcmp0 (code, SOL_OUTBOX_CODE_NO_ACCESS) == 0)
    return _ ("You no longer have access to it");
  if (g_strcmp0 (code, SOL_OUTBOX_CODE_SERVER_FAILED) == 0)
    return _ ("The platform failed at it several times");
  return sol_model_error_find (code, &known) ? _ (words[known])
                                             : _ ("The platform did not take it");
}

/* (transfer full): why it was refused, with what the code tells beside itself */
static char *
say_why (const char *type, const char *code, const char *const *arguments)
{
  const guint n = arguments != NULL ? g_strv_length ((GStrv) arguments) : 0;
  int known;

  if (!sol_model_error_find (code, &known))
    return g_strdup (say_code (code));
  if (known == SOL_MODEL_ERROR_TOO_MANY && n > 0)
    return say_too_many (arguments);
  if (known == SOL_MODEL_ERROR_TOO_MUCH && n > 1)
    return say_too_much (arguments);
  if (known == SOL_MODEL_ERROR_WRONG_STATE && n > 0)
    return g_strdup (say_state (type, arguments[0]));
  return g_strdup (say_code (code));
}

static char *
say_refusal (SolOutboxEntry *entry)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);
  const char *const *arguments = sol_outbox_entry_get_arguments (entry);
  const SolField *field = NULL;
  g_autofree char *why = say_why (mutation->type, sol_outbox_entry_get_code (entry), arguments);
  g_autofree char *label = NULL;

  if (arguments != NULL && arguments[0] != NULL)
    sol_outbox_fields_find (mutation->type, arguments[0], &field);
  if (field == NULL)
    /* Translators: %s says why the platform did not take an act */
    return g_strdup_printf (_ ("Refused: %s"), why);
  label = sol_outbox_fields_get_label (mutation->type, arguments[0]);
  /* Translators: a reason, then the name of the field that it is about */
  return g_strdup_printf (_ ("Refused: %s (%s)"), why, label);
}

static char *
say_conflict (SolOutboxEntry *entry)
{
  g_autoptr (GPtrArray) conflicts = sol_outbox_entry_list_conflicts (entry);
  const SolConflictText *first = conflicts->len > 0 ? conflicts->pdata[0] : NULL;

  if (first == NULL || first->who == NULL)
    return g_strdup (_ ("Also changed by somebody else"));
  /* Translators: %s is the name of a person */
  return g_strdup_printf (_ ("Also changed by %s"), first->who);
}

static char *
say_blocked (SolOutboxGroups *groups, SolOutboxEntry *entry)
{
  const char *const *arguments = sol_outbox_entry_get_arguments (entry);
  g_autoptr (SolOutboxEntry) by = arguments != NULL && arguments[0] != NULL
                                      ? sol_outbox_groups_find (groups, arguments[0])
                                      : NULL;
  g_autofree char *done = by != NULL ? sol_outbox_words_make_details (by) : NULL;

  if (by == NULL)
    return g_strdup (_ ("Leaves after another one is settled"));
  /* Translators: %s is another act of the list, such as "Listing: Telephone" */
  return g_strdup_printf (_ ("Leaves after “%s”"), done);
}

static const char *
say_waiting (SolOutboxGroups *groups)
{
  SolSync *sync = sol_session_get_sync (sol_outbox_groups_get_session (groups));
  const SolSyncState state = sol_sync_get_state (sync);

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    if (waits[i].state == state)
      return _ (waits[i].words);
  return _ ("Waits for the platform");
}

gboolean
sol_outbox_words_is_restorable (SolOutboxEntry *entry)
{
  const char *const *arguments = sol_outbox_entry_get_arguments (entry);

  return arguments != NULL && g_strv_contains (arguments, "restorable");
}

/**
 * sol_outbox_words_make_reason:
 *
 * Returns: (transfer full): why it is where it is
 */
char *
sol_outbox_words_make_reason (SolOutboxGroups *groups, SolOutboxEntry *entry)
{
  switch (sol_outbox_entry_get_state (entry))
    {
    case SOL_OUTBOX_WAITING:
      return g_strdup (say_waiting (groups));
    case SOL_OUTBOX_SENDING:
      return g_strdup (_ ("Is being sent"));
    case SOL_OUTBOX_BLOCKED:
      return say_blocked (groups, entry);
    case SOL_OUTBOX_CONFLICT:
      return say_conflict (entry);
    case SOL_OUTBOX_REFUSED:
      return say_refusal (entry);
    case SOL_OUTBOX_GONE:
      return g_strdup (sol_outbox_words_is_restorable (entry)
                           ? _ ("Deleted meanwhile; it can be brought back")
                           : _ ("Deleted meanwhile for good"));
    default:
      return g_strdup (_ ("Sent"));
    }
}

/**
 * sol_outbox_words_make_since:
 *
 * Returns: (transfer full): since when, and for which organisation
 */
char *
sol_outbox_words_make_since (SolOutboxGroups *groups, SolOutboxEntry *entry)
{
  SolAccountSession *account = sol_session_get_account (sol_outbox_groups_get_session (groups));
  const gboolean sent = sol_outbox_entry_get_state (entry) == SOL_OUTBOX_ACKNOWLEDGED;
  g_autofree char *moment = sol_format_moment (sent ? sol_outbox_entry_get_since (entry)
                                                    : sol_outbox_entry_get_created_at (entry));
  const char *organisation = sol_outbox_entry_get_organisation (entry);
  SolMembership *membership = organisation != NULL
                                  ? sol_account_session_find_membership (account, organisation)
                                  : NULL;
  g_autofree char *since = NULL;

  /* Translators: %s is a time, or a day and a time */
  since = g_strdup_printf (sent ? _ ("at %s") : _ ("since %s"), moment);
  if (membership == NULL)
    return g_steal_pointer (&since);
  /* Translators: since when, and the organisation for which it was done */
  return g_strdup_printf (_ ("%s, for %s"), since, sol_membership_get_name (membership));
}

/* A form shows what is wrong with a listing. To who lost his access there is none, nor does trying
 * help before somebody takes him back. */
static const SolOutboxAct *
get_act_on_refused (SolOutboxEntry *entry)
{
  static const SolOutboxAct correct = { N_ ("Correct…"), "outbox.open" };
  static const SolOutboxAct again = { N_ ("Try Again"), "outbox.retry" };
  const char *type = sol_outbox_entry_get_mutation (entry)->type;
  const char *code = sol_outbox_entry_get_code (entry);
  int unused;
  const gboolean known = sol_model_error_find (code, &unused);

  if ((g_str_equal (type, "listing_review") && known) ||
      g_strcmp0 (code, SOL_OUTBOX_CODE_NO_ACCESS) == 0)
    return NULL;
  return known && g_str_equal (type, "listing") ? &correct : &again;
}

/**
 * sol_outbox_words_get_act:
 *
 * Returns: (nullable): what its user is to do about it, if anything
 */
const SolOutboxAct *
sol_outbox_words_get_act (SolOutboxEntry *entry)
{
  static const SolOutboxAct compare = { N_ ("Compare…"), "outbox.compare" };
  static const SolOutboxAct keep = { N_ ("Bring Back"), "outbox.keep" };

  switch (sol_outbox_entry_get_state (entry))
    {
    case SOL_OUTBOX_CONFLICT:
      return &compare;
    case SOL_OUTBOX_REFUSED:
      return get_act_on_refused (entry);
    case SOL_OUTBOX_GONE:
      return sol_outbox_words_is_restorable (entry) ? &keep : NULL;
    default:
      return NULL;
    }
}
