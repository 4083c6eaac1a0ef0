/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "exchange/sol-import.h"
#include "exchange/sol-seen.h"

G_BEGIN_DECLS

/* A row as its format read it, before it is anybody's. */
typedef struct
{
  guint line;
  char *source;
  char *external_id; /* "" when the row has no key of its own */
  /* Other files may use the same key for somebody else: it holds within one enterprise only. */
  gboolean weak_key;
  gboolean dated;      /* the source says when it was updated */
  gboolean ceased;     /* the source says that it is no more */
  JsonObject *doc;     /* of the supplier */
  GPtrArray *contacts; /* (element-type JsonObject) of supplier_contact, without "supplier" */
  GPtrArray *terms;    /* (element-type JsonObject) of term: codes of open lists that it uses */
  gboolean is_term;    /* it is no structure, but the one of @terms */
  GPtrArray *notes;    /* (element-type SolImportNote) */
} SolImportRow;

typedef struct
{
  char *code;
  char *arguments;
} SolImportNote;

/* One run of an import. */
typedef struct
{
  const SolImportTarget *target;
  gboolean preview;
  SolImportProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  SolImportReport *report;
  SolSeen *seen;
  char *now;
  guint n_in_batch; /* rows; 0: no batch is open */
  guint n_created;  /* rows, in the batches that were committed */
  guint n_updated;
  gint64 told_at; /* µs, when progress was last told */
} SolImport;

/* Reads the file and hands each row over; %FALSE ends the import. */
typedef gboolean (*SolImportRead) (SolImport *self, const char *path, GError **error);

gboolean sol_import_check_file (const char *path, gboolean folder, GError **error);

gboolean sol_import_read_le_marche (SolImport *self, const char *path, GError **error);
gboolean sol_import_read_json (SolImport *self, const char *path, GError **error);
gboolean sol_import_read_ess (SolImport *self, const char *path, GError **error);
gboolean sol_import_read_csv (SolImport *self, const char *path, GError **error);
gboolean sol_import_read_terms (SolImport *self, const char *path, GError **error);

/* How a row goes into a record. */
typedef enum
{
  SOL_IMPORT_CREATE,   /* there is none yet */
  SOL_IMPORT_OVERLAY,  /* it came from the same source: what the row says replaces what was there */
  SOL_IMPORT_COMPLETE, /* it came from elsewhere: only what is empty is filled */
} SolImportManner;

gboolean sol_import_write_row (SolImport *self,
                               SolImportRow *row,
                               const char *id,
                               SolImportManner manner,
                               GError **error);
gboolean sol_import_take (SolImport *self, SolImportRow *row, GError **error);
gboolean sol_import_refuse (SolImport *self,
                            guint line,
                            const char *name,
                            const char *why_code,
                            const char *arguments,
                            GError **error);
gboolean sol_import_tell_progress (SolImport *self, double fraction, GError **error);
gboolean sol_import_put (SolImport *self, const SolImportUndo *write, const char *doc, GError **e);
gboolean
sol_import_write (SolImport *self, const SolImportUndo *write, const char *doc, GError **e);
gboolean sol_import_write_if_changed (SolImport *self,
                                      SolImportUndo *write,
                                      JsonObject *doc,
                                      gboolean dated,
                                      gboolean *changed,
                                      GError **error);
gboolean sol_import_end_batch (SolImport *self, GError **error);
gboolean sol_import_conclude (SolImport *self,
                              SolImportRow *row,
                              SolImportVerdict verdict,
                              const char *why,
                              const char *arguments);
gboolean sol_import_write_terms (SolImport *self, SolImportRow *row, GError **error);
gboolean sol_import_take_term (SolImport *self, SolImportRow *row, GError **error);

SolImportRow *sol_import_row_new (const char *source, const char *external_id, guint line);
void sol_import_row_free (SolImportRow *self);
void sol_import_row_note (SolImportRow *self, const char *code, const char *arguments);
void sol_import_row_note_field (SolImportRow *self,
                                const char *code,
                                const char *field,
                                const char *value);
const char *sol_import_row_get_text (SolImportRow *self, const char *field);
void sol_import_row_set_text (SolImportRow *self, const char *field, const char *text);
void sol_import_row_set_postcode (SolImportRow *self, const char *text);
void
sol_import_row_set_code (SolImportRow *self, const char *field, const char *list, const char *text);
void sol_import_row_set_siret (SolImportRow *self, const char *text);
void sol_import_row_set_instant (SolImportRow *self, const char *field, const char *text);
void sol_import_row_set_place (SolImportRow *self, double lat, double lon);
void sol_import_row_match_commune (SolImportRow *self, const char *department);
void sol_import_row_add_item (SolImportRow *self, const char *field, JsonObject *item);
void sol_import_row_add_contact (SolImportRow *self,
                                 const char *name,
                                 const char *role,
                                 const char *email,
                                 const char *phone);
char *
sol_import_row_add_term (SolImportRow *self, const char *list, const char *code, const char *label);
gboolean sol_import_row_has_term (SolImportRow *self, const char *list, const char *code);
void sol_import_row_check (SolImportRow *self);

JsonObject *sol_import_parse_document (const char *text, GError **error);
JsonObject *sol_import_copy_object (JsonObject *object);
char *sol_import_canonical_text (JsonObject *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolImportRow, sol_import_row_free)

G_END_DECLS
