/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshops-place.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "app/widgets/sol-wrap-box.h"
#include "app/workshop/sol-workshop-act.h"
#include "app/workshop/sol-workshop-desk.h"
#include "app/workshop/sol-workshop-sheet.h"
#include "app/workshop/sol-workshop-words.h"
#include "model/sol-grant.h"
#include "model/sol-item-list.h"
#include "model/sol-scope.h"
#include "model/sol-uuid.h"
#include "model/sol-workshop.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "workshop/sol-workshops-place.ui"

/**
 * SolWorkshopsPlace:
 *
 * The workshops that somebody holds for his network, or comes to for his structure, and the one of
 * them that he is at.
 */
struct _SolWorkshopsPlace
{
  AdwBin parent_instance;

  SolWorkshopLists lists; /* its store is %NULL once it let go */
  char *scope;            /* of what is the organisation's */
  GListModel *rows;
  char *awaited; /* (nullable): what is opened once it is there */
  GCancellable *cancellable;
  GtkStack *stack;
  GtkLabel *lead;
  GtkWidget *make;
  GtkWidget *coming;
  SolEntryField *code;
  SolSubmitBar *submit;
  GtkListBox *list;
  AdwStatusPage *none;
  SolWorkshopDesk *desk;
  SolWorkshopSheet *sheet;
};

enum
{
  PROP_CAN_GO_BACK = 1,
  PROP_ANY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolWorkshopsPlace, sol_workshops_place, ADW_TYPE_BIN)

static gboolean
is_on_list (SolWorkshopsPlace *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0;
}

static void
turn (SolWorkshopsPlace *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

static void
open_one (SolWorkshopsPlace *self, const char *id)
{
  if (self->lists.animates)
    sol_workshop_desk_open (self->desk, &self->lists, id);
  else
    sol_workshop_sheet_open (self->sheet, &self->lists, id);
  turn (self, self->lists.animates ? "desk" : "sheet");
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopsPlace *self = SOL_WORKSHOPS_PLACE (widget);

  if (is_on_list (self))
    return;
  turn (self, "list");
  sol_workshop_desk_let_go (self->desk);
  sol_workshop_sheet_let_go (self->sheet);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_activated (SolWorkshopsPlace *self, GtkListBoxRow *row)
{
  g_autoptr (SolShownRecord)
      shown = g_list_model_get_item (self->rows, (guint) gtk_list_box_row_get_index (row));

  open_one (self, sol_shown_record_get_id (shown));
}

/* (transfer full): those that most workshops gather by */
static GPtrArray *
make_themes (void)
{
  GPtrArray *themes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < SOL_WORKSHOP_N_THEMES; i++)
    {
      g_autofree char *id = sol_uuid_new ();
      g_autofree char *at = sol_item_list_get_end (themes);
      SolItem *theme = sol_item_new (&sol_workshop_theme_table, id, at);

      sol_item_set_text (theme, "name", sol_workshop_words_get_theme (i));
      sol_item_list_put (themes, theme);
    }
  return themes;
}

/* (transfer full): today's; its animator says more of it on its page */
static SolRecord *
make_workshop (SolRecord *nothing)
{
  SolRecord *workshop = sol_record_copy (nothing);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *title = sol_workshop_words_make_title (day);
  g_autoptr (GPtrArray) themes = make_themes ();

  sol_record_set_text (workshop, "title", title);
  sol_record_set_text (workshop, "day", day);
  sol_record_set_items (workshop, "themes", themes);
  return workshop;
}

static void
make_one (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWorkshopsPlace *self = SOL_WORKSHOPS_PLACE (widget);
  const SolWorkshopWriter writer = { widget, self->lists.store, self->lists.organisation };
  g_autoptr (SolRecord) nothing = sol_record_new (SOL_TYPE_WORKSHOP, 0);
  g_autoptr (SolRecord) workshop = make_workshop (nothing);
  g_autoptr (SolMutation) mutation = NULL;

  g_free (self->awaited);
  self->awaited = sol_uuid_new ();
  mutation = sol_mutation_new_operation ("workshop", self->awaited, SOL_MUTATION_CREATE, NULL);
  g_clear_pointer (&mutation->patch, sol_patch_free);
  mutation->patch = sol_patch_new_diff (nothing, workshop);
  sol_workshop_act_run (&writer, mutation, NULL);
}

static void
open_awaited (SolWorkshopsPlace *self)
{
  for (guint i = 0; self->awaited != NULL && i < g_list_model_get_n_items (self->rows); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (self->rows, i);

      if (g_str_equal (sol_shown_record_get_id (shown), self->awaited))
        {
          g_autofree char *id = g_steal_pointer (&self->awaited);

          open_one (self, id);
        }
    }
}

static void
on_came (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWorkshopsPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = sol_account_session_come_to_workshop_finish (SOL_ACCOUNT_SESSION (source),
                                                                       result, &error);
  g_autofree char *refusal = NULL;

  if (self->lists.store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (page == NULL)
    {
      refusal = sol_account_words_refuse (self->lists.account, error);
      sol_submit_bar_refuse (self->submit, refusal);
      gtk_widget_grab_focus (GTK_WIDGET (self->code));
      return;
    }
  sol_submit_bar_end (self->submit);
  sol_entry_field_set_text (self->code, "");
  g_free (self->awaited);
  self->awaited = g_steal_pointer (&page);
  open_awaited (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
}

/* By its nature it is the platform's to say. */
static void
on_come (SolWorkshopsPlace *self)
{
  const char *code = sol_entry_field_get_text (self->code);

  if (*code == '\0')
    {
      sol_submit_bar_refuse (self->submit, _ ("Type the code that was told in the room"));
      return;
    }
  sol_submit_bar_wait (self->submit, _ ("Asking the platform…"));
  sol_account_session_come_to_workshop_async (self->lists.account, self->lists.organisation, code,
                                              self->cancellable, on_came, g_object_ref (self));
}

static gboolean
is_ours (gpointer item, gpointer user_data)
{
  SolWorkshopsPlace *self = user_data;
  SolRecord *record = sol_shown_record_get_record (item);

  return record != NULL && g_strcmp0 (sol_record_get_scope (record), self->scope) == 0;
}

/* The next one, or the last, first. */
static int
compare (gconstpointer a, gconstpointer b, gpointer unused)
{
  SolRecord *first = sol_shown_record_get_record ((gpointer) a);
  SolRecord *second = sol_shown_record_get_record ((gpointer) b);
  int order = g_strcmp0 (second != NULL ? sol_record_get_text (second, "day") : NULL,
                         first != NULL ? sol_record_get_text (first, "day") : NULL);

  return order != 0 ? order
                    : g_strcmp0 (sol_shown_record_get_id ((gpointer) b),
                                 sol_shown_record_get_id ((gpointer) a));
}

static void
show_row (GtkWidget *row, GParamSpec *pspec, SolShownRecord *shown)
{
  SolRecord *record = sol_shown_record_get_record (shown);
  const char *title = record != NULL ? sol_record_get_text (record, "title") : NULL;
  g_autofree char *said = record != NULL ? sol_workshop_words_say_row (record) : g_strdup ("");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : _ ("Workshop"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), said);
}

/* The item stays when its record changes: the row follows it. */
static GtkWidget *
make_row (gpointer item, gpointer unused)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_row), row, G_CONNECT_SWAPPED);
  show_row (row, NULL, item);
  return row;
}

