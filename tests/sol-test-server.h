/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "model/sol-record.h"
#include "sol-test-support.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

#define NDJSON "application/x-ndjson"
#define ABOUT "{\"api\":1,\"minimum_client\":\"0.1.0\"}"
#define CHECKPOINT "{\"next\":\"c2\",\"more\":false}\n"
#define RECORD                                                                          \
  "{\"t\":\"supplier\",\"id\":\"s-%u\",\"s\":\"public\",\"rev\":1,\"seq\":%u,\"doc\":{" \
  "\"name\":\"Régie %u\",\"city\":\"Nîmes\"}}\n"

/* A real server of the test's own, which answers as it is told, well or badly. */
typedef struct _SolTestServer SolTestServer;
struct _SolTestServer
{
  SolTestStore local;
  SoupServer *soup;
  char *address;
  char *about;
  GByteArray *file;  /* the snapshot */
  char *said_hash;   /* (nullable): instead of the right one */
  goffset said_size; /* -1: the right one */
  GString *changes;
  const char *changes_type;
  const char *coding;      /* (nullable): of the changes */
  const char *redirect;    /* (nullable): where the changes are */
  guint status;            /* of the changes */
  gboolean heals;          /* after one such answer the changes are well again */
  const char *retry_after; /* (nullable): said with the changes */
  goffset cut_at;          /* bytes of the file, after which the connection ends; -1: none */
  void (*on_asked) (
      SolTestServer *server); /* (nullable): before the file or the changes are told */
  char *asked_range;          /* of the last request of the file */
  char *asked_since;
  guint n_files;   /* requests of the file */
  guint n_changes; /* requests of the changes */
};

void sol_test_server_set_up (SolTestServer *server, gconstpointer unused);
void sol_test_server_tear_down (SolTestServer *server, gconstpointer unused);
void sol_test_server_append_member (GByteArray *file, const char *text, gsize length);
void sol_test_server_make_snapshot (SolTestServer *server, guint first, guint n, guint per_member);
char *sol_test_server_hash_file (SolTestServer *server);

GError *sol_test_server_sync (SolTestServer *server);
void sol_test_server_sync_well (SolTestServer *server);
void sol_test_server_sync_fails (SolTestServer *server, SolSyncState state, const char *why);
SolRecord *sol_test_server_get_record (SolTestServer *server, const char *id);
gboolean sol_test_server_is_stored (SolTestServer *server, const char *id);
char *sol_test_server_get_cursor (SolTestServer *server);

G_END_DECLS
