/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-term.h"

#include "model/sol-referential.h"

/**
 * SolTerm:
 *
 * One code of a referential, as the server tells it: what a platform added to the open lists
 * (networks, labels, sectors) beyond those the program carries.
 */
struct _SolTerm
{
  SolRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (SolTerm, sol_term, SOL_TYPE_RECORD)

static const SolField fields[] = {
  { "list", SOL_FIELD_CODE, SOL_FIELD_REQUIRED | SOL_FIELD_INDEXED, 40 },
  { "code", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED, 80 },
  { "label_fr", SOL_FIELD_TEXT, SOL_FIELD_REQUIRED | SOL_FIELD_TITLE, 255 },
  { "label_en", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 255 },
  { "parent", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 80 },
  { "note", SOL_FIELD_TEXT, SOL_FIELD_OPTIONAL, 500 },
};

static void
sol_term_class_init (SolTermClass *klass)
{
  sol_record_class_install_fields (SOL_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

/**
 * sol_term_learn:
 * @doc: a document
 *
 * Makes the code known to the referentials of this process. Any thread.
 */
void
sol_term_learn (const char *doc)
{
  g_autoptr (SolRecord)
      self = sol_record_new_from_text (SOL_TYPE_TERM, 0, "", "public", 0, doc, NULL);
  const char *list = self != NULL ? sol_record_get_text (self, "list") : NULL;
  SolCode code = { 0 };

  if (list == NULL || sol_record_get_text (self, "code") == NULL ||
      sol_record_get_text (self, "label_fr") == NULL)
    return;
  code.code = sol_record_get_text (self, "code");
  code.label_fr = sol_record_get_text (self, "label_fr");
  code.label_en = sol_record_get_text (self, "label_en");
  code.parent = sol_record_get_text (self, "parent");
  code.note = sol_record_get_text (self, "note");
  sol_referential_add (list, &code);
}

static void
sol_term_init (SolTerm *self)
{
}
