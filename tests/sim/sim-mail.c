/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-mail.h"

#include <string.h>

/* In place of the server's mailer, whose thread asks another machine: what it sends arrives at
 * once, and stays whatever becomes of the server. */

#define MARGIN "\n    " /* before a code */

struct _SolMailer
{
  char from[16];
};

typedef struct
{
  char *to;
  char *code;
} Mail;

static GArray *mails; /* of Mail */

static void
clear_mail (gpointer data)
{
  Mail *self = data;

  g_free (self->to);
  g_free (self->code);
}

void
sim_mail_begin (void)
{
  mails = g_array_new (FALSE, FALSE, sizeof (Mail));
  g_array_set_clear_func (mails, clear_mail);
}

void
sim_mail_end (void)
{
  g_clear_pointer (&mails, g_array_unref);
}

SolMailer *
sim_mail_new (void)
{
  SolMailer *self = g_new (SolMailer, 1);

  g_strlcpy (self->from, "sim@sim.example", sizeof self->from);
  return self;
}

void
sol_mailer_free (SolMailer *self)
{
  g_free (self);
}

const char *
sol_mailer_get_from (SolMailer *self)
{
  return self->from;
}

/* Returns: (transfer full) (nullable): the one that a mail tells */
static char *
find_code (const char *mail)
{
  const char *packed = strstr (mail, "\r\n\r\n");
  gsize size = 0;
  g_autofree guchar *unpacked = packed != NULL ? g_base64_decode (packed, &size) : NULL;
  g_autofree char *text = g_strndup ((const char *) unpacked, size);
  const char *code = strstr (text, MARGIN);

  if (code == NULL)
    return NULL;
  code += strlen (MARGIN);
  return g_strndup (code, strcspn (code, "\r\n"));
}

void
sol_mailer_send (SolMailer *self, const char *to, char *mail, guint seconds)
{
  g_autofree char *owned_mail = mail;
  Mail one = { NULL, find_code (mail) };

  if (one.code == NULL)
    return;
  one.to = g_strdup (to);
  g_array_append_val (mails, one);
}

/* Returns: (nullable): one of those that came to an address, mostly the last */
const char *
sim_mail_pick_code (const char *to, SimRandom *random)
{
  const char *code = NULL;

  for (guint i = 0; i < mails->len; i++)
    {
      const Mail *mail = &g_array_index (mails, Mail, i);

      if (g_str_equal (mail->to, to) && (code == NULL || sim_random_pick (random, 4) > 0))
        code = mail->code;
    }
  return code;
}
