/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-arrival.h"

#include <glib/gi18n.h>

#include "app/sol-sync-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-arrival.ui"

/**
 * SolArrival:
 *
 * Stands in the place of what an account has at the platform, until that was received once: what
 * is not here yet is not missing.
 */
struct _SolArrival
{
  AdwBin parent_instance;

  SolSync *sync; /* (nullable) */
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *explanation;
};

G_DEFINE_FINAL_TYPE (SolArrival, sol_arrival, ADW_TYPE_BIN)

static void
show_state (SolArrival *self)
{
  const SolSyncState state = self->sync != NULL ? sol_sync_get_state (self->sync)
                                                : SOL_SYNC_RUNNING;
  const gboolean coming = state == SOL_SYNC_RUNNING || state == SOL_SYNC_UP_TO_DATE;
  g_autofree char *why = coming ? NULL
                                : sol_sync_words_make_arrival (state,
                                                               sol_sync_get_retry_at (self->sync));

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), coming);
  gtk_spinner_set_spinning (self->spinner, coming);
  gtk_label_set_label (self->title, coming ? _ ("Your data are on their way…")
                                           : _ ("Your data are not here yet"));
  gtk_label_set_label (self->explanation, coming ? "" : why);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), !coming);
}

static void
sol_arrival_dispose (GObject *object)
{
  sol_arrival_set_sync (SOL_ARRIVAL (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ARRIVAL);
  G_OBJECT_CLASS (sol_arrival_parent_class)->dispose (object);
}

static void
sol_arrival_class_init (SolArrivalClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_arrival_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolArrival, spinner);
  gtk_widget_class_bind_template_child (widget_class, SolArrival, title);
  gtk_widget_class_bind_template_child (widget_class, SolArrival, explanation);
}

static void
sol_arrival_init (SolArrival *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_state (self);
}

/**
 * sol_arrival_set_sync:
 * @sync: (nullable): what brings it, and says what keeps it from coming
 */
void
sol_arrival_set_sync (SolArrival *self, SolSync *sync)
{
  if (self->sync == sync)
    return;
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  if (sync == NULL)
    return;
  g_signal_connect_object (sync, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
}
