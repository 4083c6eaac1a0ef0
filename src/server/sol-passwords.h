/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_PASSWORD_MAX 128 /* characters */

/**
 * SolPasswords:
 *
 * Makes and compares hashes of passwords, all at one cost. Any thread.
 */
typedef struct _SolPasswords SolPasswords;

SolPasswords *sol_passwords_new (guint operations, guint kib, GError **error);
void sol_passwords_free (SolPasswords *self);
char *sol_passwords_hash (SolPasswords *self, const char *password);
gboolean sol_passwords_is_outdated (SolPasswords *self, const char *hash);
gboolean sol_passwords_verify (SolPasswords *self, const char *hash, const char *password);
const char *sol_password_check (const char *password, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolPasswords, sol_passwords_free)

G_END_DECLS
