/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-client-words-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-client-word-row.h"
#include "app/account/sol-place-act.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-client-word.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-client-words-page.ui"

/**
 * SolClientWordsPage:
 *
 * Where a structure asks its clients for a word, and chooses which are shown and in what order. All
 * of it is kept without a network; the link to hand over is made by the platform.
 */
struct _SolClientWordsPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolLiveList *words;     /* (nullable): while the account has no files */
  char *supplier;         /* (nullable): id of the structure that they are of */
  GHashTable *links;      /* id of a word -> its link, of those that were made here */
  GtkListBox *list;
  SolEntryField *client;
  SolEntryField *about;
  SolEntryField *address;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolClientWordsPage, sol_client_words_page, ADW_TYPE_BIN)

/* (nullable): for which one acts */
static const char *
get_organisation (SolClientWordsPage *self)
{
  SolMembership *membership = sol_account_place_get_membership (self->place);

  return membership != NULL ? sol_membership_get_id (membership) : NULL;
}

static gboolean
is_shown (SolRecord *word)
{
  gboolean shown = FALSE;

  return g_str_equal (sol_client_word_get_state (word), SOL_CLIENT_WORD_ANSWERED) &&
         sol_record_get_flag (word, "shown", &shown) && shown;
}

/* Those that all see, then what can be shown, then what is waited for, then the rest. */
static int
get_rank (SolRecord *word)
{
  const char *state = sol_client_word_get_state (word);

  if (is_shown (word))
    return 0;
  if (g_str_equal (state, SOL_CLIENT_WORD_ANSWERED))
    return 1;
  return g_str_equal (state, SOL_CLIENT_WORD_ASKED) ? 2 : 3;
}

static gint64
get_place (SolRecord *word)
{
  gint64 place;

  return sol_record_get_number (word, "place", &place) ? place : G_MAXINT64;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  SolRecord *one = sol_shown_record_get_record (*(SolShownRecord *const *) a);
  SolRecord *other = sol_shown_record_get_record (*(SolShownRecord *const *) b);

  if (get_rank (one) != get_rank (other))
    return get_rank (one) - get_rank (other);
  if (is_shown (one) && get_place (one) != get_place (other))
    return get_place (one) < get_place (other) ? -1 : 1;
  return g_strcmp0 (sol_record_get_id (one), sol_record_get_id (other));
}

/* (transfer full) (element-type SolShownRecord): of this structure, as they stand below one another
 */
static GPtrArray *
list_words (SolClientWordsPage *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = self->words != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->words)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->words), i);
      SolRecord *word = sol_shown_record_get_record (shown);

      if (word != NULL && g_strcmp0 (sol_record_get_text (word, "supplier"), self->supplier) == 0)
        g_ptr_array_add (found, g_steal_pointer (&shown));
    }
  g_ptr_array_sort (found, compare);
  return found;
}

static guint
count_shown (GPtrArray *words)
{
  guint n = 0;

  while (n < words->len && is_shown (sol_shown_record_get_record (words->pdata[n])))
    n++;
  return n;
}

/* (nullable): the row at @index */
static SolClientWordRow *
get_row (SolClientWordsPage *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  return row != NULL ? SOL_CLIENT_WORD_ROW (gtk_list_box_row_get_child (row)) : NULL;
}

/* As many as there are words; each stays where it is, so that the focus does. */
static void
make_rows (SolClientWordsPage *self, guint n)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, (int) n)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  while (get_row (self, n - 1) == NULL && n > 0)
    {
      GtkWidget *made = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (made), sol_client_word_row_new ());
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (made), FALSE);
      gtk_widget_set_focusable (made, FALSE);
      gtk_list_box_append (self->list, made);
    }
}

static void
show (SolClientWordsPage *self)
{
  g_autoptr (GPtrArray) words = list_words (self);
  const guint n_shown = count_shown (words);

  make_rows (self, words->len);
  for (guint i = 0; i < words->len; i++)
    sol_client_word_row_set_shown (
        get_row (self, i), words->pdata[i],
        g_hash_table_lookup (self->links, sol_shown_record_get_id (words->pdata[i])), i == 0,
        i + 1 >= n_shown);
  gtk_widget_set_visible (GTK_WIDGET (self->list), words->len > 0);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolClientWordsPage) self = user_data;

  sol_place_act_say (self->submit != NULL ? self->place : NULL, NULL, source, result);
}

