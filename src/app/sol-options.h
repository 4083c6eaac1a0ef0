/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sol-query.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_FORMAT_TEXT, /* a line a structure, for people */
  SOL_FORMAT_JSON,
  SOL_FORMAT_CSV,
} SolFormat;

/**
 * SolAccountOptions:
 * @sign_in: (nullable): the mail address
 * @session_file: (nullable): where the session is kept, instead of the keyring
 * @organisation: (nullable): id or name of the one to act for
 * @edit: (nullable): type, id, then assignments
 * @operate: (nullable): type, id, operation, then assignments
 * @outbox: print what is not taken up yet
 * @conflicts: print what somebody else wrote as well
 */
typedef struct
{
  char *sign_in;
  char *session_file;
  char *organisation;
  GStrv edit;
  GStrv operate;
  gboolean sign_out;
  gboolean outbox;
  gboolean conflicts;
} SolAccountOptions;

/**
 * SolOptions:
 * @server: (nullable): address of the platform
 * @data_dir: (nullable): folder of all catalogues
 * @ca_file: (nullable): PEM file of a private authority
 * @query: (nullable): what to search; %NULL when nothing is
 * @import_preview: (nullable): file or folder of which to tell what it would change
 * @sync: fetch what changed and leave
 * @counts: with @query, how many each filter would leave
 *
 * What the command line says.
 */
typedef struct
{
  char *server;
  char *data_dir;
  char *ca_file;
  char *import_preview;
  SolQuery *query;
  SolAccountOptions account;
  gboolean sync;
  gboolean counts;
  SolFormat format;
} SolOptions;

void sol_options_add (GApplication *application);
SolOptions *sol_options_read (GVariantDict *given, GError **error);
void sol_options_free (SolOptions *self);
int sol_options_handle (GVariantDict *given);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolOptions, sol_options_free)

G_END_DECLS
