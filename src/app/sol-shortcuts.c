/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-shortcuts.h"

#include <glib/gi18n.h>

/* Every key of the application, as it is registered and as the window of shortcuts shows it. Those
 * without an action are of a widget: a test holds them against the sources. */
static const SolShortcut shortcuts[] = {
  { SOL_SHORTCUT_APPLICATION, "app.help", N_ ("Help"), { "F1" } },
  { SOL_SHORTCUT_APPLICATION, "app.shortcuts", N_ ("Keyboard shortcuts"), { "<Control>question" } },
  { SOL_SHORTCUT_APPLICATION, NULL, N_ ("Main menu"), { "F10" } },
  { SOL_SHORTCUT_APPLICATION, "app.preferences", N_ ("Preferences"), { "<Control>comma" } },
  { SOL_SHORTCUT_APPLICATION, "app.open-here", N_ ("Open a file; add a proof"), { "<Control>o" } },
  { SOL_SHORTCUT_APPLICATION, "win.sync", N_ ("Exchange with the platform now"), { "<Control>r" } },
  { SOL_SHORTCUT_APPLICATION, "win.outbox", N_ ("What I send"), { "<Control>j" } },
  { SOL_SHORTCUT_APPLICATION, "win.nth-section(0)", N_ ("First section"), { "<Alt>1" } },
  { SOL_SHORTCUT_APPLICATION, "win.nth-section(1)", N_ ("Second section"), { "<Alt>2" } },
  { SOL_SHORTCUT_APPLICATION, "win.nth-section(2)", N_ ("Third section"), { "<Alt>3" } },
  { SOL_SHORTCUT_APPLICATION, "app.new-window", N_ ("New window"), { "<Control>n" } },
  { SOL_SHORTCUT_APPLICATION, "window.close", N_ ("Close the window"), { "<Control>w" } },
  { SOL_SHORTCUT_APPLICATION, "app.quit", N_ ("Quit"), { "<Control>q" } },
  { SOL_SHORTCUT_CATALOGUE, "win.search", N_ ("Search"), { "<Control>f", "<Control>k" } },
  { SOL_SHORTCUT_CATALOGUE, NULL, N_ ("Clear the search, then go back"), { "Escape" } },
  { SOL_SHORTCUT_CATALOGUE, "win.toggle-filters", N_ ("Show or hide the filters"), { "F9" } },
  { SOL_SHORTCUT_CATALOGUE, "win.next-pane", N_ ("Next pane"), { "F6" } },
  { SOL_SHORTCUT_CATALOGUE, NULL, N_ ("Previous pane"), { "<Shift>F6" } },
  { SOL_SHORTCUT_CATALOGUE, NULL, N_ ("Next structure"), { "<Control>Page_Down" } },
  { SOL_SHORTCUT_CATALOGUE, NULL, N_ ("Previous structure"), { "<Control>Page_Up" } },
  { SOL_SHORTCUT_CATALOGUE, "win.back", N_ ("Back to the results"), { "<Alt>Left" } },
  { SOL_SHORTCUT_LISTING, "win.send", N_ ("Send what I changed"), { "<Control>s" } },
  { SOL_SHORTCUT_LISTING, "win.next-part", N_ ("Next section"), { "<Alt>Page_Down" } },
  { SOL_SHORTCUT_LISTING, "win.previous-part", N_ ("Previous section"), { "<Alt>Page_Up" } },
  { SOL_SHORTCUT_LISTING, "win.next-gap", N_ ("Next thing to look at"), { "F8" } },
  { SOL_SHORTCUT_LISTING, NULL, N_ ("Move an entry of a list up"), { "<Alt>Up" } },
  { SOL_SHORTCUT_LISTING, NULL, N_ ("Move an entry of a list down"), { "<Alt>Down" } },
  { SOL_SHORTCUT_REVIEW, NULL, N_ ("Write a remark"), { "r" } },
  { SOL_SHORTCUT_REVIEW, NULL, N_ ("Decide as the button says"), { "<Control>Return" } },
  { SOL_SHORTCUT_REVIEW, NULL, N_ ("Next listing"), { "<Control>Page_Down" } },
  { SOL_SHORTCUT_REVIEW, NULL, N_ ("Previous listing"), { "<Control>Page_Up" } },
};

/**
 * sol_shortcuts_get:
 * @n_shortcuts: (out): how many
 *
 * Returns: (transfer none): all of them, in the order in which they are shown
 */
const SolShortcut *
sol_shortcuts_get (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

/**
 * sol_shortcuts_install:
 *
 * Gives the actions their keys.
 */
void
sol_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].action != NULL)
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             shortcuts[i].accelerators);
}
