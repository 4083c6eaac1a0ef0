/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-sections-private.h"

#include <string.h>

#include "app/catalogue/sol-catalogue-page.h"
#include "app/catalogue/sol-kept-filters.h"
#include "app/census/sol-census-page.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-sections.ui"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolSections, sol_sections, ADW_TYPE_BIN)

static void
tell (SolSections *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sol_sections_is_in_catalogue (SolSections *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "catalogue") == 0;
}

/* Not while the template is being made. */
static void
on_turned (SolSections *self)
{
  if (self->stack != NULL)
    tell (self);
}

static void
make_catalogue (SolSections *self)
{
  self->page = sol_catalogue_page_new (sol_session_get_store (self->session),
                                       sol_session_get_pictures (self->session));
  if (sol_session_get_sync (self->session) != NULL)
    sol_catalogue_page_set_sync (SOL_CATALOGUE_PAGE (self->page),
                                 sol_session_get_sync (self->session));
  if (sol_session_get_account (self->session) != NULL)
    sol_catalogue_page_set_account (SOL_CATALOGUE_PAGE (self->page),
                                    sol_session_get_account (self->session));
  adw_bin_set_child (self->catalogue, self->page);
  g_signal_connect_swapped (self->page, "notify::can-go-back", G_CALLBACK (tell), self);
  g_signal_connect_swapped (self->page, "notify::facets-folded", G_CALLBACK (tell), self);
  g_settings_bind (self->settings, "show-facets", self->page, "show-facets",
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_GET_NO_CHANGES);
  sol_kept_filters_follow (SOL_CATALOGUE_PAGE (self->page), self->settings);
}

/* (nullable): what is in the section that is shown; nothing without a session */
static GtkWidget *
get_shown (SolSections *self)
{
  GtkWidget *section = adw_view_stack_get_visible_child (self->stack);

  return self->page != NULL && section != NULL ? adw_bin_get_child (ADW_BIN (section)) : NULL;
}

void
sol_sections_show_page (SolSections *self, AdwViewStackPage *page, gboolean shown)
{
  if (!shown &&
      adw_view_stack_get_visible_child (self->stack) == adw_view_stack_page_get_child (page))
    adw_view_stack_set_visible_child_name (self->stack, "catalogue");
  if (adw_view_stack_page_get_visible (page) == shown)
    return;
  adw_view_stack_page_set_visible (page, shown);
  tell (self);
}

/* Those of another account, or of this computer, stay in their place until the next are opened. */
SolAccountStore *
sol_sections_get_own_store (SolSections *self)
{
  SolAccountStore *store = sol_session_get_account_store (self->session);
  const char *account = sol_account_session_get_id (sol_session_get_account (self->session));

  return store != NULL && g_strcmp0 (sol_account_store_get_account (store), account) == 0 ? store
                                                                                          : NULL;
}

/* It is dropped whole: nothing that it showed to one stays in the window for another. */
void
sol_sections_put_place (SolSections *self, AdwBin *section, GtkWidget *place)
{
  g_signal_connect_swapped (place, "notify::can-go-back", G_CALLBACK (tell), self);
  adw_bin_set_child (section, place);
}

void
sol_sections_drop_place (SolSections *self, AdwBin *section, GDestroyNotify let_go)
{
  GtkWidget *place = adw_bin_get_child (section);

  if (place == NULL)
    return;
  g_signal_handlers_disconnect_by_data (place, self);
  let_go (place);
  adw_bin_set_child (section, NULL);
}

static void
drop_listing (SolSections *self)
{
  sol_sections_drop_place (self, self->listing, (GDestroyNotify) sol_listing_place_let_go);
  self->listing_place = NULL;
}

static void
drop_review (SolSections *self)
{
  sol_sections_drop_place (self, self->review, (GDestroyNotify) sol_review_place_let_go);
  self->review_place = NULL;
}

static void
open_listing (SolSections *self, SolMembership *membership)
{
  SolAccountStore *store = sol_sections_get_own_store (self);
  SolAccountSession *account = sol_session_get_account (self->session);
  const SolRoles manager = sol_membership_is_manager (membership) ? SOL_ROLE_MANAGER : 0;
  SolListingOwner owner = { .organisation = sol_membership_get_id (membership),
                            .name = sol_membership_get_name (membership),
                            .roles = SOL_ROLE_MEMBER | manager,
                            .account_name = sol_account_session_get_name (account),
                            .account = account,
                            .pictures = sol_session_get_own_pictures (self->session),
                            .sync = sol_session_get_sync (self->session) };

  if (self->listing_place != NULL && sol_listing_place_is_open (self->listing_place, store, &owner))
    return;
  drop_listing (self);
  self->listing_place = SOL_LISTING_PLACE (sol_listing_place_new ());
  sol_listing_place_set_catalogue (self->listing_place, sol_session_get_store (self->session));
  sol_sections_put_place (self, self->listing, GTK_WIDGET (self->listing_place));
  sol_listing_place_open (self->listing_place, store, &owner);
}

