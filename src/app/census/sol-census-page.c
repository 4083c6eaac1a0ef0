/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-arrival.h"
#include "app/census/sol-census-bar.h"
#include "app/census/sol-census-count-row.h"
#include "app/census/sol-census-figures.h"
#include "app/census/sol-census-list.h"
#include "app/census/sol-census-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-drop-down.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-grant.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "census/sol-census-page.ui"

/**
 * SolCensusPage:
 *
 * How many structures are known and how far they came: beside the goal of the platform, and by
 * department or by network. Who animates a network also has those it censused.
 */
struct _SolCensusPage
{
  AdwBin parent_instance;

  SolAccountStore *store;     /* (nullable) */
  SolCensusFigures *figures;  /* (nullable): with @store */
  SolAccountSession *account; /* (nullable): likewise */
  char *organisation;         /* (nullable): the network that he animates */
  GStrv departments;          /* (nullable): codes of those that he reviews */
  GtkStack *stack;
  GtkWidget *views;
  GtkToggleButton *structures;
  SolCensusList *list;
  SolArrival *arriving;
  GtkWidget *scroller;
  GtkLabel *goal;
  GtkProgressBar *progress;
  GtkLabel *rest;
  SolWrapBox *legend;
  GtkLabel *numbers[SOL_CENSUS_N_STAGES]; /* in @legend */
  GtkDropDown *network;
  GtkToggleButton *by_department;
  GtkWidget *counts;
};

enum
{
  PROP_CAN_GO_BACK = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolCensusPage, sol_census_page, ADW_TYPE_BIN)

static void
show_goal (SolCensusPage *self, guint n)
{
  const char *until;
  const guint goal = sol_account_session_get_goal (self->account, &until);
  g_autofree char *said = sol_census_words_say_goal (n, goal, until);
  g_autofree char *rest = sol_census_words_say_rest (n, goal, until);

  gtk_label_set_label (self->goal, said);
  gtk_label_set_label (self->rest, rest);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), goal > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), goal > 0);
  gtk_progress_bar_set_fraction (self->progress, goal > 0 ? MIN (1, (double) n / goal) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, said, -1);
}

static void
show_legend (SolCensusPage *self, const guint *n)
{
  for (guint i = 0; i < SOL_CENSUS_N_STAGES; i++)
    {
      g_autofree char *number = sol_format_number (n[i]);

      gtk_label_set_label (self->numbers[i], number);
    }
}

static void
show_counts (SolCensusPage *self, SolCensusTally *tally)
{
  const SolCensusBy by = gtk_toggle_button_get_active (self->by_department)
                             ? SOL_CENSUS_BY_DEPARTMENT
                             : SOL_CENSUS_BY_NETWORK;
  g_autoptr (GPtrArray) list = sol_census_tally_list (tally, by);
  GtkWidget *row;
  guint most = 0;

  while ((row = gtk_widget_get_first_child (self->counts)) != NULL)
    gtk_box_remove (GTK_BOX (self->counts), row);
  for (guint i = 0; i < list->len; i++)
    most = MAX (most, ((SolCensusCount *) list->pdata[i])->n[SOL_CENSUS_CENSUSED]);
  for (guint i = 0; i < list->len; i++)
    gtk_box_append (GTK_BOX (self->counts), sol_census_count_row_new (by, list->pdata[i], most));
}

static void
turn (SolCensusPage *self)
{
  const gboolean counted = self->figures != NULL &&
                           sol_census_figures_get_tally (self->figures) != NULL;

  if (self->stack == NULL)
    return; /* the template is being made */
  gtk_stack_set_visible_child_name (
      self->stack, gtk_toggle_button_get_active (self->structures) ? "structures"
                   : counted                                       ? "figures"
                   : self->figures != NULL && sol_census_figures_get_awaited (self->figures)
                       ? "arriving"
                       : "waiting");
}

static void
show (SolCensusPage *self)
{
  SolCensusTally *tally = self->figures != NULL ? sol_census_figures_get_tally (self->figures)
                                                : NULL;
  const guint *n;

  turn (self);
  if (tally == NULL)
    return;
  n = sol_census_tally_get_all (tally);
  show_goal (self, n[SOL_CENSUS_CENSUSED]);
  show_legend (self, n);
  show_counts (self, tally);
}

static void
on_filtered (SolCensusPage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->network);
  guint n_codes;
  const SolCode *codes = sol_referential_get_codes ("networks", &n_codes);

  if (self->figures != NULL)
    sol_census_figures_set_network (
        self->figures, selected > 0 && selected <= n_codes ? codes[selected - 1].code : NULL);
}

/* What a number counts, and the shade that stands for it. */
static void
add_stage (SolCensusPage *self, SolCensusStage stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = sol_census_bar_new_sample (stage);
  GtkWidget *word = gtk_label_new (sol_census_words_get_stage (stage));
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *why = gtk_label_new (sol_census_words_explain_stage (stage));

  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (word, "heading");
  gtk_widget_add_css_class (number, "figure");
  gtk_widget_add_css_class (why, "detail");
  gtk_widget_add_css_class (why, "secondary");
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_xalign (GTK_LABEL (why), 0);
  gtk_label_set_wrap (GTK_LABEL (why), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (why), 20);
  gtk_box_append (GTK_BOX (head), bar);
  gtk_box_append (GTK_BOX (head), word);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), why);
  self->numbers[stage] = GTK_LABEL (number);
  sol_wrap_box_append (self->legend, box);
}

