/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim-people.h"
#include "sim-user.h"
#include "store/sol-account-attach.h"

/* Somebody attaches a picture, to be looked at or as a proof: the file is kept first, then the act
 * that names it. */

#define MAGIC "\x89PNG\r\n\x1a\n"
#define SMALL 3000              /* bytes */
#define TWO_PARTS (1100 * 1024) /* bytes: more than is sent at once */
#define TWO_PARTS_IN 12
#define N_IMAGES 4

typedef struct
{
  SimClient *client;
  guint listing;
  guint image;
  gboolean proves; /* a practice, rather than to be looked at */
  char *caption;
} Attaching;

static void
attaching_free (Attaching *self)
{
  g_free (self->caption);
  g_free (self);
}

/* Returns: (transfer full) */
static char *
make_picture_item (const Attaching *self, const char *blob)
{
  return g_strdup_printf ("\"items\":[{\"path\":\"images/i%u\",\"act\":\"add\",\"set\":{"
                          "\"caption\":\"%s\",\"picture\":%s}}]",
                          self->image, self->caption, blob);
}

/* Returns: (transfer full): an answer, if there is none yet, and within it what proves it */
static char *
make_proof (const Attaching *self, const char *blob)
{
  return g_strdup_printf (
      "\"items\":[{\"path\":\"criteria/c3\",\"act\":\"add\",\"set\":{\"criterion\":\"3\"}},"
      "{\"path\":\"criteria/c3/answers/choices\",\"act\":\"add\",\"set\":{\"question\":\"choices\","
      "\"edition\":1,\"level\":\"1\"}},"
      "{\"path\":\"criteria/c3/answers/choices/evidence/f%u\",\"act\":\"add\",\"set\":{"
      "\"kind\":\"document\",\"title\":\"%s\",\"file\":%s}}]",
      self->image, self->caption, blob);
}

static void
write_act (Attaching *self, const SolBlob *blob)
{
  g_autofree char *text = g_strdup_printf (
      "{\"hash\":\"%s\",\"name\":\"%s\",\"size\":%" G_GINT64_FORMAT ",\"type\":\"%s\"}", blob->hash,
      blob->name, blob->size, blob->media_type);
  g_autofree char *rest = self->proves ? make_proof (self, text) : make_picture_item (self, text);
  SimTyped *typed = sim_typed_new ((int) self->client->index, self->listing, NULL, self->caption);

  typed->hash = g_strdup (blob->hash);
  sim_user_write (self->client, self->listing, "edit", rest, typed);
}

static void
on_attached (GObject *source, GAsyncResult *result, gpointer data)
{
  Attaching *self = data;
  g_autoptr (GError) error = NULL;
  SolBlob *blob = sol_account_store_attach_finish (SOL_ACCOUNT_STORE (source), result, &error);

  sim_tell ("%s attaches a file to %u: %d", self->client->machine->name, self->listing,
            error != NULL ? error->code : -1);
  if (blob != NULL && SOL_ACCOUNT_STORE (source) == self->client->account)
    write_act (self, blob);
  g_clear_pointer (&blob, sol_blob_free);
  attaching_free (self);
}

static GBytes *
make_picture (SimRandom *random)
{
  gsize size = sim_random_pick (random, TWO_PARTS_IN) == 0 ? TWO_PARTS
                                                           : 64 + sim_random_pick (random, SMALL);
  guint8 *content = g_malloc0 (size);

  memcpy (content, MAGIC, strlen (MAGIC));
  sim_random_fill (random, content + strlen (MAGIC), 16);
  return g_bytes_new_take (content, size);
}

void
sim_user_attach (SimClient *client, guint listing, gboolean proves, guint64 seed)
{
  SimRandom random = { seed };
  g_autoptr (GBytes) picture = make_picture (&random);
  const char *organisation = sim_people_get_organisation (sim_people_get_owner (listing));
  Attaching *attaching;

  if (client->account == NULL)
    return;
  attaching = g_new (Attaching, 1);
  *attaching = (Attaching){ client, listing, sim_random_pick (&random, N_IMAGES), proves,
                            g_strdup_printf ("f%u-%08x", client->index,
                                             (guint) sim_random_next (&random)) };
  sim_world_enter (client->machine);
  sol_account_store_attach_bytes_async (client->account, picture, "p.png", organisation, NULL,
                                        on_attached, attaching);
  sim_world_leave ();
}
