/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-proof.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-outbox-fields.h"
#include "app/sol-format.h"
#include "model/sol-item.h"
#include "model/sol-link.h"
#include "model/sol-referential.h"

#define OLD_YEARS 2

void
sol_review_proof_free (SolReviewProof *self)
{
  g_free (self->field);
  g_free (self->title);
  g_free (self->about);
  g_free (self->link);
  g_free (self->figure);
  g_free (self->on);
  g_clear_pointer (&self->blob, sol_blob_free);
  g_free (self);
}

static SolReviewProof *
add (GPtrArray *proofs, const char *field, const char *about, const char *title)
{
  SolReviewProof *proof = g_new0 (SolReviewProof, 1);

  proof->field = g_strdup (field);
  proof->about = g_strdup (about);
  proof->title = g_strdup (title);
  g_ptr_array_add (proofs, proof);
  return proof;
}

static void
set_blob (SolReviewProof *proof, const SolBlob *blob)
{
  proof->blob = blob != NULL ? sol_blob_copy (blob) : NULL;
}

static void
add_evidence (GPtrArray *proofs, const char *field, const char *about, GPtrArray *evidence)
{
  for (guint i = 0; evidence != NULL && i < evidence->len; i++)
    {
      SolItem *item = evidence->pdata[i];
      SolReviewProof *proof = add (proofs, field, about, sol_item_get_text (item, "title"));

      proof->link = g_strdup (sol_item_get_text (item, "link"));
      proof->figure = g_strdup (sol_item_get_text (item, "figure"));
      proof->on = g_strdup (sol_item_get_text (item, "on"));
      set_blob (proof, sol_item_get_blob (item, "file"));
    }
}

static void
add_criteria (GPtrArray *proofs, SolRecord *review)
{
  GPtrArray *criteria = sol_record_get_items (review, "criteria");

  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    {
      SolItem *criterion = criteria->pdata[i];
      const char *code = sol_item_get_text (criterion, "criterion");
      const char *about = code != NULL ? sol_referential_label ("criteria", code) : "";
      g_autofree char *field = g_strdup_printf ("criteria/%s", sol_item_get_id (criterion));
      GPtrArray *answers = sol_item_get_items (criterion, "answers");

      if (answers == NULL || answers->len == 0)
        add_evidence (proofs, field, about, sol_item_get_items (criterion, "evidence"));
      for (guint j = 0; answers != NULL && j < answers->len; j++)
        add_evidence (proofs, field, about, sol_item_get_items (answers->pdata[j], "evidence"));
    }
}

static void
add_labels (GPtrArray *proofs, SolRecord *review)
{
  GPtrArray *labels = sol_record_get_items (review, "labels");
  g_autofree char *about = sol_outbox_fields_get_label ("listing", "labels");

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const char *code = sol_item_get_text (labels->pdata[i], "label");
      SolReviewProof *proof = add (proofs, "labels", about,
                                   code != NULL ? sol_referential_label ("labels", code) : NULL);
      const char *told = sol_item_get_text (labels->pdata[i], "proof");

      if (told != NULL && sol_link_is_site (told))
        proof->link = g_strdup (told);
      else
        proof->figure = g_strdup (told);
      proof->on = g_strdup (sol_item_get_text (labels->pdata[i], "on"));
    }
}

static void
add_pictures (GPtrArray *proofs, SolRecord *review)
{
  GPtrArray *images = sol_record_get_items (review, "images");
  const SolBlob *logo = sol_record_get_blob (review, "logo");
  g_autofree char *about = sol_outbox_fields_get_label ("listing", "images");

  if (logo != NULL)
    set_blob (add (proofs, "logo", _ ("Logo"), logo->name), logo);
  for (guint i = 0; images != NULL && i < images->len; i++)
    {
      const SolBlob *blob = sol_item_get_blob (images->pdata[i], "picture");
      const char *caption = sol_item_get_text (images->pdata[i], "caption");

      if (blob != NULL)
        set_blob (add (proofs, "images", about, caption != NULL ? caption : blob->name), blob);
    }
}

/* Returns: (transfer full) (element-type SolReviewProof): in the order of the facts */
GPtrArray *
sol_review_proof_list (SolRecord *review)
{
  GPtrArray *proofs = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_review_proof_free);

  add_labels (proofs, review);
  add_pictures (proofs, review);
  add_criteria (proofs, review);
  return proofs;
}

static gboolean
is_old (const char *day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, -OLD_YEARS);
  g_autofree char *limit = g_date_time_format (then, "%Y-%m-%d");

  return g_strcmp0 (day, limit) < 0;
}

static void
append (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* Returns: (transfer full): of which day it is, how large, and what to mind */
char *
sol_review_proof_say (const SolReviewProof *self)
{
  g_autoptr (GString) text = g_string_new (self->about);
  g_autofree char *day = self->on != NULL ? sol_format_date (self->on) : NULL;
  g_autofree char *dated = NULL;
  g_autofree char *size = NULL;

  if (self->figure != NULL)
    append (text, self->figure);
  if (self->blob != NULL)
    {
      size = g_format_size ((guint64) self->blob->size);
      append (text, self->blob->name);
      append (text, size);
    }
  /* TRANSLATORS: %s is the day that a proof is of */
  dated = day != NULL ? g_strdup_printf (_ ("dated %s"), day) : NULL;
  if (dated != NULL)
    append (text, dated);
  else if (g_str_has_prefix (self->field, "criteria/"))
    append (text, _ ("without a date"));
  if (self->on != NULL && is_old (self->on))
    append (text, _ ("more than two years old"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