static void
edit (SolClientWordsPage *self, const char *id, const char *field, JsonNode *owned_value)
{
  g_autoptr (SolMutation)
      mutation = sol_mutation_new_operation ("client_word", id, SOL_MUTATION_EDIT, NULL);
  g_autoptr (JsonNode) value = owned_value;
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);

  sol_patch_set (mutation->patch, field, value);
  if (store != NULL)
    sol_account_store_act_async (store, mutation, get_organisation (self), SOL_ACT_PLAIN, NULL,
                                 on_acted, g_object_ref (self));
}

static void
put_at (SolClientWordsPage *self, SolShownRecord *shown, gint64 place)
{
  if (get_place (sol_shown_record_get_record (shown)) != place)
    edit (self, sol_shown_record_get_id (shown), "place",
          json_node_init_int (json_node_alloc (), place));
}

/* (nullable): in @words; @index: (out) */
static SolShownRecord *
find (GPtrArray *words, GVariant *id, guint *index)
{
  for (*index = 0; *index < words->len; (*index)++)
    if (g_str_equal (sol_shown_record_get_id (words->pdata[*index]),
                     g_variant_get_string (id, NULL)))
      return words->pdata[*index];
  return NULL;
}

/* One that is shown anew comes last. */
static void
toggle (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolClientWordsPage *self = SOL_CLIENT_WORDS_PAGE (widget);
  g_autoptr (GPtrArray) words = list_words (self);
  guint index;
  SolShownRecord *shown = find (words, parameter, &index);
  gboolean on;

  if (shown == NULL)
    return;
  on = !is_shown (sol_shown_record_get_record (shown));
  if (on)
    put_at (self, shown, count_shown (words) + 1);
  edit (self, sol_shown_record_get_id (shown), "shown",
        json_node_init_boolean (json_node_alloc (), on));
}

/* All get the place that they have now, but for two. */
static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolClientWordsPage *self = SOL_CLIENT_WORDS_PAGE (widget);
  g_autoptr (GPtrArray) words = list_words (self);
  const guint n = count_shown (words);
  guint index, other;

  if (find (words, parameter, &index) == NULL)
    return;
  other = g_str_equal (action, "words.up") ? index - 1 : index + 1;
  if (index >= n || other >= n)
    return;
  for (guint i = 0; i < n; i++)
    put_at (self, words->pdata[i], 1 + (i == index ? other : i == other ? index : i));
}

static void
remove_word (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolClientWordsPage *self = SOL_CLIENT_WORDS_PAGE (widget);
  GtkRoot *window = gtk_widget_get_root (widget);
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autoptr (SolMutation) mutation = NULL;

  if (store == NULL || !SOL_IS_WINDOW (window))
    return;
  mutation = sol_mutation_new_operation ("client_word", g_variant_get_string (parameter, NULL),
                                         SOL_MUTATION_DELETE, NULL);
  sol_undoable_act (SOL_WINDOW (window), store, mutation, get_organisation (self),
                    _ ("The word is removed"));
}

typedef struct
{
  SolClientWordsPage *page;
  char *word;
} Linking;

static void
linking_free (Linking *self)
{
  g_object_unref (self->page);
  g_free (self->word);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Linking, linking_free)

static void
focus_link (SolClientWordsPage *self, const char *word)
{
  for (guint i = 0; get_row (self, i) != NULL; i++)
    if (g_strcmp0 (sol_client_word_row_get_id (get_row (self, i)), word) == 0)
      sol_client_word_row_focus_link (get_row (self, i));
}

static void
on_linked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Linking) linking = user_data;
  SolClientWordsPage *self = linking->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolInvitation) invitation = sol_account_session_ask_word_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);
  g_autofree char *said = NULL;

  if (self->submit == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (invitation == NULL)
    {
      said = sol_account_words_refuse (SOL_ACCOUNT_SESSION (source), error);
      sol_account_place_say (self->place, said);
      return;
    }
  if (invitation->mailed)
    sol_account_place_say (self->place, _ ("The link is mailed"));
  g_hash_table_insert (self->links, g_strdup (linking->word), g_strdup (invitation->link));
  show (self);
  focus_link (self, linking->word);
}

