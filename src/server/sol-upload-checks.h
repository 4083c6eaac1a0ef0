/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-uploads.h"

G_BEGIN_DECLS

/**
 * SolUploadChecks:
 *
 * Looks at attachments that arrived, one after the other, beside the answers.
 */
typedef struct _SolUploadChecks SolUploadChecks;

SolUploadChecks *sol_upload_checks_new (SolUploads *uploads);
void sol_upload_checks_push (SolUploadChecks *self, const SolUpload *upload);
void sol_upload_checks_resume (SolUploadChecks *self);
void sol_upload_checks_retry (SolUploadChecks *self);
void sol_upload_checks_free (SolUploadChecks *self);

G_END_DECLS
