/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-proofs.h"

#include <glib/gi18n.h>

#include "app/review/sol-review-proof.h"
#include "model/sol-link.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-proofs.ui"
#define MAX_SIDE 1200 /* pixels */

/**
 * SolReviewProofs:
 *
 * What a structure shows of what it says, one after the other.
 */
struct _SolReviewProofs
{
  AdwBin parent_instance;

  GPtrArray *proofs; /* of SolReviewProof */
  guint number;      /* of the one that is shown */
  char *review;      /* (nullable): its id */
  SolPictures *pictures;
  GCancellable *loading;
  GtkLabel *title;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkStack *paper;
  GtkPicture *picture;
  GtkLabel *word;
  GtkLinkButton *link;
  GtkLabel *said;
};

G_DEFINE_FINAL_TYPE (SolReviewProofs, sol_review_proofs, ADW_TYPE_BIN)

static void
stop_loading (SolReviewProofs *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
take_picture (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolReviewProofs) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sol_pictures_load_finish (SOL_PICTURES (source), result, &error);

  if (texture != NULL)
    {
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
      gtk_stack_set_visible_child (self->paper, GTK_WIDGET (self->picture));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_label (
        self->word, _ ("It cannot be shown: it has no preview, or that comes with the network."));
}

static void
show_paper (SolReviewProofs *self, const SolReviewProof *proof)
{
  stop_loading (self);
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  proof->title != NULL ? proof->title : proof->about, -1);
  gtk_label_set_label (self->word, proof->figure != NULL ? proof->figure
                                   : proof->link != NULL ? _ ("On the Web: follow the link below.")
                                   : proof->blob != NULL ? _ ("Loading…")
                                                         : NULL);
  gtk_stack_set_visible_child (self->paper, GTK_WIDGET (self->word));
  if (proof->blob == NULL || self->pictures == NULL)
    return;
  self->loading = g_cancellable_new ();
  sol_pictures_load_async (self->pictures, "listing_review", self->review, proof->blob, MAX_SIDE,
                           self->loading, take_picture, g_object_ref (self));
}

static void
show_link (SolReviewProofs *self, const SolReviewProof *proof)
{
  g_autofree char *site = proof->link != NULL ? sol_link_make_site (proof->link) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->link), site != NULL);
  if (site == NULL)
    return;
  gtk_link_button_set_uri (self->link, site);
  gtk_button_set_label (GTK_BUTTON (self->link), proof->link);
}

static void
show_proof (SolReviewProofs *self)
{
  const SolReviewProof *proof = self->number < self->proofs->len ? self->proofs->pdata[self->number]
                                                                 : NULL;
  g_autofree char *count = NULL;
  g_autofree char *said = NULL;

  if (proof == NULL)
    return;
  /* TRANSLATORS: the number of a proof, and how many there are */
  count = g_strdup_printf (_ ("%u of %u"), self->number + 1, self->proofs->len);
  said = sol_review_proof_say (proof);
  gtk_label_set_label (self->title, proof->title != NULL ? proof->title : proof->about);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->said, said);
  gtk_widget_set_sensitive (self->previous, self->number > 0);
  gtk_widget_set_sensitive (self->next, self->number + 1 < self->proofs->len);
  show_paper (self, proof);
  show_link (self, proof);
}

static void
on_previous (SolReviewProofs *self)
{
  self->number -= self->number > 0;
  show_proof (self);
}

static void
on_next (SolReviewProofs *self)
{
  self->number += self->number + 1 < self->proofs->len;
  show_proof (self);
}

static void
sol_review_proofs_dispose (GObject *object)
{
  stop_loading (SOL_REVIEW_PROOFS (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_REVIEW_PROOFS);
  G_OBJECT_CLASS (sol_review_proofs_parent_class)->dispose (object);
}

static void
sol_review_proofs_finalize (GObject *object)
{
  SolReviewProofs *self = SOL_REVIEW_PROOFS (object);

  g_ptr_array_unref (self->proofs);
  g_clear_object (&self->pictures);
  g_free (self->review);
  G_OBJECT_CLASS (sol_review_proofs_parent_class)->finalize (object);
}

static void
sol_review_proofs_class_init (SolReviewProofsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_review_proofs_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_review_proofs_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, title);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, count);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, previous);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, next);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, paper);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, picture);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, word);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, link);
  gtk_widget_class_bind_template_child (widget_class, SolReviewProofs, said);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
sol_review_proofs_init (SolReviewProofs *self)
{
  self->proofs = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_review_proofs_show:
 * @review: a listing_review
 * @pictures: (nullable): brings those that are not on this computer
 */
void
sol_review_proofs_show (SolReviewProofs *self, SolRecord *review, SolPictures *pictures)
{
  const gboolean same = g_strcmp0 (self->review, sol_record_get_id (review)) == 0;

  g_set_object (&self->pictures, pictures);
  g_free (self->review);
  self->review = g_strdup (sol_record_get_id (review));
  g_ptr_array_unref (self->proofs);
  self->proofs = sol_review_proof_list (review);
  if (!same || self->number >= self->proofs->len)
    self->number = 0;
  show_proof (self);
}

guint
sol_review_proofs_count (SolReviewProofs *self)
{
  return self->proofs->len;
}

/**
 * sol_review_proofs_lead_to:
 * @field: path of a fact
 *
 * Shows the first proof of it.
 */
void
sol_review_proofs_lead_to (SolReviewProofs *self, const char *field)
{
  for (guint i = 0; i < self->proofs->len; i++)
    if (g_str_equal (((SolReviewProof *) self->proofs->pdata[i])->field, field))
      {
        self->number = i;
        show_proof (self);
        return;
      }
}
