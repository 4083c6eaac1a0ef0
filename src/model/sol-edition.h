/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The kinds of structure that examples are shown of: one's own first. */
typedef enum
{
  SOL_EXAMPLE_ACI,
  SOL_EXAMPLE_COOP,
  SOL_EXAMPLE_ESAT,
  SOL_N_EXAMPLES
} SolExampleKind;

extern const char *const sol_example_kinds[SOL_N_EXAMPLES];

/**
 * SolEditions:
 * @name: the files are "NAME-NUMBER.json" of the referentials
 * @read: makes what is asked for of an edition; its texts are those of the object, which stays
 *
 * All editions of the questions of one file, in a static variable that tells these two.
 */
typedef struct
{
  const char *name;
  gpointer (*read) (JsonObject *object, guint number);

  /*< private >*/
  GMutex mutex;
  GPtrArray *nodes;
  GPtrArray *editions;
} SolEditions;

guint sol_editions_get_newest (SolEditions *self);
gpointer sol_editions_get (SolEditions *self, guint number);
gboolean sol_editions_add (SolEditions *self, const char *text, GError **error);

const char *sol_edition_get_text (JsonObject *object, const char *name);
const char *sol_edition_get_nth_text (JsonObject *object, const char *name, guint index);

G_END_DECLS
