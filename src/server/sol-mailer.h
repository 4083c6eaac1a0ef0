/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolMailer:
 *
 * Sends mails, one after the other on a thread of its own; what does not leave is tried again for
 * as long as it is worth something, and forgotten when the server ends. Any thread.
 */
typedef struct _SolMailer SolMailer;

SolMailer *sol_mailer_new (const char *url,
                           const char *from,
                           const char *credentials,
                           const char *ca_file,
                           GError **error);
void sol_mailer_free (SolMailer *self);
const char *sol_mailer_get_from (SolMailer *self);
void sol_mailer_send (SolMailer *self, const char *to, char *mail, guint seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolMailer, sol_mailer_free)

G_END_DECLS
