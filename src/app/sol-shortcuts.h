/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SOL_SHORTCUT_APPLICATION,
  SOL_SHORTCUT_CATALOGUE,
  SOL_SHORTCUT_LISTING,
  SOL_SHORTCUT_REVIEW,
  SOL_N_SHORTCUT_GROUPS,
} SolShortcutGroup;

/**
 * SolShortcut:
 * @action: (nullable): the detailed action; %NULL where a widget listens to the keys by itself
 * @title: what the keys do, to be translated
 */
typedef struct
{
  SolShortcutGroup group;
  const char *action;
  const char *title;
  const char *accelerators[3];
} SolShortcut;

const SolShortcut *sol_shortcuts_get (guint *n_shortcuts);
void sol_shortcuts_install (GtkApplication *application);

G_END_DECLS