static void
list_networks (SolCensusPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint n_codes;
  const SolCode *codes = sol_referential_get_codes ("networks", &n_codes);

  gtk_string_list_append (labels, _ ("All networks"));
  for (guint i = 0; i < n_codes; i++)
    gtk_string_list_append (labels, sol_referential_label ("networks", codes[i].code));
  gtk_drop_down_set_model (self->network, G_LIST_MODEL (labels));
}

static gboolean
sol_census_page_grab_focus (GtkWidget *widget)
{
  SolCensusPage *self = SOL_CENSUS_PAGE (widget);

  return gtk_toggle_button_get_active (self->structures)
             ? gtk_widget_grab_focus (GTK_WIDGET (self->list))
             : gtk_widget_child_focus (self->scroller, GTK_DIR_TAB_FORWARD);
}

static void
sol_census_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CAN_GO_BACK)
    g_value_set_boolean (value, FALSE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

/* Lets the stores go. */
static void
let_go (SolCensusPage *self)
{
  if (self->figures != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->figures, self);
      sol_census_figures_stop (self->figures);
    }
  sol_census_list_let_go (self->list);
  sol_arrival_set_sync (self->arriving, NULL);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->departments, g_strfreev);
  g_clear_object (&self->figures);
  g_clear_object (&self->account);
  g_clear_object (&self->store);
}

static void
sol_census_page_dispose (GObject *object)
{
  SolCensusPage *self = SOL_CENSUS_PAGE (object);

  if (self->list != NULL)
    let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CENSUS_PAGE);
  G_OBJECT_CLASS (sol_census_page_parent_class)->dispose (object);
}

static void
sol_census_page_class_init (SolCensusPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = sol_census_page_get_property;
  G_OBJECT_CLASS (klass)->dispose = sol_census_page_dispose;
  sol_focus_set_grab (widget_class, sol_census_page_grab_focus);

  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                           G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (SOL_TYPE_ARRIVAL);
  g_type_ensure (SOL_TYPE_CENSUS_LIST);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, arriving);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, goal);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, rest);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, legend);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, network);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, by_department);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, counts);
  gtk_widget_class_bind_template_callback (widget_class, on_filtered);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, views);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, structures);
  gtk_widget_class_bind_template_child (widget_class, SolCensusPage, list);
  gtk_widget_class_bind_template_callback (widget_class, show);
  gtk_widget_class_bind_template_callback (widget_class, turn);
}

static void
sol_census_page_init (SolCensusPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_drop_down_prepare (self->network);
  for (guint i = 0; i < SOL_CENSUS_N_STAGES; i++)
    add_stage (self, i);
  list_networks (self);
}

/**
 * sol_census_taker_init:
 * @account: (nullable): who is signed in
 * @membership: (nullable): of the organisation that he acts for
 * @sync: (nullable): brings what is not here yet
 *
 * Returns: whether he follows the census: as a moderator, or for the network that he animates
 */
gboolean
sol_census_taker_init (SolCensusTaker *self,
                       SolAccountSession *account,
                       SolMembership *membership,
                       SolStore *catalogue,
                       SolSync *sync)
{
  const char *role = account != NULL ? sol_account_session_get_role (account) : NULL;
  const gboolean animates = membership != NULL &&
                            g_strcmp0 (sol_membership_get_kind (membership), "partner") == 0 &&
                            (sol_grant_parse_platform_role (role) & SOL_ROLE_ANIMATOR);

  *self = (SolCensusTaker){ account, catalogue, sync,
                            animates ? sol_membership_get_id (membership) : NULL,
                            account != NULL ? sol_account_session_get_reviews (account) : NULL };
  return animates || (account != NULL && self->departments[0] != NULL);
}

static void
open_for (SolCensusPage *self, SolAccountStore *store, const SolCensusTaker *taker)
{
  let_go (self);
  self->store = g_object_ref (store);
  self->account = g_object_ref (taker->account);
  self->figures = sol_census_figures_new (store, taker->catalogue, taker->departments,
                                          taker->organisation);
  g_signal_connect_object (self->figures, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  on_filtered (self);
  self->organisation = g_strdup (taker->organisation);
  self->departments = g_strdupv ((GStrv) taker->departments);
  sol_arrival_set_sync (self->arriving, taker->sync);
  gtk_widget_set_visible (self->views, taker->organisation != NULL);
  if (taker->organisation != NULL)
    sol_census_list_open (self->list, taker->account, store, taker->catalogue, taker->organisation);
  gtk_toggle_button_set_active (self->structures, taker->organisation != NULL);
  turn (self);
}

/**
 * sol_census_page_put:
 * @section: gets a page of who follows the census; what it showed to another, or for another
 *   network or other departments, is dropped whole
 * @store: (nullable): of who follows it; %NULL until it is open
 * @taker: (nullable): %NULL when he does not follow it
 */
void
sol_census_page_put (AdwBin *section, SolAccountStore *store, const SolCensusTaker *taker)
{
  SolCensusPage *page = (SolCensusPage *) adw_bin_get_child (section);

  if (page != NULL && taker != NULL && page->store == store &&
      g_strcmp0 (page->organisation, taker->organisation) == 0 &&
      g_strv_equal ((const char *const *) page->departments, taker->departments))
    return;
  if (page != NULL)
    let_go (page);
  page = store != NULL && taker != NULL ? g_object_new (SOL_TYPE_CENSUS_PAGE, NULL) : NULL;
  adw_bin_set_child (section, (GtkWidget *) page);
  if (page != NULL)
    open_for (page, store, taker);
}