static void
update (SolWorkshopsPlace *self)
{
  const gboolean any = g_list_model_get_n_items (self->rows) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_widget_set_visible (GTK_WIDGET (self->none), !any);
  sol_workshop_desk_update (self->desk);
  sol_workshop_sheet_update (self->sheet);
  open_awaited (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANY]);
}

static gboolean
sol_workshops_place_grab_focus (GtkWidget *widget)
{
  SolWorkshopsPlace *self = SOL_WORKSHOPS_PLACE (widget);

  if (!is_on_list (self))
    return gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
  return gtk_widget_grab_focus (self->lists.animates ? self->make : GTK_WIDGET (self->code));
}

static void
sol_workshops_place_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolWorkshopsPlace *self = SOL_WORKSHOPS_PLACE (object);

  if (property == PROP_CAN_GO_BACK)
    g_value_set_boolean (value, !is_on_list (self));
  else if (property == PROP_ANY)
    g_value_set_boolean (value, sol_workshops_place_get_any (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_workshops_place_dispose (GObject *object)
{
  SolWorkshopsPlace *self = SOL_WORKSHOPS_PLACE (object);

  if (self->list != NULL)
    sol_workshops_place_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WORKSHOPS_PLACE);
  G_OBJECT_CLASS (sol_workshops_place_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  g_type_ensure (SOL_TYPE_WORKSHOP_DESK);
  g_type_ensure (SOL_TYPE_WORKSHOP_SHEET);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, lead);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, make);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, coming);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, code);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, submit);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, list);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, none);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, desk);
  gtk_widget_class_bind_template_child (widget_class, SolWorkshopsPlace, sheet);
}

static void
sol_workshops_place_class_init (SolWorkshopsPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = sol_workshops_place_get_property;
  G_OBJECT_CLASS (klass)->dispose = sol_workshops_place_dispose;
  sol_focus_set_grab (widget_class, sol_workshops_place_grab_focus);
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                           G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ANY] = g_param_spec_boolean ("any", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_come);
  gtk_widget_class_install_action (widget_class, "workshops.new", NULL, make_one);
  gtk_widget_class_install_action (widget_class, "workshops.back", NULL, go_back);
}

