/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/sol-http.h"
#include "server/sol-retention.h"

G_BEGIN_DECLS

/**
 * SolOptions:
 *
 * What the command line says. Strings are %NULL when it does not.
 */
typedef struct
{
  char *database;
  char *listen;
  char *import_format;
  char *import_file;
  char *undo_import;
  char *contact;
  char *address; /* (nullable): where people reach the server */
  char *minimum_client;
  char *smtp;
  char *smtp_credentials;
  char *smtp_ca_file;
  char *mail_from;
  char *oidc_issuer;
  char *oidc_client_id;
  char *oidc_secret; /* a file */
  char *oidc_name;
  char *oidc_ca_file;
  gboolean show_codes;
  gboolean preview;
  gboolean demo;
  gboolean restored;
  gboolean behind_proxy;
  SolAddress proxy; /* zeros: on this machine */
  gboolean version;
  gboolean print_openapi;
  int password_passes;
  int password_kib;
  int max_connections;
  int stop_seconds;
  int goal; /* structures to be censused; 0: none */
  char *goal_until;
  int keep_days[SOL_N_RETENTIONS]; /* 0: as it is */
  gboolean audit;
  char *account;
  char *since;
} SolOptions;

gboolean sol_options_parse (SolOptions *self, int *argc, char ***argv, GError **error);
const char *sol_options_get_listen (const SolOptions *self);
gboolean sol_options_serves (const SolOptions *self);
gboolean sol_options_read_credentials (const SolOptions *self, char **credentials, GError **error);
gboolean sol_options_read_oidc_secret (const SolOptions *self, char **secret, GError **error);
void sol_options_clear (SolOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SolOptions, sol_options_clear)

G_END_DECLS