/* The platform makes it, and no other: without a network it is told so. */
static void
get_link (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolClientWordsPage *self = SOL_CLIENT_WORDS_PAGE (widget);
  Linking *linking;

  if (get_organisation (self) == NULL)
    return;
  linking = g_new0 (Linking, 1);
  linking->page = g_object_ref (self);
  linking->word = g_variant_dup_string (parameter, NULL);
  sol_account_session_ask_word_async (
      sol_account_place_get_account (self->place), get_organisation (self), linking->word,
      sol_account_place_get_cancellable (self->place), on_linked, linking);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolClientWordsPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_entry_field_set_text (self->client, "");
  sol_entry_field_set_text (self->about, "");
  sol_entry_field_set_text (self->address, "");
  sol_account_place_say (self->place, _ ("Now get the link, and hand it over"));
}

static SolMutation *
make_question (SolClientWordsPage *self, const char *client, const char *about, const char *address)
{
  g_autofree char *id = sol_uuid_new ();
  SolMutation *mutation = sol_mutation_new_operation (
      "client_word", id, SOL_MUTATION_CREATE, "supplier", self->supplier, "client", client, NULL);

  if (*about != '\0')
    json_object_set_string_member (mutation->patch->set, "about", about);
  if (*address != '\0')
    json_object_set_string_member (mutation->patch->set, "address", address);
  return mutation;
}

static void
on_send (SolClientWordsPage *self)
{
  g_autofree char *client = g_strstrip (g_strdup (sol_entry_field_get_text (self->client)));
  g_autofree char *about = g_strstrip (g_strdup (sol_entry_field_get_text (self->about)));
  g_autofree char *address = g_strstrip (g_strdup (sol_entry_field_get_text (self->address)));
  const char *fault = *address != '\0' ? sol_account_words_check_address (address) : NULL;
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autoptr (SolMutation) mutation = NULL;

  if (*client == '\0')
    sol_entry_field_refuse (self->client, _ ("Say whom you ask"));
  else if (fault != NULL)
    sol_entry_field_refuse (self->address, fault);
  else if (store == NULL || self->supplier == NULL)
    sol_submit_bar_refuse (self->submit, why != NULL ? why : _ ("Open it from your listing"));
  else
    {
      mutation = make_question (self, client, about, address);
      sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
      sol_account_store_act_async (store, mutation, get_organisation (self), SOL_ACT_PLAIN, NULL,
                                   on_asked, g_object_ref (self));
    }
}

static void
on_activate (SolClientWordsPage *self)
{
  sol_submit_bar_send (self->submit);
}

static void
stop_watching (SolClientWordsPage *self)
{
  if (self->words != NULL)
    g_signal_handlers_disconnect_by_data (self->words, self);
  g_clear_object (&self->words);
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolClientWordsPage *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  stop_watching (self);
  if (store != NULL)
    {
      self->words = sol_account_store_list_records (store, "client_word");
      g_signal_connect_object (self->words, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  show (self);
}

static gboolean
sol_client_words_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_CLIENT_WORDS_PAGE (widget)->client));
}

static void
sol_client_words_page_dispose (GObject *object)
{
  SolClientWordsPage *self = SOL_CLIENT_WORDS_PAGE (object);

  stop_watching (self);
  g_clear_pointer (&self->supplier, g_free);
  g_clear_pointer (&self->links, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CLIENT_WORDS_PAGE);
  G_OBJECT_CLASS (sol_client_words_page_parent_class)->dispose (object);
}

static void
sol_client_words_page_class_init (SolClientWordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_client_words_page_dispose;
  sol_focus_set_grab (widget_class, sol_client_words_page_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordsPage, client);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordsPage, about);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordsPage, address);
  gtk_widget_class_bind_template_child (widget_class, SolClientWordsPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "words.show", "s", toggle);
  gtk_widget_class_install_action (widget_class, "words.up", "s", move);
  gtk_widget_class_install_action (widget_class, "words.down", "s", move);
  gtk_widget_class_install_action (widget_class, "words.link", "s", get_link);
  gtk_widget_class_install_action (widget_class, "words.remove", "s", remove_word);
}

static void
sol_client_words_page_init (SolClientWordsPage *self)
{
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_client_words_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the structure that
 *   the place was asked to show it for
 */
GtkWidget *
sol_client_words_page_new (SolAccountPlace *place)
{
  SolClientWordsPage *self = g_object_new (SOL_TYPE_CLIENT_WORDS_PAGE, NULL);

  self->place = place;
  self->supplier = g_strdup (sol_account_place_get_subject (place));
  g_signal_connect_object (sol_session_get_account_files (sol_account_place_get_session (place)),
                           "notify::store", G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  return GTK_WIDGET (self);
}