static void
sol_workshops_place_init (SolWorkshopsPlace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
}

/**
 * sol_workshop_guest_init:
 * @account: (nullable): who is signed in
 * @membership: (nullable): of the organisation that he acts for
 *
 * Returns: whether it holds workshops, or comes to them
 */
gboolean
sol_workshop_guest_init (SolWorkshopGuest *self,
                         SolAccountSession *account,
                         SolMembership *membership)
{
  const char *role = account != NULL ? sol_account_session_get_role (account) : NULL;
  const char *kind = membership != NULL ? sol_membership_get_kind (membership) : NULL;
  const gboolean animates = g_strcmp0 (kind, "partner") == 0 &&
                            (sol_grant_parse_platform_role (role) & SOL_ROLE_ANIMATOR) != 0;
  const gboolean comes = g_strcmp0 (kind, "supplier") == 0;

  *self = (SolWorkshopGuest){ account,
                              animates || comes ? sol_membership_get_id (membership) : NULL,
                              animates };
  return self->organisation != NULL;
}

static void
watch (SolWorkshopsPlace *self, SolLiveList *list)
{
  g_signal_connect_object (list, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
open_lists (SolWorkshopsPlace *self, SolAccountStore *store, const SolWorkshopGuest *guest)
{
  SolWorkshopLists *lists = &self->lists;
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_ours, self, NULL));
  GtkFilterListModel *ours;

  lists->account = g_object_ref (guest->account);
  lists->store = g_object_ref (store);
  lists->organisation = g_strdup (guest->organisation);
  lists->animates = guest->animates;
  lists->own = sol_account_store_list_records (store,
                                               guest->animates ? "workshop" : "workshop_page");
  lists->tables = sol_account_store_list_records (store, "workshop_table");
  lists->shares = sol_account_store_list_records (store, "workshop_share");
  lists->census = sol_account_store_list_records (store, "census_entry");
  self->scope = sol_scope_new (SOL_SCOPE_KIND_ORG, guest->organisation);
  ours = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (lists->own)), filter);
  self->rows = G_LIST_MODEL (gtk_sort_list_model_new (
      G_LIST_MODEL (ours), GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL))));
  gtk_list_box_bind_model (self->list, self->rows, make_row, NULL, NULL);
  watch (self, lists->own);
  watch (self, lists->tables);
  watch (self, lists->shares);
  watch (self, lists->census);
}

/**
 * sol_workshops_place_new:
 * @store: of who is signed in
 *
 * Returns: (transfer floating)
 */
GtkWidget *
sol_workshops_place_new (SolAccountStore *store, const SolWorkshopGuest *guest)
{
  SolWorkshopsPlace *self = g_object_new (SOL_TYPE_WORKSHOPS_PLACE, NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->make, guest->animates);
  gtk_widget_set_visible (self->coming, !guest->animates);
  gtk_label_set_label (
      self->lead,
      guest->animates
          ? _ ("Structures say around a table what is difficult in selling; you gather it, and "
               "write down what they find in common.")
          : _ ("Around a table with others: what is difficult in selling, and what to do. Each "
               "keeps a page of its own."));
  adw_status_page_set_description (
      self->none, guest->animates
                      ? _ ("Open one for today: structures join by a code that you tell them.")
                      : _ ("Type the code that the animator tells in the room."));
  open_lists (self, store, guest);
  update (self);
  return GTK_WIDGET (self);
}

gboolean
sol_workshops_place_is_of (SolWorkshopsPlace *self,
                           SolAccountStore *store,
                           const SolWorkshopGuest *guest)
{
  return self->lists.store == store && self->lists.animates == guest->animates &&
         g_strcmp0 (self->lists.organisation, guest->organisation) == 0;
}

/* Returns: whether there is a workshop that the organisation holds, or was asked to */
gboolean
sol_workshops_place_get_any (SolWorkshopsPlace *self)
{
  return self->rows != NULL && g_list_model_get_n_items (self->rows) > 0;
}

/* Lets the store go. */
void
sol_workshops_place_let_go (SolWorkshopsPlace *self)
{
  SolWorkshopLists *lists = &self->lists;
  SolLiveList *watched[] = { lists->own, lists->tables, lists->shares, lists->census };

  if (lists->store == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  sol_workshop_desk_let_go (self->desk);
  sol_workshop_sheet_let_go (self->sheet);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_handlers_disconnect_by_data (watched[i], self);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&lists->own);
  g_clear_object (&lists->tables);
  g_clear_object (&lists->shares);
  g_clear_object (&lists->census);
  g_clear_object (&lists->account);
  g_clear_object (&lists->store);
  g_clear_pointer (&lists->organisation, g_free);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->awaited, g_free);
}
