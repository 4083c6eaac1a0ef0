/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-mailer.h"

#include <curl/curl.h>
#include <string.h>

#include "model/sol-clock.h"
#include "server/sol-mail-address.h"
#include "server/sol-secret.h"

#define MAX_WAITING 1000
#define TIMEOUT_SECONDS 30L
#define FIRST_RETRY (2 * G_USEC_PER_SEC)
#define RETRY_FACTOR 3

typedef struct
{
  char *to;
  char *text;
  gsize sent;         /* bytes of @text */
  gint64 due;         /* µs, of the monotonic clock, as below */
  gint64 pause;       /* before it is tried again */
  gint64 useless;     /* from then on nobody needs it */
  SolMailerTold told; /* (nullable) */
  gpointer data;
  GDestroyNotify destroy; /* (nullable): of @data */
} Mail;

/* What came of one try. */
typedef enum
{
  TAKEN,
  REFUSED, /* for good */
  FAILED,  /* it is worth another try */
} Outcome;

struct _SolMailer
{
  char *url;
  char *from;
  char *user;     /* (nullable) */
  char *password; /* (nullable) */
  char *ca_file;  /* (nullable) */
  GThread *thread;
  GMutex lock; /* all that follows */
  GCond changed;
  GQueue waiting;
  int stopping; /* atomic */
};

static void
mail_free (Mail *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->to);
  sol_secret_free (self->text);
  g_free (self);
}

/* Tells who wants to know; without the lock. */
static void
conclude (Mail *owned_mail, gboolean taken)
{
  if (owned_mail->told != NULL)
    owned_mail->told (taken, owned_mail->data);
  mail_free (owned_mail);
}

static size_t
give_text (char *buffer, size_t size, size_t n, void *data)
{
  Mail *mail = data;
  gsize length = MIN (size * n, strlen (mail->text + mail->sent));

  memcpy (buffer, mail->text + mail->sent, length);
  mail->sent += length;
  return length;
}

static int
check_stop (void *data, curl_off_t all_in, curl_off_t in, curl_off_t all_out, curl_off_t out)
{
  return g_atomic_int_get (&((SolMailer *) data)->stopping);
}

static void
set_up (SolMailer *self, CURL *curl, Mail *mail, struct curl_slist *recipients)
{
  mail->sent = 0;
  curl_easy_setopt (curl, CURLOPT_URL, self->url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  /* A password leaves through an encrypted line or not at all. */
  curl_easy_setopt (curl, CURLOPT_USE_SSL,
                    (long) (self->user != NULL ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (self->ca_file != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_CAINFO, self->ca_file);
      curl_easy_setopt (curl, CURLOPT_CAPATH, NULL); /* else those of the system are trusted too */
    }
  if (self->user != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_USERNAME, self->user);
      curl_easy_setopt (curl, CURLOPT_PASSWORD, self->password);
    }
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, self->from);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, give_text);
  curl_easy_setopt (curl, CURLOPT_READDATA, mail);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, TIMEOUT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, check_stop);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, self);
}

/* Neither address nor text is ever told to the log. */
static Outcome
send_one (SolMailer *self, Mail *mail)
{
  CURL *curl = curl_easy_init ();
  struct curl_slist *recipients = curl_slist_append (NULL, mail->to);
  long answer = 0;
  CURLcode code;

  set_up (self, curl, mail, recipients);
  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &answer);
  curl_easy_cleanup (curl);
  curl_slist_free_all (recipients);
  if (code == CURLE_OK)
    return TAKEN;
  g_warning ("A mail does not leave: %s (the mail server answers %ld)", curl_easy_strerror (code),
             answer);
  return answer >= 500 ? REFUSED : FAILED;
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Mail *first = a, *second = b;

  return first->due < second->due ? -1 : first->due > second->due;
}

/* (nullable) (transfer full): the next one whose time has come; waits. %NULL: the end */
static Mail *
take_due (SolMailer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!g_atomic_int_get (&self->stopping))
    {
      Mail *first = g_queue_peek_head (&self->waiting);

      if (first == NULL)
        g_cond_wait (&self->changed, &self->lock);
      else if (first->due <= sol_clock_monotonic ())
        return g_queue_pop_head (&self->waiting);
      else
        g_cond_wait_until (&self->changed, &self->lock, first->due);
    }
  return NULL;
}

