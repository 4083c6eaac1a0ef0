/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-page.h"
#include "server/sol-routes-private.h"

#define FORM "application/x-www-form-urlencoded"
#define NO_LINK                                                         \
  {                                                                     \
    404, SOL_PAGE_TYPE, NULL, "The link leads to nothing, or no longer" \
  }

/* What is looked at in a browser, without an account. */
const SolRoute sol_routes_words[] = {
  {
      "POST",
      "/v1/words/links",
      .summary = "Make the link by which a client answers what an organisation asks him; an "
                 "earlier one is void",
      .types = "",
      .handler = sol_word_links_handle_make,
      .members = { { "organisation", "Its id: which asks", 36 },
                   { "word", "Id of what it asks", 36 } },
      .answers = { { 200, JSON, "WordLink",
                     "What to hand over, unless it was mailed; without an address of the server "
                     "there is the code alone" },
                   { 403, PROBLEM, "Problem",
                     "The account is not of it, or it asks no such thing; reason: organisation or "
                     "word" } },
  },
  {
      "POST",
      "/v1/looks",
      .summary = "Count that pages of structures were looked at, once however often it is sent; "
                 "kept are counts by month and kind of visitor, and nothing of who looked",
      .types = "",
      .handler = sol_looks_handle,
      .body = "Looks",
      .answers = { { 200, JSON, "LooksCounted",
                     "Left out: structures that are not to be seen, one's own, days to come and "
                     "days longer ago than counts are kept" },
                   { 400, PROBLEM, "Problem", "It is no such batch" },
                   { 401, PROBLEM, "Problem", "It brings a token that is not good" } },
  },
  {
      "GET",
      "/n/{code}",
      .summary = "The page on which who was written to refuses, or takes that back",
      .types = "",
      .handler = sol_refusal_page_handle_show,
      .answers = { { 200, SOL_PAGE_TYPE, NULL, "The form, or what was refused" }, NO_LINK },
  },
  {
      "POST",
      "/n/{code}",
      .summary = "Refuse: act=refuse, reason=not-wanted, not-us or silence; or act=undo",
      .types = "",
      .handler = sol_refusal_page_handle_use,
      .bytes = FORM,
      .answers = { { 200, SOL_PAGE_TYPE, NULL, "It is noted, or taken back" },
                   { 400, PROBLEM, "Problem", "The body is no form" },
                   NO_LINK,
                   { 422, SOL_PAGE_TYPE, NULL, "The form again: it tells no reason" },
                   { 429, PROBLEM, "Problem", "Too many attempts from here: Retry-After" } },
  },
  {
      "GET",
      "/s/{id}",
      .summary = "The page of a structure, for who has a browser alone",
      .types = "shown_word,supplier",
      .handler = sol_showcase_page_handle,
      .answers = { { 200, SOL_PAGE_TYPE, NULL, "It stands alone, and runs nothing" },
                   { 304, NULL, NULL, "It did not change" },
                   { 308, NULL, NULL, "It was merged with another: Location" },
                   { 404, SOL_PAGE_TYPE, NULL, "There is no such structure" } },
  },
  {
      "GET",
      "/w/{code}",
      .summary = "The page on which a client says his word of a structure, or takes it back",
      .types = "",
      .handler = sol_word_page_handle_show,
      .answers = { { 200, SOL_PAGE_TYPE, NULL, "The form, or what he said" }, NO_LINK },
  },
  {
      "POST",
      "/w/{code}",
      .summary = "Say it: act=give, text, name, role, consent=yes; or act=take-back",
      .types = "",
      .handler = sol_word_page_handle_use,
      .bytes = FORM,
      .answers = { { 200, SOL_PAGE_TYPE, NULL, "It is kept, or erased" },
                   { 400, PROBLEM, "Problem", "The body is no form" },
                   NO_LINK,
                   { 422, SOL_PAGE_TYPE, NULL, "The form again, with what is to be mended" },
                   { 429, PROBLEM, "Problem", "Too many attempts from here: Retry-After" } },
  },
  { NULL },
};
