/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record-registry.h"
#include "server/sol-account-answers.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define REVIEW "listing_review"

/* (transfer full) (nullable): the listing that a review is of */
static SolStored *
find_listing (SolServer *server, const SolStored *review, GError **error)
{
  g_autoptr (SolRecord)
      record = sol_record_new_from_text (sol_record_registry_find (REVIEW), review->key, review->id,
                                         review->scope, review->rev, review->doc, error);
  const char *listing = record != NULL ? sol_record_get_text (record, "listing") : NULL;

  return listing != NULL ? sol_storage_get (server->storage, "listing", listing, error) : NULL;
}

static char *
print_history (SolServer *server, const SolStored *review, GError **error)
{
  g_autoptr (SolStored) listing = find_listing (server, review, error);
  const char *scopes[] = { review->scope, NULL, NULL };
  const char *records[] = { review->id, NULL, NULL };

  if (*error != NULL)
    return NULL;
  if (listing != NULL)
    {
      scopes[1] = listing->scope;
      records[1] = listing->id;
    }
  return sol_personal_print_history (server->personal, scopes, records, error);
}

/* GET /v1/reviews/{id}: to who reads the review, a moderator; of others it is not told whether
 * there is one. */
void
sol_reviews_handle_history (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const no_names[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SolStored) review = NULL;
  g_autofree char *text = NULL;

  if (!sol_parameters_check_names (request, no_names))
    return;
  review = sol_storage_get (server->storage, REVIEW, rest, &error);
  if (review != NULL && review->doc != NULL &&
      sol_signed_in_reads_scope (server, request, review->scope, &error))
    text = print_history (server, review, &error);
  if (text != NULL)
    sol_account_answer_json (request, g_string_new (text));
  else if (error != NULL)
    sol_account_answer_failure (request, error);
  else
    sol_request_answer_problem (request, 404, "review", "There is no such review, to you");
}
