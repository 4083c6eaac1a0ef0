/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-thief.h"

#include <string.h>

#include "sim-server-line.h"
#include "sim-world.h"

static GPtrArray *stolen; /* (element-type utf8): the newest refresh tokens that he has */

void
sim_thief_begin (void)
{
  stolen = g_ptr_array_new_with_free_func (g_free);
}

void
sim_thief_end (void)
{
  g_clear_pointer (&stolen, g_ptr_array_unref);
}

static void
add_header (GPtrArray *headers, const char *name, char *owned_value)
{
  g_ptr_array_add (headers, g_strdup (name));
  g_ptr_array_add (headers, owned_value);
}

/* Returns: (transfer full) (nullable): the text member of a flat answer */
static char *
read_member (const SolLocalAnswer *answer, const char *name)
{
  g_autofree char *text = g_strndup ((const char *) answer->body->data, answer->body->len);
  g_autofree char *start = g_strdup_printf ("\"%s\":\"", name);
  const char *value = strstr (text, start);

  if (value == NULL)
    return NULL;
  value += strlen (start);
  return g_strndup (value, strcspn (value, "\""));
}

/* Returns: (transfer full) (nullable): %NULL when it is not taken */
static SolLocalAnswer *
renew (const char *refresh)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *body = g_strdup_printf ("{\"refresh\":\"%s\"}", refresh);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  SolLocalAnswer *answer;

  add_header (headers, "Content-Type", g_strdup ("application/json"));
  answer = sim_server_answer ("POST", "/v1/tokens", headers, bytes);
  if (answer != NULL && answer->status == 200)
    return answer;
  g_clear_pointer (&answer, sol_local_answer_free);
  return NULL;
}

/* He is in, and goes on: the next token is kept. */
void
sim_thief_use (const char *refresh)
{
  g_autoptr (SolLocalAnswer) renewed = renew (refresh);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SolLocalAnswer) used = NULL;
  g_autofree char *access = renewed != NULL ? read_member (renewed, "access") : NULL;

  if (access == NULL)
    return;
  add_header (headers, "Authorization", g_strconcat ("Bearer ", access, NULL));
  used = sim_server_answer ("GET", "/v1/account", headers, NULL);
  sim_tell ("a thief comes in: %u", used != NULL ? used->status : 0);
  if (used != NULL && used->status == 200)
    g_ptr_array_add (stolen, read_member (renewed, "refresh"));
}

/* Of who signs out without a line the server does not hear that his session ends. */
void
sim_thief_forget (void)
{
  g_ptr_array_set_size (stolen, 0);
}

/* Their owners have used the ones they had: that shows that there are two, and both are out. */
void
sim_thief_check (void)
{
  for (guint i = 0; i < stolen->len; i++)
    {
      g_autoptr (SolLocalAnswer) renewed = renew (stolen->pdata[i]);

      if (renewed != NULL)
        sim_fail ("A thief is still signed in after the owner came back");
    }
}
