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

/**
 * SolMailerTold:
 * @taken: the mail server has it; %FALSE: it refused it for good, or there is no time left
 *
 * What became of a mail. On the thread of the mailer, or at once on the caller's when too many
 * wait. Not called when the mailer ends before.
 */
typedef void (*SolMailerTold) (gboolean taken, gpointer data);

SolMailer *sol_mailer_new (const char *url,
                           const char *from,
                           const char *credentials,
                           const char *ca_file,
                           GError **error);
void sol_mailer_free (SolMailer *self);
const char *sol_mailer_get_from (SolMailer *self);
void sol_mailer_send (SolMailer *self, const char *to, char *mail, guint seconds);
void sol_mailer_send_told (SolMailer *self,
                           const char *to,
                           char *mail,
                           guint seconds,
                           SolMailerTold told,
                           gpointer data,
                           GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolMailer, sol_mailer_free)

G_END_DECLS
