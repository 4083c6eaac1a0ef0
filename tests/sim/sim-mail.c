/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-mail.h"

#include <string.h>

#include "server/sol-claim-codes.h"
#include "sim-server.h"
#include "sim-world.h"

/* In place of the server's mailer, whose thread asks another machine: what it sends arrives at
 * once, or later if anybody is to be told, which may be after all else; it is lost with the server
 * until then, and stays whatever becomes of that from then on. */

#define LATER (5 * SIM_SECOND)
#define MUCH_LATER SIM_DAY /* the mail server is away */
#define AWAY 4             /* for one of so many */
#define MARGIN "\n    "    /* before a code */

struct _SolMailer
{
  char from[16];
  GPtrArray *waiting; /* of Waiting */
};

typedef struct
{
  SolMailer *mailer; /* (nullable): it ended */
  char *to;
  char *text;
  SolMailerTold told;
  gpointer data;
  GDestroyNotify destroy;
} Waiting;

typedef struct
{
  char *to;
  char *code;
} Mail;

static GArray *mails;     /* of Mail */
static GPtrArray *on_way; /* of Waiting, also of mailers that ended */

static void
clear_mail (gpointer data)
{
  Mail *self = data;

  g_free (self->to);
  g_free (self->code);
}

static void
free_waiting (gpointer data)
{
  Waiting *self = data;

  g_free (self->to);
  g_free (self->text);
  g_free (self);
}

void
sim_mail_begin (void)
{
  on_way = g_ptr_array_new_with_free_func (free_waiting);
  mails = g_array_new (FALSE, FALSE, sizeof (Mail));
  g_array_set_clear_func (mails, clear_mail);
}

void
sim_mail_end (void)
{
  g_clear_pointer (&mails, g_array_unref);
  g_clear_pointer (&on_way, g_ptr_array_unref);
}

SolMailer *
sim_mail_new (void)
{
  SolMailer *self = g_new (SolMailer, 1);

  self->waiting = g_ptr_array_new ();
  g_strlcpy (self->from, "sim@sim.example", sizeof self->from);
  return self;
}

void
sol_mailer_free (SolMailer *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiting *waiting = self->waiting->pdata[i];

      waiting->mailer = NULL;
      waiting->destroy (waiting->data);
    }
  g_ptr_array_unref (self->waiting);
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

/* As the thread of the mailer does; the server may go down over it. */
static void
be_told (SolMailerTold told, gpointer data, GDestroyNotify destroy)
{
  SimMachine *machine = sim_server_get_machine ();

  sim_world_enter (machine);
  told (TRUE, data);
  destroy (data);
  sim_world_leave ();
  if (sim_disk_is_dead (machine->disk))
    sim_server_stop (FALSE, 0);
}

/* The mail server takes what the server still holds. */
static void
take (gpointer data)
{
  Waiting *waiting = data;

  if (waiting->mailer != NULL)
    {
      g_ptr_array_remove (waiting->mailer->waiting, waiting);
      sol_mailer_send (waiting->mailer, waiting->to, g_steal_pointer (&waiting->text), 0);
      be_told (waiting->told, waiting->data, waiting->destroy);
    }
  g_ptr_array_remove (on_way, waiting);
}

/* By the code, which is drawn anyway: what else happens stays as it is. */
static gint64
find_delay (const char *mail)
{
  g_autofree char *code = find_code (mail);

  return code != NULL && g_str_hash (code) % AWAY == 0 ? MUCH_LATER : LATER;
}

void
sol_mailer_send_told (SolMailer *self,
                      const char *to,
                      char *mail,
                      guint seconds,
                      SolMailerTold told,
                      gpointer data,
                      GDestroyNotify destroy)
{
  Waiting *waiting = g_new (Waiting, 1);
  const gint64 delay = find_delay (mail);

  *waiting = (Waiting){ self, g_strdup (to), mail, told, data, destroy };
  g_ptr_array_add (self->waiting, waiting);
  g_ptr_array_add (on_way, waiting);
  sim_world_at (delay, take, waiting);
}

/* Returns: whether a mail with that code came to anybody; @hash: of sol_claim_codes_hash() */
gboolean
sim_mail_came (const char *claim, const char *hash)
{
  for (guint i = 0; i < mails->len; i++)
    {
      g_autofree char *one = sol_claim_codes_hash (claim, g_array_index (mails, Mail, i).code);

      if (g_str_equal (one, hash))
        return TRUE;
    }
  return FALSE;
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
