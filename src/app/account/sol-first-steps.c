/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-first-steps.h"

#include <glib/gi18n.h>

#include "app/sol-paths.h"

/* What somebody does first, by what he is. */

#define HIDDEN "hidden-first-steps"

typedef enum
{
  SUPPLIER = 1 << 0,
  BUYER = 1 << 1,
  PARTNER = 1 << 2,
  INDIVIDUAL = 1 << 3,
  ORGANISED = SUPPLIER | BUYER | PARTNER,
} Kinds;

#define FACT(name) G_STRUCT_OFFSET (SolFirstFacts, name)

static const struct
{
  Kinds kinds;
  goffset fact; /* in #SolFirstFacts, a gboolean: it is done */
  SolFirstStep step;
} steps[] = {
  { ORGANISED | INDIVIDUAL,
    FACT (has_account),
    { N_ ("Your account is ready"), N_ ("By a code that came by mail."), 1, N_ ("Begin"), NULL,
      "sign-in" } },
  { ORGANISED,
    FACT (belongs),
    { N_ ("Act for your organisation"), N_ ("Join it by a code or by a request, or found it."), 3,
      N_ ("Begin"), NULL, "organisations" } },
  { SUPPLIER,
    FACT (has_claimed),
    { N_ ("Look for your structure in the catalogue"),
      N_ ("It may be there already: claim it, and begin from what is known."), 3, N_ ("Search"),
      NULL, "claim" } },
  { SUPPLIER,
    FACT (has_listing),
    { N_ ("Write the essentials of your listing"), N_ ("What you do, where, for whom."), 8,
      N_ ("Continue"), "listing", NULL } },
  { SUPPLIER,
    FACT (has_practice),
    { N_ ("Tell a first practice"), N_ ("One of the nine criteria, with a proof that you have."), 5,
      N_ ("Continue"), "listing", NULL } },
  { SUPPLIER,
    FACT (has_sent),
    { N_ ("Send it for review"), N_ ("Somebody of your territory reads it and answers."), 1,
      N_ ("Continue"), "listing", NULL } },
  { BUYER | PARTNER | INDIVIDUAL,
    FACT (has_seen),
    { N_ ("Open a structure of the catalogue"), N_ ("The search works without a network too."), 2,
      N_ ("Search"), "catalogue", NULL } },
  { ORGANISED,
    FACT (has_colleague),
    { N_ ("Invite a colleague"), N_ ("By a code; each works from his own computer."), 2,
      N_ ("Invite"), NULL, "organisation" } },
};

static Kinds
find_kind (const char *kind)
{
  if (g_strcmp0 (kind, "supplier") == 0)
    return SUPPLIER;
  if (g_strcmp0 (kind, "buyer") == 0)
    return BUYER;
  return g_strcmp0 (kind, "partner") == 0 ? PARTNER : INDIVIDUAL;
}

/* Where one belongs to nothing, that comes first. */
static SolFirstStep
translate (guint index, const SolFirstFacts *facts)
{
  SolFirstStep step = steps[index].step;

  step.title = _ (step.title);
  step.details = _ (step.details);
  step.verb = _ (step.verb);
  step.done = G_STRUCT_MEMBER (gboolean, facts, steps[index].fact);
  if (steps[index].fact == FACT (belongs) && facts->has_asked)
    step.details = _ ("You asked to join one: its answer comes here.");
  if (!facts->belongs && !(steps[index].kinds & INDIVIDUAL))
    {
      step.section = NULL;
      step.page = "organisations";
    }
  return step;
}

/**
 * sol_first_steps_list:
 *
 * Returns: (transfer full) (element-type SolFirstStep): in the order in which they are done
 */
GArray *
sol_first_steps_list (const SolFirstFacts *facts)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (SolFirstStep));
  const Kinds kind = find_kind (facts->kind);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].kinds & kind)
      {
        SolFirstStep step = translate (i, facts);

        g_array_append_val (list, step);
      }
  return list;
}

/**
 * sol_first_steps_get_hidden:
 * @account: its id
 *
 * Returns: whether its user wants to see them no more
 */
gboolean
sol_first_steps_get_hidden (const char *account)
{
  g_autoptr (GSettings) settings = sol_paths_new_settings ();
  g_auto (GStrv) hidden = settings != NULL ? g_settings_get_strv (settings, HIDDEN) : NULL;

  return hidden != NULL && g_strv_contains ((const char *const *) hidden, account);
}

void
sol_first_steps_set_hidden (const char *account, gboolean hidden)
{
  g_autoptr (GSettings) settings = sol_paths_new_settings ();
  g_auto (GStrv) before = settings != NULL ? g_settings_get_strv (settings, HIDDEN) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;

  if (before == NULL || sol_first_steps_get_hidden (account) == hidden)
    return;
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], account))
      g_strv_builder_add (builder, before[i]);
  if (hidden)
    g_strv_builder_add (builder, account);
  after = g_strv_builder_end (builder);
  g_settings_set_strv (settings, HIDDEN, (const char *const *) after);
}