/* Those who offer have a listing; who buys, or acts for himself, has none. It keeps its section
 * while the files of the account are on their way: one who has turned to it stays there. */
static void
update_listing (SolSections *self)
{
  SolMembership *membership = sol_acting_for_get_membership (self->acting);
  const gboolean offers = membership != NULL &&
                          g_strcmp0 (sol_membership_get_kind (membership), "supplier") == 0;

  if (offers && sol_sections_get_own_store (self) != NULL)
    open_listing (self, membership);
  else
    drop_listing (self);
  sol_sections_show_page (self, self->listing_page, offers);
}

static void
open_review (SolSections *self, const char *const *departments)
{
  const SolReviewer reviewer = { departments, sol_session_get_account (self->session),
                                 sol_session_get_own_pictures (self->session),
                                 sol_session_get_sync (self->session) };
  SolAccountStore *store = sol_sections_get_own_store (self);

  if (self->review_place != NULL &&
      sol_review_place_is_open (self->review_place, store, departments))
    return;
  drop_review (self);
  self->review_place = SOL_REVIEW_PLACE (sol_review_place_new ());
  sol_review_place_set_catalogue (self->review_place, sol_session_get_store (self->session));
  sol_sections_put_place (self, self->review, GTK_WIDGET (self->review_place));
  sol_review_place_open (self->review_place, store, &reviewer);
}

/* Whoever reviews does so for the platform, whomever he acts for. */
static void
update_review (SolSections *self)
{
  SolAccountSession *account = sol_session_get_account (self->session);
  const char *const *departments = account != NULL ? sol_account_session_get_reviews (account)
                                                   : NULL;
  const gboolean reviews = departments != NULL && departments[0] != NULL;

  if (reviews && sol_sections_get_own_store (self) != NULL)
    open_review (self, departments);
  else
    drop_review (self);
  sol_sections_show_page (self, self->review_page, reviews);
}

static void
update_census (SolSections *self)
{
  SolCensusTaker taker;
  const gboolean follows = sol_census_taker_init (
      &taker, sol_session_get_account (self->session), sol_acting_for_get_membership (self->acting),
      sol_session_get_store (self->session), sol_session_get_sync (self->session));

  sol_census_page_put (self->census, follows ? sol_sections_get_own_store (self) : NULL, &taker);
  sol_sections_show_page (self, self->census_page, follows);
}

static void
update (SolSections *self)
{
  update_listing (self);
  update_review (self);
  update_census (self);
  sol_sections_update_workshops (self);
}

static void
drop_session (SolSections *self)
{
  if (self->session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->page, self);
  sol_kept_filters_leave (SOL_CATALOGUE_PAGE (self->page), self->settings);
  sol_catalogue_page_let_go (SOL_CATALOGUE_PAGE (self->page));
  self->page = NULL;
  g_signal_handlers_disconnect_by_data (self->acting, self);
  if (sol_session_get_account_files (self->session) != NULL)
    g_signal_handlers_disconnect_by_data (sol_session_get_account_files (self->session), self);
  sol_sections_show_page (self, self->listing_page, FALSE);
  sol_sections_show_page (self, self->review_page, FALSE);
  sol_sections_show_page (self, self->census_page, FALSE);
  sol_sections_drop_workshops (self);
  drop_listing (self);
  drop_review (self);
  sol_census_page_put (self->census, NULL, NULL);
  g_clear_object (&self->acting);
  g_clear_object (&self->session);
}

static void
sol_sections_dispose (GObject *object)
{
  SolSections *self = SOL_SECTIONS (object);

  drop_session (self);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SECTIONS);
  G_OBJECT_CLASS (sol_sections_parent_class)->dispose (object);
}

static void
sol_sections_class_init (SolSectionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_sections_dispose;

  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_SECTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSections, catalogue);
  gtk_widget_class_bind_template_child (widget_class, SolSections, listing);
  gtk_widget_class_bind_template_child (widget_class, SolSections, listing_page);
  gtk_widget_class_bind_template_child (widget_class, SolSections, review);
  gtk_widget_class_bind_template_child (widget_class, SolSections, review_page);
  gtk_widget_class_bind_template_child (widget_class, SolSections, census);
  gtk_widget_class_bind_template_child (widget_class, SolSections, census_page);
  gtk_widget_class_bind_template_child (widget_class, SolSections, workshops);
  gtk_widget_class_bind_template_child (widget_class, SolSections, workshops_page);
  gtk_widget_class_bind_template_callback (widget_class, on_turned);
}

static void
sol_sections_init (SolSections *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->stack = ADW_VIEW_STACK (adw_bin_get_child (ADW_BIN (self)));
  adw_view_stack_set_visible_child_name (self->stack, "catalogue");
}

/**
 * sol_sections_get_stack:
 *
 * Returns: (transfer none): for what switches between them
 */