/* Returns: whether there is time for another try */
static gboolean
put_back (SolMailer *self, Mail *mail)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  mail->due = sol_clock_monotonic () + mail->pause;
  mail->pause *= RETRY_FACTOR;
  if (mail->due >= mail->useless)
    return FALSE;
  g_queue_insert_sorted (&self->waiting, mail, compare_due, NULL);
  return TRUE;
}

static gpointer
work (gpointer data)
{
  SolMailer *self = data;
  Mail *mail;

  while ((mail = take_due (self)) != NULL)
    {
      const Outcome outcome = send_one (self, mail);

      if (outcome != FAILED || !put_back (self, mail))
        conclude (mail, outcome == TAKEN);
    }
  return NULL;
}

static gboolean
take_credentials (SolMailer *self, const char *credentials, GError **error)
{
  g_auto (GStrv) parts = credentials != NULL ? g_strsplit (credentials, ":", 2) : NULL;

  if (credentials == NULL)
    return TRUE;
  if (g_strv_length (parts) != 2)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The credentials of the mail server are not USER:PASSWORD");
      return FALSE;
    }
  self->user = g_strdup (parts[0]);
  self->password = g_strdup (parts[1]);
  return TRUE;
}

/**
 * sol_mailer_new:
 * @url: smtp://HOST[:PORT] or smtps://HOST[:PORT]
 * @credentials: (nullable): USER:PASSWORD
 * @ca_file: (nullable): the authorities (PEM) that certify it; %NULL: those of the system
 */
SolMailer *
sol_mailer_new (const char *url,
                const char *from,
                const char *credentials,
                const char *ca_file,
                GError **error)
{
  g_autoptr (SolMailer) self = g_new0 (SolMailer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  self->url = g_strdup (url);
  self->ca_file = g_strdup (ca_file);
  self->from = sol_mail_address_normalise (from);
  if (!g_str_has_prefix (url, "smtp://") && !g_str_has_prefix (url, "smtps://"))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "--smtp takes smtp://HOST[:PORT] or smtps://HOST[:PORT]");
  else if (self->from == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "--mail-from takes a mail address: NAME@EXAMPLE.ORG");
  else if (take_credentials (self, credentials, error))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      self->thread = g_thread_new ("mailer", work, self);
      return g_steal_pointer (&self);
    }
  return NULL;
}

void
sol_mailer_free (SolMailer *self)
{
  g_mutex_lock (&self->lock);
  g_atomic_int_set (&self->stopping, 1);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) mail_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->url);
  g_free (self->from);
  g_free (self->ca_file);
  g_free (self->user);
  sol_secret_free (self->password);
  g_free (self);
}

/* In small letters, as it stands in the envelope. */
const char *
sol_mailer_get_from (SolMailer *self)
{
  return self->from;
}

/* Returns: whether there was room for it */
static gboolean
put (SolMailer *self, Mail *mail)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->waiting.length >= MAX_WAITING)
    return FALSE;
  g_queue_insert_sorted (&self->waiting, mail, compare_due, NULL);
  g_cond_signal (&self->changed);
  return TRUE;
}

/**
 * sol_mailer_send_told:
 * @to: as sol_mail_address_normalise() gives it
 * @mail: (transfer full): as sol_mail_compose() gives it
 * @seconds: after which it is no longer worth sending
 * @told: (nullable): is told whether it left
 *
 * Returns at once.
 */
void
sol_mailer_send_told (SolMailer *self,
                      const char *to,
                      char *mail,
                      guint seconds,
                      SolMailerTold told,
                      gpointer data,
                      GDestroyNotify destroy)
{
  Mail *waiting = g_new0 (Mail, 1);

  waiting->to = g_strdup (to);
  waiting->text = mail;
  waiting->due = sol_clock_monotonic ();
  waiting->pause = FIRST_RETRY;
  waiting->useless = waiting->due + (gint64) seconds * G_USEC_PER_SEC;
  waiting->told = told;
  waiting->data = data;
  waiting->destroy = destroy;
  if (put (self, waiting))
    return;
  g_warning ("%d mails wait already: one more is dropped", MAX_WAITING);
  conclude (waiting, FALSE);
}

/* One of which nobody asks what became. */
void
sol_mailer_send (SolMailer *self, const char *to, char *mail, guint seconds)
{
  sol_mailer_send_told (self, to, mail, seconds, NULL, NULL, NULL);
}
