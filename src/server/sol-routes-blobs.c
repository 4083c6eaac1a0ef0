/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-routes-private.h"

#define BINARY "application/octet-stream"

/* Attachments, sent and shown. */
const SolRoute sol_routes_blobs[] = {
  {
      "GET",
      "/v1/blobs/{hash}",
      .summary = "A picture or another file that a record shows, to who may read the record",
      .types = "*",
      .handler = sol_blobs_handle,
      .parameters = { { "supplier", "string", "The id of the structure that shows it; or" },
                      { "t", "string", "The type of the record that shows it, and" },
                      { "id", "string", "its id" },
                      { "side", "integer",
                        "Of a picture, or of the first page of a document: at least so many "
                        "pixels, if "
                        "there are" } },
      .answers = { { 200, BINARY, NULL,
                     "The file, whose SHA-256 is the hash; or the picture drawn anew from it, "
                     "or of its first page, whose SHA-256 is the ETag" },
                   { 206, BINARY, NULL, "The one range of it that was asked for" },
                   { 304, NULL, NULL, "It never changes" },
                   { 400, PROBLEM, "Problem", "A parameter is not right" },
                   { 401, PROBLEM, "Problem", "The token that is brought is no longer good" },
                   { 404, PROBLEM, "Problem",
                     "The record shows no such file, or not to who asks; or nothing was drawn of "
                     "it" },
                   { 416, PROBLEM, "Problem", "Several ranges, or one past its end" } },
  },
  {
      "POST",
      "/v1/uploads",
      .summary = "Begin to send an attachment, or find where it stands",
      .types = "",
      .handler = sol_uploads_handle_begin,
      .members = { { "hash", "SHA-256 of the whole, in small hexadecimal digits", 64 },
                   { "size", "Bytes", 10, .number = TRUE },
                   { "name", "Of the file", 200 },
                   { "type", "Of media: what the bytes say must be the same", 100 },
                   { "organisation", "For which he acts; none: for himself", 36, TRUE } },
      .answers = { { 200, JSON, "Upload",
                     "state: receiving, checking, whole or refused, with why: quota when he sent "
                     "as much as he may; of no other's uploads is anything told" },
                   { 403, PROBLEM, "Problem", "organisation: not one of who asks" },
                   WRONG_VALUE },
  },
  {
      "GET",
      "/v1/uploads/{hash}",
      .summary = "Where an attachment stands; HEAD tells Upload-Offset alone",
      .types = "",
      .handler = sol_uploads_handle_get,
      .parameters = { { "organisation", "string", "For which he acts; none: for himself" } },
      .answers = { { 200, JSON, "Upload", "As it is now" },
                   { 403, PROBLEM, "Problem", "organisation: not one of who asks" },
                   { 404, PROBLEM, "Problem", "He sends nothing of that hash" } },
  },
  {
      "PATCH",
      "/v1/uploads/{hash}",
      .summary = "A part of an attachment, that goes where Upload-Offset says",
      .types = "",
      .handler = sol_uploads_handle_part,
      .bytes = "application/offset+octet-stream",
      .parameters = { { "organisation", "string", "For which he acts; none: for himself" } },
      .answers = { { 204, NULL, NULL, "It is on the disk; Upload-Offset tells where to go on" },
                   { 403, PROBLEM, "Problem", "organisation: not one of who asks" },
                   { 404, PROBLEM, "Problem", "He sends nothing of that hash" },
                   { 409, PROBLEM, "Offset", "offset: the part does not go there" },
                   WRONG_VALUE },
  },
  {
      "DELETE",
      "/v1/uploads/{hash}",
      .summary = "Forget an attachment that no record names",
      .types = "",
      .handler = sol_uploads_handle_remove,
      .parameters = { { "organisation", "string", "For which he acts; none: for himself" } },
      .answers = { { 204, NULL, NULL, "It is gone, and no longer counts among what he sent" },
                   { 403, PROBLEM, "Problem", "organisation: not one of who asks" },
                   { 404, PROBLEM, "Problem", "He sends nothing of that hash" },
                   { 409, PROBLEM, "Problem",
                     "used: a record of his names it, also one that he may bring back, or it is "
                     "being looked at" } },
  },
  { NULL },
};