AdwViewStack *
sol_sections_get_stack (SolSections *self)
{
  return self->stack;
}

/**
 * sol_sections_set_settings:
 * @settings: keep the filters
 */
void
sol_sections_set_settings (SolSections *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
}

/**
 * sol_sections_set_session:
 * @session: (nullable): an opened catalogue; %NULL to let it go
 * @acting: for whom one acts in this window
 */
void
sol_sections_set_session (SolSections *self, SolSession *session, SolActingFor *acting)
{
  SolSessionAccount *files;

  drop_session (self);
  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  self->acting = g_object_ref (acting);
  make_catalogue (self);
  files = sol_session_get_account_files (session);
  if (files != NULL)
    g_signal_connect_object (files, "notify::store", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (acting, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * sol_sections_get_can_go_back:
 *
 * Returns: whether the section that is shown has a page that led to this one
 */
gboolean
sol_sections_get_can_go_back (SolSections *self)
{
  GtkWidget *shown = get_shown (self);
  gboolean found = FALSE;

  if (shown != NULL)
    g_object_get (shown, "can-go-back", &found, NULL);
  return found;
}

/**
 * sol_sections_get_title:
 *
 * Returns: (transfer none): what the section that is shown is called, in the user's language
 */
const char *
sol_sections_get_title (SolSections *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->stack);

  return adw_view_stack_page_get_title (adw_view_stack_get_page (self->stack, child));
}

/**
 * sol_sections_get_several:
 *
 * Returns: whether there is anything to switch between
 */
gboolean
sol_sections_get_several (SolSections *self)
{
  return adw_view_stack_page_get_visible (self->listing_page) ||
         adw_view_stack_page_get_visible (self->review_page) ||
         adw_view_stack_page_get_visible (self->census_page) ||
         adw_view_stack_page_get_visible (self->workshops_page);
}

/**
 * sol_sections_get_has_filters:
 *
 * Returns: whether filters stand beside what is shown, or may
 */
gboolean
sol_sections_get_has_filters (SolSections *self)
{
  gboolean folded = TRUE;

  if (self->page != NULL)
    g_object_get (self->page, "facets-folded", &folded, NULL);
  return !folded && sol_sections_is_in_catalogue (self);
}

/**
 * sol_sections_bind_filters:
 * @button: shows and hides the filters; bound until the session goes
 */
void
sol_sections_bind_filters (SolSections *self, GtkToggleButton *button)
{
  g_object_bind_property (self->page, "show-facets", button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/**
 * sol_sections_show:
 * @name: of a section; one that is of no use to whoever is signed in stays where it is
 *
 * Turns to it, and puts the focus there.
 */
void
sol_sections_show (SolSections *self, const char *name)
{
  GtkWidget *child;

  if (g_str_equal (name, "catalogue"))
    {
      sol_sections_activate (self, "win.search");
      return;
    }
  if (g_str_equal (name, "workshops"))
    sol_sections_want_workshops (self);
  child = adw_view_stack_get_child_by_name (self->stack, name);
  if (child == NULL ||
      !adw_view_stack_page_get_visible (adw_view_stack_get_page (self->stack, child)))
    return;
  adw_view_stack_set_visible_child (self->stack, child);
  gtk_widget_grab_focus (get_shown (self) != NULL ? get_shown (self) : child);
}

/**
 * sol_sections_return:
 *
 * Puts the focus in the section that was shown last; a structure that covers the results of the
 * catalogue stays, where the search would take its place.
 */
void
sol_sections_return (SolSections *self)
{
  if (sol_sections_is_in_catalogue (self) && sol_sections_get_can_go_back (self))
    gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
  else
    sol_sections_show (self, adw_view_stack_get_visible_child_name (self->stack));
}

/**
 * sol_sections_show_nth:
 * @n: among those that can be seen, from 0
 */
void
sol_sections_show_nth (SolSections *self, guint n)
{
  g_autoptr (GListModel) pages = G_LIST_MODEL (adw_view_stack_get_pages (self->stack));

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (pages, i);

      if (adw_view_stack_page_get_visible (page) && n-- == 0)
        {
          sol_sections_show (self, adw_view_stack_page_get_name (page));
          return;
        }
    }
}

/**
 * sol_sections_activate:
 * @window_action: "win.back" is "listing.back" where the listing is shown
 *
 * The section knows what a key means there; the window only brings it.
 */
void
sol_sections_activate (SolSections *self, const char *window_action)
{
  g_autofree char *action = NULL;

  if (g_str_equal (window_action, "win.search"))
    adw_view_stack_set_visible_child_name (self->stack, "catalogue");
  action = g_strconcat (adw_view_stack_get_visible_child_name (self->stack),
                        strchr (window_action, '.'), NULL);
  if (get_shown (self) != NULL)
    gtk_widget_activate_action_variant (get_shown (self), action, NULL);
}
