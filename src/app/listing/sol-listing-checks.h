/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

/* What is said under fields of the listing once they are filled. */
char *sol_listing_check_siret (const GValue *value, SolFormTone *tone);
char *sol_listing_check_phone (const GValue *value, SolFormTone *tone);
char *sol_listing_check_email (const GValue *value, SolFormTone *tone);
char *sol_listing_check_website (const GValue *value, SolFormTone *tone);
char *sol_listing_check_due (const GValue *value, SolFormTone *tone);
char *sol_listing_check_description (const GValue *value, SolFormTone *tone);
char *sol_listing_check_postcode (const GValue *value, SolFormTone *tone);
char *sol_listing_compare_postcode (SolRecord *listing, SolFormTone *tone);
GtkWidget *sol_listing_make_siret_control (const SolField *field);

G_END_DECLS
